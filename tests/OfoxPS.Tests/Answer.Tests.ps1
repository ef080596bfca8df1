# What a caller holds after a request: every property of a completion, however odd the server's answer was.

BeforeAll {
    . $PSScriptRoot/common.ps1

    # The fields that the gateway adds at every level when it is asked for unknown ones.
    function Assert-Unknown([System.Collections.IDictionary] $Fields) {
        $value = $Fields['x_gateway']
        $value['nested']['deeper']['list'] | Should -HaveCount 5
        $value['nested']['deeper']['list'][1] | Should -BeExactly 'two'
        $value['nested']['deeper']['list'][4]['three'] | Should -Be 3
        $value['big'] | Should -Be ([bigint]::Parse('123456789012345678901234567890'))
        $value['long'] | Should -BeExactly ([long] 9007199254740993)
        "$($value['decimal'])" | Should -BeLike '0.10000000000000000555*'
        $value['small'] | Should -Be 1e-7
        $value['text'] | Should -BeExactly ([regex]::Unescape('\u00FCnkn\u00F6wn \uD83E\uDD8A'))
        $value['flag'] | Should -BeFalse
        $value.Contains('none') | Should -BeTrue
        $value['none'] | Should -BeNullOrEmpty
    }
}

Describe 'A completion' {
    BeforeAll {
        $start = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
        $answer = ofox 'why is the sky blue?' -System 'be brief' -Model openai/gpt-4o-mini
        $seen = Get-LastGatewayRequest -Ended
    }

    It 'is a ChatCompletion and nothing else' {
        @($answer) | Should -HaveCount 1
        $answer | Should -BeOfType ([OfoxPS.ChatCompletion])
        $answer.PSObject.TypeNames[0] | Should -BeExactly 'OfoxPS.ChatCompletion'
    }

    It 'has the server''s Id' { $answer.Id | Should -BeExactly "chatcmpl-$($seen.number)" }

    It 'has the text as Content' { $answer.Content | Should -BeExactly "[system: be brief]`nwhy is the sky blue?" }

    It 'has the answer as Message, from the assistant' {
        $answer.Message | Should -BeOfType ([OfoxPS.ChatMessage])
        $answer.Message.Role | Should -BeExactly 'assistant'
        $answer.Message.Content | Should -BeExactly $answer.Content
    }

    It 'has one choice, whose message is Message' {
        $answer.Choices | Should -HaveCount 1
        $answer.Choices[0].Index | Should -Be 0
        [object]::ReferenceEquals($answer.Choices[0].Message, $answer.Message) | Should -BeTrue
        $answer.Choices[0].FinishReason | Should -BeExactly 'stop'
    }

    It 'has no tool calls: an empty array, which is safe to loop over and to count' {
        , $answer.ToolCalls | Should -BeOfType ([OfoxPS.ChatToolCall[]])
        $answer.ToolCalls.Count | Should -Be 0
    }

    It 'has no Refusal and no Reasoning where the server sent none' {
        $answer.Refusal | Should -BeNullOrEmpty
        $answer.Reasoning | Should -BeNullOrEmpty
    }

    It 'has the Usage' {
        $answer.Usage.PromptTokens | Should -BeExactly 7
        $answer.Usage.CompletionTokens | Should -BeExactly 8
        $answer.Usage.TotalTokens | Should -BeExactly 15
        $answer.Usage.CachedTokens | Should -BeExactly 0
        $answer.Usage.ReasoningTokens | Should -BeExactly 0
    }

    It 'has usage that can be summed over a batch' {
        (1..3 | ForEach-Object { ofox "item $_" }).Usage | Measure-Object TotalTokens -Sum | ForEach-Object Sum | Should -Be 12
    }

    It 'has the model that was asked for and the one that answered' {
        $answer.RequestedModel | Should -BeExactly 'openai/gpt-4o-mini'
        $answer.Model | Should -BeExactly 'openai/gpt-4o-mini'
    }

    It 'has the request id of the header' { $answer.RequestId | Should -BeExactly $seen.requestId }

    It 'has the rate limit of the headers' {
        $answer.RateLimit.LimitRequests | Should -BeExactly 100
        $answer.RateLimit.RemainingRequests | Should -BeExactly 99
        $answer.RateLimit.ResetRequests | Should -Be ([timespan]::FromSeconds(12))
        $answer.RateLimit.LimitTokens | Should -BeNullOrEmpty
        "$($answer.RateLimit)" | Should -BeExactly '99 of 100 requests left'
    }

    It 'has Created as a point in time' {
        $answer.Created | Should -BeOfType ([DateTimeOffset])
        $answer.Created.ToUnixTimeSeconds() | Should -BeGreaterOrEqual $start
    }

    It 'has Duration and TimeToFirstToken, in that order of size' {
        $answer.Duration | Should -BeGreaterThan ([timespan]::Zero)
        $answer.TimeToFirstToken | Should -BeGreaterThan ([timespan]::Zero)
        $answer.TimeToFirstToken | Should -BeLessOrEqual $answer.Duration
    }

    It 'has the conversation: what was sent, and the answer' {
        , $answer.Conversation | Should -BeOfType ([OfoxPS.ChatMessage[]])
        $answer.Conversation.Role | Should -Be 'system', 'user', 'assistant'
        $answer.Conversation[1].Content | Should -BeExactly 'why is the sky blue?'
        [object]::ReferenceEquals($answer.Conversation[2], $answer.Message) | Should -BeTrue
    }

    It 'has the piped object itself as InputObject' {
        $piped = [pscustomobject]@{ Name = 'fox'; Legs = 4 }
        $result = $piped | ofox 'what is this?'
        [object]::ReferenceEquals($result.InputObject, $piped) | Should -BeTrue
        ('a', 'b' | ofox).InputObject | Should -Be 'a', 'b'
    }

    It 'holds fields of the wire that have no property' {
        $answer.AdditionalProperties['system_fingerprint'] | Should -BeExactly 'fp_gateway'
        $answer.Choices[0].AdditionalProperties.Contains('logprobs') | Should -BeTrue
        $answer.AdditionalProperties.Contains('id') | Should -BeFalse
        $answer.AdditionalProperties.Contains('object') | Should -BeFalse
    }

    It 'becomes JSON, CSV and a selection without loss or warning' {
        $json = $answer | ConvertTo-Json -Depth 8 -WarningVariable warnings | ConvertFrom-Json
        $warnings | Should -BeNullOrEmpty
        $json.Content | Should -BeExactly $answer.Content
        $json.Usage.TotalTokens | Should -Be 15
        ($answer | Select-Object Model, Content | ConvertTo-Csv | ConvertFrom-Csv).Content | Should -BeExactly $answer.Content
    }
}

Describe 'Fields nobody documented' {
    BeforeAll {
        $whole = ofox hi -Model 'openai/gpt-4o?unknown=true' -ExtraBody @{ n = 2 }
        $streamed = ofox hi -Model 'openai/gpt-4o?unknown=true' -ExtraBody @{ n = 2 } -Stream 6> $null
    }

    It 'survive on the completion' { Assert-Unknown $whole.AdditionalProperties }
    It 'do not go back to the server when the conversation goes on' {
        $null = $whole | ofox 'and now?'
        $sent = (Get-LastGatewayRequest -Ended).Json.messages
        $sent | Should -HaveCount 3
        @($sent[1].Keys | Sort-Object) | Should -Be 'content', 'role'
    }
}

Describe 'More than one answer' {
    BeforeAll { $answer = ofox 'pick a word' -ExtraBody @{ n = 3 } }

    It 'gives all choices, by index' {
        $answer.Choices | Should -HaveCount 3
        $answer.Choices.Index | Should -Be 0, 1, 2
        $answer.Choices.Message.Content | Should -Be 'pick a word', 'pick a word (#2)', 'pick a word (#3)'
        $answer.Choices.FinishReason | Should -Be 'stop', 'stop', 'stop'
    }

    It 'takes the first as the answer, and goes on with it alone' {
        $answer.Content | Should -BeExactly 'pick a word'
        $answer.Conversation | Should -HaveCount 2
        "$answer" | Should -BeExactly 'pick a word'
    }
}

Describe 'Odd answers' {
    It 'goes on from content that was an array of parts' {
        $next = ofox 'one two' -Model 'openai/gpt-4o?content=parts' | ofox 'and then?'
        $next.Content | Should -BeExactly "and then?`n[turns: 2]"
    }

    It 'tells a refusal from content' {
        $answer = ofox hi -Model 'openai/gpt-4o?refuse=true'
        $answer.Refusal | Should -BeExactly 'I''m sorry, I can''t help with that.'
        $answer.Content | Should -BeNullOrEmpty
        "$answer" | Should -BeExactly ''
    }

    It 'goes on after a refusal' {
        $next = ofox hi -Model 'openai/gpt-4o?refuse=true' | ofox 'something else' -Model openai/gpt-4o
        $next.Content | Should -BeLike 'something else*'
        (Get-LastGatewayRequest -Ended).Json.messages[1].content | Should -BeExactly 'I''m sorry, I can''t help with that.'
    }
}

Describe 'An answer in a table' {
    It 'shows input, text, model and usage, one line each' {
        $lines = @('alpha', "beta`nand more" | ofox -Model openai/gpt-4o-mini | Format-Table | Out-String -Width 110) -split '\r?\n'
        $lines | Where-Object { $_ -match '^InputObject +Content +Model +Usage' } | Should -HaveCount 1
        $lines | Where-Object { $_ -match '^alpha +alpha +openai/gpt-4o-mini +\d+ in, \d+ out' } | Should -HaveCount 1
        $lines | Where-Object { $_ -match ' beta and more ' } | Should -HaveCount 1
    }
}
