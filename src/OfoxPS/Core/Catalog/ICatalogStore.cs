namespace OfoxPS.Core.Catalog;

/// <summary>Where the models of one server are kept.</summary>
internal interface ICatalogStore
{
    /// <summary>What is kept; null if nothing that can be used.</summary>
    /// <param name="problem">Why what is there cannot be used; null if nothing is wrong.</param>
    public PriceList? Read(out string? problem);

    /// <summary>Keeps an answer of the server.</summary>
    /// <param name="models">The models in the server's own words, with when and how they were answered.</param>
    /// <returns>Why it cannot be kept; null if it is.</returns>
    public string? Write(CatalogAnswer models);

    /// <summary>The server says that what is kept still holds.</summary>
    /// <returns>Why that cannot be kept; null if it is.</returns>
    public string? Renew(DateTimeOffset date);
}
