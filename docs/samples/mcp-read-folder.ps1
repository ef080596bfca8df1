<#
.SYNOPSIS
Answers a question about the files of a folder through an MCP server.
.DESCRIPTION
The model may list and read the files, with the tools of the MCP server for files of npm. Tools that change files are not offered.
The server ends with the script. Needs Node.js, and PowerShell 7.4 or later.
.PARAMETER Path
The folder.
.PARAMETER Question
What to find out.
.EXAMPLE
./mcp-read-folder.ps1 ./docs 'Which of these pages say nothing about errors?'
#>
#Requires -Version 7.4
#Requires -Modules OfoxPS
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [Parameter(Mandatory)]
    [string] $Question
)

# Without its server nothing is asked.
$ErrorActionPreference = 'Stop'
$files = Connect-OfoxMcpServer npx '-y', '@modelcontextprotocol/server-filesystem', (Convert-Path $Path) -Name files `
    -IncludeTool read_*, list_*, search_*, get_*, directory_* -TimeoutSeconds 120
try {
    ofox $Question -Tool $files -System "Use the tools to look at the files. The folder is $(Convert-Path $Path)." -MaxToolRound 30
} finally {
    Disconnect-OfoxMcpServer $files
}
