namespace OfoxPS.Benchmarks.Measuring;

/// <summary>What one contender needed: the medians of all rounds.</summary>
/// <param name="Name">The contender.</param>
/// <param name="Milliseconds">The time.</param>
/// <param name="Processor">The time of the processors, in milliseconds: what a busy machine adds least to.</param>
/// <param name="Allocated">The bytes that the process allocated.</param>
internal sealed record Figure(string Name, double Milliseconds, double Processor, double Allocated);
