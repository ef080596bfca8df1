namespace OfoxPS.Core.Terminal;

/// <summary>
/// Reads the beginning of a line character by character until it is clear what the line is. Each character is looked at once, and a line
/// that stays undecided for too long is a paragraph.
/// </summary>
internal sealed class LineStart
{
    /// <summary>Characters after which an undecided line is shown as it was written.</summary>
    public const int Longest = 1000;

    /// <summary>Characters after which a line that begins as the row of a table is shown as it was written.</summary>
    public const int LongestRow = 8192;

    private const int LongestIndent = 100;

    private const int LongestHeading = 6;

    private const int LongestNumber = 9;

    private int _length;

    /// <summary>Spaces before the marker.</summary>
    public int Indent { get; private set; }

    /// <summary>The first character that is no space; NUL before it has come.</summary>
    public char Mark { get; private set; }

    /// <summary>How many characters of one kind the line begins with: the mark repeated, or digits.</summary>
    public int Run { get; private set; }

    /// <summary>Begins another line.</summary>
    public void Clear() => (_length, Indent, Mark, Run) = (0, 0, '\0', 0);

    /// <summary>Takes the next character of the line.</summary>
    /// <returns>What the line is; <see cref="BlockKind.Open"/> where more of it must come.</returns>
    public BlockKind Add(char c)
    {
        _length++;
        BlockKind kind = Mark == '\0' ? First(c) : Next(c);
        return kind == BlockKind.Open && _length > (Mark == '|' ? LongestRow : Longest) ? BlockKind.Paragraph : kind;
    }

    /// <summary>What a line is that has ended undecided.</summary>
    public BlockKind End() => Mark switch
    {
        '|' => BlockKind.Row,
        '-' or '*' or '_' when Run > 2 => BlockKind.Rule,
        '`' or '~' when Run > 2 => BlockKind.Fence,
        _ => BlockKind.Paragraph,
    };

    private BlockKind First(char c)
    {
        if (c == ' ')
        {
            return ++Indent > LongestIndent ? BlockKind.Paragraph : BlockKind.Open;
        }

        (Mark, Run) = (c, 1);
        return c switch
        {
            '>' => BlockKind.Quote,
            '#' or '-' or '*' or '+' or '_' or '`' or '~' or '|' or (>= '0' and <= '9') => BlockKind.Open,
            _ => BlockKind.Paragraph,
        };
    }

    private BlockKind Next(char c)
    {
        if (!Ends(c))
        {
            Run++;
            return (Mark == '#' && Run > LongestHeading) || (IsDigit(Mark) && Run > LongestNumber) || Mark == '+' ? BlockKind.Paragraph
                : BlockKind.Open;
        }

        return Mark switch
        {
            '|' => BlockKind.Open,
            '#' => c == ' ' ? BlockKind.Heading : BlockKind.Paragraph,
            '`' or '~' => Run < 3 || (Mark == '`' && c == '`') ? BlockKind.Paragraph : BlockKind.Open,
            >= '0' and <= '9' => Number(c),
            _ when Run == 1 => c == ' ' && Mark != '_' ? BlockKind.Item : BlockKind.Paragraph,
            _ => char.IsWhiteSpace(c) ? BlockKind.Open : BlockKind.Paragraph,
        };
    }

    // A run is a mark repeated, as in ### or ---; the length already counts this character.
    private bool Ends(char c) => _length - 1 > Indent + Run || Mark == '|' || (IsDigit(Mark) ? !IsDigit(c) : c != Mark);

    private BlockKind Number(char c) =>
        _length == Indent + Run + 1 ? (c is '.' or ')' ? BlockKind.Open : BlockKind.Paragraph)
        : c == ' ' ? BlockKind.Item : BlockKind.Paragraph;

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
