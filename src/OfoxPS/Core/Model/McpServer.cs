using OfoxPS.Core.Mcp;
using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>A connection to an MCP server, and the tools that it had when the connection was made.</summary>
public sealed class McpServer
{
    private volatile bool _isClosed;

    internal McpServer(string name, IMcpConnection connection, McpInbox inbox)
    {
        Name = name;
        Inbox = inbox;
        Connection = connection;
        ServerName = Line(connection.ServerName);
        Version = Line(connection.ServerVersion);
        ProtocolVersion = Line(connection.ProtocolVersion);
        Instructions = connection.Instructions is { } text ? TerminalText.Sanitize(text) : null;
    }

    /// <summary>What it is called here.</summary>
    public string Name { get; }

    /// <summary>The name that the server gives itself; null if it says none.</summary>
    public string? ServerName { get; }

    /// <summary>The version that the server gives itself; null if it says none.</summary>
    public string? Version { get; }

    /// <summary>The revision of the Model Context Protocol that is spoken with it, a date.</summary>
    public string? ProtocolVersion { get; }

    /// <summary>What the server says about its use; null if nothing. No model is sent it unless the script does that.</summary>
    public string? Instructions { get; }

    /// <summary>Its tools, by their names here.</summary>
    public ChatToolCollection Tools { get; } = [];

    /// <summary>Connected; Disconnected once the connection was closed here; Failed where the server is gone.</summary>
    public string State => _isClosed ? "Disconnected" : Connection.Ended is null ? "Connected" : "Failed";

    /// <summary>The way to it.</summary>
    internal IMcpConnection Connection { get; }

    /// <summary>What it says beside its answers.</summary>
    internal McpInbox Inbox { get; }

    /// <summary>Ends the connection, and the server's process with all that it started.</summary>
    internal void Close()
    {
        _isClosed = true;
        Connection.Dispose();
    }

    // It is shown wherever the server is, so what it says of itself is a text that a terminal can show.
    private static string? Line(string? text) => text is null ? null : TerminalText.OneLine(text);

    /// <summary>The name of it here.</summary>
    public override string ToString() => Name;
}
