# Makes the pictures of the README: an installed PowerShell in tmux, which is a real terminal, asks the gateway for tests, and what
# the terminal shows becomes an SVG, once for light pages and once for dark ones.
param([string] $Module, [string] $Gateway, [string] $Folder)

$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/Svg.ps1"

if (-not (Get-Command tmux -CommandType Application -ErrorAction Ignore)) { throw 'The pictures need tmux.' }
$socket = "ofoxps-$PID"
function Invoke-Tmux { $out = & tmux -u -L $socket @args; if ($LASTEXITCODE) { throw "tmux $($args[0]) failed." }; $out }

# The terminal takes over the environment of this process.
$env:NO_COLOR = $null

# What the terminal shows, without the empty lines at its end.
function Get-Screen([switch] $Plain) {
    $lines = if ($Plain) { Invoke-Tmux capture-pane -p } else { Invoke-Tmux capture-pane -e -p }
    ($lines -join "`n").TrimEnd() -split "`n"
}

function Wait-Screen([scriptblock] $Condition) {
    $limit = [datetime]::UtcNow.AddSeconds(60)
    while (-not (Get-Screen -Plain | Where-Object $Condition)) {
        if ([datetime]::UtcNow -gt $limit) { throw "The terminal did not get so far:`n$((Get-Screen -Plain) -join "`n")" }
        Start-Sleep -Milliseconds 50
    }
}

# Types a command, and waits for the prompt after it.
function Send-Command([string] $Command, [switch] $NoWait) {
    $prompts = @(Get-Screen -Plain | Where-Object { $_ -like 'PS>*' }).Count
    Invoke-Tmux send-keys -l $Command
    Wait-Screen { $_.Contains($Command.Substring([Math]::Max(0, $Command.Length - 20))) }
    Invoke-Tmux send-keys Enter
    if ($NoWait) { return }
    $limit = [datetime]::UtcNow.AddSeconds(60)
    do {
        Start-Sleep -Milliseconds 100
        $screen = @(Get-Screen -Plain)
        if ([datetime]::UtcNow -gt $limit) { throw "There was no prompt after: $Command`n$($screen -join "`n")" }
    } until ($screen[-1] -eq 'PS>' -and @($screen -like 'PS>*').Count -gt $prompts)
}

function Save-Picture([string] $Name, [string] $Title, [string[]] $Line) {
    foreach ($theme in 'light', 'dark') {
        [IO.File]::WriteAllText("$Folder/$Name-$theme.svg", (ConvertTo-Svg $Line -Title $Title -Theme $theme), [Text.UTF8Encoding]::new($false))
    }
    Write-Output "docs/images/$Name-light.svg and $Name-dark.svg"
}

$start = [Diagnostics.ProcessStartInfo]::new('dotnet', "`"$Gateway`" --until-stdin-closes --pace 30")
$start.UseShellExecute = $false
$start.RedirectStandardInput = $true
$start.RedirectStandardOutput = $true
$server = [Diagnostics.Process]::Start($start)
$place = Join-Path ([IO.Path]::GetTempPath()) "ofox-$([guid]::NewGuid())"
# A PNG of one pixel.
$dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
try {
    $null = New-Item $place, $Folder -ItemType Directory -Force
    $session = Join-Path $place session.ps1
    Set-Content $session @"
Get-ChildItem env:OFOX_* | Remove-Item
`$env:OFOX_BASE_URL = '$($server.StandardOutput.ReadLine())'
`$env:OFOX_API_KEY = 'sk-pictures'
`$env:OFOX_CACHE = '$place/cache'
Import-Module '$Module'
`$null = Get-OfoxModel
if (Get-Module PSReadLine) { Set-PSReadLineOption -PredictionSource None -PromptText 'PS> ' }
Set-Location '$place'
function prompt { "`$(`$PSStyle.Foreground.Green)PS>`$(`$PSStyle.Reset) " }
function Start-Receipts {
    foreach (`$name in 'bakery', 'bookshop', 'hardware', 'taxi') { [IO.File]::WriteAllBytes("`$PWD/`$name.png", [Convert]::FromBase64String('$dot')) }
    Use-OfoxTestResponse -Start @(
        @{ vendor = 'Corner Bakery'; paid = 'cash'; total = 8.4 }
        @{ vendor = 'Page & Quill'; paid = 'card'; total = 31.95 }
        @{ vendor = 'Bolt Hardware'; paid = 'card'; total = 112.5 }
        @{ vendor = 'City Taxi'; paid = 'cash'; total = 23 }
    )
}
Clear-Host
"@
    # A PowerShell that is a .NET tool is a library that dotnet runs.
    $shell = (Get-Process -Id $PID).Path
    if ([IO.Path]::GetFileNameWithoutExtension($shell) -eq 'dotnet') { $shell += " $PSHOME/pwsh.dll" }
    $null = Invoke-Tmux -f /dev/null new-session -d -x 84 -y 40 -e 'TERM=xterm-256color' "$shell -NoProfile -NoLogo -NoExit -File $session"
    Wait-Screen { $_ -eq 'PS>' }

    Send-Command 'ofox ''what is a pipeline? Explain it in Markdown.'' -Stream'
    Send-Command 'ofox ''the colour of night?'' -As @{ colour = [ConsoleColor]; sure = [bool] }'
    Save-Picture session 'A question, answered live; and an answer as an object' ((Get-Screen | Select-Object -SkipLast 1) -join "`n").TrimEnd().Split("`n")

    # The pictures are placeholders, and so are the answers: the gateway for tests sees nothing.
    Send-Command 'Start-Receipts; Clear-Host' -NoWait
    Wait-Screen { @(Get-Screen -Plain).Count -eq 1 }
    Send-Command 'gci *.png | ofox "Read the receipt." -As @{ vendor = [string]; paid = "cash|card"; total = [decimal] } -Property * | select Name, vendor, paid, total'
    Save-Picture receipts 'Pictures of receipts go in, a table comes out' ((Get-Screen | Select-Object -SkipLast 1) -join "`n").TrimEnd().Split("`n")
    Send-Command 'Stop-OfoxTestBlock'

    # A server that takes its time, so that there is something to see.
    Send-Command '$env:OFOX_MODEL = "openai/gpt-4o?delay=400"'
    Send-Command 'Clear-Host' -NoWait
    Wait-Screen { @(Get-Screen -Plain).Count -eq 1 }
    Send-Command '$numbers = 1..400'
    Send-Command '$numbers | ofox "Is it prime?" -ThrottleLimit 8 -Checkpoint primes.jsonl > $null' -NoWait
    Wait-Screen { $_ -match '[12]\d\d/400' }
    Save-Picture batch 'Four hundred requests, eight at once' @(Get-Screen)
} finally {
    & tmux -L $socket kill-server
    $server.StandardInput.Close()
    if (-not $server.WaitForExit(10000)) { $server.Kill() }
    Remove-Item $place -Recurse -Force -ErrorAction Ignore
}
