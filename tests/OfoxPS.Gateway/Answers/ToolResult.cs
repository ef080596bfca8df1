namespace OfoxPS.Gateway.Answers;

internal sealed record ToolResult(string Name, string Content);
