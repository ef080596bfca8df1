using System.Management.Automation;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Mcp;

/// <summary>
/// The choice of tools by -IncludeTool, -ExcludeTool and -AllowTool: which tools of a server are offered, and which run without a question.
/// A pattern matches the name of a tool at its server, or the name that models are told.
/// </summary>
/// <param name="include">-IncludeTool: only these; null for all.</param>
/// <param name="exclude">-ExcludeTool: not these.</param>
/// <param name="allow">-AllowTool: these run without a question.</param>
internal sealed class McpToolChoice(string[]? include, string[]? exclude, string[]? allow)
{
    // How many names an error lists: a server may have very many tools.
    private const int MostListed = 20;

    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a tool of a server is offered to models; <paramref name="mapped"/> is the name that they are told.</summary>
    public bool Includes(string name, string mapped)
    {
        _seen.Add(name);
        _seen.Add(mapped);
        return (include is null || Match(include, name, mapped)) && !Match(exclude, name, mapped);
    }

    /// <summary>Whether a tool runs without a question.</summary>
    public bool Allows(string name, string mapped) => Match(allow, name, mapped);

    /// <summary>Checks, after all tools were asked about, that each name without wildcards is that of a tool.</summary>
    /// <exception cref="OfoxException">A name is that of no tool.</exception>
    public void Check()
    {
        foreach ((string parameter, string[]? names) in new[] { ("IncludeTool", include), ("ExcludeTool", exclude), ("AllowTool", allow) })
        {
            if ((names ?? []).FirstOrDefault(
                name => !WildcardPattern.ContainsWildcardCharacters(name) && !_seen.Contains(name)) is { } unknown)
            {
                throw Failure.InvalidArgument($"-{parameter}: there is no tool '{unknown}'. {Advice(unknown)}");
            }
        }
    }

    private string Advice(string unknown) => NearestName.Of(unknown, _seen) is { } near ? $"Did you mean {near}?"
        : _seen.Count == 0 ? "There are no tools at all"
        : $"The tools are: {string.Join(", ", _seen.Take(MostListed))}{(_seen.Count > MostListed ? ", ..." : string.Empty)}";

    private static bool Match(string[]? patterns, string name, string mapped) => (patterns ?? []).Any(pattern =>
        WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase) is var wildcard && (wildcard.IsMatch(name) || wildcard.IsMatch(mapped)));
}
