namespace OfoxPS.Core.Diagnostics;

/// <summary>What a step of a test found.</summary>
/// <param name="Detail">In a few words.</param>
/// <param name="Applies">There was something to test.</param>
internal sealed record Finding(string Detail, bool Applies = true);
