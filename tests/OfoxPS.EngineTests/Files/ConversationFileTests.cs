using System;
using System.IO;
using System.Linq;
using OfoxPS.EngineTests.Support;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Files;

/// <summary>What is exported is what was given, and what is imported reads no file that the conversation does not know.</summary>
public sealed class ConversationFileTests : EngineTest
{
    private static readonly byte[] Image =
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private string Chat => Folder.File("chat.jsonl");

    [Fact]
    public void A_file_keeps_it()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("chat.jsonl");
        Engine.Run($"$null = ofox 'one two' -System 'be brief' -Model 'openai/gpt-4o?cost=0.000125'; Export-OfoxConversation '{path}'")
            .Succeeded();

        string[] lines = File.ReadAllLines(path);
        Assert.StartsWith("{\"schema\":\"ofox.conversation/1\",\"model\":\"openai/gpt-4o\"", lines[0], StringComparison.Ordinal);
        Assert.Equal("{\"role\":\"user\",\"content\":\"one two\"}", lines[2]);

        OfoxConversation read = Engine.Run($"Import-OfoxConversation '{path}'").Single<OfoxConversation>();
        Assert.Equal(["system", "user", "assistant"], read.Messages.Select(static message => message.Role));
        Assert.Equal(0.000125m, read.Cost);
        Assert.Equal(5, Engine.Run($"Import-OfoxConversation '{path}' | ofox 'three'").Single<ChatCompletion>().Conversation.Length);
    }

    [Fact]
    public void The_thinking_of_an_answer_is_sent_back_in_the_field_in_which_it_came()
    {
        Engine.Run($"$tools = @{{ role = 'assistant'; content = ''; reasoning = 'hm'; tool_calls = @(@{{ id = 'c'; name = 'f'; arguments = '{{}}' }}) }}, "
            + $"@{{ role = 'tool'; tool_call_id = 'c'; content = '1' }}; $answer = ofox -Message (@{{ role = 'user'; content = 'q' }}, $tools[0], $tools[1]); "
            + $"$answer | Export-OfoxConversation '{Chat}'; $null = Import-OfoxConversation '{Chat}' | ofox next").Succeeded();

        Assert.Contains("\"reasoning\":\"hm\"", Engine.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("\"reasoning\":\"hm\"", Engine.LastSent.Entry.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("think", Engine.LastSent.Entry.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "file:")]
    [InlineData("-InlineImage", "data:image/png;base64,")]
    public void A_file_refers_to_images_or_holds_them(string how, string url)
    {
        using TemporaryFolder folder = new();
        string image = folder.File("a.png");
        File.WriteAllBytes(
            image, Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
        string path = folder.File("chat.jsonl");
        Engine.Run($"$null = ofox 'see' -Image '{image}'; Export-OfoxConversation '{path}' {how}").Succeeded();

        Assert.Contains($"\"url\":\"{url}", File.ReadAllText(path), StringComparison.Ordinal);
        Engine.Run($"$null = Import-OfoxConversation '{path}' | ofox 'and now?'").Succeeded();
        Assert.StartsWith(
            "data:image/png;base64,iVBOR", Engine.LastSent.Body.GetProperty("messages")[0].GetProperty("content")[1]
            .GetProperty("image_url").GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n", "does not begin with a line that says its schema")]
    [InlineData("{\"schema\":\"ofox.conversation/9\"}", "this version reads ofox.conversation/1")]
    [InlineData("{\"schema\":\"ofox.conversation/1\"}\n{\"role\":\"user\"", "line 2 is no JSON object")]
    public void A_file_that_is_none_is_refused(string text, string words)
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("chat.jsonl", text);

        Assert.Contains(
            words, Engine.Run($"Import-OfoxConversation '{path}'").Error("OfoxInvalidArgument").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@() | Export-OfoxConversation $args[0]")]
    [InlineData("$null | Export-OfoxConversation $args[0]")]
    [InlineData("'x' | ofox 'patient B' -Model fault/500 -MaximumRetryCount 0 -ErrorAction SilentlyContinue | Export-OfoxConversation "
        + "$args[0]")]
    public void Where_nothing_comes_nothing_is_written(string script)
    {
        foreach (string? before in new[] { null, "{\"schema\":\"ofox.conversation/1\"}\n" })
        {
            if (before is not null)
            {
                File.WriteAllText(Chat, before);
            }

            EngineResult result = Engine.Run("ofox 'patient A' | Out-Null; " + script, Chat);

            Assert.Contains("has not been written", Assert.Single(result.Warnings), StringComparison.Ordinal);
            Assert.Equal(before, File.Exists(Chat) ? File.ReadAllText(Chat) : null);
        }
    }

    [Fact]
    public void A_conversation_that_was_given_and_is_null_is_an_error_and_nothing_is_written()
    {
        Engine.Try("ofox 'patient A' | Out-Null; Export-OfoxConversation $args[0] -InputObject $null", Chat).Fails("OfoxInvalidArgument");

        Assert.False(File.Exists(Chat));
    }

    [Theory]
    [InlineData("$c, $c")]
    [InlineData("(New-OfoxMessage hi), $c")]
    public void A_file_holds_one_conversation(string piped)
    {
        Engine.Try("ofox one | Out-Null; $c = Get-OfoxConversation; " + piped + " | Export-OfoxConversation $args[0]", Chat)
            .Fails("OfoxInvalidArgument");

        Assert.False(File.Exists(Chat));
    }

    [Fact]
    public void The_last_conversation_is_written_where_no_input_was_expected()
    {
        Engine.Run("ofox 'patient A' | Out-Null; Export-OfoxConversation $args[0]", Chat).Succeeded();

        Assert.Contains("patient A", File.ReadAllText(Chat), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x%41.png")]
    [InlineData("100 % #1.png")]
    [InlineData("[a] b.png")]
    [InlineData("ä+&=.png")]
    public void An_image_is_found_again_whatever_its_name(string name)
    {
        string path = Folder.File(name);
        File.WriteAllBytes(path, Image);
        Engine.Run("$null = ofox see -Image $args[0]; Export-OfoxConversation $args[1]", path, Chat).Succeeded();

        Engine.Run("Import-OfoxConversation $args[0] | ofox next", Chat).Succeeded();

        Assert.Contains(
            Convert.ToBase64String(Image), Engine.LastSent.Body.GetRawText()
            .Replace("\\u002B", "+", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_that_has_gone_costs_no_conversation()
    {
        string path = Folder.File("a.png");
        File.WriteAllBytes(path, Image);

        Engine.Run("$m = New-OfoxMessage (Get-Item $args[0]); Remove-Item $args[0]; $m | Export-OfoxConversation $args[1]", path, Chat)
            .Succeeded();

        Assert.Contains("a.png\"", File.ReadAllText(Chat), StringComparison.Ordinal);
        Engine.Run("Import-OfoxConversation $args[0]", Chat).Error("OfoxInvalidArgument");
    }

    [Theory]
    [InlineData("another content", "", "content is another")]
    [InlineData("", "without hash", "does not say its content")]
    [InlineData("", "another machine", "not the address of a file of this machine")]
    public void A_file_that_the_conversation_does_not_know_is_not_read(string change, string address, string words)
    {
        string path = Folder.File("a.png");
        File.WriteAllBytes(path, Image);
        Engine.Run("$null = ofox see -Image $args[0]; Export-OfoxConversation $args[1]", path, Chat).Succeeded();
        string text = File.ReadAllText(Chat);
        int hash = text.IndexOf("#sha256=", StringComparison.Ordinal);
        File.WriteAllText(Chat, address switch
        {
            "without hash" => text.Remove(hash, "#sha256=".Length + 64),
            "another machine" => text.Replace("file:///", "file://host/", StringComparison.Ordinal),
            _ => text,
        });
        if (change.Length > 0)
        {
            File.WriteAllBytes(path, [.. Image, 0]);
        }

        Assert.Contains(
            words, Engine.Run("Import-OfoxConversation $args[0]", Chat)
            .Error("OfoxInvalidArgument").Exception.Message, StringComparison.Ordinal);
    }
}
