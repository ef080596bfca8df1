using System.Diagnostics;
using System.Text.RegularExpressions;

namespace OfoxPS.Core.Schema;

/// <summary>Matches the texts of one answer against patterns, which may be anybody's and must not hold up the answer.</summary>
internal sealed class PatternMatcher
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> _undecided = new(StringComparer.Ordinal);
    private readonly Stopwatch _spent = new();

    /// <summary>The longest time for all texts of an answer together.</summary>
    public static TimeSpan LongestTime { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Patterns that took too long, so that nobody knows whether the texts have them.</summary>
    public IReadOnlyCollection<string> Undecided => _undecided;

    /// <summary>Whether a text has a pattern; true as well where that cannot be told.</summary>
    public bool Matches(string text, string pattern)
    {
        try
        {
            return Decide(text, pattern, RegexOptions.CultureInvariant) ?? true;
        }
        catch (ArgumentException)
        {
            // A pattern that .NET cannot read is in another dialect of regular expressions, and is not checked.
            return true;
        }
    }

    /// <summary>Whether a text has a pattern; null where that takes too long to decide.</summary>
    /// <exception cref="ArgumentException">It is not a pattern.</exception>
    public bool? Decide(string text, string pattern, RegexOptions options)
    {
        TimeSpan left = LongestTime - _spent.Elapsed;
        if (left <= TimeSpan.Zero || _undecided.Contains(pattern))
        {
            _undecided.Add(pattern);
            return null;
        }

        _spent.Start();
        try
        {
            return Regex.IsMatch(text, pattern, options, left < LongestMatch ? left : LongestMatch);
        }
        catch (RegexMatchTimeoutException)
        {
            _undecided.Add(pattern);
            return null;
        }
        finally
        {
            _spent.Stop();
        }
    }
}
