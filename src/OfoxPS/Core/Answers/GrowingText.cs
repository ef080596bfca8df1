using System.Text;
using OfoxPS.Core.Json;

namespace OfoxPS.Core.Answers;

/// <summary>Text in pieces. Where only one piece comes, as in a whole answer, that piece is the text and is not copied.</summary>
internal sealed class GrowingText
{
    private string? _only;
    private StringBuilder? _pieces;

    public int Length => _pieces?.Length ?? _only?.Length ?? 0;

    public void Append(string? piece)
    {
        if (string.IsNullOrEmpty(piece))
        {
            return;
        }

        if (_pieces is null && _only is null)
        {
            _only = piece;
            return;
        }

        _pieces ??= new StringBuilder(_only);
        _only = null;
        _pieces.Append(piece);
    }

    public void Clear() => (_only, _pieces) = (null, null);

    /// <summary>The text. Pieces may end in half a character; where its other half never came, U+FFFD stands for it.</summary>
    public override string ToString() => WellFormed.WithoutHalves(_pieces?.ToString() ?? _only ?? string.Empty);
}
