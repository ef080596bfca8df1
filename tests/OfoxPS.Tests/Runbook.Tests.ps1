# The sample that shows how a runbook is tested: its own tests pass, with no key and nothing to reach.

BeforeAll {
    . $PSScriptRoot/common.ps1
    $script:Samples = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'docs/samples/runbook'
}

Describe 'The sample runbook' {
    It 'passes its tests <_>' -ForEach 'Get-ServiceAdvice.Cassette.Tests.ps1', 'Get-ServiceAdvice.Scripted.Tests.ps1' {
        Reset-TestEnvironment
        $env:OFOX_API_KEY = $null
        $env:OFOX_BASE_URL = 'http://127.0.0.1:1/v1'
        # Pester does not run inside Pester: a process of its own.
        $child = "Import-Module '$((Get-Module Pester).Path)', '$((Get-Module OfoxPS).Path)'; `$run = Invoke-Pester '$Samples/$_' -PassThru -Output None; `$run.FailedCount; `$run.PassedCount"
        $counts = & $Shell @ShellArgument -NoProfile -NonInteractive -Command $child
        $counts[0] | Should -Be 0
        [int] $counts[1] | Should -BeGreaterThan 1
    }
}
