# Shows the cmdlets at work against the test gateway: no key, no network, no cost.
param([string] $Module, [string] $Gateway)

$ErrorActionPreference = 'Stop'

# Dot-sourced, so that one step has the variables of the step before.
function Invoke-Step([string] $Comment, [string] $Command) {
    Write-Host "# $Comment" -ForegroundColor Cyan
    Write-Host 'PS> ' -NoNewline -ForegroundColor Green
    Write-Host $Command
    . ([scriptblock]::Create($Command)) | Out-Host
}

$start = New-Object Diagnostics.ProcessStartInfo 'dotnet', "`"$Gateway`" --until-stdin-closes"
$start.UseShellExecute = $false
$start.RedirectStandardInput = $true
$start.RedirectStandardOutput = $true
$server = [Diagnostics.Process]::Start($start)
$folder = Join-Path ([IO.Path]::GetTempPath()) "ofox-$([guid]::NewGuid())"
try {
    Get-ChildItem env:OFOX_* | Remove-Item
    $env:OFOX_BASE_URL = $server.StandardOutput.ReadLine()
    $env:OFOX_API_KEY = 'sk-demo'
    Import-Module $Module

    # An orange rectangle of 320 by 200 points.
    $null = New-Item $folder -ItemType Directory
    Set-Location $folder
    [IO.File]::WriteAllBytes("$folder/fox.png", [Convert]::FromBase64String('iVBORw0KGgoAAAANSUhEUgAAAUAAAADIAQMAAACjyqroAAAABlBMVEXodyIAAAAeuXtKAAAAHklEQVR42u3BAQ0AAADCoPdPbQ8HFAAAAAAAAADwYiAIAAFD65fuAAAAAElFTkSuQmCC'))

    Write-Host "A gateway for tests answers at $env:OFOX_BASE_URL. It says back what it was asked; a model would say more.`n" -ForegroundColor Cyan
    . Invoke-Step 'A prompt; the answer is an object.' '$answer = ofox "Why is the sky blue?"; $answer'
    . Invoke-Step 'Everything that is known about it.' '$answer | Select-Object Content, Model, FinishReason, RequestId, Usage, Duration'
    . Invoke-Step 'An image from the pipeline.' 'Get-ChildItem *.png | ofox "What is in this picture?"'
    . Invoke-Step 'A story, as it arrives.' 'ofox "Tell me a story" -Stream -Model "openai/gpt-4o?pace=40"'
} finally {
    $server.StandardInput.Close()
    if (-not $server.WaitForExit(10000)) { $server.Kill() }
    Set-Location $PSScriptRoot
    Remove-Item $folder -Recurse -ErrorAction SilentlyContinue
}

Write-Host 'The gateway has stopped.' -ForegroundColor Cyan
exit 0
