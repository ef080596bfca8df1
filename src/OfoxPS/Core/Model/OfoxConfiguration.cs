using System.Collections;
using System.Collections.Specialized;

namespace OfoxPS;

/// <summary>What holds for requests of this runspace, and where each value comes from. It holds no secret.</summary>
public sealed class OfoxConfiguration
{
    /// <summary>The base URL.</summary>
    public Uri? BaseUri { get; set; }

    /// <summary>**** where there is a key; null where there is none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The model's id.</summary>
    public string? Model { get; set; }

    /// <summary>How many times a request is sent again.</summary>
    public int MaximumRetryCount { get; set; }

    /// <summary>Seconds for TCP and TLS.</summary>
    public double ConnectionTimeoutSeconds { get; set; }

    /// <summary>The longest silence of the server, in seconds.</summary>
    public double OperationTimeoutSeconds { get; set; }

    /// <summary>Seconds for the whole call; null is no limit.</summary>
    public double? TimeoutSeconds { get; set; }

    /// <summary>The proxy's address; null is the system's.</summary>
    public string? Proxy { get; set; }

    /// <summary>The user name for the proxy.</summary>
    public string? ProxyCredential { get; set; }

    /// <summary>No proxy is used.</summary>
    public bool NoProxy { get; set; }

    /// <summary>The names of the headers for every request, with masked values.</summary>
    public IDictionary Header { get; set; } = new OrderedDictionary();

    /// <summary>The file that requests are logged in; null is none.</summary>
    public string? LogPath { get; set; }

    /// <summary>Conversations are logged too.</summary>
    public bool LogContent { get; set; }

    /// <summary>The size in bytes at which a new log begins; null is 10 MB.</summary>
    public long? LogMaximumSize { get; set; }

    /// <summary>Markdown in answers is styled on a terminal that shows styles.</summary>
    public bool Markdown { get; set; } = true;

    /// <summary>The other defaults that were set, by parameter name.</summary>
    public OrderedDictionary Other { get; set; } = new();

    /// <summary>Where each value comes from, by parameter name.</summary>
    public OrderedDictionary Source { get; set; } = new();

    /// <summary>Why a setting cannot be used, by parameter name: no request is sent while there is one. Empty where all is well.</summary>
    public OrderedDictionary Problem { get; set; } = new();

    /// <summary>
    /// What Set-OfoxConfiguration had set, with the key by reference, for another runspace of this process. It is never shown or
    /// serialized.
    /// </summary>
    internal IReadOnlyDictionary<string, object?> Settings { get; set; } = new Dictionary<string, object?>();
}
