using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Showing;

/// <summary>The texts of models in OfoxPS.Format.ps1xml. Not for scripts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelView
{
    // Characters of the Id column; a longer id would leave no room for other columns.
    private const int LongestId = 60;

    /// <summary>The id of a model, with a mark if it is deprecated.</summary>
    /// <param name="model">The model.</param>
    public static string Id(PSObject model) =>
        TerminalText.OneLine(TerminalText.Truncate(Value(model, nameof(OfoxModel.Id)), LongestId)) + State(model.BaseObject as OfoxModel);

    /// <summary>The context length in tokens; empty if unknown.</summary>
    /// <param name="model">The model.</param>
    public static string Context(PSObject model) =>
        LanguagePrimitives.TryConvertTo(model.Properties[nameof(OfoxModel.ContextLength)]?.Value, out long? tokens) && tokens is { } known
            ? known.ToString("N0", CultureInfo.InvariantCulture)
            : string.Empty;

    /// <summary>The price of a million input tokens, in USD; empty if unknown.</summary>
    /// <param name="model">The model.</param>
    public static string InputPrice(PSObject model) => Price(model, nameof(OfoxModel.InputPrice));

    /// <summary>The price of a million output tokens, in USD; empty if unknown.</summary>
    /// <param name="model">The model.</param>
    public static string OutputPrice(PSObject model) => Price(model, nameof(OfoxModel.OutputPrice));

    private static string Price(PSObject model, string name) =>
        LanguagePrimitives.TryConvertTo(model.Properties[name]?.Value, out decimal? price) && price is { } known
            ? Money.Of(known)
            : string.Empty;

    private static string State(OfoxModel? model) =>
        model?.ExpirationDate <= DateTimeOffset.UtcNow ? " (expired)" : model?.IsDeprecated == true ? " (deprecated)" : string.Empty;

    private static string Value(PSObject model, string name) => $"{model.Properties[name]?.Value}";
}
