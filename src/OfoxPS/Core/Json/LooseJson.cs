using System.Text;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>
/// Repairs the faults that models make in JSON, where only one meaning is possible: raw line breaks and tabs in a string, the backslashes
/// of a Windows path, single quotes, names without quotes, True, False and None of Python. Trailing commas and comments stay, because the
/// parser accepts them.
/// </summary>
internal ref struct LooseJson
{
    private readonly ReadOnlySpan<byte> _source;
    private readonly MemoryStream _target;
    private int _at;

    private LooseJson(ReadOnlySpan<byte> source)
    {
        _source = source;
        _target = new MemoryStream(source.Length + 16);
    }

    /// <summary>The object or list at the beginning of a text as strict JSON, which may still be broken in another way.</summary>
    /// <returns>Null where the text is cut, or may mean several things.</returns>
    public static byte[]? Mended(ReadOnlySpan<byte> source, out int length)
    {
        LooseJson reader = new(source);
        bool isComplete = reader.Read();
        length = reader._at;
        return isComplete ? reader._target.ToArray() : null;
    }

    private bool Read()
    {
        Stack<byte> open = new();
        while (_at < _source.Length)
        {
            byte next = _source[_at];
            if (next is (byte)'{' or (byte)'[')
            {
                open.Push(next);
            }
            else if (next is (byte)'}' or (byte)']' && (open.Count == 0 || open.Pop() != (next == '}' ? '{' : '[')))
            {
                return false;
            }

            bool isRead = next switch
            {
                (byte)'"' or (byte)'\'' => ReadText(next),
                (byte)'/' => SkipComment(),
                (byte)'{' or (byte)'[' or (byte)'}' or (byte)']' or (byte)',' or (byte)':' => ReadMark(next),
                (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' => ReadMark(next),
                _ => ReadWord(),
            };
            if (!isRead || open.Count is 0 or > JsonTree.MaximumDepth)
            {
                return isRead && open.Count == 0;
            }
        }

        return false;
    }

    private bool ReadMark(byte mark)
    {
        _target.WriteByte(mark);
        _at++;
        return true;
    }

    private bool SkipComment()
    {
        ReadOnlySpan<byte> rest = _source.Slice(_at);
        ReadOnlySpan<byte> end = rest.StartsWith("//"u8) ? "\n"u8 : rest.StartsWith("/*"u8) ? "*/"u8 : default;
        int length = end.IsEmpty ? -1 : rest.Slice(2).IndexOf(end);
        _at += length < 0 ? 0 : 2 + length + end.Length;
        return length >= 0;
    }

    // A number, or a literal of JSON or Python. Any other word must be a name, followed by a colon.
    private bool ReadWord()
    {
        int end = _at;
        while (end < _source.Length && (_source[end] is (byte)'_' or (byte)'$' or (byte)'-' or (byte)'+' or (byte)'.'
            || char.IsLetterOrDigit((char)_source[end])) && _source[end] < 128)
        {
            end++;
        }

        ReadOnlySpan<byte> word = _source.Slice(_at, end - _at);
        if (word.IsEmpty)
        {
            return false;
        }

        _at = end;
        bool isName = FollowedBy(":"u8, end);
        string text = Encoding.ASCII.GetString(word.ToArray());
        if (!isName && !(text is "true" or "false" or "null" or "True" or "False" or "None" || text[0] is '-' or (>= '0' and <= '9')))
        {
            return false;
        }

        string written = isName ? $"\"{text}\"" : text switch { "True" => "true", "False" => "false", "None" => "null", _ => text };
        _target.Write(Encoding.ASCII.GetBytes(written), 0, written.Length);
        return true;
    }

    private bool ReadText(byte quote)
    {
        int begin = _at + 1;
        int end = EndOfText(quote, begin);
        if (end < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> text = _source.Slice(begin, end - begin);
        _at = end + 1;
        if (LooseText.Escapes(text) is not { } isLiteral)
        {
            return false;
        }

        LooseText.Write(_target, text, isLiteral);
        return true;
    }

    // A single quote ends a string only before a comma, colon or bracket; elsewhere it is an apostrophe.
    private readonly int EndOfText(byte quote, int from)
    {
        for (int i = from; i < _source.Length; i++)
        {
            if (_source[i] == '\\')
            {
                i++;
            }
            else if (_source[i] == quote && (quote == '"' || FollowedBy(",:}]"u8, i + 1)))
            {
                return i;
            }
        }

        return -1;
    }

    private readonly bool FollowedBy(ReadOnlySpan<byte> marks, int from)
    {
        while (from < _source.Length && _source[from] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
        {
            from++;
        }

        return from < _source.Length && marks.IndexOf(_source[from]) >= 0;
    }
}
