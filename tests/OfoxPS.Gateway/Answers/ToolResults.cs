using System.Collections.Generic;
using System.Linq;
using OfoxPS.Gateway.Chat;

namespace OfoxPS.Gateway.Answers;

/// <summary>The tool messages at the end of a conversation.</summary>
internal static class ToolResults
{
    public static IEnumerable<ToolResult> Of(ChatCall call)
    {
        int asking = LastAssistant(call);
        Dictionary<string, string> names = call.Turns[asking].ToolCalls.ToDictionary(
            tool => tool.GetProperty("id").GetString()!,
            tool => tool.GetProperty(tool.GetProperty("type").GetString()!).GetProperty("name").GetString()!);
        return call.Turns.Skip(asking + 1).Select(turn => new ToolResult(names[turn.ToolCallId!], turn.Text));
    }

    public static IEnumerable<PlannedCall> CallsBefore(ChatCall call) => call.Turns[LastAssistant(call)].ToolCalls
        .Where(tool => tool.TryGetProperty("function", out _))
        .Select(tool => tool.GetProperty("function"))
        .Select(function => new PlannedCall(function.GetProperty("name").GetString()!, function.GetProperty("arguments").GetString()!));

    private static int LastAssistant(ChatCall call) =>
        call.Turns.Select((turn, i) => (turn, i)).Last(pair => pair.turn.Role == "assistant").i;
}
