using System.Text.RegularExpressions;

namespace OfoxPS.Core.Catalog;

/// <summary>The models of one server as they were at one time.</summary>
/// <param name="models">The models, in the server's order.</param>
/// <param name="date">When the server said so.</param>
/// <param name="tag">The server's tag of this state (header <c>ETag</c>); null if it gave none.</param>
internal sealed class PriceList(IReadOnlyList<OfoxModel> models, DateTimeOffset date, string? tag)
{
    // claude-sonnet-4.5-20250929, gpt-4o-2024-08-06.
    private static readonly Regex DateSuffix = new("-(?:[0-9]{8}|[0-9]{4}-[0-9]{2}-[0-9]{2})$", RegexOptions.CultureInvariant);

    private readonly Lazy<Dictionary<string, OfoxModel>> _byId = new(() => ById(models));

    public IReadOnlyList<OfoxModel> Models { get; } = models;

    public DateTimeOffset Date { get; } = date;

    public string? Tag { get; } = tag;

    /// <summary>The model of an id: exactly, or without the date at its end. Nothing else is taken for the same model.</summary>
    /// <param name="id">The id of the model that answered.</param>
    /// <param name="requested">The id that was asked for: some servers answer with its name alone, without the owner.</param>
    public OfoxModel? Find(string id, string? requested = null)
    {
        if (Exact(id) is { } found)
        {
            return found;
        }

        int slash = requested?.LastIndexOf('/') ?? -1;
        return slash > 0 && Undated(requested!.Substring(slash + 1)) == Undated(id) ? Exact(requested) : null;
    }

    /// <summary>The ids that another one most likely means; null where there are none.</summary>
    public string? Nearest(string id) => NearestId.Of(id, Models);

    private OfoxModel? Exact(string id) =>
        _byId.Value.TryGetValue(id, out OfoxModel? found) || _byId.Value.TryGetValue(Undated(id), out found) ? found : null;

    private static string Undated(string id) => DateSuffix.Replace(id, string.Empty);

    private static Dictionary<string, OfoxModel> ById(IReadOnlyList<OfoxModel> models)
    {
        Dictionary<string, OfoxModel> byId = new(StringComparer.Ordinal);
        foreach (OfoxModel model in models)
        {
            byId[model.Id] = model;
        }

        foreach (OfoxModel model in models.Where(model => model.CanonicalId is not null && !byId.ContainsKey(model.CanonicalId)))
        {
            byId[model.CanonicalId!] = model;
        }

        return byId;
    }
}
