using System.Collections.Generic;

namespace OfoxPS.Benchmarks.Measuring;

/// <summary>What one group has found.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Text">What was done.</param>
/// <param name="Header">The heads of the columns.</param>
/// <param name="Rows">The figures.</param>
/// <param name="Verdicts">What of it has a target.</param>
internal sealed record Section(
    string Title, string Text, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<Verdict> Verdicts)
{
    /// <summary>The bars of the picture: names and numbers; none where the group has no part in it.</summary>
    public IReadOnlyList<(string Name, double Value)> Bars { get; init; } = [];

    /// <summary>What the bars are.</summary>
    public string BarTitle { get; init; } = "";
}
