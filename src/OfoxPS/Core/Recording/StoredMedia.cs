using OfoxPS.Core.Text;

namespace OfoxPS.Core.Recording;

/// <summary>A picture, document or sound of a request, which a cassette keeps in a file of its own.</summary>
/// <param name="Hash">SHA-256 of its bytes, in hexadecimal.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="Open">Opens its bytes.</param>
internal sealed record StoredMedia(string Hash, string MediaType, Func<Stream> Open)
{
    /// <summary>The name of its file.</summary>
    public string FileName => Hash + (MediaFormat.OfType(MediaType)?.Extension ?? ".bin");
}
