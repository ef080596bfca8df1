using System.Collections.Specialized;

namespace OfoxPS;

/// <summary>A request as it would be sent, with its secrets masked.</summary>
public sealed class OfoxRequest
{
    /// <summary>The HTTP method.</summary>
    public string Method { get; set; } = "POST";

    /// <summary>The address; the values of its query are masked.</summary>
    public Uri? Uri { get; set; }

    /// <summary>The headers, those of Set-OfoxConfiguration included; the key and their values are masked.</summary>
    public OrderedDictionary Headers { get; set; } = new();

    /// <summary>The body, by the names of the wire, with images and documents as data URLs.</summary>
    public OrderedDictionary Body { get; set; } = new();

    /// <summary>The length of the body in bytes, as it would be sent.</summary>
    public long Length { get; set; }

    /// <summary>How many messages the conversation has.</summary>
    public int MessageCount { get; set; }

    /// <summary>How many texts, images, documents and sounds the messages hold.</summary>
    public int PartCount { get; set; }

    /// <summary>How many images are sent from here.</summary>
    public int ImageCount { get; set; }

    /// <summary>How many images, documents and sounds are sent from here.</summary>
    public int AttachmentCount { get; set; }

    /// <summary>
    /// About how many tokens the request has: an estimate, a quarter of the bytes of its text and 1,000 for each image, document and
    /// sound.
    /// </summary>
    public long EstimatedInputTokens { get; set; }

    /// <summary>About what the input costs in USD: an estimate by the cached catalogue; null where the price is unknown.</summary>
    public decimal? EstimatedInputCost { get; set; }

    /// <summary>
    /// The most that the request can cost in USD, with the longest answer that -MaxTokens or the model allows; null where that is unknown.
    /// </summary>
    public decimal? MaximumCost { get; set; }

    /// <summary>The method and the address.</summary>
    public override string ToString() => $"{Method} {Uri}";
}
