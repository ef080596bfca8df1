# The runbook against a recording: offline, without a key, and the runbook is not changed.
# To record it anew: $env:OFOX_CASSETTE_MODE = 'Record', a key, and Invoke-Pester.

BeforeAll {
    $runbook = Join-Path $PSScriptRoot 'Get-ServiceAdvice.ps1'
    $cassette = Join-Path $PSScriptRoot 'advice.json'
    $call = @{ Service = 'web'; LogLine = '10:00 out of memory', '10:01 worker 3 died'; Model = 'openai/gpt-4o' }
}

Describe 'Get-ServiceAdvice, from a cassette' {
    It 'turns the answer into a decision' {
        $advice = Use-OfoxCassette $cassette {
            & $runbook @call
        }
        $advice.Service | Should -Be web
        $advice.Action | Should -Be restart
        $advice.Attempts | Should -Be 2 -Because 'the recording begins with a 429'
    }

    It 'asks what it should, once' {
        Use-OfoxCassette $cassette { $null = & $runbook @call }
        $sent = Get-OfoxTestRequest | Select-Object -Last 1
        $sent.Model | Should -Be 'openai/gpt-4o'
        $sent.Body['temperature'] | Should -Be 0
        $sent.Prompt | Should -BeLike '*web*out of memory*worker 3 died*'
    }
}
