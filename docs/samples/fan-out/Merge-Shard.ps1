<#
.SYNOPSIS
    Makes one table of the checkpoints of all machines, without a network.

.PARAMETER Checkpoint
    The checkpoints; wildcards are allowed.

.EXAMPLE
    ./Merge-Shard.ps1 'run.*.jsonl' | Export-Csv answers.csv -NoTypeInformation

    The answers of all parts, in the order of the rows, each once.
#>
[CmdletBinding()]
param([Parameter(Mandatory, Position = 0)] [string[]] $Checkpoint)

$failed = @(Import-OfoxCheckpoint $Checkpoint -Failed)
if ($failed.Count -gt 0) { Write-Warning "$($failed.Count) rows have no answer yet: run their parts again." }
Import-OfoxCheckpoint $Checkpoint | Select-Object Content, Model, FinishReason
