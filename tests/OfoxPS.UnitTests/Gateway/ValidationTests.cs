using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace OfoxPS.UnitTests.Gateway;

/// <summary>Bad requests are refused as real servers refuse them, and the message says which field is wrong.</summary>
public sealed class ValidationTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Theory]
    [MemberData(nameof(BadRequests.Fields), MemberType = typeof(BadRequests))]
    [MemberData(nameof(BadRequests.Tools), MemberType = typeof(BadRequests))]
    public async Task Field(string named, string fields) => Refused(named, await fixture.Client.ChatAsync(Ask.For("hello", more: fields)));

    [Theory]
    [MemberData(nameof(BadRequests.Images), MemberType = typeof(BadRequests))]
    public async Task Image(string named, string part)
    {
        string messages = $$$"""{"messages":[{"role":"user","content":[{{{part}}}]}]}""";
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.For("hello", more: messages));

        Refused(named, answer);
        Assert.StartsWith("messages[0].content[0].", (string?)answer.Error["param"]);
    }

    [Theory]
    [MemberData(nameof(BadRequests.Schemas), MemberType = typeof(BadRequests))]
    public async Task Schema(string named, string schema) => Refused(named, await SendSchemaAsync("good-name", schema, strict: false));

    [Theory]
    [MemberData(nameof(BadRequests.StrictSchemas), MemberType = typeof(BadRequests))]
    public async Task Strict_schema(string named, string schema)
    {
        Refused(named, await SendSchemaAsync("good-name", schema, strict: true));
        if (!named.EndsWith(".default", System.StringComparison.Ordinal))
        {
            Assert.Equal(200, (await SendSchemaAsync("good-name", schema, strict: false)).Status);
        }
    }

    [Fact]
    public async Task Schema_name() =>
        Refused("response_format.json_schema.name", await SendSchemaAsync("a b", """{"type":"object","properties":{}}""", strict: false));

    [Theory]
    [MemberData(nameof(BadRequests.Conversations), MemberType = typeof(BadRequests))]
    public async Task Conversation(string named, string messages) =>
        Refused(named, await fixture.Client.ChatAsync(Ask.For("", more: $$"""{"messages":{{messages}}}""")));

    [Theory]
    [MemberData(nameof(BadRequests.Bodies), MemberType = typeof(BadRequests))]
    public async Task Body(string body, string named) => Refused(named, await fixture.Client.ChatAsync(body));

    [Fact]
    public async Task Content_type() =>
        Refused("content-type", await fixture.Client.ChatAsync(Ask.For("x").ToJsonString(), contentType: "text/plain"));

    [Theory]
    [InlineData("chunk=3")]
    [InlineData("chunks=many")]
    [InlineData("usage=always")]
    [InlineData("endless=maybe")]
    public async Task Mistyped_option(string option) =>
        Refused("model", await fixture.Client.ChatAsync(Ask.For("x", $"openai/gpt-4o?{option}")));

    [Theory]
    [InlineData("""{"temperature":0,"top_p":1,"frequency_penalty":-2,"presence_penalty":2,"max_tokens":1,"n":8,"seed":-1}""")]
    [InlineData("""{"temperature":2,"top_p":0,"stop":"x","stream":null,"stream_options":null,"max_tokens":null}""")]
    [InlineData("""{"stop":["a","b","c","d"],"provider":{"routing":"balanced","fallback":[],"x":1},"x_unknown":{"a":[]}}""")]
    [InlineData("""{"response_format":{"type":"text"},"reasoning_effort":"low","user":"u","metadata":{"a":"b"}}""")]
    public async Task Values_at_the_edge_pass(string fields) =>
        Assert.Equal(200, (await fixture.Client.ChatAsync(Ask.For("hello", more: fields))).Status);

    [Fact]
    public async Task Body_over_50_MiB_is_413()
    {
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.For(new string('x', 50 * 1024 * 1024)));

        Assert.Equal(413, answer.Status);
        Assert.Equal("request_too_large", (string?)answer.Error["code"]);
    }

    [Fact]
    public async Task Refusals_are_logged_with_their_model()
    {
        await fixture.Client.ChatAsync(Ask.For("x", "openai/gpt-4o-mini", """{"temperature":9}"""));

        JsonNode entry = (await fixture.Client.SendAsync(HttpMethod.Get, "/_gateway/requests/last?ended=true")).Json;
        Assert.Equal(("openai/gpt-4o-mini", 400), ((string?)entry["model"], (int)entry["status"]!));
    }

    private Task<GatewayAnswer> SendSchemaAsync(string name, string schema, bool strict)
    {
        string flag = strict ? "true" : "false";
        return fixture.Client.ChatAsync(Ask.For("hello", more:
            $$$$"""{"response_format":{"type":"json_schema","json_schema":{"name":"{{{{name}}}}","strict":{{{{flag}}}},"schema":{{{{schema}}}}}}}"""));
    }

    private static void Refused(string named, GatewayAnswer answer)
    {
        Assert.Equal(400, answer.Status);
        Assert.Equal("invalid_request_error", (string?)answer.Error["type"]);
        Assert.Contains(named, (string?)answer.Error["message"]);
        Assert.False(string.IsNullOrEmpty((string?)answer.Error["code"]));
        Assert.StartsWith("req_", answer.Headers["x-request-id"]);
    }
}
