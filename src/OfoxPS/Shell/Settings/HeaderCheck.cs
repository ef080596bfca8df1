using System;
using System.Collections;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using System.Security;
using OfoxPS.Core.Client;
using OfoxPS.Shell.Conversion;

namespace OfoxPS.Shell.Settings;

/// <summary>Whether names and values can be headers. A value may be a secret, so no message shows it.</summary>
internal static class HeaderCheck
{
    private const string TokenMarks = "!#$%&'*+-.^_`|~";

    /// <summary>The headers, each value as text, or as a SecureString where it was given as a secret.</summary>
    /// <exception cref="OfoxException">A name or a value cannot be one.</exception>
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

    private static string Name(string name)
    {
        bool isToken = name.Length > 0 && name.All(static c => c < 128 && (char.IsLetterOrDigit(c) || TokenMarks.IndexOf(c) >= 0));
        return !isToken ? throw Failure.InvalidArgument($"'{name}' cannot be the name of a header.")
            : name.StartsWith("content-", StringComparison.OrdinalIgnoreCase)
                ? throw Failure.InvalidArgument($"The header '{name}' is set from the request itself and cannot be given.")
                : name;
    }

    private static object Value(string name, object? value)
    {
        bool isSecret = Unwrap.Items(value).Any(static item => item is SecureString or PSCredential);
        string text = string.Join(", ", Unwrap.Items(value).Select(static item =>
            (item as SecureString ?? (item as PSCredential)?.Password) is { } secret ? CredentialsHandler.Unwrap(secret) : LanguagePrimitives.ConvertTo<string>(item)));
        return text.All(static c => c is >= ' ' and <= '~' or '\t')
            ? isSecret ? Secret.Wrap(text) ?? (object)text : text
            : throw Failure.InvalidArgument($"The value of the header '{name}' contains a line break or a character that is not ASCII.");
    }
}
