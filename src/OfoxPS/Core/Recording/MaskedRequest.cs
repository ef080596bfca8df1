using System.Text.Json;
using OfoxPS.Core.Client;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Recording;

/// <summary>A request that is about to be sent, in the form in which it is kept and compared: no secrets, files by their hash.</summary>
internal sealed class MaskedRequest
{
    /// <summary>The method where a recording names none.</summary>
    public const string DefaultMethod = "POST";

    private readonly SendingEvent _sending;
    private TestRequest? _sent;

    public MaskedRequest(SendingEvent sending)
    {
        _sending = sending;
        BodyText text = new();
        string json = text.Of(sending.Body);
        Media = text.Media;
        using JsonDocument document = JsonDocument.Parse(sending.Redactor.CleanJson(json), JsonTree.Deep);
        Body = document.RootElement.Clone();
        Uri = Endpoint.Shown(sending.Uri);
    }

    public string Method => _sending.Method;

    public string Uri { get; }

    public JsonElement Body { get; }

    public IReadOnlyList<StoredMedia> Media { get; }

    public ChatRequest Request => _sending.Request;

    public int Attempt => _sending.Attempt;

    /// <summary>Cancelled when nobody waits for the answer any more.</summary>
    public CancellationToken Stop => _sending.Stop;

    /// <summary>Where it would go.</summary>
    public string Authority => _sending.Uri.Authority;

    /// <summary>The same for whoever asks what was sent.</summary>
    public TestRequest Sent => _sent ??= ToSent();

    public Redactor Redactor => _sending.Redactor;

    private TestRequest ToSent() => new()
    {
        Method = Method,
        Model = Body.TryGetProperty("model", out JsonElement model) && model.ValueKind == JsonValueKind.String ? model.GetString()!
            : Request.Model,
        Messages = [.. Request.Messages],
        Tools = [.. Request.Tools],
        Stream = Request.Stream,
        Attempt = Attempt,
        Uri = new Uri(Uri),
        Body = JsonTree.ObjectFrom(Body),
    };
}
