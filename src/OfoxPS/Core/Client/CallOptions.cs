using System.Net;
using System.Security;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Errors;
using OfoxPS.Core.Json;

namespace OfoxPS.Core.Client;

/// <summary>Everything about a call that is not in its body.</summary>
internal sealed record CallOptions
{
    /// <summary>The default of <see cref="MaximumRetryCount"/>.</summary>
    public const int DefaultMaximumRetryCount = 2;

    /// <summary>The default of <see cref="ConnectionTimeout"/>.</summary>
    public static readonly TimeSpan DefaultConnectionTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The default of <see cref="OperationTimeout"/>.</summary>
    public static readonly TimeSpan DefaultOperationTimeout = TimeSpan.FromSeconds(600);

    /// <summary>How long one of many requests waits for a busy server unless the user says otherwise.</summary>
    public static readonly TimeSpan DefaultMaximumWait = TimeSpan.FromSeconds(600);

    public required Uri Endpoint { get; init; }

    /// <summary>The key, wrapped until the header is written.</summary>
    public required SecureString ApiKey { get; init; }

    /// <summary>Where the key comes from, such as $env:OFOX_API_KEY; null where it is not told.</summary>
    public string? KeySource { get; init; }

    /// <summary>Where the address comes from; null where it is the default, or not told.</summary>
    public string? AddressSource { get; init; }

    /// <summary>Gives the place of a setting for a sentence, by the name of its parameter: -TimeoutSeconds, $env:OFOX_TIMEOUT.</summary>
    public Func<string, string> PlaceOf { get; init; } = static name => "-" + name;

    /// <summary>Why there is no usable key, where one may not be needed; null if there is one.</summary>
    public OfoxException? KeyFailure { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>A header of the user's stands in the place of the key; where it is empty, none does.</summary>
    public bool HasOwnAuthorization => Headers.Keys.Any(static name => name.Equals("Authorization", StringComparison.OrdinalIgnoreCase));

    /// <summary>The model that is asked: no part of its id is a secret.</summary>
    public string Model { get; init; } = string.Empty;

    /// <summary>Names of headers whose values were given as secrets, whatever the headers are called.</summary>
    public IReadOnlyCollection<string> SecretHeaders { get; init; } = [];

    public Uri? Proxy { get; init; }

    public NetworkCredential? ProxyCredential { get; init; }

    /// <summary>User and password as they stand in the address of a proxy, the environment's included.</summary>
    public IReadOnlyCollection<string> ProxyUsers { get; init; } = [];

    public bool NoProxy { get; init; }

    /// <summary>The proxy on the way to <see cref="Endpoint"/>, the environment's included; null where there is none.</summary>
    public Uri? ProxyOnTheWay => NoProxy ? null : Proxy ?? Poly.SystemProxy(Endpoint);

    /// <summary>The server as an error names it to which there was no connection.</summary>
    public string Way => NetworkError.WayTo(Endpoint, ProxyOnTheWay);

    public bool SkipCertificateCheck { get; init; }

    /// <summary>For TCP and TLS.</summary>
    public TimeSpan ConnectionTimeout { get; init; } = DefaultConnectionTimeout;

    /// <summary>The longest silence of the server.</summary>
    public TimeSpan OperationTimeout { get; init; } = DefaultOperationTimeout;

    /// <summary>The longest wait once every answer has said why it ended; only usage and [DONE] can follow.</summary>
    public TimeSpan FinishTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time in which nothing of an answer comes, however lively the connection is.</summary>
    public TimeSpan EmptyTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>For the whole call, waits and retries included; null is no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    public int MaximumRetryCount { get; init; } = DefaultMaximumRetryCount;

    /// <summary>
    /// How long a request waits in all for a server that is busy. Such waits then use up neither attempts nor <see cref="Timeout"/>, as is
    /// right for one of many requests. Null for a request by itself, where both count.
    /// </summary>
    public TimeSpan? MaximumWait { get; init; }

    /// <summary>How many requests there may be in a minute; null where the server's headers alone decide.</summary>
    public int? MaximumRequestsPerMinute { get; init; }

    /// <summary>Whether the answer is put together; false where whoever pulls takes its pieces, and nobody asks for the whole.</summary>
    public bool KeepText { get; init; } = true;

    /// <summary>The most text of one answer, in bytes of UTF-8; see <see cref="AnswerLimits"/>.</summary>
    public long MaximumAnswerSize { get; init; } = AnswerLimits.MaximumText;

    /// <summary>Whether anybody sees what is told of each call; else it is not put into words.</summary>
    public bool Tells { get; init; } = true;

    /// <summary>
    /// The price list to compute costs from, where the server does not tell them. It is asked for when an answer has ended; null is none.
    /// </summary>
    public Func<PriceList?>? Prices { get; init; }

    /// <summary>What all calls may cost together; each attempt takes its share of it before it is sent. Null is no limit.</summary>
    public Budget? Budget { get; init; }

    /// <summary>
    /// Cancelled when no further attempt shall begin: one that waits to be sent ends, and one that has been sent goes on to its end.
    /// </summary>
    public CancellationToken Closing { get; init; }

    /// <summary>Whether to tell headers and bodies (secrets masked), which costs copies of them.</summary>
    public bool Debug { get; init; }
}
