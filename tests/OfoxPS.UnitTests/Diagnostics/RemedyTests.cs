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

    // Each situation beside what a user is told to do in it.
    [Theory]
    [InlineData("PlainHttp", "https instead of http")]
    [InlineData("OtherCredentials", "-Header")]
    [InlineData("ProxyCredentials", "Set-OfoxConfiguration -ProxyCredential")]
    [InlineData("OtherProtocol", "Ollama's own API, at /api, is another one")]
    [InlineData("TakesFallback", "-Fallback")]
    [InlineData("LongWait", "-MaximumWaitSeconds")]
    [InlineData("NotInList", "Get-OfoxModel lists all")]
    [InlineData("Offline", "$env:OFOX_OFFLINE")]
    [InlineData("OtherRunspace", "-AllowOtherRunspace")]
    [InlineData("NoCassette", "-Mode Record")]
    [InlineData("NotRecorded", "-MatchOn")]
    [InlineData("RecordingsUsed", "-Repeat")]
    [InlineData("NoResponse", "one response more")]
    [InlineData("UnusedRecording", "-Prune")]
    [InlineData("InUse", "Wait until the other run has ended")]
    [InlineData("ChangedByOthers", "Leave the file alone")]
    [InlineData("DamagedLine", "Remove the line")]
    [InlineData("NoCheckpoint", "Name another file")]
    public void A_situation_has_a_remedy_of_its_own_whatever_the_kind_is(string situation, string words)
    {
        string remedy =
            Remedy.For(new OfoxException(OfoxErrorKind.OfoxRateLimited, "x") { Situation = Enum.Parse<FailureSituation>(situation) });

        Assert.Contains(words, remedy, StringComparison.Ordinal);
        Assert.EndsWith(".", remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("-MaximumRetryCount", remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_situation_is_in_the_table() => Assert.All(
        Enum.GetValues<FailureSituation>().Where(static situation => situation != FailureSituation.None),
        static situation => Assert.NotEmpty(Remedy.For(new OfoxException(OfoxErrorKind.OfoxServerError, "x") { Situation = situation })));

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
