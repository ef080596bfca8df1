using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace OfoxPS.UnitTests.Gateway;

/// <summary>Strict limits, and requests that ask to be different.</summary>
public sealed class LimitTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task Requests_beyond_the_limit_are_refused_and_the_headers_tell_the_truth()
    {
        GatewayAnswer[] answers = new GatewayAnswer[4];
        for (int i = 0; i < answers.Length; i++)
        {
            answers[i] = await fixture.Client.ChatAsync(Ask.For("x", "openai/gpt-4o?limit=3&window=60000&case=requests"));
        }

        Assert.Equal([200, 200, 200, 429], answers.Select(static answer => answer.Status));
        Assert.Equal(["2", "1", "0", "0"], answers.Select(static answer => answer.Headers["x-ratelimit-remaining-requests"]));
        Assert.EndsWith("ms", answers[0].Headers["x-ratelimit-reset-requests"], System.StringComparison.Ordinal);
        Assert.DoesNotContain("x-ratelimit-remaining-tokens", answers[0].Headers);
        Assert.Contains("retry-after", answers[3].Headers);
    }

    [Fact]
    public async Task Tokens_beyond_the_limit_are_refused()
    {
        JsonObject body = Ask.For("x", "openai/gpt-4o?tokens=100&window=60000&case=tokens", """{"max_tokens":60}""");

        GatewayAnswer first = await fixture.Client.ChatAsync(body), second = await fixture.Client.ChatAsync(body);

        Assert.Equal((200, 429), (first.Status, second.Status));
        Assert.DoesNotContain("x-ratelimit-remaining-requests", first.Headers);
        Assert.Equal("100", first.Headers["x-ratelimit-limit-tokens"]);
    }

    [Fact]
    public async Task A_window_ends()
    {
        const string Model = "openai/gpt-4o?limit=1&window=1&case=ends";
        await fixture.Client.ChatAsync(Ask.For("x", Model));

        int status = 0;
        for (int i = 0; i < 1000 && status != 200; i++)
        {
            status = (await fixture.Client.ChatAsync(Ask.For("x", Model))).Status;
        }

        Assert.Equal(200, status);
    }

    [Fact]
    public async Task One_request_of_many_can_fail() =>
        Assert.Equal(503, (await fixture.Client.ChatAsync(Ask.For("x\nfault: 503", "openai/gpt-4o"))).Status);
}
