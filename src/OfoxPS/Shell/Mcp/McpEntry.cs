using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Text.RegularExpressions;
using OfoxPS.Core.Client;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Settings;

namespace OfoxPS.Shell.Mcp;

/// <summary>A server as a user describes it, by parameters or in a file.</summary>
internal sealed class McpEntry
{
    // What starts other programs by their names gives a server no name.
    private static readonly string[] Launchers = [
        "npx", "npm", "node", "uvx", "uv", "python", "python3", "dotnet", "docker", "bunx", "bun", "deno", "pwsh", "pipx"];

    // What programs and their folders are called in every package.
    private static readonly string[] Places = ["index", "main", "server", "dist", "build", "src", "bin", "."];

    private readonly Dictionary<string, string> _secrets = [];

    /// <summary>The name that the user gives it; null if none.</summary>
    public string? Name { get; init; }

    public string? Command { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public string? WorkingDirectory { get; init; }

    public Uri? Address { get; init; }

    public Dictionary<string, string> Environment { get; } = [];

    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>A name for it that comes from what the user wrote, never from what the server says.</summary>
    public string DefaultName
    {
        get
        {
            if (Name is not null || Address is not null)
            {
                return Name ?? Address!.Host;
            }

            string program = Path.GetFileNameWithoutExtension(Command!);
            string? package = Launchers.Contains(program, StringComparer.OrdinalIgnoreCase)
                ? Arguments.FirstOrDefault(
                    static argument => argument.Length > 0 && argument[0] != '-' && argument is not ("run" or "exec" or "tool"))
                : null;
            return Enumerable.Reverse((package ?? program).Split('/', '\\'))
                .Select(static part => Regex.Replace(part, @"(?<=.)@.*$|\.(js|mjs|cjs|py|dll|exe|ps1)$", string.Empty))
                .FirstOrDefault(static part => part.Length > 0 && !Places.Contains(part, StringComparer.OrdinalIgnoreCase)) ?? program;
        }
    }

    /// <summary>Masks what the server was given as a secret: values that are so by their name or by their type.</summary>
    public Redactor Redactor => SecretsOfCall.RedactorOf(new CallOptions
    {
        Endpoint = Address ?? new Uri("http://localhost"),
        ApiKey = new SecureString(),
        Headers = Headers.Concat(Environment).Concat(_secrets).GroupBy(static one => one.Key)
            .ToDictionary(static one => one.Key, static one => one.First().Value),
        SecretHeaders = _secrets.Keys.ToArray(),
    });

    /// <summary>A value that appears nowhere, whatever it is called.</summary>
    public void AddSecret(string value) => _secrets[$"secret {_secrets.Count}"] = value;

    /// <exception cref="OfoxException">A name or a value cannot be one.</exception>
    public void AddEnvironment(IDictionary variables)
    {
        foreach (DictionaryEntry variable in variables)
        {
            string name = $"{variable.Key}";
            if (name.Length == 0 || name.IndexOfAny(['=', '\0']) >= 0)
            {
                throw Failure.InvalidArgument($"'{TerminalText.OneLine(name)}' cannot be the name of a variable of the environment");
            }

            object? value = Unwrap.Value(variable.Value);
            SecureString? secret = value as SecureString ?? (value as PSCredential)?.Password;
            string text = secret is not null
                ? CredentialsHandler.Unwrap(secret)
                : LanguagePrimitives.ConvertTo<string>(value) ?? string.Empty;
            Environment[name] = text.IndexOf('\0') < 0
                ? text
                : throw Failure.InvalidArgument($"The value of the variable '{name}' holds a NUL character");
            if (secret is not null)
            {
                AddSecret(text);
            }
        }
    }

    /// <exception cref="OfoxException">A name or a value cannot be one.</exception>
    public void AddHeaders(IDictionary headers)
    {
        OrderedDictionary usable = HeaderSettings.Usable(headers);
        foreach (string name in usable.Keys)
        {
            Headers[name] = usable[name] is SecureString secret ? CredentialsHandler.Unwrap(secret) : (string)usable[name]!;
            if (usable[name] is SecureString)
            {
                AddSecret(Headers[name]);
            }
        }
    }

    /// <summary>The address of a server, checked.</summary>
    /// <exception cref="OfoxException">It cannot be one, or would take headers over a network in the clear.</exception>
    public static Uri CheckedAddress(Uri address, bool allowUnencrypted)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            throw Failure.InvalidArgument("The address of an MCP server must be an absolute http or https address");
        }

        if (address.UserInfo.Length > 0)
        {
            throw Failure.InvalidArgument(
                "The address of an MCP server must not hold a user name or password: give credentials with -Header");
        }

        return address.Scheme == Uri.UriSchemeHttps || Loopback.Is(address) || allowUnencrypted ? address
            : throw new OfoxException(
                OfoxErrorKind.OfoxInsecureEndpoint,
                $"What is sent to the MCP server at {address.Host} would cross the network in the clear: its address is http, not https");
    }
}
