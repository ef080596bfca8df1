using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using OfoxPS.Gateway.Chat;

namespace OfoxPS.Gateway.Answers;

/// <summary>Ids for tool calls: call_1, call_2 and so on, never one the conversation has used.</summary>
internal sealed class CallIds(ChatCall call)
{
    private readonly HashSet<string> used =
        [.. call.Turns.SelectMany(turn => turn.ToolCalls).Select((JsonElement tool) => tool.GetProperty("id").GetString()!)];

    private int last;

    public AnswerCall Name(PlannedCall planned)
    {
        string id;
        do
        {
            id = $"call_{++last}";
        }
        while (!used.Add(id));

        return new AnswerCall(id, planned.Name, planned.Arguments);
    }
}
