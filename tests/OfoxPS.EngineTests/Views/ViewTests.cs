using System;
using System.Linq;
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
        string shown = Shown("ConvertTo-OfoxRequest 'hi' -Image ([byte[]] ((0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A) + [byte[]]::new(200))) -Model a/b");

        Assert.Matches(@"\([0-9]+ bytes, 1 message, 2 parts, 1 image\)\n\(estimate: [0-9]+ input tokens\)\n\{\n  ""model"": ""a/b""", shown);
        Assert.Matches(@"data:image/png;base64,\S+ \([0-9]+ characters\)", shown);
    }

    [Fact]
    public void Tools_are_a_table_of_their_parameters() =>
        Assert.Matches(@"get_weather .*city\*", Shown("New-OfoxTool -Name get_weather -Schema @{ type = 'object'; properties = @{ city = @{ type = 'string' } }; required = @('city') }"));

    [Theory]
    [InlineData("$answer")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($answer, 5))")]
    public void An_answer_is_a_row_of_seven_columns_for_a_file(string source)
    {
        string[] lines = [.. Engine.Run($"$answer = 'one two' | ofox hi; {source} | Select-Object Row | ConvertTo-Csv").All<string>()];

        Assert.Equal("\"InputObject\",\"Content\",\"Model\",\"FinishReason\",\"Usage\",\"Cost\",\"Duration\"", lines[0]);
        Assert.Matches("^\"one two\",\"hi\n\none two\",\"openai/gpt-4o\",\"stop\",\"[0-9]+ in, [0-9]+ out\",.*,\"00:00:[0-9.]+\"$", lines[1].ReplaceLineEndings("\n"));
    }

    private string Shown(string script) => string.Join('\n', Engine.Show(script).ReplaceLineEndings("\n").Split('\n').Select(static line => line.TrimEnd()));
}
