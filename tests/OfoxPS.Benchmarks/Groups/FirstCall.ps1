# The first call of a new process, of Invoke-RestMethod or of Invoke-OfoxChat. The module of either is imported before the clock starts.
param([string] $Module, [string] $Address)
$env:OFOX_BASE_URL = $Address
$env:OFOX_API_KEY = 'sk-bench'
Import-Module Microsoft.PowerShell.Utility
if ($Module) { Import-Module $Module }
$clock = [Diagnostics.Stopwatch]::StartNew()
if ($Module) {
    $null = Invoke-OfoxChat hi -Model wait/0
} else {
    $null = Invoke-RestMethod "$Address/chat/completions" -Method Post -Body '{"model":"wait/0","messages":[{"role":"user","content":"hi"}]}' -ContentType application/json -Headers @{ Authorization = 'Bearer sk-bench' }
}
[Console]::WriteLine($clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture))
