using System.Text;

namespace OfoxPS.Core.Text;

/// <summary>The first words of a body that could not be read, for the message of an error.</summary>
internal static class Excerpt
{
    private const int MaximumLength = 120;

    /// <summary><c>: "the first words …"</c>, without markup; empty if nothing is left.</summary>
    public static string Of(string body)
    {
        StringBuilder words = new();
        bool markup = false;
        int part = 0;
        string before = string.Empty;
        foreach (char c in body)
        {
            if (c == '<' && !markup && words.Length > part)
            {
                // The heading of a page repeats its title.
                string text = words.ToString(part, words.Length - part).Trim();
                if (text.Length > 0)
                {
                    words.Length = text == before ? part : words.Length;
                    part = words.Length;
                    before = text;
                }
            }

            markup |= c == '<';
            bool space = c == '<' || char.IsWhiteSpace(c) || char.IsControl(c);
            if (!markup || c == '<')
            {
                if (!space)
                {
                    words.Append(c);
                }
                else if (words.Length > 0 && words[words.Length - 1] != ' ')
                {
                    words.Append(' ');
                }
            }

            markup &= c != '>';
            if (words.Length > MaximumLength + 1)
            {
                break;
            }
        }

        string excerpt = TerminalText.Truncate(words.ToString().Trim(), MaximumLength);
        return excerpt.Length == 0 ? string.Empty : $": \"{excerpt}\"";
    }
}
