using System;
using System.Linq;
using OfoxPS.Core.Errors;
using Xunit;

namespace OfoxPS.UnitTests.Diagnostics;

/// <summary>What the user can do.</summary>
public sealed class RemedyTests
{
    [Fact]
    public void Every_kind_of_failure_has_a_remedy() => Assert.All(
        Enum.GetValues<OfoxErrorKind>().Where(static kind => kind != OfoxErrorKind.OfoxInvalidArgument),
        static kind => Assert.EndsWith(".", Remedy.For(new OfoxException(kind, "x")), StringComparison.Ordinal));

    [Fact]
    public void What_is_refused_here_says_itself_what_to_change() =>
        Assert.Empty(Remedy.For(Failure.InvalidArgument("x")));

    [Theory]
    [InlineData("OfoxMissingApiKey", "$env:OFOX_API_KEY")]
    [InlineData("OfoxAuthenticationFailed", "Set-OfoxConfiguration -ApiKey")]
    [InlineData("OfoxModelNotFound", "-Model")]
    [InlineData("OfoxEndpointNotFound", "-BaseUri")]
    [InlineData("OfoxInvalidResponse", "$Error[0].Exception.Completion")]
    [InlineData("OfoxServerError", "-Fallback")]
    [InlineData("OfoxConnectionFailed", "-Proxy")]
    [InlineData("OfoxStreamTruncated", "$Error[0].Exception.Completion")]
    [InlineData("OfoxStreamError", "$Error[0].Exception.Completion")]
    [InlineData("OfoxInsecureEndpoint", "-AllowUnencryptedAuthentication")]
    [InlineData("OfoxRateLimited", "-MaximumRetryCount")]
    public void A_remedy_names_what_to_type(string kind, string words) =>
        Assert.Contains(words, Remedy.For(Broken(kind, "Hel")), StringComparison.Ordinal);

    [Theory]
    [InlineData("OfoxStreamTruncated")]
    [InlineData("OfoxStreamError")]
    public void Where_no_text_is_kept_none_is_named(string kind) =>
        Assert.DoesNotContain("Completion", Remedy.For(Broken(kind, null)), StringComparison.Ordinal);

    [Fact]
    public void A_request_that_the_gateway_refused_is_changed_as_the_gateway_says() =>
        Assert.Contains("gateway", Remedy.For(new OfoxException(OfoxErrorKind.OfoxInvalidRequest, "x")), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_cannot_be_written_has_another_remedy_than_one_that_cannot_be_read()
    {
        string read = Remedy.For(Failure.CannotRead("image", "a.png", "access is denied"));
        string written = Remedy.For(Failure.CannotWrite("cassette", "a.json", new System.IO.IOException("No space left on device")));

        Assert.Contains("read", read, StringComparison.Ordinal);
        Assert.Contains("free space", written, StringComparison.Ordinal);
    }

    private static OfoxException Broken(string kind, string? text) => new(Enum.Parse<OfoxErrorKind>(kind), "x")
    {
        Completion = new ChatCompletion { Choices = [new ChatChoice { Message = new ChatMessage("assistant", text) }] },
    };
}
