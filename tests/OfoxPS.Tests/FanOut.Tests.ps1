# The sample for several machines, with processes as machines: the build task FanOut runs it with Slurm and over SSH.

BeforeAll {
    . $PSScriptRoot/common.ps1
    $script:started = New-Object System.Collections.Generic.List[System.Diagnostics.Process]
    $script:Sample = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'docs/samples/fan-out'

    function Start-Machine([string] $Folder, [int] $Number) {
        $command = "Import-Module '$((Get-Module OfoxPS).Path)'; ./Invoke-Shard.ps1 rows.csv Which? -Checkpoint run.jsonl -Shard $Number/4; exit `$LASTEXITCODE"
        $start = New-Object System.Diagnostics.ProcessStartInfo $Shell
        $start.Arguments =
            (@($ShellArgument | ForEach-Object { "`"$_`"" }) + '-NoProfile', '-NonInteractive', '-Command', "`"$command`"") -join ' '
        $start.WorkingDirectory = $Folder
        $start.UseShellExecute = $false
        $start.RedirectStandardOutput = $true
        $process = [System.Diagnostics.Process]::Start($start)
        $started.Add($process)
        $process
    }

    # Waits for the end of a machine; gives its exit code.
    function Wait-Machine($Machine) {
        $null = $Machine.StandardOutput.ReadToEnd()
        $Machine.WaitForExit()
        $Machine.ExitCode
    }

    # The first line is the manifest. Another process is writing the file.
    function Get-RecordCount([string] $Path) { [Math]::Max(0, @(Get-Content $Path -ErrorAction Ignore).Count - 1) }

    function Wait-Record([string] $Path, [int] $Count) {
        $watcher = New-Object System.IO.FileSystemWatcher (Split-Path $Path)
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        while ((Get-RecordCount $Path) -lt $Count) {
            $clock.Elapsed.TotalMinutes | Should -BeLessThan 2 -Because "$Path is to have $Count records"
            $null = $watcher.WaitForChanged('All', 500)
        }

        $watcher.Dispose()
    }
}

AfterAll { $started | Where-Object { -not $_.HasExited } | ForEach-Object { $_.Kill() } }

Describe 'The sample for several machines' {
    It 'makes one table of 500 rows and their answers, though one machine gets Ctrl+C and one is killed' {
        Reset-TestEnvironment
        # Slow enough that the machines are at work when they are stopped, also where this process gets little time.
        $env:OFOX_MODEL = 'openai/gpt-4o?delay=1000'
        $folder = "$(Get-Item TestDrive:)"
        Copy-Item "$Sample/*.ps1" $folder
        1..500 | ForEach-Object { [pscustomobject] @{ Id = $_; Text = "line $_" } } | Export-Csv "$folder/rows.csv" -NoTypeInformation

        $machines = 1..4 | ForEach-Object { Start-Machine $folder $_ }
        Wait-Record "$folder/run.2of4.jsonl" 10
        # There is no signal to send in Windows.
        if ($env:OS -eq 'Windows_NT') { $machines[1].Kill() } else {
            & (Get-Command kill -CommandType Application)[0].Source -s INT $machines[1].Id }
        Wait-Record "$folder/run.3of4.jsonl" 10
        $machines[2].Kill()
        $codes = @($machines | ForEach-Object { Wait-Machine $_ })
        $codes[0, 3] | Should -Be 0, 0
        $codes[1] | Should -Not -Be 0
        $codes[2] | Should -Not -Be 0
        $before = @(2, 3 | ForEach-Object { Get-RecordCount "$folder/run.${_}of4.jsonl" })

        @(2, 3 | ForEach-Object { Wait-Machine (Start-Machine $folder $_) }) | Should -Be 0, 0

        $after = @(2, 3 | ForEach-Object { Get-RecordCount "$folder/run.${_}of4.jsonl" })
        $after[0] | Should -BeGreaterThan $before[0]
        $after[1] | Should -BeGreaterThan $before[1]
        $sent = @(Get-GatewayRequest)
        @($sent | Group-Object body).Count | Should -Be 500
        # What was on its way when a machine was killed is sent again.
        $sent.Count | Should -BeLessOrEqual (500 + (2 * 16))

        Push-Location $folder
        $table = @(./Merge-Shard.ps1 rows.csv Which? -Checkpoint 'run.*.jsonl')
        Pop-Location
        $table.Id | Should -Be (1..500)
        @($table | Where-Object { -not $_.Answer.EndsWith("{""Id"":""$($_.Id)"",""Text"":""$($_.Text)""}") }).Count | Should -Be 0
        @(Get-GatewayRequest).Count | Should -Be $sent.Count
    }
}
