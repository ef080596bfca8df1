using System.Text;

namespace OfoxPS.Core.Terminal;

/// <summary>The control sequences (Select Graphic Rendition) of a <see cref="TextStyle"/>.</summary>
internal static class Sgr
{
    private const string Reset = "\u001b[0m";

    private static readonly (TextStyle Style, int Code)[] Codes =
    [
        (TextStyle.Bold, 1), (TextStyle.Dim, 2), (TextStyle.Italic, 3), (TextStyle.Underline, 4), (TextStyle.Strikethrough, 9),
        (TextStyle.Code, 36),
    ];

    /// <summary>Appends a text in a style, and ends the style, so that nothing stays on if the output ends here.</summary>
    public static void Append(StringBuilder output, string text, TextStyle style)
    {
        if (text.Length == 0 || style == TextStyle.None)
        {
            output.Append(text);
            return;
        }

        char separator = '[';
        output.Append('\u001b');
        foreach ((TextStyle flag, int code) in Codes)
        {
            if ((style & flag) != 0)
            {
                output.Append(separator).Append(code);
                separator = ';';
            }
        }

        output.Append('m').Append(text).Append(Reset);
    }
}
