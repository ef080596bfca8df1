using System;
using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Input;

/// <summary>Objects in the pipeline: JSON beside the prompt, within limits.</summary>
public sealed class ObjectTests : EngineTest
{
    [Theory]
    [InlineData("5", "5")]
    [InlineData("2.5", "2.5")]
    [InlineData("$true", "true")]
    [InlineData("$false", "false")]
    [InlineData("0", "0")]
    [InlineData("[datetime]::SpecifyKind('2024-02-29T12:00:00', 'Utc')", "\"2024-02-29T12:00:00.0000000Z\"")]
    [InlineData("[timespan] '1.02:03:04'", "\"1.02:03:04\"")]
    [InlineData("[System.DayOfWeek]::Monday", "\"Monday\"")]
    [InlineData("[guid]::Empty", "\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("[version] '1.2.3'", "\"1.2.3\"")]
    [InlineData("[pscustomobject]@{ Name = 'a'; Size = 5; On = $true; None = $null; List = @(1) }", """{"Name":"a","Size":5,"On":true,"None":null,"List":[1]}""")]
    [InlineData("@{ a = @{ b = 1 } }", """{"a":{"b":1}}""")]
    [InlineData("[ordered]@{ z = 1; a = 2 }", """{"z":1,"a":2}""")]
    [InlineData("@{ 1 = 'a' }", """{"1":"a"}""")]
    [InlineData(", @(1, 'a')", """[1,"a"]""")]
    [InlineData("[pscustomobject]@{ a = [System.DBNull]::Value }", """{"a":null}""")]
    [InlineData("[pscustomobject]@{ d = [double]::NaN }", """{"d":"NaN"}""")]
    public void An_object_is_sent_as_its_JSON(string expression, string json)
    {
        Engine.Run($"{expression} | ofox 'x'").Succeeded();

        Assert.Equal("x\n\n" + json, Engine.Sent.LastText);
    }

    [Fact]
    public void An_object_needs_no_prompt()
    {
        Engine.Run("[pscustomobject]@{ a = 1 } | ofox").Succeeded();

        Assert.Equal("""{"a":1}""", Engine.Sent.LastText);
    }

    [Fact]
    public void The_answer_carries_the_very_object() =>
        Assert.True(Engine.Run("$o = [pscustomobject]@{ n = 1 }; [object]::ReferenceEquals($o, ($o | ofox 'x').InputObject)").Single<bool>());

    [Theory]
    [InlineData("$h = [ordered]@{ n = 1 }; $h.self = $h; $h")]
    [InlineData("$l = [System.Collections.ArrayList] @('n'); $null = $l.Add($l); , $l")]
    public void An_object_that_holds_itself_is_sent_without_going_round_and_a_warning_says_so(string make)
    {
        EngineResult result = Engine.Run($"& {{ {make} }} | ofox 'x'").Succeeded();

        Assert.Contains("refer to themselves", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.True(Engine.Sent.LastText!.Length < 200);
    }

    [Fact]
    public void A_deep_object_is_cut_at_four_levels_and_a_warning_says_so()
    {
        EngineResult result = Engine.Run("$v = 'end'; foreach ($i in 1..12) { $v = [pscustomobject]@{ x = $v } }; $v | ofox 'x'").Succeeded();

        Assert.Contains("deeper than 4 levels", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Four_levels_are_sent_whole()
    {
        Assert.Empty(Engine.Run("@{ a = @{ b = @{ c = @{ d = 1 } } } } | ofox 'x'").Succeeded().Warnings);
        Assert.EndsWith("""{"a":{"b":{"c":{"d":1}}}}""", Engine.Sent.LastText, StringComparison.Ordinal);
    }

    [Fact]
    public void As_many_levels_are_sent_as_asked_for()
    {
        Engine.Run("@{ a = @{ b = @{ c = @{ d = @{ e = @{ f = 1 } } } } } } | ofox 'x' -InputDepth 8").Succeeded();

        Assert.EndsWith("""{"a":{"b":{"c":{"d":{"e":{"f":1}}}}}}""", Engine.Sent.LastText, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_chosen_properties_are_sent()
    {
        Engine.Run("[pscustomobject]@{ a = 1; b = 2; c = 3 } | ofox 'x' -InputProperty c, a").Succeeded();

        Assert.Equal("x\n\n" + """{"c":3,"a":1}""", Engine.Sent.LastText);
    }

    [Fact]
    public void A_huge_object_is_cut_and_a_warning_says_so()
    {
        Assert.Contains("262144", Assert.Single(Engine.Run("[pscustomobject]@{ a = 'y' * 300000 } | ofox 'x'").Succeeded().Warnings), StringComparison.Ordinal);
        Assert.InRange(Engine.Sent.LastText!.Length, 262000, 262200);
    }

    [Fact]
    public void A_secret_in_an_object_is_not_sent()
    {
        Engine.Run("$s = [securestring]::new(); foreach ($c in 'hunter2'.ToCharArray()) { $s.AppendChar($c) }; [pscustomobject]@{ user = 'ann'; password = $s } | ofox 'x'").Succeeded();

        Assert.DoesNotContain("hunter2", Engine.Sent.Entry.Body, StringComparison.Ordinal);
        Assert.Contains("ann", Engine.Sent.Entry.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_in_the_pipeline_is_an_error_and_the_next_goes_on()
    {
        EngineResult result = Engine.Run("'a', $null, 'b' | ofox 'x'");

        Assert.Equal(2, result.Output.Count);
        result.Error("OfoxInvalidArgument");
    }

    [Fact]
    public void An_empty_pipeline_sends_nothing()
    {
        Assert.Empty(Engine.Run("@() | ofox 'x'").Succeeded().Output);
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void From_the_second_object_on_a_progress_bar_says_which_one_is_meant()
    {
        var progress = Engine.Run("1..3 | ofox 'x'").Succeeded().Progress;

        Assert.NotEmpty(progress);
        Assert.Equal(System.Management.Automation.ProgressRecordType.Completed, progress[^1].RecordType);
    }

    [Fact]
    public void A_string_keeps_its_lines_and_white_space()
    {
        Engine.Run("\" two`n lines \" | ofox").Succeeded();

        Assert.Equal(" two\n lines ", Engine.Sent.LastText);
    }

    [Fact]
    public void Blank_text_among_others_is_an_error_for_that_one()
    {
        EngineResult result = Engine.Run("'a', ' ', 'b' | ofox");

        Assert.Equal(["a", "b"], result.Output.Select(static answer => answer.ToString()));
        result.Error("OfoxInvalidArgument");
    }
}
