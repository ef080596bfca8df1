# What the tests of the examples and the samples share. It comes after common.ps1.

function Initialize-ExampleFolder([string] $Path) {
    $null = New-Item $Path -ItemType Directory -Force
    foreach ($name in 'cat', 'before', 'after') { $null = New-TestPng (Join-Path $Path "$name.png") 640 480 }
    $null = New-TestPdf (Join-Path $Path invoice.pdf) 2
    Set-Content (Join-Path $Path 'app.log') '08:00 started', '08:05 error: disk full', '', '08:06 stopped'
    Set-Content (Join-Path $Path 'web.log') '09:00 GET / 500'
    foreach ($name in 'notes', 'a', 'b') { Set-Content (Join-Path $Path "$name.txt") "The fox is in $name." }
    Set-Content (Join-Path $Path 'texts.csv') 'Text,Language', 'good morning,Spanish', 'good night,French'
    Push-Location $Path
    try {
        git init --quiet
        git config user.name Fox
        git config user.email fox@example.com
        git commit --quiet --allow-empty --message start
        Set-Content fox.txt 'The fox sleeps.'
        git add fox.txt
        git commit --quiet --message 'Add a fox'
        Set-Content fox.txt 'The fox runs.', 'It is fast.'
    } finally { Pop-Location }
}

# A folder with a program npx, for npx -y @modelcontextprotocol/server-filesystem FOLDER: it starts npm's server where
# OFOXPS_TEST_MCP names a folder node_modules with it, and one of the tests otherwise.
function New-TestNpx([string] $Path) {
    $program = (Get-ChildItem (Join-Path $Root 'tests/OfoxPS.McpServer/bin/Release/*/OfoxPS.McpServer.dll')).FullName
    $server = if ($env:OFOXPS_TEST_MCP) { "node `"$env:OFOXPS_TEST_MCP/@modelcontextprotocol/server-filesystem/dist/index.js`"" } else {
        "dotnet `"$program`" files" }
    $folder = (New-Item (Join-Path $Path npx) -ItemType Directory -Force).FullName
    Set-Content (Join-Path $folder npx.cmd) '@echo off', "$server %3"
    Set-Content (Join-Path $folder npx) '#!/bin/sh', "exec $server `"`$3`""
    if ($PSEdition -ne 'Desktop' -and -not $IsWindows) { chmod +x (Join-Path $folder npx) }
    $folder
}

function Get-ParseError([string] $Code) {
    $errors = $null
    $null = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $errors)
    $errors
}
