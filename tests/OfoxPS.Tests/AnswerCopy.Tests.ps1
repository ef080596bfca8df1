# A completion that has left its session: through a file, a job or another runspace.

BeforeAll {
    . $PSScriptRoot/common.ps1

    # Windows PowerShell has no $PSStyle and writes plain text anyway.
    function Set-Rendering([string] $Value) { if ($PSStyle) { $PSStyle.OutputRendering = $Value } }

    function Copy-ThroughClixml([object] $Object) {
        [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($Object))
    }
}

Describe 'A completion that has travelled' {
    BeforeAll {
        $secret = 'sk-travel-secret-77aa'
        $answer = ofox 'a b' -ApiKey $secret -Model 'openai/gpt-4o?unknown=true' -Tool @{ name = 'weather' }
        $call = ofox 'weather' -ApiKey $secret -Tool @{
            name = 'weather'; parameters = @{ type = 'object'; properties = @{ city = @{ type = 'string' } }; required = @('city') } }
    }

    It 'is readable after Export-Clixml' {
        $file = Join-Path $TestDrive answer.xml
        $answer | Export-Clixml $file
        $copy = Import-Clixml $file
        $copy.Content | Should -BeExactly 'a b'
        $copy.Model | Should -BeExactly 'openai/gpt-4o'
        $copy.Usage.TotalTokens | Should -Be 4
        $copy.Created.UtcDateTime | Should -Be $answer.Created.UtcDateTime
        $copy.Duration | Should -Be $answer.Duration
        $copy.Conversation.Content | Should -Be 'a b', 'a b'
        $copy.AdditionalProperties.x_gateway.text | Should -BeExactly ([regex]::Unescape('\u00FCnkn\u00F6wn \uD83E\uDD8A'))
        "$copy" | Should -BeExactly 'a b'
    }

    It 'looks the same on the screen as before' {
        Set-Rendering PlainText
        try {
            $global:Error.Clear()
            $file = Join-Path $TestDrive look.xml
            $answer | Export-Clixml $file
            Import-Clixml $file | Out-String | Should -BeExactly ($answer | Out-String)
            Copy-ThroughClixml $answer.Message | Out-String | Should -BeExactly ($answer.Message | Out-String)
            $global:Error.Count | Should -Be 0
        } finally { Set-Rendering Host }
    }

    It 'comes back from a job, readable and without the key' {
        $job = Start-Job -ArgumentList (Get-Module OfoxPS).Path, $secret {
            param($module, $key)
            Import-Module $module
            Invoke-OfoxChat 'from a job' -ApiKey $key -Stream 6> $null
        }
        $result = $job | Receive-Job -Wait -AutoRemoveJob
        $result.Content | Should -BeExactly 'from a job'
        "$($result.Usage)" | Should -BeExactly '3 in, 3 out'
        $result.Attempts | Should -Be 1
        $result.PSObject.TypeNames | Should -Contain 'Deserialized.OfoxPS.ChatCompletion'
        $result | ConvertTo-Json -Depth 9 | Should -Not -Match 'travel-secret'
    }

    # ForEach-Object -Parallel is of PowerShell 7.
    It 'comes alive from parallel runspaces' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $module = (Get-Module OfoxPS).Path
        $result = 1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:module
            Invoke-OfoxChat "number $_"
        }
        $result | Should -BeOfType ([OfoxPS.ChatCompletion])
        $result.Content | Sort-Object | Should -Be 'number 1', 'number 2', 'number 3', 'number 4'
    }
}
