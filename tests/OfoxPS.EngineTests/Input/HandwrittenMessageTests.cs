using System.Text.Json;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Input;

/// <summary>Messages in the API's words, and messages that come from a file or a job.</summary>
public sealed class HandwrittenMessageTests : EngineTest
{
    private const string Saved =
        "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($answer, 6))";

    [Fact]
    public void Calls_and_their_results_are_sent_as_they_were_written()
    {
        Engine.Run("""
            ofox -Message @(
                @{ role = 'developer'; content = 'Be brief.' }
                @{ role = 'user'; name = 'Ann'; content = @('a', @{ type = 'text'; text = 'b' }, @{ type = 'image_url'; image_url = @{ url = 'https://example.com/a.png'; detail = 'low' } }, @{ type = 'image_url'; image_url = 'https://example.com/b.png' }) }
                @{ role = 'assistant'; content = $null; tool_calls = @(@{ id = 'c1'; type = 'function'; function = @{ name = 'f'; arguments = '{}' } }, @{ id = 'c2'; name = 'g'; arguments = @{ x = 1 }; more = 3 }) }
                @{ role = 'tool'; tool_call_id = 'c1'; content = '1' }
                @{ role = 'tool'; tool_call_id = 'c2'; content = '2' }
                @{ role = 'assistant'; content = ''; refusal = 'no'; annotations = @(1) }
                @{ role = 'user'; content = 'last' }
            )
            """).Succeeded();

        JsonElement messages = Engine.Sent.Messages;
        Assert.Equal(7, messages.GetArrayLength());
        Assert.Equal("Ann", messages[1].GetProperty("name").GetString());
        JsonElement parts = messages[1].GetProperty("content");
        Assert.Equal("low", parts[2].GetProperty("image_url").GetProperty("detail").GetString());
        Assert.Equal("https://example.com/b.png", parts[3].GetProperty("image_url").GetProperty("url").GetString());
        JsonElement calls = messages[2].GetProperty("tool_calls");
        Assert.Equal("{\"x\":1}", calls[1].GetProperty("function").GetProperty("arguments").GetString());
        Assert.Equal(3, calls[1].GetProperty("more").GetInt32());
        Assert.Equal("c2", messages[4].GetProperty("tool_call_id").GetString());
    }

    [Theory]
    [InlineData("@{ role = 'king'; content = 'x' }", "The role 'king' does not exist")]
    [InlineData("@{ text = 'x' }", "must have a role or content")]
    [InlineData("@{ role = 'user'; content = @(@{ type = 5 }) }", "'type' of a message is not a string")]
    [InlineData("@{ role = 'user'; content = @(5) }", "A content part must be a hashtable")]
    [InlineData("5", "A message must be a ChatMessage")]
    [InlineData("@{ role = 'assistant'; tool_calls = @(5) }", "A tool call must be a hashtable")]
    [InlineData("@{ role = 'user'; content = @(@{ image = 'a.png' }) }", "only the name of its file")]
    public void A_message_that_is_none_is_refused_with_what_is_wrong(string message, string words) =>
        IsRefusedUnsent($"ofox -Message {message}", words);

    [Theory]
    [InlineData("@{ role = 'user'; content = $null } | ofox")]
    [InlineData("@{ role = 'user'; content = ' ' } | ofox")]
    [InlineData("@{ role = 'user'; content = @() } | ofox")]
    [InlineData("ofox -Message @{ role = 'system'; content = 'x' }, @{ role = 'user'; content = '' }")]
    [InlineData("ofox -Message ([OfoxPS.ChatMessage]::new('user', ''))")]
    public void A_question_without_content_is_not_sent(string script) => IsRefusedUnsent(script + " -ErrorAction Stop", "has no content");

    [Fact]
    public void An_empty_message_before_the_question_is_sent() =>
        Engine.Run("ofox -Message @{ role = 'user'; content = '' }, @{ role = 'assistant'; content = 'x' } hi").Succeeded();

    [Theory]
    [InlineData("[System.Text.StringBuilder]::new('a text') | ofox", "a text")]
    [InlineData("$w = [System.IO.StringWriter]::new(); $w.Write('a text'); ofox -InputObject $w", "a text")]
    [InlineData("@{ role = 'user'; content = [System.Text.StringBuilder]::new('a text') } | ofox", "a text")]
    [InlineData("@{ t = [System.Text.StringBuilder]::new('a text') } | ofox", "{\"t\":\"a text\"}")]
    public void A_text_that_is_being_built_is_its_text(string script, string sent)
    {
        Engine.Run(script).Succeeded();

        Assert.Equal(sent, Engine.Sent.LastText);
    }

    [Fact]
    public void A_saved_answer_goes_on_and_knows_what_it_was()
    {
        EngineResult result = Engine.Run(
            "function Get-It { 42 }; $answer = ofox 'call Get-It({})' -Tool Get-It -System s; $back = " + Saved + "; $back | ofox 'next'");

        OfoxPS.ChatCompletion next = result.Single<ChatCompletion>();
        Assert.Equal("next", next.Conversation[5].Content);
        JsonElement messages = Engine.LastSent.Messages;
        Assert.Equal(6, messages.GetArrayLength());
        Assert.Equal("Get-It", messages[2].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("name").GetString());
        Assert.Equal("42", messages[3].GetProperty("content").GetString());
    }

    [Fact]
    public void A_saved_message_is_a_message()
    {
        Engine.Run("$answer = New-OfoxMessage 'see' -Image 'https://example.com/a.png'; $back = " + Saved + "; ofox -Message $back")
            .Succeeded();

        Assert.Equal(
            "https://example.com/a.png", Engine.Sent.Messages[0].GetProperty("content")[1].GetProperty("image_url").GetProperty("url")
            .GetString());
    }
}
