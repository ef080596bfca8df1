using System;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using OfoxPS.Gateway.Answers;
using OfoxPS.Gateway.Faults;
using OfoxPS.Gateway.Http;
using OfoxPS.Gateway.Models;
using OfoxPS.Gateway.Validation;

namespace OfoxPS.Gateway.Chat;

/// <summary>POST /v1/chat/completions.</summary>
internal static class ChatEndpoint
{
    private const int LargestBody = 50 * 1024 * 1024;

    public static async Task HandleAsync(Exchange exchange, byte[] body)
    {
        if (KeyCheck.Problem(exchange.Http.Request.Headers.Authorization.ToString()) is { } problem)
        {
            throw new RequestRejectedException(problem);
        }

        if (body.Length > LargestBody)
        {
            throw new RequestRejectedException(BodyReader.TooLarge);
        }

        using JsonDocument document = RequestJson.Parse(exchange.Http.Request.ContentType, body);
        ChatCall call = Understand(exchange, document.RootElement);
        ServedModel served = ModelResolver.Resolve(call, exchange.State.FaultCounts);
        ChatReply reply = new(exchange, call, served.Model);
        StandardHeaders.Change(exchange, reply.Options);
        exchange.State.Limits.Take(exchange, served.Model, body.Length, call.MaxTokens);
        if (reply.Options.Formats?.Split(['+', ' ']) is { } formats && !formats.Contains(call.ResponseFormat))
        {
            throw Reject.NotOneOf("response_format.type", call.ResponseFormat, formats);
        }

        if (reply.Options.Refuses?.Split(['+', ' ']).FirstOrDefault(name => document.RootElement.TryGetProperty(name, out _)) is { } field)
        {
            throw new RequestRejectedException(
                ApiError.Invalid(field, "unsupported_parameter", $"Unsupported parameter: '{field}' is not supported with this model."));
        }

        PromptPieces? prompt = reply.Options.Caches ? new(document.RootElement, served.Model.Id, UsageJson.TokensOfAnAttachment) : null;
        if (prompt is not null)
        {
            (exchange.Entry.CachedTokens, exchange.Entry.WrittenTokens) = exchange.State.PromptCache.Find(prompt);
        }

        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(reply.Options.Delay) + TurnDirectives.Wait(call), exchange.HungUp);
            if (prompt is not null)
            {
                exchange.State.PromptCache.Keep(prompt);
            }

            await ((TurnDirectives.Fault(call, exchange.State.FaultCounts) is { } name ? FaultCatalog.Find(Fault.Prefix + name)
                : served.Fault) is { } fault ? fault.Play(reply) : reply.SendAsync());
        }
        finally
        {
            exchange.State.Gates.Forget(reply.Released);
        }
    }

    // The log names the model and the kind of request also when the checks refuse it.
    private static void Note(Exchange exchange, JsonElement root)
    {
        string? name = root.TryGetProperty("model", out JsonElement model)
            && model.ValueKind == JsonValueKind.String ? model.GetString() : null;
        exchange.Entry.SetCall(name, root.TryGetProperty("stream", out JsonElement stream) && stream.ValueKind == JsonValueKind.True);
    }

    private static ChatCall Understand(Exchange exchange, JsonElement root)
    {
        try
        {
            Note(exchange, root);
            RequestCheck.Check(root);
            return new ChatCall(root);
        }
        catch (InvalidOperationException)
        {
            // JsonElement says so when a string holds half of a surrogate pair.
            throw new RequestRejectedException(
                ApiError.Invalid(null, "invalid_json", "The body holds a string that is not valid Unicode."));
        }
    }
}
