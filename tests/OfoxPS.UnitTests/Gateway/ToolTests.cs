using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace OfoxPS.UnitTests.Gateway;

/// <summary>When the gateway calls which tool, with which arguments.</summary>
public sealed class ToolTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Round =
        """{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"Get-A","arguments":"{\"x\":1}"}},{"id":"call_2","type":"function","function":{"name":"Get-B","arguments":"{}"}}]},{"role":"tool","tool_call_id":"call_2","content":"b!"},{"role":"tool","tool_call_id":"call_1","content":[{"type":"text","text":"a!"}]}""";

    [Theory]
    [InlineData("""call Get-A({"x":1})""", """Get-A {"x":1}""")]
    [InlineData("""please call Get-A({"x":"a (b) c"}) now""", """Get-A {"x":"a (b) c"}""")]
    [InlineData("""call Get-A({"x":1}) call Get-B({"y":[2]})""", """Get-A {"x":1}|Get-B {"y":[2]}""")]
    [InlineData("call Get-A({})\ncall Get-A({})", "Get-A {}|Get-A {}")]
    [InlineData("call Get-A()", "Get-A ")]
    [InlineData("""call Get-A({"x":)""", """Get-A {"x":""")]
    [InlineData("""call Get-A({"x":1""", """Get-A {"x":1""")]
    [InlineData("""call No\Such-Thing([1])""", """No\Such-Thing [1]""")]
    public async Task Directives(string prompt, string expected)
    {
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.For(prompt, more: Ask.Tools("Get-A", "Get-B")));

        Assert.Equal(expected, Calls(answer));
        Assert.Equal("tool_calls", answer.FinishReason);
        Assert.Null(answer.Content);
    }

    [Theory]
    [InlineData("which SERVICES are stopped?", "Get-Service {\"Name\":\"text\"}")]
    [InlineData("use get-item", "Get-Item {\"Name\":\"text\"}")]
    [InlineData("hello", "")]
    public async Task Auto_chooses_by_name_or_noun(string prompt, string expected) =>
        Assert.Equal(expected, Calls(await fixture.Client.ChatAsync(Ask.For(prompt, more: Ask.Tools("Get-Item", "Get-Service")))));

    [Theory]
    [InlineData("\"none\"", "use Get-A", "")]
    [InlineData("\"required\"", "hello", "Get-A {\"Name\":\"text\"}")]
    [InlineData("""{"type":"function","function":{"name":"Get-B"}}""", "hello", "Get-B {\"Name\":\"text\"}")]
    public async Task Tool_choice(string choice, string prompt, string expected)
    {
        JsonObject request = Ask.For(prompt, more: Ask.Tools("Get-A", "Get-B"));
        request["tool_choice"] = JsonNode.Parse(choice);

        Assert.Equal(expected, Calls(await fixture.Client.ChatAsync(request)));
    }

    [Fact]
    public async Task Arguments_are_made_from_the_required_properties()
    {
        string schema =
            """{"type":"object","properties":{"i":{"type":"integer"},"n":{"type":"number"},"b":{"type":"boolean"},"e":{"type":"string","enum":["first","second"]},"a":{"type":"array","items":{"type":"object","properties":{"s":{"type":"string"}},"required":["s"]}},"o":{"type":"string"}},"required":["i","n","b","e","a"]}""";
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.For("use it", more: $$"""{"tools":[{{Ask.Tool("it", schema)}}]}"""));

        Assert.Equal("""it {"i":1,"n":1.5,"b":true,"e":"first","a":[{"s":"text"}]}""", Calls(answer));
    }

    [Fact]
    public async Task Without_tools_a_directive_is_text() =>
        Assert.Equal("call Get-A({})", (await fixture.Client.ChatAsync(Ask.For("call Get-A({})"))).Content);

    [Fact]
    public async Task One_call_if_they_must_not_be_parallel()
    {
        JsonObject request = Ask.For("call Get-A({}) call Get-B({})", more: Ask.Tools("Get-A", "Get-B"));
        request["parallel_tool_calls"] = false;

        Assert.Equal("Get-A {}", Calls(await fixture.Client.ChatAsync(request)));
    }

    [Fact]
    public async Task Results_are_told_in_their_order() =>
        Assert.Equal("Get-B answered: b!\nGet-A answered: a!", (await fixture.Client.ChatAsync(AfterTools("openai/gpt-4o"))).Content);

    [Fact]
    public async Task Endless_calls_again_with_new_ids()
    {
        GatewayAnswer answer = await fixture.Client.ChatAsync(AfterTools("openai/gpt-4o?endless=true"));

        Assert.Equal("""Get-A {"x":1}|Get-B {}""", Calls(answer));
        Assert.Equal(["call_3", "call_4"], answer.Message["tool_calls"]!.AsArray().Select(call => (string?)call!["id"]));
    }

    [Theory]
    [InlineData("openai/gpt-4o", 4)]
    [InlineData("openai/gpt-4o?toolchunks=1", 16)]
    [InlineData("openai/gpt-4o?toolchunks=1000", 1)]
    public async Task Streamed_arguments_come_in_fragments(string model, int fragments)
    {
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.Stream("""call Get-A({"text":"héllo"})""", model, Ask.Tools("Get-A")));
        JsonNode[] calls = [.. answer.Deltas.Where(delta => delta["tool_calls"] is not null).Select(delta => delta["tool_calls"]![0]!)];

        Assert.Equal(("call_1", "function", "Get-A", ""), ((string?)calls[0]["id"], (string?)calls[0]["type"], (string?)calls[0]["function"]!["name"], (string?)calls[0]["function"]!["arguments"]));
        Assert.All(calls[1..], call => Assert.False(call.AsObject().ContainsKey("id")));
        Assert.Equal(fragments, calls.Length - 1);
        Assert.Equal("""{"text":"héllo"}""", string.Concat(calls.Select(call => (string?)call["function"]!["arguments"])));
        Assert.Equal("tool_calls", (string?)answer.Chunks[^1]["choices"]![0]!["finish_reason"]);
    }

    [Fact]
    public async Task A_fragment_ends_inside_a_character_where_that_is_asked_for()
    {
        GatewayAnswer answer = await fixture.Client.ChatAsync(Ask.Stream("""call Get-A({"t":"🦊🦊"})""", "openai/gpt-4o?toolchunks=1&halves=true", Ask.Tools("Get-A")));

        Assert.DoesNotContain("\uFFFD", answer.Text);
        Assert.Contains("""{"arguments":"\ud83e"}""", answer.Text, System.StringComparison.Ordinal);
        Assert.Contains("""{"arguments":"\udd8a"}""", answer.Text, System.StringComparison.Ordinal);
    }

    private static JsonObject AfterTools(string model)
    {
        JsonObject request = Ask.For("", model, Ask.Tools("Get-A", "Get-B"));
        request["messages"] = JsonNode.Parse($$"""[{"role":"user","content":"use Get-A"},{{Round}}]""");
        return request;
    }

    private static string Calls(GatewayAnswer answer) => string.Join('|', (answer.Message["tool_calls"]?.AsArray() ?? [])
        .Select(call => $"{call!["function"]!["name"]} {call["function"]!["arguments"]}"));
}
