using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Bare;
using OfoxPS.Benchmarks.Measuring;

namespace OfoxPS.Benchmarks.Groups;

/// <summary>Many requests in one pipeline, several at once.</summary>
internal static class Throughput
{
    private const int Slow = 1_000;

    private const int SlowAtOnce = 32;

    private const int Wait = 100;

    private const int Quick = 10_000;

    private const int QuickAtOnce = 64;

    // The slow ones take seconds.
    private const int MostRounds = 3;

    private const string Pipeline = "param($n, $model, $limit) 1..$n | Invoke-OfoxChat say -Model $model -ThrottleLimit $limit > $null";

    public static Section Run(Bench bench)
    {
        Contender Ofox(int count, string model, int limit) =>
            new("Invoke-OfoxChat -ThrottleLimit", () => bench.Session.Run(Pipeline, count, model, limit));
        Contender Bare(int count, string model, int limit) =>
            new("bare HttpClient with a semaphore", () => BareAsync(bench, count, model, limit).GetAwaiter().GetResult());

        IReadOnlyList<Figure> slow = new Rounds(Math.Min(bench.Rounds.Count, MostRounds), fewestToWarmUp: 1)
            .Measure([Bare(Slow, $"wait/{Wait}", SlowAtOnce), Ofox(Slow, $"wait/{Wait}", SlowAtOnce)]);
        IReadOnlyList<Figure> quick = bench.Rounds.Measure([Bare(Quick, "wait/0", QuickAtOnce), Ofox(Quick, "wait/0", QuickAtOnce)]);
        double ideal = Math.Ceiling((double)Slow / SlowAtOnce) * Wait;
        double Share(Figure figure) => 100 * ideal / figure.Milliseconds;
        double Rate(Figure figure) => Quick / figure.Milliseconds * 1000;
        return new Section(
            "Many requests at once",
            $"{Table.Number(Slow)} prompts that the server answers after {Wait} ms, {SlowAtOnce} at once: ideal is {Table.Time(ideal)} "
                + $"(at most {MostRounds} rounds). "
            + $"And {Table.Number(Quick)} prompts that it answers at once, {QuickAtOnce} at once. Both write each prompt into a request "
                + $"of its own and take the text "
            + "from each answer, which is thrown away.",
            ["", $"{Table.Number(Slow)} of {Wait} ms", "Share of the ideal", $"{Table.Number(Quick)} at once", "Requests a second",
                "Allocated by a request"],
            [.. slow.Zip(quick, (one, other) => new[]
            {
                one.Name, Table.Time(one.Milliseconds), $"{Share(one):0} %", Table.Time(other.Milliseconds), Table.Number(Rate(other)),
                string.Create(CultureInfo.InvariantCulture, $"{other.Allocated / Quick / 1024:0.0} KB"),
            })],
            [
                new($"{Table.Number(Slow)} prompts of {Wait} ms at {SlowAtOnce}: share of the ideal", Share(slow[1]), 98, " %",
                    IsMost: false),
                new($"Requests a second at {QuickAtOnce}, beside a bare HttpClient with a semaphore", Rate(quick[1]) / Rate(quick[0]), 0.9,
                    IsMost: false),
                new($"Memory a request at {QuickAtOnce} at once", quick[1].Allocated / Quick / 1024, 14, " KB"),
            ])
        {
            BarTitle = $"Throughput: requests a second, {QuickAtOnce} at once",
            Bars = [.. quick.Select(figure => (figure.Name, Rate(figure)))],
        };
    }

    private static async Task BareAsync(Bench bench, int count, string model, int limit)
    {
        using SemaphoreSlim free = new(limit);
        await Task.WhenAll(Enumerable.Range(1, count).Select(async number =>
        {
            await free.WaitAsync();
            try
            {
                string body =
                    JsonSerializer.Serialize(new { model, messages = new[] { new { role = "user", content = $"say\n\n{number}" } } });
                using HttpRequestMessage request = BareLoop.Request(bench.Completions, body);
                using HttpResponseMessage response = await BareLoop.Http.SendAsync(request);
                using JsonDocument answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
                return answer.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();
            }
            finally
            {
                free.Release();
            }
        }));
    }
}
