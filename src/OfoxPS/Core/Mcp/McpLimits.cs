namespace OfoxPS.Core.Mcp;

/// <summary>How much an MCP server may send.</summary>
internal static class McpLimits
{
    /// <summary>Bytes of one message, and of one answer over HTTP.</summary>
    public const int MessageBytes = 16 * 1024 * 1024;

    /// <summary>Bytes that a server may write to its stdout beside its messages.</summary>
    public const int NoiseBytes = 1024 * 1024;

    /// <summary>Levels of JSON in one message. The SDK reads no more.</summary>
    public const int Depth = 64;

    /// <summary>Tools of one server.</summary>
    public const int Tools = 1000;

    /// <summary>Characters of a line of stderr; the rest of the line is left out.</summary>
    public const int ErrorLine = 2000;
}
