using System;
using System.ComponentModel;
using System.Globalization;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Formatting;

/// <summary>The texts of models in OfoxPS.Format.ps1xml. Not for scripts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelView
{
    // A longer one would leave no room for the other columns.
    private const int LongestId = 60;

    /// <summary>The id of a model, marked where it is on its way out.</summary>
    /// <param name="model">The model.</param>
    public static string Id(OfoxModel model) =>
        TerminalText.OneLine(TerminalText.Truncate(model.Id, LongestId)) + (model.ExpirationDate <= DateTimeOffset.UtcNow ? " (expired)" : model.IsDeprecated ? " (deprecated)" : string.Empty);

    /// <summary>What a model takes: text, image and so on.</summary>
    /// <param name="model">The model.</param>
    public static string Takes(OfoxModel model) => TerminalText.OneLine(string.Join(", ", model.InputModalities));

    /// <summary>A number of tokens; empty where it is unknown.</summary>
    /// <param name="tokens">The number.</param>
    public static string Tokens(object? tokens) => tokens is null ? string.Empty : Convert.ToInt64(tokens, CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>An amount in USD; empty where it is unknown.</summary>
    /// <param name="price">The amount.</param>
    public static string Price(object? price) => price is null ? string.Empty : Money.Of(Convert.ToDecimal(price, CultureInfo.InvariantCulture));
}
