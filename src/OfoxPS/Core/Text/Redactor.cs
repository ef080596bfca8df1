using System.Text;

namespace OfoxPS.Core.Text;

/// <summary>
/// Masks secrets in any text by their exact value, each as a whole token: a server may repeat in an error what it was sent.
/// </summary>
/// <param name="secrets">
/// Gives the secrets, none of them empty. It is called for each text, so that no secret stays in memory in between.
/// </param>
internal sealed class Redactor(Func<IEnumerable<string>> secrets)
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mask = "****";

    /// <summary>The length of the shortest secret, in characters; a shorter text holds none.</summary>
    public int ShortestLength => secrets().Select(static secret => secret.Length).DefaultIfEmpty(int.MaxValue).Min();

    /// <summary>The text with a mask for each secret.</summary>
    public string Clean(string text) => Replace(text, Find(text, secrets()));

    /// <summary>
    /// The same for several texts at once: the secrets are read once, and stay in memory as long as the function does.
    /// </summary>
    public Func<string, string> ForSeveral()
    {
        string[] known = [.. secrets()];
        return text => Replace(text, Find(text, known));
    }

    /// <summary>The same for JSON, which stays the JSON it was: only the contents of its strings are masked.</summary>
    public string CleanJson(string json) => Replace(json, FindInBody(json));

    /// <summary>
    /// Where the secrets stand in what a server sent or was sent: inside the strings of JSON, whether it is the whole body or the data of
    /// events; anywhere in other text.
    /// </summary>
    public IReadOnlyList<TextSpan> FindInBody(string body)
    {
        List<TextSpan> found = [];
        string[] known = [.. secrets()];
        foreach (TextSpan part in JsonStrings.PartsOf(body, out bool isJson))
        {
            string text = body.Substring(part.Start, part.Length);
            if (!isJson && !JsonStrings.IsEventData(body, part))
            {
                found.AddRange(Find(text, known).Select(span => span.From(part.Start)));
                continue;
            }

            foreach (JsonStrings.Literal literal in JsonStrings.In(text))
            {
                found.AddRange(Find(literal.Text, known).Select(span => literal.ToSource(span).From(part.Start)));
            }
        }

        return found;
    }

    private static List<TextSpan> Find(string text, IEnumerable<string> known)
    {
        List<TextSpan> found = [];
        foreach (string secret in known)
        {
            char[] starts = [secret[0], '\\'];
            for (int at = text.IndexOfAny(starts); at >= 0; at = at < text.Length ? text.IndexOfAny(starts, at) : -1)
            {
                int length = SecretText.LengthAt(text, at, secret);
                if (length > 0)
                {
                    found.Add(new TextSpan(at, length));
                }

                at += Math.Max(1, length);
            }
        }

        return found.Count > 1 ? Merge(found) : found;
    }

    // One secret may hold another, or share a part with it.
    private static List<TextSpan> Merge(List<TextSpan> spans)
    {
        List<TextSpan> merged = [];
        foreach (TextSpan span in spans.OrderBy(static span => span.Start).ThenByDescending(static span => span.Length))
        {
            if (merged.Count > 0 && span.Start < merged[merged.Count - 1].End)
            {
                TextSpan last = merged[merged.Count - 1];
                merged[merged.Count - 1] = last with { Length = Math.Max(last.End, span.End) - last.Start };
            }
            else
            {
                merged.Add(span);
            }
        }

        return merged;
    }

    private static string Replace(string text, IReadOnlyList<TextSpan> spans)
    {
        if (spans.Count == 0)
        {
            return text;
        }

        StringBuilder result = new(text.Length);
        int at = 0;
        foreach (TextSpan span in spans)
        {
            result.Append(text, at, span.Start - at).Append(Mask);
            at = span.End;
        }

        return result.Append(text, at, text.Length - at).ToString();
    }
}
