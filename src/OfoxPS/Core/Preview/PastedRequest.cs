namespace OfoxPS.Core.Preview;

/// <summary>What the texts for pasting are made of.</summary>
internal sealed record PastedRequest
{
    public required PastedText Address { get; init; }

    public required IReadOnlyList<(string Name, PastedText Value)> Headers { get; init; }

    /// <summary>The body on one line.</summary>
    public required string Json { get; init; }

    public bool Stream { get; init; }

    public bool SkipCertificateCheck { get; init; }

    public bool NoProxy { get; init; }

    /// <summary>The proxy's address without its user.</summary>
    public string? Proxy { get; init; }

    public bool HasProxyUser { get; init; }

    /// <summary>JSON whose invisible characters are written out: a terminal, or a shell that reads lines, would not keep them.</summary>
    public static string Printable(string json) => json.Any(Breaks)
        ? string.Concat(json.Select(static c => Breaks(c) ? $"\\u{(int)c:x4}" : c.ToString()))
        : json;

    private static bool Breaks(char c) => c is (>= '\u007F' and <= '\u009F') or '\u2028' or '\u2029' or '\uFEFF';
}
