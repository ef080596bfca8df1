using System;

namespace OfoxPS.Shell.Tools;

/// <summary>A call that is not carried out; its message is the model's answer.</summary>
internal sealed class ToolCallException : Exception
{
    public ToolCallException(string message)
        : base(message)
    {
    }
}
