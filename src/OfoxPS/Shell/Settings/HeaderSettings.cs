using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Security;
using OfoxPS.Core.Client;

namespace OfoxPS.Shell.Settings;

/// <summary>The headers that settings add to a request.</summary>
internal static class HeaderSettings
{
    /// <summary>The headers as text, and the names of those that were given as secrets.</summary>
    public static (Dictionary<string, string> Headers, HashSet<string> Secret) Of(RequestSettings settings)
    {
        HashSet<string> secret = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry header in settings.Get<IDictionary>("Header") ?? new Hashtable())
        {
            string name = Convert.ToString(header.Key, CultureInfo.InvariantCulture)!;
            headers[name] = header.Value is SecureString wrapped ? CredentialsHandler.Unwrap(wrapped) : Convert.ToString(header.Value, CultureInfo.InvariantCulture) ?? string.Empty;
            if (header.Value is SecureString)
            {
                secret.Add(name);
            }
        }

        return (headers, secret);
    }
}
