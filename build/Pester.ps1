# Runs the Pester tests against one built module by the Pester that is given, and writes the counts for build.ps1. Several processes may share the files:
# each takes the next one that none has taken, which it says in the folder -Claim.
param([string] $Module, [string] $Pester, [string] $Result, [string] $Claim)

# No preference is set here: the tests see what a session begins with.
if (-not (Test-Path -LiteralPath $Module)) { throw "There is no built module at $Module." }
$env:OFOXPS_TEST_MODULE = $Module
Import-Module $Pester -ErrorAction Stop

function Test-Claim([string] $Name) {
    try { [IO.File]::Open((Join-Path $Claim $Name), 'CreateNew').Dispose(); $true } catch [IO.IOException] { $false }
}

$counts = @{ Passed = 0; Failed = 0; Skipped = 0; Names = @() }
# The longest first, so that the processes end at about the same time.
foreach ($file in Get-ChildItem (Join-Path (Split-Path $PSScriptRoot) 'tests/OfoxPS.Tests/*.Tests.ps1') | Sort-Object Length -Descending) {
    if (-not (Test-Claim $file.Name)) { continue }
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $file.FullName
    $configuration.Run.PassThru = $true
    $configuration.Output.CIFormat = 'None'
    $configuration.Output.Verbosity = 'None'
    $run = Invoke-Pester -Configuration $configuration
    $bad = @($run.Failed + $run.FailedBlocks | Where-Object { $_ })
    foreach ($one in $bad + @($run.FailedContainers | Where-Object { $_ })) {
        Write-Output "[-] $($one.ExpandedPath)$($one.Item)"
        $one.ErrorRecord | ForEach-Object { Write-Output "    $(($_ | Out-String).Trim())" }
    }

    Write-Output ('{0,-40} {1,4} passed, {2} failed, {3:0.0} s' -f $file.Name, $run.PassedCount, $run.FailedCount, $run.Duration.TotalSeconds)
    $counts.Passed += $run.PassedCount
    # A file or a block can break where no single test does.
    $counts.Failed += [Math]::Max($run.FailedCount + $run.FailedContainersCount, [int] ($run.Result -ne 'Passed'))
    $counts.Skipped += $run.TotalCount - $run.PassedCount - $run.FailedCount
    $counts.Names += @($bad | ForEach-Object { $_.ExpandedPath }) + @($run.FailedContainers | Where-Object { $_ } | ForEach-Object { "$_" })
}

[IO.File]::WriteAllText($Result, ($counts | ConvertTo-Json))
exit 0
