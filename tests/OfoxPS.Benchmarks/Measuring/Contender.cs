using System;

namespace OfoxPS.Benchmarks.Measuring;

/// <summary>One of several that do the same thing.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Run">Does the thing once.</param>
internal sealed record Contender(string Name, Action Run);
