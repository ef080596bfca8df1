# The rounds in which a model calls tools: all calls of a turn run and are answered, whatever they do, and the loop ends.

BeforeAll {
    . $PSScriptRoot/common.ps1

    $endless = 'openai/gpt-4o?endless=true'
    function Get-Double { param([int] $Number) 2 * $Number }
    function Get-Result([string] $Call, $Tool) { (ofox "call $Call" -Tool $Tool).ToolInvocations[0].Result }
    function Get-Sent { @(Get-GatewayRequest) }
    $byHand = @{ name = 'by_hand'; parameters = @{ type = 'object'; properties = @{ x = @{ type = 'integer' } } } }
}

Describe 'The calls of a turn' {
    BeforeEach { Clear-GatewayRequest }

    It 'run, and their answers go back' {
        $answer = ofox 'call Get-Double({"Number":21})' -Tool Get-Double
        $answer.Content | Should -BeExactly 'Get-Double answered: 42'
        $answer.FinishReason | Should -BeExactly 'stop'
        $answer.ToolCalls.Count | Should -Be 0
        $sent = Get-Sent
        $sent | Should -HaveCount 2
        $roles = $sent[1].Json.messages | ForEach-Object { $_.role }
        $roles | Should -Be 'user', 'assistant', 'tool'
        $sent[1].Json.messages[2].content | Should -BeExactly '42'
        $sent[1].Json.messages[2].tool_call_id | Should -BeExactly $sent[1].Json.messages[1].tool_calls[0].id
        $sent[1].Json.tools | Should -HaveCount 1
    }

    It 'may bring more than is sent: one error, with all there was' {
        $tool = New-OfoxTool -Name big -ScriptBlock { 'x' * 65MB } -MaxOutputLength 100MB
        $failure = { ofox 'call big({})' -Tool $tool } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxRequestTooLarge,*'
        "$failure" | Should -BeLike 'Message 3 of 3 (tool) is too long*'
        $failure.Exception.Completion.Conversation | Should -HaveCount 3
        $failure.Exception.Completion.ToolInvocations | Should -HaveCount 1
        Get-Sent | Should -HaveCount 1
    }

    It 'with empty arguments call without any' {
        Get-Result 't()' (New-OfoxTool -Name t -ScriptBlock { param($x) "[$x]" }) | Should -BeExactly '[]'
    }

    It 'with null for a mandatory parameter are answered, never asked for at the console' {
        function Get-Needed { param([Parameter(Mandatory)] $Needed) $Needed }
        Get-Result 'Get-Needed({"Needed":null})' Get-Needed | Should -BeLike 'ERROR:*Needed*'
    }
}

Describe 'A tool that ends with <Case>' -ForEach @(
    @{ Case = 'exit'; Body = { exit 3 }; Words = 'ERROR:*exit*' }
    @{ Case = 'break'; Body = { break }; Words = 'ERROR:*break*' }
    @{ Case = 'continue'; Body = { continue }; Words = 'ERROR:*continue*' }
    @{ Case = 'break to a label of the caller'; Body = { break ofoxouter }; Words = 'ERROR:*break*' }
    @{ Case = 'return'; Body = { return 5 }; Words = '5' }
    @{ Case = 'throw'; Body = { throw 'mine' }; Words = 'ERROR: mine' }
    @{ Case = 'a stopped pipeline that it throws'; Body = { throw [System.Management.Automation.PipelineStoppedException]::new() };
        Words = 'ERROR:*' }
    @{ Case = 'a terminating error'; Body = { Get-Item -LiteralPath /no/such/thing -ErrorAction Stop }; Words = 'ERROR:*no*such*thing*' }
    @{ Case = 'an unknown command'; Body = { Invoke-NoSuchThing }; Words = 'ERROR:*Invoke-NoSuchThing*' }
    @{ Case = 'an exception of .NET'; Body = { [int]::Parse('x') }; Words = 'ERROR:*' }
    @{ Case = 'Select-Object -First'; Body = { 1..9 | Select-Object -First 2 }; Words = '`[1,2]' }
) {
    It 'has answered, and the caller''s script goes on' {
        $reached = @()
        :ofoxouter foreach ($turn in 1, 2) {
            $answer = ofox 'call t({})' -Tool (New-OfoxTool -Name t -ScriptBlock $Body)
            $answer.Content | Should -BeLike "t answered: $Words"
            $reached += $turn
        }
        $reached | Should -Be 1, 2
    }
}

Describe 'The end of the loop' {
    BeforeEach { Clear-GatewayRequest }

    BeforeAll {
        function Get-Limit([int] $Rounds) {
            try { $null = ofox 'call Get-Double({"Number":1})' -Tool Get-Double -Model $endless -MaxToolRound $Rounds;
                throw 'no limit' } catch { $_ }
        }
    }

    It 'comes after -MaxToolRound rounds' {
        $failure = Get-Limit 2
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxToolLimit,*'
        $failure.CategoryInfo.Category | Should -Be 'LimitsExceeded'
        "$failure" | Should -BeLike '*2 rounds*-MaxToolRound*'
        $failure.Exception.Completion.ToolInvocations.Count | Should -Be 2
        Get-Sent | Should -HaveCount 3
    }

    It 'comes after 10 rounds unless said' {
        { ofox 'call Get-Double({"Number":1})' -Tool Get-Double -Model $endless } | Should -Throw '*10 rounds*' -ErrorId 'OfoxToolLimit,*'
        Get-Sent | Should -HaveCount 11
    }

    It 'carries the conversation, which can go on' {
        $completion = (Get-Limit 1).Exception.Completion
        $completion.Conversation[0].Content | Should -BeExactly 'call Get-Double({"Number":1})'
        ($completion | ofox 'never mind').Content | Should -BeLike 'never mind*'
        # Every call was answered, those of the last round too.
        $messages = (Get-LastGatewayRequest -Ended).Json.messages
        $asked = @($messages | ForEach-Object { $_.tool_calls } | Where-Object { $_ } | ForEach-Object { $_.id })
        $told = @($messages | Where-Object { $_.role -eq 'tool' } | ForEach-Object { $_.tool_call_id })
        $told | Should -Be $asked
    }

    It 'is non-terminating in a pipeline, and the next item goes on with rounds of its own' {
        $answers = @(
            'call Get-Double({"Number":1})', 'hello' |
            ofox -Tool Get-Double -Model $endless -MaxToolRound 1 -ErrorAction SilentlyContinue -ErrorVariable failed)
        $failed | Should -HaveCount 2
        $failed[0].TargetObject | Should -BeExactly 'call Get-Double({"Number":1})'
        $answers | Should -HaveCount 0
        Get-Sent | Should -HaveCount 4
    }
}

Describe 'With other parameters' {
    BeforeEach { Clear-GatewayRequest }

    It '-Stream shows the text of every turn live, and ends in one completion' {
        $live = [System.Collections.ArrayList]::new()
        $answer = ofox 'call Get-Double({"Number":4})' -Tool Get-Double -Stream -InformationVariable live 6> $null
        $answer.Content | Should -BeExactly 'Get-Double answered: 8'
        $answer.ToolInvocations[0].Result | Should -BeExactly '8'
        (-join $live) | Should -BeLike '*Get-Double answered: 8*'
        (Get-Sent).Json.stream | Should -Be $true, $true
    }

    It 'pipeline input makes a conversation of each item' {
        $answers = @('call Get-Double({"Number":1})', 'hello', 'call Get-Double({"Number":3})' | ofox -Tool Get-Double)
        $answers.Content | Should -Be 'Get-Double answered: 2', 'hello', 'Get-Double answered: 6'
        $answers[0].ToolInvocations.Count | Should -Be 1
        $answers[1].ToolInvocations.Count | Should -Be 0
        $answers[2].ToolInvocations.Round | Should -Be 1
        $answers[2].InputObject | Should -BeExactly 'call Get-Double({"Number":3})'
    }

    It '-Message goes on, and its end goes on again' {
        $first = ofox 'call Get-Double({"Number":1})' -Tool Get-Double
        $second = $first | ofox 'call Get-Double({"Number":5})' -Tool Get-Double
        $second.ToolInvocations.Result | Should -Be '10'
        $second.Conversation | Should -HaveCount 8
        $second.Conversation.Role | Should -Be 'user', 'assistant', 'tool', 'assistant', 'user', 'assistant', 'tool', 'assistant'
    }

    It '-ToolChoice <Choice> is for the first turn' -ForEach @(
        @{ Choice = 'required'; First = 'required'; Second = $null }
        @{ Choice = 'auto'; First = 'auto'; Second = 'auto' }
    ) {
        $null = ofox 'Get-Double it' -Tool Get-Double -ToolChoice $Choice
        $sent = Get-Sent
        $sent | Should -HaveCount 2
        $sent[0].Json.tool_choice | Should -BeExactly $First
        $sent[1].Json['tool_choice'] | Should -BeExactly $Second
    }

    It '-ToolChoice with a name is for the first turn' {
        $null = ofox 'hello' -Tool Get-Date, Get-Double -ToolChoice Get-Double
        $sent = Get-Sent
        $sent[0].Json.tool_choice.function.name | Should -BeExactly 'Get-Double'
        $sent[1].Json.Keys | Should -Not -Contain 'tool_choice'
    }

    It 'tool_choice in -ExtraBody is for the first turn too' {
        $null = ofox 'hello' -Tool Get-Double -ExtraBody @{ tool_choice = 'required'; seed = 7 }
        $sent = Get-Sent
        $sent[0].Json.tool_choice | Should -BeExactly 'required'
        $sent[1].Json.Keys | Should -Not -Contain 'tool_choice'
        $sent[1].Json.seed | Should -Be 7
    }

    It '-ToolChoice none runs nothing' {
        $answer = ofox 'call Get-Double({"Number":4})' -Tool Get-Double -ToolChoice none
        $answer.ToolInvocations.Count | Should -Be 0
        (Get-Sent)[0].Json.tool_choice | Should -BeExactly 'none'
    }

    It '-NoToolExecution returns the calls' {
        $answer = ofox 'call Get-Double({"Number":4})' -Tool Get-Double -NoToolExecution
        $answer.ToolCalls[0].Name | Should -BeExactly 'Get-Double'
        $answer.ToolCalls[0].Arguments.Number | Should -Be 4
        $answer.ToolInvocations.Count | Should -Be 0
        Get-Sent | Should -HaveCount 1
    }

    It 'Get-OfoxStream never runs a tool' {
        $global:OfoxRan = 0
        try {
            $chunks = @(Get-OfoxStream 'call t({})' -Tool (New-OfoxTool -Name t -ScriptBlock { $global:OfoxRan++ }))
            $chunks.Count | Should -BeGreaterThan 0
            $OfoxRan | Should -Be 0
            Get-Sent | Should -HaveCount 1
        } finally { Remove-Variable OfoxRan -Scope Global }
    }
}

Describe 'Tools that run and tools that the script answers, in one turn' {
    BeforeEach { Clear-GatewayRequest }

    It 'come back with the answers of the first and the calls of the second' {
        $answer = ofox 'call Get-Double({"Number":4}) call by_hand({"x":1})' -Tool Get-Double, $byHand
        $answer.ToolCalls.Name | Should -Be 'by_hand'
        $answer.ToolInvocations.Tool | Should -Be 'Get-Double'
        $answer.Conversation.Role | Should -Be 'user', 'assistant', 'tool'
        $answer.Conversation[2].Content | Should -BeExactly '8'
        $answer.Conversation[1].ToolCalls | Should -HaveCount 2
        Get-Sent | Should -HaveCount 1
    }

    It 'go on when the script has answered' {
        $answer = ofox 'call Get-Double({"Number":4}) call by_hand({"x":1})' -Tool Get-Double, $byHand
        $results = $answer.ToolCalls | ForEach-Object { New-OfoxMessage 'my answer' -Role tool -ToolCallId $_.Id }
        $next = $results | ofox -Message $answer -Tool Get-Double, $byHand
        $next.Content | Should -BeLike '*Get-Double answered: 8*by_hand answered: my answer*'
    }

    It 'run unknown calls with the first: they are answered' {
        $answer = ofox 'call Nope({}) call by_hand({"x":1})' -Tool Get-Double, $byHand
        $answer.ToolInvocations[0].Error | Should -BeLike "*'Nope'*"
        $answer.ToolCalls.Name | Should -Be 'by_hand'
    }
}
