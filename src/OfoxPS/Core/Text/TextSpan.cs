namespace OfoxPS.Core.Text;

/// <summary>A part of a text.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How long it is.</param>
internal readonly record struct TextSpan(int Start, int Length)
{
    public int End => Start + Length;

    /// <summary>The same part, counted from the beginning of a text that has <paramref name="offset"/> characters more in front.</summary>
    public TextSpan From(int offset) => this with { Start = Start + offset };
}
