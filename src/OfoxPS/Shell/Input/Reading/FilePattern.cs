using System.Management.Automation;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Settings;

namespace OfoxPS.Shell.Input.Reading;

/// <summary>Finds the files of a path that may have wildcards. An existing file wins, even with wildcard characters in its name.</summary>
internal static class FilePattern
{
    private const int LongestWords = 300;

    /// <param name="cmdlet">The cmdlet, whose session resolves the path.</param>
    /// <param name="text">The path as it was given.</param>
    /// <param name="what">What the file is, in an error: image, checkpoint, log.</param>
    /// <param name="exists">Whether a file that can be used exists at a full path.</param>
    /// <returns>Full paths, at least one.</returns>
    /// <exception cref="OfoxException">Nothing matches, or the pattern is invalid.</exception>
    public static string[] Find(PSCmdlet cmdlet, string text, string what, Func<string, bool> exists)
    {
        string literal = SessionFolder.Full(cmdlet.SessionState.Path, text, $"The {what}");
        string unescaped = WildcardPattern.Unescape(literal);
        if (IsThere(literal, exists) || (!WildcardPattern.ContainsWildcardCharacters(text) && !IsThere(unescaped, exists)))
        {
            return [literal];
        }

        if (IsThere(unescaped, exists))
        {
            return [unescaped];
        }

        try
        {
            string[] found =
            [
                .. cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(text, out _)
                    .Where(exists).OrderBy(static path => path, StringComparer.Ordinal),
            ];
            return found.Length > 0 ? found : throw Failure.NoFile(what, text);
        }
        catch (ItemNotFoundException error)
        {
            throw Failure.NoFile(what, TerminalText.Truncate(text, LongestWords), error);
        }
        catch (Exception error) when (error is RuntimeException or NotSupportedException or ArgumentException or IOException
            or UnauthorizedAccessException)
        {
            string reason = TerminalText.Truncate(error.Message, LongestWords);
            throw Failure.CannotRead(what, TerminalText.Truncate(text, LongestWords), reason, error);
        }
    }

    // A pattern may be no valid path.
    private static bool IsThere(string path, Func<string, bool> exists)
    {
        try
        {
            return exists(path);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
