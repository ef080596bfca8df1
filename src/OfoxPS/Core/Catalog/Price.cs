using System.Globalization;
using System.Text.Json;
using OfoxPS.Core.Json;

namespace OfoxPS.Core.Catalog;

/// <summary>Reads prices as catalogues write them: USD for one unit, as text or as a number.</summary>
internal static class Price
{
    private const decimal Million = 1_000_000;

    // In USD per token and per request. A higher price in a list is a placeholder or a mistake.
    private const decimal HighestForToken = 1;
    private const decimal HighestForRequest = 10_000;

    /// <summary>USD for a million tokens; null where the price is missing, negative, or cannot be meant.</summary>
    public static decimal? PerMillion(JsonElement prices, string name) =>
        Read(prices, name) is { } price && price <= HighestForToken ? Plain(price * Million) : null;

    /// <summary>USD for one request or search; null where the price is missing, negative, or cannot be meant.</summary>
    public static decimal? PerRequest(JsonElement prices, string name) =>
        Read(prices, name) is { } price && price <= HighestForRequest ? Plain(price) : null;

    /// <summary>A number without zeros at its end, which a decimal keeps and shows.</summary>
    public static decimal Plain(decimal number) => number / 1.0000000000000000000000000000m;

    private static decimal? Read(JsonElement prices, string name) =>
        decimal.TryParse(JsonRead.Text(prices, name), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal price) && price >= 0
            ? price : null;
}
