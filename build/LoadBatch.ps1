# Many requests in one pipeline, over real sockets: how near to the ideal, within limits, in flat memory, and killed at any moment.
# Each part prints its figures; what is not as it must be is printed at the end, and is the exit code.
param([string] $Module, [string] $Gateway, [string[]] $Part = @('Speed', 'Limit', 'Slow', 'Shard', 'Kill', 'Memory'), [int] $Kill = 50, [int] $Many = 100000)

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

# The same requests by HttpClient and a semaphore, with nothing read of the answers but their bytes.
Add-Type -ReferencedAssemblies 'System.Net.Http', 'System.Net.Primitives', 'System.Threading', 'System.Runtime', 'System.Collections' -TypeDefinition @'
using System.Collections.Generic; using System.Net.Http; using System.Text; using System.Threading; using System.Threading.Tasks;
public static class Bare {
    public static void Send(string address, string model, int count, int limit) { SendAsync(address, model, count, limit).GetAwaiter().GetResult(); }
    static async Task SendAsync(string address, string model, int count, int limit) {
        using (HttpClient http = new HttpClient()) using (SemaphoreSlim gate = new SemaphoreSlim(limit)) {
            http.DefaultRequestHeaders.Add("Authorization", "Bearer sk-load");
            List<Task> all = new List<Task>();
            for (int i = 0; i < count; i++) {
                await gate.WaitAsync();
                all.Add(OneAsync(http, gate, address, "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + i + "\"}]}"));
            }
            await Task.WhenAll(all);
        }
    }
    static async Task OneAsync(HttpClient http, SemaphoreSlim gate, string address, string body) {
        try {
            using (HttpResponseMessage answer = await http.PostAsync(address, new StringContent(body, Encoding.UTF8, "application/json")))
                await answer.Content.ReadAsByteArrayAsync();
        } finally { gate.Release(); }
    }
}
'@

$env:OFOX_API_KEY = 'sk-load'
Import-Module $Module
try {
    if ($Part -contains 'Speed') {
        Start-Gateway
        $null = 1..200 | ofox -ThrottleLimit 32
        $seconds = Measure-Second { 1..1000 | ofox -ThrottleLimit 32 -Model 'openai/gpt-4o?delay=100' }
        $ideal = [Math]::Ceiling(1000 / 32) * 0.1
        Write-Output ('1,000 prompts of 100 ms at 32: {0:0.00} s, {1:0} % of the ideal {2:0.0} s.' -f $seconds, (100 * $ideal / $seconds), $ideal)
        if ($ideal / $seconds -lt 0.95) { $wrong += 'The throttle is too far from the ideal.' }
        $best = 0
        foreach ($round in 1..3) {
            $bare = 5000 / (Measure-Second { [Bare]::Send("$env:OFOX_BASE_URL/chat/completions", 'openai/gpt-4o', 5000, 64) })
            $ours = 5000 / (Measure-Second { 1..5000 | ofox -ThrottleLimit 64 })
            $best = [Math]::Max($best, $ours / $bare)
            Write-Output ('Requests a second at 64: {0:0} by HttpClient, {1:0} by ofox, ratio {2:0.00}.' -f $bare, $ours, ($ours / $bare))
        }
        if ($best -lt 0.7) { $wrong += 'The rate is too far from that of HttpClient.' }
        if ($PSVersionTable.PSVersion.Major -ge 7) {
            $parallel = Measure-Second { 1..1000 | ForEach-Object -ThrottleLimit 32 -Parallel { Import-Module $using:Module; ofox $_ -Model 'openai/gpt-4o?delay=100' } }
            Write-Output ('The same 1,000 prompts by ForEach-Object -Parallel: {0:0.0} s.' -f $parallel)
        }
        Stop-Gateway
    }

    if ($Part -contains 'Limit') {
        Start-Gateway
        $seconds = Measure-Second { 1..2000 | ofox -ThrottleLimit 64 -ReportVariable global:report -Model 'openai/gpt-4o?limit=600&window=1000' }
        $refused = (Invoke-RestMethod "$control/stats").refused
        Write-Output ('2,000 requests against 600 a second: {0:0.0} s, {1} refused, {2} answered.' -f $seconds, $refused, $report.Succeeded)
        if ($refused -ge 20 -or $report.Succeeded -ne 2000) { $wrong += "$refused of 2,000 were refused, $($report.Succeeded) answered." }
        Stop-Gateway
    }

    if ($Part -contains 'Slow') {
        Start-Gateway
        $null = 1..500 | ofox -ThrottleLimit 16
        $before = Get-Memory
        $peak = 0
        $count = 0
        1..20000 | ForEach-Object { if ($_ -eq 1) { "slow`nwait: 15000" } else { "n$_" } } | ofox -ThrottleLimit 16 | ForEach-Object {
            if (++$count % 2000 -eq 0) { $peak = [Math]::Max($peak, (Get-Memory)) }
        }
        Write-Output ('The first of 20,000 answers takes 15 s: {0:0.0} MiB before, {1:0.0} MiB at most, {2} answers.' -f $before, $peak, $count)
        if ($count -ne 20000 -or $peak - $before -gt 30) { $wrong += 'Memory grows behind a slow answer.' }
        Stop-Gateway
    }

    if ($Part -contains 'Shard') {
        Start-Gateway
        $file = Join-Path $folder 'shard.jsonl'
        $jobs = 1..2 | ForEach-Object {
            Start-Process (Get-Process -Id $PID).Path -PassThru -ArgumentList '-NoProfile', '-Command', "Import-Module '$Module'; `$null = 1..1000 | ofox -ThrottleLimit 16 -Checkpoint '$file' -Shard $_/2"
        }
        $jobs | Wait-Process
        $all = @(Import-OfoxCheckpoint (Join-Path $folder 'shard.*of2.jsonl'))
        $contents = @($all.Content | Sort-Object { [int] $_ } -Unique)
        Write-Output ('Two processes as 1/2 and 2/2: {0} answers, {1} different, {2} requests.' -f $all.Count, $contents.Count, (Invoke-RestMethod "$control/stats").requests)
        if ($contents.Count -ne 1000 -or $all.Count -ne 1000) { $wrong += 'Shards do not make a whole.' }
        Stop-Gateway
    }

    if ($Part -contains 'Kill') {
        Start-Gateway
        $file = Join-Path $folder 'kill.jsonl'
        $written = Join-Path $folder 'kill.txt'
        $script = "Import-Module '$Module'; 1..1500 | ofox -ThrottleLimit 16 -Model 'openai/gpt-4o?delay=20' -Checkpoint '$file' | ForEach-Object { [IO.File]::AppendAllText('$written', `$_.Content + [char]10) }"
        $random = New-Object Random 7
        $kills = 0
        do {
            $process = Start-Process (Get-Process -Id $PID).Path -PassThru -ArgumentList '-NoProfile', '-OutputFormat', 'Text', '-EncodedCommand', ([Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($script)))
            $before = if (Test-Path $file) { (Get-Item $file).Length } else { 0 }
            # Once it has begun to write, at any moment.
            while (-not $process.HasExited -and -not ((Test-Path $file) -and (Get-Item $file).Length -gt $before)) { Start-Sleep -Milliseconds 5 }
            Start-Sleep -Milliseconds $random.Next(0, 120)
            if (-not $process.HasExited) { $process.Kill(); $kills++ }
            $process.WaitForExit()
            # What had been written to the pipeline is in the file.
            if (Test-Path $written) {
                $there = @{}
                Import-OfoxCheckpoint $file 3> $null | ForEach-Object { $there[$_.Content] = $true }
                foreach ($line in [IO.File]::ReadAllLines($written) | Select-Object -SkipLast 1) { if ($line -and -not $there.ContainsKey($line)) { $wrong += "'$line' was written and is not in the file." } }
                Remove-Item $written
            }
        } while ($kills -lt $Kill -and $process.ExitCode -ne 0)
        $null = 1..1500 | ofox -ThrottleLimit 16 -Model 'openai/gpt-4o?delay=20' -Checkpoint $file -ReportVariable global:report
        $answers = @(Import-OfoxCheckpoint $file)
        $lines = @([IO.File]::ReadAllLines($file))
        $keys = @($lines | Select-Object -Skip 1 | ForEach-Object { if ($_ -match '"succeeded"' -and $_ -match '"custom_id":"([^"]+)"') { $Matches[1] } })
        $requests = (Invoke-RestMethod "$control/stats").requests
        Write-Output ('Killed {0} times: {1} answers of 1,500, {2} records, {3} of them twice, {4} requests ({5} sent again), the last run replayed {6}.' -f $kills, $answers.Count, $keys.Count,
            ($keys.Count - @($keys | Sort-Object -Unique).Count), $requests, ($requests - 1500), $report.Replayed)
        if ($answers.Count -ne 1500 -or $keys.Count -ne 1500 -or $requests - 1500 -gt 16 * $kills) { $wrong += 'A kill lost or doubled something.' }
        if ($report.Replayed + $report.Succeeded -ne 1500) { $wrong += 'The sums after the kills are wrong.' }
        Stop-Gateway
    }

    if ($Part -contains 'Memory') {
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
                $Many, $round, $seconds, $before, $script:middle, $script:peak, $report.Succeeded, $report.Replayed, ((Get-Item $file).Length / 1MB))
            if ($script:peak - $before -gt 60) { $wrong += "Memory grows by $($script:peak - $before) MiB in the $round run." }
            $script:count = $script:middle = $script:peak = 0
        }
        Stop-Gateway
    }
} finally {
    if ($server -and -not $server.HasExited) { Stop-Gateway }
    Remove-Item $folder -Recurse -Force -ErrorAction SilentlyContinue
}

$wrong | Select-Object -First 20 | ForEach-Object { Write-Output $_ }
exit [int] ($wrong.Count -gt 0)
