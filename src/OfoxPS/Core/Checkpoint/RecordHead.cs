namespace OfoxPS.Core.Checkpoint;

/// <summary>What a record is about, without what was answered.</summary>
/// <param name="Key">Which request it is of.</param>
/// <param name="State">What became of it.</param>
/// <param name="Index">
/// The place of its input among all objects of the pipeline; where that is not known, among those that the run worked on.
/// </param>
/// <param name="Started">When the request was made.</param>
/// <param name="Cost">What it cost, in USD; null where that is unknown.</param>
internal readonly record struct RecordHead(RecordKey Key, RecordState State, long Index, DateTimeOffset Started, decimal? Cost);
