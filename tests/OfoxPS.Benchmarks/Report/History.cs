using System;
using System.Collections.Generic;
using System.Linq;
using OfoxPS.Benchmarks.Measuring;

namespace OfoxPS.Benchmarks.Report;

/// <summary>The figures of each version. The page itself keeps them; a run replaces the column of its own version.</summary>
internal sealed class History
{
    /// <summary>The heading of the table.</summary>
    public const string Heading = "## History";

    private readonly List<string> _versions = [];
    private readonly Dictionary<string, Dictionary<string, string>> _figures = new(StringComparer.Ordinal);

    /// <param name="page">The page as it was; empty where there is none.</param>
    public History(string page)
    {
        string[][] rows =
        [
            .. page.Split('\n').SkipWhile(static line => line != Heading).Skip(1).TakeWhile(static line => !line.StartsWith('#'))
                .Where(static line => line.StartsWith("| ", StringComparison.Ordinal))
                    .Select(static line => line.Trim('|', ' ').Split(" | ")),
        ];
        _versions.AddRange(rows.Take(1).SelectMany(static header => header.Skip(1)));
        foreach (string[] row in rows.Skip(1))
        {
            _figures[row[0]] = row.Skip(1).Select((figure, i) => (figure, i))
                .ToDictionary(one => _versions[one.i], static one => one.figure);
        }
    }

    public IReadOnlyList<string> Header => ["What", .. _versions];

    public IEnumerable<IReadOnlyList<string>> Rows =>
        _figures.Select(
            IReadOnlyList<string> (row) => [row.Key, .. _versions.Select(version => row.Value.GetValueOrDefault(version, "-"))]);

    /// <summary>Adds what a version has reached.</summary>
    public void Add(string version, IEnumerable<Verdict> verdicts)
    {
        if (!_versions.Contains(version))
        {
            _versions.Add(version);
        }

        foreach (Verdict verdict in verdicts)
        {
            if (!_figures.TryGetValue(verdict.What, out Dictionary<string, string>? figures))
            {
                _figures[verdict.What] = figures = [];
            }

            figures[version] = verdict.Figure;
        }
    }
}
