using System;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using OfoxPS.Gateway.Chat;
using OfoxPS.Gateway.Http;
using OfoxPS.Gateway.Models;

namespace OfoxPS.Gateway.Llama;

/// <summary>
/// Plays llama.cpp's server (llama-server) below /llama: its errors, its order of fields and its limits, as they were seen of build 10573.
/// It takes any key and any model; what a test wants of it stands after a question mark of the model's name (<see cref="LlamaOptions"/>).
/// </summary>
internal static class LlamaEndpoint
{
    public const string Prefix = "/llama";

    public static async Task HandleAsync(Exchange exchange, byte[] body)
    {
        // It knows no request ids and no rates.
        foreach (string name in exchange.Headers.Keys.Where(static name => name.StartsWith("x-", StringComparison.OrdinalIgnoreCase))
            .ToArray())
        {
            exchange.Headers.Remove(name);
        }

        try
        {
            string path = exchange.Http.Request.Path.Value![Prefix.Length..];
            await ((exchange.Http.Request.Method, path) switch
            {
                ("POST", "/v1/chat/completions" or "/chat/completions") => ChatAsync(exchange, body),
                ("GET", "/v1/models" or "/models") =>
                    exchange.State.Models == ModelsMode.Fails ? throw LlamaException.Loading : ListAsync(exchange),
                _ => throw new LlamaException(404, "not_found_error", "File Not Found"),
            });
        }
        catch (LlamaException error)
        {
            exchange.Headers.Connection = "close";
            await exchange.SendJsonAsync(error.Status, error.ToJson());
        }
    }

    private static async Task ChatAsync(Exchange exchange, byte[] body)
    {
        using JsonDocument document = RequestJson(body);
        JsonElement root = document.RootElement;
        LlamaOptions options = LlamaOptions.Of(root.TryGetProperty("model", out JsonElement model) ? model.GetString()! : "m");
        exchange.Entry.SetCall(
            options.Name, root.TryGetProperty("stream", out JsonElement stream) && stream.ValueKind == JsonValueKind.True);
        if (options.Loading > 0 && exchange.State.FaultCounts.Count("llama loads " + options.Name) <= options.Loading)
        {
            throw LlamaException.Loading;
        }

        LlamaCheck.Check(root, options);
        ChatCall call = new(root, LlamaAnswer.Reference);
        LlamaAnswer answer = LlamaAnswer.Of(call, options);
        if (options.Peg && exchange.State.FaultCounts.IsFirst("llama stumbles " + options.Name))
        {
            throw new LlamaException(500, "server_error", "The model produced output that does not match the expected peg-native format");
        }

        await (call.Stream ? LlamaStream.SendAsync(exchange, call, answer) : exchange.SendJsonAsync(200, answer.ToJson()));
    }

    private static JsonDocument RequestJson(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException error)
        {
            throw new LlamaException(500, "server_error", "[json.exception.parse_error.101] " + error.Message);
        }
    }

    private static Task ListAsync(Exchange exchange) => exchange.SendJsonAsync(200, new JsonObject
    {
        ["models"] = new JsonArray(new JsonObject { ["name"] = LlamaAnswer.Model, ["model"] = LlamaAnswer.Model }),
        ["object"] = "list",
        ["data"] = new JsonArray(new JsonObject
        {
            ["id"] = LlamaAnswer.Model,
            ["object"] = "model",
            ["created"] = 1700000000,
            ["owned_by"] = "llamacpp",
            ["meta"] = new JsonObject { ["n_ctx"] = LlamaOptions.UsualContext, ["n_ctx_train"] = 512, ["n_params"] = 292800 },
        }),
    });
}
