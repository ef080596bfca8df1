namespace OfoxPS.Core.Text;

/// <summary>
/// Finds a secret in text. Only what can be a secret is looked for, and only as a whole token: people use words such as <c>none</c> or
/// <c>test</c> as the key of a local server, and an answer that is kept must stay the answer that was paid for.
/// </summary>
internal static class SecretText
{
    /// <summary>The number of characters from which any text is treated as a secret.</summary>
    private const int LongEnough = 16;

    /// <summary>Characters from which on letters and digits together can be a secret; nothing shorter can.</summary>
    public const int LongEnoughMixed = 8;

    /// <summary>Whether a text can be a secret: long, or of letters and digits.</summary>
    public static bool IsPossible(string text) => text.Length >= LongEnough || (text.Length >= LongEnoughMixed && IsMixed(text));

    /// <summary>Where a secret stands at a place of a text, as it is or with characters escaped as in JSON.</summary>
    /// <returns>How many characters it takes there; 0 where it does not stand there.</returns>
    public static int LengthAt(string text, int at, string secret)
    {
        int length = Literal(text, at, secret);
        length = length > 0 ? length : Escaped(text, at, secret);
        return length > 0 && IsToken(text, at, at + length, secret) ? length : 0;
    }

    private static int Literal(string text, int at, string secret) =>
        at + secret.Length <= text.Length && string.CompareOrdinal(text, at, secret, 0, secret.Length) == 0 ? secret.Length : 0;

    private static int Escaped(string text, int at, string secret)
    {
        int end = at;
        foreach (char c in secret)
        {
            int step = end >= text.Length ? 0
                : text[end] != '\\' ? (text[end] == c ? 1 : 0)
                : end + 1 < text.Length && text[end + 1] == c && c != 'u' ? 2
                : JsonStrings.UnitAt(text, end) == c ? 6
                : 0;
            if (step == 0)
            {
                return 0;
            }

            end += step;
        }

        return end - at;
    }

    // What no word looks like may stand in one: a server that joins texts must not hide a key.
    private static bool IsToken(string text, int start, int end, string secret) =>
        (secret.Length >= LongEnough && IsMixed(secret))
        || ((!IsWord(secret[0]) || !IsWordBefore(text, start))
            && (!IsWord(secret[secret.Length - 1]) || end >= text.Length || !IsWord(text[end])));

    // The n of \n is no letter of a word, and neither are the digits of an escaped character.
    private static bool IsWordBefore(string text, int at)
    {
        if (at == 0)
        {
            return false;
        }

        return at >= 6 && JsonStrings.UnitAt(text, at - 6) is { } unit ? IsWord(unit)
            : !(at >= 2 && text[at - 2] == '\\' && text[at - 1] is ('n' or 'r' or 't' or 'b' or 'f')) && IsWord(text[at - 1]);
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static bool IsMixed(string text) => text.Any(char.IsLetter) && text.Any(char.IsDigit);
}
