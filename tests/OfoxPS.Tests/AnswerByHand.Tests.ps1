# Completions that a test or a mock makes by hand, with no request.

BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Completions made by hand' {
    It 'come from a hashtable' {
        $made = [OfoxPS.ChatCompletion]@{
            Content = 'x'; Model = 'y'; FinishReason = 'stop'; Usage = @{ PromptTokens = 1; CompletionTokens = 2 } }
        $made.Content | Should -BeExactly 'x'
        $made.Message.Role | Should -BeExactly 'assistant'
        $made.Message.Content | Should -BeExactly 'x'
        $made.Choices | Should -HaveCount 1
        $made.Choices[0].FinishReason | Should -BeExactly 'stop'
        $made.Usage.CompletionTokens | Should -Be 2
        "$made" | Should -BeExactly 'x'
    }

    It 'are complete enough to go on from' {
        $made = [OfoxPS.ChatCompletion]@{
            Conversation = [OfoxPS.ChatMessage]::new('user', 'hi'), [OfoxPS.ChatMessage]::new('assistant', 'hello') }
        ($made | ofox 'and?').Content | Should -BeExactly "and?`n[turns: 2]"
    }

    It 'are the real thing in a mock of <Command>' -ForEach @{ Command = 'Invoke-OfoxChat' }, @{ Command = 'ofox' } {
        Mock Invoke-OfoxChat { [OfoxPS.ChatCompletion]@{ Content = "mocked $Prompt$InputObject"; Model = 'y' } }
        function Get-Caption { $input | & $Command 'caption' -Temperature 0 }

        $result = 'one', 'two' | Get-Caption
        $result | Should -BeOfType ([OfoxPS.ChatCompletion])
        $result[-1].Content | Should -BeExactly 'mocked captiontwo'
        Should -Invoke Invoke-OfoxChat -ParameterFilter { $Prompt -eq 'caption' -and $Temperature -eq 0 }
        Get-GatewayRequest | Where-Object { $_.body -like '*caption*' } | Should -BeNullOrEmpty
    }

    It 'have chunks beside them, for a mock of Get-OfoxStream' {
        Mock Get-OfoxStream {
            'a', 'b' | ForEach-Object {
                [OfoxPS.ChatChunk]@{ Choices = [OfoxPS.ChatChunkChoice]@{ Delta = [OfoxPS.ChatDelta]@{ Content = $_ } } }
            }
        }
        -join (Get-OfoxStream 'hi') | Should -BeExactly 'ab'
    }

    It 'have errors beside them, for a mock that fails' {
        Mock Invoke-OfoxChat { throw [OfoxPS.OfoxException]@{ StatusCode = 429; RetryAfter = '00:00:07' } }
        try { ofox hi } catch { $caught = $_ }
        $caught.Exception | Should -BeOfType ([OfoxPS.OfoxException])
        $caught.Exception.RetryAfter.TotalSeconds | Should -Be 7
    }
}
