using System;
using System.Collections.Generic;
using System.Globalization;
using OfoxPS.Gateway.Http;

namespace OfoxPS.Gateway.Models;

internal static class OptionParser
{
    private delegate ModelOptions Setter(ModelOptions options, string value);

    private static readonly Dictionary<string, Setter> Setters = new(StringComparer.Ordinal)
    {
        ["chunks"] = (options, value) => options with { Chunks = Number("chunks", value) },
        ["pace"] = (options, value) => options with { Pace = Number("pace", value) },
        ["hold"] = (options, value) => options with { Hold = Number("hold", value) },
        ["usage"] = (options, value) => options with { Usage = Choice<UsageMode>("usage", value) },
        ["cached"] = (options, value) => options with { Cached = Number("cached", value) },
        ["written"] = (options, value) => options with { Written = Number("written", value) },
        ["caches"] = (options, value) => options with { Caches = Flag("caches", value) },
        ["apart"] = (options, value) => options with { Apart = Flag("apart", value) },
        ["cost"] = (options, value) => options with { Cost = value },
        ["content"] = (options, value) => options with { ContentParts = value == "parts" ? true : throw Bad("content", value) },
        ["finish"] = (options, value) => options with { Finish = value },
        ["cut"] = (options, value) => options with { Cut = Math.Max(1, Number("cut", value)) },
        ["halves"] = (options, value) => options with { Halves = Flag("halves", value) },
        ["dropformat"] = (options, value) => options with { DropFormat = Flag("dropformat", value) },
        ["countchunks"] = (options, value) => options with { CountsChunks = Flag("countchunks", value) },
        ["comments"] = (options, value) => options with { Comments = Number("comments", value) },
        ["toolchunks"] = (options, value) => options with { ToolChunks = Math.Max(1, Number("toolchunks", value)) },
        ["endless"] = (options, value) => options with { Endless = Flag("endless", value) },
        ["delay"] = (options, value) => options with { Delay = Number("delay", value) },
        ["formats"] = (options, value) => options with { Formats = value },
        ["gzip"] = (options, value) => options with { Gzip = Flag("gzip", value) },
        ["refuses"] = (options, value) => options with { Refuses = value },
        ["reasoning"] = (options, value) => options with { Reasoning = value },
        ["refuse"] = (options, value) => options with { Refuse = Flag("refuse", value) },
        ["images"] = (options, value) => options with { Images = Number("images", value) },
        ["imagesize"] = (options, value) => options with { ImageSize = Number("imagesize", value) },
        ["sound"] = (options, value) => options with { Sound = Flag("sound", value) },
        ["cites"] = (options, value) => options with { Cites = Flag("cites", value) },
        ["custom"] = (options, value) => options with { Custom = value },
        ["unknown"] = (options, value) => options with { Unknown = Flag("unknown", value) },
        ["times"] = (options, value) => options with { Times = Number("times", value) },
        ["after"] = (options, value) => options with { After = Number("after", value) },
        ["retry_after"] = (options, value) => options with { RetryAfter = value },
        ["retry_after_ms"] = (options, value) => options with { RetryAfterMs = value },
        ["should_retry"] = (options, value) => options with { ShouldRetry = value },
        ["limit"] = (options, value) => options with { Limit = Number("limit", value) },
        ["tokens"] = (options, value) => options with { Tokens = Number("tokens", value) },
        ["secret"] = (options, value) => options with { Secret = Flag("secret", value) },
        ["window"] = (options, value) => options with { Window = Math.Max(1, Number("window", value)) },
        ["remaining"] = (options, value) => options with { Remaining = value },
        ["reset"] = (options, value) => options with { Reset = value },

        // Says nothing: it makes a model id of a test's own, whose faults are counted apart.
        ["case"] = (options, _) => options,
    };

    public static ModelOptions Parse(string query)
    {
        ModelOptions options = ModelOptions.None;
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? pair : pair[..equals];
            string value = equals < 0 ? "true" : Uri.UnescapeDataString(pair[(equals + 1)..].Replace('+', ' '));
            options = Setters.TryGetValue(name, out Setter? set) ? set(options, value) : throw Bad(name, value);
        }

        return options;
    }

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : throw Bad(name, value);

    private static bool Flag(string name, string value) =>
        bool.TryParse(value, out bool flag) ? flag : throw Bad(name, value);

    private static T Choice<T>(string name, string value)
        where T : struct, Enum =>
        Enum.TryParse(value, ignoreCase: true, out T choice) && Enum.IsDefined(choice) ? choice : throw Bad(name, value);

    // A mistyped option must not make a test pass that tests nothing.
    private static RequestRejectedException Bad(string name, string value) => new(ApiError.Invalid(
        "model", "invalid_test_option", $"Invalid test option in 'model': '{name}={value}' is not understood by this gateway."));
}
