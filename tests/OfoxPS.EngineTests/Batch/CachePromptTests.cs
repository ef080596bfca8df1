using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using OfoxPS.EngineTests.Support;
using OfoxPS.Gateway.Log;
using Xunit;

namespace OfoxPS.EngineTests.Batch;

/// <summary>What the requests of a run share comes from the cache of the provider. The gateway counts what a provider would.</summary>
[Collection(ProcessState.Name)]
public sealed class CachePromptTests : EngineTest, IDisposable
{
    private readonly EnvironmentVariables _environment = new();

    public CachePromptTests() => _environment["OFOX_CACHE"] = Folder.File("cache");

    void IDisposable.Dispose()
    {
        _environment.Dispose();
        Dispose();
    }

    // Providers keep 1,024 tokens or more; a word is a token here. Each test has a prompt of its own, because the cache is that of the
    // whole run.
    private static string LongPrompt(string name) => string.Join(" ", Enumerable.Range(0, 1100).Select(number => $"{name}{number}"));

    private OfoxBatchReport RunNine(string model, string more, params object?[] arguments)
    {
        string prompt = LongPrompt(Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture));
        EngineResult result = Engine.Run(
            $"param($prompt, $path) $null = Get-OfoxModel; 1..9 | ofox $prompt -Model '{model}caches=true&delay=100' -ThrottleLimit 8 "
                + $"-ReportVariable r {more} | ForEach-Object {{ }}; $r",
            [prompt, .. arguments]);
        return result.Succeeded().Single<OfoxBatchReport>();
    }

    private SentRequest[] Sent =>
        [.. Engine.Requests.Where(static entry => entry.Method == "POST").Select(static entry => new SentRequest(entry))];

    private static bool IsMarked(SentRequest request) =>
        request.Has("prompt_cache_key") || request.Entry.Body!.Contains("cache_control", StringComparison.Ordinal);

    [Fact]
    public void One_goes_ahead_alone_and_the_others_read_what_it_has_written()
    {
        OfoxBatchReport report = RunNine("anthropic/claude-sonnet-4.5?", "-CachePrompt");

        RequestEntry[] sent = [.. Sent.Select(static request => request.Entry)];
        Assert.Equal((0, 1100), (sent[0].CachedTokens, sent[0].WrittenTokens));
        Assert.All(sent.Skip(1), static entry => Assert.Equal((1100, 0), (entry.CachedTokens, entry.WrittenTokens)));
        Assert.Equal(9, sent.Length);
        Assert.Equal(8 * 1100, report.CachedTokens);

        // A million tokens cost 3 USD, 3.75 to write and 0.30 to read.
        Assert.Equal(((8 * 1100 * 2.7m) - (1100 * 0.75m)) / 1_000_000, report.CacheSavings);
    }

    [Fact]
    public void Claude_keeps_nothing_unless_it_is_asked_for()
    {
        OfoxBatchReport report = RunNine("anthropic/claude-sonnet-4.5?", string.Empty);

        Assert.Equal((0L, 0m), (report.CachedTokens, report.CacheSavings));
        Assert.DoesNotContain(Sent, IsMarked);
    }

    [Fact]
    public void Requests_to_OpenAI_share_a_key_and_are_otherwise_the_same()
    {
        OfoxBatchReport report = RunNine("openai/gpt-4o?", "-CachePrompt");

        SentRequest[] sent = Sent;
        Assert.Equal(8 * 1024, report.CachedTokens);
        Assert.Equal(8 * 1024 * 1.25m / 1_000_000, report.CacheSavings);
        Assert.StartsWith(
            "ofox-", Assert.Single(sent.Select(static request => request.Body.GetProperty("prompt_cache_key").GetString()).Distinct())!,
            StringComparison.Ordinal);
        Assert.All(sent, static request => Assert.EndsWith("\n\n" + request.LastText!.Last(), request.LastText, StringComparison.Ordinal));
        Assert.All(sent, static request => Assert.DoesNotContain("cache_control", request.Entry.Body, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_it_those_that_are_sent_together_all_miss()
    {
        OfoxBatchReport report = RunNine("openai/gpt-4o?", string.Empty);

        Assert.InRange(report.CachedTokens, 0, 5 * 1024);
        Assert.DoesNotContain(Sent, IsMarked);
    }

    [Fact]
    public void Elsewhere_pictures_that_all_share_stand_before_the_input()
    {
        string picture = Folder.File("one.png");
        File.WriteAllBytes(picture, UnitTests.Gateway.TestImages.Png(3, 2));

        OfoxBatchReport report = RunNine("google/gemini-3-flash-preview?", "-CachePrompt -Image $path", picture);

        JsonElement[] parts = [.. Sent[^1].Messages[0].GetProperty("content").EnumerateArray()];
        Assert.Equal(["text", "image_url", "text"], parts.Select(static part => part.GetProperty("type").GetString()));
        Assert.DoesNotContain(Sent, IsMarked);
        Assert.Equal(8 * 1152, report.CachedTokens);
    }

    [Theory]
    [InlineData("1 | ofox say -System be",
        """[{"role":"system","content":"be"},{"role":"user","content":[{"type":"text","text":"say\n\n","cache_control":"""
        + """{"type":"ephemeral"}},{"type":"text","text":"1"}]}]""")]
    [InlineData("'x' | ofox -System be",
        """[{"role":"system","content":[{"type":"text","text":"be","cache_control":{"type":"ephemeral"}}]},"""
        + """{"role":"user","content":"x"}]""")]
    [InlineData("'x' | ofox -Message 'one', (New-OfoxMessage two -Role assistant)",
        """[{"role":"user","content":"one"},{"role":"assistant","content":[{"type":"text","text":"two","cache_control":"""
        + """{"type":"ephemeral"}}]},{"role":"user","content":"x"}]""")]
    [InlineData("'x' | ofox -Message (New-OfoxMessage see -Attachment (,[Text.Encoding]::ASCII.GetBytes('%PDF-1.4 x')))",
        """[{"role":"user","content":[{"type":"text","text":"see"},{"type":"file","file":{"filename":"document.pdf","file_data":"data:"""
        + """application/pdf;base64,JVBERi0xLjQgeA=="},"cache_control":{"type":"ephemeral"}}]},{"role":"user","content":"x"}]""")]
    [InlineData("'x' | ofox", """[{"role":"user","content":"x"}]""")]
    [InlineData("ofox say", """[{"role":"user","content":[{"type":"text","text":"say","cache_control":{"type":"ephemeral"}}]}]""")]
    public void The_mark_stands_on_the_last_part_that_is_shared(string script, string messages)
    {
        string body = Engine.Run(
            $"{script.Replace("ofox", "ConvertTo-OfoxRequest", StringComparison.Ordinal)} -CachePrompt -OutputAs Json -Model "
            + $"us.anthropic.claude-opus-4-1").Single<string>();

        using JsonDocument request = JsonDocument.Parse(body);
        Assert.Equal(
            JsonSerializer.Serialize(JsonElement.Parse(messages)), JsonSerializer.Serialize(request.RootElement.GetProperty("messages")));
    }

    [Fact]
    public void An_answer_that_is_paid_is_not_paid_again_because_of_it()
    {
        string file = Folder.File("run.jsonl");
        string run = $"param($path) 1..3 | ofox say -System be -Checkpoint $path -Model anthropic/claude-sonnet-4.5 -ReportVariable r";
        Engine.Run($"{run}", file).Succeeded();

        OfoxBatchReport again = Engine.Run($"{run} -CachePrompt | ForEach-Object {{ }}; $r", file).Succeeded().Single<OfoxBatchReport>();

        Assert.Equal((3, 0), (again.Replayed, again.Attempts));
        Assert.Equal(3, Sent.Length);
    }

    [Fact]
    public void A_server_that_refuses_the_key_is_asked_without_it_from_then_on()
    {
        Engine.Run("1..3 | ofox say -CachePrompt -Model 'openai/gpt-4o?refuses=prompt_cache_key&case=cache'").Succeeded();

        Assert.Equal([true, false, false, false], Sent.Select(static request => request.Has("prompt_cache_key")));
    }

    [Fact]
    public void A_run_that_nothing_came_from_the_cache_for_says_so()
    {
        Assert.Contains(
            "No token came from the provider's prompt cache",
            Assert.Single(Engine.Run("1..3 | ofox short -CachePrompt").Succeeded().Warnings), StringComparison.Ordinal);
        Assert.Empty(Engine.Run("1..3 | ofox short").Succeeded().Warnings);
        Assert.Empty(Engine.Run("ofox short -CachePrompt").Succeeded().Warnings);
    }
}
