using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading.Tasks;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Fuzz;

/// <summary>Whatever bytes a server sends: one answer or one error of ours, always an end, and never much memory.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    // The same inputs in each run, so that a red test is red again. build.ps1 Fuzz tries others for as long as it is told to.
    private const int Inputs = 5_000;

    private static string Findings => Path.Combine(Checkout.Root, "tests", "corpus", "fuzz");

    public static TheoryData<string> Found =>
        [.. Directory.GetFiles(Findings, "*.bin").Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Found))]
    public async Task What_was_found_once_is_read(string name)
    {
        byte[] body = await File.ReadAllBytesAsync(Path.Combine(Findings, name));

        Assert.Null(await FuzzRun.ProblemAsync(body, [.. body.Select(static one => new[] { one })]));
    }

    [Fact]
    public async Task Mutated_bodies_end_in_an_answer_or_an_error()
    {
        string? minutes = Environment.GetEnvironmentVariable("OFOXPS_FUZZ_MINUTES");
        int seed = minutes is null ? 1 : Environment.TickCount;
        TimeSpan? limit = minutes is null ? null : TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture));
        Mutator mutator = new(Seeds(), new Random(seed));
        Stopwatch clock = Stopwatch.StartNew();
        int done = 0;
        for (; limit is null ? done < Inputs : clock.Elapsed < limit; done++)
        {
            byte[] body = mutator.Next();
            if (await ProblemAsync(body, mutator.Scatter(body)) is { } problem)
            {
                string name = Convert.ToHexString(SHA256.HashData(body))[..12].ToLowerInvariant() + ".bin";
                await File.WriteAllBytesAsync(Path.Combine(Findings, name), body);
                Assert.Fail($"Input {done} of seed {seed}, kept as tests/corpus/fuzz/{name}: {problem}");
            }
        }

        output.WriteLine($"{done} inputs of seed {seed} in {clock.Elapsed.TotalSeconds:0} s.");
    }

    private static async Task<string?> ProblemAsync(byte[] body, byte[][] pieces)
    {
        try
        {
            return await FuzzRun.ProblemAsync(body, pieces);
        }
        catch (TimeoutException)
        {
            return "It did not end.";
        }
    }

    private static List<byte[]> Seeds() => [.. Bytes("sse"), .. Bytes("json")];

    private static IEnumerable<byte[]> Bytes(string folder) => Fixture.Names(folder)
        .Select(static row => Fixture.Load(row.Data).Bytes)
        .Where(static bytes => bytes.Length is > 0 and < 20_000);
}
