namespace OfoxPS.Core.Mcp;

/// <summary>The kinds of <see cref="McpNotice"/>.</summary>
internal enum McpNoticeKind
{
    /// <summary>For the verbose stream: a line of the server's stderr, or of its stdout that is no message.</summary>
    Verbose,

    /// <summary>For the warning stream.</summary>
    Warning,

    /// <summary>The progress of a call.</summary>
    Progress,
}
