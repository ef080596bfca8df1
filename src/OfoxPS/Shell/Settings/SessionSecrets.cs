using System.Security;
using OfoxPS.Core.Client;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Settings;

/// <summary>What a tool of the session can see and neither a model nor a server of tools shall be told.</summary>
internal static class SessionSecrets
{
    /// <summary>
    /// The variables of the environment that hold secrets of this module: keys, headers, and an address whose query may hold one. A program
    /// that is started for a model does not get them.
    /// </summary>
    public static readonly IReadOnlyList<string> Variables =
        [.. new[] { "ApiKey", "Header", "BaseUri" }.Select(static name => EnvironmentSettings.VariableOf(name))];

    /// <summary>Masks the secrets of a call, and every key that the settings hold, also where another one is used.</summary>
    public static Func<string, string> CleanOf(RequestSettings settings)
    {
        CallOptions call = CallSettings.PreviewOf(settings);
        Redactor[] redactors = [
            .. settings.All("ApiKey").Select(static key => key as SecureString ?? (key as NamedSecret)?.IfRead).OfType<SecureString>()
            .Append(call.ApiKey).Select(key => SecretsOfCall.RedactorOf(call with { ApiKey = key }))];

        // Reading the secrets costs more than a short text does, and a text that is shorter than all of them holds none.
        int shortest = redactors.Min(static redactor => redactor.ShortestLength);
        return text => text.Length < shortest ? text : redactors.Aggregate(text, static (cleaned, redactor) => redactor.Clean(cleaned));
    }
}
