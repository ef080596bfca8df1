using System.Text.Json;

namespace OfoxPS.Core.Json;

/// <summary>Reads the usage of an answer, in tokens, under the names that servers use for it.</summary>
internal sealed class UsageReader
{
    // OpenAI; Anthropic and OpenAI's Responses; Bedrock; Ollama.
    private static readonly string[] Prompt = ["prompt_tokens", "input_tokens", "inputTokens", "prompt_eval_count"];
    private static readonly string[] Completion = ["completion_tokens", "output_tokens", "outputTokens", "eval_count"];
    private static readonly string[] Total = ["total_tokens", "totalTokens"];

    private readonly RawFieldsWriter _fields = new();

    /// <summary>The usage at which a cursor stands; null where it is no object.</summary>
    public Usage? Read(ref JsonCursor cursor)
    {
        if (cursor.Type != JsonTokenType.StartObject)
        {
            cursor.Skip();
            return null;
        }

        Usage usage = new();
        JsonCursor start = cursor;
        _fields.Clear();
        while (cursor.NextField(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("prompt_tokens"u8))
            {
                usage.PromptTokens = cursor.ToInteger();
            }
            else if (name.SequenceEqual("completion_tokens"u8))
            {
                usage.CompletionTokens = cursor.ToInteger();
            }
            else if (name.SequenceEqual("total_tokens"u8))
            {
                usage.TotalTokens = cursor.ToInteger();
            }
            else
            {
                cursor.KeepField(_fields);
            }
        }

        usage.Fields = _fields.ToFields();
        if (usage.Fields.Any && usage is not { PromptTokens: not null, CompletionTokens: not null, TotalTokens: not null })
        {
            // The other names stay in AdditionalProperties too: a gateway may mean something else by them.
            JsonElement all = start.ToElement();
            usage.PromptTokens = First(all, Prompt);
            usage.CompletionTokens = First(all, Completion);
            usage.TotalTokens = First(all, Total);
        }

        return usage;
    }

    /// <summary>The usage in the object in which Groq tells it in a stream; null where there is none.</summary>
    public Usage? ReadGroq(ref JsonCursor cursor)
    {
        Usage? usage = null;
        bool isObject = cursor.Type == JsonTokenType.StartObject;
        while (isObject && cursor.NextField(out ReadOnlySpan<byte> name))
        {
            usage = name.SequenceEqual("usage"u8) ? Read(ref cursor) : usage;
            cursor.Skip();
        }

        return usage;
    }

    private static long? First(JsonElement usage, string[] names) =>
        names.Select(name => JsonRead.Integer(usage, name)).FirstOrDefault(static count => count is not null);
}
