# -WhatIf sends nothing; and nothing asks for confirmation.

BeforeAll { . $PSScriptRoot/common.ps1 }

Describe '<command>' -ForEach @(@{ command = 'Invoke-OfoxChat' }, @{ command = 'Get-OfoxStream' }) {
    BeforeEach { Reset-TestEnvironment }

    It '-WhatIf sends nothing and writes nothing: <what>' -ForEach @(
        @{ what = 'a prompt'; run = { & $command hi -WhatIf } }
        @{ what = 'several items'; run = { 'a', 'b' | & $command x -WhatIf } }
        @{ what = '-Together'; run = { 'a', 'b' | & $command x -Together -WhatIf } }
        @{ what = 'messages'; run = { (New-OfoxMessage a), (New-OfoxMessage b) | & $command -WhatIf } }
        @{ what = 'an image'; run = { & $command x -Image (New-TestPng (Join-Path $TestDrive a.png)) -WhatIf } }
    ) {
        & $run | Should -BeNullOrEmpty
        Get-GatewayRequest | Should -BeNullOrEmpty
    }

    It '$WhatIfPreference sends nothing, and -WhatIf:$false sends all the same' {
        $WhatIfPreference = $true
        & $command hi | Should -BeNullOrEmpty
        Get-GatewayRequest | Should -BeNullOrEmpty
        & $command hi -WhatIf:$false | Should -Not -BeNullOrEmpty
        @(Get-GatewayRequest).Count | Should -Be 1
    }

    It '-WhatIf needs no key, but tells of input that could not be sent' {
        $env:OFOX_API_KEY = $null
        & $command hi -WhatIf | Should -BeNullOrEmpty
        { & $command hi -Image /no/such.png -WhatIf } | Should -Throw '*There is no image*'
        $null = 'a', $null | & $command x -WhatIf -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed.Count | Should -Be 1
    }
}

Describe 'What -WhatIf says' {
    BeforeAll {
        Reset-TestEnvironment

        # The text goes to the host alone, so a shell of its own is read.
        $script = "Import-Module '$((Get-Module OfoxPS).Path)'; 'a' | Invoke-OfoxChat x -System s -WhatIf; Get-OfoxStream x -Image https://example.com/a.png -WhatIf"
        $Lines = & $Shell @ShellArgument -NoProfile -NonInteractive -Command $script
    }

    It 'is what would be sent, and where' {
        $Lines.Count | Should -Be 2
        $Lines[0] | Should -BeLike 'What if:*2 messages*openai/gpt-4o at 127.0.0.1:*'
        $Lines[1] | Should -BeLike 'What if:*1 message (2 parts*openai/gpt-4o at 127.0.0.1:*'
        Get-GatewayRequest | Should -BeNullOrEmpty
    }
}
