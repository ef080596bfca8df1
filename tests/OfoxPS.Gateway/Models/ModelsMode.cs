namespace OfoxPS.Gateway.Models;

/// <summary>How the list of models is answered.</summary>
internal enum ModelsMode
{
    /// <summary>As documented, with an ETag.</summary>
    Known,

    /// <summary>Entries as other servers write them: fields missing, null, of another type, or not meant.</summary>
    Odd,

    /// <summary>Ids alone, as most other servers tell them, and no ETag.</summary>
    Ids,

    /// <summary>Five hundred models.</summary>
    Many,

    /// <summary>Status 503.</summary>
    Fails,

    /// <summary>A page of a proxy, with status 200.</summary>
    Page,

    /// <summary>The beginning of the JSON, and then a reset.</summary>
    Breaks,
}
