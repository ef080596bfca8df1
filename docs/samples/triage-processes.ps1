<#
.SYNOPSIS
    Asks a model which processes deserve a look, and shows them by risk.

.DESCRIPTION
    Sends name, processor time and memory of the processes that use the most memory, all in one request, and
    returns one object for each process that the model finds worth a look: Name, Risk (1 to 5) and Reason.
    Nothing is stopped or changed.

.PARAMETER First
    How many processes are looked at.

.PARAMETER MinimumRisk
    Objects of less risk are left out.

.PARAMETER Model
    The model to ask; where it is not given, that of Set-OfoxConfiguration or OFOX_MODEL.

.EXAMPLE
    ./triage-processes.ps1 -First 20 -MinimumRisk 3 | Format-Table

    Looks at 20 processes and shows those of some risk.
#>
#Requires -Modules OfoxPS
[CmdletBinding()]
param(
    [ValidateRange(1, 500)]
    [int] $First = 30,

    [ValidateRange(1, 5)]
    [int] $MinimumRisk = 1,

    [string] $Model = (Get-OfoxConfiguration).Model
)

class Finding {
    [string] $Name
    [ValidateRange(1, 5)] [int] $Risk
    [string] $Reason
}

$ask = @{
    Prompt        = 'Which of these processes deserve a look by an administrator, and why?'
    As            = [Finding[]]
    Together      = $true
    InputProperty = 'Name', 'Id', 'CPU', 'WorkingSet64'
    InputAs       = 'Table'
    Model         = $Model
    ErrorAction   = 'Stop'
}
Get-Process | Sort-Object WorkingSet64 -Descending | Select-Object -First $First | Invoke-OfoxChat @ask |
    Where-Object Risk -GE $MinimumRisk | Sort-Object Risk -Descending
