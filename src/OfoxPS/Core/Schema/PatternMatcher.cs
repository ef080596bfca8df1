using System;
using System.Collections.Generic;
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
        TimeSpan left = LongestTime - _spent.Elapsed;
        if (left <= TimeSpan.Zero || _undecided.Contains(pattern))
        {
            _undecided.Add(pattern);
            return true;
        }

        _spent.Start();
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, left < LongestMatch ? left : LongestMatch);
        }
        catch (RegexMatchTimeoutException)
        {
            _undecided.Add(pattern);
            return true;
        }
        catch (ArgumentException)
        {
            // A pattern in another dialect says nothing here.
            return true;
        }
        finally
        {
            _spent.Stop();
        }
    }
}
