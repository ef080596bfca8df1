<#
.SYNOPSIS
    Works on a file of rows with several machines over PowerShell remoting.

.DESCRIPTION
    Copies the rows and Invoke-Shard.ps1 into a folder of each machine, runs one part on each of them, and brings
    their checkpoints here. The machines need the module and a key in OFOX_API_KEY.

    The checkpoint of each machine is the truth, not what comes back: a lost session loses nothing. Run the same
    command again with new sessions, in the same order, and each machine goes on where it was.

.PARAMETER Path
    The CSV file. Each row is one request.

.PARAMETER Prompt
    What to ask about each row.

.PARAMETER Session
    The machines: New-PSSession -HostName (SSH) or -ComputerName (WinRM).

.PARAMETER Folder
    A folder on each machine. It is made if it does not exist.

.PARAMETER Checkpoint
    The name of the checkpoints: run.jsonl becomes run.1of3.jsonl, and so on.

.EXAMPLE
    ./Invoke-Machine.ps1 rows.csv 'Which language is this? One word.' -Session (New-PSSession -HostName node1, node2, node3) -Folder /srv/ofox

    A third of the rows on each of three machines.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Path,
    [Parameter(Mandatory, Position = 1)] [string] $Prompt,
    [Parameter(Mandatory)] [System.Management.Automation.Runspaces.PSSession[]] $Session,
    [Parameter(Mandatory)] [string] $Folder,
    [string] $Checkpoint = 'run.jsonl'
)

$rows = Split-Path $Path -Leaf
$number = 0
$jobs = foreach ($machine in $Session) {
    $part = "$((++$number))/$($Session.Count)"
    Invoke-Command -Session $machine { $null = New-Item $using:Folder -ItemType Directory -Force }
    Copy-Item $Path, "$PSScriptRoot/Invoke-Shard.ps1" -Destination $Folder -ToSession $machine -Force
    Invoke-Command -Session $machine -AsJob -JobName "part $part" {
        Set-Location $using:Folder
        ./Invoke-Shard.ps1 $using:rows $using:Prompt -Checkpoint $using:Checkpoint -Shard $using:part
    }
}

$jobs | Receive-Job -Wait -AutoRemoveJob
$kept = Join-Path $Folder ([IO.Path]::ChangeExtension($Checkpoint, '*of*' + [IO.Path]::GetExtension($Checkpoint)))
foreach ($machine in $Session | Where-Object State -EQ 'Opened') { Copy-Item $kept -Destination . -FromSession $machine -Force }
