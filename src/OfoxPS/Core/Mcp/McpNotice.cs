namespace OfoxPS.Core.Mcp;

/// <summary>Something that an MCP server says beside its answers.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text.</param>
/// <param name="Percent">How much of a call is done, from 0 to 100; -1 where that is not known.</param>
internal sealed record McpNotice(McpNoticeKind Kind, string Text, int Percent = -1);
