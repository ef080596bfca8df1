using System.Collections.Specialized;

namespace OfoxPS.Core.Checkpoint;

/// <summary>A tool call that was carried out, in a checkpoint.</summary>
internal static class RecordedTool
{
    public static OrderedDictionary Of(ToolInvocation call) => new()
    {
        ["tool"] = call.Tool,
        ["id"] = call.Id,
        ["arguments"] = call.Arguments,
        ["result"] = call.Result,
        ["error"] = call.Error,
        ["ticks"] = call.Duration.Ticks,
        ["round"] = call.Round,
    };

    public static ToolInvocation Read(OrderedDictionary fields) => new()
    {
        Tool = fields["tool"] as string ?? string.Empty,
        Id = fields["id"] as string,
        Arguments = fields["arguments"] as OrderedDictionary,
        Result = fields["result"] as string ?? string.Empty,
        Error = fields["error"] as string,
        Duration = TimeSpan.FromTicks(fields["ticks"] as long? ?? 0),
        Round = (int)(fields["round"] as long? ?? 0),
    };
}
