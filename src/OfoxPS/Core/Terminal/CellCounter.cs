namespace OfoxPS.Core.Terminal;

/// <summary>
/// Counts the terminal cells of a text character by character. A joiner or a variation selector changes the width of the character before.
/// </summary>
internal struct CellCounter
{
    private const int Joiner = 0x200D;

    private const int EmojiSelector = 0xFE0F;

    private int _last;
    private bool _isJoined;

    /// <summary>Cells of the characters so far.</summary>
    public int Total { get; private set; }

    public void Add(int point)
    {
        switch (point)
        {
            // A sign such as the heart or the warning triangle, shown as an emoji.
            case EmojiSelector when _last == 1:
                (_last, Total) = (2, Total + 1);
                return;
            case Joiner:
                _isJoined = _last == 2;
                return;
        }

        int width = CellWidth.Of(point);
        if (width > 0)
        {
            bool isPart = _isJoined || (CellWidth.IsSkinTone(point) && _last == 2);
            (_last, Total) = (isPart ? 2 : width, Total + (isPart ? 0 : width));
        }

        _isJoined = false;
    }
}
