using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Security;
using OfoxPS.Core.Client;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Settings;

/// <summary>
/// The headers that settings add to a request: those of the environment, the configuration and the parameter; later ones replace
/// earlier ones. Their names and values are checked; a value may be a secret, so no message shows it.
/// </summary>
internal static class HeaderSettings
{
    // The characters of a name beside letters and digits (RFC 9110, section 5.6.2).
    private const string TokenMarks = "!#$%&'*+-.^_`|~";

    /// <summary>The headers as text, and the names of those that were given as secrets.</summary>
    /// <exception cref="OfoxException">The environment variable does not hold headers.</exception>
    public static (Dictionary<string, string> Headers, HashSet<string> Secret) Of(RequestSettings settings)
    {
        HashSet<string> secret = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (object place in settings.All("Header"))
        {
            foreach (DictionaryEntry header in Read(place))
            {
                string name = (string)header.Key;
                secret.Remove(name);
                headers.Remove(name);
                string value = header.Value is SecureString wrapped ? CredentialsHandler.Unwrap(wrapped) : (string)header.Value!;

                // An empty Authorization is kept: it keeps the module from writing the key there, for servers that take it in
                // another header.
                if (value.Length == 0 && !name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                headers[name] = value;
                if (header.Value is SecureString)
                {
                    secret.Add(name);
                }
            }
        }

        return (headers, secret);
    }

    private static OrderedDictionary Read(object place)
    {
        string source = EnvironmentSettings.SourceOf("Header");
        try
        {
            return Usable(
                place as IDictionary
                    ?? throw Failure.InvalidArgument("They are not a JSON object of names and values, as in {\"X-Team\":\"blue\"}."));
        }
        catch (OfoxException failure)
        {
            // Headers of a parameter were checked when it was bound.
            throw Failure.InvalidArgument($"The headers of {source} cannot be used. {failure.Message}");
        }
    }

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
