using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Showing;

/// <summary>The texts of the configuration in OfoxPS.Format.ps1xml. Not for scripts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ConfigurationView
{
    private static readonly string[] AlwaysShown = ["BaseUri", "ApiKey", "Model"];

    /// <summary>The settings, one per line, with the source of each.</summary>
    /// <param name="settings">The configuration.</param>
    public static string Configuration(PSObject settings)
    {
        if (settings.BaseObject is not OfoxConfiguration configuration)
        {
            return string.Empty;
        }

        string[] names = [.. AlwaysShown.Concat(configuration.Source.Keys.Cast<string>()).Distinct()];
        int width = names.Max(static name => name.Length);
        return string.Join(
            "\n", names.Select(name => TerminalText.OneLine($"{name.PadRight(width)} : {Setting(configuration, name)}".TrimEnd())));
    }

    internal static string Setting(OfoxConfiguration configuration, string name)
    {
        if (configuration.Problem[name] is string problem)
        {
            return problem;
        }

        object? value = typeof(OfoxConfiguration).GetProperty(name)?.GetValue(configuration) ?? configuration.Other[name];
        string text = value switch
        {
            null => name == "ApiKey" ? "(none)" : string.Empty,
            System.Collections.IDictionary fields when name == "Header" => string.Join(", ", fields.Keys.Cast<object>()),
            System.Collections.IDictionary fields => JsonTreeWriter.ToText(fields),
            System.Collections.IEnumerable items and not string => string.Join(", ", items.Cast<object>()),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
        return configuration.Source[name] is string source ? $"{text}  ({(source[0] == '$' ? "from " : string.Empty)}{source})" : text;
    }
}
