using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Security;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Settings;

/// <summary>
/// An API key as the name of a secret of Microsoft.PowerShell.SecretManagement. Get-Secret reads it when the first request needs
/// it, and once per runspace, because a vault may prompt for its password.
/// </summary>
internal sealed class NamedSecret(string name)
{
    private static readonly ConditionalWeakTable<Runspace, Dictionary<string, SecureString>> Known = new();

    /// <summary>The name of the secret.</summary>
    public string Name { get; } = name;

    /// <summary>The key.</summary>
    /// <exception cref="OfoxException">There is no such secret, it is not text, or there is no Get-Secret.</exception>
    public SecureString Read()
    {
        Dictionary<string, SecureString> known = Known.GetOrCreateValue(Runspace.DefaultRunspace);
        return known.TryGetValue(Name, out SecureString? read) ? read : known[Name] = Ask();
    }

    /// <summary>The key where it has been read in this runspace; null where it has not.</summary>
    public SecureString? IfRead =>
        Known.TryGetValue(Runspace.DefaultRunspace, out Dictionary<string, SecureString>? known)
            && known.TryGetValue(Name, out SecureString? read)
            ? read
            : null;

    private SecureString Ask()
    {
        object?[] found;
        try
        {
            using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
            found = [
                .. shell.AddCommand("Get-Secret").AddParameter("Name", Name).AddParameter("ErrorAction", ActionPreference.Stop).Invoke()
                    .Select(Unwrap.Value)];
        }
        catch (CommandNotFoundException error)
        {
            OfoxException missing = Missing("cannot be read: this session has no Get-Secret", error);
            missing.Remedy =
                "Install-Module Microsoft.PowerShell.SecretManagement, and a vault such as "
                    + "Microsoft.PowerShell.SecretStore. Or set $env:OFOX_API_KEY.";
            throw missing;
        }
        catch (RuntimeException error)
        {
            throw Missing($"cannot be read: {error.Message}", error);
        }

        return found.Length != 1 ? throw Missing(found.Length == 0 ? "is not there" : "is there more than once")
            : found[0] switch
            {
                SecureString secret => secret.Copy(),
                PSCredential credential => credential.Password,
                string text when Secret.Wrap(text) is { } wrapped => wrapped,
                _ => throw Missing("is no text"),
            };
    }

    private OfoxException Missing(string reason, RuntimeException? error = null) =>
        new(OfoxErrorKind.OfoxMissingApiKey, $"The secret '{Name}', which has the API key, {reason}", error);
}
