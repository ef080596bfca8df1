using System;
using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Chat;

/// <summary>-Continue, and the cmdlets of the conversation that it goes on with.</summary>
public sealed class ConversationTests : EngineTest
{
    [Fact]
    public void Continue_sends_what_was_said_before()
    {
        ChatCompletion answer = Engine.Run("$null = ofox 'one' -System 'be brief'; ofox 'two' -Continue").Single<ChatCompletion>();

        Assert.Equal(["system", "user", "assistant", "user", "assistant"], answer.Conversation.Select(static message => message.Role));
        Assert.Equal("two", Engine.LastSent.LastText);
        Assert.Equal(4, Engine.LastSent.Body.GetProperty("messages").GetArrayLength());
    }

    [Theory]
    [InlineData("ofox 'hi' -Continue", "There is no conversation to continue")]
    [InlineData("ofox 'hi' -Continue", "Import-OfoxConversation FILE | ofox")]
    [InlineData("Get-OfoxConversation", "There is no conversation to continue")]
    [InlineData("$null = ofox 'one'; ofox -Continue", "There is nothing to ask")]
    public void Nothing_to_go_on_with_is_an_error(string script, string words) =>
        Assert.Contains(words, Engine.Try(script).Fails("OfoxInvalidArgument").ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_failure_keeps_the_conversation_before_it()
    {
        Engine.Run("$null = ofox 'one'; try { ofox 'two' -Model fault/400 } catch { }");

        Assert.Equal(
            ["one", "one"], Engine.Run("(Get-OfoxConversation).Messages").All<ChatMessage>().Select(static message => message.ToString()));
    }

    [Fact]
    public void It_knows_what_all_of_it_has_used()
    {
        OfoxConversation conversation = Engine.Run("$null = ofox 'one two'; $null = ofox 'three' -Continue; Get-OfoxConversation")
            .Single<OfoxConversation>();

        Assert.Equal((4, "openai/gpt-4o", false), (conversation.Messages.Length, conversation.Model, conversation.IsInterrupted));
        Assert.True(conversation.Usage!.CompletionTokens >= 3);
    }

    [Theory]
    [InlineData("Get-Secret")]
    [InlineData("1 | ForEach-Object { Get-Secret }")]
    [InlineData("Use-OfoxTestResponse 'made up' { ofox 'of a test' }")]
    [InlineData("Use-OfoxTestResponse 'made up' -Start; ofox 'of a test'; Stop-OfoxTestBlock")]
    public void What_a_module_or_a_test_asks_does_not_take_its_place(string other)
    {
        Engine.Run($$"""
            $null = New-Module Triage { function Get-Secret { ofox 'of the module' } }
            $null = ofox 'one'
            $null = . { {{other}} }
            ofox 'and?' -Continue
            """).Single<ChatCompletion>();

        Assert.Equal(
            ["one", "one", "and?"], Engine.LastSent.Messages.EnumerateArray()
            .Select(static message => message.GetProperty("content").GetString()));
    }

    [Fact]
    public void A_module_and_a_test_go_on_with_their_own() => Assert.Equal(
        ["of the module", "go on", "test", "more"],
        Engine.Run("""
            $null = New-Module Triage { function Get-Secret { ofox 'of the module' }; function Get-More { $null = ofox 'go on' -Continue; Get-OfoxConversation } }
            $null = Get-Secret
            $null = ofox 'one'
            (Get-More).Messages.Where({ $_.Role -eq 'user' }).Content
            (Use-OfoxTestResponse a, b { $null = ofox test; $null = ofox more -Continue; Get-OfoxConversation }).Messages.Where({ $_.Role -eq 'user' }).Content
            """).All<string>());

    [Theory]
    [InlineData("$null = New-Module Triage { function Get-More { ofox 'go on' -Continue } }; Get-More", "in the module 'Triage'")]
    [InlineData("Use-OfoxTestResponse a { ofox 'go on' -Continue }", "in this block of a test")]
    public void They_begin_with_none(string script, string words) =>
        Assert.Contains(
            words, Engine.Try($"$null = ofox 'one'; {script}").Fails("OfoxInvalidArgument").ToString(), StringComparison.Ordinal);

    [Fact]
    public void It_goes_on_after_tools()
    {
        ChatCompletion answer = Engine.Run("""
            function Get-Number { 42 }
            $null = ofox 'call Get-Number({})' -Tool Get-Number
            ofox 'and now?' -Continue
            """).Single<ChatCompletion>();

        Assert.Equal(
            ["user", "assistant", "tool", "assistant", "user", "assistant"], answer.Conversation.Select(static message => message.Role));
        Assert.Equal("call_1", Engine.LastSent.Body.GetProperty("messages")[2].GetProperty("tool_call_id").GetString());
        Assert.Equal("and now?", Engine.LastSent.LastText);
    }

    [Theory]
    [InlineData("ofox 'two' -Continue -Model 'openai/gpt-4o?cost=0.25'", 0.375)]
    [InlineData("$first | ofox 'two' -Model 'openai/gpt-4o?cost=0.25'", 0.375)]
    [InlineData("Get-OfoxConversation | ofox 'two' -Model 'openai/gpt-4o?cost=0.25'", 0.375)]
    [InlineData("ofox 'two' -Model 'openai/gpt-4o?cost=0.25'", 0.25)]
    public void It_knows_what_all_of_it_has_cost(string script, double cost)
    {
        OfoxConversation conversation = Engine.Run(
            $"$first = ofox 'one' -Model 'openai/gpt-4o?cost=0.125'; $null = {script}; Get-OfoxConversation").Single<OfoxConversation>();

        Assert.Equal((decimal)cost, conversation.Cost);
        Assert.Contains($" out · ${cost:0.00}", Engine.Show("Get-OfoxConversation"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cost_that_is_unknown_in_part_is_unknown() =>
        Assert.Null(Engine.Run(
            "$null = ofox 'one' -Model 'openai/gpt-4o?cost=0.125'; $null = ofox 'two' -Continue -Stream -Model "
            + "'openai/gpt-4o?usage=none'; Get-OfoxConversation")
            .Single<OfoxConversation>().Cost);

    [Fact]
    public void It_reads_like_a_chat()
    {
        string shown = Engine.Show("$null = ofox 'one two' -System 'be brief'; Get-OfoxConversation");

        Assert.Contains(
            "system\nbe brief\n\nuser\none two\n\nassistant\n", shown.Replace("\r", string.Empty, StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Matches(@"openai/gpt-4o · 3 messages · \d+ in, \d+ out", shown);
    }

    [Fact]
    public void Text_that_had_arrived_is_kept_when_the_pipeline_ends()
    {
        Engine.Run("try { ofox 'x' -Stream -Model 'openai/gpt-4o?chunks=5&hold=3' 6>&1 | ForEach-Object { if (\"$_\" -match 'word2') { "
            + "throw 'enough' } } } catch { }").Succeeded();

        OfoxConversation conversation = Engine.Run("Get-OfoxConversation").Single<OfoxConversation>();
        Assert.True(conversation.IsInterrupted);
        Assert.StartsWith("word1 word2", conversation.Messages[^1].ToString(), StringComparison.Ordinal);
    }
}
