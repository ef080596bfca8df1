<#
.SYNOPSIS
    Writes a commit message for the staged changes of a git repository.

.DESCRIPTION
    Sends the staged diff to a model and prints the message that it suggests. With -Commit, the changes are
    committed with this message. The diff leaves your machine: do not use this for code that must not.

    The exit code is 0 on success, 1 when nothing is staged or git fails, and 2 when the request fails.

.PARAMETER Model
    The model to ask; where it is not given, that of Set-OfoxConfiguration or OFOX_MODEL.

.PARAMETER Commit
    Commits the staged changes with the message. -WhatIf shows the message only; -Confirm asks first.

.EXAMPLE
    git add .
    ./commit-message.ps1

    Prints a message.

.EXAMPLE
    ./commit-message.ps1 -Commit -Confirm

    Shows the message, asks, and commits.
#>
#Requires -Modules OfoxPS
[CmdletBinding(SupportsShouldProcess)]
param(
    [string] $Model = (Get-OfoxConfiguration).Model,

    [switch] $Commit
)

$diff = @(git diff --staged)
if ($LASTEXITCODE -ne 0) {
    Write-Error 'git diff failed. Run this inside a git repository.'
    exit 1
}

if ($diff.Count -eq 0) {
    Write-Error 'Nothing is staged. Run git add first.'
    exit 1
}

$manner = 'You write git commit messages. Answer with the message alone: a subject of at most 72 characters ' +
    'in the imperative, then, only if it helps, an empty line and a short body.'
try {
    # Asking is not what -WhatIf holds back here, the commit is. With input from the pipeline, an error ends nothing
    # unless -ErrorAction Stop says so.
    $request = @{
        Prompt      = 'Write a commit message for this diff.'
        System      = $manner
        Model       = $Model
        Temperature = 0.2
        ErrorAction = 'Stop'
        WhatIf      = $false
        Confirm     = $false
    }
    # The text itself, for git. A message that was cut or refused is an error.
    $message = "$($diff | Invoke-OfoxChat @request -Together -Raw)".Trim()
}
catch [OfoxPS.OfoxException] {
    Write-Error -ErrorRecord $_
    exit 2
}

if (-not $message) {
    Write-Error 'The model gave no message.'
    exit 2
}

Write-Output $message
if ($Commit -and $PSCmdlet.ShouldProcess('staged changes', 'git commit')) {
    $message | git commit --quiet --file=-
    if ($LASTEXITCODE -ne 0) { exit 1 }
}

exit 0
