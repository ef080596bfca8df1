# Runs in a process of its own, with secrets in its environment: takes as many ways as there are through the module, and
# leaves everything that came out in a folder, for Secrets.Tests.ps1 to search. No secret stands in this file.
param([string] $Module, [string] $Folder, [string] $Gateway, [string] $Tls, [string] $Echo, [string] $Proxy, [string] $Locked)

$null = Start-Transcript (Join-Path $Folder 'transcript.txt')
Import-Module $Module
$errors = [System.Collections.ArrayList]::new()
$results = [System.Collections.ArrayList]::new()
$ways = 0

# Everything that a way writes to any stream, as text and as the objects themselves.
function Invoke-Way([string] $Name, [scriptblock] $Way) {
    $script:ways++
    $Error.Clear()
    $out = @(& { try { & $Way } catch { $_ } } *>&1)
    $null = $results.AddRange($out)
    $null = $errors.AddRange($Error)
    $file = Join-Path $Folder ($Name -replace '\W', '-')
    $out | Out-String -Width 4000 | Set-Content "$file.text.txt"
    $out | Format-List * -Force | Out-String -Width 4000 | Set-Content "$file.list.txt"
    # On the screen too, where the transcript sees it.
    $out | Out-Host
}

# With everything said, and with nothing said.
function Invoke-Aloud([string] $Name, [hashtable] $With, [string] $Command = 'Invoke-OfoxChat') {
    Invoke-Way "$Name quiet" { & $Command 'one two' @With }
    Invoke-Way "$Name verbose" { & $Command 'one two' @With -Verbose }
    Invoke-Way "$Name debug" { & $Command 'one two' @With -Debug -Verbose }
}

$secure = ConvertTo-SecureString $env:MARK_KEY -AsPlainText -Force
$quick = @{ MaximumRetryCount = 0 }

Invoke-Aloud 'success' @{}
Invoke-Aloud 'key as text' @{ ApiKey = $env:MARK_KEY }
Invoke-Aloud 'key as secure string' @{ ApiKey = $secure }
Invoke-Aloud 'key as credential' @{ ApiKey = [pscredential]::new('x', $secure) }
Invoke-Aloud 'stream' @{ Stream = $true }
Invoke-Aloud 'chunks' @{} 'Get-OfoxStream'
Invoke-Aloud 'what if' @{ WhatIf = $true }
foreach ($fault in '400', '401', '402', '403', '409', '413', '429', '500', '503', 'html', 'html502', 'ok-error', 'empty', 'bad-json',
    'truncated', 'stream-error', 'reset', 'reset-midstream') {
    Invoke-Aloud "fault $fault" (@{ Model = "fault/$fault" } + $quick)
    Invoke-Aloud "fault $fault streamed" (@{ Model = "fault/$fault" } + $quick) 'Get-OfoxStream'
}
Invoke-Aloud 'retried' @{ Model = 'fault/503?times=1&retry_after_ms=5&case=secrets' }
Invoke-Aloud 'silence' (@{ Model = 'fault/silence'; OperationTimeoutSeconds = 0.3 } + $quick)
Invoke-Aloud 'no model' @{ Model = 'no/such' }
Invoke-Aloud 'no host' (@{ BaseUri = 'https://gateway.invalid/v1' } + $quick)
Invoke-Aloud 'clear' @{ BaseUri = 'http://gateway.invalid/v1' }
Invoke-Aloud 'not found' @{ BaseUri = ($Gateway -replace '/v1$', '/wrong') }
Invoke-Aloud 'certificate' @{ BaseUri = $Tls }
Invoke-Aloud 'certificate skipped' @{ BaseUri = $Tls; SkipCertificateCheck = $true }

# A server that says everything it was sent, in its words, its codes and its headers.
Invoke-Aloud 'echo' (@{ BaseUri = $Echo } + $quick)
Invoke-Aloud 'echo streamed' (@{ BaseUri = $Echo } + $quick) 'Get-OfoxStream'

# The proxy of the environment, with a password, which refuses the tunnel.
Invoke-Aloud 'environment proxy' @{ BaseUri = 'https://gateway.invalid/v1' }
Invoke-Way 'environment proxy test' { Test-OfoxConnection -BaseUri 'https://gateway.invalid/v1' }

# What a cassette keeps of a server that says everything it was sent.
Invoke-Way 'cassette' { Use-OfoxCassette (Join-Path $Folder 'echo.cassette.json') { ofox hi -BaseUri $Echo @quick } -Mode Record }

# Addresses and keys that are refused.
foreach ($address in "http://bob:a/$env:MARK_USER@host:1", "http://bob:a#$env:MARK_USER@host:1", "http://bob:$env:MARK_USER@host:99999",
    "http://bob:$env:MARK_USER@[") {
    Invoke-Aloud 'address that is none' @{ BaseUri = $address }
    Invoke-Way 'proxy that is none' { Set-OfoxConfiguration -Proxy $address; ofox hi @quick; Get-OfoxConfiguration }
    Set-OfoxConfiguration -Proxy $null
}
$before = $env:OFOX_BASE_URL
foreach ($address in "bob:$env:MARK_USER@host", "//bob:$env:MARK_USER@host") {
    $env:OFOX_BASE_URL = $address
    Invoke-Way 'address without a scheme' { Get-OfoxConfiguration; ofox hi }
}
$env:OFOX_BASE_URL = $before
Invoke-Aloud 'user in the address' @{ BaseUri = ($Gateway -replace '//', "//$($env:MARK_USER):$($env:MARK_USER)@") }
Invoke-Aloud 'key in the query' (@{ BaseUri = "$($Gateway)?api-key=$env:MARK_QUERY"; Model = 'fault/500' } + $quick)
foreach ($bad in " $env:MARK_KEY", "$env:MARK_KEY`n", "$($env:MARK_KEY)$([char] 0xE9)") {
    Invoke-Aloud 'key that is none' @{ ApiKey = $bad } }
Invoke-Aloud 'key in a hashtable' @{ ApiKey = @{ key = $env:MARK_KEY } }
Invoke-Aloud 'key in a list' @{ ApiKey = @($env:MARK_KEY, 1) }

# Headers.
Invoke-Way 'header that is none' { Set-OfoxConfiguration -Header @{ 'x-api-token' = "$env:MARK_HEADER`r`nx: y" } }
Invoke-Way 'header list' { Set-OfoxConfiguration -Header @($env:MARK_HEADER) }
Set-OfoxConfiguration -Header @{ 'x-api-token' = $env:MARK_HEADER }
Invoke-Aloud 'headers' @{}
Invoke-Aloud 'headers echoed' (@{ BaseUri = $Echo } + $quick)
Set-OfoxConfiguration -Header @{ 'x-tune' = (ConvertTo-SecureString $env:MARK_SHORT -AsPlainText -Force) }
Invoke-Aloud 'secure header echoed' (@{ BaseUri = $Echo } + $quick)
Set-OfoxConfiguration -Header $null

# Proxies: with their credentials, with a wrong password in their address, not there.
Set-OfoxConfiguration -Proxy $Proxy -ProxyCredential (
    [pscredential]::new('bob', (ConvertTo-SecureString $env:MARK_PROXY -AsPlainText -Force)))
Invoke-Aloud 'proxy' @{}
Invoke-Aloud 'proxy echo' (@{ BaseUri = $Echo } + $quick)
Invoke-Way 'proxy configuration' { Set-OfoxConfiguration -MaximumRetryCount 1 -Verbose -Debug; Get-OfoxConfiguration }
Set-OfoxConfiguration -ProxyCredential $null -Proxy ($Locked -replace '//', "//bob:$($env:MARK_PROXY)@")
Invoke-Aloud 'proxy refuses' @{}
Invoke-Aloud 'tunnel refused' @{ BaseUri = 'https://gateway.invalid/v1' }
Invoke-Way 'proxy address' { Get-OfoxConfiguration }
Set-OfoxConfiguration -Proxy "http://bob:$($env:MARK_PROXY)@127.0.0.1:1"
Invoke-Aloud 'proxy gone' $quick
Set-OfoxConfiguration -Proxy $null -MaximumRetryCount $null

# Tools: one that works, one that fails.
function Get-Place { [CmdletBinding()] param([string] $City) "the place $City" }
function Get-Nothing { [CmdletBinding()] param([string] $City) throw "no $City" }
foreach ($tool in 'Get-Place', 'Get-Nothing') {
    Invoke-Way "tool $tool" { ofox "call $tool" -Tool $tool -Verbose -Debug }
    Invoke-Way "tool $tool streamed" { ofox "call $tool" -Tool $tool -Stream -Verbose -Debug }
}

# The configuration.
Invoke-Way 'set' { Set-OfoxConfiguration -ApiKey $env:MARK_KEY -Verbose -Debug }
Invoke-Way 'get' { Get-OfoxConfiguration; Get-OfoxConfiguration | Format-List * -Force; (Get-OfoxConfiguration).Source }
Invoke-Aloud 'configured' @{}

# A job, which begins with nothing but the environment.
$job = Start-Job {
    param($Module) Import-Module $Module; Invoke-OfoxChat hi; Invoke-OfoxChat hi -Model fault/401;
Invoke-OfoxChat hi -Verbose -Debug } -ArgumentList $Module
Invoke-Way 'job' { Wait-Job $job | Receive-Job; $job | Format-List *; $job.ChildJobs | Format-List * -Force }

# What lasts: files of objects, and all there is to see of an error.
$results | Export-Clixml (Join-Path $Folder 'results.clixml') -Depth 6
$errors | Export-Clixml (Join-Path $Folder 'errors.clixml') -Depth 5
Get-OfoxConfiguration | Export-Clixml (Join-Path $Folder 'configuration.clixml')
Get-OfoxConfiguration | ConvertTo-Json -Depth 6 | Set-Content (Join-Path $Folder 'configuration.json')
$answers = @($results | Where-Object { $_ -is [OfoxPS.ChatCompletion] })
$answers | ConvertTo-Json -Depth 8 -WarningAction Ignore | Set-Content (Join-Path $Folder 'answers.json')
$errors | Format-List * -Force | Out-String -Width 4000 | Set-Content (Join-Path $Folder 'errors.list.txt')
foreach ($record in $errors) {
    $exception = if ($record -is [System.Management.Automation.ErrorRecord]) { $record.Exception } else { $record }
    $record.TargetObject | Out-String -Width 4000 | Add-Content (Join-Path $Folder 'errors.target.txt')
    while ($exception) {
        $exception.ToString(), ($exception | Format-List * -Force | Out-String -Width 4000), ($exception.Data | Out-String) |
            Add-Content (Join-Path $Folder 'errors.exception.txt')
        $exception | ConvertTo-Json -Depth 2 -WarningAction Ignore | Add-Content (Join-Path $Folder 'errors.json')
        $exception = $exception.InnerException
    }
}
$null = Stop-Transcript
"$ways ways, $($answers.Count) answers, $($errors.Count) errors, $(@($errors.FullyQualifiedErrorId -replace ',.*' | Sort-Object -Unique) -join ' ')"
