using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Conversations;

/// <summary>What is sent where a server refuses what the module adds by itself, in the words that servers use for it.</summary>
public sealed class ConcessionTests
{
    private const string Extra = "Extra inputs are not permitted";

    private readonly string _server = $"{Guid.NewGuid():n}";
    private readonly List<string> _told = [];

    private ModelHabits Habits => ModelHabits.Of($"{_server} {Ask.Plain.Model}");

    private Concessions Policy => new(model => ModelHabits.Of($"{_server} {model}"), _told.Add);

    [Theory]
    [InlineData(422,
        """{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not """
        + """permitted"}]},"type":"invalid_request_error"}""")]
    [InlineData(422,
        """{"detail":[{"type":"extra_forbidden","loc":["body","stream_options","include_usage"],"msg":"Extra inputs are not """
        + """permitted"}]}""")]
    [InlineData(400, """{"error":{"message":"Unrecognized request argument supplied: stream_options","type":"invalid_request_error"}}""")]
    [InlineData(500, """{"error":{"message":"stream_options is not supported"}}""")]
    public void Stream_options_are_left_out(int status, string body)
    {
        ChatRequest next = After(Ask.Streamed, status, body)!;

        Assert.DoesNotContain("stream_options", Ask.Json(next), StringComparison.Ordinal);
        Assert.Contains("\"stream\":true", Ask.Json(next), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400,
        """{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' """
        + """instead.","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}}""", true)]
    [InlineData(400, """{"error":{"message":"max_tokens is not allowed, use max_completion_tokens"}}""", true)]
    [InlineData(400,
        """{"error":{"message":"max_tokens is too large: 100000. This model takes at most 4096 completion """
        + """tokens.","param":"max_tokens"}}""", false)]
    public void The_limit_of_tokens_is_sent_under_its_other_name(int status, string body, bool isChanged)
    {
        ChatRequest? next = After(Ask.Plain with { MaxTokens = 10 }, status, body);

        Assert.Equal(
            isChanged ? "\"max_completion_tokens\":10}" : null, next is null ? null
            : Ask.Json(next)[Ask.Json(next).IndexOf("\"max_", StringComparison.Ordinal)..]);
    }

    [Theory]
    [InlineData("System role not supported", "user:Be brief.\n\nhi")]
    [InlineData("Conversation roles must alternate user/assistant/user/assistant/...", "user:Be brief.\n\nhi")]
    [InlineData("Developer instruction is not enabled for models/gemma-3-27b-it", "user:Be brief.\n\nhi")]
    [InlineData("Unsupported value: 'messages[0].role' does not support 'system' with this model.", "user:Be brief.\n\nhi")]
    [InlineData("The role 'system' is not supported, use 'developer'", "developer:Be brief.|user:hi")]
    public void Instructions_go_another_way(string words, string sent)
    {
        ChatRequest next =
            After(Ask.With(new("system", "Be brief."), new("user", "hi")), 400, $$$"""{"error":{"message":"{{{words}}}"}}""")!;

        Assert.Equal(sent, Sent(next));
    }

    [Fact]
    public void A_developer_becomes_system_where_only_that_is_known() => Assert.Equal(
        "system:Be brief.|user:hi",
        Sent(After(Ask.With(new("developer", "Be brief."), new("user", "hi")), 422,
            """{"error":{"message":"messages[0].role: unknown variant `developer`, expected one of `system`, `user`"}}""")!));

    [Fact]
    public void Instructions_in_parts_and_images_stay_one_message()
    {
        ChatMessage image =
            new("user", null) { Content = new[] { ChatContentPart.FromText("hi"), ChatContentPart.FromImageUrl("https://x/y.png") } };

        ChatRequest next = After(
            Ask.With(new("system", "Be brief."), image, new("assistant", "a"), new("user", "b")), 400,
            """{"error":{"message":"System role not supported"}}""")!;

        JsonArray messages = JsonNode.Parse(Ask.Json(next))!["messages"]!.AsArray();
        Assert.Equal(["user", "assistant", "user"], messages.Select(static message => (string?)message!["role"]));
        Assert.Equal(
            """[{"type":"text","text":"Be brief."},{"type":"text","text":"hi"},{"type":"image_url","image_url":{"url":"https:"""
            + """//x/y.png"}}]""", messages[0]!["content"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"detail":[{"loc":["body","messages",1,"images"],"msg":"Extra inputs are not permitted"}]}""", true)]
    [InlineData("""{"error":{"message":"Unrecognized field: audio"}}""", true)]
    [InlineData("""{"error":{"message":"Too many images"}}""", false)]
    public void Pictures_and_sound_of_an_answer_stay_here_and_what_is_said_goes(string body, bool isChanged)
    {
        ChatMessage answer = new("assistant", null) { Model = Ask.Plain.Model };
        answer.AdditionalProperties["images"] = new object?[] { "https://x.test/a.png" };
        answer.AdditionalProperties["audio"] =
            new System.Collections.Specialized.OrderedDictionary { ["id"] = "a", ["transcript"] = "said" };
        ChatRequest request = Ask.With(new("user", "draw"), answer, new("user", "more"));
        ChatRequest? next = After(request, 400, body);

        Assert.Contains(
            """{"role":"assistant","audio":{"id":"a"},"images":["https://x.test/a.png"]}""", Ask.Json(request), StringComparison.Ordinal);
        Assert.Equal(isChanged, next is not null);
        Assert.Equal(
            isChanged, next is not null && Ask.Json(next).Contains("""{"role":"assistant","content":"said"}""", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"detail":[{"loc":["body","messages",1,"reasoning_content"],"msg":"Extra inputs are not permitted"}]}""", true)]
    [InlineData("""{"error":{"message":"'messages.1' : property 'reasoning_content' is unsupported"}}""", true)]
    [InlineData("""{"error":{"message":"The `reasoning_content` in the thinking mode must be passed back to the API."}}""", false)]
    public void Reasoning_stays_here(string body, bool isChanged)
    {
        ChatMessage answer = new(
            "assistant", null)
        {
            Model = Ask.Plain.Model,
            ToolCalls = [new("a", "f", "{}")],
            AdditionalProperties = { ["reasoning_content"] = "hm" }
        };
        ChatRequest request = Ask.With(new("user", "q"), answer, new("tool", "42") { ToolCallId = "a" });
        Assert.Contains("\"hm\"", Ask.Json(request), StringComparison.Ordinal);

        ChatRequest? next = After(request, 400, body);

        Assert.Equal(isChanged, next is not null && !Ask.Json(next).Contains("\"hm\"", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_taken_is_remembered_for_the_model_and_nothing_else()
    {
        Concessions policy = Policy;
        ChatRequest next = policy.AfterFailure(Ask.Streamed, Refused(400, """{"error":{"message":"x","param":"stream_options"}}"""))!;
        Assert.Equal(RequestForm.Default, Habits.Form);

        Assert.Null(policy.AfterAnswer(next, new ChatCompletion()));

        Assert.Equal(RequestForm.Default with { StreamOptions = false }, Habits.Form);
        Assert.Equal(RequestForm.Default, ModelHabits.Of($"{_server} another/model").Form);
        Assert.Single(_told);
    }

    [Fact]
    public void One_field_after_the_other()
    {
        ChatRequest first = After(
            Ask.Streamed with { MaxTokens = 5 }, 422,
            $$$"""{"detail":[{"loc":["body","stream_options"],"msg":"{{{Extra}}}"},{"loc":["body","max_tokens"],"msg":"{{{Extra}}}"}]}""")!;
        ChatRequest second = After(first, 422, $$$"""{"detail":[{"loc":["body","max_tokens"],"msg":"{{{Extra}}}"}]}""")!;

        Assert.Equal(RequestForm.Default with { StreamOptions = false, MaxCompletionTokens = true }, second.Form);
        Assert.Null(After(second, 422, $$$"""{"detail":[{"loc":["body","max_tokens"],"msg":"{{{Extra}}}"}]}"""));
    }

    [Theory]
    [InlineData(400, """{"error":{"message":"Invalid 'messages[0].content'."}}""")]
    [InlineData(401, """{"error":{"message":"stream_options","code":"invalid_api_key"}}""")]
    [InlineData(429, """{"error":{"message":"stream_options"}}""")]
    [InlineData(503, """{"error":{"message":"stream_options"}}""")]
    public void Other_failures_stay_what_they_are(int status, string body) => Assert.Null(After(Ask.Streamed, status, body));

    [Fact]
    public void What_the_user_asked_for_is_not_taken_back() => Assert.Null(
        After(Ask.Streamed with { Extra = new Dictionary<string, object> { ["stream_options"] = new Dictionary<string, object>() } }, 400,
            """{"error":{"message":"x","param":"stream_options"}}"""));

    [Fact]
    public void A_schema_that_has_worked_is_not_taken_back()
    {
        Habits.ProveSchema(SchemaMode.Strict);
        Habits.LearnSchema(SchemaMode.Prompt);

        Assert.Equal(SchemaMode.Strict, Habits.Form.Schema);
    }

    private ChatRequest? After(ChatRequest request, int status, string body) => Policy.AfterFailure(request, Refused(status, body));

    private static OfoxException Refused(int status, string body) =>
        StatusError.Of(Reply.Json(string.Empty, status), body, static text => text);

    private static string Sent(ChatRequest request) => string.Join(
        "|", JsonNode.Parse(Ask.Json(request))!["messages"]!.AsArray()
            .Select(static message => $"{message!["role"]}:{message["content"]}"));
}
