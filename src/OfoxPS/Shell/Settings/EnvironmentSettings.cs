using System.Globalization;
using OfoxPS.Core.Pacing;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Settings;

/// <summary>Settings from environment variables; child processes and parallel runspaces get their settings from here.</summary>
internal static class EnvironmentSettings
{
    /// <summary>The longest time limit, which all timers take.</summary>
    public const double LongestSeconds = 2_000_000;

    private static readonly Dictionary<string, string> Variables = new()
    {
        ["ApiKey"] = "OFOX_API_KEY",
        ["BaseUri"] = "OFOX_BASE_URL",
        ["Model"] = "OFOX_MODEL",
        ["Header"] = "OFOX_HEADERS",
        ["LogPath"] = "OFOX_LOG",
        ["LogContent"] = "OFOX_LOG_CONTENT",
        ["Markdown"] = "OFOX_MARKDOWN",
        ["MaxCost"] = "OFOX_MAX_COST",
        ["TimeoutSeconds"] = "OFOX_TIMEOUT",
        ["Memory"] = MemoryQuota.Variable,
    };

    // The name of a secret that holds the key; OFOX_API_KEY takes precedence.
    private const string SecretVariable = "OFOX_API_KEY_SECRET";

    public static Dictionary<string, object?> Read()
    {
        Dictionary<string, object?> values = [];
        foreach (string name in Variables.Keys)
        {
            if (Environment.GetEnvironmentVariable(Variables[name]) is { } written
                && TextCut.WithoutQuotes(written) is { Length: > 0 } text)
            {
                values[name] = name switch
                {
                    "ApiKey" => Secret.Wrap(text),
                    "BaseUri" => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? address) ? address : text,
                    "Header" => (object?)JsonTree.ParseObject(text) ?? text,
                    "LogContent" or "Markdown" => Switch(text),
                    "LogPath" => SessionFolder.Full(text),
                    "MaxCost" => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal cost) && cost >= 0
                        ? cost : new UnreadableValue(text, "an amount in USD, as in 2.5"),
                    "TimeoutSeconds" =>
                        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
                            && seconds is >= 0.001 and <= LongestSeconds
                        ? seconds : new UnreadableValue(text, "a number of seconds above 0"),
                    "Memory" => (object?)MemoryQuota.Parse(text) ?? new UnreadableValue(text, "a whole number of MiB above 0"),
                    _ => text,
                };
            }
        }

        if (!values.ContainsKey("ApiKey") && Environment.GetEnvironmentVariable(SecretVariable)?.Trim() is { Length: > 0 } secret)
        {
            values["ApiKey"] = new NamedSecret(secret);
        }

        return values;
    }

    /// <summary>The variable of a setting.</summary>
    public static string VariableOf(string name) => Variables[name];

    /// <summary>The settings that have a variable, by the name of their parameter.</summary>
    public static IEnumerable<string> Names => Variables.Keys;

    private static object Switch(string text) => text.ToLowerInvariant() switch
    {
        "1" or "true" or "yes" or "on" => true,
        "0" or "false" or "no" or "off" => false,
        _ => new UnreadableValue(text, "1 or 0"),
    };

    /// <summary>The variable that a setting comes from.</summary>
    public static string SourceOf(string name, object? value = null) => "$env:" + (value is NamedSecret ? SecretVariable : Variables[name]);
}
