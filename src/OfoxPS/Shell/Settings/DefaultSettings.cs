using OfoxPS.Core.Client;

namespace OfoxPS.Shell.Settings;

/// <summary>The values of settings that are given nowhere else.</summary>
internal static class DefaultSettings
{
    public static IReadOnlyDictionary<string, object?> Values { get; } = new Dictionary<string, object?>
    {
        ["BaseUri"] = new Uri("https://api.ofox.ai/v1"),
        ["Model"] = "openai/gpt-4o",
        ["MaximumRetryCount"] = CallOptions.DefaultMaximumRetryCount,
        ["ConnectionTimeoutSeconds"] = CallOptions.DefaultConnectionTimeout.TotalSeconds,
        ["OperationTimeoutSeconds"] = CallOptions.DefaultOperationTimeout.TotalSeconds,
    };
}
