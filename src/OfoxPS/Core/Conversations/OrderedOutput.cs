namespace OfoxPS.Core.Conversations;

/// <summary>Finished conversations, failed ones too: in the order of their inputs, or in that in which they finish.</summary>
/// <param name="isOrdered">Whether each waits for all earlier ones.</param>
internal sealed class OrderedOutput(bool isOrdered = true)
{
    // By their places: those of their inputs, or those in which they have finished.
    private readonly Dictionary<int, Conversation> _finished = [];
    private int _last;
    private int _next;

    /// <summary>How many are finished and have not been taken.</summary>
    public int Count => _finished.Count;

    /// <summary>Those that are finished and wait.</summary>
    public IEnumerable<Conversation> Waiting => _finished.Values;

    /// <summary>A conversation has ended.</summary>
    /// <returns>Whether it has to wait for earlier ones.</returns>
    public bool Add(Conversation finished)
    {
        _finished.Add(isOrdered ? finished.Index : _last++, finished);
        return isOrdered && finished.Index != _next;
    }

    /// <summary>The next one; null while it is not finished.</summary>
    public Conversation? Take()
    {
        if (!_finished.TryGetValue(_next, out Conversation? finished))
        {
            return null;
        }

        _finished.Remove(_next++);
        return finished;
    }
}
