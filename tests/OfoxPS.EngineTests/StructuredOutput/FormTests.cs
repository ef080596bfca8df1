using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.StructuredOutput;

/// <summary>What -As takes, and what it gives.</summary>
public sealed class FormTests : EngineTest
{
    private const string Types = """
        enum AsLevel { low; high }
        class AsNode { [string] $Name; [AsNode[]] $Kids }
        class AsVerdict { [ValidateSet('a', 'b')] [string] $Kind; [ValidateRange(1, 5)] [int] $Risk; [Nullable[double]] $Score; [AsLevel] $Level; [datetime] $When }

        """;

    [Theory]
    [InlineData("[int]", "42", typeof(int), "42")]
    [InlineData("'int'", "{\"value\":42}", typeof(int), "42")]
    [InlineData("[bool]", "{\"value\":true}", typeof(bool), "True")]
    [InlineData("[double]", "0.5", typeof(double), "0.5")]
    [InlineData("[decimal]", "{\"value\":1.10}", typeof(decimal), "1.1")]
    [InlineData("[string]", "{\"value\":\"a b\"}", typeof(string), "a b")]
    [InlineData("[guid]", "{\"value\":\"d3b07384-d9a0-4c9b-8f3c-0123456789ab\"}", typeof(Guid), "d3b07384-d9a0-4c9b-8f3c-0123456789ab")]
    [InlineData("[timespan]", "{\"value\":\"PT90S\"}", typeof(TimeSpan), "00:01:30")]
    [InlineData("[version]", "{\"value\":\"1.2.3\"}", typeof(Version), "1.2.3")]
    [InlineData("[System.DayOfWeek]", "{\"value\":\"Monday\"}", typeof(DayOfWeek), "Monday")]
    [InlineData("[System.DayOfWeek]", "Monday", typeof(DayOfWeek), "Monday")]
    [InlineData("[long]", "9007199254740993", typeof(long), "9007199254740993")]
    [InlineData("'uri?'", "{\"value\":\"https://a.b/c\"}", typeof(Uri), "https://a.b/c")]
    public void A_type_gives_a_value_of_it(string form, string said, Type type, string text)
    {
        object value = Engine.Run($"ofox 'say: {said}' -As ({form})").Single<object>();

        Assert.IsType(type, value);
        Assert.Equal(text, string.Format(CultureInfo.InvariantCulture, "{0}", value));
    }

    [Theory]
    [InlineData("string", "{\"type\":\"string\"}")]
    [InlineData("Int", "{\"type\":\"integer\"}")]
    [InlineData("number", "{\"type\":\"number\"}")]
    [InlineData("boolean", "{\"type\":\"boolean\"}")]
    [InlineData("datetime", "{\"type\":\"string\",\"format\":\"date-time\"}")]
    [InlineData("string[]", "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}")]
    [InlineData("int?", "{\"type\":[\"integer\",\"null\"]}")]
    [InlineData("string|null", "{\"type\":[\"string\",\"null\"]}")]
    [InlineData("uri?", "{\"type\":[\"string\",\"null\"],\"format\":\"uri\"}")]
    [InlineData("low|medium | high", "{\"type\":\"string\",\"enum\":[\"low\",\"medium\",\"high\"]}")]
    [InlineData("low|high|null", "{\"type\":[\"string\",\"null\"],\"enum\":[\"low\",\"high\",null]}")]
    [InlineData("Paris", "{\"type\":\"string\"}")]
    [InlineData("intern", "{\"type\":\"string\"}")]
    public void A_text_in_a_form_is_the_type_that_it_names_or_choices(string text, string schema) =>
        Assert.Equal(
            schema, Engine.Run("param($text) (ConvertTo-OfoxSchema @{ v = $text }).properties.v | ConvertTo-Json -Compress", text)
            .Single<string>());

    [Theory]
    [InlineData("@{ name = 'string'; age = 'int' }", "{\"name\":\"Ana\",\"age\":7}", "age=7 name=Ana")]
    [InlineData("@{ name = [string]; age = 'int' }", "{\"name\":\"Ana\",\"age\":7}", "age=7 name=Ana")]
    [InlineData("@{ tags = 'string[]' }", "{\"tags\":[\"a\",\"b\"]}", "tags=System.String[]")]
    [InlineData("'{\"age\":\"int\"}'", "{\"age\":7}", "age=7")]
    [InlineData("@{ risk = 'low|high' }", "{\"risk\":\"high\"}", "risk=high")]
    public void Names_and_types_are_written_as_texts_too(string form, string said, string values) => Assert.Equal(
        values,
        string.Join(" ",
            Engine.Run($"ofox 'say: {said}' -MaxRepair 0 -As {form}")
            .Single<PSObject>().Properties.Select(static property => $"{property.Name}={property.Value}")));

    [Fact]
    public void A_value_that_is_none_of_the_choices_does_not_fit() =>
        Engine.Try("ofox 'say: {\"risk\":\"none\"}' -MaxRepair 0 -As @{ risk = 'low|high' }").Fails("OfoxSchemaMismatch");

    [Theory]
    [InlineData("@{ risk = 'low', 'high' }", "'risk' is a list of texts. Choices are written 'low|high', and a list of texts 'string[]'")]
    [InlineData("@{ a = [ordered]@{ risk = 'low', 'high' } }", "'low|high'")]
    [InlineData("@{ n = '[int]' }", "'[int]' names no type; did you mean 'int'")]
    [InlineData("@{ n = 'int []' }", "'int []' names no type; did you mean 'int[]'")]
    [InlineData("@{ n = 'int[]?' }", "'int[]?' names no type; did you mean 'int[]'")]
    [InlineData("@{ n = 'int[][]' }", "'int[][]' names no type that a text can")]
    [InlineData("@{ n = 'int?[]' }", "'int?[]' names no type that a text can")]
    [InlineData("@{ n = 'Nullable[int]' }", "'Nullable[int]' names no type that a text can")]
    [InlineData("@{ n = 'System.Int32' }", "'System.Int32' names no type that a text can")]
    [InlineData("@{ n = 'list' }", "that of a list @( )")]
    [InlineData("@{ n = 'object' }", "the form of an object is @{ }")]
    [InlineData("@{ n = 'low|' }", "'low|' is neither a type nor a list of choices")]
    [InlineData("@{ n = 'a||b' }", "'a||b' is neither a type nor a list of choices")]
    [InlineData("@{ n = 'a|A' }", "'a|A' is neither a type nor a list of choices")]
    [InlineData("@{ n = 'low|NULL' }", "'low|NULL' is neither a type nor a list of choices")]
    [InlineData("@{ n = 'string[]|null' }", "'string[]|null' is neither a type nor a list of choices")]
    [InlineData("@{ n = 'integr' }", "'integr' names no type; did you mean 'integer'? A field that is a text is 'string'")]
    [InlineData("@{ n = 'strng[]' }", "did you mean 'string[]'?")]
    [InlineData("@{ n = [int]; at = 'datetme?' }", "did you mean 'datetime?'?")]
    [InlineData("'strng'", "did you mean 'string'?")]
    [InlineData("@{ n = 'Verdict[]' }", "a class is written in brackets, [Verdict[]]")]
    [InlineData("[Verdict]", "-As ([Verdict])")]
    [InlineData("form.json", "-SchemaPath form.json")]
    public void A_form_that_would_be_a_sample_by_mistake_is_refused_with_the_one_to_write(string form, string words) =>
        IsRefusedUnsent($"ofox hi -As {form}", words);

    [Theory]
    [InlineData("@{ risk = @('low') }")]
    [InlineData("@{ tone = 'strong'; season = 'spring' }")]
    [InlineData("'{\"tags\":[\"a\",\"b\"]}'")]
    [InlineData("([pscustomobject]@{ tags = 'a', 'b'; on = 'book' })")]
    [InlineData("@{ type = 'object'; title = 'strng'; required = 'a', 'b'; properties = @{ a = @{ enum = 'x', 'y' }; b = @{ type = "
        + "'string' } } }")]
    public void A_sample_of_a_list_and_a_schema_are_taken(string form) => Engine.Run($"ConvertTo-OfoxRequest hi -As {form}").Succeeded();

    [Theory]
    [InlineData("[int]", "5", typeof(int))]
    [InlineData("[string]", "x", typeof(string))]
    [InlineData("[System.Version]", "1.2", typeof(Version))]
    public void A_type_without_its_parentheses_is_read_as_the_type(string form, string said, Type type) =>
        Assert.IsType(
            type, Engine.Run(
            $"ofox 'say: {{\"value\":\"{said}\"}}' -MaxRepair 0 -As {form}".Replace("\"5\"", "5", StringComparison.Ordinal))
            .Succeeded().Output[0].BaseObject);

    [Theory]
    [InlineData("'name, age int'", "-As @{ name = [string]; age = [int] }")]
    [InlineData("'name'", "-As @{ name = 'string' }")]
    [InlineData("'string|int'", "lists types")]
    public void Another_form_is_answered_with_the_one_to_write(string form, string words) => IsRefusedUnsent($"ofox hi -As {form}", words);

    [Fact]
    public void Text_that_is_no_XML_is_said_so() =>
        Assert.Contains(
            "not an XML document", Engine.Try("ofox 'say: {\"value\":\"no\"}' -MaxRepair 0 -As ([xml])")
            .Fails("OfoxSchemaMismatch").Exception.Message, StringComparison.Ordinal);

    [Fact]
    public void An_empty_array_gives_nothing() =>
        Assert.Empty(Engine.Run("ofox 'say: []' -As ([int[]])").Succeeded().Output);

    [Fact]
    public void Names_alone_are_properties_with_texts()
    {
        PSObject answer = Engine.Run("ofox 'say: {\"name\":\"red\",\"hex\":\"#f00\"}' -As name, hex").Single<PSObject>();

        Assert.Equal([("name", "red"), ("hex", "#f00")], answer.Properties.Select(static property => (property.Name, property.Value)));
        Assert.Equal(
            "string", Engine.Sent.Body.GetProperty("response_format").GetProperty("json_schema").GetProperty("schema")
            .GetProperty("properties").GetProperty("hex").GetProperty("type").GetString());
    }

    [Fact]
    public void One_text_in_a_list_is_a_sample_of_a_list() =>
        Assert.Equal(["a", "b"], Engine.Run("ofox 'say: [\"a\",\"b\"]' -As @('x')").All<string>());

    [Theory]
    [InlineData("'{\"$ref\":\"#/$defs/N\",\"$defs\":{\"N\":{\"type\":\"object\",\"properties\":{\"v\":{\"type\":\"integer\"}},\"required\":[\"v\"]}}}'", "{\"v\":5}")]
    [InlineData("'{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":{\"type\":\"object\",\"properties\":{\"v\":{\"type\":\"integer\"}},\"required\":[\"v\"]}}}'", "{\"v\":5}")]
    [InlineData("@{ anyOf = @(@{ type = 'object'; properties = @{ v = @{ type = 'integer' } } }, @{ type = 'null' }) }", "{\"v\":5}")]
    [InlineData("('{', '\"type\":\"object\",\"properties\":{\"v\":{\"type\":\"integer\"}}', '}')", "{\"v\":5}")]
    [InlineData("@{ v = @{ enum = @(5, 6) } }", "{\"v\":5}")]
    [InlineData("@{ v = @{ enum = @(5, 6) }; t = [string] }", "{\"v\":5,\"t\":\"x\"}")]
    public void A_schema_is_known_for_one_whatever_it_is_written_in(string form, string said) =>
        Assert.Equal("5", Engine.Run($"\"$((ofox 'say: {said}' -MaxRepair 0 -As {form}).v)\"").Single<string>());

    [Theory]
    [InlineData("'{\"enum\":[\"a\"]}'", "a JSON Schema")]
    [InlineData("@{ a = 1 }", "a sample")]
    public void Which_of_them_it_is_taken_for_is_told(string form, string words) =>
        Assert.Contains(
            Engine.Run($"ConvertTo-OfoxRequest hi -As {form} -Verbose").Succeeded().Verbose, line =>
            line.Contains(words, StringComparison.Ordinal));

    [Fact]
    public void The_envelope_in_a_file_is_taken_off_and_its_name_is_sent()
    {
        Engine.Run("param($path) ofox 'say: {\"v\":5}' -SchemaPath $path",
            Folder.Write("s.json", """{"name":"person","schema":{"type":"object","properties":{"v":{"type":"integer"}}}}""")).Succeeded();

        Assert.Equal("person", Engine.Sent.Body.GetProperty("response_format").GetProperty("json_schema").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("class CaseVerdict { [string] $Risk; [int] $Score }; ", "([CaseVerdict])", "low 3")]
    [InlineData("", "@{ Risk = [string]; Score = [int] }", "low 3")]
    [InlineData("", "'{\"$schema\":\"x\",\"type\":\"object\",\"properties\":{\"Risk\":{\"type\":\"string\"},\"Score\":{\"type\":\"integer\"}},\"required\":[\"Risk\",\"Score\"],\"additionalProperties\":false}'", "low 3")]
    public void The_case_of_a_name_does_not_matter(string types, string form, string expected) =>
        Assert.Equal(
            expected + " Risk,Score",
            Engine.Run(types
            + $"$v = ofox 'say: {{\"risk\":\"low\",\"score\":3}}' -MaxRepair 0 -As {form}; \"$($v.Risk) $($v.Score) "
            + $"$($v.PSObject.Properties.Name -join ',')\"").Single<string>());

    [Theory]
    [InlineData("local/m1", true)]
    [InlineData("openai/gpt-4o", false)]
    public void Lengths_are_sent_in_the_schema_and_in_words(string model, bool inSchema)
    {
        string json = Engine.Run($"ConvertTo-OfoxRequest hi -Model '{model}' -As ([char]) -OutputAs Json").Single<string>();

        Assert.Equal(inSchema, json.Contains("\"maxLength\": 1", StringComparison.Ordinal));
        Assert.Contains("maxLength: 1", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-As $null", "$null")]
    [InlineData("-As @{}", "no fields")]
    [InlineData("-As @{ a = [int]; b = 5 }", "some of its values are types")]
    [InlineData("-As name, Name", "is there twice")]
    [InlineData("-As name, ''", "'' is no name. For a list of texts: -As ([string[]])")]
    [InlineData("-As nosuchtype", "'nosuchtype' is neither a known type")]
    [InlineData("-As '{\"$schema\":\"x\",\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/none\"}}}'",
        "the reference '#/$defs/none' at $.properties.a leads to nothing")]
    [InlineData("-As '{\"$ref\":\"other.json\"}'", "the reference 'other.json' at $ leads to nothing")]
    [InlineData("-As @{ a = @{ '$ref' = '#/$defs/none' } }", "leads to nothing")]
    [InlineData("-As '{\"type\":\"integer\",\"minimum\":5,\"maximum\":1}'", "minimum at $ is more than maximum")]
    [InlineData("-As @{ Type = 'object'; Properties = @{ a = @{ Type = 'string' } } }", "written in lower case")]
    [InlineData("-As 'name, age int'", "-As @{ name = [string]; age = [int] }")]
    [InlineData("-As 'no such thing'", "-As @{ name = 'string'; age = 'int' }")]
    [InlineData("-As '{bad'", "not valid JSON")]
    [InlineData("-As 5", "Int32 cannot be a sample")]
    [InlineData("-As ([System.IO.Stream])", "'Stream'")]
    [InlineData("-As ([pscredential])", "'PSCredential'")]
    [InlineData("-As @{ c = [securestring] }", "'c'")]
    [InlineData("-As ([int]) -SchemaPath x.json", "-As and -SchemaPath")]
    [InlineData("-As ([int]) -ResponseFormat text", "-ResponseFormat")]
    [InlineData("-MaxRepair 2", "-MaxRepair")]
    [InlineData("-SchemaMode Prompt", "-SchemaMode")]
    [InlineData("-As ([hashtable]) -SchemaMode strict", "Strict mode cannot describe")]
    [InlineData("-As ([int]) -Property X", "-Property")]
    [InlineData("-As ([int]) -Tool @{ name = 'x' }", "-PassThru")]
    public void A_form_that_is_none_is_refused_before_anything_is_sent(string parameters, string words)
    {
        Assert.Contains(words, Engine.Try($"ofox 'hi' {parameters}").Fails("OfoxInvalidArgument").ToString(), StringComparison.Ordinal);
        Assert.Empty(Engine.Requests);
    }
}
