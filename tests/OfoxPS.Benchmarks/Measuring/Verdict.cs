using System.Globalization;

namespace OfoxPS.Benchmarks.Measuring;

/// <summary>A figure, and what it should be.</summary>
/// <param name="What">What was measured, beside what.</param>
/// <param name="Value">The figure.</param>
/// <param name="Limit">What it should be.</param>
/// <param name="Unit">What stands after both.</param>
/// <param name="IsMost">Whether the limit is the most, or the least.</param>
internal sealed record Verdict(string What, double Value, double Limit, string Unit = " times", bool IsMost = true)
{
    public bool IsMet => IsMost ? Value <= Limit : Value >= Limit;

    public string Figure => Text(Value) + Unit;

    public string Target => $"at {(IsMost ? "most" : "least")} {Text(Limit)}{Unit}";

    private static string Text(double value) => value.ToString(value >= 100 ? "#,##0" : "0.##", CultureInfo.InvariantCulture);
}
