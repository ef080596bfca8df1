# Text that appears as it arrives, and chunks one by one. What "as it arrives" means is proved with the gateway's
# hold: it sends so many events and no more until it is told to go on.

BeforeAll {
    . $PSScriptRoot/common.ps1

    function Send-Release { (Invoke-GatewayControl 'release' -Method Post).released }

    # Windows PowerShell has no $PSStyle and writes plain text anyway.
    function Set-Rendering([string] $Value) { if ($PSStyle) { $PSStyle.OutputRendering = $Value } }

    # The live text as it would stand on the screen.
    function Get-ScreenText([object[]] $Record) {
        -join ($Record | ForEach-Object {
                $_.MessageData.Message
                if (-not $_.MessageData.NoNewLine) { "`n" }
            })
    }

    $weather = @{
        name = 'get_weather';
    parameters =
        @{ type = 'object'; properties = [ordered]@{ city = @{ type = 'string' }; days = @{ type = 'integer' } };
    required = 'city', 'days' } }
}

Describe 'Live text of Invoke-OfoxChat -Stream' {
    It 'goes to the information stream, piece by piece' {
        $answer = ofox 'one two three' -Stream -InformationVariable records 6> $null
        $texts = @($records | ForEach-Object { $_.MessageData.Message })
        $texts | Should -Be 'one ', 'two ', 'three', ''
        $records | ForEach-Object { $_.MessageData | Should -BeOfType ([System.Management.Automation.HostInformationMessage]) }
        $answer.Content | Should -BeExactly 'one two three'
    }

    It 'has the tag PSHOST and nothing else, as Write-Host has' {
        $null = ofox 'one two' -Stream -InformationVariable records 6> $null
        $records | ForEach-Object { $_.Tags | Should -Be 'PSHOST' }
    }

    It 'stays on its line and ends it once' {
        $null = ofox 'one two' -Stream -InformationVariable records 6> $null
        $records.MessageData.NoNewLine | Should -Be $true, $true, $false
        Get-ScreenText $records | Should -BeExactly "one two`n"
    }

    It 'adds no empty line where the text ends one' {
        $null = ofox "one`n" -Stream -InformationVariable records 6> $null
        Get-ScreenText $records | Should -BeExactly "one`n"
    }

    It 'can be redirected and then comes before its completion' {
        $all = @(ofox 'one two' -Stream 6>&1)
        $all[0..2] | Should -BeOfType ([System.Management.Automation.InformationRecord])
        $all[-1] | Should -BeOfType ([OfoxPS.ChatCompletion])
        $all | Should -HaveCount 4
    }

    It 'is no part of what a variable or the next command gets' {
        $result = ofox 'one two' -Stream 6> $null | ForEach-Object { $_ }
        @($result) | Should -HaveCount 1
    }

    It 'can be silenced, and the result is the same' {
        $all = @(ofox 'one two' -Stream -InformationAction Ignore 6>&1)
        $all | Should -HaveCount 1
        $all.Content | Should -BeExactly 'one two'
    }

    It 'is only for -Stream' {
        $null = ofox 'one two' -InformationVariable records 6> $null
        $null = Get-OfoxStream 'one two' -InformationVariable +records 6> $null
        $records | Should -BeNullOrEmpty
    }

    It 'shows the first of several answers, unmixed' {
        $null = ofox 'one two' -Stream -ExtraBody @{ n = 3 } -InformationVariable records 6> $null
        Get-ScreenText $records | Should -BeExactly "one two`n"
    }

    It 'shows a refusal' {
        $null = ofox hi -Stream -Model 'openai/gpt-4o?refuse=true' -InformationVariable records 6> $null
        Get-ScreenText $records | Should -BeExactly "I'm sorry, I can't help with that.`n"
    }

    It 'shows no reasoning' {
        $null = ofox hi -Stream -Model 'openai/gpt-4o?reasoning=let+me+think' -InformationVariable records 6> $null
        Get-ScreenText $records | Should -BeExactly "hi`n"
    }

    It 'shows nothing for an answer of tool calls only' {
        $null = ofox 'get_weather' -Stream -Tool $weather -InformationVariable records 6> $null
        $records | Should -BeNullOrEmpty
    }

    It 'ends its line also when the stream fails, so that the error begins on its own' {
        { ofox 'one two three four five' -Stream -Model 'fault/stream-error' -InformationVariable global:partRecords 6> $null } |
            Should -Throw
        Get-ScreenText $global:partRecords | Should -BeExactly "one two `n"
        Remove-Variable partRecords -Scope Global
    }

    It 'begins anew for each pipeline item' {
        $null = 'one two', 'three' | ofox -Stream -InformationVariable records 6> $null
        Get-ScreenText $records | Should -BeExactly "one two`nthree`n"
    }

    It 'arrives before the rest is sent' {
        $arrived = $null
        $all = ofox 'x' -Model 'openai/gpt-4o?chunks=4&hold=3' -Stream -OperationTimeoutSeconds 20 6>&1 | ForEach-Object {
            if (-not $arrived -and $_.MessageData.Message -eq 'word2 ') {
                $arrived = (Get-LastGatewayRequest).chunksSent
                Send-Release | Should -Be 1
            }
            $_
        }
        $arrived | Should -Be 3
        $all[-1].Content | Should -BeExactly 'word1 word2 word3 word4'
    }
}

Describe 'The completion of a stream' {
    BeforeAll {
        $prompt = 'why is the sky blue?'
        $whole = ofox $prompt -System 'be brief' -Temperature 0
        $streamed = ofox $prompt -System 'be brief' -Temperature 0 -Stream 6> $null
        $request = Get-LastGatewayRequest -Ended
    }

    It 'has the same properties' {
        $streamed.PSObject.Properties.Name | Should -Be $whole.PSObject.Properties.Name
    }

    It 'has an id, a request id, and times of its own' {
        $streamed.Id | Should -BeExactly "chatcmpl-$($request.number)"
        $streamed.RequestId | Should -BeExactly $request.requestId
        $streamed.Created | Should -BeOfType ([DateTimeOffset])
        $streamed.TimeToFirstToken | Should -BeLessOrEqual $streamed.Duration
        $streamed.TimeToFirstToken | Should -BeGreaterThan ([timespan]::Zero)
    }

    It 'asks for usage, and the non-streamed request does not' {
        $request.Json.stream | Should -BeTrue
        $request.Json.stream_options.include_usage | Should -BeTrue
        $null = ofox hi
        $plain = (Get-LastGatewayRequest -Ended).Json
        $plain.Keys | Should -Not -Contain 'stream'
        $plain.Keys | Should -Not -Contain 'stream_options'
    }

    It 'goes on like any other' {
        ($streamed | ofox 'and?' -Stream 6> $null).Conversation.Role | Should -Be 'system', 'user', 'assistant', 'user', 'assistant'
    }
}

Describe 'The view of a streamed completion' {
    BeforeAll {
        Set-Rendering PlainText
        $answer = ofox 'the unique words' -Stream 6> $null
    }

    AfterAll { Set-Rendering Host }

    It 'is the text and one line about it' {
        $view = $answer | Out-String -Width 120
        @($view -split '\r?\n' | Where-Object { $_ }) | Should -HaveCount 2
        $view | Should -Match 'unique'
    }

    It 'leaves the text to Content, to the string and to the message' {
        $answer.Content | Should -BeExactly 'the unique words'
        "$answer" | Should -BeExactly 'the unique words'
        $answer.Message | Out-String | Should -Match 'the unique words'
    }
}

Describe 'Get-OfoxStream' {
    It 'shows each finish reason whole in a table' -TestCases @(
        'stop', 'length', 'tool_calls', 'content_filter', 'function_call' | ForEach-Object { @{ Reason = $_ } }
    ) {
        $choice = [OfoxPS.ChatChunkChoice]@{ Delta = [OfoxPS.ChatDelta]@{ Content = 'hi' }; FinishReason = $Reason }
        [OfoxPS.ChatChunk]@{ Choices = $choice } | Out-String -Width 120 | Should -Match "hi +$Reason\b"
    }

    It 'gives ChatChunks' {
        $chunks = Get-OfoxStream 'one two three'
        $chunks | Should -BeOfType ([OfoxPS.ChatChunk])
        -join $chunks | Should -BeExactly 'one two three'
        $chunks.Content | Should -Be '', 'one ', 'two ', 'three', $null, $null
    }

    It 'tells role, finish reason, usage and model on the chunks that have them' {
        $chunks = Get-OfoxStream 'one two'
        $chunks[0].Choices[0].Delta.Role | Should -BeExactly 'assistant'
        $chunks.FinishReason | Where-Object { $_ } | Should -Be 'stop'
        $chunks[-1].Usage.TotalTokens | Should -Be 4
        $chunks[-1].Choices.Count | Should -Be 0
        $chunks.Model | Sort-Object -Unique | Should -Be 'openai/gpt-4o'
        @($chunks.Id | Sort-Object -Unique) | Should -HaveCount 1
        $chunks[0].Created | Should -BeOfType ([DateTimeOffset])
    }

    It 'has chunks that are their text, and empty where they have none' {
        $chunks = Get-OfoxStream 'one two'
        $chunks.ForEach('ToString') | Should -Be '', 'one ', 'two', '', ''
    }

    It 'gives pieces of tool calls' {
        $pieces = (Get-OfoxStream 'get_weather' -Tool $weather -Model 'openai/gpt-4o?toolchunks=4').Choices.Delta.ToolCalls
        $pieces[0].Id | Should -BeExactly 'call_1'
        $pieces[0].Name | Should -BeExactly 'get_weather'
        $pieces[0].Index | Should -Be 0
        -join $pieces.ArgumentsJson | Should -BeExactly '{"city":"text","days":1}'
        $pieces.Count | Should -BeGreaterThan 5
    }

    It 'gives each chunk downstream before the next is sent' {
        $seen = [System.Collections.Generic.List[int]]::new()
        $text = Get-OfoxStream 'x' -Model 'openai/gpt-4o?chunks=6&hold=4' -OperationTimeoutSeconds 20 | ForEach-Object {
            if ($seen.Count -lt 4) { $seen.Add((Get-LastGatewayRequest).chunksSent) }
            if ($seen.Count -eq 4 -and $_.Content -eq 'word3 ') { Send-Release | Should -Be 1 }
            $_.Content
        }
        $seen.Count | Should -Be 4
        $seen[3] | Should -Be 4
        -join $text | Should -BeExactly 'word1 word2 word3 word4 word5 word6'
    }

    It 'gives the first chunk before the second exists' {
        $count = 0
        Get-OfoxStream 'x' -Model 'openai/gpt-4o?chunks=3&hold=1' -OperationTimeoutSeconds 20 | ForEach-Object {
            if (++$count -eq 1) {
                (Get-LastGatewayRequest).chunksSent | Should -Be 1
                $null = Send-Release
            }
        }
        $count | Should -Be 6
    }

    It 'streams each pipeline item in turn' {
        -join ('one', 'two' | Get-OfoxStream) | Should -BeExactly 'onetwo'
        @(Get-GatewayRequest | Select-Object -Last 2).stream | Should -Be $true, $true
    }

    It 'gives what had arrived, then the error' {
        $got = [System.Collections.Generic.List[object]]::new()
        { Get-OfoxStream 'one two three four' -Model 'fault/stream-error' | ForEach-Object { $got.Add($_) } } |
            Should -Throw -ErrorId 'OfoxStreamError,OfoxPS.Commands.GetOfoxStreamCommand'
        -join $got | Should -BeExactly 'one two '
    }
}
