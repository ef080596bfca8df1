using System;
using System.Linq;
using System.Text;
using OfoxPS.Core.Terminal;

namespace OfoxPS.UnitTests.Terminal;

/// <summary>What a renderer gave out, in a form that tests can compare.</summary>
internal sealed record Rendered(string Text, string Marked)
{
    /// <summary>The lines, without the spaces at their ends.</summary>
    public string[] Lines => [.. Text.Split('\n').Select(static line => line.TrimEnd())];

    public static Rendered Markdown(string text, int width = 80) => Of(new MarkdownRenderer(() => width), text);

    public static Rendered Plain(string text, int width = 80) => Of(new PlainRenderer(() => width), text);

    /// <summary>Gives the text in pieces; everything after each piece must be closed.</summary>
    public static Rendered Of(ITextRenderer renderer, params string[] pieces)
    {
        StringBuilder all = new();
        foreach (string shown in pieces.Select(renderer.Append).Append(string.Empty))
        {
            all.Append(shown);
            Read(shown);
        }

        return Read(all.Append(renderer.End()).ToString());
    }

    // Styles are written <1;4>text</>. Two runs of one style are one.
    private static Rendered Read(string shown)
    {
        StringBuilder text = new();
        StringBuilder marked = new();
        string open = string.Empty;
        string style = string.Empty;
        for (int i = 0; i < shown.Length; i++)
        {
            char c = shown[i];
            if (c == '\u001b')
            {
                int end = shown.IndexOf('m', i);
                string code = shown[(i + 2)..end];
                style = code == "0" ? string.Empty : code;
                i = end;
                continue;
            }

            if (char.IsControl(c) && c is not ('\n' or '\t'))
            {
                throw new InvalidOperationException($"A control character is shown: {(int)c:X}.");
            }

            Change(marked, open, style);
            open = style;
            text.Append(c);
            marked.Append(c);
        }

        Change(marked, open, string.Empty);
        return style.Length > 0 ? throw new InvalidOperationException("A style stays on.")
            : new Rendered(text.ToString(), marked.ToString());
    }

    private static void Change(StringBuilder marked, string from, string to)
    {
        if (from != to)
        {
            marked.Append(from.Length > 0 ? "</>" : string.Empty).Append(to.Length > 0 ? $"<{to}>" : string.Empty);
        }
    }
}
