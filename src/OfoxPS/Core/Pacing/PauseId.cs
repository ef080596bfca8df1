namespace OfoxPS.Core.Pacing;

/// <summary>Which pause a refusal has led to: all that are refused together make one.</summary>
/// <param name="Gate">Whose it is.</param>
/// <param name="Generation">Which of its pauses, from 1.</param>
internal readonly record struct PauseId(Gate Gate, int Generation);
