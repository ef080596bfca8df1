using System;
using System.IO;
using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Batch;

/// <summary>Many at once, together with what else a request can have.</summary>
public sealed class TogetherWithTests : EngineTest
{
    [Fact]
    public void A_cassette_records_and_plays_them()
    {
        const string Script =
            "param($path) Use-OfoxCassette $path -Mode Auto { 1..24 | ForEach-Object { \"n$_\" } | ofox -ThrottleLimit 8 | "
                + "ForEach-Object Content }";
        string file = Path.Combine(Folder.Path, "many.json");

        string[] recorded = [.. Engine.Run(Script, file).All<string>()];
        string[] played = [.. Engine.Run(Script, file).All<string>()];

        Assert.Equal(Enumerable.Range(1, 24).Select(static number => $"n{number}"), recorded);
        Assert.Equal(recorded, played);
        Assert.Equal(24, Engine.Requests.Count);
    }

    [Fact]
    public void The_log_has_a_line_for_each_request()
    {
        string file = Path.Combine(Folder.Path, "ofox.jsonl");

        Engine.Run("param($path) Set-OfoxConfiguration -LogPath $path; 1..24 | ofox -ThrottleLimit 8 | ForEach-Object { }", file)
            .Succeeded();

        string[] lines = File.ReadAllLines(file);
        Assert.Equal(24, lines.Length);
        Assert.All(lines, static line => Assert.Contains("\"outcome\":\"completed\"", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Together_is_one_request()
    {
        Engine.Run("1..5 | ofox 'x' -Together -ThrottleLimit 8").Single<ChatCompletion>();

        Assert.Single(Engine.Requests);
    }

    [Fact]
    public void A_question_is_asked_for_each_one_at_a_time()
    {
        Engine.Answers.Give("Yes");
        Engine.Answers.Give("No");
        Engine.Answers.Give("Yes");

        EngineResult result = Engine.Run("'a', 'b', 'c' | ofox -ThrottleLimit 3 -Confirm | ForEach-Object Content");

        Assert.Equal(["a", "c"], result.All<string>());
        Assert.Equal(2, Engine.Requests.Count);
    }

    [Fact]
    public void All_runspaces_of_a_process_wait_for_a_server_that_refused_one()
    {
        using Engine other = new();
        string model = $"fault/429?times=1&retry_after=3&case={Engine.Key}";

        Engine.Run("param($key, $model) ofox hi -ApiKey $key -Model $model -MaximumRetryCount 0 -ErrorAction SilentlyContinue", Engine.Key,
            model);
        EngineResult result = other.Run("param($key, $model) ofox hi -ApiKey $key -Model $model -Verbose", Engine.Key, model);

        Assert.Contains(result.Verbose, static line => line.StartsWith("Waiting until", StringComparison.Ordinal));
        Assert.Equal("hi", ((ChatCompletion)result.Output[0].BaseObject).Content);
        Assert.Equal([429, 200], Engine.Requests.Select(static entry => entry.Status));
    }

    [Fact]
    public void A_configured_wait_has_an_end()
    {
        EngineResult result = Engine.Try(
            "param($key) 1..3 | ofox -ThrottleLimit 2 -MaximumWaitSeconds 0.2 -Model \"fault/429?retry_after=30&case=$key\"", Engine.Key);

        Assert.Contains("-MaximumWaitSeconds", result.Fails("OfoxRateLimited").ToString(), StringComparison.Ordinal);
        Assert.Empty(result.Errors);
        Assert.InRange(Engine.Requests.Count, 1, 2);
    }
}
