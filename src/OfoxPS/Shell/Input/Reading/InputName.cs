using System.Management.Automation;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Reading;

/// <summary>Names an input in messages, so that a person knows which of many is meant.</summary>
internal static class InputName
{
    private const int Longest = 40;

    /// <summary>
    /// The name of a file, the beginning of a text, or the text of an object; null for several objects, or for one without a text of
    /// its own.
    /// </summary>
    public static string? Of(object? source)
    {
        try
        {
            return Unwrap.Value(source) switch
            {
                null or Array or ChatMessage or ChatCompletion => null,
                FileInfo file => file.Name,
                string text => $"'{Line(text)}'",
                PSObject custom => Line(ObjectProperties.WithoutAdded(custom)!.ToString()!),
                { } other => Line(LanguagePrimitives.ConvertTo<string>(other)),
            };
        }
        catch (Exception)
        {
            // An object whose ToString fails is sent without a name.
            return null;
        }
    }

    /// <summary>The name of a file; null for any other input, because a log must not hold a text of the user.</summary>
    public static string? OfFile(object? source) => Unwrap.Value(source) is FileInfo file ? Of(file) : null;

    private static string Line(string text) => TerminalText.OneLine(TerminalText.Truncate(text.Trim(), Longest));
}
