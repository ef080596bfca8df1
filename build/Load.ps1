# Many requests from many runspaces at once, a tenth of them broken in every way the gateway knows. Each must have exactly
# one result or one error, its own, and what the process holds must not grow from the first tenth to the last.
param([string] $Module, [string] $Gateway, [int] $Request = 20000, [int] $Runspace = 16)

$ErrorActionPreference = 'Stop'
$faults = '400', '401', '402', '403', '409', '413', '422', '429', '500', '502', '503', '529', 'html', 'html502', 'ok-error', 'empty', 'bad-json',
    'truncated', 'stream-error', 'event-error', 'reset', 'reset-midstream', 'silence', 'stall'

# What one runspace does: its share of the requests, one after another.
$work = {
    param([int[]] $Numbers, [string[]] $Faults)
    $tally = @{ Results = 0; Errors = 0; Wrong = @() }
    foreach ($number in $Numbers) {
        # Each tenth fails; of the others each seventh is tried twice.
        $fails = $number % 10 -eq 0
        $with = @{ MaximumRetryCount = 0; OperationTimeoutSeconds = 60 }
        if ($fails) {
            $fault = $Faults[($number / 10) % $Faults.Count]
            $with.Model = "fault/$fault"
            if ($fault -in 'silence', 'stall') { $with.OperationTimeoutSeconds = 0.1 }
        } elseif ($number % 7 -eq 0) {
            $with.Model = "fault/503?times=1&retry_after_ms=1&case=load$number"
            $with.MaximumRetryCount = 2
        }
        $prompt = "number $number and no other"
        $problem = $null
        try {
            $got = @(if ($number % 3 -eq 0) { Get-OfoxStream $prompt @with } elseif ($number % 3 -eq 1) { Invoke-OfoxChat $prompt @with -Stream 6> $null } else { Invoke-OfoxChat $prompt @with })
            $text = if ($number % 3) { if ($got.Count -eq 1) { "$($got[0])" } } else { -join $got }
            $tally.Results++
            if ($text -cne $prompt) { $problem = "got '$text'" } elseif ($fails) { $problem = "has a result in spite of $($with.Model)" }
        } catch {
            $tally.Errors++
            if (-not $fails -or $_.Exception -isnot [OfoxPS.OfoxException]) { $problem = "$($_.FullyQualifiedErrorId): $_" }
        }
        if ($problem) { $tally.Wrong += "Request $number $problem" }
    }
    $Error.Clear()
    $tally
}

# A part of the numbers, shared out; every runspace goes on being used.
function Invoke-Part([int] $First, [int] $Last) {
    $running = foreach ($share in 0..($Runspace - 1)) {
        $numbers = @(for ($n = $First + $share; $n -le $Last; $n += $Runspace) { $n })
        $shell = [powershell]::Create()
        $shell.RunspacePool = $pool
        $null = $shell.AddScript($work).AddArgument($numbers).AddArgument($faults)
        @{ Shell = $shell; Handle = $shell.BeginInvoke() }
    }
    foreach ($one in $running) {
        $tally = $one.Shell.EndInvoke($one.Handle)[0]
        $script:results += $tally.Results
        $script:failures += $tally.Errors
        $script:wrong += $tally.Wrong
        $one.Shell.Dispose()
    }
}

function Get-Use {
    1..3 | ForEach-Object { [GC]::Collect(); [GC]::WaitForPendingFinalizers() }
    $process = [System.Diagnostics.Process]::GetCurrentProcess()
    [pscustomobject]@{
        Memory  = [GC]::GetTotalMemory($true)
        Handles = if (Test-Path /proc/self/fd) { @([System.IO.Directory]::GetFiles('/proc/self/fd')).Count } else { $process.HandleCount }
        Threads = $process.Threads.Count
        Open    = (Invoke-RestMethod "$control/stats").openConnections
    }
}

$start = New-Object Diagnostics.ProcessStartInfo 'dotnet', "`"$Gateway`" --until-stdin-closes"
$start.UseShellExecute = $false
$start.RedirectStandardInput = $true
$start.RedirectStandardOutput = $true
$server = [Diagnostics.Process]::Start($start)
$results = $failures = 0
$wrong = @()
try {
    $env:OFOX_BASE_URL = $server.StandardOutput.ReadLine()
    $env:OFOX_API_KEY = 'sk-load'
    $control = ($env:OFOX_BASE_URL -replace '/v1$') + '/_gateway'
    Import-Module $Module
    $state = [System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault()
    $null = $state.ImportPSModule(@($Module))
    $pool = [runspacefactory]::CreateRunspacePool($Runspace, $Runspace, $state, $Host)
    $pool.Open()

    $clock = [Diagnostics.Stopwatch]::StartNew()
    $tenth = [int] [Math]::Floor($Request / 10)
    Invoke-Part 1 $tenth
    $before = Get-Use
    Invoke-Part ($tenth + 1) ($Request - $tenth)
    Invoke-Part ($Request - $tenth + 1) $Request
    $after = Get-Use
    $seconds = $clock.Elapsed.TotalSeconds
    $pool.Dispose()
} finally {
    $server.StandardInput.Close()
    if (-not $server.WaitForExit(10000)) { $server.Kill() }
}

Write-Output ('{0} requests from {1} runspaces in {2:0} s: {3} results, {4} errors.' -f $Request, $Runspace, $seconds, $results, $failures)
Write-Output ('After the first tenth: {0:0.0} MiB, {1} handles, {2} threads, {3} connections.' -f ($before.Memory / 1MB), $before.Handles, $before.Threads, $before.Open)
Write-Output ('After the last tenth:  {0:0.0} MiB, {1} handles, {2} threads, {3} connections.' -f ($after.Memory / 1MB), $after.Handles, $after.Threads, $after.Open)
if ($results + $failures -ne $Request) { $wrong += "$($results + $failures) ends of $Request requests" }
if ($failures -ne [Math]::Floor($Request / 10)) { $wrong += "$failures errors instead of $([Math]::Floor($Request / 10))" }
if ($after.Memory - $before.Memory -gt 16MB) { $wrong += 'The memory grows.' }
if ($after.Handles - $before.Handles -gt 2 * $Runspace) { $wrong += 'The handles grow.' }
if ($after.Threads - $before.Threads -gt 2 * $Runspace) { $wrong += 'The threads grow.' }
if ($after.Open -gt 3 * $Runspace) { $wrong += 'Connections stay open.' }
$wrong | Select-Object -First 20 | ForEach-Object { Write-Output $_ }
exit [int] ($wrong.Count -gt 0)
