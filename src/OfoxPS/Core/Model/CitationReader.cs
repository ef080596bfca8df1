using System.Collections;
using System.Collections.Specialized;

namespace OfoxPS;

/// <summary>
/// Where servers put the sources of an answer: <c>annotations</c> of the message (OpenAI, OpenRouter), and <c>citations</c> and
/// <c>search_results</c> beside it (Perplexity, xAI). All spellings are listed here.
/// </summary>
internal static class CitationReader
{
    /// <summary>Fields of a completion, which are kept with its message.</summary>
    public static readonly string[] BesideMessage = ["citations", "search_results"];

    /// <summary>The sources of a message, each once, in the order in which they are named.</summary>
    public static ChatCitation[] Of(ChatMessage message)
    {
        if (!message.Fields.Any)
        {
            return [];
        }

        OrderedDictionary fields = message.AdditionalProperties;
        int length = message.ToString().Length;
        List<ChatCitation> found = [];
        Add(found, fields["citations"], length);
        Add(found, fields["search_results"], length);
        Add(found, fields["annotations"], length);
        return [.. found];
    }

    private static void Add(List<ChatCitation> found, object? items, int length)
    {
        foreach (object? item in items is string or IDictionary ? new[] { items } : items as IEnumerable ?? Array.Empty<object>())
        {
            if (Read(item, length) is { } citation && !Merge(found, citation))
            {
                found.Add(citation);
            }
        }
    }

    // The same source is told by several fields, and again with each chunk: what one of them lacks, another may know.
    private static bool Merge(List<ChatCitation> found, ChatCitation next)
    {
        ChatCitation? same = found.Find(known => (known.Url ?? known.Title) == (next.Url ?? next.Title)
            && (known.End is null || next.End is null || (known.Start == next.Start && known.End == next.End)));
        if (same is not null)
        {
            same.Title ??= next.Title;
            same.Text ??= next.Text;
            same.Start ??= next.Start;
            same.End ??= next.End;
        }

        return same is not null;
    }

    private static ChatCitation? Read(object? item, int length)
    {
        if (item is string url)
        {
            return url.Trim().Length > 0 ? new ChatCitation { Url = url.Trim() } : null;
        }

        if (item is not IDictionary outer)
        {
            return null;
        }

        // OpenAI has the source inside a field that is named as its type.
        IDictionary fields = outer["type"] is string type && outer[type] is IDictionary inner ? inner : outer;
        int? start = Place(fields, "start_index", length);
        int? end = Place(fields, "end_index", length);
        ChatCitation citation = new()
        {
            Url = Text(fields, "url", "uri", "link", "source"),
            Title = Text(fields, "title", "name", "filename"),
            Text = Text(fields, "content", "cited_text", "snippet", "text", "quote"),
            Start = start <= end ? start : null,
            End = start <= end ? end : null,
        };
        return citation.Url is null && citation.Title is null ? null : citation;
    }

    private static string? Text(IDictionary fields, params string[] names) =>
        names.Select(name => fields[name] as string).FirstOrDefault(static text => !string.IsNullOrWhiteSpace(text));

    private static int? Place(IDictionary fields, string name, int length) =>
        (fields[name] ?? fields[name.Replace("_index", string.Empty)]) is long place and >= 0 && place <= length ? (int)place : null;
}
