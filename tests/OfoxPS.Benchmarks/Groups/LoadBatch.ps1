# Many requests in one pipeline with a checkpoint: killed at any moment, and 100000 in flat memory.
# Each part prints its figures; what is not as it must be is printed at the end, and is the exit code.
param([string] $Module, [string] $Gateway, [int] $Kill = 50, [int] $Many = 100000)

$ErrorActionPreference = 'Stop'
$wrong = @()
$folder = Join-Path ([IO.Path]::GetTempPath()) "ofox-load-$PID"
$null = New-Item $folder -ItemType Directory

function Start-Gateway {
    $start = New-Object Diagnostics.ProcessStartInfo 'dotnet', "`"$Gateway`" --until-stdin-closes"
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $script:server = [Diagnostics.Process]::Start($start)
    $env:OFOX_BASE_URL = $server.StandardOutput.ReadLine()
    $script:control = ($env:OFOX_BASE_URL -replace '/v1$') + '/_gateway'
}

function Stop-Gateway {
    $server.StandardInput.Close()
    if (-not $server.WaitForExit(10000)) { $server.Kill() }
}

function Measure-Second([scriptblock] $Block) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $null = & $Block
    $clock.Elapsed.TotalSeconds
}

function Get-Memory {
    1..3 | ForEach-Object { [GC]::Collect(); [GC]::WaitForPendingFinalizers() }
    [GC]::GetTotalMemory($true) / 1MB
}

$env:OFOX_API_KEY = 'sk-load'
Import-Module $Module
try {
    Start-Gateway
    $file = Join-Path $folder 'kill.jsonl'
    $written = Join-Path $folder 'kill.txt'
    $script = "Import-Module '$Module'; 1..1500 | ofox -ThrottleLimit 16 -Model 'openai/gpt-4o?delay=20' -Checkpoint '$file' | ForEach-Object { [IO.File]::AppendAllText('$written', `$_.Content + [char]10) }"
    $random = New-Object Random 7
    $kills = 0
    do {
        $process = Start-Process dotnet -PassThru -ArgumentList "$PSHOME/pwsh.dll", '-NoProfile', '-OutputFormat', 'Text',
            '-EncodedCommand', ([Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($script)))
        $before = if (Test-Path $file) { (Get-Item $file).Length } else { 0 }
        # Once it has begun to write, at any moment.
        while (-not $process.HasExited -and -not ((Test-Path $file) -and (Get-Item $file).Length -gt $before)) {
            Start-Sleep -Milliseconds 5 }
        Start-Sleep -Milliseconds $random.Next(0, 120)
        if (-not $process.HasExited) { $process.Kill(); $kills++ }
        $process.WaitForExit()
        # What had been written to the pipeline is in the file.
        if (Test-Path $written) {
            $there = @{}
            Import-OfoxCheckpoint $file 3> $null | ForEach-Object { $there[$_.Content] = $true }
            foreach ($line in [IO.File]::ReadAllLines($written) | Select-Object -SkipLast 1) {
                if ($line -and -not $there.ContainsKey($line)) { $wrong += "'$line' was written and is not in the file." } }
            Remove-Item $written
        }
    } while ($kills -lt $Kill -and $process.ExitCode -ne 0)
    $null = 1..1500 | ofox -ThrottleLimit 16 -Model 'openai/gpt-4o?delay=20' -Checkpoint $file -ReportVariable global:report
    $answers = @(Import-OfoxCheckpoint $file)
    $lines = @([IO.File]::ReadAllLines($file))
    $keys = @($lines | Select-Object -Skip 1 |
        ForEach-Object { if ($_ -match '"succeeded"' -and $_ -match '"custom_id":"([^"]+)"') { $Matches[1] } })
    $requests = (Invoke-RestMethod "$control/stats").requests
    Write-Output ('Killed {0} times: {1} answers of 1,500, {2} records, {3} of them twice, {4} requests ({5} sent again), the last run replayed {6}.' -f $kills, $answers.Count, $keys.Count,
        ($keys.Count - @($keys | Sort-Object -Unique).Count), $requests, ($requests - 1500), $report.Replayed)
    if ($answers.Count -ne 1500 -or $keys.Count -ne 1500 -or $requests - 1500 -gt 16 * $kills) {
        $wrong += 'A kill lost or doubled something.' }
    if ($report.Replayed + $report.Succeeded -ne 1500) { $wrong += 'The sums after the kills are wrong.' }
    Stop-Gateway

    Start-Gateway
    $file = Join-Path $folder 'many.jsonl'
    $null = 1..500 | ofox -ThrottleLimit 64
    foreach ($round in 'first', 'second') {
        $before = Get-Memory
        $middle = $peak = 0
        $count = 0
        $seconds = Measure-Second {
            1..$Many | ofox -ThrottleLimit 64 -Checkpoint $file -ReportVariable global:report | ForEach-Object {
                if (++$script:count % ($Many / 10) -eq 0) {
                    $now = Get-Memory
                    if ($script:count -eq $Many / 10) { $script:middle = $now }
                    $script:peak = [Math]::Max($script:peak, $now)
                }
            }
        }
        Write-Output ('{0} inputs with a checkpoint, {1} run: {2:0} s, {3:0.0} MiB before, {4:0.0} after a tenth, {5:0.0} at most; {6} answered, {7} replayed, {8:0} MB of file.' -f
            $Many, $round, $seconds, $before, $script:middle, $script:peak, $report.Succeeded, $report.Replayed,
                ((Get-Item $file).Length / 1MB))
        if ($script:peak - $before -gt 60) { $wrong += "Memory grows by $($script:peak - $before) MiB in the $round run." }
        $script:count = $script:middle = $script:peak = 0
    }
    Stop-Gateway
} finally {
    if ($server -and -not $server.HasExited) { Stop-Gateway }
    Remove-Item $folder -Recurse -Force -ErrorAction SilentlyContinue
}

$wrong | Select-Object -First 20 | ForEach-Object { Write-Output $_ }
exit [int] ($wrong.Count -gt 0)
