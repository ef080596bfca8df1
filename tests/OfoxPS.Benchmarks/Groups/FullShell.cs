using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using OfoxPS.Benchmarks.Measuring;

namespace OfoxPS.Benchmarks.Groups;

/// <summary>OfoxPS beside PowerShell's own cmdlets, in processes of a whole PowerShell.</summary>
internal static class FullShell
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Groups");

    public static Section Run(Bench bench)
    {
        Dictionary<string, double> times = Child.RunScript(
            bench.PowerShell, Path.Combine(Folder, "FullShell.ps1"), Session.Module, bench.Address,
            bench.Rounds.Count.ToString(CultureInfo.InvariantCulture))
            .Select(static line => line.Split('\t')).ToDictionary(static parts => parts[0], static parts => Number(parts[1]));
        List<double> firstRest = [];
        List<double> firstOfox = [];
        for (int round = -1; round < bench.Rounds.Count; round++)
        {
            double rest = FirstCall(bench.PowerShell, "", bench.Address);
            double ofox = FirstCall(bench.PowerShell, Session.Module, bench.Address);
            if (round >= 0)
            {
                firstRest.Add(rest);
                firstOfox.Add(ofox);
            }
        }

        times["first Invoke-RestMethod"] = Rounds.Median(firstRest);
        times["first Invoke-OfoxChat"] = Rounds.Median(firstOfox);
        string[][] pairs = [["plain Invoke-OfoxChat", "plain Invoke-RestMethod"], ["first Invoke-OfoxChat", "first Invoke-RestMethod"],
            ["many Invoke-OfoxChat", "many ForEach-Object -Parallel"]];
        double Ratio(int pair) => times[pairs[pair][0]] / times[pairs[pair][1]];
        return new Section(
            "Beside PowerShell's own cmdlets",
            "In a process of PowerShell: 200 plain requests, the first request of a new process that has imported its module, and 500 "
                + "requests that the server answers after 20 ms, 32 at once.",
            ["", "OfoxPS", "PowerShell's own", "Ratio"],
            [
                ["A plain request, beside `Invoke-RestMethod`", Table.Time(times[pairs[0][0]] / 200), Table.Time(times[pairs[0][1]] / 200),
                    Table.Times(Ratio(0))],
                ["The first request of a process, beside `Invoke-RestMethod`", Table.Time(times[pairs[1][0]]),
                    Table.Time(times[pairs[1][1]]), Table.Times(Ratio(1))],
                ["500 requests with `-ThrottleLimit 32`, beside `ForEach-Object -Parallel` with `Invoke-RestMethod`",
                    Table.Time(times[pairs[2][0]]), Table.Time(times[pairs[2][1]]), Table.Times(Ratio(2))],
            ],
            [
                new("A plain request beside `Invoke-RestMethod`", Ratio(0), 1),
                new("The first request of a process beside `Invoke-RestMethod`", Ratio(1), 0.9),
                new("Many requests beside `ForEach-Object -Parallel`", Ratio(2), 1),
            ]);
    }

    private static double FirstCall(string shell, string module, string address) =>
        Number(Child.RunScript(shell, Path.Combine(Folder, "FirstCall.ps1"), module, address)[^1]);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
