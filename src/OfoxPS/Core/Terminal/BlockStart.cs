namespace OfoxPS.Core.Terminal;

/// <summary>What the beginning of a line says of the line.</summary>
/// <param name="Kind">What the line is.</param>
/// <param name="Length">How much of the beginning stands for the kind: indent, marker and the space behind it.</param>
/// <param name="Indent">The spaces before the marker.</param>
/// <param name="Marker">The marker: #, -, 1., > or a fence.</param>
internal readonly record struct BlockStart(BlockKind Kind, int Length = 0, int Indent = 0, string Marker = "")
{
    private const int LongestIndent = 100;

    private const int LongestNumber = 9;

    /// <summary>Reads a beginning.</summary>
    /// <param name="line">The line so far, without its end.</param>
    /// <param name="ended">The line is whole.</param>
    public static BlockStart Of(string line, bool ended)
    {
        int indent = 0;
        while (indent < line.Length && line[indent] == ' ')
        {
            indent++;
        }

        if (indent == line.Length)
        {
            return ended || indent > LongestIndent ? new(BlockKind.Paragraph) : default;
        }

        string text = line.Substring(indent);
        BlockStart start = text[0] switch
        {
            '#' => Heading(text, ended),
            '-' or '*' or '+' or '_' => ItemOrRule(text, ended),
            >= '0' and <= '9' => Number(text, ended),
            '>' => new(BlockKind.Quote, 1, Marker: ">"),
            '`' or '~' => Fence(text, ended),
            '|' => new(ended ? BlockKind.Row : BlockKind.Open),
            _ => new(BlockKind.Paragraph),
        };
        return start.Kind is BlockKind.Paragraph or BlockKind.Row or BlockKind.Open ? start : start with { Length = indent + start.Length, Indent = indent };
    }

    /// <summary>How many of one character a text begins with.</summary>
    public static int Run(string text)
    {
        int run = 1;
        while (run < text.Length && text[run] == text[0])
        {
            run++;
        }

        return run;
    }

    private static BlockStart Heading(string text, bool ended)
    {
        int run = Run(text);
        return run > 6 || (run == text.Length && ended) ? new(BlockKind.Paragraph)
            : run == text.Length ? default
            : text[run] == ' ' ? new(BlockKind.Heading, run + 1, Marker: text.Remove(run))
            : new(BlockKind.Paragraph);
    }

    private static BlockStart ItemOrRule(string text, bool ended)
    {
        int run = Run(text);
        bool mayRule = text[0] != '+';
        if (run == text.TrimEnd().Length && run > 1 && mayRule)
        {
            // Two are not enough, but a third may come.
            return !ended ? default : new(run > 2 ? BlockKind.Rule : BlockKind.Paragraph, text.Length);
        }

        return run > 1 || text[0] == '_' ? new(run == text.Length && !ended && mayRule ? BlockKind.Open : BlockKind.Paragraph)
            : text.Length == 1 ? new(ended ? BlockKind.Paragraph : BlockKind.Open)
            : text[1] == ' ' ? new(BlockKind.Item, 2, Marker: text.Remove(1))
            : new(BlockKind.Paragraph);
    }

    private static BlockStart Number(string text, bool ended)
    {
        int digits = 1;
        while (digits < text.Length && text[digits] is >= '0' and <= '9')
        {
            digits++;
        }

        return digits > LongestNumber ? new(BlockKind.Paragraph)
            : digits == text.Length || digits + 1 == text.Length ? new(ended || (digits < text.Length && text[digits] is not ('.' or ')')) ? BlockKind.Paragraph : BlockKind.Open)
            : text[digits] is '.' or ')' && text[digits + 1] == ' ' ? new(BlockKind.Item, digits + 2, Marker: text.Remove(digits + 1))
            : new(BlockKind.Paragraph);
    }

    private static BlockStart Fence(string text, bool ended)
    {
        int run = Run(text);
        return run < 3 ? new(run == text.Length && !ended ? BlockKind.Open : BlockKind.Paragraph)
            : text[0] == '`' && text.IndexOf('`', run) >= 0 ? new(BlockKind.Paragraph)
            : ended ? new(BlockKind.Fence, text.Length, Marker: text.Remove(run)) : default;
    }
}
