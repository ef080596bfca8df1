using System;
using System.IO;
using System.Management.Automation;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Reading;

/// <summary>An input in a few words, so that a person knows which of many is meant.</summary>
internal static class InputName
{
    private const int Longest = 40;

    /// <summary>The name of a file, the beginning of a text, or what the object calls itself; null for several objects, or where it says nothing.</summary>
    public static string? Of(object? source)
    {
        try
        {
            return Unwrap.Value(source) switch
            {
                null or Array or ChatMessage or ChatCompletion => null,
                FileInfo file => file.Name,
                string text => $"'{Line(text)}'",
                PSObject custom => Line(AddedProperties.Remove(custom)!.ToString()!),
                { } other => Line(LanguagePrimitives.ConvertTo<string>(other)),
            };
        }
        catch (Exception)
        {
            // An object whose own words fail is asked about all the same.
            return null;
        }
    }

    /// <summary>The name of a file; null for any other input. A log that holds no text of the user's says no more than this.</summary>
    public static string? OfFile(object? source) => Unwrap.Value(source) is FileInfo file ? Of(file) : null;

    private static string Line(string text) => TerminalText.OneLine(TerminalText.Truncate(text.Trim(), Longest));
}
