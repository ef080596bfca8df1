using System.Text;

namespace OfoxPS.Json;

/// <summary>Text that can be sent: no half of a surrogate pair, which UTF-8 cannot say.</summary>
internal static class WellFormed
{
    /// <summary>The text with U+FFFD for each half that stands alone.</summary>
    public static string Repair(string text)
    {
        StringBuilder? repaired = null;
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
                continue;
            }

            repaired ??= new StringBuilder(text);
            repaired[i] = '\uFFFD';
        }

        return repaired?.ToString() ?? text;
    }

    /// <exception cref="OfoxException">The text holds half of a pair.</exception>
    public static string Check(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                throw new OfoxException(
                    OfoxErrorKind.OfoxInvalidRequest,
                    $"The text cannot be sent: at position {i} it holds half of a surrogate pair (U+{(int)text[i]:X4})");
            }

            i++;
        }

        return text;
    }
}
