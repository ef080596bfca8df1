# Shows the cmdlets at work against the gateway for tests: no key, no network, no cost.
param([string] $Module, [string] $Gateway)

$ErrorActionPreference = 'Stop'

# Shows a command as it is typed at the prompt, and runs it. Dot-sourced, so that one step has the variables of the step before.
function Invoke-Step([string] $Comment, [string] $Command) {
    Write-Host "`n# $Comment" -ForegroundColor Cyan
    Write-Host 'PS> ' -ForegroundColor Green -NoNewline
    Write-Host ($Command -replace '\r?\n', "`n>> ")
    . ([scriptblock]::Create($Command)) | Out-Host
}

$start = New-Object Diagnostics.ProcessStartInfo 'dotnet', "`"$Gateway`" --until-stdin-closes --pace 30"
$start.UseShellExecute = $false
$start.RedirectStandardInput = $true
$start.RedirectStandardOutput = $true
$server = [Diagnostics.Process]::Start($start)
$folder = Join-Path ([IO.Path]::GetTempPath()) "ofox-$([guid]::NewGuid())"
$null = New-Item $folder -ItemType Directory
Push-Location $folder
try {
    Get-ChildItem env:OFOX_* | Remove-Item
    $env:OFOX_BASE_URL = $server.StandardOutput.ReadLine()
    $env:OFOX_API_KEY = 'sk-demo'
    $env:OFOX_CACHE = "$folder/cache"
    Import-Module $Module

    # Files that a user would have: an orange rectangle of 320 by 200 points, and three mails.
    [IO.File]::WriteAllBytes("$folder/fox.png", [Convert]::FromBase64String('iVBORw0KGgoAAAANSUhEUgAAAUAAAADIAQMAAACjyqroAAAABlBMVEXodyIAAAAeuXtKAAAAHklEQVR42u3BAQ0AAADCoPdPbQ8HFAAAAAAAAADwYiAIAAFD65fuAAAAAElFTkSuQmCC'))
    Set-Content "$folder/mail1.txt" 'Where is my parcel?'
    Set-Content "$folder/mail2.txt" 'The lamp is broken.'
    Set-Content "$folder/mail3.txt" 'Thank you!'

    Write-Host "A gateway for tests answers at $env:OFOX_BASE_URL."
    Write-Host 'It says back what it was asked, or makes values up; a model would say more.'
    . Invoke-Step 'The models and their prices, which are kept for a day.' 'Get-OfoxModel *gpt-4o*, *claude*'
    . Invoke-Step 'A prompt. The answer is an object, shown with what it cost.' '$answer = ofox ''why is the sky blue?''; $answer'
    . Invoke-Step 'Its parts are there to work with.' '''{0} tokens, {1}'' -f $answer.Usage.TotalTokens, $answer.FinishReason'
    . Invoke-Step 'Text as it arrives, with its Markdown shown as what it means.' 'ofox ''what is a pipeline? Explain it in Markdown.'' -Stream'
    . Invoke-Step 'An answer in the form you ask for.' 'ofox ''the colour of night?'' -As @{ colour = [ConsoleColor]; sure = [bool] }'
    . Invoke-Step 'One request for each object.' 'Get-ChildItem mail*.txt | ofox ''What does the customer want?'' -Property Wish | Format-Table Name, Wish'
    . Invoke-Step 'Many requests, sixteen at once, to a model that takes its time; the line tells how far they are.' @'
$numbers = 1..300
$numbers | ofox 'Is it prime?' -Model 'openai/gpt-4o?delay=200' -ThrottleLimit 16 -Checkpoint primes.jsonl -ReportVariable report > $null
$report
'@
    . Invoke-Step 'An image.' 'ofox ''what is in this picture?'' -Image fox.png'
    . Invoke-Step 'A command that the model calls.' @'
function Get-Weather {
    param([Parameter(Mandatory)] [ValidateSet('Paris', 'Oslo')] $City)
    "18 degrees in $City"
}
ofox 'how is the weather in Paris?' -Tool Get-Weather
'@
    . Invoke-Step 'What this session has used.' 'Get-OfoxUsage -CurrentProcess'
} finally {
    Pop-Location
    $server.StandardInput.Close()
    if (-not $server.WaitForExit(10000)) { $server.Kill() }
    Remove-Item $folder -Recurse -Force
}

Write-Host "`nThe gateway has stopped." -ForegroundColor Cyan
exit 0
