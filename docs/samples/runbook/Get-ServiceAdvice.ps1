<#
.SYNOPSIS
Asks a model what to do about the errors in a log, and returns one decision.

.DESCRIPTION
A runbook for a scheduled task. The model answers in JSON; what it may answer is checked here. When the gateway cannot be reached or
answers nonsense, the decision is to call a person: a runbook must end with something that the next step can use.

.PARAMETER Service
The name of the service that the log is about.

.PARAMETER LogLine
The lines of the log.

.PARAMETER Model
The model to ask.

.EXAMPLE
./Get-ServiceAdvice.ps1 -Service web -LogLine (Get-Content web.log -Tail 20)
#>
param(
    [Parameter(Mandatory)] [string] $Service,
    [Parameter(Mandatory)] [string[]] $LogLine,
    [string] $Model = (Get-OfoxConfiguration).Model
)

$question = "The service '$Service' reports errors. Answer with JSON: action is restart, wait or escalate; reason is one sentence."
$call = @{ Model = $Model; Temperature = 0; ResponseFormat = 'json_object'; Together = $true }
try {
    $answer = $LogLine | Invoke-OfoxChat $question @call -ErrorAction Stop
    $advice = $answer.Content | ConvertFrom-Json -ErrorAction Stop
    if ('restart', 'wait', 'escalate' -notcontains $advice.action) { throw "The model said '$($advice.action)'." }
    [pscustomobject] @{ Service = $Service; Action = $advice.action; Reason = $advice.reason; Attempts = $answer.Attempts }
} catch {
    [pscustomobject] @{ Service = $Service; Action = 'escalate'; Reason = "No advice: $_"; Attempts = 0 }
}
