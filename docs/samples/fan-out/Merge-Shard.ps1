<#
.SYNOPSIS
    Makes one table of the rows and the answers of all machines.

.DESCRIPTION
    Asks the same question about the same rows, with the checkpoints of all machines (run.*.jsonl): each answer is
    found by what was asked, and stands beside its row. Nothing is sent for rows that have an answer, so this needs
    neither a network nor a key where all parts are done. Rows without an answer are asked from here, and kept in
    run.rest.jsonl.

.PARAMETER Path
    The CSV file that every machine had.

.PARAMETER Prompt
    The question that every machine had.

.PARAMETER Checkpoint
    The checkpoints, with wildcards.

.EXAMPLE
    ./Merge-Shard.ps1 rows.csv 'Which language is this? One word.' -Checkpoint 'run.*.jsonl' | Export-Csv answers.csv -NoTypeInformation

    The rows in their order, each with its answer in the column Answer.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Path,
    [Parameter(Mandatory, Position = 1)] [string] $Prompt,
    [Parameter(Mandatory)] [string] $Checkpoint
)

Import-Csv -LiteralPath $Path | Invoke-OfoxChat $Prompt -Checkpoint $Checkpoint -Property Answer |
    ForEach-Object {
        $_.Answer = $_.Answer.Content
        $_
    }
