# The suites of build.ps1 Test and Pester. Each suite is a program that writes a report; as many run at once as there are processors.

$total = @{ Passed = 0; Failed = 0; Skipped = 0; Findings = 0; Names = @() }
$notRun = New-Object System.Collections.Generic.List[string]

# A suite: its name, the command line, the report that it writes (.trx or .json), and variables of the environment for it alone. It is ended
# when it has not ended by itself in Limit minutes (the longest takes about four on two processors). Tries: how often it is run at most, where it
# has failed or ends without a whole report. Close: what is called after each try.
function New-Suite([string] $Name, [string[]] $Command, [string] $Report, [hashtable] $Environment = @{}) {
    [pscustomobject] @{
        Name = $Name; Command = $Command; Report = $Report; Environment = $Environment; Process = $null; Clock = $null; Limit = 20; Tries = 1; Close = { }
    }
}

# A program of xunit: started by the command before it (dotnet, mono, wine), if there is one.
function New-XunitSuite([string] $Name, [string[]] $Command, [hashtable] $Environment = @{}) {
    $report = "$results/$Name.trx"
    New-Suite $Name ($Command + '-noColor', '-noLogo', '-longRunning', '60', '-result-trx', $report) $report $Environment
}

# Everything that can be run here, the longest first. What cannot is named in $notRun.
function Get-Suite {
    Get-EngineSuite
    Get-PesterSuite "$module/OfoxPS.psd1"
    Get-FrameworkSuite
    Get-RuntimeSuite
    Get-WineSuite
}

# The tests of Core, and those of the cmdlets in process.
function Get-EngineSuite {
    foreach ($project in 'EngineTests', 'UnitTests') {
        $folder = "$root/tests/OfoxPS.$project"
        if ($Coverage) {
            # The assemblies name their sources from /_/ on; this says to coverlet which folder that is.
            [IO.File]::WriteAllText("$folder/bin/$Configuration/net10.0/CoverletSourceRootsMapping_OfoxPS.$project",
                "$root/src/OfoxPS/OfoxPS.csproj|$root$([IO.Path]::DirectorySeparatorChar)=/_/")
            # The engine tests load the assembled module, which is no part of their own folder.
            New-Suite $project (@('dotnet', 'test', $folder, '-c', $Configuration, '--no-build', '-nologo', '--logger', "trx;LogFileName=$project.trx",
                '--results-directory', "$results/coverage/$project", '--collect', 'XPlat Code Coverage', '--',
                'DataCollectionRunSettings.DataCollectors.DataCollector.Configuration.Include=[OfoxPS]*',
                "DataCollectionRunSettings.DataCollectors.DataCollector.Configuration.IncludeDirectory=$module/bin/net8.0")) "$results/coverage/$project/$project.trx"
        } else {
            New-XunitSuite $project 'dotnet', "$folder/bin/$Configuration/net10.0/OfoxPS.$project.dll"
        }
    }
}

# Core as Windows PowerShell loads it: in Windows by .NET Framework, elsewhere by Mono.
function Get-FrameworkSuite {
    $program = "$root/tests/OfoxPS.FrameworkTests/bin/$Configuration/net472/OfoxPS.FrameworkTests.exe"
    $mono = Get-Command mono -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if ($env:OS -eq 'Windows_NT') { return New-XunitSuite FrameworkTests $program }
    if (-not $mono) {
        $notRun.Add('the tests of the build for Windows PowerShell: there is no Mono (Debian: mono-devel)')
    } elseif (-not (Test-Path "$(Split-Path (Split-Path $mono.Source))/lib/mono/4.5/Facades/netstandard.dll")) {
        $notRun.Add('the tests of the build for Windows PowerShell: Mono has no netstandard.dll (Debian: mono-devel brings it)')
    } else { New-XunitSuite FrameworkTests 'mono', $program }
}

# Builds a test project with the runtime that it runs on, for another system or version; gives its folder.
function Export-TestProgram([string] $Project, [string] $Runtime, [string] $Framework) {
    $output = "$root/.tools/$Framework-$Runtime"
    Write-Host "Building $Project for $Framework on $Runtime."
    Invoke-DotNet build, "$root/tests/OfoxPS.$Project", '-c', $Configuration, '-r', $Runtime, '--self-contained', "-p:TestFramework=$Framework",
        '--artifacts-path', $output, '-v', 'quiet', '-nologo', '-tl:off', '-clp:ErrorsOnly;NoSummary' | Write-Host
    "$output/bin/OfoxPS.$Project/$("${Configuration}_$Runtime".ToLowerInvariant())"
}

# Core on the runtime of PowerShell 7.4, with the System.Text.Json of that runtime.
function Get-RuntimeSuite {
    if (-not $IsLinux -or [Runtime.InteropServices.RuntimeInformation]::OSArchitecture -ne 'X64') {
        $notRun.Add('the unit tests on .NET 8: they are built for Linux on x64')
    } else { New-XunitSuite UnitTests-net8.0 "$(Export-TestProgram UnitTests linux-x64 net8.0)/OfoxPS.UnitTests" }
}

# The Windows build, run by Wine. Left out are tests that take minutes and are the same in every system (mutated bodies, memory), and the faults of
# ReliabilityTests, at which Wine's server hangs.
function Get-WineSuite {
    if ($env:OS -eq 'Windows_NT') { return }
    $wine = @(Get-Command wine64, wine, /usr/lib/wine/wine64 -CommandType Application -ErrorAction Ignore)[0].Source
    $server = @(Get-Command /usr/lib/wine/wineserver64, wineserver -CommandType Application -ErrorAction Ignore)[0].Source
    if (-not $wine -or -not $server) {
        $notRun.Add('the tests of the Windows build: there is no Wine (Debian: wine64)')
        return
    }

    $notRun.Add('under Wine: the tests of mutated bodies and of memory, which are the same in every system, and ReliabilityTests, at which Wine hangs')
    $options = @{
        EngineTests = '-class-', '*.MemoryTests'
        UnitTests   = '-namespace-', 'OfoxPS.UnitTests.Fuzz', '-class-', '*.ReliabilityTests', '-class-', '*.MemoryTests', '-method-', '*.The_packets_make_no_difference'
    }
    foreach ($project in 'EngineTests', 'UnitTests') {
        $folder = Export-TestProgram $project win-x64 net10.0

        # Each has a Windows of its own, so that what ends the one does not end the other.
        $prefix = "$root/.tools/wine-$project"
        $suite = New-XunitSuite "$project-Windows" (@($wine, "$folder/OfoxPS.$project.exe") + $options[$project]) @{
            WINEPREFIX                   = $prefix
            WINEDEBUG                    = '-all'
            DOTNET_EnableWriteXorExecute = '0'
            PSExecutionPolicyPreference  = 'Bypass'
            PSModulePath                 = "Z:$folder/runtimes/win/lib/net10.0/Modules".Replace('/', '\')
        }

        # Wine's server can break off by itself (an assertion about its own objects), and every program hangs then. It is slow as well: what depends
        # on a limit of seconds may fail once. A fault of ours fails both times.
        $suite.Limit = 20
        $suite.Tries = 2
        $suite.Close = { $env:WINEPREFIX = $prefix; & $server -k; $env:WINEPREFIX = $null }.GetNewClosure()
        $suite
    }
}

# Two processes share the files of Pester: most tests wait for a process or a server of their own.
function Get-PesterSuite([string] $TestedModule) {
    $claims = "$results/pester"
    Remove-Item $claims -Recurse -Force -ErrorAction Ignore
    $null = New-Item $claims -ItemType Directory -Force
    $pester = if ($env:OFOXPS_PESTER) { $env:OFOXPS_PESTER } else { "$root/tests/OfoxPS.Tests/bin/Pester/Pester.psd1" }
    foreach ($number in 1, 2) {
        $report = "$results/Pester$number.json"
        New-Suite "Pester$number" ($shell + "$root/build/Pester.ps1", $TestedModule, $pester, $report, $claims) $report
    }
}

# Runs the suites, as many at once as there are processors, and adds their reports to the sum.
function Invoke-Suite([object[]] $Suite) {
    $null = New-Item $results -ItemType Directory -Force
    $waiting = New-Object System.Collections.Generic.Queue[object] (, $Suite)
    $running = @()
    while ($waiting.Count -or $running) {
        while ($waiting.Count -and $running.Count -lt [Environment]::ProcessorCount) { $running += Start-Suite $waiting.Dequeue() }
        Start-Sleep -Milliseconds 100
        $ended = @($running | Where-Object { $_.Process.HasExited -or $_.Clock.Elapsed.TotalMinutes -gt $_.Limit })
        $running = @($running | Where-Object { $ended -notcontains $_ })
        $ended | Where-Object { -not (Complete-Suite $_) } | ForEach-Object { $waiting.Enqueue($_) }
    }
}

function Start-Suite($Suite) {
    Write-Host "Running $($Suite.Name)."
    $program, $arguments = $Suite.Command
    $before = @{}
    foreach ($name in $Suite.Environment.Keys) {
        $before[$name] = [Environment]::GetEnvironmentVariable($name)
        [Environment]::SetEnvironmentVariable($name, $Suite.Environment[$name])
    }

    try {
        $Suite.Process = Start-Process $program ($arguments | ForEach-Object { "`"$_`"" }) -PassThru -NoNewWindow `
            -RedirectStandardOutput "$results/$($Suite.Name).log" -RedirectStandardError "$results/$($Suite.Name).err"
    } finally { foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) } }

    # Whose handle was not asked for before it ended has no exit code in Windows PowerShell.
    $null = $Suite.Process.Handle
    $Suite.Clock = [Diagnostics.Stopwatch]::StartNew()
    $Suite
}

# Shows what a suite wrote, and adds its counts. Whatever ended without a whole report has failed, or gives false where it may be tried again.
function Complete-Suite($Suite) {
    $time = [Math]::Round($Suite.Clock.Elapsed.TotalSeconds)
    $name = $Suite.Name
    $isLate = -not $Suite.Process.HasExited
    if ($isLate) { Stop-Process $Suite.Process.Id -Force } else { $Suite.Process.WaitForExit() }
    & $Suite.Close
    Get-Content "$results/$name.log", "$results/$name.err" -ErrorAction Ignore | Where-Object { $_ -notlike 'wine: *' } | ForEach-Object { Write-Host $_ }
    $counts = @{ Passed = 0; Failed = 0; Skipped = 0; Names = @() }

    # A program that broke off may have written a part of its report.
    if (Test-Path $Suite.Report) { try { $counts = Read-Report $Suite.Report } catch { Remove-Item $Suite.Report } }
    $problem = if ($isLate) { "it did not end in $($Suite.Limit) minutes" } elseif ($counts.Passed + $counts.Failed -eq 0) { 'it wrote no whole report' }
    elseif ($Suite.Process.ExitCode -and -not $counts.Failed) { "it broke off with exit code $($Suite.Process.ExitCode)" }
    if (($problem -or $counts.Failed) -and --$Suite.Tries) {
        $counts.Names | ForEach-Object { Write-Host "${name}: failed once: $_" }
        Write-Host "${name}: $(if ($problem) { $problem } else { "$($counts.Failed) failed" }), and is run once more."
        Remove-Item $Suite.Report -ErrorAction Ignore
        return $false
    }

    if ($problem) {
        $counts.Failed = [Math]::Max($counts.Failed, 1)
        $counts.Names += "${name}: $problem"
    }

    Write-Host "${name}: $($counts.Passed) passed, $($counts.Failed) failed, $($counts.Skipped) skipped, $time s"
    foreach ($key in 'Passed', 'Failed', 'Skipped', 'Names') { $total[$key] += $counts[$key] }
    $true
}

function Read-Report([string] $Path) {
    if ($Path -like '*.json') {
        $report = [IO.File]::ReadAllText($Path) | ConvertFrom-Json
        return @{ Passed = $report.Passed; Failed = $report.Failed; Skipped = $report.Skipped; Names = @($report.Names) }
    }

    $run = ([xml] [IO.File]::ReadAllText($Path)).TestRun
    $counters = $run.ResultSummary.Counters
    $failed = @($run.Results.UnitTestResult | Where-Object { $_.outcome -eq 'Failed' } | ForEach-Object { $_.testName })
    $skipped = [int] $counters.total - [int] $counters.executed
    @{ Passed = [int] $counters.passed; Failed = [Math]::Max($failed.Count, [int] $counters.executed - [int] $counters.passed); Skipped = $skipped; Names = $failed }
}

function Invoke-Analyzer {
    if (-not (Get-Module PSScriptAnalyzer -ListAvailable)) {
        $notRun.Add('PSScriptAnalyzer: the module is not installed (Install-PSResource PSScriptAnalyzer)')
        return
    }

    Import-Module PSScriptAnalyzer -Verbose:$false
    $scripts = Get-ChildItem $root -Recurse -File -Include *.ps1, *.psd1, *.psm1 |
        Where-Object { $_.FullName.Substring($root.Length) -notmatch '[\\/](bin|obj|output|\.tools|TestResults)[\\/]' }
    $findings = @($scripts | ForEach-Object { Invoke-ScriptAnalyzer $_.FullName -Settings "$root/PSScriptAnalyzerSettings.psd1" })
    $findings | ForEach-Object { Write-Host "$($_.ScriptPath):$($_.Line): $($_.Severity) $($_.RuleName): $($_.Message)" }
    Write-Host "PSScriptAnalyzer: $($findings.Count) findings in $(@($scripts).Count) files."
    $total.Findings = $findings.Count
}

# The last lines: what failed, what was not run and why, and the sum.
function Write-Total {
    $total.Names | ForEach-Object { Write-Output "Failed: $_" }
    $notRun | ForEach-Object { Write-Output "Not run: $_." }
    $skipped = if ($total.Skipped) { ", $($total.Skipped) skipped" }
    Write-Output "$($total.Passed) passed, $($total.Failed) failed$skipped"
    if ($total.Failed -or $total.Findings) { exit 1 }
}
