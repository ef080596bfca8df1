<#
.SYNOPSIS
    Works on one part of a file of rows: the script that every machine runs.

.DESCRIPTION
    Each machine gets the same CSV file and a part of it (-Shard 3/8). The answers are kept in a checkpoint of
    this part, beside -Checkpoint: run.jsonl becomes run.3of8.jsonl. When a machine is stopped, the same
    command goes on where it was.

    In a job array of Slurm -Shard is not needed: it is the part of the task. Merge-Shard.ps1 makes one
    result of all parts.

    The exit code is the number of failed rows, at most 101; 0 when all were answered.

.PARAMETER Path
    The CSV file. Each row is one request.

.PARAMETER Prompt
    What to ask about each row.

.PARAMETER Checkpoint
    Where the answers are kept.

.PARAMETER Shard
    The part of this machine, as 3/8.

.PARAMETER ThrottleLimit
    The most requests at once from this machine.

.PARAMETER MaximumRequestsPerMinute
    The most requests a minute from this machine: the limit of the key, divided by the number of machines.

.EXAMPLE
    ./Invoke-Shard.ps1 rows.csv 'Which language is this? One word.' -Checkpoint run.jsonl -Shard 1/2

    The first half of the rows.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Path,
    [Parameter(Mandatory, Position = 1)] [string] $Prompt,
    [Parameter(Mandatory)] [string] $Checkpoint,
    [string] $Shard,
    [int] $ThrottleLimit = 16,
    [int] $MaximumRequestsPerMinute
)

$with = @{ Prompt = $Prompt; Checkpoint = $Checkpoint; ThrottleLimit = $ThrottleLimit; ReportVariable = 'report' }
if ($Shard) { $with.Shard = $Shard }
if ($MaximumRequestsPerMinute) { $with.MaximumRequestsPerMinute = $MaximumRequestsPerMinute }

# The answers are in the checkpoint; nothing has to travel back.
Import-Csv -LiteralPath $Path | Invoke-OfoxChat @with | Out-Null
Write-Output $report
exit [Math]::Min($report.Failed, 101)
