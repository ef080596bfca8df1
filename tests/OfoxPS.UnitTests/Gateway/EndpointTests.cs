using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using OfoxPS.Gateway;
using Xunit;

namespace OfoxPS.UnitTests.Gateway;

/// <summary>Keys, models, paths, and fallback.</summary>
public sealed class EndpointTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("sk-anything", 200, null, null)]
    [InlineData("sk-forbidden-1", 403, "permission_error", "permission_denied")]
    [InlineData("sk-poor", 402, "insufficient_credits", "insufficient_credits")]
    [InlineData("wrong", 401, "authentication_error", "invalid_api_key")]
    [InlineData("", 401, "authentication_error", "invalid_api_key")]
    public async Task Key(string key, int status, string? type, string? code)
    {
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.For("x"), key);

        Assert.Equal(status, answer.Status);
        if (type is not null)
        {
            Assert.Equal((type, code), ((string?)answer.Error["type"], (string?)answer.Error["code"]));
        }
    }

    [Fact]
    public async Task The_refusal_of_a_key_is_worded_as_documented() => Assert.Equal(
        """{"error":{"code":"invalid_api_key","message":"Incorrect API key provided","type":"authentication_error"}}""",
        (await fixture.Client.ChatAsync(Ask.For("x"), "nope")).Text);

    [Fact]
    public async Task An_unknown_model_is_named()
    {
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.For("x", "x/y?chunks=3"));

        Assert.Equal(404, answer.Status);
        Assert.Equal("""{"error":{"code":"model_not_found","message":"The model `x/y` does not exist","type":"not_found_error"}}""", answer.Text);
    }

    [Fact]
    public async Task Models_need_no_key()
    {
        JsonArray models = (await fixture.Client.GetAsync("/v1/models")).Json["data"]!.AsArray();

        Assert.Equal("openai/gpt-4o", (string?)models[0]!["id"]);
        Assert.Equal(6, models.Count);
        Assert.All(models, model => Assert.True(decimal.TryParse((string?)model!["pricing"]!["prompt"], out _)));
        Assert.Contains("image", models[0]!["architecture"]!["input_modalities"]!.AsArray().Select(kind => (string?)kind));
    }

    [Theory]
    [InlineData("/v1/models/z-ai/glm-5-turbo")]
    [InlineData("/v1/models/z-ai%2Fglm-5-turbo")]
    public async Task One_model(string path) => Assert.Equal("z-ai/glm-5-turbo", (string?)(await fixture.Client.GetAsync(path)).Json["id"]);

    [Fact]
    public async Task No_such_model() => Assert.Equal("not_found_error", (string?)(await fixture.Client.GetAsync("/v1/models/a/b")).Error["type"]);

    [Theory]
    [InlineData("/")]
    [InlineData("/chat/completions")]
    [InlineData("/v1/chat/completions/")]
    [InlineData("/v1/v1/chat/completions")]
    public async Task Elsewhere_is_a_page(string path)
    {
        GatewayAnswer answer = await fixture.Client.SendAsync(HttpMethod.Post, path);

        Assert.Equal(404, answer.Status);
        Assert.StartsWith("text/html", answer.Headers["Content-Type"]);
        Assert.StartsWith("req_", answer.Headers["x-request-id"]);
    }

    [Fact]
    public async Task The_wrong_method_is_405() => Assert.Equal(405, (await fixture.Client.GetAsync("/v1/chat/completions")).Status);

    [Fact]
    public async Task Every_answer_has_its_own_id_and_the_limits()
    {
        GatewayAnswer first = await fixture.Client.ChatAsync(Ask.For("x"));
        GatewayAnswer second = await fixture.Client.ChatAsync(Ask.For("x"), "wrong");

        Assert.NotEqual(first.Headers["x-request-id"], second.Headers["x-request-id"]);
        Assert.Matches("^req_[0-9a-f]{12}$", second.Headers["x-request-id"]);
        Assert.Equal("12s", second.Headers["x-ratelimit-reset-requests"]);
    }

    [Theory]
    [InlineData("nobody/nothing", "openai/gpt-4o-mini", 200, "openai/gpt-4o-mini")]
    [InlineData("fault/503", "openai/gpt-4o-mini", 200, "openai/gpt-4o-mini")]
    [InlineData("fault/429", "nobody/nothing,fault/500,z-ai/glm-5-turbo?chunks=2", 200, "z-ai/glm-5-turbo")]
    [InlineData("fault/html502", "openai/gpt-4o", 200, "openai/gpt-4o")]
    [InlineData("openai/gpt-4o", "openai/gpt-4o-mini", 200, "openai/gpt-4o")]
    [InlineData("fault/400", "openai/gpt-4o-mini", 400, null)]
    [InlineData("fault/503", "fault/500,nobody/nothing", 503, null)]
    [InlineData("nobody/nothing", "nobody/either", 404, null)]
    public async Task Fallback(string model, string fallback, int status, string? served)
    {
        string models = string.Join(',', fallback.Split(',').Select(id => $"\"{id}\""));
        string more = $$$"""{"provider":{"routing":"cost","fallback":[{{{models}}}]}}""";
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.For("x", model, more));

        Assert.Equal(status, answer.Status);
        Assert.Equal(served, status == 200 ? (string?)answer.Json["model"] : null);
    }

    [Fact]
    public async Task IPv6_is_served_when_asked_for()
    {
        if (!System.Net.Sockets.Socket.OSSupportsIPv6)
        {
            return;
        }

        await using GatewayServer gateway = await GatewayServer.StartAsync(new GatewayOptions(IPv6: true));
        using GatewayClient client = new(gateway.IPv6BaseUri!);
        Assert.StartsWith("http://[::1]:", gateway.IPv6BaseUri);
        Assert.Equal("six", (await client.ChatAsync(Ask.For("six"))).Content);
    }
}
