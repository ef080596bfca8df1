# The runbook against answers that the test makes up: also those that no gateway gives when it is asked to.

BeforeAll {
    $runbook = Join-Path $PSScriptRoot 'Get-ServiceAdvice.ps1'
    $call = @{ Service = 'web'; LogLine = '10:00 out of memory' }
}

Describe 'Get-ServiceAdvice, with scripted answers' {
    It 'takes the action <action>' -ForEach @(@{ action = 'restart' }, @{ action = 'wait' }, @{ action = 'escalate' }) {
        $response = New-OfoxTestResponse -InputObject @{ action = $action; reason = 'as the test says' }
        $advice = Use-OfoxTestResponse $response { & $runbook @call }
        $advice.Action | Should -Be $action
        $advice.Reason | Should -Be 'as the test says'
    }

    It 'calls a person when the model makes up an action' {
        $advice = Use-OfoxTestResponse '{ "action": "format", "reason": "why not" }' { & $runbook @call }
        $advice.Action | Should -Be escalate
    }

    It 'calls a person when the answer is no JSON' {
        (Use-OfoxTestResponse 'Have you tried turning it off?' { & $runbook @call }).Action | Should -Be escalate
    }

    It 'tries again after a rate limit, without waiting here' {
        $fine = New-OfoxTestResponse -InputObject @{ action = 'wait'; reason = 'x' }
        $advice = Use-OfoxTestResponse (New-OfoxTestResponse -Fault RateLimited), $fine { & $runbook @call }
        $advice.Action | Should -Be wait
        (Get-OfoxTestRequest).Attempt | Should -Be 1, 2
    }

    It 'calls a person when there is <fault>' -ForEach @(@{ fault = 'Timeout' }, @{ fault = 'ConnectionFailed' }, @{ fault = 'Unauthorized' }) {
        $advice = Use-OfoxTestResponse (New-OfoxTestResponse -Fault $fault) { & $runbook @call }
        $advice.Action | Should -Be escalate
        $advice.Reason | Should -BeLike 'No advice:*'
    }
}
