using System.Collections.Specialized;
using System.Text.RegularExpressions;
using OfoxPS.Core.Client;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Mcp;

/// <summary>
/// A JSON file that describes MCP servers, as editors and other programs write it: <c>mcpServers</c> or <c>servers</c>, with one object for
/// each server. Variables of the environment are inserted; nothing in it is run but the commands of the servers that are connected.
/// </summary>
internal sealed class McpConfigurationFile(string path, OrderedDictionary servers)
{
    // A variable in a text; in the group "wrong" what another program would take for one, or would run.
    private static readonly Regex Variable = new(
        @"\$\{(?<env>env:)?(?<name>[A-Za-z_][A-Za-z0-9_]*)(:-(?<default>[^}]*))?\}|(?<wrong>\$\{[^}]*\}?|\$\([^)]*\)?|`[^`]*`)",
        RegexOptions.CultureInvariant);

    /// <summary>The names of the servers, in the order of the file.</summary>
    public IEnumerable<string> Names => servers.Keys.Cast<string>();

    /// <exception cref="OfoxException">The file cannot be read, or describes no servers.</exception>
    public static McpConfigurationFile Read(string path)
    {
        OrderedDictionary root = JsonTree.ParseObject(WithoutComments(UserFile.ReadText(path, "configuration")))
            ?? throw Failure.CannotRead("configuration", path, "it is no JSON object");
        return (root["mcpServers"] ?? root["servers"]) is OrderedDictionary servers ? new McpConfigurationFile(path, servers)
            : throw Failure.CannotRead("configuration", path, "it has neither an object mcpServers nor an object servers");
    }

    /// <summary>Whether an entry has an <c>${input:...}</c>, for which an editor would ask its user.</summary>
    public bool NeedsInput(string name) => Texts(servers[name]).Any(static text => text.Contains("${input:"));

    /// <summary>Reads the entry of one server.</summary>
    /// <exception cref="OfoxException">The entry cannot be used.</exception>
    public McpEntry Entry(string name, bool allowUnencrypted)
    {
        OrderedDictionary fields = servers[name] as OrderedDictionary ?? throw Wrong(name, "it is no object");
        List<string> secrets = [];
        string? address = Text(name, fields, "url", secrets) ?? Text(name, fields, "serverUrl", secrets);
        string? command = Text(name, fields, "command", secrets);
        if (fields.Contains("envFile"))
        {
            throw Wrong(name, "it names an envFile, which is not read: put the variables into env");
        }

        if ((address is null) == (command is null))
        {
            throw Wrong(name, "it has no command and no url, or both");
        }

        McpEntry entry = new()
        {
            Name = name,
            Command = command,
            Arguments = [.. (fields["args"] as object?[] ?? []).Select(argument => Expand(name, $"{argument}", secrets))],
            WorkingDirectory = Text(name, fields, "cwd", secrets),
            Address = address is null ? null
                : Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) ? McpEntry.CheckedAddress(uri, allowUnencrypted)
                : throw Wrong(name, "its url is no absolute address"),
        };
        entry.AddEnvironment(Values(name, fields["env"], secrets));
        entry.AddHeaders(Values(name, fields["headers"], secrets));
        secrets.ForEach(entry.AddSecret);
        return entry;
    }

    // Removes comments and trailing commas, which editors allow in these files.
    private static string WithoutComments(string json) =>
        Regex.Replace(
            json,
            "\"(?:\\\\.|[^\"\\\\])*\"|(?<comment>//[^\\n]*|/\\*[\\s\\S]*?\\*/)|(?<comma>,)(?=(?:\\s|//[^\\n]*|/\\*[\\s\\S]*?\\*/)*[}\\]])",
            static match => match.Groups["comment"].Success || match.Groups["comma"].Success ? " " : match.Value);

    private static IEnumerable<string> Texts(object? value) => value switch
    {
        string text => [text],
        object?[] list => list.SelectMany(Texts),
        OrderedDictionary fields => fields.Values.Cast<object?>().SelectMany(Texts),
        _ => [],
    };

    private string? Text(string name, OrderedDictionary fields, string field, List<string> secrets) =>
        fields[field] is string text ? Expand(name, text, secrets) : null;

    private OrderedDictionary Values(string name, object? fields, List<string> secrets)
    {
        OrderedDictionary values = new();
        foreach (string field in (fields as OrderedDictionary ?? []).Keys)
        {
            values[field] = Expand(name, $"{((OrderedDictionary)fields!)[field]}", secrets);
        }

        return values;
    }

    private string Expand(string name, string text, List<string> secrets) => Variable.Replace(text, match =>
    {
        if (match.Groups["wrong"].Success)
        {
            throw Wrong(
                name,
                $"'{match.Value}' is none of the forms ${{NAME}}, ${{NAME:-default}} and "
                    + $"${{env:NAME}}; nothing else is put in, and nothing is run");
        }

        string variable = match.Groups["name"].Value;
        string? value = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(value))
        {
            return match.Groups["default"].Success ? match.Groups["default"].Value : throw Wrong(name, $"$env:{variable} is not set");
        }

        if (SecretName.Says(variable))
        {
            secrets.Add(value!);
        }

        return value!;
    });

    private OfoxException Wrong(string name, string problem) =>
        Failure.InvalidArgument($"The server '{name}' in '{path}' cannot be used: {problem}");
}
