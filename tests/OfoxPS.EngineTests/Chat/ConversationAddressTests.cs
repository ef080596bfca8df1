using System;
using System.IO;
using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Chat;

/// <summary>A conversation goes on with the model and at the address that held it.</summary>
public sealed class ConversationAddressTests : EngineTest
{
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
}
