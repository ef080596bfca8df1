using System.Collections.Specialized;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Preview;

/// <summary>A request that is shown instead of being sent. It needs neither a key nor a network.</summary>
internal sealed class RequestPreview(ChatRequest request, RequestBody body, CallOptions options)
{
    private readonly Redactor _redactor = SecretsOfCall.RedactorOf(options);
    private CostEstimate? _estimate;

    /// <summary>The whole request.</summary>
    public OfoxRequest ToObject() => new()
    {
        Uri = MaskedUri(),
        Headers = MaskedHeaders(),
        Body = Body(body.ToText()),
        Length = body.Length,
        MessageCount = request.Messages.Count,
        PartCount = request.Messages.Sum(static message => message.Parts.Count),
        ImageCount = body.Media.Count(static media => media.Kind == MediaKind.Image),
        AttachmentCount = body.MediaCount,
        EstimatedInputTokens = Estimate.InputTokens,
        EstimatedInputCost = Estimate.InputCost,
        MaximumCost = Estimate.Maximum,
    };

    /// <summary>What the request may cost.</summary>
    public CostEstimate Estimate => _estimate ??= CostEstimate.Of(body, options.Prices?.Invoke());

    /// <summary>The body, for reading.</summary>
    public string ToJson() => JsonTreeWriter.ToText(Body(body.ToText()), indented: true);

    /// <summary>For a POSIX shell.</summary>
    public string ToCurl() => CurlText.Of(Parts());

    /// <summary>For PowerShell.</summary>
    public string ToRestMethod() => RestMethodText.Of(Parts());

    /// <summary>For the verbose stream: all but the bytes of images, which are counted.</summary>
    public string ToText()
    {
        OrderedDictionary headers = MaskedHeaders();
        IEnumerable<string> lines = headers.Keys.Cast<string>().Select(name => $"{name}: {headers[name]}");
        return string.Join(
            Environment.NewLine, [$"POST {MaskedUri()}", .. lines, JsonTreeWriter.ToText(Body(body.Describe()), indented: true)]);
    }

    private PastedRequest Parts() => new()
    {
        Address = Address(),
        Headers = Headers(),
        Json = PastedRequest.Printable(JsonTreeWriter.ToText(Body(body.ToText()))),
        Stream = request.Stream,
        SkipCertificateCheck = options.SkipCertificateCheck,
        NoProxy = options.NoProxy,
        Proxy = options.Proxy is null ? null
            : new UriBuilder(options.Proxy) { UserName = string.Empty, Password = string.Empty }.Uri.GetLeftPart(UriPartial.Authority),
        HasProxyUser = options.ProxyCredential is not null,
    };

    private OrderedDictionary Body(string json) => JsonTreeCopy.Fields(JsonTree.ParseObject(json)!, _redactor.Clean);

    // A header of the user's replaces the module's own.
    private List<(string Name, PastedText Value)> Headers()
    {
        List<(string Name, PastedText Value)> headers =
        [
            ("Authorization", new PastedText("Bearer ").Variable("OFOX_API_KEY")),
            ("Accept", new PastedText(request.Stream ? "text/event-stream" : "application/json")),
            ("User-Agent", new PastedText($"OfoxPS/{Poly.Version}")),
            ("Content-Type", new PastedText("application/json; charset=utf-8")),
        ];
        foreach (string name in options.Headers.Keys)
        {
            headers.RemoveAll(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (options.Headers[name].Length == 0)
            {
                continue;
            }

            headers.Add((name, new PastedText().Variable(PastedText.NameOf("OFOX_HEADER_", name))));
        }

        return headers;
    }

    private OrderedDictionary MaskedHeaders()
    {
        OrderedDictionary masked = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, PastedText value) in Headers())
        {
            masked[name] = value.ToString(static _ => Redactor.Mask);
        }

        return masked;
    }

    private Uri MaskedUri() => new(Address().ToString(static _ => Redactor.Mask));

    // All values of a query are masked, because any of them may be a key.
    private PastedText Address()
    {
        PastedText address = new(_redactor.Clean(options.Endpoint.GetLeftPart(UriPartial.Path)));
        string query = options.Endpoint.Query.TrimStart('?');
        string separator = "?";
        foreach (string pair in query.Length == 0 ? [] : query.Split('&'))
        {
            int equals = pair.IndexOf('=');
            address.Literal(separator + (equals < 0 ? string.Empty : pair.Substring(0, equals + 1)));
            address.Variable(PastedText.NameOf("OFOX_QUERY_", equals < 0 ? string.Empty : pair.Substring(0, equals)));
            separator = "&";
        }

        return address;
    }
}
