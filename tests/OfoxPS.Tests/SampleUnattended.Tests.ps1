# The sample that runs unattended: its exit codes, its log and what it pays for.

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    . (Join-Path $PSScriptRoot 'examples.ps1')
    . (Join-Path $PSScriptRoot 'samples.ps1')
}

Describe 'Samples' {
    BeforeEach {
        Reset-TestEnvironment
        $folder = Join-Path $TestDrive ([guid]::NewGuid())
        Initialize-ExampleFolder $folder
    }

    Context 'unattended.ps1' {
        BeforeEach {
            Add-Text (Join-Path $folder 'in/a.txt') 'First ticket.'
            Add-Text (Join-Path $folder 'in/b.txt') 'Second ticket.'
            $always = '-Path', 'in', '-OutPath', 'out', '-LogPath', 'task.log'
            $log = Join-Path $folder task.log
        }

        It 'summarises each file, and the second run pays for nothing' {
            $run = Invoke-Sample unattended.ps1 $always
            $run.ExitCode | Should -Be 0 -Because $run.Error
            [System.IO.File]::ReadAllText((Join-Path $folder 'out/a.txt.summary.txt')) | Should -BeLike '*First ticket.*'
            [System.IO.File]::ReadAllText((Join-Path $folder 'out/b.txt.summary.txt')) | Should -BeLike '*Second ticket.*'
            $log | Should -Not -Exist

            (Invoke-Sample unattended.ps1 $always).ExitCode | Should -Be 0
            @(Get-GatewayRequest).Count | Should -Be 2
        }

        It 'ends with <Code> and logs <Id>' -ForEach @(
            @{ Model = 'fault/401'; Code = 2; Id = 'OfoxAuthenticationFailed'; Requests = 1 }
            @{ Model = 'no/such'; Code = 3; Id = 'OfoxModelNotFound'; Requests = 1 }
            @{ Model = 'fault/429?retry_after=60'; Code = 4; Id = 'OfoxRateLimited'; Requests = 1; Logged = 1;
                With = '-MaximumWaitSeconds', '2' }
            @{ Model = 'fault/500?retry_after_ms=1'; Code = 4; Id = 'OfoxServerError'; Requests = 10 }
            @{ Model = 'fault/413'; Code = 5; Id = 'OfoxRequestTooLarge'; Requests = 2 }
        ) {
            $run = Invoke-Sample unattended.ps1 ($always + '-Model', $Model + @($With | Where-Object { $_ }))
            $run.ExitCode | Should -Be $Code -Because $run.Error
            $lines = @([System.IO.File]::ReadAllLines($log))
            $lines.Count | Should -Be $(if ($Logged) { $Logged } elseif ($Code -lt 4) { 1 } else { 2 })
            $lines | Should -Match "^\d{4}-\d\d-\d\dT\S+  $Id  "
            @(Get-GatewayRequest).Count | Should -Be $Requests
        }

        It 'takes a refusal for no summary, and asks again the next time' {
            $run = Invoke-Sample unattended.ps1 ($always + '-Model', 'openai/gpt-4o?refuse=true')
            $run.ExitCode | Should -Be 5 -Because $run.Error
            $run.Output | Should -BeLike '*0 summaries written, 2 errors; the first: a.txt refused: *'
            [System.IO.File]::ReadAllText($log) | Should -Match 'NoSummary  .*a\.txt  refused: '
            @(Get-ChildItem (Join-Path $folder out)).Count | Should -Be 0
            (Invoke-Sample unattended.ps1 $always).ExitCode | Should -Be 0
        }

        It 'needs a key' {
            $run = Invoke-Sample unattended.ps1 $always -Environment @{ OFOX_API_KEY = '' }
            $run.ExitCode | Should -Be 2
            [System.IO.File]::ReadAllText($log) | Should -Match '  OfoxMissingApiKey  -  '
            $run.Output | Should -BeLike '*0 summaries written, 1 error: OfoxMissingApiKey: There is no API key*'
        }

        It 'ends with <Code> where <Variable> is <Value>' -ForEach @(
            @{ Variable = 'OFOX_MAX_COST'; Value = 'abc'; Code = 3; Id = 'OfoxInvalidArgument' }
            @{ Variable = 'OFOX_BASE_URL'; Value = 'localhost:99'; Code = 3; Id = 'OfoxInvalidArgument' }
            @{ Variable = 'OFOX_MAX_COST'; Value = '0'; Code = 2; Id = 'OfoxBudgetExceeded' }
        ) {
            $run = Invoke-Sample unattended.ps1 $always -Environment @{ $Variable = $Value }
            $run.ExitCode | Should -Be $Code -Because $run.Error
            $lines = @([System.IO.File]::ReadAllLines($log))
            $lines.Count | Should -Be 1
            $lines[0] | Should -Match "  $Id  -  "
            $run.Output | Should -BeLike "*0 summaries written, 1 error: ${Id}: *"
        }

        It 'sends several at once' {
            (Invoke-Sample unattended.ps1 ($always + '-ThrottleLimit', '4')).ExitCode | Should -Be 0
            @(Get-GatewayRequest).Count | Should -Be 2
        }

        It 'says what went wrong where the log cannot be written' {
            $run = Invoke-Sample unattended.ps1 ('-Path', 'in', '-OutPath', 'out', '-LogPath', 'in') -Environment @{ OFOX_API_KEY = '' }
            $run.ExitCode | Should -Be 2
            $run.Error | Should -Match 'The log cannot be written: '
            $run.Error | Should -Match '  OfoxMissingApiKey  -  There is no API key'
        }
    }
}
