using System;
using System.IO;
using System.Linq;
using OfoxPS.EngineTests.Support;
using OfoxPS.UnitTests.Support;
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

    private const string Local = "http://127.0.0.1:6300/v1";

    [Theory]
    [InlineData("$null = ofox next -Continue")]
    [InlineData("$null = $r | ofox next")]
    [InlineData("$null = ofox next -Message $r")]
    [InlineData("$null = $r.Conversation | ofox next")]
    [InlineData("$null = $r | Get-OfoxStream next")]
    [InlineData("$null = ofox next -Continue -BaseUri http://127.0.0.1:6300/v1/")]
    [InlineData("$null = ofox next -Continue; $null = ofox more -Continue")]
    [InlineData("$null = $r | ofox next -Raw")]
    [InlineData("Set-OfoxConfiguration -Temperature 1; $null = ofox next -Continue")]
    public void It_goes_on_with_the_model_and_at_the_address_that_held_it(string script) =>
        Assert.Equal($"local/m1 {Local}/chat/completions", Held(script));

    [Theory]
    [InlineData("$null = $r | ofox next -Model other/m", "other/m http://127.0.0.1:6300/v1/chat/completions")]
    [InlineData("$null = $r | ofox next -BaseUri http://127.0.0.1:6301/v1", "local/m1 http://127.0.0.1:6301/v1/chat/completions")]
    [InlineData("Set-OfoxConfiguration -Model other/m -BaseUri http://127.0.0.1:6302/v1; $null = ofox next -Continue",
        "other/m http://127.0.0.1:6302/v1/chat/completions")]
    [InlineData("$null = ofox new", "openai/gpt-4o http://127.0.0.1:9/v1/chat/completions")]
    [InlineData("$null = ofox next -Message @{ role = 'assistant'; content = 'hi' }",
        "openai/gpt-4o http://127.0.0.1:9/v1/chat/completions")]
    public void Unless_somebody_says_otherwise(string script, string expected) => Assert.Equal(expected, Held(script));

    [Fact]
    public void The_key_goes_on_with_its_address()
    {
        Engine.Run("param($url) Set-OfoxConfiguration -BaseUri http://127.0.0.1:9/v1; $null = ofox one -BaseUri $url -ApiKey "
            + "sk-of-the-other; $null = ofox two -Continue", Engine.Gateway.BaseUri).Succeeded();

        Assert.Equal(
            2, Engine.Gateway.Requests.All.Count(
            static request => request.Headers.TryGetValue("Authorization", out string? key) && key == "Bearer sk-of-the-other"));
    }

    [Fact]
    public void Inputs_of_one_pipeline_go_to_one_address()
    {
        EngineResult result = Engine.Run(
            "Set-OfoxConfiguration -BaseUri http://127.0.0.1:9/v1; Use-OfoxTestResponse a, b { $r = ofox one -BaseUri "
            + "http://127.0.0.1:6300/v1; $r, 'plain text' | ofox next }");

        Assert.Contains("go to one address", result.Error("OfoxInvalidArgument").Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Import-OfoxConversation $path")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($r, 6))")]
    public void One_that_was_held_elsewhere_and_kept_goes_nowhere_unasked(string kept)
    {
        string script =
            "param($path) Set-OfoxConfiguration -BaseUri http://127.0.0.1:9/v1; Use-OfoxTestResponse a, b -AllowUnused { $r = ofox one "
                + "-Model local/m1 -BaseUri 'http://127.0.0.1:6300/v1?key=secret'; "
            + $"$r | Export-OfoxConversation $path; $kept = {kept}; Set-OfoxConfiguration -BaseUri $null; ";

        string path = Folder.File("c.jsonl");
        Assert.Contains(
            "held at http://127.0.0.1:6300/v1,", Engine.Run(script + "$kept | ofox next }", path)
            .Error("OfoxInvalidArgument").Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", File.ReadAllText(path), StringComparison.Ordinal);
        File.Delete(path);
        Assert.Equal(
            "local/m1 http://127.0.0.1:6301/v1/chat/completions",
            Engine.Run(script
            + "$null = $kept | ofox next -BaseUri http://127.0.0.1:6301/v1; (Get-OfoxTestRequest)[-1] | ForEach-Object { \"$($_.Model) "
            + "$($_.Uri)\" } }", path).Single<string>());
    }

    [Fact]
    public void An_answer_says_where_it_was_given() =>
        Assert.Equal(
            "http://127.0.0.1:6300/v1",
            Engine.Run("Use-OfoxTestResponse a { (ofox one -BaseUri 'http://127.0.0.1:6300/v1?key=secret').BaseUri.AbsoluteUri }")
            .Single<string>());

    // The last request of a script that goes on with an answer in $r.
    private string Held(string script) =>
        Engine.Run("Set-OfoxConfiguration -BaseUri http://127.0.0.1:9/v1; Use-OfoxTestResponse a, b, c -AllowUnused { $r = ofox 'a "
            + "local secret' -Model local/m1 -BaseUri "
        + Local + "; " + script + "; (Get-OfoxTestRequest)[-1] | ForEach-Object { \"$($_.Model) $($_.Uri)\" } }").Single<string>();

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
    [InlineData("@{ role = 'user'; content = 'hi' } | ofox")]
    [InlineData("[pscustomobject] @{ role = 'user'; content = 'hi' } | ofox")]
    [InlineData("@{ Role = 'User'; Content = 'hi' } | ofox")]
    [InlineData("ofox -InputObject @{ role = 'user'; content = 'hi' }")]
    public void A_dictionary_with_role_and_content_is_a_message(string script)
    {
        Engine.Run(script).Succeeded();

        Assert.Equal(1, Engine.Sent.Body.GetProperty("messages").GetArrayLength());
        Assert.Equal("hi", Engine.Sent.LastText);
    }

    [Theory]
    [InlineData("@{ role = 'system'; content = 'be brief' }, @{ role = 'user'; content = 'hi' } | ofox")]
    [InlineData(", @(@{ role = 'system'; content = 'be brief' }, @{ role = 'user'; content = 'hi' }) | ofox")]
    [InlineData("ofox -InputObject @{ role = 'system'; content = 'be brief' }, ([pscustomobject] @{ role = 'user'; content = 'hi' })")]
    [InlineData("@{ role = 'system'; content = 'be brief' } | ofox 'hi'")]
    public void Several_are_one_conversation(string script)
    {
        Engine.Run(script).Succeeded();

        Assert.Equal("be brief", Engine.Sent.Body.GetProperty("messages")[0].GetProperty("content").GetString());
        Assert.Equal("hi", Engine.Sent.Body.GetProperty("messages")[1].GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("@{ role = 'admin'; content = 'x' }")]
    [InlineData("@{ role = 'user'; content = 'x'; department = 'sales' }")]
    [InlineData("@{ role = 'user' }")]
    [InlineData("@{ content = 'x' }")]
    public void What_has_other_fields_is_data(string data)
    {
        Engine.Run($"{data} | ofox 'Summarize.'").Succeeded();

        Assert.StartsWith("Summarize.\n\n{", Engine.Sent.LastText, StringComparison.Ordinal);
    }
}
