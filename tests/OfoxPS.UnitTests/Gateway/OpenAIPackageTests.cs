using System;
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using OpenAI;
using Xunit;
using Official = OpenAI.Chat;

namespace OfoxPS.UnitTests.Gateway;

/// <summary>The official client, which knows nothing of this gateway, is content with it.</summary>
public sealed class OpenAIPackageTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static readonly Official.ChatTool Weather = Official.ChatTool.CreateFunctionTool(
        "Get-Weather",
        "The weather of a place",
        BinaryData.FromString("""{"type":"object","properties":{"Place":{"type":"string"}},"required":["Place"]}"""));

    [Fact]
    public async Task Chat()
    {
        Official.ChatCompletion completion = await Client()
            .CompleteChatAsync([new Official.SystemChatMessage("be brief"), new Official.UserChatMessage("good morning")]);

        Assert.Equal("[system: be brief]\ngood morning", completion.Content[0].Text);
        Assert.Equal(Official.ChatFinishReason.Stop, completion.FinishReason);
        Assert.Equal("openai/gpt-4o", completion.Model);
        Assert.Equal(4, completion.Usage.InputTokenCount);
        Assert.Equal("fp_gateway", completion.SystemFingerprint);
    }

    [Fact]
    public async Task Streaming()
    {
        StringBuilder text = new();
        Official.ChatTokenUsage? usage = null;
        await foreach (
            Official.StreamingChatCompletionUpdate update in Client("openai/gpt-4o?chunks=20").CompleteChatStreamingAsync("count"))
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
        List<Official.ChatMessage> messages = [new Official.UserChatMessage("""call Get-Weather({"Place":"Oslo"})""")];
        Official.ChatCompletionOptions options = new() { Tools = { Weather } };
        Official.ChatCompletion calling = await Client().CompleteChatAsync(messages, options);

        Assert.Equal(Official.ChatFinishReason.ToolCalls, calling.FinishReason);
        Official.ChatToolCall call = Assert.Single(calling.ToolCalls);
        Assert.Equal("Get-Weather", call.FunctionName);
        Assert.Equal("Oslo", JsonDocument.Parse(call.FunctionArguments).RootElement.GetProperty("Place").GetString());

        messages.Add(new Official.AssistantChatMessage(calling));
        messages.Add(new Official.ToolChatMessage(call.Id, "rain"));
        Official.ChatCompletion answer = await Client().CompleteChatAsync(messages, options);
        Assert.Equal("Get-Weather answered: rain", answer.Content[0].Text);
    }

    [Fact]
    public async Task Streamed_tool_calls()
    {
        List<Official.ChatMessage> messages =
            [new Official.UserChatMessage("""call Get-Weather({"Place":"Tromsø 🦊"}) call Get-Weather({"Place":"Rome"})""")];
        SortedDictionary<int, (string Id, string Name, StringBuilder Arguments)> calls = [];
        await foreach (
            Official.StreamingChatCompletionUpdate update in Client("openai/gpt-4o?toolchunks=1")
            .CompleteChatStreamingAsync(messages, new() { Tools = { Weather } }))
        {
            foreach (Official.StreamingChatToolCallUpdate part in update.ToolCallUpdates)
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
        messages.Add(new Official.AssistantChatMessage(calls.Values.Select(call =>
            Official.ChatToolCall.CreateFunctionToolCall(call.Id, call.Name, BinaryData.FromString(call.Arguments.ToString())))));
        messages.AddRange(calls.Values.Select(call => new Official.ToolChatMessage(call.Id, "sun")));
        Official.ChatCompletion answer = await Client().CompleteChatAsync(messages, new() { Tools = { Weather } });
        Assert.Equal("Get-Weather answered: sun\nGet-Weather answered: sun", answer.Content[0].Text);
    }

    [Fact]
    public async Task Vision()
    {
        byte[] png = TestImages.Png(640, 480);
        Official.ChatCompletion completion = await Client().CompleteChatAsync(new Official.UserChatMessage(
            Official.ChatMessageContentPart.CreateTextPart("what is this?"),
            Official.ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(png), "image/png", Official.ChatImageDetailLevel.Low)));

        Assert.Equal($"what is this?\n[image png 640x480 {png.Length} bytes detail=low]", completion.Content[0].Text);
        Assert.Equal(88, completion.Usage.InputTokenCount);
    }

#pragma warning disable OPENAI001 // Documents and sound are for evaluation in the official client.
    [Fact]
    public async Task Documents_and_sound()
    {
        byte[] pdf = [.. "%PDF-1.4\n<< /Type /Pages >> << /Type /Page >> << /Type /Page >>\n%%EOF"u8];
        byte[] wav = [.. "RIFF\0\0\0\0WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x40, 0x1F, 0, 0, 1, 0, 8, 0, .. "data"u8, 80,
            0, 0, 0, .. new byte[80]];
        Official.ChatCompletion completion = await Client().CompleteChatAsync(new Official.UserChatMessage(
            Official.ChatMessageContentPart.CreateFilePart(BinaryData.FromBytes(pdf), "application/pdf", "a.pdf"),
            Official.ChatMessageContentPart.CreateInputAudioPart(BinaryData.FromBytes(wav), Official.ChatInputAudioFormat.Wav)));

        Assert.Equal($"[file a.pdf 2 pages {pdf.Length} bytes]\n[sound wav 10 ms {wav.Length} bytes]", completion.Content[0].Text);
    }

    [Fact]
    public async Task Spoken_answers()
    {
        Official.ChatCompletion completion = await Client("openai/gpt-4o?sound").CompleteChatAsync(new Official.UserChatMessage("hi"));

        Assert.Equal(("audio_1", "This is the answer."), (completion.OutputAudio.Id, completion.OutputAudio.Transcript));
        Assert.Equal("RIFF"u8.ToArray(), completion.OutputAudio.AudioBytes.ToArray()[..4]);
    }
#pragma warning restore OPENAI001

    [Fact]
    public async Task Json_schema()
    {
        BinaryData schema = BinaryData.FromString(
            """{"type":"object","properties":{"city":{"type":"string"},"people":{"type":"integer"}},"required":["city","people"]"""
                + ""","additionalProperties":false}""");
        Official.ChatCompletionOptions options =
            new() { ResponseFormat = Official.ChatResponseFormat.CreateJsonSchemaFormat("city", schema, jsonSchemaIsStrict: true) };
        Official.ChatCompletion completion = await Client().CompleteChatAsync([new Official.UserChatMessage("a city")], options);

        Assert.Equal("""{"city":"text","people":1}""", completion.Content[0].Text);
    }

    [Theory]
    [InlineData(401, "openai/gpt-4o", "wrong", 1f)]
    [InlineData(404, "nobody/nothing", "sk-test", 1f)]
    [InlineData(400, "openai/gpt-4o", "sk-test", 3f)]
    public async Task Errors(int status, string model, string key, float temperature)
    {
        ClientResultException exception = await Assert.ThrowsAsync<ClientResultException>(
            () => Client(model, key)
                .CompleteChatAsync([new Official.UserChatMessage("hi")], new Official.ChatCompletionOptions { Temperature = temperature }));

        Assert.Equal(status, exception.Status);
    }

    [Fact]
    public async Task Its_retries_end_a_passing_fault()
    {
        Official.ChatCompletion completion = await Client("fault/503?times=2&retry_after=0", retries: 2).CompleteChatAsync("again");

        Assert.Equal("again", completion.Content[0].Text);
    }

    private Official.ChatClient Client(string model = "openai/gpt-4o", string key = "sk-test", int retries = 0) => new(
        model,
        new ApiKeyCredential(key),
        new OpenAIClientOptions { Endpoint = new Uri(fixture.Server.BaseUri), RetryPolicy = new ClientRetryPolicy(retries) });
}
