using System.Collections.Generic;

namespace OfoxPS.Core.Conversations;

/// <summary>Finished conversations, failed ones too, in the order of their inputs.</summary>
internal sealed class OrderedOutput
{
    private readonly Dictionary<int, Conversation> _finished = [];
    private int _next;

    /// <summary>How many are finished and wait for an earlier one.</summary>
    public int Count => _finished.Count;

    public void Add(Conversation finished) => _finished.Add(finished.Index, finished);

    /// <summary>The next one in order; null while it is not finished.</summary>
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
