# What needs a full PowerShell 7: OfoxPS beside Invoke-RestMethod and beside ForEach-Object -Parallel, by turns. Writes one line for each
# measurement:
# its name, and the median in milliseconds.
param([string] $Module, [string] $Address, [int] $Rounds)
$ErrorActionPreference = 'Stop'
$env:OFOX_BASE_URL = $Address
$env:OFOX_API_KEY = 'sk-bench'
Import-Module $Module
$uri = "$Address/chat/completions"
$headers = @{ Authorization = 'Bearer sk-bench' }
$body = '{"model":"wait/0","messages":[{"role":"user","content":"hi"}]}'
$slow = '{"model":"wait/20","messages":[{"role":"user","content":"hi"}]}'

function Measure-Turn([System.Collections.Specialized.OrderedDictionary] $Contenders, [int] $Count, [int] $WarmUp) {
    $times = @{}
    for ($round = -$WarmUp; $round -lt $Count; $round++) {
        foreach ($name in $Contenders.Keys) {
            [GC]::Collect()
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $null = & $Contenders[$name]
            if ($round -ge 0) { $times[$name] = @($times[$name]) + $clock.Elapsed.TotalMilliseconds }
        }
    }
    foreach ($name in $Contenders.Keys) {
        $sorted = @($times[$name] | Where-Object { $null -ne $_ } | Sort-Object)
        "$name`t$($sorted[[math]::Floor($sorted.Count / 2)].ToString([cultureinfo]::InvariantCulture))"
    }
}

Measure-Turn ([ordered] @{
    'plain Invoke-RestMethod' =
        { foreach ($i in 1..200) { Invoke-RestMethod $uri -Method Post -Body $body -ContentType application/json -Headers $headers } }
    'plain Invoke-OfoxChat'   = { foreach ($i in 1..200) { Invoke-OfoxChat hi -Model wait/0 } }
}) $Rounds 5

Measure-Turn ([ordered] @{
    'many ForEach-Object -Parallel' = {
        1..500 | ForEach-Object -ThrottleLimit 32 -Parallel {
            Invoke-RestMethod $using:uri -Method Post -Body $using:slow -ContentType application/json -Headers $using:headers
        }
    }
    'many Invoke-OfoxChat'          = { 1..500 | Invoke-OfoxChat hi -Model wait/20 -ThrottleLimit 32 }
}) $Rounds 2
