using OfoxPS.Core.Text;

namespace OfoxPS.Core.Mcp;

/// <summary>How an MCP server is reached: as a program that is started, or at an address.</summary>
internal sealed record McpSettings
{
    /// <summary>The file of the program; null for a server at an address.</summary>
    public string? FileName { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables of the program's environment, beside those of this process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Variables of this process that the program does not get, unless they are in <see cref="Environment"/>.</summary>
    public IReadOnlyList<string> WithheldVariables { get; init; } = [];

    /// <summary>The folder in which the program starts.</summary>
    public string WorkingDirectory { get; init; } = string.Empty;

    /// <summary>The address of the server; null for a program.</summary>
    public Uri? Address { get; init; }

    /// <summary>Headers of each request to the address.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The longest that the connection, and each call, may take.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>Masks the secrets that the server was given.</summary>
    public Redactor Redactor { get; init; } = new(static () => []);

    /// <summary>The version of this module, which the server is told.</summary>
    public string ClientVersion { get; init; } = string.Empty;
}
