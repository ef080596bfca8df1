# Runs the Pester tests against one built module and writes the counts for build.ps1.
param([string] $Module, [string] $Result)

# No preference is set here: the tests see what a session begins with.
if (-not (Test-Path -LiteralPath $Module)) { throw "There is no built module at $Module." }
$env:OFOXPS_TEST_MODULE = $Module
$null = New-Item (Split-Path $Result) -ItemType Directory -Force
Remove-Item -LiteralPath $Result -ErrorAction Ignore
Import-Module Pester -MinimumVersion 5.5.0 -ErrorAction Stop

$configuration = New-PesterConfiguration
$configuration.Run.Path = (Join-Path (Split-Path $PSScriptRoot) 'tests/OfoxPS.Tests')
$configuration.Run.PassThru = $true
$configuration.Output.CIFormat = 'None'
$run = Invoke-Pester -Configuration $configuration

if ($run.TotalCount -eq 0) { throw 'Pester found no tests.' }
# A file or a block can break where no single test does.
$failed = [Math]::Max($run.FailedCount + $run.FailedContainersCount, [int] ($run.Result -ne 'Passed'))
$counts = @{
    Passed  = $run.PassedCount
    Failed  = $failed
    Skipped = $run.TotalCount - $run.PassedCount - $run.FailedCount
    Names   = @($run.Failed + $run.FailedBlocks | Where-Object { $_ } | ForEach-Object { $_.ExpandedPath }) + @($run.FailedContainers | Where-Object { $_ } | ForEach-Object { "$_" })
}
[IO.File]::WriteAllText($Result, ($counts | ConvertTo-Json))
exit 0
