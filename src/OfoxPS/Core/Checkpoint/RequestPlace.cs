using System.Collections.Specialized;
using System.Text;
using OfoxPS.Core.Client;
using OfoxPS.Core.Files;

namespace OfoxPS.Core.Checkpoint;

/// <summary>
/// Where the requests of a run go: the address, and what beside it decides who answers, which is the query and the headers. A gateway may
/// choose the provider by either, so answers of one place are not those of another.
/// </summary>
/// <param name="options">The options of the requests.</param>
internal sealed class RequestPlace(CallOptions options)
{
    // Headers that identify the single request or the user, which can differ between runs.
    private static readonly HashSet<string> PassedOver = new(StringComparer.OrdinalIgnoreCase)
    {
        "baggage", "correlation-id", "http-referer", "idempotency-key", "referer", "request-id", "traceparent", "tracestate", "user-agent",
        "x-amzn-trace-id", "x-b3-spanid", "x-b3-traceid", "x-client-request-id", "x-correlation-id", "x-request-id", "x-session-id",
        "x-title",
    };

    private Func<string, string>? _clean;
    private OrderedDictionary? _fields;

    public Uri Endpoint => options.Endpoint;

    /// <summary>Masks the secrets of the requests in a text.</summary>
    public Func<string, string> Clean => _clean ??= SecretsOfCall.RedactorOf(options).Clean;

    /// <summary>The fields of the query and the headers by name, secrets left out; of each value a hash.</summary>
    public OrderedDictionary Fields => _fields ??= ReadFields();

    /// <summary>The hash of a request at a place: that of the request itself where the place has no fields.</summary>
    public static byte[] HashAt(OrderedDictionary? place, byte[] request)
    {
        if (place is not { Count: > 0 })
        {
            return request;
        }

        string fields = string.Concat(place.Keys.Cast<string>().Select(name => $"{name}={place[name]}\n"));
        return Sha256.Of([.. request, .. Encoding.UTF8.GetBytes(fields)]);
    }

    private OrderedDictionary ReadFields()
    {
        OrderedDictionary fields = new();
        foreach ((string name, string value) in QueryOf(options.Endpoint).Where(static field => !SecretsOfCall.IsSecretField(field.Name)))
        {
            string key = "query " + name;
            fields[key] = Sha256.TextOf(fields[key] + "&" + value, bytes: 8);
        }

        foreach (
            KeyValuePair<string, string> header in options.Headers.OrderBy(static header => header.Key, StringComparer.OrdinalIgnoreCase))
        {
            if (!PassedOver.Contains(header.Key) && !options.SecretHeaders.Contains(header.Key) && !SecretName.Says(header.Key))
            {
                fields["header " + header.Key.ToLowerInvariant()] = Sha256.TextOf(header.Value, bytes: 8);
            }
        }

        return fields;
    }

    private static IEnumerable<(string Name, string Value)> QueryOf(Uri endpoint) =>
        endpoint.Query.TrimStart('?').Split(['&'], StringSplitOptions.RemoveEmptyEntries)
        .Select(static pair => pair.Split(['='], 2))
        .Select(static pair => pair.Length < 2 ? (string.Empty, pair[0]) : (pair[0], pair[1]))
        .OrderBy(static field => field.Item1, StringComparer.Ordinal);
}
