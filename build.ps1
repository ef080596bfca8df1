#requires -Version 5.1
<#
.SYNOPSIS
Builds, tests and packages OfoxPS. Runs in Windows PowerShell 5.1 and in PowerShell 7.4 or later.

.DESCRIPTION
Build        dotnet build, which makes output/OfoxPS/<version>, and bin and en-US beside OfoxPS.psd1.
Test         builds with the analyzers of .NET, then runs all tests and PSScriptAnalyzer. The last line is the sum; the lines before it name what
             was not run, and why.
             -Coverage also writes into docs/architecture.md which part of each layer the unit and the engine tests run; below 80 % it fails.
Pester       runs the Pester tests alone, against $env:OFOXPS_TEST_MODULE (a path of OfoxPS.psd1) or what output holds.
Docs         makes docs/en-US/OfoxPS.dll-Help.xml from the pages beside it. Needs the module Microsoft.PowerShell.PlatyPS 1.x.
Package      builds, and makes the nupkg that would be published and a zip of the module's folder, each with its checksum.
Release      publishes the package that Package made, unchanged. -WhatIf goes through all steps but the last: it makes the package and tells what would stop it.
Reliability  builds, plays every fault and writes docs/reliability.md.
Fuzz         builds, and reads mutated bodies for -Minutes; findings go to tests/corpus/fuzz.
Benchmark    builds, measures everything beside bare code and the official client, writes docs/performance.md and its picture, and fails where a
             figure misses its target; a few minutes. -Only takes groups (chunks, kept, long, input, cassette, throughput, plain, import,
             shell) and writes nothing; -Rounds is 9.
             -Only load sends 20000 requests from 16 runspaces, then many in one pipeline: killed at any moment, and 100000 with a checkpoint;
             with -Requests it sends so many from the runspaces, and nothing else.
FanOut       builds, and runs docs/samples/fan-out: a job array of Slurm with four tasks at once, one of them requeued while it works (needs
             sbatch, slurmctld, slurmd and munged; Debian: slurm-wlm, munge), and PowerShell remoting by SSH to this machine, one of four
             sessions killed while it works (needs sshd and ssh; Debian: openssh-server, openssh-client). Their servers are processes of its own
             with files in a temporary folder. What is missing is named and not run. Tells what it did; about two minutes.
Demo         builds, and shows the cmdlets at work against the test gateway.
Pictures     builds, and makes the pictures of the README in docs/images, of a session in tmux.
Clean        removes all that the other tasks made.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Pester', 'Docs', 'Package', 'Release', 'Reliability', 'Fuzz', 'Benchmark', 'FanOut', 'Demo', 'Pictures', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release',

    # Test: measures which lines are run.
    [switch] $Coverage,

    # Test, Pester: a Pester.psd1 to take in place of the package from NuGet.
    [string] $Pester,

    # Fuzz: for how many minutes.
    [ValidateRange(0.1, 1440)]
    [double] $Minutes = 10,

    # Benchmark -Only load: how many requests are sent from 16 runspaces; a million takes a quarter of an hour.
    [ValidateRange(100, 100000000)]
    [int] $Requests,

    # Benchmark: how many rounds count.
    [ValidateRange(1, 1000)]
    [int] $Rounds = 7,

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
$gateway = "$root/tests/OfoxPS.Gateway/bin/$Configuration/net10.0/OfoxPS.Gateway.dll"
$env:DOTNET_NOLOGO = '1'
if ($Pester) { $env:OFOXPS_PESTER = Convert-Path $Pester }

# A new process of the PowerShell that runs this. A PowerShell that is a .NET tool is a library that dotnet runs.
$shell = @(if ($PSEdition -eq 'Desktop') { "$PSHOME\powershell.exe" } else { [Diagnostics.Process]::GetCurrentProcess().MainModule.FileName })
if ([IO.Path]::GetFileNameWithoutExtension($shell[0]) -eq 'dotnet') { $shell += "$PSHOME/pwsh.dll" }
$shell += '-NoProfile', '-ExecutionPolicy', 'Bypass', '-File'

function Invoke-Program([string[]] $Command) {
    $program, $arguments = $Command
    & $program @arguments
    if ($LASTEXITCODE -ne 0) { throw "$($Command -join ' ') failed." }
}

function Invoke-DotNet([string[]] $Argument) {
    if (-not (Get-Command dotnet -CommandType Application -ErrorAction Ignore)) {
        throw 'The .NET SDK is missing. Install version 10 from https://dot.net/download and try again.'
    }

    Invoke-Program (@('dotnet') + $Argument)
}

# A script of build in a process of its own: what it imports is closed when it ends, and may be built again.
function Invoke-BuildScript([string] $Script, [string[]] $Argument) { Invoke-Program ($shell + "$root/build/$Script" + $Argument) }

# MSBuild puts the module together (build/Module.targets). Analyze: with the analyzers of .NET. ReadyToRun: as it ships, compiled in advance for Windows.
function Invoke-Build([string[]] $Project = "$root/OfoxPS.sln", [switch] $Analyze, [switch] $ReadyToRun) {
    Write-Output "Building OfoxPS $version."
    $options = @('-c', $Configuration, '-v', 'quiet', '-nologo', '-tl:off', '-clp:ErrorsOnly;NoSummary')
    if ($Analyze) { $options += '-p:Analyze=true' }
    if ($ReadyToRun) { $options += '-p:ReadyToRun=true' }
    foreach ($one in $Project) { Invoke-DotNet (@('build', $one) + $options) }
    Write-Output "OfoxPS $version is in output/OfoxPS/$version, and can be imported from ./OfoxPS.psd1."
}

# A unit test that a variable of the environment turns into a tool.
function Invoke-UnitTool([string] $Method, [string] $Variable, [string] $Value) {
    [Environment]::SetEnvironmentVariable($Variable, $Value)
    try { Invoke-DotNet "$root/tests/OfoxPS.UnitTests/bin/$Configuration/net10.0/OfoxPS.UnitTests.dll", '-noColor', '-showLiveOutput', '-method', $Method }
    finally { [Environment]::SetEnvironmentVariable($Variable, $null) }
}

function Invoke-Test {
    . "$root/build/Test.ps1"
    Remove-Item $results -Recurse -Force -ErrorAction Ignore
    Invoke-Build -Analyze -ReadyToRun
    Invoke-Suite (Get-Suite)
    Invoke-Analyzer
    if ($Coverage) {
        . "$root/build/Coverage.ps1"
        Update-Coverage
    }

    Write-Total
}

function Invoke-Pester {
    . "$root/build/Test.ps1"
    Invoke-DotNet build, "$root/tests/OfoxPS.Tests", '-c', $Configuration, '-v', 'quiet', '-nologo', '-tl:off', '-clp:ErrorsOnly;NoSummary'
    Invoke-Suite (Get-PesterSuite $(if ($env:OFOXPS_TEST_MODULE) { Convert-Path $env:OFOXPS_TEST_MODULE } else { "$module/OfoxPS.psd1" }))
    Write-Total
}

# The figures are those of a machine that does nothing else meanwhile.
function Invoke-Benchmark {
    $arguments = '--rounds', $Rounds, '--pwsh', "$PSHOME/pwsh.dll"
    $arguments += if ($Only) { '--only', ($Only -join ',') } else { '--write', $root }
    if ($Requests) { $arguments += '--requests', $Requests }
    Invoke-DotNet (@("$root/tests/OfoxPS.Benchmarks/bin/$Configuration/net10.0/OfoxPS.Benchmarks.dll") + $arguments)
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
        Invoke-Build -ReadyToRun
        New-Package
    }

    Assert-Checksum $package
    Write-Output "SHA-256: $([IO.File]::ReadAllText("$package.sha256").Trim())"
    if ($WhatIf) { Write-Output "What if: OfoxPS $version would be published to $gallery." } else { Publish-Package $package }
}

function Remove-Output {
    $folders = Get-ChildItem "$root/src", "$root/tests" -Directory | ForEach-Object { "$($_.FullName)/bin"; "$($_.FullName)/obj" }
    @("$root/bin", "$root/en-US", "$root/output", "$root/.tools", $results) + $folders | Where-Object { Test-Path $_ } | ForEach-Object {
        try { Remove-Item $_ -Recurse -Force }
        catch { throw "$_ Something there is in use; close the PowerShell session that has imported the module and clean again." }
    }
}

try {
    switch ($Task) {
        'Build' { Invoke-Build }
        'Test' { Invoke-Test }
        'Pester' { Invoke-Pester }
        'Docs' {
            . "$root/build/Docs.ps1"
            Update-HelpFile
        }
        'Package' {
            . "$root/build/Release.ps1"
            Invoke-Build -ReadyToRun
            New-Package
        }
        'Release' { Invoke-Release }
        'Reliability' {
            Invoke-Build
            Invoke-UnitTool '*ReliabilityTests*' OFOXPS_WRITE_TABLE 1
        }
        'Fuzz' {
            Invoke-Build
            Invoke-UnitTool '*FuzzTests.Mutated*' OFOXPS_FUZZ_MINUTES $Minutes.ToString([cultureinfo]::InvariantCulture)
        }
        'Benchmark' {
            Invoke-Build
            Invoke-Benchmark
        }
        'FanOut' {
            Invoke-Build "$root/src/OfoxPS", "$root/tests/OfoxPS.Gateway"
            Invoke-BuildScript FanOut.ps1 "$module/OfoxPS.psd1", $gateway, "$root/docs/samples/fan-out"
        }
        'Demo' {
            Invoke-Build "$root/src/OfoxPS", "$root/tests/OfoxPS.Gateway"
            Invoke-BuildScript Demo.ps1 "$module/OfoxPS.psd1", $gateway
        }
        'Pictures' {
            Invoke-Build
            Invoke-BuildScript Pictures.ps1 "$module/OfoxPS.psd1", $gateway, "$root/docs/images"
        }
        'Clean' { Remove-Output }
    }
} catch {
    Write-Verbose $_.ScriptStackTrace
    [Console]::Error.WriteLine("build.ps1 ${Task}: $_")
    exit 1
}
