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
using Xunit.Abstractions;

namespace OfoxPS.UnitTests.Fuzz;

/// <summary>
/// Damaged answers: each one ends as an answer or as a failure that the user is told, soon, and at a bounded cost. A finding is kept in
/// <c>tests/corpus/fuzz</c> and held from then on.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    // Seconds of the bounded run; build.ps1 Fuzz -Minutes sets more.
    private const int Seconds = 20;

    // Generous: what is asked is whether it ends at all, on a busy machine too.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private const long MostBytes = 400L * 1024 * 1024;

    [Fact]
    public async Task What_was_found_once_is_right_now()
    {
        foreach (string path in Kept())
        {
            string? problem = await TryAsync(Path.GetFileName(path).StartsWith("sse", StringComparison.Ordinal), [File.ReadAllBytes(path)]);
            Assert.True(problem is null, $"{Path.GetFileName(path)}: {problem}");
        }
    }

    [Fact]
    public async Task Damaged_answers_end_as_answers_or_failures()
    {
        string? said = Environment.GetEnvironmentVariable("OFOX_FUZZ_SECONDS");
        int seconds = said is null ? Seconds : int.Parse(said, CultureInfo.InvariantCulture);
        int seed = said is null ? 20261123 : Environment.TickCount;
        Random random = new(seed);
        Mutator mutator = new(random);
        Fixture[] fixtures = [.. new[] { "sse", "json" }.SelectMany(static folder => (IEnumerable<object[]>)Fixture.Names(folder)).Select(static row => Fixture.Load((string)row[0]))];
        Stopwatch clock = Stopwatch.StartNew();
        int inputs = 0;
        for (; clock.Elapsed.TotalSeconds < seconds; inputs++)
        {
            Fixture fixture = fixtures[random.Next(fixtures.Length)];
            byte[] bytes = mutator.Damage(fixture.Bytes, fixtures[random.Next(fixtures.Length)].Bytes);
            bool isStream = fixture.Name.StartsWith("sse/", StringComparison.Ordinal);
            if (await TryAsync(isStream, mutator.Cut(bytes)) is { } problem)
            {
                Assert.Fail($"Input {inputs} of seed {seed}, kept as {Keep(isStream, bytes)}: {problem}");
            }
        }

        output.WriteLine($"{inputs} inputs in {seconds} s, seed {seed}");
        Assert.True(inputs > 100, $"only {inputs} inputs were tried");
    }

    // What is wrong with the way it ended; null if nothing.
    private static async Task<string?> TryAsync(bool isStream, byte[][] pieces)
    {
        // Nothing in it waits for anything, so all of it happens on one thread.
        Task<(CallResult Result, long Bytes)> call = Task.Run(() =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            using System.Net.Http.HttpResponseMessage response = Reply.Of(200, new ScriptedStream(pieces), isStream ? "text/event-stream" : "application/json");
            CallResult result = CallResult.OfAsync(new FakeServer(response), isStream ? Ask.Streamed : Ask.Plain, Ask.Once).GetAwaiter().GetResult();
            return (result, GC.GetAllocatedBytesForCurrentThread() - before);
        });
        if (await Task.WhenAny(call, Task.Delay(Longest)) != call)
        {
            return "it does not end";
        }

        (CallResult result, long bytes) = await call;
        return result.Error is not (null or OfoxException) ? $"it ends in {result.Error}"
            : (result.Error is null) == (result.Completed is null) ? "it is neither an answer nor a failure"
            : result.Error is OfoxException { Message.Length: 0 } ? "the failure has no words"
            : bytes > MostBytes ? "it takes too much memory"
            : null;
    }

    private static string[] Kept()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "corpus", "fuzz");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.bin") : [];
    }

    // In the sources, where it can be committed.
    private static string Keep(bool isStream, byte[] bytes)
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "OfoxPS.sln")))
        {
            root = root.Parent;
        }

        string name = $"{(isStream ? "sse" : "json")}-{Convert.ToHexString(SHA256.HashData(bytes))[..12]}.bin";
        string folder = Path.Combine(root?.FullName ?? AppContext.BaseDirectory, "tests", "corpus", "fuzz");
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, name), bytes);
        return name;
    }
}
