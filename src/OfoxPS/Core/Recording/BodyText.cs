using System.Text.RegularExpressions;
using OfoxPS.Core.Files;
using OfoxPS.Core.Json;

namespace OfoxPS.Core.Recording;

/// <summary>
/// The JSON of a request in which each picture, document and sound is named by its hash, whether it was a file or a data URL.
/// </summary>
internal sealed class BodyText
{
    // A data URL as RequestWriter writes it, without escapes.
    private static readonly Regex DataUrl = new(
        "\"data:(?<type>[\\w.+-]+/[\\w.+-]+);base64,(?<data>[A-Za-z0-9+/]{16,}={0,2})\"", RegexOptions.CultureInvariant);

    private readonly List<StoredMedia> _media = [];

    public IReadOnlyList<StoredMedia> Media => _media;

    public string Of(RequestBody body) => DataUrl.Replace(body.Describe(Name), Replace);

    private string Name(ChatMedia media)
    {
        using Stream bytes = media.Open();
        return Keep(bytes, media.MediaType, media.Open);
    }

    private string Replace(Match url)
    {
        string data = url.Groups["data"].Value;
        if (data.Length % 4 != 0)
        {
            return url.Value;
        }

        byte[] bytes = Convert.FromBase64String(data);
        string type = url.Groups["type"].Value;
        return $"\"data:{type};base64,{Keep(new MemoryStream(bytes), type, () => new MemoryStream(bytes))}\"";
    }

    private string Keep(Stream bytes, string type, Func<Stream> open)
    {
        string hash = Sha256.TextOf(bytes);
        _media.Add(new StoredMedia(hash, type, open));
        return "sha256:" + hash;
    }
}
