using System;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Input;

/// <summary>Objects in the pipeline: JSON beside the prompt, within limits.</summary>
public sealed class ObjectTests : EngineTest
{
    [Fact]
    public void A_misspelt_property_of_the_input_is_warned_of_once_with_the_nearest_one()
    {
        EngineResult result = Engine.Run(
            "1..3 | ForEach-Object { [pscustomobject] @{ Name = $_; Size = 1 } } | ofox x -InputProperty Nmae, Size, Other").Succeeded();

        Assert.Equal("The input has no property 'Nmae'; did you mean Name?", Assert.Single(result.Warnings));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Name = 1 }", "Nmae", "The input has no property 'Nmae'; did you mean Name?")]
    [InlineData("@{ Name = 1 }", "Size, Nmae", "The input has no property 'Size' or 'Nmae'; did you mean Name?")]
    [InlineData("[pscustomobject]@{ Name = 1 }", "Z*", "The input has no property 'Z*', and -InputProperty chooses no other.")]
    public void An_object_that_has_none_of_the_properties_is_an_error_and_costs_nothing(string input, string property, string message)
    {
        EngineResult result = Engine.Run($"{input}, [pscustomobject]@{{ Size = 1; Zoo = 1; Nmae = 1 }} | ofox x -InputProperty {property}");

        Assert.StartsWith(message, Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Single(Engine.Requests);
    }

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
    [InlineData("[pscustomobject]@{ Name = 'a'; Size = 5; On = $true; None = $null; List = @(1) }",
        """{"Name":"a","Size":5,"On":true,"None":null,"List":[1]}""")]
    [InlineData("@{ a = @{ b = 1 } }", """{"a":{"b":1}}""")]
    [InlineData("[ordered]@{ z = 1; a = 2 }", """{"z":1,"a":2}""")]
    [InlineData("@{ 1 = 'a' }", """{"1":"a"}""")]
    [InlineData(", @(1, 'a')", """[1,"a"]""")]
    [InlineData("$t = [int[,]]::new(2, 2); $t[0, 1] = 1; $t[1, 0] = 2; , $t", "[[0,1],[2,0]]")]
    [InlineData("$t = [array]::CreateInstance([object], [int[]] (1, 2), [int[]] (1, 1)); $t[1, 2] = 'b'; , $t", """[[null,"b"]]""")]
    [InlineData("$t = [int[,]]::new(1, 2); @{ t = $t }", """{"t":[[0,0]]}""")]
    [InlineData("[pscustomobject]@{ a = [System.DBNull]::Value }", """{"a":null}""")]
    [InlineData("[pscustomobject]@{ d = [double]::NaN }", """{"d":"NaN"}""")]
    public void An_object_is_sent_as_its_JSON(string expression, string json)
    {
        Engine.Run($"{expression} | ofox 'x'").Succeeded();

        Assert.Equal("x\n\n" + json, Engine.Sent.LastText);
    }

    [Fact]
    public void A_table_given_as_one_object_is_its_rows()
    {
        Engine.Run("ofox x -InputObject ([int[,]]::new(2, 1))").Succeeded();

        Assert.Equal("x\n\n[[0],[0]]", Engine.Sent.LastText);
    }

    [Theory]
    [InlineData("[pscustomobject] @{ Name = 'OFOX_API_KEY'; Value = $key }")]
    [InlineData("\"OFOX_API_KEY=$key\"")]
    [InlineData("@{ key = $key }, @{ key = $key }")]
    [InlineData("$([IO.File]::WriteAllText($file, \"OFOX_API_KEY=$key\"); [IO.FileInfo] $file)")]
    public void The_key_is_masked_in_what_is_piped_and_the_user_is_told_once(string input)
    {
        EngineResult result = Engine.Run($"param($key, $file) {input} | ofox 'odd?'", Engine.Key, Folder.File("a.env")).Succeeded();

        Assert.All(Engine.Requests, request => Assert.DoesNotContain(Engine.Key, request.Body, StringComparison.Ordinal));
        Assert.Contains("****", Engine.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("a secret of the settings", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    private const string Travel =
        "function Travel($o) { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($o, "
            + "3)) }; ";

    private const string Notes =
        "PSComputerName = 'web01'; RunspaceId = [guid]::NewGuid(); PSShowComputerName = $true; PSSourceJobInstanceId = [guid]::NewGuid()";

    [Theory]
    [InlineData("Travel ([pscustomobject]@{ Day = [DayOfWeek]::Monday; Flags = [IO.FileAttributes] 'ReadOnly, Hidden' })",
        """{"Day":"Monday","Flags":"ReadOnly, Hidden"}""")]
    [InlineData("Travel ([DayOfWeek]::Monday)", "Monday")]
    [InlineData("Travel @{ Day = [DayOfWeek]::Monday }", """{"Day":"Monday"}""")]
    [InlineData("[pscustomobject]@{ id = 7; " + Notes + " }", """{"id":7}""")]
    [InlineData("[pscustomobject]@{ inner = [pscustomobject]@{ id = 7; " + Notes + " } }", """{"inner":{"id":7}}""")]
    [InlineData("[pscustomobject]@{ PSComputerName = 'web01'; id = 7 }", """{"PSComputerName":"web01","id":7}""")]
    [InlineData("[pscustomobject]@{ RunspaceId = 'mine'; PSComputerName = 'web01' }", """{"RunspaceId":"mine","PSComputerName":"web01"}""")]
    [InlineData("[pscustomobject]@{ PSPath = 'mine'; PSProvider = 'x' }", """{"PSPath":"mine","PSProvider":"x"}""")]
    public void An_object_that_travelled_is_sent_as_it_was(string expression, string json)
    {
        Engine.Run($"{Travel}{expression} | ofox 'x'").Succeeded();

        Assert.Equal("x\n\n" + json, Engine.Sent.LastText);
    }

    [Theory]
    [InlineData("Get-Item variable:HOME")]
    [InlineData("Travel (Get-Item variable:HOME)")]
    [InlineData("Travel (Get-Item function:prompt)")]
    public void What_a_provider_adds_to_its_items_is_not_sent(string expression)
    {
        Engine.Run($"{Travel}{expression} | ofox 'x'").Succeeded();

        Assert.DoesNotContain("PSPath", Engine.Sent.LastText!, StringComparison.Ordinal);
        Assert.DoesNotContain("PSProvider", Engine.Sent.LastText!, StringComparison.Ordinal);
        Assert.Contains("\"Name\"", Engine.Sent.LastText!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("List")]
    [InlineData("Table")]
    [InlineData("List -InputProperty *")]
    public void What_jobs_add_is_not_shown_either(string form)
    {
        Engine.Run($"[pscustomobject]@{{ id = 7; {Notes} }} | ofox 'x' -InputAs {form}").Succeeded();

        Assert.DoesNotContain("RunspaceId", Engine.Sent.LastText!, StringComparison.Ordinal);
        Assert.DoesNotContain("web01", Engine.Sent.LastText!, StringComparison.Ordinal);
    }

    [Fact]
    public void What_jobs_add_is_sent_where_it_is_chosen()
    {
        Engine.Run($"[pscustomobject]@{{ id = 7; {Notes} }} | ofox 'x' -InputProperty id, PSComputerName").Succeeded();

        Assert.Equal("x\n\n" + """{"id":7,"PSComputerName":"web01"}""", Engine.Sent.LastText);
    }

    [Fact]
    public void Messages_and_forms_have_no_fields_that_jobs_add()
    {
        Engine.Run($"ofox next -Message ([pscustomobject]@{{ role = 'user'; content = 'hi'; {Notes} }})").Succeeded();
        Assert.Equal("""{"role":"user","content":"hi"}""", Engine.Sent.Messages[0].GetRawText());

        Engine.Run($"[pscustomobject]@{{ role = 'user'; content = 'hi'; {Notes} }} | ofox next").Succeeded();
        Assert.Equal("""{"role":"user","content":"hi"}""", Engine.LastSent.Messages[0].GetRawText());

        Assert.Equal(
            "name", Engine.Run($"(ConvertTo-OfoxSchema ([pscustomobject]@{{ name = 'Ann'; {Notes} }})).properties.Keys").Single<string>());
    }

    [Fact]
    public void A_checkpoint_knows_a_row_of_a_job_whichever_job_it_came_from()
    {
        string script = $"param($path) [pscustomobject]@{{ id = 7; {Notes} }} | ofox sum -Checkpoint $path";
        string path = Folder.File("c.jsonl");

        Engine.Run(script, path).Succeeded();
        Engine.Run(script, path).Succeeded();

        Assert.Single(Engine.Requests);
    }

    [Fact]
    public void A_calculated_property_is_sent_with_its_value()
    {
        Engine.Run("[pscustomobject]@{ a = 1; b = 'x' } | ofox 'x' -InputProperty @{ n = 'double'; e = { $_.a * 2 } }, @{ Label = "
            + "'copy'; Expression = 'b' }, { $_.a, 5 }, @{ e = { throw 'no' } }, 'B*', gone").Succeeded();

        Assert.Equal("x\n\n" + """{"double":2,"copy":"x","$_.a, 5":[1,5],"throw 'no'":null,"b":"x","gone":null}""", Engine.Sent.LastText);
    }

    [Theory]
    [InlineData("@{ n = 'a' }", "the expression of a calculated property")]
    [InlineData("@{ n = 'a'; e = { 1 }; width = 5 }", "no 'width'")]
    [InlineData("@{ n = 5; e = { 1 } }", "is not a text")]
    [InlineData("5", "a Int32 is no property")]
    [InlineData("'[a'", "not a valid pattern")]
    public void What_names_no_property_is_refused(string property, string words) =>
        IsRefusedUnsent($"[pscustomobject]@{{ a = 1 }} | ofox 'x' -InputProperty {property}", words);

    [Fact]
    public void Half_of_a_character_in_a_name_is_no_reason_to_refuse_an_object()
    {
        Engine.Run("$o = [pscustomobject]@{}; $o.PSObject.Properties.Add([psnoteproperty]::new('a' + [char]0xD83E, 1)); $o | ofox 'x'")
            .Succeeded();

        Assert.Equal("x\n\n{\"a\uFFFD\":1}", Engine.Sent.LastText);
    }

    [Fact]
    public void A_web_page_is_its_content()
    {
        Engine.Run("Import-Module Microsoft.PowerShell.Utility; $page = "
            + "[Microsoft.PowerShell.Commands.BasicHtmlWebResponseObject]::new([Net.Http.HttpResponseMessage]@{ Content = "
            + "[Net.Http.StringContent]::new('<p>Hello</p>') }, [Threading.Timeout]::InfiniteTimeSpan, "
            + "[Threading.CancellationToken]::None); $page | ofox 'x'").Succeeded();

        Assert.Equal("x\n\n<p>Hello</p>", Engine.Sent.LastText);
    }

    [Fact]
    public void An_object_needs_no_prompt()
    {
        Engine.Run("[pscustomobject]@{ a = 1 } | ofox").Succeeded();

        Assert.Equal("""{"a":1}""", Engine.Sent.LastText);
    }

    [Fact]
    public void Four_levels_are_sent_whole()
    {
        Assert.Empty(Engine.Run("@{ a = @{ b = @{ c = @{ d = 1 } } } } | ofox 'x'").Succeeded().Warnings);
        Assert.EndsWith("""{"a":{"b":{"c":{"d":1}}}}""", Engine.Sent.LastText, StringComparison.Ordinal);
    }
}
