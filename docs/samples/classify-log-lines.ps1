<#
.SYNOPSIS
    Classifies the last lines of a log: kind, severity and reason, as a CSV file.

.DESCRIPTION
    Each line is a request of its own, and gives one row with the columns Line, Kind, Severity and Reason.
    The form of the answer is a PowerShell class, so a row holds one of the allowed words and a number from
    1 to 5, or the line is reported as an error and left out.

    The exit code is 0 when every line has a row, 1 when some have none, and 3 when no request can succeed.

.PARAMETER Path
    The log file.

.PARAMETER OutFile
    The CSV file. An existing file is replaced.

.PARAMETER Last
    How many lines, from the end. Each one is paid.

.PARAMETER Model
    The model to ask; where it is not given, that of Set-OfoxConfiguration or OFOX_MODEL.

.EXAMPLE
    ./classify-log-lines.ps1 -Path app.log -Last 20

    Classifies the last 20 lines of app.log.
#>
#Requires -Modules OfoxPS
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)]
    [string] $Path,

    [Parameter(Position = 1)]
    [string] $OutFile = 'classified.csv',

    [ValidateRange(1, 10000)]
    [int] $Last = 50,

    [string] $Model = (Get-OfoxConfiguration).Model
)

class LogVerdict {
    [ValidateSet('normal', 'network', 'storage', 'security', 'other')] [string] $Kind
    [ValidateRange(1, 5)] [int] $Severity
    [string] $Reason
}

$lines = @(Get-Content -LiteralPath $Path -Tail $Last -ErrorAction Stop | Where-Object { $_.Trim() })
$failures = @()
try {
    $rows = @($lines |
        Invoke-OfoxChat 'Classify this line of a log. Severity 5 needs somebody at once.' -Model $Model -As ([LogVerdict]) -PassThru -ThrottleLimit 4 -ErrorAction SilentlyContinue -ErrorVariable failures |
        ForEach-Object {
            [pscustomobject]@{ Line = $_.InputObject; Kind = $_.Output.Kind; Severity = $_.Output.Severity; Reason = $_.Output.Reason }
        })
}
catch [OfoxPS.OfoxException] {
    # What every line would meet: no key, no credits, an unknown model.
    Write-Error -ErrorRecord $_
    exit 3
}

$rows | Export-Csv -LiteralPath $OutFile -NoTypeInformation -Encoding UTF8
foreach ($failure in $failures) {
    Write-Warning "$($failure.TargetObject): $($failure.Exception.Message)"
}

Write-Output "$($rows.Count) of $($lines.Count) lines classified in $OutFile."
if ($rows.Count -lt $lines.Count) { exit 1 }
exit 0
