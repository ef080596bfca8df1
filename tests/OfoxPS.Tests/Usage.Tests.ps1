# Get-OfoxUsage sums what was asked: of a log with its rotated files, or of this process.

BeforeAll {
    . $PSScriptRoot/common.ps1

    function New-Line([string] $Time, [string] $Model, [string] $Outcome = 'completed', [int] $Prompt = 10, [string] $Script = 'a.ps1') {
        $line = @{
            time = $Time; outcome = $Outcome; model = 'asked/model'; servedModel = $Model; durationMs = 500; script = $Script
            usage = @{ prompt = $Prompt; completion = 2; total = $Prompt + 2; cached = 4 }
        }
        $line | ConvertTo-Json -Compress
    }
}

Describe 'Get-OfoxUsage of a log' {
    BeforeEach {
        Reset-TestEnvironment
        $log = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        Set-Content $log @(
            New-Line '2026-11-01T12:00:00.000Z' 'a/one'
            New-Line '2026-11-01T12:30:00.000Z' 'a/two' -Outcome failed
            New-Line '2026-11-02T12:00:00.000Z' 'a/one' -Prompt 20 -Script 'b.ps1'
            New-Line '2026-11-03T12:00:00.000Z' 'a/one' -Outcome stopped
        )
    }

    It 'sums by model unless said' {
        $sums = @(Get-OfoxUsage -Path $log)
        $sums.Model | Should -Be 'a/one', 'a/two'
        $sums[0].Requests, $sums[0].Failures, $sums[0].Stopped | Should -Be 3, 0, 1
        $sums[0].PromptTokens, $sums[0].CompletionTokens, $sums[0].CachedTokens, $sums[0].TotalTokens | Should -Be 40, 6, 12, 46
        $sums[0].Duration.TotalSeconds | Should -Be 1.5
        $sums[1].Failures | Should -Be 1
        $sums[0].GetType().FullName | Should -Be 'OfoxPS.OfoxUsage'
    }

    It 'takes -Since as the first moment and -Until as the first that does not count' {
        $second = ([DateTime] '2026-11-02T12:00:00Z').ToLocalTime()
        (Get-OfoxUsage -Path $log -Since $second).Requests | Should -Be 2
        ((Get-OfoxUsage -Path $log -Until $second).Requests | Measure-Object -Sum).Sum | Should -Be 2
        (Get-OfoxUsage -Path $log -Since $second -Until $second.AddMinutes(1)).PromptTokens | Should -Be 20
        Get-OfoxUsage -Path $log -Since $second.AddYears(1) | Should -BeNullOrEmpty
    }

    It 'takes the configured log where none is named' {
        Set-OfoxConfiguration -LogPath $log
        ((Get-OfoxUsage).Requests | Measure-Object -Sum).Sum | Should -Be 4
    }

    It 'says that there is no such log' {
        { Get-OfoxUsage -Path (Join-Path $TestDrive none.jsonl) } | Should -Throw '*There is no log*' -ErrorId 'OfoxFileError,*'
    }

    It 'is shown as a table' {
        $view = Get-OfoxUsage -Path $log -GroupBy Day, Model | Out-String -Width 120
        $view | Should -Match 'Requests +Failures +In +Cached +Out +Cost +Duration +Group'
        $view | Should -Match "1 +0 +10 +4 +2 +1 unknown +0\.50 s +2026-11-01 $([char] 0xB7) a/one"
    }

    It 'shows the whole group on a terminal of 80 columns, on more lines where it is long' {
        $long = Join-Path $TestDrive long.jsonl
        $model = 'anthropic/' + ('x' * 60)
        (Get-Content $log) -replace 'a/one', 'anthropic/claude-sonnet-4.5' -replace 'a/two', $model | Set-Content $long
        $view = Get-OfoxUsage -Path $long | Out-String -Width 80
        $view | Should -Match 'anthropic/claude-sonnet-4\.5'
        $view -replace '\s' | Should -BeLike "*$model*"
    }
}

Describe 'Get-OfoxUsage of this process' {
    It 'counts without a log, and with one if -CurrentProcess is said' {
        Reset-TestEnvironment
        $since = Get-Date
        $null = 'a', 'b' | ofox -Model openai/gpt-4o-mini
        { ofox hi -Model fault/400 } | Should -Throw
        $null = Get-OfoxStream 'one two' -Model openai/gpt-4o-mini
        $sums = @(Get-OfoxUsage -Since $since)
        $sums.Model | Should -Be 'fault/400', 'openai/gpt-4o-mini'
        $sums[0].Failures | Should -Be 1
        $sums[1].Requests, $sums[1].PromptTokens, $sums[1].CompletionTokens | Should -Be 3, 4, 4
        Set-OfoxConfiguration -LogPath (Join-Path $TestDrive other.jsonl)
        (Get-OfoxUsage -CurrentProcess -Since $since).Model | Should -Be $sums.Model
        @(Get-OfoxUsage -CurrentProcess -Since $since -GroupBy Script).Script | Should -Be $PSCommandPath
    }

    # ForEach-Object -Parallel is of PowerShell 7.
    It 'counts the requests of other runspaces' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        Reset-TestEnvironment
        $since = Get-Date
        $module = (Get-Module OfoxPS).Path
        1..2 | ForEach-Object -Parallel { Import-Module $using:module; $null = ofox hi }
        (Get-OfoxUsage -CurrentProcess -Since $since).Requests | Should -Be 2
    }

    It 'counts and logs nothing that a test or a recording answered' {
        Reset-TestEnvironment
        $since = Get-Date
        $log = Join-Path $TestDrive 'none.jsonl'
        Set-OfoxConfiguration -LogPath $log
        $null = Use-OfoxTestResponse 'made up' { ofox hi }
        $cassette = Join-Path $TestDrive 'usage.json'
        $null = Use-OfoxCassette $cassette { ofox hi } -Mode Record
        $null = Use-OfoxCassette $cassette { ofox hi }
        { Use-OfoxCassette $cassette { ofox other } } | Should -Throw -ErrorId 'OfoxCassetteMiss,*'
        (Get-OfoxUsage -CurrentProcess -Since $since).Requests | Should -Be 1
        @(Get-Content $log) | Should -HaveCount 1
    }

    # Windows has no such variable.
    It 'takes the first and the last day there is, wherever the clock stands: <_>' -Skip:($env:OS -eq 'Windows_NT') -ForEach 'Asia/Tokyo',
        'America/Lima' {
        $before = $env:TZ
        try {
            $env:TZ = $_
            $script = "Import-Module '$((Get-Module OfoxPS).Path)'; `$ErrorActionPreference = 'Stop'; Get-OfoxUsage -CurrentProcess -Since ([datetime]::MinValue) -Until ([datetime]::MaxValue); (Get-TimeZone).BaseUtcOffset.TotalHours -ne 0"
            & $Shell @ShellArgument -NoProfile -NonInteractive -Command $script | Should -BeExactly 'True'
        } finally { $env:TZ = $before }
    }
}
