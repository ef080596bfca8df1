<#
.SYNOPSIS
Asks about the log of one service, which the model cannot change.
.DESCRIPTION
The function could read any file. The tool has the path fixed with -Bind, so the model only chooses what to look for.
.PARAMETER Path
The log file.
.PARAMETER Question
What to find out.
.EXAMPLE
./tools-bound.ps1 -Path app.log -Question 'Which errors are there?'
#>
#Requires -Modules OfoxPS
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [string] $Question = 'Which errors does the LogLine tool find?'
)

$ErrorActionPreference = 'Stop'

function Find-LogLine {
    <#
    .SYNOPSIS
    The lines of the log that hold a text.
    .PARAMETER LogPath
    The log.
    .PARAMETER Text
    The text.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)][string] $LogPath,
        [Parameter(Mandatory)][string] $Text
    )

    Select-String -LiteralPath $LogPath -Pattern $Text -SimpleMatch | ForEach-Object Line
}

$log = (Resolve-Path -LiteralPath $Path).ProviderPath
$tool = New-OfoxTool Find-LogLine -Bind @{ LogPath = $log }
Invoke-OfoxChat $Question -Tool $tool -Raw
