<#
.SYNOPSIS
Lets a model suggest files to delete, and asks before each one.
.DESCRIPTION
The function supports ShouldProcess, so a person is asked before each call, and nothing is deleted where nobody can
answer. With -Rehearse the calls are only simulated.
.PARAMETER Path
The folder.
.PARAMETER Rehearse
Simulates.
.EXAMPLE
./tools-confirm.ps1 -Path ./logs -Rehearse
#>
#Requires -Modules OfoxPS
[CmdletBinding()]
param(
    [string] $Path = '.',

    [switch] $Rehearse
)

$ErrorActionPreference = 'Stop'
$folder = (Resolve-Path -LiteralPath $Path).ProviderPath

function Remove-OldFile {
    <#
    .SYNOPSIS
    Deletes one file of the folder.
    .PARAMETER Name
    The name of the file, without a path.
    #>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    [OutputType([string])]
    param([Parameter(Mandatory)][ValidatePattern('^[^/\\]+$')][string] $Name)

    $file = Join-Path $folder $Name
    if ($PSCmdlet.ShouldProcess($file)) {
        Remove-Item -LiteralPath $file
        "deleted $Name"
    }
}

$tool = if ($Rehearse) { New-OfoxTool Remove-OldFile -WhatIf } else { New-OfoxTool Remove-OldFile }
$files = Get-ChildItem -LiteralPath $folder -File | Select-Object Name, Length, LastWriteTime
$answer = Invoke-OfoxChat 'Delete the files that look temporary, with Remove-OldFile.' -InputObject @($files) -Tool $tool
$answer.ToolInvocations | Select-Object Tool, Result, Error
