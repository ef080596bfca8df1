using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using OfoxPS.Gateway.Answers;
using OfoxPS.Gateway.Http;
using OfoxPS.Gateway.Models;
using OfoxPS.Gateway.Streaming;

namespace OfoxPS.Gateway.Chat;

/// <summary>The answer to one call, ready to be sent whole, as a stream, or broken by a fault.</summary>
internal sealed class ChatReply
{
    private readonly Lazy<Answer> answer;
    private readonly Lazy<JsonObject> usage;

    public ChatReply(Exchange exchange, ChatCall call, ModelReference model)
    {
        Exchange = exchange;
        Call = call;
        Model = model;
        answer = new(() => AnswerComposer.Compose(call, model));
        usage = new(() => UsageJson.Build(this));
        Released = model.Options.Hold is null ? Task.CompletedTask : exchange.State.Gates.Close(exchange.Entry);
    }

    public Exchange Exchange { get; }

    public ChatCall Call { get; }

    public ModelReference Model { get; }

    public ModelOptions Options => Model.Options;

    public Answer Answer => answer.Value;

    public JsonObject Usage => usage.Value;

    /// <summary>Completes when the stream may go on after its hold.</summary>
    public Task Released { get; }

    public string Id => $"chatcmpl-{Exchange.Entry.Number}";

    public long Created { get; } = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    public Task SendAsync() => Call.Stream ? SendStreamAsync() : SendJsonAsync();

    public Task SendJsonAsync() => SendJsonAsync(Completion());

    public Task SendJsonAsync(JsonObject completion) => Options.Gzip
        ? Exchange.SendGzipAsync(200, "application/json", WireJson.Text(completion))
        : Exchange.SendJsonAsync(200, completion);

    public Task SendStreamAsync() => SendStreamAsync(Events(), StreamEnding.Complete);

    public Task SendStreamAsync(IEnumerable<StreamEvent> events, StreamEnding ending) => EventSender.SendAsync(this, events, ending);

    public JsonObject Completion() => CompletionJson.Build(this);

    /// <summary>Every event of the stream, [DONE] included.</summary>
    public IEnumerable<StreamEvent> Events() => StreamPlan.Build(this);
}
