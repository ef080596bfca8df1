# The sample that writes messages of commits, run as a user runs it.

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

    Context 'commit-message.ps1' {
        BeforeEach {
            $author = @{
                GIT_AUTHOR_NAME = 'Fox'; GIT_AUTHOR_EMAIL = 'fox@example.com'; GIT_COMMITTER_NAME = 'Fox';
            GIT_COMMITTER_EMAIL = 'fox@example.com' }
        }

        It 'prints a message for what is staged, and commits nothing' {
            git -C $folder add fox.txt
            $run = Invoke-Sample commit-message.ps1
            $run.ExitCode | Should -Be 0 -Because $run.Error
            $run.Output | Should -BeLike '*+The fox runs.*'
            @(Get-GatewayRequest).Count | Should -Be 1
            git -C $folder log -1 --format=%s | Should -Be 'Add a fox'
        }

        It 'commits with -Commit' {
            git -C $folder add fox.txt
            (Invoke-Sample commit-message.ps1 '-Commit' -Environment $author).ExitCode | Should -Be 0
            git -C $folder log -1 --format=%B | Out-String | Should -BeLike '*+The fox runs.*'
        }

        It 'commits nothing with -WhatIf, but shows the message' {
            git -C $folder add fox.txt
            $run = Invoke-Sample commit-message.ps1 '-Commit', '-WhatIf' -Environment $author
            $run.ExitCode | Should -Be 0 -Because $run.Error
            $run.Output | Should -BeLike '*+The fox runs.*'
            git -C $folder log -1 --format=%s | Should -Be 'Add a fox'
        }

        It 'says that the request failed, and commits nothing, with <Model>' -ForEach @(
            @{ Model = 'no/such' }, @{ Model = 'fault/500?retry_after_ms=1' }
        ) {
            git -C $folder add fox.txt
            $run = Invoke-Sample commit-message.ps1 '-Commit', '-Model', $Model -Environment $author
            $run.ExitCode | Should -Be 2
            # It ends at the error, and does not go on without an answer.
            $run.Error | Should -Not -Match 'gave no message'
            git -C $folder log -1 --format=%s | Should -Be 'Add a fox'
        }
    }
}
