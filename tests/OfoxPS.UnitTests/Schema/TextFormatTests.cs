using OfoxPS.Core.Schema;
using Xunit;

namespace OfoxPS.UnitTests.Schema;

/// <summary>A text that is not of a format is not taken for it, whatever a parser of .NET would make of it.</summary>
public sealed class TextFormatTests
{
    [Theory]
    [InlineData("date-time", "2026-01-02T03:04:05Z", "2026-01-02t03:04:05.123+02:00", "2026-01-02 03:04", "2026-01-02T03:04:05+0200",
        "2026-01-02")]
    [InlineData("date", "2024-02-29")]
    [InlineData("time", "03:04:05Z", "03:04:05.5+02:00", "23:59")]
    [InlineData("duration", "P1DT2H", "PT90S", "PT1.5S", "-P1D", "P2W", "P1Y2M")]
    [InlineData("uuid", "6F9619FF-8b86-d011-b42d-00cf4fc964ff")]
    [InlineData("uri", "https://ofox.ai/", "mailto:ann@example.com", "urn:isbn:1", "https://example.com/ä?b=c#d")]
    [InlineData("email", "ann@example.com", "ann+x@b", "\"ann lee\"@example.com")]
    [InlineData("hostname", "example.com", "a", "a-b.c1")]
    [InlineData("ipv4", "127.0.0.1", "255.255.255.255", "0.0.0.0")]
    [InlineData("ipv6", "::1", "fe80::1", "::ffff:1.2.3.4")]
    [InlineData("no-such-format", "whatever")]
    public void A_text_of_the_format(string format, params string[] texts) =>
        Assert.All(texts, text => Assert.True(TextFormat.Has(text, format), text));

    [Theory]
    [InlineData("date-time", "10/03/2024", "2026-02-30T00:00:00Z", "2026-01-02T25:00:00Z", "20260102", "tomorrow", "1", "12:00", "")]
    [InlineData("date", "10/03/2024", "2024-2-3", "2023-02-29", "2024-01-01T00:00:00Z")]
    [InlineData("time", "3600", "25:00:00", "3 pm", "12")]
    [InlineData("duration", "3600", "01:30:00", "1.02:00:00", "P", "PT", "P1", "pt5m", "5 minutes", "1:30")]
    [InlineData("uuid", "x", "6f9619ff8b86d011b42d00cf4fc964ff", "{6f9619ff-8b86-d011-b42d-00cf4fc964ff}",
        "(6f9619ff-8b86-d011-b42d-00cf4fc964ff)")]
    [InlineData("uri", "Yes, I don't like your friends.", "Note: see above", "no uri at all", "N/A", "/etc/passwd", "www.example.com",
        "C:\\Users\\ann", "", "a.html")]
    [InlineData("email", "ann", "ann@", "@b", "a@@b", "Ann <ann@example.com>", "a b@c")]
    [InlineData("hostname", "a b", "-a", "a..b", "http://a")]
    [InlineData("ipv4", "1", "127.1", "0x7f.0.0.1", "017.0.0.1", "256.0.0.1", "1.2.3.4.5", "1.2.3.4.", "1.2.3.4\n")]
    [InlineData("ipv6", "1", "[::1]", "fe80::1%eth0", "::1/128", "g::1")]
    public void A_text_of_another_kind(string format, params string[] texts) =>
        Assert.All(texts, text => Assert.False(TextFormat.Has(text, format), text));

    [Theory]
    [InlineData("duration", "01:30:00", true)]
    [InlineData("duration", "1.02:00:00.5", true)]
    [InlineData("duration", "24:00:00", false)]
    [InlineData("duration", "1:30", false)]
    [InlineData("duration", "3600", false)]
    [InlineData("uuid", "6f9619ff8b86d011b42d00cf4fc964ff", true)]
    [InlineData("uuid", "{6f9619ff-8b86-d011-b42d-00cf4fc964ff}", true)]
    [InlineData("date-time", "10/03/2024", false)]
    public void A_value_of_a_type_may_be_spelled_as_the_type_does_where_that_is_the_same_value(string format, string text, bool has) =>
        Assert.Equal(has, TextFormat.Has(text, format, forType: true));
}
