using System.Collections;
using System.Collections.Specialized;
using System.Security;
using OfoxPS.Core.Client;

namespace OfoxPS.Shell.Settings;

/// <summary>
/// The headers that settings add to a request: those of the environment, the configuration and the parameter; later ones replace
/// earlier ones.
/// </summary>
internal static class HeaderSettings
{
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
            return HeaderCheck.Usable(
                place as IDictionary
                    ?? throw Failure.InvalidArgument("They are not a JSON object of names and values, as in {\"X-Team\":\"blue\"}."));
        }
        catch (OfoxException failure)
        {
            // Headers of a parameter were checked when it was bound.
            throw Failure.InvalidArgument($"The headers of {source} cannot be used. {failure.Message}");
        }
    }
}
