# What is seen of the rounds in which a model calls tools: on the answer, in the streams and on the screen.

BeforeAll {
    . $PSScriptRoot/common.ps1

    $modulePath = (Get-Module OfoxPS).Path
    function Get-Double { param([int] $Number) 2 * $Number }

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
