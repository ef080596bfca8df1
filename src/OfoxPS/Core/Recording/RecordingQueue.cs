namespace OfoxPS.Core.Recording;

/// <summary>
/// What is to be recorded, in the order in which it came. It is written on another thread, all that waits at once, so that a request does
/// not wait for the file of the one before.
/// </summary>
/// <param name="write">Writes some recordings. It throws nothing.</param>
internal sealed class RecordingQueue(Action<IReadOnlyList<Recording>> write)
{
    // Whoever records faster than the disk writes waits for it.
    private const int Longest = 256;

    private readonly object _sync = new();
    private List<Recording> _waiting = [];
    private bool _isWriting;

    public void Add(Recording recording)
    {
        lock (_sync)
        {
            while (_waiting.Count >= Longest)
            {
                Monitor.Wait(_sync);
            }

            _waiting.Add(recording);
            if (!_isWriting)
            {
                _isWriting = true;
                ThreadPool.UnsafeQueueUserWorkItem(static queue => ((RecordingQueue)queue!).Write(), this);
            }
        }
    }

    /// <summary>Waits until all is written.</summary>
    public void Flush()
    {
        lock (_sync)
        {
            while (_isWriting)
            {
                Monitor.Wait(_sync);
            }
        }
    }

    private void Write()
    {
        while (true)
        {
            List<Recording> next;
            lock (_sync)
            {
                Monitor.PulseAll(_sync);
                if (_waiting.Count == 0)
                {
                    _isWriting = false;
                    return;
                }

                next = _waiting;
                _waiting = [];
            }

            write(next);
        }
    }
}
