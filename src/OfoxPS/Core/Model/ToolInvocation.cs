using System.Collections.Specialized;

namespace OfoxPS;

/// <summary>A tool call that was carried out, or refused, here.</summary>
public sealed class ToolInvocation
{
    /// <summary>The tool's name, as the model said it.</summary>
    public string Tool { get; set; } = string.Empty;

    /// <summary>The id of the call.</summary>
    public string? Id { get; set; }

    /// <summary>The arguments; null when they were no JSON object.</summary>
    public OrderedDictionary? Arguments { get; set; }

    /// <summary>What the model was answered.</summary>
    public string Result { get; set; } = string.Empty;

    /// <summary>
    /// Why the call failed or was refused, or the errors that the command wrote beside its output; null if all went well.
    /// </summary>
    public string? Error { get; set; }

    /// <summary>How long the command took, without the time that a person needed to agree.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>In which round of the conversation, from 1.</summary>
    public int Round { get; set; }

    /// <summary>
    /// What the model's answer cost that asked for this call, in USD; null where it is unknown. Calls of one round share it.
    /// </summary>
    public decimal? RoundCost { get; set; }

    /// <summary>The tool and how it went.</summary>
    public override string ToString() => Error is null ? Tool : $"{Tool}: {Error}";
}
