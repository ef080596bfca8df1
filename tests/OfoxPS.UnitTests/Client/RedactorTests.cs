using System.Collections.Generic;
using System.Net;
using OfoxPS.Core.Client;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>Secrets in texts.</summary>
public sealed class RedactorTests
{
    private static readonly CallOptions Options = Ask.Options with
    {
        Headers = new Dictionary<string, string> { ["x-team"] = "team-secret-1", ["x-short"] = "abc", ["x-empty"] = string.Empty },
        ProxyCredential = new NetworkCredential("user", "proxy-pass-word"),
    };

    [Theory]
    [InlineData("nothing to see", "nothing to see")]
    [InlineData("", "")]
    [InlineData("key sk-test-0123456789!", "key ****!")]
    [InlineData("sk-test-0123456789sk-test-0123456789", "********")]
    [InlineData("team-secret-1 and proxy-pass-word", "**** and ****")]
    [InlineData("SK-TEST-0123456789", "SK-TEST-0123456789")]
    [InlineData("abc stays, it is too short", "abc stays, it is too short")]
    public void By_their_exact_value(string text, string clean) => Assert.Equal(clean, new Redactor(Options).Clean(text));

    [Fact]
    public void The_longest_secret_goes_first()
    {
        CallOptions options = Ask.Options with { Headers = new Dictionary<string, string> { ["x-auth"] = Ask.Key + "-and-more" } };

        Assert.DoesNotContain("and-more", new Redactor(options).Clean($"sent {Ask.Key}-and-more"), System.StringComparison.Ordinal);
    }
}
