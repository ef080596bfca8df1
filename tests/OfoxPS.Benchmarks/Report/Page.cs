using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using OfoxPS.Benchmarks.Measuring;

namespace OfoxPS.Benchmarks.Report;

/// <summary>The page docs/performance.md.</summary>
internal static class Page
{
    private const string Notes = "## What is left";

    /// <param name="sections">What was measured.</param>
    /// <param name="rounds">How many rounds count.</param>
    /// <param name="old">The page as it was: its history and its notes stay.</param>
    public static string Of(IReadOnlyList<Section> sections, int rounds, string old)
    {
        StringBuilder page = new();
        Verdict[] verdicts = [.. sections.SelectMany(static section => section.Verdicts)];
        int met = verdicts.Count(static verdict => verdict.IsMet);
        page.Append("# Performance\n\nThe task `Benchmark` (`./build.sh Benchmark`, `build.ps1 Benchmark`) has written this page and "
            + "its picture. What counts are the ratios within one run: times depend on the machine.\n\n");
        page.Append("## How it is measured\n\n");
        page.Append("The cmdlets run in PowerShell's engine from NuGet, from the assembled module. The server is a raw socket in a "
            + "process of its own that sends bytes it has made before; the task fails where it is slower than the bare loop. ");
        page.Append($"What is compared is measured by turns, {rounds} rounds after a warm-up, and the median counts; memory is what the "
            + $"process allocates meanwhile. ");
        page.Append("The bare loop is what somebody writes who needs the text of an answer and nothing else: `HttpClient`, "
            + "`StreamReader`, a `JsonDocument` for each line. The official client is the NuGet package OpenAI.\n\n");
        page.Append($"The machine: {Machine.Describe()}. Its noise, as the spread of the rounds: {Noise.Describe()}.\n\n");
        page.Append("![Streaming and throughput as bars](images/performance.svg)\n\n");
        page.Append($"## Targets\n\n{met} of {verdicts.Length} are met.\n\n");
        Append(page, ["What", "Figure", "Target", ""],
            verdicts.Select(
            static verdict => new[] { verdict.What, verdict.Figure, verdict.Target, verdict.IsMet ? "met" : "**missed**" }));
        History history = new(old);
        history.Add(Session.Version, verdicts);
        page.Append($"\n{History.Heading}\n\nThe same figures in earlier versions, each measured when it was made.\n\n");
        Append(page, history.Header, history.Rows);
        page.Append($"\n{Notes}\n{Kept(old)}");
        foreach (Section section in sections)
        {
            page.Append($"\n## {section.Title}\n\n{section.Text}\n\n");
            Append(page, section.Header, section.Rows);
        }

        return page.ToString();
    }

    public static void Write(string root, IReadOnlyList<Section> sections, int rounds)
    {
        Directory.CreateDirectory(Path.Combine(root, "docs", "images"));
        string path = Path.Combine(root, "docs", "performance.md");
        File.WriteAllText(path, Of(sections, rounds, File.Exists(path) ? File.ReadAllText(path) : ""));
        File.WriteAllText(Path.Combine(root, "docs", "images", "performance.svg"), Picture.Of(sections));
    }

    // The notes are written by hand, up to the next heading.
    private static string Kept(string old)
    {
        int start = old.IndexOf(Notes + "\n", StringComparison.Ordinal);
        int end = start < 0 ? -1 : old.IndexOf("\n## ", start + Notes.Length, StringComparison.Ordinal);
        return end < 0 ? "" : old[(start + Notes.Length + 1)..end];
    }

    private static void Append(StringBuilder page, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        page.Append($"| {string.Join(" | ", header)} |\n|---{string.Concat(Enumerable.Repeat("|--:", header.Count - 1))}|\n");
        foreach (IReadOnlyList<string> row in rows)
        {
            page.Append($"| {string.Join(" | ", row)} |\n");
        }
    }
}
