using System;
using System.Linq;
using OfoxPS.Core.Diagnostics;
using Xunit;

namespace OfoxPS.UnitTests.Errors;

/// <summary>What the user can do.</summary>
public sealed class RemedyTests
{
    [Fact]
    public void Every_kind_of_failure_has_a_remedy() => Assert.All(
        Enum.GetValues<OfoxErrorKind>(),
        static kind => Assert.EndsWith(".", Remedy.For(new OfoxException(kind, "x") { StatusCode = 400 }), StringComparison.Ordinal));

    [Fact]
    public void What_is_refused_here_says_itself_what_to_change() =>
        Assert.Empty(Remedy.For(new OfoxException(OfoxErrorKind.OfoxInvalidRequest, "x")));

    [Theory]
    [InlineData("OfoxMissingApiKey", "$env:OFOX_API_KEY")]
    [InlineData("OfoxAuthenticationFailed", "Set-OfoxConfiguration -ApiKey")]
    [InlineData("OfoxModelNotFound", "-Model")]
    [InlineData("OfoxEndpointNotFound", "-BaseUri")]
    [InlineData("OfoxServerError", "-Fallback")]
    [InlineData("OfoxConnectionFailed", "-Proxy")]
    [InlineData("OfoxStreamTruncated", "$Error[0].Exception.Completion")]
    [InlineData("OfoxStreamError", "$Error[0].Exception.Completion")]
    [InlineData("OfoxInsecureEndpoint", "-AllowUnencryptedAuthentication")]
    [InlineData("OfoxRateLimited", "-MaximumRetryCount")]
    public void A_remedy_names_what_to_type(string kind, string words) =>
        Assert.Contains(words, Remedy.For(new OfoxException(Enum.Parse<OfoxErrorKind>(kind), "x")), StringComparison.Ordinal);

    [Fact]
    public void A_refused_request_is_changed_as_its_judge_says()
    {
        string[] remedies = [.. new int?[] { null, 400 }.Select(static status => Remedy.For(new OfoxException(OfoxErrorKind.OfoxInvalidRequest, "x") { StatusCode = status }))];

        Assert.NotEqual(remedies[0], remedies[1]);
        Assert.Contains("gateway", remedies[1], StringComparison.Ordinal);
    }
}
