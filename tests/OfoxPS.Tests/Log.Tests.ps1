# The log of requests: one line each, however it ends; whole lines, no secrets, and never a lost answer.

BeforeAll {
    . $PSScriptRoot/common.ps1

    $modulePath = (Get-Module OfoxPS).Path

    function Get-Line([string] $Path = $log) { @([System.IO.File]::ReadAllLines($Path) | ForEach-Object { ConvertFrom-Json $_ }) }

    # A script of its own, whose name and lines are known.
    function New-Caller([string[]] $Line) {
        $file = Join-Path $TestDrive 'caller.ps1'
        Set-Content $file $Line
        $file
    }
}

Describe 'The log' {
    BeforeEach {
        Reset-TestEnvironment
        $log = Join-Path $TestDrive "$([guid]::NewGuid())/log.jsonl"
        Set-OfoxConfiguration -LogPath $log
    }

    It 'has a line for a request, with all that is known of it' {
        $caller = New-Caller '# first', '', "`$answer = ofox 'one two' -Model 'openai/gpt-4o'", '$answer'
        $before = [DateTime]::UtcNow.AddSeconds(-1)
        $answer = & $caller
        $line = Get-Line
        $line | Should -HaveCount 1
        $raw = [System.IO.File]::ReadAllText($log)
        $raw | Should -Match '^\{"time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z",.*\}\n$'
        ([DateTime] $line[0].time).ToUniversalTime() | Should -BeGreaterThan $before
        $line[0].outcome | Should -Be 'completed'
        $line[0].model, $line[0].servedModel | Should -Be 'openai/gpt-4o', 'openai/gpt-4o'
        $line[0].durationMs | Should -Be ([Math]::Round($answer.Duration.TotalMilliseconds))
        $line[0].firstTokenMs | Should -Be ([Math]::Round($answer.TimeToFirstToken.TotalMilliseconds))
        $line[0].attempts | Should -Be 1
        $line[0].usage.prompt, $line[0].usage.completion, $line[0].usage.total | Should -Be 2, 2, 4
        $line[0].finishReason, $line[0].status, $line[0].errorId | Should -Be 'stop', 200, $null
        $line[0].requestId | Should -Be $answer.RequestId
        $line[0].command | Should -Be 'Invoke-OfoxChat'
        $line[0].script, $line[0].line | Should -Be $caller, 3
        $line[0].version | Should -Be (Get-Module OfoxPS).Version
        $raw | Should -Not -Match 'one two|sk-test'
    }

    It 'has attempts, status and error id of a failure' {
        { ofox hi -Model 'fault/503?retry_after_ms=1' } | Should -Throw
        $line = Get-Line
        $line | Should -HaveCount 1
        $line[0].outcome, $line[0].attempts, $line[0].status, $line[0].errorId | Should -Be 'failed', 3, 503, 'OfoxServerError'
        $line[0].requestId | Should -Be (Get-LastGatewayRequest).requestId
    }

    It 'has each item of a pipeline, and nothing of what was not sent' {
        $null = 'a', $null, 'b' | ofox x -ErrorAction SilentlyContinue
        $null = ofox hi -WhatIf
        $null = ConvertTo-OfoxRequest hi
        Get-Line | Should -HaveCount 2
    }

    It 'has each round of a conversation with tools' {
        function Get-Double { param([int] $Number) 2 * $Number }
        $null = ofox 'call Get-Double({"Number":21})' -Tool Get-Double
        (Get-Line).finishReason | Should -Be 'tool_calls', 'stop'
    }

    It 'has a stream that is not read to its end' {
        $null = Get-OfoxStream x -Model 'openai/gpt-4o?chunks=500&pace=20' | Select-Object -First 3
        $line = Get-Line
        $line[0].outcome, $line[0].status, $line[0].attempts, $line[0].stream | Should -Be 'stopped', 200, 1, $true
        $line[0].requestId | Should -Not -BeNullOrEmpty
    }

    It 'has a request that Ctrl+C ended' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$modulePath'; Set-OfoxConfiguration -LogPath '$log'; ofox hi -Model fault/silence")
        $running = $shell.BeginInvoke()
        while (-not @(Get-GatewayRequest).Count) { $null = [System.Threading.Thread]::Yield() }
        $shell.Stop()
        $running.IsCompleted | Should -BeTrue
        $shell.Dispose()
        (Get-Line)[0].outcome, (Get-Line)[0].errorId | Should -Be 'stopped', $null
    }

    It '-LogContent adds the conversation without its secrets, images by their size' {
        Set-OfoxConfiguration -LogContent -Header @{ 'X-Team-Token' = 'marked-header-1' }
        $null = ofox 'say sk-marked-2 and marked-header-1' -System 'brief' -Image (
            New-TestPng (Join-Path $TestDrive a.png)) -ApiKey sk-marked-2
        $raw = [System.IO.File]::ReadAllText($log)
        $raw | Should -Not -Match 'marked'
        $line = (Get-Line)[0]
        $line.messages[0].content | Should -Be 'brief'
        $line.messages[1].content[0].text | Should -Be 'say **** and ****'
        $line.messages[1].content[1].image_url.url | Should -Be 'data:image/png;base64,<33 bytes>'
        $line.answer[0].content | Should -Match 'say \*{4} and \*{4}'
    }

    It 'comes from $env:OFOX_LOG and $env:OFOX_LOG_CONTENT in a process that sets nothing' {
        Set-OfoxConfiguration -LogPath $null
        $env:OFOX_LOG = $log
        $env:OFOX_LOG_CONTENT = '1'
        $arguments = $ShellArgument +
            '-NoProfile', '-NonInteractive', '-Command', "Import-Module '$modulePath'; `$null = ofox 'from a child'"
        & $Shell $arguments
        (Get-Line)[0].messages[0].content | Should -Be 'from a child'
        (Get-OfoxConfiguration).LogPath | Should -Be $log
        (Get-OfoxConfiguration).Source['LogPath'] | Should -Be '$env:OFOX_LOG'
        $env:OFOX_LOG_CONTENT = '0'
        $null = ofox quiet
        (Get-Line)[1].PSObject.Properties.Name | Should -Not -Contain 'messages'
    }

    It 'stays where it was when the session goes elsewhere, and ends with $null' {
        Push-Location $TestDrive
        try { Set-OfoxConfiguration -LogPath here.jsonl } finally { Pop-Location }
        $null = ofox hi
        Set-OfoxConfiguration -LogPath $null
        $null = ofox hi
        Get-Line (Join-Path $TestDrive here.jsonl) | Should -HaveCount 1
    }

    # ForEach-Object -Parallel is of PowerShell 7.
    It 'takes lines of many runspaces and processes at once, each one whole' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $env:OFOX_LOG = $log
        $arguments = $ShellArgument + '-NoProfile', '-NonInteractive', '-Command', "Import-Module '$modulePath'; 1..40 | ofox x | Out-Null"
        $children = 1..3 | ForEach-Object { Start-Process $Shell $arguments -PassThru }
        1..4 | ForEach-Object -Parallel { Import-Module $using:modulePath; 1..40 | ofox x | Out-Null }
        $children | Wait-Process
        $lines = Get-Line
        $lines | Should -HaveCount 280
        @($lines.requestId | Sort-Object -Unique) | Should -HaveCount 280
    }
}

Describe 'A log that cannot be written: <What>' -ForEach @(
    if (Test-Path /dev/full) { @{ What = 'a full disk'; Path = '/dev/full' } }
    @{ What = 'a folder'; Path = '' }
    @{ What = 'no folder for it'; Path = 'file.txt/log.jsonl' }
    if (Test-Path /proc/self) { @{ What = 'a folder that takes no files'; Path = '/proc/log.jsonl' } }
) {
    BeforeEach {
        Reset-TestEnvironment
        Set-Content (Join-Path $TestDrive file.txt) x
        Set-OfoxConfiguration -LogPath $(
            if ([System.IO.Path]::IsPathRooted($Path)) { $Path } else { (Join-Path $TestDrive $Path).TrimEnd('/', '\') })
    }

    It 'costs a warning, once, and no answer' {
        $answers = @(& { 1..3 | ofox x; ofox hi } 3>&1)
        @($answers | Where-Object { $_ -is [OfoxPS.ChatCompletion] }).Count | Should -Be 4
        $warnings = @($answers | Where-Object { $_ -is [System.Management.Automation.WarningRecord] })
        $warnings.Count | Should -Be 1
        "$($warnings[0])" | Should -Match 'not logged'

        # It is told again after it worked meanwhile.
        $path = (Get-OfoxConfiguration).LogPath
        { ofox hi -Model fault/400 3>$null } | Should -Throw -ErrorId 'OfoxInvalidRequest,*'
        (Get-OfoxConfiguration).LogPath | Should -Be $path
    }
}

Describe 'A warning that ends the pipeline' {
    It 'comes after the answer' {
        Reset-TestEnvironment
        $folder = New-Item (Join-Path $TestDrive folder.jsonl) -ItemType Directory
        Set-OfoxConfiguration -LogPath $folder.FullName
        { ofox hi -WarningAction Stop -OutVariable script:kept 3> $null } | Should -Throw '*not logged*'
        $script:kept[0].Content | Should -Be 'hi'
    }
}
