using System.Globalization;
using System.Text;

namespace OfoxPS.Core.Text;

/// <summary>
/// The strings of JSON text, with the place of each of their characters, so that a part of one can be replaced and everything else stays
/// as it was written. It reads text that is not quite JSON too: a server's body may be cut anywhere.
/// </summary>
internal static class JsonStrings
{
    private const string Data = "data:";

    /// <summary>A body as one part where it is JSON, else line by line.</summary>
    public static IEnumerable<TextSpan> PartsOf(string body, out bool isJson)
    {
        isJson = BeginsAsJson(body, 0, body.Length);
        return isJson ? [new TextSpan(0, body.Length)] : Lines(body);
    }

    /// <summary>Whether a line is the data of an event, and JSON.</summary>
    public static bool IsEventData(string body, TextSpan line) =>
        string.CompareOrdinal(body, line.Start, Data, 0, Data.Length) == 0 && BeginsAsJson(body, line.Start + Data.Length, line.End);

    /// <summary>The strings of a text, names of fields included.</summary>
    public static IEnumerable<Literal> In(string json)
    {
        JsonNesting nesting = default;
        int start = 0;
        for (int at = 0; at < json.Length; at++)
        {
            bool wasText = nesting.InText;
            nesting.Add(json[at]);
            if (nesting.InText && !wasText)
            {
                start = at + 1;
            }
            else if (wasText && !nesting.InText)
            {
                yield return Literal.Of(json, start, at);
            }
        }

        if (nesting.InText)
        {
            yield return Literal.Of(json, start, json.Length);
        }
    }

    /// <summary>The character of an escape <c>\uXXXX</c>; null where there is none at that place.</summary>
    public static char? UnitAt(string json, int at) =>
        at + 6 <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && ushort.TryParse(json.Substring(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit)
            ? (char)unit : null;

    private static bool BeginsAsJson(string text, int from, int to)
    {
        while (from < to && (char.IsWhiteSpace(text[from]) || text[from] == '\uFEFF'))
        {
            from++;
        }

        return from < to && text[from] is '{' or '[';
    }

    private static IEnumerable<TextSpan> Lines(string text)
    {
        for (int at = 0; at < text.Length;)
        {
            int end = text.IndexOfAny(['\r', '\n'], at);
            end = end < 0 ? text.Length : end + 1;
            yield return new TextSpan(at, end - at);
            at = end;
        }
    }

    /// <summary>One string: its text, and the offset of each of its characters in the JSON.</summary>
    internal sealed class Literal
    {
        private readonly int _start;
        private readonly int[]? _places;

        private Literal(string text, int start, int[]? places)
        {
            Text = text;
            _start = start;
            _places = places;
        }

        public string Text { get; }

        public static Literal Of(string json, int start, int end)
        {
            if (json.IndexOf('\\', start, end - start) < 0)
            {
                return new Literal(json.Substring(start, end - start), start, null);
            }

            StringBuilder text = new(end - start);
            List<int> places = [];
            for (int at = start; at < end;)
            {
                (char c, int length) = Character(json, at, end);
                text.Append(c);
                places.Add(at);
                at += length;
            }

            places.Add(end);
            return new Literal(text.ToString(), start, [.. places]);
        }

        /// <summary>From a part of the text to the part of the JSON that says it.</summary>
        public TextSpan ToSource(TextSpan part) => _places is null
            ? part.From(_start)
            : new TextSpan(_places[part.Start], _places[part.End] - _places[part.Start]);

        private static (char Character, int Length) Character(string json, int at, int end)
        {
            if (json[at] != '\\' || at + 1 >= end)
            {
                return (json[at], 1);
            }

            return json[at + 1] switch
            {
                'n' => ('\n', 2),
                'r' => ('\r', 2),
                't' => ('\t', 2),
                'b' => ('\b', 2),
                'f' => ('\f', 2),
                'u' when at + 6 <= end && UnitAt(json, at) is { } unit => (unit, 6),
                char other => (other, 2),
            };
        }
    }
}
