<#
.SYNOPSIS
    Asks a question about this machine, and lets the model look at disks and processes.

.DESCRIPTION
    Shows how function calling works with Invoke-OfoxChat: the model asks for calls, this script decides
    what runs, and the results go back until the model answers. Only the functions of the table below can
    run, they only read, and their arguments are checked.

    The exit code is 0 on success, 1 when a request fails, and 2 when the model still asks for calls after
    the last round.

.PARAMETER Question
    What to ask.

.PARAMETER Model
    The model to ask; where it is not given, that of Set-OfoxConfiguration or OFOX_MODEL. It must be able to call functions.

.PARAMETER MaximumRounds
    How many times results are sent back, at most. Each round is a paid request.

.EXAMPLE
    ./ask-with-tools-by-hand.ps1 'Is any disk nearly full?'

    The model calls get_disks and answers.

.EXAMPLE
    ./ask-with-tools-by-hand.ps1 'Which process needs the most memory?' -Verbose

    -Verbose shows each call.
#>
#Requires -Modules OfoxPS
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)]
    [string] $Question,

    [string] $Model = (Get-OfoxConfiguration).Model,

    [ValidateRange(1, 20)]
    [int] $MaximumRounds = 5
)

# What the model is told, and below what really runs. The names are the link between the two.
$tools = @(
    @{
        name        = 'get_disks'
        description = 'The disks of this machine with used and free space in gibibytes'
        parameters  = @{ type = 'object'; properties = @{} }
    }
    @{
        name        = 'get_processes'
        description = 'The processes that use the most memory'
        parameters  = @{
            type       = 'object'
            properties = @{ count = @{ type = 'integer'; description = 'How many, from 1 to 50' } }
            required   = @('count')
        }
    }
)
$implementations = @{
    get_disks     = {
        Get-PSDrive -PSProvider FileSystem | Where-Object { $null -ne $_.Used } |
            Select-Object Name, Root,
                @{ Name = 'UsedGiB'; Expression = { [Math]::Round($_.Used / 1GB, 1) } },
                @{ Name = 'FreeGiB'; Expression = { [Math]::Round($_.Free / 1GB, 1) } }
    }
    get_processes = {
        param($Arguments)
        # The arguments come from outside: a number within bounds, or nothing.
        $count = $Arguments['count'] -as [int]
        if ($count -lt 1 -or $count -gt 50) { throw 'count must be from 1 to 50.' }
        Get-Process | Sort-Object WorkingSet64 -Descending |
            Select-Object -First $count Name, Id, @{ Name = 'MemoryMiB'; Expression = { [Math]::Round($_.WorkingSet64 / 1MB) } }
    }
}

function Invoke-RequestedCall {
    [CmdletBinding()]
    [OutputType([string])]
    param($Call)

    try {
        if (-not $implementations.ContainsKey($Call.Name)) { throw "There is no function '$($Call.Name)'." }
        if ($null -eq $Call.Arguments) { throw 'The arguments are no valid JSON object.' }
        $result = & $implementations[$Call.Name] $Call.Arguments
        return ConvertTo-Json @($result) -Compress
    }
    catch {
        # The model is told, and can do better in the next round.
        return "Error: $($_.Exception.Message)"
    }
}

try {
    $answer = Invoke-OfoxChat $Question -Model $Model -Tool $tools
    for ($round = 1; $answer.ToolCalls.Count -gt 0; $round++) {
        if ($round -gt $MaximumRounds) {
            Write-Error "The model still asks for calls after $MaximumRounds rounds."
            exit 2
        }

        # Every call must be answered before the conversation can go on.
        $results = foreach ($call in $answer.ToolCalls) {
            Write-Verbose "Round ${round}: $call"
            New-OfoxMessage -Role tool -ToolCallId $call.Id (Invoke-RequestedCall -Call $call)
        }

        # With input from the pipeline, an error is caught below only with -ErrorAction Stop.
        $answer = $results | Invoke-OfoxChat -Message $answer -Model $Model -Tool $tools -ErrorAction Stop
    }
}
catch [OfoxPS.OfoxException] {
    Write-Error -ErrorRecord $_
    exit 1
}

Write-Output $answer.Content
exit 0
