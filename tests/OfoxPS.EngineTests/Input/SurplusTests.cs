using System;
using System.Management.Automation;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Input;

/// <summary>What people type first, and what they are told.</summary>
public sealed class SurplusTests : EngineTest
{
    private static readonly byte[] Png =
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Theory]
    [InlineData("ofox why is the sky blue", "PositionalParameterNotFound")]
    [InlineData("Get-OfoxStream it is", "PositionalParameterNotFound")]
    [InlineData("'x' | ofox why not", "PositionalParameterNotFound")]
    [InlineData("ofox hi -Modle x/y", "NamedParameterNotFound")]
    [InlineData("ofox hi -Modle:x/y", "NamedParameterNotFound")]
    [InlineData("ofox -Modle", "NamedParameterNotFound")]
    public void Words_that_belong_to_no_parameter_are_refused(string script, string id)
    {
        Engine.Try(script).Fails(id);
        Assert.Empty(Engine.Requests);
    }

    [Theory]
    [InlineData("ofox hi -Modle x/y", "Did you mean -Model?")]
    [InlineData("$more = @{ Temprature = 1 }; ofox hi @more", "Did you mean -Temperature?")]
    [InlineData("Get-OfoxModel -Refersh", "Did you mean -Refresh?")]
    [InlineData("ofox hi -TopK 3", "-ExtraBody @{ top_k = ... }")]
    [InlineData("ofox hi -Proxy http://x", "-Proxy is a parameter of Set-OfoxConfiguration")]
    [InlineData("Set-OfoxConfiguration -Zzzz 1", "Get-Help Set-OfoxConfiguration -Parameter *")]
    [InlineData("ofox why is it", "needs quotes, as in ofox 'why is the sky blue?'")]
    [InlineData("ofox what a.png", "-Attachment a.png")]
    [InlineData("ofox hi -json", "-As @{ name = 'string'")]
    [InlineData("ofox hi -Format json", "-ResponseFormat json_object")]
    [InlineData("ofox hi -n 3", "-ExtraBody @{ n = ... }. -n is -NoToolExecution, a switch, which takes no value.")]
    [InlineData("ofox hi -k sk-x", "-k is -KeepFailure, a switch")]
    [InlineData("ofox hi -Stream true", "-Stream is a switch, which takes no value.")]
    [InlineData("ofox hi -output a.txt", "ofox '...' -Raw > answer.txt")]
    [InlineData("ofox hi -file a.txt", "Get-Item notes.txt | ofox '...'")]
    [InlineData("ofox hi -max_completion_tokens 5", "Did you mean -MaxTokens?")]
    [InlineData("ofox hi -system-prompt x", "Did you mean -System?")]
    [InlineData("ofox hi -url http://x", "Did you mean -BaseUri?")]
    [InlineData("Get-OfoxModel -Threads 3", "Get-Help Get-OfoxModel")]
    [InlineData("ofox hi -As [ordered]@{ a = 'int' }", "-As ([ordered]@{ ... })")]
    public void What_was_probably_meant_is_recommended(string script, string words)
    {
        Assert.Contains(words, Engine.Try(script).Failure!.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void A_file_in_the_place_of_a_second_prompt_is_shown_in_the_pipeline()
    {
        string path = Folder.File("notes.txt");
        System.IO.File.WriteAllText(path, "x");

        Assert.Contains(
            $"Get-Item {path} | ofox", Engine.Try("param($path) ofox sum $path", path).Failure!.ErrorDetails.RecommendedAction,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ofox hi -Property Name, CPU", "-InputProperty")]
    [InlineData("ofox hi -Model a/b, c/d", "-Fallback")]
    public void A_list_in_the_place_of_one_value_is_told_what_takes_a_list(string script, string words) => IsRefusedUnsent(script, words);

    [Theory]
    [InlineData("ofox hi -System $file")]
    [InlineData("ofox hi -System ('Be', 'brief')")]
    [InlineData("Set-OfoxConfiguration -System $file; ofox hi")]
    [InlineData("ofox $file -System hi")]
    public void Instructions_and_a_prompt_are_lines_or_the_text_of_a_file(string script)
    {
        string path = Folder.File("brief.txt");
        System.IO.File.WriteAllText(path, "Be\nbrief");

        Engine.Run($"param($path) $file = Get-Item $path; {script}", path).Succeeded();
        string sent = Engine.Sent.Body.GetRawText();
        Assert.Contains("Be\\nbrief", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("brief.txt", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ofox --help", "ofox 'why is the sky blue?'")]
    [InlineData("ofox help", "ofox 'why is the sky blue?'")]
    [InlineData("ofox -h", "ofox 'why is the sky blue?'")]
    [InlineData("ofox --version", "OfoxPS 0.")]
    public void The_command_itself_answers_who_asks_it_for_help(string script, string words)
    {
        Assert.Contains(words, Engine.Run(script).Single<string>(), StringComparison.Ordinal);
        Assert.Empty(Engine.Requests);
    }

    [Theory]
    [InlineData("ofox help -Temperature 0")]
    [InlineData("'a word' | ofox help")]
    public void A_model_is_asked_for_help_with_anything_beside_the_word(string script)
    {
        Engine.Run(script).Succeeded();
        Assert.Contains("help", Engine.Sent.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Five_parameters_have_a_name_of_one_letter()
    {
        Engine.Run("function Get-Weather { }; ofox hi | Out-Null; ofox hi -m anthropic/claude-sonnet-4.5 -s Briefly -t Get-Weather -c")
            .Succeeded();

        string body = Engine.LastSent.Body.GetRawText();
        Assert.All(["anthropic/claude-sonnet-4.5", "Briefly", "Get-Weather"],
            word => Assert.Contains(word, body, StringComparison.Ordinal));
        Assert.Equal(3, Engine.LastSent.Messages.GetArrayLength() - 1);
        Assert.Equal("i", Engine.Run("(Get-Command Invoke-OfoxChat).Parameters.Image.Aliases").Text);
    }

    [Theory]
    [InlineData("ofox hi -Key sk-hidden-1234567890")]
    [InlineData("ofox hi -Proxy http://u:sk-hidden-1234567890@h")]
    [InlineData("Get-OfoxStream hi -Apikeys sk-hidden-1234567890")]
    [InlineData("ofox hi -Header @{ 'X-Api-Key: sk-hidden-1234567890' = '' }")]
    [InlineData("ofox hi -Header @{ 'X-Api-Key' = \"sk-hidden-1234567890`n\" }")]
    [InlineData("Set-OfoxConfiguration -Proxy sk-hidden-1234567890@h")]
    [InlineData("ofox hi -ApiKey 'sk-hidden-1234567890 x'")]
    public void A_secret_in_the_wrong_place_is_in_no_error(string script)
    {
        ErrorRecord error = Engine.Try(script).Failure!;

        string text =
            $"{error} {error.ErrorDetails} {error.Exception} {error.TargetObject} {error.CategoryInfo} "
                + $"{PSSerializer.Serialize(error.TargetObject)} {PSSerializer.Serialize(error.Exception)}";
        Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void No_parameter_is_hidden() =>
        Assert.DoesNotContain(
            "Surplus", string.Concat(
            Engine.Run("foreach ($c in 'Invoke-OfoxChat', 'Get-OfoxStream', 'ConvertTo-OfoxRequest') { (Get-Command $c).Parameters.Keys }")
            .All<string>()), StringComparison.Ordinal);

    [Fact]
    public void The_path_of_an_image_as_text_is_warned_of_once()
    {
        string path = Folder.File("a.png");
        System.IO.File.WriteAllBytes(path, Png);

        string warning = Assert.Single(Engine.Run("$args[0], $args[0] | ofox 'What is it?'", path).Warnings);
        Assert.Contains("-Attachment", warning, StringComparison.Ordinal);
        Assert.Contains($"Get-Item '{path}' | ofox", warning, StringComparison.Ordinal);
        Assert.Single(Engine.Run("ofox 'What is it?' -InputObject $args[0]", path).Warnings);
        Assert.Equal(3, Engine.Requests.Count);
    }

    [Theory]
    [InlineData("missing.png")]
    [InlineData("a picture of a.png")]
    [InlineData("nodrive:x.png")]
    [InlineData("//host/share/a.png")]
    [InlineData("a.png\nb")]
    public void Other_texts_are_not(string text) => Assert.Empty(Engine.Run("$args[0] | ofox", text).Warnings);
}
