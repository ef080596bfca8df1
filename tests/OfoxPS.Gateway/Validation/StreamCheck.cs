using System.Text.Json;

namespace OfoxPS.Gateway.Validation;

internal static class StreamCheck
{
    public static void Check(JsonElement root)
    {
        bool stream = Take.Optional(root, "stream", nullable: true) is { } value && Take.Boolean(value, "stream");
        if (Take.Optional(root, "stream_options", nullable: true) is not { } options)
        {
            return;
        }

        Take.Object(options, "stream_options");
        if (Take.Optional(options, "include_usage") is { } usage)
        {
            Take.Boolean(usage, "stream_options.include_usage");
        }

        if (!stream)
        {
            throw Reject.Value("stream_options", "only allowed when 'stream' is true.");
        }
    }
}
