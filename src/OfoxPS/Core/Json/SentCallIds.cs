namespace OfoxPS.Core.Json;

/// <summary>
/// The ids of tool calls as they are sent: each one once in a conversation, in the call and in the message that answers it. Some models
/// number their calls anew in each turn, and Anthropic, Bedrock and others refuse a conversation with an id that is there twice.
/// </summary>
internal sealed class SentCallIds
{
    private readonly HashSet<string> _taken = [];
    private readonly List<(string Own, string Sent, bool IsAnswered)> _open = [];

    /// <summary>The ids of the calls of one message. They depend on what came before alone, so that they never change.</summary>
    public string[] Begin(ChatToolCall[] calls)
    {
        _open.Clear();
        string[] ids = new string[calls.Length];
        for (int i = 0; i < calls.Length; i++)
        {
            string own = calls[i].Id;
            ids[i] = !string.IsNullOrWhiteSpace(own) && _taken.Add(own) ? own : MadeUp();
            _open.Add((own, ids[i], false));
        }

        return ids;
    }

    /// <summary>The id of the call that a tool message answers. Of two calls with one id, the first message answers the first.</summary>
    public string Answer(string own)
    {
        int place = _open.FindIndex(call => call.Own == own && !call.IsAnswered);
        if (place >= 0)
        {
            _open[place] = _open[place] with { IsAnswered = true };
        }
        else
        {
            place = _open.FindLastIndex(call => call.Own == own);
        }

        return place < 0 ? own : _open[place].Sent;
    }

    private string MadeUp()
    {
        int number = _taken.Count + 1;
        while (!_taken.Add($"call_{number}"))
        {
            number++;
        }

        return $"call_{number}";
    }
}
