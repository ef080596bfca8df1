# Success: objects. Information: live text. Verbose: what happens. Debug: what went over the wire, secrets masked.
# And nothing prompts: a scheduled task has nobody to answer.

BeforeAll {
    . $PSScriptRoot/common.ps1

    $modulePath = (Get-Module OfoxPS).Path
    $secret = 'sk-stream-secret-0815'
    # Deeper than what is sent of an object, so that there is a warning.
    $self = @{ name = 'me' }
    $self.self = $self

    # A PowerShell of its own with nobody at it: no terminal, standard input closed.
    function Invoke-Unattended([string] $Script) {
        $encoded = [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes("Import-Module '$modulePath'; $Script"))
        $start = [System.Diagnostics.ProcessStartInfo]::new(
            $Shell, "$ShellArgument -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded")
        $start.UseShellExecute = $false
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $start.Environment['NO_COLOR'] = '1'
        $process = [System.Diagnostics.Process]::Start($start)
        $process.StandardInput.Close()
        $errors = $process.StandardError.ReadToEndAsync()
        $output = $process.StandardOutput.ReadToEndAsync()
        $ended = $process.WaitForExit(60000)
        if (-not $ended) { $process.Kill() }
        [pscustomobject]@{ Ended = $ended; ExitCode = $process.ExitCode; Output = $output.Result; Error = $errors.Result }
    }

    # What each stream got, by number: 1 success, 2 error, 3 warning, 4 verbose, 5 debug, 6 information.
    function Get-StreamRecord([scriptblock] $Action) {
        $streams = @{ 1 = @(); 2 = @(); 3 = @(); 4 = @(); 5 = @(); 6 = @() }
        & $Action *>&1 | ForEach-Object {
            $number = switch ($_) {
                { $_ -is [System.Management.Automation.ErrorRecord] } { 2; break }
                { $_ -is [System.Management.Automation.WarningRecord] } { 3; break }
                { $_ -is [System.Management.Automation.VerboseRecord] } { 4; break }
                { $_ -is [System.Management.Automation.DebugRecord] } { 5; break }
                { $_ -is [System.Management.Automation.InformationRecord] } { 6; break }
                default { 1 }
            }
            $streams[$number] += $_
        }
        $streams
    }
}

Describe 'By default' {
    It 'a streamed answer is one object on success, its text on information' {
        $streams = Get-StreamRecord { Invoke-OfoxChat 'one two' -Stream }
        $streams[1] | Should -HaveCount 1
        $streams[1][0] | Should -BeOfType ([OfoxPS.ChatCompletion])
        $streams[6].Count | Should -Be 3
        2..5 | ForEach-Object { $streams[$_].Count | Should -Be 0 -Because "stream $_" }
    }
}

Describe '-Verbose' {
}

# Windows PowerShell asks at each -Debug line, as it does for its own cmdlets.
Describe '-Debug' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
    BeforeAll {
        $streams = Get-StreamRecord { ofox "private $secret words" -Debug -ApiKey $secret -Temperature 0.25 }
        $text = $streams[5] -join "`n"
    }

    It 'masks the key wherever it stands, even in the prompt' {
        $text | Should -Not -Match 'stream-secret'
        ($streams.Values | ForEach-Object { $_ } | Out-String) -replace [regex]::Escape($streams[1][0].Content) |
            Should -Not -Match 'stream-secret'
    }

    It 'tells what happens as well, though nobody asked for verbose, which would prompt' {
        $text | Should -Match 'POST .* attempt 1 of 3'
        $streams[4].Count | Should -Be 0
    }

    It 'comes from $DebugPreference without a prompt' {
        $DebugPreference = 'Continue'
        $streams = Get-StreamRecord { ofox hi }
        $streams[5] -join "`n" | Should -Match 'chat\.completion'
        $streams[1] | Should -HaveCount 1
    }

    It 'lets a warning reach 3> and -WarningVariable' {
        $streams = Get-StreamRecord { ofox 'x' -InputObject $self -Debug -WarningVariable script:warned }
        $streams[3] | Should -HaveCount 1
        "$($script:warned)" | Should -Match 'sent as their text'
    }

    It 'obeys $WarningPreference and -WarningAction' {
        $WarningPreference = 'SilentlyContinue'
        (Get-StreamRecord { ofox 'x' -InputObject $self -Debug })[3].Count | Should -Be 0
        (Get-StreamRecord { ofox 'x' -InputObject $self -Debug -WarningAction Continue })[3].Count | Should -Be 1
    }
}

Describe 'With nobody there' {
    BeforeAll {
        Clear-GatewayRequest
        # One process for all, for each takes a while to start; a line in capitals begins each one's part.
        $run = Invoke-Unattended '
            $debug = if ($PSVersionTable.PSVersion.Major -ge 7) { @{ Debug = $true } } else { @{} }
            "DEBUG"; $r = Invoke-OfoxChat unattended -Stream @debug; "content: $r"
            "WARNING"; $a = @{}; $a.a = $a; $r = Invoke-OfoxChat x -InputObject $a @debug -WarningVariable w 5> $null; "warned: $w"; $r.FinishReason
            "LIVE"; $null = Invoke-OfoxChat "one two three" -Stream; "after"
            "CONFIRM"; $ConfirmPreference = "Low"; $r = "a", "b" | Invoke-OfoxChat; "$r"; (Get-OfoxStream hi).Count; Set-OfoxConfiguration -Temperature 0
            "WHATIF"; $null -eq (Invoke-OfoxChat hi -WhatIf); $null -eq (Get-OfoxStream hi -WhatIf); $null -eq ("a", "b" | Invoke-OfoxChat -WhatIf)
            "PREFERENCE"; $WhatIfPreference = $true; $null -eq (Invoke-OfoxChat hi); $WhatIfPreference = $false
            "MISSING"; $env:OFOX_API_KEY = $null; foreach ($try in { Invoke-OfoxChat }, { Invoke-OfoxChat hi }, { New-OfoxMessage }) {
                try { & $try } catch { $_.FullyQualifiedErrorId } }
            "END"'
        $part = @{}
        [regex]::Matches(($run.Output -replace '\r'), '(?ms)^([A-Z]+)\n(.*?)(?=^[A-Z]+\n)') |
            ForEach-Object { $part[$_.Groups[1].Value] = $_.Groups[2].Value.TrimEnd("`n") }
        $requests = @(Get-GatewayRequest)
    }

    It 'all ends well' {
        $run.Ended | Should -BeTrue
        $run.ExitCode | Should -Be 0
        $run.Error | Should -BeNullOrEmpty
    }

    # Windows PowerShell asks at each -Debug line, as it does for its own cmdlets.
    It 'neither prompts nor hangs with -Debug' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $part.DEBUG | Should -Match 'content: unattended'
        $part.DEBUG | Should -Match '(?m)^DEBUG: POST '
        $part.DEBUG | Should -Not -Match 'Confirm|\[Y\]|VERBOSE'
    }

    It 'neither prompts nor hangs for a warning with -Debug' {
        $part.WARNING | Should -Match '(?m)^WARNING: .*sent as their text'
        $part.WARNING | Should -Match '(?m)^warned: .*sent as their text'
        $part.WARNING | Should -Match '(?m)^stop$'
    }

    It 'writes live text to standard output in order' { $part.LIVE | Should -BeExactly "one two three`nafter" }

    It 'prompts for nothing whatever $ConfirmPreference says' { $part.CONFIRM | Should -BeExactly "a b`n4" }

    It 'sends nothing with -WhatIf, and says what it would' {
        $lines = $part.WHATIF -split '\n'
        $lines -match '^What if: .*"Send 1 message.*openai/gpt-4o at 127\.0\.0\.1' | Should -HaveCount 4
        $lines -match '^True$' | Should -HaveCount 3
    }

    It 'sends nothing with $WhatIfPreference' {
        $part.PREFERENCE | Should -Match '^What if: .*openai/gpt-4o at 127\.0\.0\.1'
        $part.PREFERENCE | Should -Match '(?m)^True$'
        # Those of the parts before it: debug, warning, live, and three with confirm.
        $requests | Should -HaveCount 6
    }

    It 'prompts for nothing when all is missing' {
        $part.MISSING -split '\n' |
            Should -Be 'OfoxInvalidArgument,OfoxPS.Commands.InvokeOfoxChatCommand',
            'OfoxMissingApiKey,OfoxPS.Commands.InvokeOfoxChatCommand', 'OfoxInvalidArgument,OfoxPS.Commands.NewOfoxMessageCommand'
    }

    It 'ends with an exit code and plain words when it fails, and the transcript has what was shown' {
        $file = Join-Path $TestDrive transcript.txt
        $run = Invoke-Unattended "
            `$null = Start-Transcript '$file'; Invoke-OfoxChat 'written down' -Stream; `$null = Stop-Transcript
            `$ErrorActionPreference = 'Stop'; Invoke-OfoxChat hi -ApiKey wrong; 'not reached'"
        $run.ExitCode | Should -Be 1
        $run.Output | Should -Not -Match 'not reached'
        $run.Error | Should -Match 'refused the API key'
        $run.Error | Should -Not -Match '\x1b'
        Get-Content $file -Raw | Should -Match 'written down'
        Get-Content $file -Raw | Should -Not -Match 'sk-test-key'
    }
}

Describe 'Preferences' {
    It 'works the same with $<Name>Preference = <Value>' -ForEach @(
        foreach ($name in 'ErrorAction', 'Warning', 'Verbose', 'Debug', 'Information', 'Progress') {
            @{ Name = $name; Value = 'SilentlyContinue' }
            # Windows PowerShell does not take it as a preference for errors.
            if ($name -ne 'ErrorAction' -or $PSVersionTable.PSVersion.Major -ge 7) { @{ Name = $name; Value = 'Ignore' } }
        }
    ) {
        Set-Variable "${Name}Preference" $Value
        (ofox 'one two' -InputObject $self -Stream 6> $null 3> $null).FinishReason | Should -BeExactly 'stop'
        -join (Get-OfoxStream 'one two') | Should -BeExactly 'one two'
        ('a', 'b' | ofox).Content | Should -Be 'a', 'b'
        { ofox hi -Model fault/400 } | Should -Throw -ErrorId 'OfoxInvalidRequest,*'
    }

    It 'shows no progress bar of a web request' {
        # Progress records have no redirection; a host of its own would see them.
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$modulePath'; Invoke-OfoxChat hi; Get-OfoxStream hi").Invoke()
        $shell.Streams.Progress.Count | Should -Be 0
        $shell.Streams.Error.Count | Should -Be 0
        $shell.Dispose()
    }

    It 'ends at a warning where -WarningAction Stop asks for it, before anything is sent' {
        Clear-GatewayRequest
        { ofox 'x' -InputObject $self -WarningAction Stop 3> $null } | Should -Throw
        @(Get-GatewayRequest) | Should -HaveCount 0
    }

    It 'obeys -OutVariable and -PipelineVariable' {
        $null = 'a' | ofox -OutVariable kept
        $kept[0].Content | Should -BeExactly 'a'
        $pairs = 'a', 'b' | ofox -PipelineVariable answer | ForEach-Object { $answer.Content }
        $pairs | Should -Be 'a', 'b'
    }
}
