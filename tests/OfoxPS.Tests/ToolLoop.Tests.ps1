# The rounds in which a model calls tools: all calls of a turn run and are answered, whatever they do, and the loop ends.

BeforeAll {
    . $PSScriptRoot/common.ps1

    $modulePath = (Get-Module OfoxPS).Path
    $endless = 'openai/gpt-4o?endless=true'

    function Get-Double { param([int] $Number) 2 * $Number }
    function Get-Result([string] $Call, $Tool) { (ofox "call $Call" -Tool $Tool).ToolInvocations[0].Result }
    function Get-Sent { @(Get-GatewayRequest) }
    $byHand = @{ name = 'by_hand'; parameters = @{ type = 'object'; properties = @{ x = @{ type = 'integer' } } } }

    # The command, in a runspace of its own.
    function Start-Script([string] $Script, [object[]] $Argument) {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$modulePath'").Invoke()
        $shell.Commands.Clear()
        $null = $shell.AddScript($Script)
        foreach ($value in $Argument) { $null = $shell.AddArgument($value) }
        [pscustomobject]@{ Shell = $shell; Handle = $shell.BeginInvoke() }
    }
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

Describe 'What is seen of it' {
    BeforeEach { Clear-GatewayRequest }

    It 'are ToolInvocations' {
        $answer = ofox 'call Get-Double({"Number":4}) call Nope({"a":[1]}) call Get-Double({bad)' -Tool Get-Double
        $first = $answer.ToolInvocations[0]
        $first | Should -BeOfType ([OfoxPS.ToolInvocation])
        $first.Tool | Should -BeExactly 'Get-Double'
        $first.Id | Should -BeExactly 'call_1'
        $first.Arguments.Number | Should -Be 4
        $first.Result | Should -BeExactly '8'
        $first.Error | Should -BeNullOrEmpty
        $first.Duration | Should -BeGreaterThan ([timespan]::Zero)
        $first.Round | Should -Be 1
        "$first" | Should -BeExactly 'Get-Double'
        $answer.ToolInvocations[1].Arguments.a | Should -Be 1
        "$($answer.ToolInvocations[1])" | Should -BeLike 'Nope: *'
        $null -eq $answer.ToolInvocations[2].Arguments | Should -BeTrue
    }

    It 'are none where no tool ran' {
        , (ofox hi -Tool Get-Double).ToolInvocations | Should -BeOfType ([OfoxPS.ToolInvocation[]])
        (ofox hi).ToolInvocations.Count | Should -Be 0
    }

    It 'is a verbose line before and after each call' {
        $lines = @(ofox 'call Get-Double({"Number":4}) call Nope({})' -Tool Get-Double -Verbose 4>&1 |
            Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | ForEach-Object Message)
        @($lines -like '*Tool call Get-Double({"Number":4})*') | Should -HaveCount 1
        @($lines -like '*Tool Get-Double: 1 characters*') | Should -HaveCount 1
        @($lines -like "*Tool Nope:*There is no tool 'Nope'*") | Should -HaveCount 1
    }

    It 'is a progress record with the tool''s name, which is completed' {
        $running = Start-Script 'function Get-Double { param([int] $Number) 2 * $Number }; $null = ofox ''call Get-Double({"Number":4})'' -Tool Get-Double'
        $null = $running.Shell.EndInvoke($running.Handle)
        $records = @($running.Shell.Streams.Progress | Where-Object StatusDescription -EQ 'Get-Double')
        $records.RecordType | Should -Be 'Processing', 'Completed'
        $running.Shell.Dispose()
    }

    It 'is the usage of all rounds' {
        $answer = ofox 'call Get-Double({"Number":4})' -Tool Get-Double
        $first = ofox 'call Get-Double({"Number":4})' -Tool Get-Double -NoToolExecution
        $answer.Usage.PromptTokens | Should -BeGreaterThan $first.Usage.PromptTokens
        $answer.Usage.TotalTokens | Should -Be ($answer.Usage.PromptTokens + $answer.Usage.CompletionTokens)
        $answer.Duration | Should -BeGreaterOrEqual $answer.ToolInvocations[0].Duration
    }

    It 'is a line that tells rounds and tools' {
        (ofox 'call Get-Double({"Number":4}) call Get-Double({"Number":5}) call Nope({})' -Tool Get-Double | Out-String -Width 200) |
            Should -Match '2 rounds, ran Get-Double, failed Nope'
        (ofox 'hi' | Out-String -Width 200) | Should -Not -Match 'rounds'
    }

    It 'is nothing with -WhatIf: nothing is sent and nothing runs' {
        $global:OfoxRan = 0
        try {
            ofox 'call t({})' -Tool (New-OfoxTool -Name t -ScriptBlock { $global:OfoxRan++ }) -WhatIf | Should -BeNullOrEmpty
            $OfoxRan | Should -Be 0
            @(Get-GatewayRequest) | Should -HaveCount 0
        } finally { Remove-Variable OfoxRan -Scope Global }
    }
}

Describe 'Ctrl+C' {
    BeforeEach { Clear-GatewayRequest }

    It 'while a tool runs ends it and the loop' {
        # The tool tells that it has begun and then would wait for a minute; nothing after it may happen.
        $begun = [System.Threading.ManualResetEventSlim]::new()
        $after = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
        $running = Start-Script 'param($Begun, $After) $null = ofox "call t({})" -Tool (New-OfoxTool -Name t -ScriptBlock { $Begun.Set(); Start-Sleep 60; $After.Enqueue("tool") }); $After.Enqueue("script")' $begun, $after
        try {
            $begun.Wait(30000) | Should -BeTrue
            $running.Shell.Stop()
            $running.Shell.InvocationStateInfo.State | Should -Be 'Stopped'
            $after.Count | Should -Be 0
            Get-Sent | Should -HaveCount 1
        } finally { $running.Shell.Dispose() }
    }

    It 'while a tool waits in a loop of its own that catches everything ends it too' {
        $begun = [System.Threading.ManualResetEventSlim]::new()
        $after = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
        $running = Start-Script 'param($Begun, $After) $null = ofox "call t({})" -Tool (New-OfoxTool -Name t -ScriptBlock { while ($true) { try { $Begun.Set(); Start-Sleep -Milliseconds 10 } catch { $After.Enqueue("caught") } } }); $After.Enqueue("script")' $begun, $after
        try {
            $begun.Wait(30000) | Should -BeTrue
            $running.Shell.Stop()
            $after.Count | Should -Be 0
        } finally { $running.Shell.Dispose() }
    }
}

Describe 'Runspaces at once' {
    BeforeEach { Clear-GatewayRequest }

    It 'share nothing: 8 of them, each with its own function of one name' {
        # All meet at a barrier inside the tool, so that they are really at once.
        $barrier = [System.Threading.Barrier]::new(8)
        $all = 1..8 | ForEach-Object {
            Start-Script 'param($Me, $Barrier)
                function Get-Me { param([int] $Number) $null = $Barrier.SignalAndWait(60000); "runspace $Me number $Number" }
                1..3 | ForEach-Object { (ofox "call Get-Me({`"Number`":$_})" -Tool Get-Me).Content }' $_, $barrier
        }
        for ($i = 0; $i -lt 8; $i++) {
            $said = @($all[$i].Shell.EndInvoke($all[$i].Handle))
            $all[$i].Shell.Streams.Error.Count | Should -Be 0
            $said | Should -Be (1..3 | ForEach-Object { "Get-Me answered: runspace $($i + 1) number $_" })
            $all[$i].Shell.Dispose()
        }
        $barrier.CurrentPhaseNumber | Should -Be 3
    }
}
