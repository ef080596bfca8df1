using System;
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using OpenAI;
using OpenAI.Chat;
using Xunit;

namespace OfoxPS.UnitTests.Gateway;

/// <summary>The official client, which knows nothing of this gateway, is content with it.</summary>
public sealed class OpenAIPackageTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static readonly ChatTool Weather = ChatTool.CreateFunctionTool(
        "Get-Weather",
        "The weather of a place",
        BinaryData.FromString("""{"type":"object","properties":{"Place":{"type":"string"}},"required":["Place"]}"""));

    [Fact]
    public async Task Chat()
    {
        ChatCompletion completion = await Client().CompleteChatAsync([new SystemChatMessage("be brief"), new UserChatMessage("good morning")]);

        Assert.Equal("[system: be brief]\ngood morning", completion.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, completion.FinishReason);
        Assert.Equal("openai/gpt-4o", completion.Model);
        Assert.Equal(4, completion.Usage.InputTokenCount);
        Assert.Equal("fp_gateway", completion.SystemFingerprint);
    }

    [Fact]
    public async Task Streaming()
    {
        StringBuilder text = new();
        ChatTokenUsage? usage = null;
        await foreach (StreamingChatCompletionUpdate update in Client("openai/gpt-4o?chunks=20").CompleteChatStreamingAsync("count"))
        {
            text.AppendJoin("", update.ContentUpdate.Select(part => part.Text));
            usage = update.Usage ?? usage;
        }

        Assert.Equal(string.Join(' ', Enumerable.Range(1, 20).Select(i => $"word{i}")), text.ToString());
        Assert.Equal(20, usage!.OutputTokenCount);
    }

    [Fact]
    public async Task A_tool_call_and_its_answer()
    {
        List<ChatMessage> messages = [new UserChatMessage("""call Get-Weather({"Place":"Oslo"})""")];
        ChatCompletionOptions options = new() { Tools = { Weather } };
        ChatCompletion calling = await Client().CompleteChatAsync(messages, options);

        Assert.Equal(ChatFinishReason.ToolCalls, calling.FinishReason);
        ChatToolCall call = Assert.Single(calling.ToolCalls);
        Assert.Equal("Get-Weather", call.FunctionName);
        Assert.Equal("Oslo", JsonDocument.Parse(call.FunctionArguments).RootElement.GetProperty("Place").GetString());

        messages.Add(new AssistantChatMessage(calling));
        messages.Add(new ToolChatMessage(call.Id, "rain"));
        ChatCompletion answer = await Client().CompleteChatAsync(messages, options);
        Assert.Equal("Get-Weather answered: rain", answer.Content[0].Text);
    }

    [Fact]
    public async Task Streamed_tool_calls()
    {
        List<ChatMessage> messages = [new UserChatMessage("""call Get-Weather({"Place":"Tromsø 🦊"}) call Get-Weather({"Place":"Rome"})""")];
        SortedDictionary<int, (string Id, string Name, StringBuilder Arguments)> calls = [];
        await foreach (StreamingChatCompletionUpdate update in Client("openai/gpt-4o?toolchunks=1").CompleteChatStreamingAsync(messages, new() { Tools = { Weather } }))
        {
            foreach (StreamingChatToolCallUpdate part in update.ToolCallUpdates)
            {
                if (part.ToolCallId is { Length: > 0 } id)
                {
                    calls.Add(part.Index, (id, part.FunctionName, new StringBuilder()));
                }

                calls[part.Index].Arguments.Append(part.FunctionArgumentsUpdate);
            }
        }

        Assert.Equal(["""{"Place":"Tromsø 🦊"}""", """{"Place":"Rome"}"""], calls.Values.Select(call => call.Arguments.ToString()));
        Assert.Equal(["call_1", "call_2"], calls.Values.Select(call => call.Id));
        messages.Add(new AssistantChatMessage(calls.Values.Select(call =>
            ChatToolCall.CreateFunctionToolCall(call.Id, call.Name, BinaryData.FromString(call.Arguments.ToString())))));
        messages.AddRange(calls.Values.Select(call => new ToolChatMessage(call.Id, "sun")));
        ChatCompletion answer = await Client().CompleteChatAsync(messages, new() { Tools = { Weather } });
        Assert.Equal("Get-Weather answered: sun\nGet-Weather answered: sun", answer.Content[0].Text);
    }

    [Fact]
    public async Task Vision()
    {
        byte[] png = TestImages.Png(640, 480);
        ChatCompletion completion = await Client().CompleteChatAsync(new UserChatMessage(
            ChatMessageContentPart.CreateTextPart("what is this?"),
            ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(png), "image/png", ChatImageDetailLevel.Low)));

        Assert.Equal($"what is this?\n[image png 640x480 {png.Length} bytes detail=low]", completion.Content[0].Text);
        Assert.Equal(88, completion.Usage.InputTokenCount);
    }

    [Fact]
    public async Task Json_schema()
    {
        BinaryData schema = BinaryData.FromString(
            """{"type":"object","properties":{"city":{"type":"string"},"people":{"type":"integer"}},"required":["city","people"],"additionalProperties":false}""");
        ChatCompletionOptions options = new() { ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("city", schema, jsonSchemaIsStrict: true) };
        ChatCompletion completion = await Client().CompleteChatAsync([new UserChatMessage("a city")], options);

        Assert.Equal("""{"city":"text","people":1}""", completion.Content[0].Text);
    }

    [Theory]
    [InlineData(401, "openai/gpt-4o", "wrong", 1f)]
    [InlineData(404, "nobody/nothing", "sk-test", 1f)]
    [InlineData(400, "openai/gpt-4o", "sk-test", 3f)]
    public async Task Errors(int status, string model, string key, float temperature)
    {
        ClientResultException exception = await Assert.ThrowsAsync<ClientResultException>(
            () => Client(model, key).CompleteChatAsync([new UserChatMessage("hi")], new ChatCompletionOptions { Temperature = temperature }));

        Assert.Equal(status, exception.Status);
    }

    [Fact]
    public async Task Its_retries_end_a_passing_fault()
    {
        ChatCompletion completion = await Client("fault/503?times=2&retry_after=0", retries: 2).CompleteChatAsync("again");

        Assert.Equal("again", completion.Content[0].Text);
    }

    private ChatClient Client(string model = "openai/gpt-4o", string key = "sk-test", int retries = 0) => new(
        model,
        new ApiKeyCredential(key),
        new OpenAIClientOptions { Endpoint = new Uri(fixture.Server.BaseUri), RetryPolicy = new ClientRetryPolicy(retries) });
}
