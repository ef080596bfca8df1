namespace OfoxPS;

/// <summary>A source that an answer names.</summary>
public sealed class ChatCitation
{
    /// <summary>The address of the source; null where only a name is told.</summary>
    public string? Url { get; set; }

    /// <summary>The title of the source; null where it is not told.</summary>
    public string? Title { get; set; }

    /// <summary>What of the source is cited, or a passage of it; null where it is not told.</summary>
    public string? Text { get; set; }

    /// <summary>
    /// The character of the answer at which what rests on the source begins, from 0; null where it is not told, or not inside the answer.
    /// </summary>
    public int? Start { get; set; }

    /// <summary>The character after the last one; null where it is not told, or not inside the answer.</summary>
    public int? End { get; set; }

    /// <summary>The title and the address.</summary>
    public override string ToString() => Title is { Length: > 0 } title && title != Url ? $"{title} {Url}".TrimEnd() : Url ?? string.Empty;
}
