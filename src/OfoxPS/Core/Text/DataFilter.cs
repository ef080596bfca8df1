using System.Globalization;
using System.Text;

namespace OfoxPS.Core.Text;

/// <summary>
/// Replaces base64 data in text for a terminal by its length, since some servers write whole pictures into a text: what follows
/// <c>;base64,</c>, if it is longer than an example in prose would be. The text may come in pieces.
/// </summary>
internal sealed class DataFilter
{
    private const string Marker = ";base64,";
    private const int LongestExample = 200;

    private readonly StringBuilder _held = new();
    private int _matched;
    private bool _isData;
    private long _length;

    /// <summary>A whole text.</summary>
    public static string Of(string text)
    {
        if (text.IndexOf(Marker, StringComparison.Ordinal) < 0)
        {
            return text;
        }

        DataFilter filter = new();
        return filter.Append(text) + filter.End();
    }

    /// <summary>The next piece; what may be data is held back until its end is known.</summary>
    public string Append(string text)
    {
        if (!_isData && _matched == 0 && text.IndexOf(Marker[0]) < 0)
        {
            return text;
        }

        StringBuilder shown = new();
        foreach (char c in text)
        {
            if (_isData && Base64Text.IsOne(c))
            {
                if (++_length <= LongestExample)
                {
                    _held.Append(c);
                }

                continue;
            }

            shown.Append(End()).Append(c);
            _matched = c == Marker[_matched] ? _matched + 1 : c == Marker[0] ? 1 : 0;
            if (_matched == Marker.Length)
            {
                (_isData, _matched) = (true, 0);
            }
        }

        return shown.ToString();
    }

    /// <summary>What is still held back.</summary>
    public string End()
    {
        string text = _length > LongestExample ? string.Format(CultureInfo.InvariantCulture, "... ({0:N0} characters)", _length)
            : _held.ToString();
        _held.Clear();
        (_isData, _length) = (false, 0);
        return text;
    }
}
