# Many requests from many runspaces at once, a tenth of them broken in every way the gateway knows, some one by one and some many in one
# pipeline. Each must have exactly one result or one error, its own, and what the process holds must not grow from the first tenth to the
# last.
param([string] $Module, [string] $Gateway, [int] $Request = 20000, [int] $Runspace = 16)

$ErrorActionPreference = 'Stop'
$faults = '400', '401', '402', '403', '409', '413', '422', '429', '500', '502', '503', '529', 'html', 'html502', 'ok-error', 'empty',
    'bad-json',
    'truncated', 'stream-error', 'event-error', 'reset', 'reset-midstream', 'silence', 'stall'

# What one runspace does: its share of the requests, one after another, and of each 64 the last 40 in one pipeline.
$work = {
    param([int[]] $Numbers, [string[]] $Faults)
    $tally = @{ Results = 0; Errors = 0; Crossed = 0; Wrong = New-Object System.Collections.ArrayList }
    # A text comes in a few chunks. What fails once is a 500: a server that is busy (429, 503) would hold all requests back, as it should.
    $model = 'openai/gpt-4o?cut=32&retry_after_ms=1'
    # What a whole pipeline would end with, or wait for.
    $alone = '401', '402', '403', '429', '503', '529', 'silence', 'stall'
    $many = New-Object System.Collections.ArrayList
    $position = 0
    foreach ($number in $Numbers) {
        # Each tenth fails; of the others each seventh is tried twice.
        $fails = $number % 10 -eq 0
        $fault = $Faults[($number / 10) % $Faults.Count]
        $together = $position++ % 64 -ge 24
        if ($together -and $fault -in $alone) { $fault = '500' }
        $prompt = if ($fails -and $together) {
            "number $number and no other`nfault: $fault" } elseif (-not $fails -and -not $together -and $number % 7 -eq 0) {
            "number $number and no other`nfault once: 500" } else { "number $number and no other" }
        if ($together) {
            $null = $many.Add($prompt)
            if ($position % 64 -and $position -lt $Numbers.Count) { continue }
            $failed = $null
            $few = @{ ThrottleLimit = 4; MaximumRetryCount = 0; OperationTimeoutSeconds = 60 }
            $answers = @($many | Invoke-OfoxChat -Model $model @few -ErrorAction SilentlyContinue -ErrorVariable failed)
            $expected = @($many | Where-Object { $_ -notmatch 'fault: ' })
            $broken = @($many | Where-Object { $_ -match 'fault: ' })
            $tally.Results += $answers.Count
            $tally.Errors += $failed.Count
            # In the order of the input, and each error with its own input.
            foreach ($pair in @(@($answers | ForEach-Object Content), $expected), @(@($failed | ForEach-Object TargetObject), $broken)) {
                if (($pair[0] -join '|') -cne ($pair[1] -join '|')) {
                    $tally.Crossed++;
                $null = $tally.Wrong.Add("Requests got '$($pair[0] -join "', '")' instead of '$($pair[1] -join "', '")'") }
            }
            $many.Clear()
            continue
        }
        $with = @{ Model = $model; MaximumRetryCount = [int] (-not $fails); OperationTimeoutSeconds = 60 }
        if ($fails) {
            # A model of its own: what holds one model back holds nobody else back.
            $with.Model = "fault/${fault}?retry_after_ms=1"
            if ($fault -in 'silence', 'stall') { $with.OperationTimeoutSeconds = 0.1 }
        }
        $problem = $null
        try {
            $got = @(if ($number % 3 -eq 0) { Get-OfoxStream $prompt @with } elseif ($number % 3 -eq 1) {
                Invoke-OfoxChat $prompt @with -Stream 6> $null } else { Invoke-OfoxChat $prompt @with })
            $text = if ($number % 3) { if ($got.Count -eq 1) { "$($got[0])" } } else { -join $got }
            $tally.Results++
            if ($text -cne $prompt) { $tally.Crossed++; $problem = "got '$text'" } elseif ($fails) {
                $problem = "has a result in spite of $fault" }
        } catch {
            $tally.Errors++
            if (-not $fails -or $_.Exception -isnot [OfoxPS.OfoxException]) { $problem = "$($_.FullyQualifiedErrorId): $_" }
        }
        if ($problem) { $null = $tally.Wrong.Add("Request $number $problem") }
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
        $script:crossed += $tally.Crossed
        $script:wrong += @($tally.Wrong | Select-Object -First 20)
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

# The gateway forgets old requests, as a million of them would fill its memory.
$start = New-Object Diagnostics.ProcessStartInfo 'dotnet', "`"$Gateway`" --keep 1000 --until-stdin-closes"
$start.UseShellExecute = $false
$start.RedirectStandardInput = $true
$start.RedirectStandardOutput = $true
$server = [Diagnostics.Process]::Start($start)
$results = $failures = $crossed = 0
$wrong = @()
$uses = @()
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
    foreach ($tenth in 1..10) {
        $last = [int] [Math]::Floor($Request * $tenth / 10)
        Invoke-Part ([int] [Math]::Floor($Request * ($tenth - 1) / 10) + 1) $last
        $uses += $use = Get-Use
        Write-Output (
            '{0,9} requests, {1,5:0} s: {2:0.0} MiB, {3} handles, {4} threads, {5} connections.' -f $last, $clock.Elapsed.TotalSeconds,
            ($use.Memory / 1MB), $use.Handles, $use.Threads, $use.Open)
    }

    $seconds = $clock.Elapsed.TotalSeconds
    $pool.Dispose()
} finally {
    $server.StandardInput.Close()
    if (-not $server.WaitForExit(10000)) { $server.Kill() }
}

Write-Output (
    '{0} requests from {1} runspaces in {2:0} s: {3} results, {4} errors, {5} crossed.' -f $Request, $Runspace, $seconds, $results,
    $failures, $crossed)
foreach ($name in 'Memory', 'Handles', 'Threads', 'Open') {
    $values = foreach ($use in $uses[0, 4, 9]) { if ($name -eq 'Memory') { '{0:0.0} MiB' -f ($use.Memory / 1MB) } else { $use.$name } }
    Write-Output ('{0} after the first tenth, the middle, the end: {1}.' -f $name.Replace('Open', 'Connections'), ($values -join ', '))
}
if ($results + $failures -ne $Request) { $wrong += "$($results + $failures) ends of $Request requests" }
if ($failures -ne [Math]::Floor($Request / 10)) { $wrong += "$failures errors instead of $([Math]::Floor($Request / 10))" }
if ($uses[9].Memory - $uses[0].Memory -gt 16MB) { $wrong += 'The memory grows.' }
if ($uses[9].Handles - $uses[0].Handles -gt 2 * $Runspace) { $wrong += 'The handles grow.' }
if ($uses[9].Threads - $uses[0].Threads -gt 2 * $Runspace) { $wrong += 'The threads grow.' }
if ($uses[9].Open -gt 5 * $Runspace) { $wrong += 'Connections stay open.' }
$wrong | Select-Object -First 20 | ForEach-Object { Write-Output $_ }
exit [int] ($wrong.Count -gt 0)
