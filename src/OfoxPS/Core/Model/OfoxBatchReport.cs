using System.Collections.Specialized;
using System.Globalization;

namespace OfoxPS;

/// <summary>What became of many requests that were made with one command.</summary>
public sealed class OfoxBatchReport
{
    /// <summary>How many inputs there were, those of other machines not counted.</summary>
    public int Total { get; set; }

    /// <summary>How many were answered in this run.</summary>
    public int Succeeded { get; set; }

    /// <summary>How many had been answered in an earlier run, and were taken from the checkpoint.</summary>
    public int Replayed { get; set; }

    /// <summary>How many failed.</summary>
    public int Failed { get; set; }

    /// <summary>How many were on their way when the run was ended. They may have been billed.</summary>
    public int Interrupted { get; set; }

    /// <summary>How many inputs belong to another part of the input (<c>-Shard</c>).</summary>
    public int Skipped { get; set; }

    /// <summary>How many records of the checkpoint belong to no input of this run, because inputs have changed or gone.</summary>
    public int Unused { get; set; }

    /// <summary>How many blank strings of the input were passed over. They are in no other number.</summary>
    public int Blank { get; set; }

    /// <summary>How many answers were cut off at the token limit.</summary>
    public int Cut { get; set; }

    /// <summary>How many answers are refusals of the model or of a filter. With -As a refusal is an error instead.</summary>
    public int Refused { get; set; }

    /// <summary>How many answers are empty.</summary>
    public int Empty { get; set; }

    /// <summary>How many answers had not the form of -As at first, and were asked for again.</summary>
    public int Repaired { get; set; }

    /// <summary>How many times requests were sent.</summary>
    public int Attempts { get; set; }

    /// <summary>The tokens of this run; null where no server said any.</summary>
    public Usage? Usage { get; set; }

    /// <summary>The cost of this run in USD; null where it is not known of a single answer.</summary>
    public decimal? Cost { get; set; }

    /// <summary>How many input tokens of this run came from the prompt cache of the provider, as it told.</summary>
    public long CachedTokens { get; set; }

    /// <summary>
    /// What the cache saved, in USD by the prices of <c>Get-OfoxModel</c>, less what writing to it cost; null where no price is known.
    /// </summary>
    public decimal? CacheSavings { get; set; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>Half of the answers took no longer than so many seconds; null where there was none.</summary>
    public double? MedianSeconds { get; set; }

    /// <summary>Nineteen of twenty answers took no longer than so many seconds; null where there was none.</summary>
    public double? P95Seconds { get; set; }

    /// <summary>How long nothing was sent because the server was busy.</summary>
    public TimeSpan Paused { get; set; }

    /// <summary>How many requests the server refused because there were too many. Each was made again.</summary>
    public int Refused429 { get; set; }

    /// <summary>How many requests failed, by the id of their error.</summary>
    public OrderedDictionary Errors { get; set; } = new();

    /// <summary>The numbers in one line.</summary>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture,
        "{0} of {1} succeeded{2}, {3} failed, {4:0.0} s",
        Succeeded + Replayed,
        Total,
        Replayed > 0 ? $" ({Replayed} replayed)" : string.Empty,
        Failed,
        Elapsed.TotalSeconds);
}
