using System;
using System.IO;
using System.Linq;
using OfoxPS.EngineTests.Support;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Batch;

/// <summary>Several at once, of everything that one at a time takes.</summary>
public sealed class ThrottleInputTests : EngineTest
{
    [Fact]
    public void Images_keep_their_order_and_each_is_sent_with_its_own_request()
    {
        using TemporaryFolder folder = new();
        FileInfo[] files = [.. Enumerable.Range(1, 12).Select(number => Png(folder.File($"{number:00}.png"), number))];

        EngineResult result = Engine.Run("param($files) $files | ofox 'caption' -ThrottleLimit 4", [files]);

        Assert.Equal(
            Enumerable.Range(1, 12).Select(static number => $"[image png {number}x2 33 bytes detail=auto]"),
            result.All<ChatCompletion>().Select(static answer => answer.Content!.Split('\n')[^1]));
        Assert.Equal(12, Engine.Requests.Count);
    }

    [Fact]
    public void Messages_are_one_conversation_and_the_limit_changes_nothing()
    {
        ChatCompletion answer = Engine.Run(
            "(New-OfoxMessage 'a'), @{ role = 'assistant'; content = 'b' }, (New-OfoxMessage 'c') | ofox -ThrottleLimit 4")
            .Single<ChatCompletion>();

        Assert.Equal(4, answer.Conversation.Length);
        Assert.Equal(3, Engine.Sent.Messages.GetArrayLength());
    }

    [Fact]
    public void A_cassette_that_was_recorded_one_by_one_answers_several_at_once()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("many.json");
        Engine.Run("param($path) Use-OfoxCassette $path -Mode Record { 1..8 | ofox 'n' }", path).Succeeded();

        EngineResult replayed = Engine.Run("param($path) Use-OfoxCassette $path { 1..8 | ofox 'n' -ThrottleLimit 4 }", path);

        Assert.Equal(
            Enumerable.Range(1, 8).Select(static number => $"n\n\n{number}"), replayed.All<ChatCompletion>()
            .Select(static answer => answer.Content));
        Assert.Equal(8, Engine.Requests.Count);
    }

    [Fact]
    public void A_narrow_console_gets_what_matters_most_of_the_progress()
    {
        Engine.Columns = 30;

        EngineResult result =
            Engine.Run("""$many = 1..30 | ForEach-Object { "n$_`nwait: 50" }; $many | ofox -ThrottleLimit 4 | ForEach-Object { }""");

        string[] texts = [.. result.Progress.Select(static record => record.StatusDescription)];
        Assert.Contains(texts, static text => text.Contains("/30", StringComparison.Ordinal));
        Assert.All(texts, static text => Assert.InRange(text.Length, 1, 30 - "ofox".Length - 12));
    }

    private static FileInfo Png(string path, int width)
    {
        byte[] head = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, (byte)width, 0, 0, 0,
            2, 8, 2, 0, 0, 0, 0, 0, 0, 0];
        File.WriteAllBytes(path, head);
        return new FileInfo(path);
    }
}
