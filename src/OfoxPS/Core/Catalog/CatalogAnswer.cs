using System.Text.Json;
using OfoxPS.Core.Json;

namespace OfoxPS.Core.Catalog;

/// <summary>What a server answered when it was asked for its models.</summary>
/// <param name="Json">The body: UTF-8, without a byte order mark.</param>
/// <param name="Date">When.</param>
/// <param name="Tag">The header <c>ETag</c>; null if there was none.</param>
internal sealed record CatalogAnswer(byte[] Json, DateTimeOffset Date, string? Tag)
{
    /// <summary>The models; null where the answer is no list of models.</summary>
    public PriceList? ToList()
    {
        try
        {
            return TolerantJson.Read(Json, ModelReader.Read) is { } models ? new PriceList(models, Date, Tag) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
