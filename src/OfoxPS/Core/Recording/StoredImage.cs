using System;
using System.IO;

namespace OfoxPS.Core.Recording;

/// <summary>An image of a request, which a cassette keeps in a file of its own.</summary>
/// <param name="Hash">SHA-256 of its bytes, in hexadecimal.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="Open">Opens its bytes.</param>
internal sealed record StoredImage(string Hash, string MediaType, Func<Stream> Open)
{
    /// <summary>The name of its file.</summary>
    public string FileName => $"{Hash}.{Extension}";

    private string Extension => MediaType switch
    {
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/gif" => "gif",
        "image/webp" => "webp",
        _ => "bin",
    };
}
