#requires -Version 5.1
<#
.SYNOPSIS
Builds, tests and packages OfoxPS. Runs in Windows PowerShell 5.1 and in PowerShell 7.4 or later.

.DESCRIPTION
Build    is dotnet build, which makes output/OfoxPS/<version>, and bin and en-US beside OfoxPS.psd1; and the help of the cmdlets.
Test     builds, then runs the unit and engine tests, the Pester tests against output, and PSScriptAnalyzer.
Pester   runs the Pester tests alone, against $env:OFOXPS_TEST_MODULE (a path of OfoxPS.psd1) or what output holds.
Docs     builds, and gets what it needs for the help of the cmdlets.
Package  builds, and makes the nupkg that would be published, with its checksum.
Coverage builds, runs the unit and engine tests, and writes into docs/architecture.md which part of each room they run; fails below 80 %.
Release  publishes the package that Package made, unchanged. -WhatIf goes through all steps but the last: it makes the package and tells what would stop it.
Reliability  builds, plays every fault and writes docs/reliability.md.
Fuzz     builds, and reads mutated bodies for -Minutes; findings go to tests/corpus/fuzz.
Load     builds, sends 20000 requests from 16 runspaces, and many in one
         pipeline: to the limit, killed at any moment, 100000 with a checkpoint.
         -Requests sends so many from 16 runspaces, and nothing else.
Benchmark    builds, measures everything beside bare code and the official client, and writes docs/performance.md and its picture; a few
         minutes. -Only takes groups (chunks, kept, long, input, cassette, throughput, plain, import, shell) and writes nothing; -Rounds is 9.
Demo     builds, and shows the cmdlets at work against the test gateway.
Pictures builds, and makes the pictures of the README in docs/images, of a session in tmux.
Clean    removes all that the other tasks made.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Pester', 'Docs', 'Package', 'Coverage', 'Release', 'Reliability', 'Fuzz', 'Load', 'Benchmark', 'Demo', 'Pictures', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release',

    [ValidateRange(0.1, 1440)]
    [double] $Minutes = 10,

    # Load: how many requests are sent from 16 runspaces; a million takes a quarter of an hour.
    [ValidateRange(100, 100000000)]
    [int] $Requests,

    # Benchmark: how many rounds count.
    [ValidateRange(1, 1000)]
    [int] $Rounds = 9,

    # Benchmark: only these groups; prints and writes nothing.
    [string[]] $Only,

    # Release: publishes nothing, and tells what would stop it.
    [switch] $WhatIf
)

$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot

# The manifest is a script in one key (RootModule), which Import-PowerShellDataFile refuses.
$manifest = & ([scriptblock]::Create([IO.File]::ReadAllText("$root/OfoxPS.psd1")))
$version = $manifest.ModuleVersion
$module = "$root/output/OfoxPS/$version"
$package = "$root/output/OfoxPS.$version.nupkg"
$results = "$root/TestResults"
$tools = @{ 'Pester' = '5.5.0'; 'Microsoft.PowerShell.PlatyPS' = '1.0.0'; 'PSScriptAnalyzer' = '1.22.0' }
$toolFolder = "$root/.tools/modules"
if ($env:PSModulePath -notlike "$toolFolder*") { $env:PSModulePath = $toolFolder + [IO.Path]::PathSeparator + $env:PSModulePath }
$env:DOTNET_NOLOGO = '1'

function Invoke-DotNet([string[]] $Argument) {
    if (-not (Get-Command dotnet -CommandType Application -ErrorAction Ignore)) {
        throw 'The .NET SDK is missing. Install version 10 from https://dot.net/download and try again.'
    }

    & dotnet @Argument
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($Argument[0]) failed." }
}

# The PowerShell that runs this, and what a new process of it needs before the arguments of a script of build.
function Get-ChildCommand([string] $Script) {
    $engine = @([Diagnostics.Process]::GetCurrentProcess().MainModule.FileName)
    if ($PSEdition -eq 'Desktop') { $engine = @("$PSHOME\powershell.exe") } elseif ([IO.Path]::GetFileNameWithoutExtension($engine[0]) -eq 'dotnet') { $engine += "$PSHOME/pwsh.dll" }
    $engine + '-NoProfile', '-ExecutionPolicy', 'Bypass', '-File', "$root/build/$Script"
}

# What a new process imports is closed when it ends, and may be built again.
function Invoke-Child([string] $Script, [string[]] $Argument) {
    $command, $rest = @(Get-ChildCommand $Script) + $Argument
    & $command @rest
    if ($LASTEXITCODE -ne 0) { throw "build/$Script failed." }
}

function Test-Tool([string] $Name) {
    [bool] (Get-Module $Name -ListAvailable | Where-Object { $_.Version -ge [version] $tools[$Name] })
}

# What is missing comes from the PowerShell Gallery, into the checkout and nowhere else.
function Install-Tool([string] $Name) {
    if (Test-Tool $Name) { return }
    $null = New-Item $toolFolder -ItemType Directory -Force
    $save = if (Get-Command Save-PSResource -ErrorAction Ignore) {
        "Save-PSResource $Name -Version '[$($tools[$Name]),)' -Repository PSGallery -TrustRepository -Path '$toolFolder'"
    } else {
        "Save-Module $Name -MinimumVersion $($tools[$Name]) -Repository PSGallery -Force -Path '$toolFolder'"
    }

    Write-Output "Installing $Name under .tools."
    try { & ([scriptblock]::Create($save)) }
    catch { throw "$Name is missing and could not be installed ($_). This installs it: $save" }
}

# MSBuild puts the module together (build/Module.targets); the help of the cmdlets is all that it leaves to PowerShell.
function Invoke-Build {
    Export-Help
    Invoke-DotNet build, "$root/OfoxPS.sln", '-c', $Configuration, '-v', 'quiet', '-nologo'
    Write-Output "OfoxPS $version is in output/OfoxPS/$version, and can be imported from ./OfoxPS.psd1."
}

# The help of the cmdlets, where MSBuild looks for it.
function Export-Help {
    if (-not (Test-Tool Microsoft.PowerShell.PlatyPS)) {
        Write-Output 'The help of the cmdlets is not built: Microsoft.PowerShell.PlatyPS is not installed. ./build.ps1 Docs gets it.'
        return
    }

    Import-Module Microsoft.PowerShell.PlatyPS -Verbose:$false
    $made = "$root/src/OfoxPS/obj/help"
    $pages = @(Import-MarkdownCommandHelp (Get-ChildItem "$root/docs/en-US/*-*.md" | Where-Object { $_.Name -notlike 'about_*' }).FullName)
    $null = Export-MamlCommandHelp $pages -OutputFolder "$made/exported" -Force
    $maml = (Get-ChildItem "$made/exported" -Recurse -Filter OfoxPS.dll-Help.xml).FullName
    . "$root/build/Help.ps1"
    Repair-Help $maml $pages $manifest.PrivateData.PSData.ProjectUri
    Copy-Item $maml "$made/OfoxPS.dll-Help.xml"
}

# NuGet packs the module's folder as it is, with the fields and tags that the gallery searches.
function Invoke-Package {
    $about = $manifest.PrivateData.PSData
    $commands = $manifest.CmdletsToExport | ForEach-Object { "PSCmdlet_$_"; "PSCommand_$_" }
    $fields = [ordered] @{
        id           = 'OfoxPS'
        version      = $version
        authors      = $manifest.Author
        owners       = $manifest.CompanyName
        licenseUrl   = $about.LicenseUri
        projectUrl   = $about.ProjectUri
        description  = $manifest.Description
        releaseNotes = $about.ReleaseNotes
        copyright    = $manifest.Copyright
        tags         = $about.Tags + 'PSModule' + 'PSIncludes_Cmdlet' + $commands -join ' '
    }
    $metadata = $fields.Keys | ForEach-Object { "<$_>$([Security.SecurityElement]::Escape($fields[$_]))</$_>" }
    $nuspec = "$root/src/OfoxPS/obj/OfoxPS.nuspec"
    [IO.File]::WriteAllText($nuspec, "<?xml version=`"1.0`"?><package><metadata>$metadata</metadata></package>")
    Invoke-DotNet pack, "$root/src/OfoxPS/OfoxPS.csproj", '--no-build', '-c', $Configuration, '-o', "$root/output", '-v', 'quiet', '-nologo',
        "-p:NuspecFile=$nuspec", "-p:NuspecBasePath=$module", '-p:NoPackageAnalysis=true', '-p:NoWarn=NU5125'

    Invoke-Child Unpack.ps1 $package, $module
    . "$root/build/Release.ps1"
    Write-Checksum $package
    Write-Output "The package is output/OfoxPS.$version.nupkg."
}

# What was tested so far; ends as the last line.
$total = @{ Passed = 0; Failed = 0; Skipped = 0; Names = @() }

# The build for Windows PowerShell runs in Windows, and in Mono where that is installed.
$frameworkTests = if ($env:OS -eq 'Windows_NT' -or (Get-Command mono -CommandType Application -ErrorAction Ignore)) { 'FrameworkTests' }

function Invoke-TestProject([string] $Project) {
    & dotnet test "$root/tests/OfoxPS.$Project" -c $Configuration --no-build -nologo --logger "trx;LogFileName=$Project.trx" `
        --results-directory $results --blame-hang-timeout 2min --blame-hang-dump-type none
}

function Get-TestRun([string] $Project) { ([xml] [IO.File]::ReadAllText("$results/$Project.trx")).TestRun }

# The tests of xunit: of what knows no PowerShell, of the same in .NET Framework, and of the cmdlets in PowerShell's engine from NuGet.
function Invoke-UnitTest {
    foreach ($project in @('UnitTests', 'EngineTests') + $frameworkTests) {
        Invoke-TestProject $project
        # Mono itself crashes now and then when all tests have ended. A run that broke off without a failed test is made once more.
        if ($LASTEXITCODE -ne 0 -and $project -eq 'FrameworkTests' -and $env:OS -ne 'Windows_NT' -and -not (Get-TestRun $project).Results.UnitTestResult.Where({ $_.outcome -eq 'Failed' })) {
            Write-Output 'The run in Mono broke off, and is made once more.'
            Invoke-TestProject $project
        }

        $broken = [int] ($LASTEXITCODE -ne 0)
        $run = Get-TestRun $project
        $counters = $run.ResultSummary.Counters
        $total.Names += @($run.Results.UnitTestResult | Where-Object { $_.outcome -eq 'Failed' } | ForEach-Object { $_.testName })
        if ([int] $counters.executed -eq 0) { throw "No test of OfoxPS.$project ran." }
        $total.Passed += [int] $counters.passed
        $total.Failed += [Math]::Max([int] $counters.executed - [int] $counters.passed, $broken)
        $total.Skipped += [int] $counters.total - [int] $counters.executed
    }
}

# Unit tests that a variable of the environment turns into a tool.
function Invoke-UnitTool([string] $Name, [string] $Variable, [string] $Value) {
    [Environment]::SetEnvironmentVariable($Variable, $Value)
    try { Invoke-DotNet test, "$root/tests/OfoxPS.UnitTests", '-c', $Configuration, '--no-build', '-nologo', '--filter', "FullyQualifiedName~$Name", '--logger', 'console;verbosity=detailed' }
    finally { [Environment]::SetEnvironmentVariable($Variable, $null) }
}

# Two processes share the files: most tests wait for a process or a server of their own.
function Invoke-Pester([string] $TestedModule) {
    $claims = "$results/pester"
    Remove-Item $claims -Recurse -Force -ErrorAction Ignore
    $null = New-Item $claims -ItemType Directory -Force
    $command, $rest = Get-ChildCommand Pester.ps1
    $children = foreach ($number in 1, 2) {
        $arguments = $rest + $TestedModule, "$results/pester$number.json", $claims | ForEach-Object { "`"$_`"" }
        Remove-Item "$results/pester$number.json" -ErrorAction Ignore
        Start-Process $command $arguments -NoNewWindow -PassThru
    }

    # Whose handle was not asked for before it ended has no exit code in Windows PowerShell.
    $null = $children.Handle
    $children.WaitForExit()
    if ($children | Where-Object { $_.ExitCode }) { throw 'build/Pester.ps1 failed.' }
    foreach ($number in 1, 2) {
        $counts = [IO.File]::ReadAllText("$results/pester$number.json") | ConvertFrom-Json
        foreach ($name in 'Passed', 'Failed', 'Skipped', 'Names') { $total[$name] += $counts.$name }
    }

    if ($total.Passed + $total.Failed -eq 0) { throw 'Pester found no tests.' }
}

function Invoke-Analyzer {
    Import-Module PSScriptAnalyzer -Verbose:$false
    $scripts = Get-ChildItem $root -Recurse -File -Include *.ps1, *.psd1, *.psm1 |
        Where-Object { $_.FullName.Substring($root.Length) -notmatch '[\\/](bin|obj|output|\.tools|TestResults)[\\/]' }
    $findings = @($scripts | ForEach-Object { Invoke-ScriptAnalyzer $_.FullName -Settings "$root/PSScriptAnalyzerSettings.psd1" })
    $findings | ForEach-Object { Write-Output "$($_.ScriptPath):$($_.Line): $($_.Severity) $($_.RuleName): $($_.Message)" }
    Write-Output "PSScriptAnalyzer: $($findings.Count) findings in $(@($scripts).Count) files."
    $total.Findings = $findings.Count
}

# Whether a tool is there, or could be installed.
function Get-Tool([string] $Name) {
    try { $null = Install-Tool $Name; $true } catch { Write-Verbose $_; $false }
}

# The share of each room's lines that the unit and the engine tests run.
function Invoke-Coverage {
    . "$root/build/Coverage.ps1"
    Remove-Item "$results/coverage" -Recurse -Force -ErrorAction Ignore
    foreach ($project in 'UnitTests', 'EngineTests') {
        # The engine tests load the assembled module, which is no part of their own folder.
        Invoke-DotNet test, "$root/tests/OfoxPS.$project", '-c', $Configuration, '--no-build', '-nologo', '--collect', 'XPlat Code Coverage', '--results-directory', "$results/coverage/$project",
            '--', 'DataCollectionRunSettings.DataCollectors.DataCollector.Configuration.Include=[OfoxPS]*',
            "DataCollectionRunSettings.DataCollectors.DataCollector.Configuration.IncludeDirectory=$module/bin/net8.0"
    }

    $reports = @(Get-ChildItem "$results/coverage" -Recurse -Filter coverage.cobertura.xml | ForEach-Object { $_.FullName })
    $rooms = @(Get-RoomCoverage $reports (Join-Path $root 'src/OfoxPS' | Convert-Path))
    if (-not $rooms) { throw 'The reports of coverage are empty.' }
    $rooms | Format-Table -AutoSize | Out-String | Write-Output
    Write-CoverageTable $rooms "$root/docs/architecture.md"
    $low = @($rooms | Where-Object { $_.Percent -lt 80 } | ForEach-Object { $_.Room })
    if ($low) { throw "Less than 80 % of the lines are run in $($low -join ', ')." }
}

# What was tested is what is published: only a dry run makes a package.
function Invoke-Release {
    . "$root/build/Release.ps1"
    $tag = if ($env:GITHUB_REF_TYPE -eq 'tag') { $env:GITHUB_REF_NAME }
    $obstacles = @(Get-ReleaseObstacle $root $version $tag)
    # A dry run of a tag is the beginning of its release.
    if ($obstacles -and ($tag -or -not $WhatIf)) { throw $obstacles -join ' ' }
    $obstacles | ForEach-Object { Write-Output "What if: this would stop the release: $_" }
    if ($WhatIf) {
        Install-Tool Microsoft.PowerShell.PlatyPS
        Invoke-Build
        Invoke-Package
    }

    Assert-Checksum $package
    Write-Output "SHA-256: $([IO.File]::ReadAllText("$package.sha256").Trim())"
    if ($WhatIf) { Write-Output "What if: OfoxPS $version would be published to $gallery." } else { Publish-Package $package }
}

# The figures are those of a machine that does nothing else meanwhile.
function Invoke-Benchmark {
    $arguments = '--rounds', $Rounds
    if ($PSVersionTable.PSVersion -ge [version] '7.4') { $arguments += '--pwsh', (Get-Process -Id $PID).Path }
    $arguments += if ($Only) { '--only', ($Only -join ',') } else { '--write', $root }
    & dotnet "$root/tests/OfoxPS.Benchmarks/bin/$Configuration/net10.0/OfoxPS.Benchmarks.dll" @arguments
    if ($LASTEXITCODE -ne 0) { throw 'The benchmarks failed.' }
}

function Write-Total {
    $skipped = if ($total.Skipped) { ", $($total.Skipped) skipped" }
    # Thousands of lines may stand between a failure and the end of the output.
    $total.Names | ForEach-Object { Write-Output "Failed: $_" }
    Write-Output "$($total.Passed) passed, $($total.Failed) failed$skipped"
    if ($total.Failed -or $total.Findings) { exit 1 }
}

try {
    switch ($Task) {
        'Build' { Invoke-Build }
        'Docs' {
            Install-Tool Microsoft.PowerShell.PlatyPS
            Invoke-Build
        }
        'Test' {
            $missing = @($tools.Keys | Where-Object { -not (Get-Tool $_) })
            Remove-Item $results -Recurse -Force -ErrorAction Ignore
            Invoke-Build
            Invoke-UnitTest
            if ($missing -notcontains 'Pester') { Invoke-Pester "$module/OfoxPS.psd1" }
            if ($missing -notcontains 'PSScriptAnalyzer') { Invoke-Analyzer }
            if (-not $frameworkTests) { Write-Output 'Not run: the tests of the build for Windows PowerShell. They need Windows, or Mono (mono on the PATH).' }
            if ($missing) { Write-Output "Not run: what needs $($missing -join ', '), which is not installed and could not be." }
            Write-Total
        }
        'Pester' {
            Install-Tool Pester
            Invoke-Pester $(if ($env:OFOXPS_TEST_MODULE) { Convert-Path $env:OFOXPS_TEST_MODULE } else { "$module/OfoxPS.psd1" })
            Write-Total
        }
        'Package' {
            Install-Tool Microsoft.PowerShell.PlatyPS
            Invoke-Build
            Invoke-Package
        }
        'Coverage' {
            Invoke-Build
            Invoke-Coverage
        }
        'Release' { Invoke-Release }
        'Reliability' {
            Invoke-Build
            Invoke-UnitTool ReliabilityTests OFOXPS_WRITE_TABLE 1
        }
        'Fuzz' {
            Invoke-Build
            Invoke-UnitTool FuzzTests.Mutated OFOXPS_FUZZ_MINUTES $Minutes.ToString([cultureinfo]::InvariantCulture)
        }
        'Load' {
            Invoke-Build
            $used = "$module/OfoxPS.psd1", "$root/tests/OfoxPS.Gateway/bin/$Configuration/net10.0/OfoxPS.Gateway.dll"
            if ($Requests) {
                Invoke-Child Load.ps1 ($used + '-Request', $Requests)
            } else {
                Invoke-Child Load.ps1 $used
                Invoke-Child LoadBatch.ps1 $used
            }
        }
        'Benchmark' {
            Invoke-Build
            Invoke-Benchmark
        }
        'Demo' {
            Invoke-Build
            Invoke-Child Demo.ps1 "$module/OfoxPS.psd1", "$root/tests/OfoxPS.Gateway/bin/$Configuration/net10.0/OfoxPS.Gateway.dll"
        }
        'Pictures' {
            Invoke-Build
            Invoke-Child Pictures.ps1 "$module/OfoxPS.psd1", "$root/tests/OfoxPS.Gateway/bin/$Configuration/net10.0/OfoxPS.Gateway.dll", "$root/docs/images"
        }
        'Clean' {
            $folders = Get-ChildItem "$root/src", "$root/tests" -Directory | ForEach-Object { "$($_.FullName)/bin"; "$($_.FullName)/obj" }
            @("$root/bin", "$root/en-US", "$root/output", $results) + $folders | Where-Object { Test-Path $_ } | ForEach-Object {
                try { Remove-Item $_ -Recurse -Force }
                catch { throw "$_ Something there is in use; close the PowerShell session that has imported the module and clean again." }
            }
        }
    }
} catch {
    Write-Verbose $_.ScriptStackTrace
    [Console]::Error.WriteLine("build.ps1 ${Task}: $_")
    exit 1
}
