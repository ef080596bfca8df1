using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Security;
using System.Text.RegularExpressions;
using OfoxPS.Core.Client;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Settings;

namespace OfoxPS.Shell.Mcp;

/// <summary>The description of an MCP server that is to be connected, from parameters or from a file.</summary>
internal sealed class McpEntry
{
    // Programs that start another one: the server is named after that one.
    private static readonly string[] Launchers = [
        "npx", "npm", "node", "uvx", "uv", "python", "python3", "dotnet", "docker", "bunx", "bun", "deno", "pwsh", "pipx"];

    // Names of files and folders that say nothing about the server.
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

    /// <summary>
    /// The name of the connection: the given one, else the host of the address, or the program or package that is started. It never comes
    /// from the server, which could pretend to be another one.
    /// </summary>
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

    /// <summary>Masks the secrets that the server is given: values whose name says so, SecureStrings and passwords.</summary>
    public Redactor Redactor => SecretsOfCall.RedactorOf(new CallOptions
    {
        Endpoint = Address ?? new Uri("http://localhost"),
        ApiKey = new SecureString(),
        Headers = Headers.Concat(Environment).Concat(_secrets).GroupBy(static one => one.Key)
            .ToDictionary(static one => one.Key, static one => one.First().Value),
        SecretHeaders = _secrets.Keys.ToArray(),
    });

    /// <summary>Adds a value that is masked whatever its name is.</summary>
    public void AddSecret(string value) => _secrets[$"secret {_secrets.Count}"] = value;

    /// <exception cref="OfoxException">A name or a value is invalid in the environment of a process.</exception>
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

    /// <exception cref="OfoxException">A name or a value is invalid in a header.</exception>
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

    /// <summary>Checks the address of a server.</summary>
    /// <param name="address">The address.</param>
    /// <param name="allowUnencrypted">Whether headers may be sent unencrypted over a network.</param>
    /// <exception cref="OfoxException">It is no absolute http or https address, holds a password, or is not encrypted.</exception>
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

        return address.Scheme == Uri.UriSchemeHttps || Endpoint.IsOfThisMachine(address) || allowUnencrypted ? address
            : throw new OfoxException(
                OfoxErrorKind.OfoxInsecureEndpoint,
                $"What is sent to the MCP server at {address.Host} would cross the network in the clear: its address is http, not https");
    }
}
