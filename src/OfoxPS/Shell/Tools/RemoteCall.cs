using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;

namespace OfoxPS.Shell.Tools;

/// <summary>A call of a remote tool that was begun, or refused before that.</summary>
internal sealed class RemoteCall
{
    public RemoteCall(IRemoteTool tool, ChatToolCall call, ToolInvocation invocation)
    {
        Tool = tool;
        Call = call;
        Invocation = invocation;
    }

    public IRemoteTool Tool { get; }

    public ChatToolCall Call { get; }

    public ToolInvocation Invocation { get; }

    public Stopwatch Clock { get; } = Stopwatch.StartNew();

    /// <summary>The call on its way; null where it was refused.</summary>
    public Task<RemoteResult>? Task { get; set; }

    /// <summary>The images that it brought.</summary>
    public IReadOnlyList<ChatMedia> Images { get; set; } = [];
}
