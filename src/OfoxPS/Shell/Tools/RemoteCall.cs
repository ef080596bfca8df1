using System.Diagnostics;

namespace OfoxPS.Shell.Tools;

/// <summary>A call of a remote tool that has begun, or that was refused.</summary>
internal sealed class RemoteCall(IRemoteTool tool, ChatToolCall call, ToolInvocation invocation)
{
    public IRemoteTool Tool => tool;

    public ChatToolCall Call => call;

    public ToolInvocation Invocation => invocation;

    public Stopwatch Clock { get; } = Stopwatch.StartNew();

    /// <summary>The running call; null if it was refused.</summary>
    public Task<RemoteResult>? Task { get; set; }

    /// <summary>The images of the result.</summary>
    public IReadOnlyList<ChatMedia> Images { get; set; } = [];
}
