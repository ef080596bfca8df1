using System;
using System.Linq;
using OfoxPS.Core.Client;
using OfoxPS.Core.Errors;
using Xunit;

namespace OfoxPS.UnitTests.Diagnostics;

/// <summary>What the user can do.</summary>
public sealed class RemedyTests
{
    [Fact]
    public void Every_kind_of_failure_has_a_remedy_but_those_whose_message_is_one() => Assert.All(
        Enum.GetValues<OfoxErrorKind>()
            .Where(static kind => kind is not (OfoxErrorKind.OfoxInvalidArgument or OfoxErrorKind.OfoxInvalidRequest)),
        static kind => Assert.EndsWith(".", Remedy.For(new OfoxException(kind, "x")), StringComparison.Ordinal));

    [Theory]
    [InlineData(Remedy.PlainHttp, "https instead of http")]
    [InlineData(Remedy.OtherCredentials, "-Header")]
    [InlineData(Remedy.OtherProtocol, "Ollama's own API, at /api, is another one")]
    [InlineData(Remedy.TakesFallback, "-Fallback")]
    [InlineData(Remedy.NotInList, "Get-OfoxModel lists all")]
    [InlineData(Remedy.Offline, "$env:OFOX_OFFLINE")]
    [InlineData(Remedy.OtherRunspace, "-AllowOtherRunspace")]
    [InlineData(Remedy.NoCassette, "-Mode Record")]
    [InlineData(Remedy.NotRecorded, "-MatchOn")]
    [InlineData(Remedy.RecordingsUsed, "-Repeat")]
    [InlineData(Remedy.NoResponse, "one response more")]
    [InlineData(Remedy.UnusedRecording, "-Prune")]
    [InlineData(Remedy.InUse, "Wait until the other run has ended")]
    [InlineData(Remedy.ChangedByOthers, "Leave the file alone")]
    [InlineData(Remedy.DamagedLine, "Remove the line")]
    [InlineData(Remedy.NoCheckpoint, "Name another file")]
    public void A_failure_can_have_a_remedy_of_its_own_whatever_its_kind_is(string own, string words)
    {
        string remedy = Remedy.For(new OfoxException(OfoxErrorKind.OfoxRateLimited, "x") { Remedy = own });

        Assert.Contains(words, remedy, StringComparison.Ordinal);
        Assert.EndsWith(".", remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("-MaximumRetryCount", remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_wait_is_too_long_the_user_is_told_how_to_allow_it() => Assert.Contains(
        "-MaximumWaitSeconds", Remedy.For(new OfoxException(OfoxErrorKind.OfoxRateLimited, "x") { IsInVain = true }),
        StringComparison.Ordinal);

    [Fact]
    public void Where_the_proxy_wants_credentials_the_address_is_not_to_blame() => Assert.StartsWith(
        "Give them with Set-OfoxConfiguration -ProxyCredential",
        Remedy.For(new OfoxException(OfoxErrorKind.OfoxConnectionFailed, "x") { StatusCode = 407, Origin = "$env:OFOX_BASE_URL" }),
        StringComparison.Ordinal);

    [Fact]
    public void A_server_that_has_no_fallback_is_not_said_to_have_one() =>
        Assert.DoesNotContain("-Fallback", Remedy.For(new OfoxException(OfoxErrorKind.OfoxServerError, "x")), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://api.ofox.ai/v1", true)]
    [InlineData("https://ofox.ai/v1", true)]
    [InlineData("https://api.openai.com/v1", false)]
    [InlineData("https://notofox.ai/v1", false)]
    [InlineData("http://127.0.0.1:8080/v1", false)]
    public void Only_the_gateway_of_OfoxAI_takes_fallbacks(string address, bool takes) =>
        Assert.Equal(takes, Endpoint.TakesFallback(new Uri(address)));

    [Theory]
    [InlineData("OfoxAuthenticationFailed", "The key is from $env:OFOX_API_KEY. Set ")]
    [InlineData("OfoxEndpointNotFound", "The address is from $env:OFOX_API_KEY. Check -BaseUri")]
    [InlineData("OfoxConnectionFailed", "The address is from $env:OFOX_API_KEY. Check the network")]
    public void Where_the_key_or_the_address_comes_from_is_said_first(string kind, string words) =>
        Assert.StartsWith(
            words, Remedy.For(new OfoxException(Enum.Parse<OfoxErrorKind>(kind), "x") { Origin = "$env:OFOX_API_KEY" }),
            StringComparison.Ordinal);

    [Fact]
    public void What_is_refused_here_says_itself_what_to_change() =>
        Assert.Empty(Remedy.For(Failure.InvalidArgument("x")));

    [Theory]
    [InlineData("OfoxMissingApiKey", "$env:OFOX_API_KEY")]
    [InlineData("OfoxAuthenticationFailed", "Set-OfoxConfiguration -ApiKey")]
    [InlineData("OfoxModelNotFound", "-Model")]
    [InlineData("OfoxEndpointNotFound", "-BaseUri")]
    [InlineData("OfoxInvalidResponse", "$Error[0].Exception.Completion")]
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
