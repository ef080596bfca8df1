# README.md and README.es.md: they show the same, what they show comes out, and what they name is there.

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    . (Join-Path $PSScriptRoot 'examples.ps1')
}

Describe 'The READMEs' {
    BeforeAll {
        # The fenced blocks of a page, without the comments, which each page has in its own language.
        function Get-Snippet([string] $Name) {
            $page = [System.IO.File]::ReadAllText((Join-Path $script:Root $Name)) -replace "`r"
            foreach ($block in [regex]::Matches($page, '(?ms)^```(\w*)\n(.*?)^```$')) {
                $code = $block.Groups[2].Value
                if ($block.Groups[1].Value -ne 'text') { $code = ($code -replace '(?m) *# .*$').Trim() }
                "$($block.Groups[1].Value): $code"
            }
        }
    }

    It 'have the same snippets and outputs, in the same order' {
        $english = @(Get-Snippet README.md)
        $english.Count | Should -BeGreaterThan 12
        @(Get-Snippet README.es.md) -join "`n---`n" | Should -BeExactly ($english -join "`n---`n")
    }

    It 'show what comes out' {
        Reset-TestEnvironment
        $folder = Join-Path $TestDrive 'readme'
        Initialize-ExampleFolder $folder
        # Times differ, and the first word is timed where it is slow; spaces at the ends of lines are not seen.
        function Format-Output([string] $Text) {
            ($Text -replace 'first word [^,]+, all ' -replace '\d+(\.\d+)? s\b', 'N s' -replace '(?m) +$' -replace "`r").Trim() }

        $page = [System.IO.File]::ReadAllText((Join-Path $script:Root README.md)) -replace "`r"
        $shown = [regex]::Matches($page, '(?ms)^```powershell\n((?:(?!^```).)*?)^```\n\n```text\n(.*?)^```$')
        $shown.Count | Should -BeGreaterThan 1
        Push-Location $folder
        try {
            foreach ($pair in $shown) {
                $output = & { . ([scriptblock]::Create($pair.Groups[1].Value)) } 6>$null | Out-String -Width 120
                Format-Output $output | Should -BeExactly (Format-Output $pair.Groups[2].Value)
            }

            $failure = [regex]::Match($page, "(?m)^PS> (ofox .* -ApiKey wrong)\n((?:(?!``````)[^\n]*\n)+)")
            $record = try { & ([scriptblock]::Create($failure.Groups[1].Value)) } catch { $_ }
            "Invoke-OfoxChat: $($record.Exception.Message)`n`n  Recommendation: $($record.ErrorDetails.RecommendedAction)" -replace
                'req_\w+', 'req_000000000001' |
                Should -BeExactly $failure.Groups[2].Value.Trim()
        } finally { Pop-Location }
    }

    It 'link to what is there: <_>' -ForEach 'README.md', 'README.es.md' {
        $page = [System.IO.File]::ReadAllText((Join-Path $script:Root $_))
        $links = @([regex]::Matches($page, '(?:\]\(|src="|srcset=")(?!https?:|#)([^)"#]+)') | ForEach-Object { $_.Groups[1].Value })
        $links.Count | Should -BeGreaterThan 5
        $links | Where-Object { -not (Test-Path (Join-Path $script:Root $_)) } | Should -BeNullOrEmpty
    }

    It 'name only parameters and cmdlets that exist' {
        $commands = (Get-Module OfoxPS).ExportedCommands
        $page = [System.IO.File]::ReadAllText((Join-Path $script:Root README.md)) +
            [System.IO.File]::ReadAllText((Join-Path $script:Root README.es.md))
        [regex]::Matches($page, '\b[A-Z][a-z]+-Ofox\w+') | ForEach-Object { $_.Value } | Where-Object { -not $commands.ContainsKey($_) } |
            Should -BeNullOrEmpty
    }
}
