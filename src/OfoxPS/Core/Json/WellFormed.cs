using System.Text;

namespace OfoxPS.Core.Json;

/// <summary>Text that can be sent: no half of a surrogate pair, which UTF-8 cannot say, and no NUL, which is in no text.</summary>
internal static class WellFormed
{
    /// <summary>The longest text of a request, in bytes of JSON or in characters. No model reads as much.</summary>
    public const int MaximumLength = 64 * 1024 * 1024;

    /// <summary>The text with U+FFFD for each half that stands alone, and for each NUL.</summary>
    public static string Repair(string text) => Repair(text, withNul: true);

    /// <summary>The text with U+FFFD for each half that stands alone.</summary>
    public static string WithoutHalves(string text) => Repair(text, withNul: false);

    private static string Repair(string text, bool withNul)
    {
        StringBuilder? repaired = null;
        for (int i = Fault(text, 0, withNul); i >= 0; i = Fault(text, i + 1, withNul))
        {
            repaired ??= new StringBuilder(text);
            repaired[i] = '\uFFFD';
        }

        return repaired?.ToString() ?? text;
    }

    /// <param name="text">The text.</param>
    /// <param name="what">What it is, where an error has to name it: a text, or what makes one.</param>
    /// <exception cref="OfoxException">The text holds half of a pair.</exception>
    public static string Check(string text, object? what = null) =>
        Fault(text, 0, withNul: false) is >= 0 and int at ? throw Half(text, at, what ?? "The text") : text;

    /// <summary>As <see cref="Check"/>, for what somebody wrote to be read: servers refuse a NUL there, or cut the text at it.</summary>
    /// <exception cref="OfoxException">The text holds half of a pair or a NUL, or is longer than any model reads.</exception>
    public static string CheckProse(string text, object what)
    {
        if (text.Length > MaximumLength)
        {
            throw TooLong(text.Length, what);
        }

        int at = Fault(text, 0, withNul: true);
        return at < 0 ? text : text[at] != '\0' ? throw Half(text, at, what) : throw Failure.InvalidArgument(
            $"{what} cannot be sent: at position {at} it holds a NUL character (U+0000). The usual cause is UTF-16 that was read in "
                + "another encoding, or a file that is not text");
    }

    public static OfoxException TooLong(long length, object what) => new(
        OfoxErrorKind.OfoxRequestTooLarge,
        $"{what} is too long to be sent: {length / 1048576.0:0.0} MiB; at most {MaximumLength / 1048576} MiB are sent");

    private static OfoxException Half(string text, int at, object what) => Failure.InvalidArgument(
        $"{what} cannot be sent: at position {at} it holds half of a surrogate pair (U+{(int)text[at]:X4})");

    // The index of the next half of a surrogate pair; -1 where there is none.
    private static int Fault(string text, int from, bool withNul)
    {
        for (int i = from; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    return i;
                }

                i++;
            }
            else if (withNul && text[i] == '\0')
            {
                return i;
            }
        }

        return -1;
    }
}
