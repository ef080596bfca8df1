using System;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Chat;

/// <summary>What a server wants back with a turn of tools goes back, wherever the conversation has been meanwhile.</summary>
public sealed class SentBackTests : EngineTest
{
    private const string Begin = """
        function Get-Alpha { 'alpha' }
        $call = [OfoxPS.ChatToolCall]::new('A', 'Get-Alpha', '{}')
        $call.AdditionalProperties['extra_content'] = @{ google = @{ thought_signature = 'SIG==' } }
        $call.FunctionProperties['provider'] = @{ a = 1 }
        Use-OfoxTestResponse (New-OfoxTestResponse '<think>hm</think>I look.' -ToolCall $call), 'done' { $global:r = ofox hi -Tool Get-Alpha -Model m/x }
        function Get-Next([object] $Conversation) {
            Use-OfoxTestResponse 'x' { $null = $Conversation | ofox next -Model m/x }
            (Get-OfoxTestRequest)[-1].Body | ConvertTo-Json -Depth 20 -Compress
        }
        """;

    [Theory]
    [InlineData("$file = Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid()); $r | Export-OfoxConversation $file; "
        + "Import-OfoxConversation $file; Remove-Item $file")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($r, 1))")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($r, 6))")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($r.Conversation, 1))")]
    public void The_next_request_is_the_same(string copy)
    {
        string[] bodies = [.. Engine.Run($"{Begin}; Get-Next $r; Get-Next ($({copy}))").All<string>()];

        Assert.Contains("\"thought_signature\":\"SIG==\"", bodies[0], StringComparison.Ordinal);
        Assert.Contains("\"provider\":{\"a\":1}", bodies[0], StringComparison.Ordinal);
        Assert.Contains("<think>", bodies[0], StringComparison.Ordinal);
        Assert.Equal(
            bodies[0].Replace("\\n", string.Empty, StringComparison.Ordinal), bodies[1]
            .Replace("\\n", string.Empty, StringComparison.Ordinal));
    }

    [Fact]
    public void Another_model_gets_none_of_it()
    {
        string body = Engine.Run(
            $"{Begin}; Use-OfoxTestResponse 'x' {{ $null = $r | ofox next -Model other/model }}; (Get-OfoxTestRequest)[-1].Body | "
            + $"ConvertTo-Json -Depth 20 -Compress").Single<string>();

        Assert.DoesNotContain("SIG", body, StringComparison.Ordinal);
        Assert.DoesNotContain("think", body, StringComparison.Ordinal);
        Assert.Contains("\"I look.\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_answer_is_a_warning_and_no_message_of_the_next_request()
    {
        EngineResult result = Engine.Run(
            "Use-OfoxTestResponse (New-OfoxTestResponse ''), 'done' { $r = ofox hi; $null = $r | ofox next }; "
                + "(Get-OfoxTestRequest)[-1].Body.messages.Count");

        Assert.Equal(2, result.Single<int>());
        Assert.Contains(result.Warnings, static warning => warning.StartsWith("The answer is empty", StringComparison.Ordinal));
    }

    [Fact]
    public void Chunks_whose_text_is_not_kept_are_no_empty_answer() =>
        Assert.Empty(Engine.Run("Use-OfoxTestResponse 'hello' { $null = Get-OfoxStream hi }").Warnings);

    [Fact]
    public void A_call_that_the_limit_has_cut_is_not_run()
    {
        Engine.Try("""
            function Get-Alpha { param($X) $global:ran = $true }
            $call = [OfoxPS.ChatToolCall]::new('A', 'Get-Alpha', '{"X": ')
            Use-OfoxTestResponse (New-OfoxTestResponse -ToolCall $call -FinishReason length) { ofox hi -Tool Get-Alpha }
            """).Fails("OfoxOutputTruncated");

        Assert.False(Engine.Run("[bool] $global:ran").Single<bool>());
    }

    [Theory]
    [InlineData("get-alpha", "alpha")]
    [InlineData("Get-Beta", "ERROR: There is no tool 'Get-Beta'. The tools are: Get-Alpha.")]
    public void A_tool_is_found_in_any_case_of_its_name(string name, string result) => Assert.Equal(result, Engine.Run($$"""
        function Get-Alpha { 'alpha' }
        Use-OfoxTestResponse (New-OfoxTestResponse -ToolCall {{name}}), 'done' { (ofox hi -Tool Get-Alpha).ToolInvocations.Result }
        """).Single<string>());
}
