<#
.SYNOPSIS
    Summarises text files, made for a scheduled task: it never prompts, it logs, and its exit code says
    what went wrong.

.DESCRIPTION
    Each text file of a folder is sent to a model; the summary is written to the output folder under the
    same name with ".summary.txt" after it. Files that already have a newer summary are left out, so the
    script can run again after a failure and pays for nothing twice.

    Errors are appended to the log, one line each: time, id of the error, file, message. An error that
    stops the run has "-" in the place of the file. What is written to the output ends with the first
    error, for the mail of cron; a log that cannot be written is told on standard error.

    Exit codes:
      0  every file has a summary
      2  key, credits, permission or budget: somebody must act
      3  model, address or another setting: the task is set up wrongly
      4  transient (rate limit, server, network, timeout): run the task again later
      5  input: some files cannot be sent, or the model refused them or was cut off; the log names them
      1  anything else
    When several apply, the one that comes first in this list (2, 3, 4, 5) wins.

    Give the task its key with the environment variable OFOX_API_KEY, or read it from a vault first.

.PARAMETER Path
    The folder with the text files.

.PARAMETER OutPath
    The folder for the summaries. It is made if it does not exist.

.PARAMETER LogPath
    The log file. It is made if it does not exist.

.PARAMETER Filter
    Which files, as a pattern for names.

.PARAMETER Model
    The model to ask; where it is not given, that of OFOX_MODEL, or the default.

.PARAMETER MaximumWaitSeconds
    How many seconds are waited in all for a server that refuses because there are too many requests. Then
    the task gives up; the next run does the rest.

.PARAMETER Fallback
    Models that the gateway tries when the first one cannot answer.

.PARAMETER ThrottleLimit
    How many files are sent at once at most.

.EXAMPLE
    pwsh -NoProfile -NonInteractive -File unattended.ps1 -Path ./tickets -OutPath ./summaries -LogPath ./summaries.log

    What the scheduled task runs.
#>
#Requires -Modules OfoxPS
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [Parameter(Mandatory)]
    [string] $OutPath,

    [Parameter(Mandatory)]
    [string] $LogPath,

    [string] $Filter = '*.txt',

    [string] $Model,

    [string[]] $Fallback = @(),

    [double] $MaximumWaitSeconds = 120,

    [int] $ThrottleLimit = 1
)

$ErrorActionPreference = 'Stop'

$exitCodes = @{
    OfoxMissingApiKey        = 2
    OfoxAuthenticationFailed = 2
    OfoxInsufficientCredits  = 2
    OfoxPermissionDenied     = 2
    OfoxBudgetExceeded       = 2
    OfoxModelNotFound        = 3
    OfoxEndpointNotFound     = 3
    OfoxInsecureEndpoint     = 3
    OfoxInvalidResponse      = 3
    OfoxRateLimited          = 4
    OfoxServerError          = 4
    OfoxConnectionFailed     = 4
    OfoxTimeout              = 4
    OfoxStreamError          = 4
    OfoxStreamTruncated      = 4
    OfoxInvalidRequest       = 5
    OfoxInvalidArgument      = 5
    OfoxFileError            = 5
    OfoxRequestTooLarge      = 5
}

function Add-LogEntry {
    [CmdletBinding()]
    param([string] $File, [string] $Id, [string] $About, [string] $Text)

    $line = '{0:yyyy-MM-ddTHH:mm:ssK}  {1}  {2}  {3}' -f (Get-Date), $Id, $About, ($Text -replace '\s+', ' ')
    try {
        Add-Content -LiteralPath $File -Value $line -Encoding UTF8
    }
    catch {
        Write-Error "The log cannot be written: $($_.Exception.Message) It would have this line: $line" -ErrorAction Continue
        $codes.Add(1)
    }
}

function Get-ErrorId {
    [CmdletBinding()]
    param($ErrorRecord)

    # "OfoxTimeout,OfoxPS.Commands.InvokeOfoxChatCommand": the part before the comma never changes.
    ($ErrorRecord.FullyQualifiedErrorId -split ',')[0]
}

function Add-Failure {
    [CmdletBinding()]
    param($ErrorRecord, [switch] $StopsRun)

    $id = Get-ErrorId -ErrorRecord $ErrorRecord
    $about = if ($StopsRun) { '-' } else { "$($ErrorRecord.TargetObject)" }
    $failures.Add("${id}: $(($ErrorRecord.Exception.Message -split '\r?\n')[0])")
    Add-LogEntry -File $LogPath -Id $id -About $about -Text $ErrorRecord.Exception.Message

    # What is refused before it is sent is a file, or where no other file is tried any more, a setting.
    $codes.Add($(if ($StopsRun -and $id -eq 'OfoxInvalidArgument') { 3 } elseif ($exitCodes.ContainsKey($id)) { $exitCodes[$id] } else { 1 }))
}

$codes = [System.Collections.Generic.List[int]]::new()
$failures = [System.Collections.Generic.List[string]]::new()
$written = 0
try {
    $null = New-Item -ItemType Directory -Path $OutPath -Force
    $files = @(Get-ChildItem -LiteralPath $Path -Filter $Filter -File | Where-Object {
        $summary = Join-Path $OutPath "$($_.Name).summary.txt"
        -not (Test-Path -LiteralPath $summary) -or (Get-Item -LiteralPath $summary).LastWriteTimeUtc -lt $_.LastWriteTimeUtc
    })

    $request = @{
        Prompt             = 'Summarise this text in three sentences.'
        Fallback           = $Fallback
        MaximumRetryCount  = 4
        ThrottleLimit      = $ThrottleLimit
        MaximumWaitSeconds = $MaximumWaitSeconds
        TimeoutSeconds     = 300
        ErrorAction        = 'Continue'
    }
    if ($Model) { $request.Model = $Model }
    $files | Invoke-OfoxChat @request 2>&1 | ForEach-Object {
        # An error of one file is logged when it happens, and the next file goes on.
        if ($_ -is [System.Management.Automation.ErrorRecord]) {
            Add-Failure -ErrorRecord $_
            return
        }

        # A refusal or half a summary is no summary: without a file it is asked for again.
        if ($_.Refusal -or -not $_.Content -or $_.FinishReason -in 'length', 'content_filter') {
            $why = if ($_.Refusal) { "refused: $($_.Refusal)" } else { "ended with '$($_.FinishReason)'" }
            $failures.Add("$($_.InputObject.Name) $why")
            Add-LogEntry -File $LogPath -Id NoSummary -About $_.InputObject.FullName -Text $why
            $codes.Add(5)
            return
        }

        $summary = Join-Path $OutPath "$($_.InputObject.Name).summary.txt"
        Set-Content -LiteralPath $summary -Value $_.Content -Encoding UTF8
        $written++
    }
}
catch {
    # One error that all files would meet, or one of the file system.
    Add-Failure -ErrorRecord $_ -StopsRun
}

$errors = $failures.Count
$first = if ($errors -eq 1) { ": $($failures[0])" } elseif ($errors) { "; the first: $($failures[0])" } else { '.' }
Write-Output "$written summar$(if ($written -eq 1) { 'y' } else { 'ies' }) written, $errors error$(if ($errors -ne 1) { 's' })$first"
if ($codes.Count -eq 0) { exit 0 }
$known = @($codes | Where-Object { $_ -gt 1 } | Sort-Object)
if ($known.Count -gt 0) { exit $known[0] }
exit 1
