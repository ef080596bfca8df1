namespace OfoxPS.Core.Catalog;

/// <summary>Keeps the models of one server in memory: a test has a catalogue of its own, and leaves the user's alone.</summary>
internal sealed class MemoryCatalog : ICatalogStore
{
    private volatile PriceList? _list;

    public PriceList? Read(out string? problem)
    {
        problem = null;
        return _list;
    }

    public string? Write(CatalogAnswer models)
    {
        _list = models.ToList();
        return null;
    }

    public string? Renew(DateTimeOffset date)
    {
        _list = _list is { } list ? new PriceList(list.Models, date, list.Tag) : null;
        return null;
    }
}
