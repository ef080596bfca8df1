namespace OfoxPS;

/// <summary>Where a cost comes from.</summary>
public enum CostSource
{
    /// <summary>Neither the server nor a price list tells it.</summary>
    Unknown,

    /// <summary>From the price list of the catalogue and the tokens that were used.</summary>
    Computed,

    /// <summary>The server says so.</summary>
    Reported,
}
