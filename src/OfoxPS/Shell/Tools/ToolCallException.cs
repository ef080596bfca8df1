namespace OfoxPS.Shell.Tools;

/// <summary>A tool call that is not run; its message is the answer to the model.</summary>
internal sealed class ToolCallException(string message) : Exception(message)
{
}
