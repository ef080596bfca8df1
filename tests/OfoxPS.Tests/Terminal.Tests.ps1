# What an installed PowerShell shows of answers on a terminal, and what it gives to transcripts, files and jobs meanwhile.

BeforeDiscovery {
    # A terminal for a child. util-linux has it; the BSD program of that name is another.
    $hasTerminal = $IsLinux -and (Get-Command script -CommandType Application -ErrorAction SilentlyContinue) -and
        ("$(script --version 2>&1)" -match 'util-linux')
}

Describe 'PowerShell whose output is redirected' {
    BeforeAll { . (Join-Path $PSScriptRoot common.ps1) }

    It 'writes the text of an answer and no line under it: <Command>' -ForEach @(
        @{ Command = "ofox 'say: A small fox'" }
        @{ Command = "ofox 'say: A small fox' -Stream" }
        @{ Command = "ofox 'say: A small fox that lived at the edge of a forest, where it was quick and clever and slept all day'" }
    ) {
        $lines = & $Shell @ShellArgument -NoProfile -Command "Import-Module '$((Get-Module OfoxPS).ModuleBase)/OfoxPS.psd1'; $Command"
        @($lines | Where-Object { $_ }) -join ' ' | Should -BeExactly ($Command -replace "^.*say: |'.*$")
    }
}

# It takes a terminal for a child: see $hasTerminal above.
Describe 'PowerShell on a terminal of 60 columns' -Skip:(-not $hasTerminal) {
    BeforeAll {
        . (Join-Path $PSScriptRoot common.ps1)
        $sentence = 'A **small** fox lived at the edge of a quiet forest, and it was `quick` and clever.'
        $folder = (New-Item (Join-Path $TestDrive terminal) -ItemType Directory).FullName
        $code = @"
Import-Module '$((Get-Module OfoxPS).ModuleBase)/OfoxPS.psd1'
`$null = Start-Transcript '$folder/transcript.txt'
ofox 'say: $sentence' -Stream
`$null = Stop-Transcript
`$null = Start-Transcript '$folder/transcript-of-view.txt'
`$fence = [string][char]96 * 3
Use-OfoxTestResponse (`$fence, ('word ' * 20 + 'end'), `$fence, '$sentence' -join [char]10) { ofox hi }
`$null = Stop-Transcript
Write-Host '--- view'
ofox 'say: $sentence'
Write-Host '--- elsewhere'
ofox 'say: $sentence' -Stream > '$folder/redirected.txt'
ofox 'say: $sentence' -Raw > '$folder/raw.txt'
ofox 'say: $sentence' -Raw | cat > '$folder/native.txt'
(Start-Job { Import-Module '$((Get-Module OfoxPS).ModuleBase)/OfoxPS.psd1'; ofox 'say: $sentence' -Stream } | Receive-Job -Wait -AutoRemoveJob 6>`$null).Content | Set-Content '$folder/job.txt'
Write-Host '--- thinking'
ofox 'say: hi' -ShowReasoning -Raw -Model 'openai/gpt-4o?reasoning=deep+thought' | Tee-Object '$folder/thought.txt'
"@
        Set-Content (Join-Path $folder session.ps1) $code
        $variables = @{ TERM = $env:TERM; NO_COLOR = $env:NO_COLOR; LANG = $env:LANG }
        try {
            ($env:TERM, $env:NO_COLOR, $env:LANG) = 'xterm-256color', $null, 'C.UTF-8'
            $command = @($Shell) + $ShellArgument -join "' '"
            $shown = $null | & script --quiet --return --command "stty cols 60 rows 40; exec '$command' -NoProfile -File '$folder/session.ps1'" /dev/null | Out-String
        } finally { foreach ($name in $variables.Keys) { [Environment]::SetEnvironmentVariable($name, $variables[$name]) } }
        $escape = [char] 27
        $parts = $shown -replace "`r" -split '--- view|--- elsewhere|--- thinking'
        $plain = $parts -replace "$escape\[[0-9;?]*[a-zA-Z]|$escape="
    }

    It 'wraps live text and answers between words, and styles them' {
        $plain[1] | Should -Match "(?m)^A small fox lived at the edge of a quiet forest, and it was`$"
        $plain[1] | Should -Match '(?m)^quick and clever\.$'
        $parts[1] | Should -Match "$escape\[1msmall"
        $parts[1] | Should -Match "$escape\[36mquick"
    }

    It 'shows what a model thinks dimmed, above its answer, and writes the answer alone' {
        $parts[3] | Should -Match "(?s)$escape\[2mdeep .*thought.*hi"
        [System.IO.File]::ReadAllLines("$folder/thought.txt") | Should -BeExactly 'hi'
    }

    It 'keeps the text as the model wrote it in a transcript' {
        $transcript = [System.IO.File]::ReadAllText("$folder/transcript.txt")
        $transcript | Should -Match ([regex]::Escape($sentence))
        $transcript | Should -Not -Match $escape
        # Somebody who types along sees it too.
        $plain[0] | Should -Match 'quick'
    }

    It 'keeps each line of an answer once and unbroken in a transcript, and shows the answer styled meanwhile' {
        $transcript = [System.IO.File]::ReadAllText("$folder/transcript-of-view.txt")
        foreach ($line in ('word ' * 20 + 'end'), $sentence) {
            ($transcript -split '\r?\n' -ceq $line).Count | Should -Be 1
        }

        $transcript | Should -Match '(?m)^  openai/gpt-4o · '
        $transcript | Should -Not -Match $escape
        $parts[0] | Should -Match "$escape\[1msmall"
        $parts[0] -replace '\s+', ' ' | Should -BeLike ('*' + 'word ' * 20 + 'end*')
    }

    It 'gives files, programs and jobs the text as the model wrote it' {
        ([System.IO.File]::ReadAllText("$folder/redirected.txt") -split '\r?\n')[0..1] -join ' ' -replace '\s+', ' ' |
            Should -BeLike '*`*`*small`*`**'
        [System.IO.File]::ReadAllText("$folder/redirected.txt") | Should -Not -Match $escape
        [System.IO.File]::ReadAllLines("$folder/raw.txt") | Should -BeExactly $sentence
        [System.IO.File]::ReadAllLines("$folder/native.txt") | Should -BeExactly $sentence
        [System.IO.File]::ReadAllLines("$folder/job.txt") | Should -BeExactly $sentence
    }
}
