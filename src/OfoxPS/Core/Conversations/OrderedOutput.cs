namespace OfoxPS.Core.Conversations;

/// <summary>Finished conversations, failed ones too: in the order of their inputs, or in that in which they finish.</summary>
/// <param name="isOrdered">Whether each waits for all earlier ones.</param>
internal sealed class OrderedOutput(bool isOrdered = true)
{
    private readonly Dictionary<int, Conversation> _finished = [];
    private readonly Queue<Conversation>? _unordered = isOrdered ? null : new Queue<Conversation>();
    private int _next;

    /// <summary>How many are finished and have not been taken.</summary>
    public int Count => _unordered?.Count ?? _finished.Count;

    /// <summary>Those that are finished and wait.</summary>
    public IEnumerable<Conversation> Waiting => _unordered is not null ? _unordered : _finished.Values;

    /// <summary>A conversation has ended.</summary>
    /// <returns>Whether it has to wait for earlier ones.</returns>
    public bool Add(Conversation finished)
    {
        if (_unordered is not null)
        {
            _unordered.Enqueue(finished);
            return false;
        }

        _finished.Add(finished.Index, finished);
        return finished.Index != _next;
    }

    /// <summary>The next one; null while it is not finished.</summary>
    public Conversation? Take()
    {
        if (_unordered is not null)
        {
            return _unordered.Count > 0 ? _unordered.Dequeue() : null;
        }

        if (!_finished.TryGetValue(_next, out Conversation? finished))
        {
            return null;
        }

        _finished.Remove(_next++);
        return finished;
    }
}
