using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Security;
using OfoxPS.Core.Client;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Settings;

/// <summary>Checks names and values of headers. A value may be a secret, so no message shows it.</summary>
internal static class HeaderCheck
{
    private const string TokenMarks = "!#$%&'*+-.^_`|~";

    /// <summary>The headers, each value as text, or as a SecureString where it was given as a secret.</summary>
    /// <exception cref="OfoxException">A name or a value is invalid in a header.</exception>
    public static OrderedDictionary Usable(IDictionary headers)
    {
        OrderedDictionary result = new(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry header in headers)
        {
            string name = Name($"{header.Key}");
            result[name] = Value(name, header.Value);
        }

        return result;
    }

    // An invalid name may hold the value too ("X-Api-Key: ..."), so it is not shown either.
    private static string Name(string name)
    {
        if (name.Length == 0)
        {
            throw Failure.InvalidArgument("A header has an empty name.");
        }

        int fault = name.TakeWhile(static c => c < 128 && (char.IsLetterOrDigit(c) || TokenMarks.IndexOf(c) >= 0)).Count();
        return fault < name.Length
            ? throw Failure.InvalidArgument(
                $"The name of a header holds '{TerminalText.OneLine(name[fault].ToString())}' at character {fault + 1}, "
                    + $"which no name may have. Give names and values apart: @{{ 'X-Name' = 'value' }}.")
            : name.StartsWith("content-", StringComparison.OrdinalIgnoreCase)
                ? throw Failure.InvalidArgument($"The header '{name}' is set from the request itself and cannot be given.")
                : name;
    }

    private static object Value(string name, object? value)
    {
        if (Unwrap.Items(value)
            .Any(static item => Unwrap.Value(item) is IDictionary or PSObject || (Unwrap.Value(item) is IEnumerable and not string)))
        {
            throw Failure.InvalidArgument($"The value of the header '{name}' is an object. A header is a text.");
        }

        bool isSecret = Unwrap.Items(value).Any(static item => item is SecureString or PSCredential);
        string text = string.Join(", ", Unwrap.Items(value).Select(static item =>
            (item as SecureString ?? (item as PSCredential)?.Password) is { } secret
                ? CredentialsHandler.Unwrap(secret)
                : LanguagePrimitives.ConvertTo<string>(item)));
        return text.All(static c => c is >= ' ' and <= '~' or '\t')
            ? isSecret ? Secret.Wrap(text) ?? (object)text : text
            : throw Failure.InvalidArgument($"The value of the header '{name}' contains a line break or a character that is not ASCII.");
    }
}
