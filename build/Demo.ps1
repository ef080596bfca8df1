# Shows the cmdlets at work against the test gateway: no key, no network, no cost. It uses the language and Out-Host
# only, so it also runs in PowerShell's bare engine (tests/OfoxPS.Engine).
param([string] $Module, [string] $Gateway)

$ErrorActionPreference = 'Stop'

function Write-Text([string] $Text, [ConsoleColor] $Color = 'Cyan', [switch] $NoNewline) {
    $Host.UI.Write($Color, $Host.UI.RawUI.BackgroundColor, $Text)
    if (-not $NoNewline) { $Host.UI.WriteLine() }
}

# Dot-sourced, so that one step has the variables of the step before.
function Invoke-Step([string] $Comment, [string] $Command) {
    Write-Text "# $Comment"
    Write-Text 'PS> ' Green -NoNewline
    $Host.UI.WriteLine(($Command -replace '\r?\n', "`n>> "))
    . ([scriptblock]::Create($Command)) | Out-Host
}

$start = [Diagnostics.ProcessStartInfo]::new('dotnet', "`"$Gateway`" --until-stdin-closes --pace 30")
$start.UseShellExecute = $false
$start.RedirectStandardInput = $true
$start.RedirectStandardOutput = $true
$server = [Diagnostics.Process]::Start($start)
$place = $ExecutionContext.SessionState.Path
$before = $place.CurrentLocation
$folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), "ofox-$([guid]::NewGuid())")
try {
    foreach ($name in @([Environment]::GetEnvironmentVariables().Keys) -like 'OFOX_*') { [Environment]::SetEnvironmentVariable($name, $null) }
    $env:OFOX_BASE_URL = $server.StandardOutput.ReadLine()
    $env:OFOX_API_KEY = 'sk-demo'
    $env:OFOX_CACHE = "$folder/cache"
    Import-Module $Module

    # An orange rectangle of 320 by 200 points.
    $null = [IO.Directory]::CreateDirectory($folder)
    $null = $place.SetLocation($folder)
    [IO.File]::WriteAllBytes("$folder/fox.png", [Convert]::FromBase64String('iVBORw0KGgoAAAANSUhEUgAAAUAAAADIAQMAAACjyqroAAAABlBMVEXodyIAAAAeuXtKAAAAHklEQVR42u3BAQ0AAADCoPdPbQ8HFAAAAAAAAADwYiAIAAFD65fuAAAAAElFTkSuQmCC'))

    Write-Text "A gateway for tests answers at $env:OFOX_BASE_URL."
    Write-Text 'It says back what it was asked, or makes values up; a model would say more.'
    Write-Text ''
    . Invoke-Step 'The models and their prices, which are kept for a day.' 'Get-OfoxModel *gpt-4o*, *claude*'
    . Invoke-Step 'A prompt. The answer is an object, shown with what it cost.' '$answer = ofox ''why is the sky blue?''; $answer'
    . Invoke-Step 'Its parts are there to work with.' '''{0} tokens, {1}'' -f $answer.Usage.TotalTokens, $answer.FinishReason'
    . Invoke-Step 'Text as it arrives, with its Markdown shown as what it means.' 'ofox ''what is a pipeline? Explain it in Markdown.'' -Stream'
    . Invoke-Step 'An answer in the form you ask for.' 'ofox ''the colour of night?'' -As @{ colour = [ConsoleColor]; sure = [bool] }'
    . Invoke-Step 'Several requests, one for each object.' '''good morning'', ''good night'' | ofox | ForEach-Object Content'
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
    $server.StandardInput.Close()
    if (-not $server.WaitForExit(10000)) { $server.Kill() }
    $null = $place.SetLocation($before.Path)
    if ([IO.Directory]::Exists($folder)) { [IO.Directory]::Delete($folder, $true) }
}

Write-Text 'The gateway has stopped.'
exit 0
