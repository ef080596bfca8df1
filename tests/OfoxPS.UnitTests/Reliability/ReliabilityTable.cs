using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using OfoxPS.Gateway.Wire;

namespace OfoxPS.UnitTests.Reliability;

/// <summary>Writes docs/reliability.md from what was seen.</summary>
internal static class ReliabilityTable
{
    // Figures of a run that takes minutes: whoever runs it anew writes them here.
    private const string Soak = """

        ## A million requests

        `build.ps1 Benchmark -Only load -Requests 1000000` sends them from 16 runspaces of one process, a tenth
        of them broken in two dozen ways, with and without streams, one by one and many in one
        pipeline. Version 0.3.0 on 2 processors, PowerShell 7.6.5:
        458 seconds, 900,000 results, 100,000 errors, no answer at another request.

        | After | Memory | Handles | Threads | Connections |
        |---|--:|--:|--:|--:|
        | 100,000 requests | 34.4 MiB | 202 | 38 | 5 |
        | 500,000 requests | 36.7 MiB | 201 | 32 | 4 |
        | 1,000,000 requests | 36.8 MiB | 205 | 35 | 6 |

        """;

    public static string Write(IReadOnlyList<(WireFault Fault, bool Stream, Observation Seen)> runs)
    {
        (WireFault Fault, Outcome? Whole, Outcome? Streamed)[] rows =
        [
            .. WireCatalog.All.Select(fault => (fault, Of(fault, false), Of(fault, true))),
        ];
        StringBuilder text = new();
        text.Append($"""
            # What can go wrong, and what you get

            The tests play each of these {rows.Length} faults over a real socket and write this page
            from what they see: `build.ps1 Reliability` makes it anew, and a test fails
            where it differs.

            - *The server* does this; *the user gets* the answer or this error id.
            - *Keeps*: the text that had arrived. It stays on the screen, and is in
              `$_.Exception.Completion`.
            - *Tries*: how many times the request went out, with the default of two
              retries. Nothing is sent again once text was shown.
            - Where a stream ends otherwise than a whole answer, it has a second line.

            """.ReplaceLineEndings("\n"));
        foreach (IGrouping<string,
            (WireFault Fault, Outcome? Whole, Outcome? Streamed)> group in rows.GroupBy(static row => row.Fault.Group))
        {
            text.Append($"\n## {group.Key}\n\n| Fault | The server | The user gets | Tries |\n|---|---|---|---|\n");
            foreach ((WireFault fault, Outcome? whole, Outcome? streamed) in group)
            {
                bool one = whole is null || streamed is null || whole == streamed;
                string gets = one ? Gets(whole ?? streamed!) : $"{Gets(whole!)}<br>stream: {Gets(streamed!)}";
                string tries = one ? $"{(whole ?? streamed!).Tries}" : $"{whole!.Tries}<br>{streamed!.Tries}";
                text.Append($"| {fault.Name} | {fault.Server.Replace("|", "\\|", StringComparison.Ordinal)} | {gets} | {tries} |\n");
            }
        }

        text.Append("\n## Limits\n\nWhat a server, a model, a tool or a file can make OfoxPS keep, the most of it, and\nwhat happens "
            + "beyond. Tests play each limit, and one more than it, but for two times,\nwhich no test waits for.\n\n| What | At most | "
            + "Then | Can be changed |\n|---|---|---|---|\n");
        foreach (Limit limit in LimitCatalog.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {limit.What} | {limit.Cap:N0} {limit.Unit} | {limit.Then} | {limit.Setting} |\n");
        }

        text.Append("\n## What never happens\n\nEach line is a kind of fault. Its place in `src/OfoxPS` makes it impossible, and "
            + "the\ntests were seen failing without it.\n\n| What holds | Where | Tests |\n|---|---|---|\n");
        foreach ((string promise, string place, string[] tests) in KindCatalog.All)
        {
            text.Append($"| {promise} | {place} | {string.Join(", ", tests.Select(static test => $"`{test}`"))} |\n");
        }

        return text.Append(Soak.ReplaceLineEndings("\n")).ToString();

        Outcome? Of(WireFault fault, bool stream) =>
            runs.FirstOrDefault(run => run.Fault == fault && run.Stream == stream).Seen?.Outcome;
    }

    private static string Gets(Outcome outcome) =>
        outcome.Result == Outcome.Answer ? Outcome.Answer
        : outcome.Keeps is null ? $"`{outcome.Result}`"
        : $"`{outcome.Result}`, keeps `{outcome.Keeps.Trim()}`";
}
