namespace OfoxPS.Shell.Settings;

/// <summary>The values of settings that are given nowhere else.</summary>
internal static class DefaultSettings
{
    public static IReadOnlyDictionary<string, object?> Values { get; } = new Dictionary<string, object?>
    {
        ["BaseUri"] = new Uri("https://api.ofox.ai/v1"),
        ["Model"] = "openai/gpt-4o",
        ["MaximumRetryCount"] = 2,
        ["ConnectionTimeoutSeconds"] = 30.0,
        ["OperationTimeoutSeconds"] = 600.0,
    };
}
