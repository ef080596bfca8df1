namespace OfoxPS.Core.Mcp;

/// <summary>
/// The notices of an MCP server that have not been written to a pipeline yet. They come on any thread, and are written on the pipeline's.
/// </summary>
internal sealed class McpInbox
{
    // The most notices that are kept; beyond it the oldest are dropped.
    private const int Longest = 200;

    private readonly object _lock = new();
    private readonly Queue<McpNotice> _waiting = new();
    private McpNotice? _progress;
    private TaskCompletionSource<bool> _next = New();

    /// <summary>Ends when there is something to take.</summary>
    public Task Next
    {
        get
        {
            lock (_lock)
            {
                return _next.Task;
            }
        }
    }

    public void Add(McpNotice notice)
    {
        lock (_lock)
        {
            if (notice.Kind == McpNoticeKind.Progress)
            {
                // The last one says it all.
                _progress = notice;
            }
            else
            {
                _waiting.Enqueue(notice);
                if (_waiting.Count > Longest)
                {
                    _waiting.Dequeue();
                }
            }

            _next.TrySetResult(true);
        }
    }

    /// <summary>Takes all that there is.</summary>
    public IReadOnlyList<McpNotice> Take()
    {
        lock (_lock)
        {
            List<McpNotice> taken = [.. _waiting];
            if (_progress is not null)
            {
                taken.Add(_progress);
            }

            _waiting.Clear();
            _progress = null;
            _next = _next.Task.IsCompleted ? New() : _next;
            return taken;
        }
    }

    private static TaskCompletionSource<bool> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
