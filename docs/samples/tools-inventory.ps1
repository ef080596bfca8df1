<#
.SYNOPSIS
Answers a question about this computer with three read-only commands.
.DESCRIPTION
The model chooses which commands it needs. It can read processes, disks and files of one folder, and nothing else.
.PARAMETER Question
What to find out.
.PARAMETER Path
The folder that the model may look into.
.EXAMPLE
./tools-inventory.ps1 'Which process uses the most memory?' -Verbose

-Verbose shows each call.
#>
#Requires -Modules OfoxPS
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Question,

    [string] $Path = '.'
)

$ErrorActionPreference = 'Stop'
$tools = @(
    New-OfoxTool Get-Process -Parameter Name
    New-OfoxTool Get-PSDrive -Parameter Name -Bind @{ PSProvider = 'FileSystem' } -OutputAs Table
    New-OfoxTool Get-ChildItem -Parameter Filter -Bind @{ Path = $Path; File = $true }
)
Invoke-OfoxChat $Question -System 'Answer from what the tools say, in one paragraph.' -Tool $tools -Raw
