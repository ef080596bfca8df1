<#
.SYNOPSIS
    Asks about each row of a CSV file, on one machine or several, and makes one table of rows and answers.

.DESCRIPTION
    With -Shard the script works on one part of the rows and keeps the answers in a checkpoint of that part:
    run.jsonl becomes run.2of3.jsonl. Whatever ends it (Ctrl+C, a kill, a power cut), the same command goes on
    where it was. Each machine gets the same file of rows.

    Without -Shard it reads the checkpoints of all parts and writes the table: each row with its answer in
    columns of their own, in the order of the rows. What no part has answered is asked now, so the table is
    whole even where a machine never came back.

    The exit code is the number of rows without an answer, at most 101.

.PARAMETER Path
    The CSV file. It has a column Text.

.PARAMETER Checkpoint
    Where answers are kept; a part adds its number.

.PARAMETER Shard
    The part of this machine, as 2/3.

.PARAMETER OutPath
    The table, where all parts come together.

.PARAMETER ThrottleLimit
    The most requests at once.

.EXAMPLE
    ./Invoke-Rows.ps1 rows.csv run.jsonl -Shard 2/3

    What the second of three machines runs.

.EXAMPLE
    ./Invoke-Rows.ps1 rows.csv run.jsonl -OutPath table.csv

    One table of run.1of3.jsonl, run.2of3.jsonl and run.3of3.jsonl.
#>
#Requires -Modules OfoxPS
[CmdletBinding(DefaultParameterSetName = 'Part')]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Path,
    [Parameter(Mandatory, Position = 1)] [string] $Checkpoint,
    [Parameter(Mandatory, ParameterSetName = 'Part')] [string] $Shard,
    [Parameter(Mandatory, ParameterSetName = 'Whole')] [string] $OutPath,
    [int] $ThrottleLimit = 16
)

$ask = @{
    Prompt         = { "Which mood has this text, and how strong is it from 1 to 5?`n$($_.Text)" }
    As             = [ordered]@{ mood = [string]; strength = [int] }
    Property       = '*'
    ThrottleLimit  = $ThrottleLimit
    ReportVariable = 'report'
}

if ($Shard) {
    # The answers are in the checkpoint; nothing has to travel back.
    Import-Csv -LiteralPath $Path | Invoke-OfoxChat @ask -Checkpoint $Checkpoint -Shard $Shard | Out-Null
}
else {
    $all = [System.IO.Path]::ChangeExtension($Checkpoint, '*' + [System.IO.Path]::GetExtension($Checkpoint))
    Import-Csv -LiteralPath $Path | Invoke-OfoxChat @ask -Checkpoint $all | Export-Csv -LiteralPath $OutPath -NoTypeInformation -Encoding utf8
}

Write-Output "$report"
exit [Math]::Min($report.Failed + $report.Interrupted, 101)
