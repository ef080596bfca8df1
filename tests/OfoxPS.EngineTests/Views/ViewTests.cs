using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Views;

/// <summary>What a console shows, as text.</summary>
public sealed class ViewTests : EngineTest
{
    [Fact]
    public void An_error_of_a_stream_begins_on_a_line_of_its_own()
    {
        string shown = Shown("'x' | ofox -Stream -Model 'fault/truncated'");

        Assert.Contains("\nInvoke-OfoxChat:", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_would_be_sent_shows_its_head_size_and_body()
    {
        string shown = Shown(
            "ConvertTo-OfoxRequest 'hi' -Image ([byte[]] ((0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A) + [byte[]]::new(200))) "
            + "-Model a/b");

        Assert.Matches(
            @"\([0-9]+ bytes, 1 message, 2 parts, 1 image\)\n\(estimate: [0-9]+ input tokens\)\n\{\n  ""model"": ""a/b""", shown);
        Assert.Matches(@"data:image/png;base64,\S+ \([0-9]+ characters\)", shown);
    }

    [Fact]
    public void Tools_are_a_table_of_their_parameters() =>
        Assert.Matches(
            @"get_weather .*city\*",
            Shown("New-OfoxTool -Name get_weather -Schema @{ type = 'object'; properties = @{ city = @{ type = 'string' } }; required = "
            + "@('city') }"));

    [Theory]
    [InlineData("$answer")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($answer, 5))")]
    public void An_answer_is_a_row_of_seven_columns_for_a_file(string source)
    {
        string[] lines = [.. Engine.Run($"$answer = 'one two' | ofox hi; {source} | Select-Object Row | ConvertTo-Csv").All<string>()];

        Assert.Equal("\"InputObject\",\"Content\",\"Model\",\"FinishReason\",\"Usage\",\"Cost\",\"Duration\"", lines[0]);
        Assert.Matches(
            "^\"one two\",\"hi\n\none two\",\"openai/gpt-4o\",\"stop\",\"[0-9]+ in, [0-9]+ out\",.*,\"00:00:[0-9.]+\"$", lines[1]
            .ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("New-OfoxTestResponse hi", "Content ")]
    [InlineData("$null = 1, 2 | ofox hi -ReportVariable report; $report", "Errors ")]
    [InlineData("(Use-OfoxTestResponse (New-OfoxTestResponse -ToolCall @{ x = @{ a = 1 } }) { ofox hi }).ToolCalls", "ArgumentsJson")]
    [InlineData("(ofox hi).Choices | Format-List", "FinishReason ")]
    [InlineData("ConvertTo-OfoxRequest hi | Format-List", "Body ")]
    [InlineData("Get-OfoxConfiguration | Format-List", "Settings ")]
    public void What_is_shown_has_the_names_of_the_properties(string script, string name)
    {
        string shown = Shown(script);

        Assert.Contains(name, shown, StringComparison.Ordinal);
        Assert.DoesNotMatch("[a-z]Text\\b", shown);
    }

    [Fact]
    public void Each_type_whose_text_is_made_fit_for_a_terminal_has_a_list_with_the_names_of_its_properties()
    {
        XDocument views = XDocument.Load(Path.Combine(Path.GetDirectoryName(ModuleUnderTest.Manifest)!, "OfoxPS.Format.ps1xml"));
        string[] viewed =
            [.. views.Descendants("View").Where(static view => view.Element("ListControl") is not null)
                .SelectMany(static view => view.Descendants("TypeName")).Select(static type => type.Value)];
        string[] types =
            [.. XDocument.Load(Path.Combine(Path.GetDirectoryName(ModuleUnderTest.Manifest)!, "OfoxPS.Types.ps1xml")).Root!.Elements("Type")
            .Where(static type => type.Descendants("CodeProperty").Any()).Select(static type => type.Element("Name")!.Value)
                .Where(static type => !type.StartsWith("Deserialized.", StringComparison.Ordinal))];

        Assert.Empty(types.Except(viewed));
        Assert.DoesNotContain(
            views.Descendants("ListItem"),
            static item => item.Element("PropertyName") is { Value: var property } && property.EndsWith("Text", StringComparison.Ordinal)
                && item.Element("Label") is null);
    }

    private string Shown(string script) =>
        string.Join('\n', Engine.Show(script).ReplaceLineEndings("\n").Split('\n').Select(static line => line.TrimEnd()));
}
