using System.Linq;
using System.Text.Json;
using OfoxPS.Gateway.Answers;

namespace OfoxPS.Gateway.Llama;

/// <summary>What llama-server refuses, mostly as if it had failed itself. Anything else it takes, and ignores.</summary>
internal static class LlamaCheck
{
    private const int MostItems = 2000;

    public static void Check(JsonElement root, LlamaOptions options)
    {
        if (!root.TryGetProperty("messages", out JsonElement messages) || messages.ValueKind != JsonValueKind.Array)
        {
            throw new LlamaException(400, "invalid_request_error", "'messages' is required");
        }

        if (!options.Jinja && root.TryGetProperty("tools", out _))
        {
            throw new LlamaException(500, "server_error", "tools param requires --jinja flag");
        }

        foreach (JsonElement message in messages.EnumerateArray())
        {
            CheckMessage(message);
        }

        if (root.TryGetProperty("response_format", out JsonElement format) && format.TryGetProperty("json_schema", out JsonElement named)
            && named.TryGetProperty("schema", out JsonElement schema))
        {
            CheckSchema(schema, schema);
        }

        int prompt = PromptTokens(messages);
        if (prompt >= options.Context)
        {
            throw new LlamaException(
                400, "exceed_context_size_error",
                $"request ({prompt} tokens) exceeds the available context size ({options.Context} tokens), try increasing it")
            {
                More = [("n_prompt_tokens", prompt), ("n_ctx", options.Context)],
            };
        }
    }

    public static int PromptTokens(JsonElement messages) =>
        messages.EnumerateArray().Sum(static message => 4 + Words.Count(message.GetRawText()));

    private static void CheckMessage(JsonElement message)
    {
        if (message.TryGetProperty("content", out JsonElement content) && content.ValueKind == JsonValueKind.Array
            && content.EnumerateArray().Any(static part => part.TryGetProperty("image_url", out _)))
        {
            throw new LlamaException(
                500, "server_error", "image input is not supported - hint: if this is unexpected, you may need to provide the mmproj");
        }

        if (!message.TryGetProperty("tool_calls", out JsonElement calls) || calls.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (JsonElement call in calls.EnumerateArray())
        {
            try
            {
                using JsonDocument arguments = JsonDocument.Parse(call.GetProperty("function").GetProperty("arguments").GetString()!);
            }
            catch (JsonException error)
            {
                throw new LlamaException(
                    500, "server_error", $"Failed to parse tool call arguments as JSON: [json.exception.parse_error.101] {error.Message}");
            }
        }
    }

    private static void CheckSchema(JsonElement schema, JsonElement root)
    {
        const string Lead =
            "Unable to generate parser for this template. Automatic parser generation failed: JSON schema conversion failed:\n";
        if (schema.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in schema.EnumerateArray())
            {
                CheckSchema(item, root);
            }
        }
        else if (schema.ValueKind == JsonValueKind.Object)
        {
            if (schema.TryGetProperty("$ref", out JsonElement reference) && reference.ValueKind == JsonValueKind.String
                && !Exists(root, reference.GetString()!))
            {
                throw new LlamaException(
                    400, "invalid_request_error", $"{Lead}Error resolving ref {reference.GetString()}: $defs not in {{...}}");
            }

            if (schema.TryGetProperty("minItems", out JsonElement least) && least.ValueKind == JsonValueKind.Number
                && least.GetDouble() > MostItems)
            {
                throw new LlamaException(400, "invalid_request_error", "Failed to initialize samplers: failed to parse grammar");
            }

            foreach (JsonProperty field in schema.EnumerateObject())
            {
                CheckSchema(field.Value, root);
            }
        }
    }

    private static bool Exists(JsonElement root, string reference)
    {
        foreach (string step in reference.TrimStart('#').Split('/', System.StringSplitOptions.RemoveEmptyEntries))
        {
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(step, out root))
            {
                return false;
            }
        }

        return true;
    }
}
