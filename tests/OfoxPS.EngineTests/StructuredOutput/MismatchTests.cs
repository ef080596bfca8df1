using System;
using System.Linq;
using System.Management.Automation;
using System.Text;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.StructuredOutput;

/// <summary>Answers that are found, repaired, or an error.</summary>
public sealed class MismatchTests : EngineTest
{
    [Theory]
    [InlineData("```json\n{\"a\": 5}\n```")]
    [InlineData("Sure! Here it is: {\"a\": 5} I hope that {this} helps.")]
    [InlineData("<think>Perhaps {\"a\": 4}?</think>\n{\"a\": 5}")]
    [InlineData("As [1] says, {\"b\":1} is wrong, {\"a\":5} is right.")]
    [InlineData("{\"a\": 5, /* five */ }")]
    [InlineData("{\"a\":5.0}")]
    [InlineData("\"{\\\"a\\\":5}\"")]
    [InlineData("{'a': 5}")]
    [InlineData("{\"a\":5}\nC:\\Users")]
    public void An_answer_is_found_among_what_models_say_around_it(string said)
    {
        string prompt = "say64: " + Convert.ToBase64String(Encoding.UTF8.GetBytes(said));

        Assert.Equal(5, Engine.Run("param($prompt) (ofox $prompt -As @{ a = [int] } -MaxRepair 0).a", prompt).Single<int>());
    }

    [Theory]
    [InlineData("Example: {\"a\":1} My verdict: {\"a\":2}")]
    [InlineData("{\"a\":1}\n{\"a\":2}")]
    public void Two_values_that_fit_and_differ_are_none(string said)
    {
        string prompt = "say64: " + Convert.ToBase64String(Encoding.UTF8.GetBytes(said));

        Assert.Contains(
            "several values", Engine.Try($"ofox '{prompt}' -As @{{ a = [int] }} -MaxRepair 0").Fails("OfoxSchemaMismatch").Exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_value_twice_is_one() =>
        Assert.Equal(5, Engine.Run("(ofox 'say: {\"a\":5} So: {\"a\": 5}' -As @{ a = [int] } -MaxRepair 0).a").Single<int>());

    [Theory]
    [InlineData("{\"a\":\"say \"hi\" now\"}")]
    [InlineData("{\"a\":\"trunc")]
    [InlineData("{\"a\":012}")]
    public void One_damaged_answer_does_not_change_how_the_next_ones_are_asked_for(string bad)
    {
        string answers = $"'{bad}'" + string.Concat(Enumerable.Repeat(", '{\"a\":\"x\"}'", 4));

        Assert.Equal(
            (4, 5, 5),
            Engine.Run($"Use-OfoxTestResponse @({answers}) {{ $global:out = 1..4 | ofox x -As @{{ a = [string] }} }}; $all = Get-OfoxTestRequest; "
                + "$global:out.Count; $all.Count; ($all | Where-Object { $_.Body.response_format.type -eq 'json_schema' }).Count")
                .All<int>() is [var answered, var asked, var sent] ? (answered, asked, sent) : default);
    }

    [Fact]
    public void Without_repairs_a_damaged_answer_is_not_asked_for_again()
    {
        Engine.Try("ofox 'say: {\"a\":\"trunc' -As @{ a = [string] } -MaxRepair 0").Fails("OfoxSchemaMismatch");

        Assert.Single(Engine.Requests);
    }

    [Fact]
    public void An_answer_that_does_not_fit_is_repaired_once_and_the_model_is_told_what_and_where()
    {
        Assert.Equal(5, Engine.Run("(ofox \"say: {`\"a`\":`\"five`\"}`nsay: {`\"a`\":5}\" -As @{ a = [int] }).a").Single<int>());

        Assert.Equal(
            ["user", "assistant", "user"], Engine.LastSent.Messages.EnumerateArray()
            .Select(static message => message.GetProperty("role").GetString()));
        Assert.Contains("$.a: expected a whole number, but found \"five\"", Engine.LastSent.LastText, StringComparison.Ordinal);
    }

    [Fact]
    public void As_many_repairs_are_tried_as_allowed()
    {
        Assert.Equal(
            5, Engine.Run("(ofox \"say: {`\"a`\":`\"x`\"}`nsay: {`\"a`\":`\"y`\"}`nsay: {`\"a`\":5}\" -As @{ a = [int] } -MaxRepair 2).a")
            .Single<int>());
        Assert.Equal(3, Engine.Requests.Count);
    }

    [Fact]
    public void An_answer_that_never_fits_is_an_error_with_all_that_is_known()
    {
        ErrorRecord error = Engine.Try("ofox 'say: {\"b\":1,\"a\":\"x\"}' -As @{ a = [int] }").Fails("OfoxSchemaMismatch");

        OfoxException exception = Assert.IsType<OfoxException>(error.Exception);
        Assert.Equal(["$: 'b' is not allowed", "$.a: expected a whole number, but found \"x\""], exception.SchemaErrors);
        Assert.Equal("""{"b":1,"a":"x"}""", exception.Completion!.Content);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Equal(2, Engine.Requests.Count);
    }

    [Theory]
    [InlineData("-StatusCode 400 -ErrorMessage 'request (2521 tokens) exceeds the available context size'",
        "exceeds the available context size")]
    [InlineData("-Fault ServerError", "The repair failed:")]
    [InlineData("-Content '{\"a\":' -FinishReason length", "The repair failed: The answer was cut off")]
    [InlineData("-Content 'no' -Refusal 'I will not'", "The repair failed: The model refused")]
    public void Where_the_repair_fails_the_error_is_that_of_the_answer(string repair, string words)
    {
        ErrorRecord error = Engine.Try(
            $"$one = New-OfoxTestResponse '{{\"a\":\"x\"}}' -Usage ([OfoxPS.Usage]@{{ PromptTokens = 7 }}); $two = New-OfoxTestResponse "
            + $"{repair}; " +
            "Use-OfoxTestResponse @($one, $two) { ofox hi -As @{ a = [int] } }").Fails("OfoxSchemaMismatch");

        OfoxException exception = Assert.IsType<OfoxException>(error.Exception);
        Assert.Equal(["$.a: expected a whole number, but found \"x\""], exception.SchemaErrors);
        Assert.Equal("""{"a":"x"}""", exception.Completion!.Content);
        Assert.Equal(7, exception.Completion.Usage!.PromptTokens);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.IsType<OfoxException>(exception.InnerException);
    }

    [Fact]
    public void A_repair_that_fails_for_what_meets_every_input_says_that()
    {
        OfoxException error = Assert.IsType<OfoxException>(
            Engine.Try("Use-OfoxTestResponse '{\"a\":\"x\"}', (New-OfoxTestResponse -Fault NoCredits) { ofox hi -As @{ a = [int] } }")
            .Fails("OfoxInsufficientCredits").Exception);

        Assert.Equal("""{"a":"x"}""", error.Completion!.Content);
    }

    [Fact]
    public void A_word_of_the_schema_that_a_server_refuses_is_left_out_and_no_more_than_that()
    {
        const string Script = """
            $refusal = New-OfoxTestResponse -StatusCode 400 -ErrorMessage "Invalid schema for response_format 'answer': 'maxLength' is not permitted."
            Use-OfoxTestResponse $refusal, 'a', 'b' {
                $null = ofox hi -Model local/refusing-lengths -As ([char])
                $null = ofox hi -Model local/refusing-lengths -As ([char])
                Get-OfoxTestRequest
            } | ForEach-Object { $format = $_.Body.response_format; "$($format.type) $($format.json_schema.schema.properties.value.Keys)" }
            """;

        Assert.Equal(
            ["json_schema type minLength maxLength description", "json_schema type minLength description",
            "json_schema type minLength description"], Engine.Run(Script).All<string>());
    }

    [Theory]
    [InlineData("{\"a\":3000000000}", "[int]")]
    public void A_value_that_no_property_can_hold_is_a_mismatch(string said, string type) =>
        Engine.Try($"ofox 'say: {said}' -As @{{ a = {type} }} -MaxRepair 0").Fails("OfoxSchemaMismatch");

    [Fact]
    public void An_answer_that_is_cut_is_no_half_object() =>
        Assert.Equal(
            "length", ((OfoxException)Engine.Try(
            "ofox 'say: {\"a\": 1, \"b\": \"one two three\"}' -As @{ a = [int]; b = [string] } -MaxTokens 2")
            .Fails("OfoxOutputTruncated").Exception).Completion!.FinishReason);

    [Theory]
    [InlineData("openai/gpt-4o?refuse=true")]
    [InlineData("openai/gpt-4o?finish=content_filter")]
    public void A_refusal_is_an_error_of_its_own(string model) =>
        Engine.Try($"ofox 'hi' -As @{{ a = [int] }} -Model '{model}'").Fails("OfoxRefused");

    [Theory]
    [InlineData("JsonObject", "json_object")]
    [InlineData("Prompt", null)]
    public void The_mode_says_how_the_form_is_asked_for(string mode, string? format)
    {
        Engine.Run($"ofox 'say: {{\"a\":5}}' -As @{{ a = [int] }} -SchemaMode {mode}").Succeeded();

        Assert.Equal(
            format, Engine.Sent.Has("response_format") ? Engine.Sent.Body.GetProperty("response_format").GetProperty("type").GetString()
            : null);
    }

    [Fact]
    public void One_answer_that_does_not_fit_leaves_the_others_alone()
    {
        EngineResult result =
            Engine.Run("'say: {\"a\":1}', 'say: no', 'say: {\"a\":3}' | ofox -As @{ a = [int] } -MaxRepair 0 | ForEach-Object a");

        Assert.Equal("say: no", $"{result.Error("OfoxSchemaMismatch").TargetObject}");
        Assert.Equal("1\n3", result.Text);
    }

    [Theory]
    [InlineData("class Checked { [ValidatePattern('^(a+)+$')] [string] $A }|[Checked]", "{\"A\":\"$x\"}", "$.A")]
    [InlineData("class Inner { [ValidatePattern('^(a+)+$')] [string[]] $A }; class Outer { [Inner[]] $I }|[Outer]",
        "{\"I\":[{\"A\":[\"a\",\"$x\"]}]}", "$.I[0].A")]
    public void A_pattern_of_a_class_that_cannot_be_decided_in_time_refuses_the_answer(string type, string answer, string path)
    {
        string json = answer.Replace("$x", new string('a', 60) + "!", StringComparison.Ordinal);

        ErrorRecord error = Engine.Try(
            $"{type.Split('|')[0]}; Use-OfoxTestResponse $args[0] {{ ofox hi -As ({type.Split('|')[1]}) -MaxRepair 0 }}", json)
            .Fails("OfoxSchemaMismatch");

        Assert.Contains($"{path}: it takes too long to decide", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("double", "1e400")]
    [InlineData("double", "-1e400")]
    [InlineData("float", "1e300")]
    [InlineData("decimal", "1e300")]
    public void A_number_beyond_its_type_is_no_infinity(string type, string number) =>
        Engine.Try($"Use-OfoxTestResponse $args[0] {{ ofox hi -As @{{ v = [{type}] }} -MaxRepair 0 }}", $"{{\"v\":{number}}}")
            .Fails("OfoxSchemaMismatch");

    [Fact]
    public void A_pattern_that_is_none_is_refused_before_anything_is_sent()
    {
        IsRefusedUnsent(
            "ofox hi -As '{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"pattern\":\"(\"}}}'",
            "'pattern' at $.properties.a is not a regular expression");
        IsRefusedUnsent(
            "New-OfoxTool -Name t -Strict -Schema @{ type = 'object'; properties = @{ a = @{ type = 'string'; pattern = '(' } } }",
            "is not a regular expression");
    }
}
