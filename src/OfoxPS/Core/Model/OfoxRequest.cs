using System;
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

    /// <summary>The body, by the names of the wire, with images as data URLs.</summary>
    public OrderedDictionary Body { get; set; } = new();

    /// <summary>The length of the body in bytes, as it would be sent.</summary>
    public long Length { get; set; }

    /// <summary>How many messages the conversation has.</summary>
    public int MessageCount { get; set; }

    /// <summary>How many texts and images the messages hold.</summary>
    public int PartCount { get; set; }

    /// <summary>How many images are sent from here.</summary>
    public int ImageCount { get; set; }

    /// <summary>The method and the address.</summary>
    public override string ToString() => $"{Method} {Uri}";
}
