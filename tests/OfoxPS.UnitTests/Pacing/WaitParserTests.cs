using System;
using System.Globalization;
using OfoxPS.Core.Pacing;
using Xunit;

namespace OfoxPS.UnitTests.Pacing;

/// <summary>How long a header asks to wait, in every form that servers use.</summary>
public sealed class WaitParserTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("12s", 12)]
    [InlineData("6m0s", 360)]
    [InlineData("17ms", 0.017)]
    [InlineData("2m59.56s", 179.56)]
    [InlineData("23h47m36.648s", 85656.648)]
    [InlineData("1h2m3s", 3723)]
    [InlineData("1.5s", 1.5)]
    [InlineData("250us", 0.00025)]
    [InlineData("250µs", 0.00025)]
    [InlineData("1000000ns", 0.001)]
    [InlineData("2d", 172800)]
    [InlineData("12", 12)]
    [InlineData(" 12 ", 12)]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    [InlineData("1.25", 1.25)]
    public void A_length_of_time(string text, double seconds) => Assert.Equal(seconds, WaitParser.Parse(text, Now)!.Value.TotalSeconds, 6);

    [Theory]
    [InlineData("2026-03-01T12:00:30Z")]
    [InlineData("2026-03-01T12:00:30.000Z")]
    [InlineData("2026-03-01T14:00:30.000000000+02:00")]
    [InlineData("2026-03-01t12:00:30Z")]
    [InlineData("2026-03-01 12:00:30Z")]
    [InlineData("Sun, 01 Mar 2026 12:00:30 GMT")]
    [InlineData("Sunday, 01-Mar-26 12:00:30 GMT")]
    [InlineData("Sun Mar  1 12:00:30 2026")]
    [InlineData("1772366430")]
    [InlineData("1772366430000")]
    public void A_moment(string text) => Assert.Equal(30, WaitParser.Parse(text, Now)!.Value.TotalSeconds, 3);

    [Theory]
    [InlineData("2015-10-21T07:28:00Z")]
    [InlineData("Wed, 21 Oct 2015 07:28:00 GMT")]
    [InlineData("1445412480")]
    public void A_moment_that_has_passed_is_no_wait(string text) => Assert.Equal(TimeSpan.Zero, WaitParser.Parse(text, Now));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("5x")]
    [InlineData("-1s")]
    [InlineData("-5")]
    [InlineData("s")]
    [InlineData("1s2")]
    [InlineData("12s later")]
    [InlineData("1..2s")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("∞")]
    [InlineData("1s1s1s1s")]
    [InlineData("1s1m")]
    [InlineData("1ms1ms")]
    [InlineData("2026")]
    [InlineData("2026-03-01T")]
    [InlineData("12:30")]
    public void Anything_else_is_no_wait(string? text)
    {
        // A year alone reads as a number of seconds, as the standard has it; it is no date.
        double? expected = text == "2026" ? 2026 : null;

        Assert.Equal(expected, WaitParser.Parse(text, Now)?.TotalSeconds);
    }

    [Theory]
    [InlineData("99999999999")]
    [InlineData("999999999h")]
    public void A_wait_beyond_any_calendar_is_still_a_long_wait(string text) =>
        Assert.True(WaitParser.Parse(text, Now) > TimeSpan.FromDays(365),
            string.Format(CultureInfo.InvariantCulture, "{0}", WaitParser.Parse(text, Now)));
}
