<#
.SYNOPSIS
What OfoxPS costs beside a bare binary module and a bare HttpClient loop, measured in one run.
.DESCRIPTION
Prints ratios: absolute times depend on the machine. Needs PowerShell 7 and a built module (build.ps1).
.PARAMETER Repeat
How often each thing is measured; the fastest counts.
#>
[CmdletBinding()]
param([ValidateRange(1, 1000)][int] $Repeat = 9)

$ErrorActionPreference = 'Stop'
$root = Split-Path (Split-Path $PSScriptRoot)
$ofox = Get-ChildItem (Join-Path $root 'output/OfoxPS/*/OfoxPS.psd1') | Sort-Object { [version] $_.Directory.Name } | Select-Object -Last 1
$gatewayDll = Get-ChildItem (Join-Path $root 'tests/OfoxPS.Gateway/bin/Release/*/OfoxPS.Gateway.dll') | Select-Object -First 1
if (-not $ofox -or -not $gatewayDll) { throw 'Run build.ps1 first.' }
dotnet build $PSScriptRoot -c Release -v q --nologo | Out-Null
if ($LASTEXITCODE) { throw 'The bare module does not build.' }
$bareDll = Join-Path $PSScriptRoot 'bin/Release/net8.0/OfoxPS.Benchmarks.dll'

# The same form as the module: a manifest that chooses a DLL by edition, which is what one package for both editions needs.
$bare = Join-Path ([System.IO.Path]::GetTempPath()) "OfoxBare$PID.psd1"
Set-Content $bare @"
@{
    RootModule = if (`$PSEdition -eq 'Core') { '$bareDll' } else { '' }
    ModuleVersion = '1.0.0'
    CmdletsToExport = @('Get-Bare1', 'Get-Bare2', 'Get-Bare3', 'Get-Bare4', 'Receive-BareStream', 'Send-BareImage')
    FunctionsToExport = @()
    AliasesToExport = @()
    VariablesToExport = @()
}
"@

function Measure-Import([string] $Path) {
    # Another binary module first, so that what the first import of any module costs is nobody's.
    $script = "Import-Module Microsoft.PowerShell.Management, Microsoft.PowerShell.Utility; `$t = [Diagnostics.Stopwatch]::StartNew(); Import-Module '$Path'; `$t.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)"
    [double] (& (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script)
}

function Measure-Fastest([scriptblock] $Script) {
    $best = [double]::MaxValue
    for ($i = 0; $i -lt $Repeat; $i++) {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        & $Script | Out-Null
        $best = [math]::Min($best, $clock.Elapsed.TotalMilliseconds)
    }
    $best
}

function Measure-Allocation([scriptblock] $Script) {
    & $Script | Out-Null
    $before = [GC]::GetTotalAllocatedBytes($true)
    & $Script | Out-Null
    [GC]::GetTotalAllocatedBytes($true) - $before
}

$start = [System.Diagnostics.ProcessStartInfo]::new('dotnet', "`"$($gatewayDll.FullName)`" --until-stdin-closes")
$start.RedirectStandardInput = $true
$start.RedirectStandardOutput = $true
$gateway = [System.Diagnostics.Process]::Start($start)
try {
    $base = $gateway.StandardOutput.ReadLine()
    $completions = "$base/chat/completions"
    $env:OFOX_API_KEY = 'sk-bench'
    $env:OFOX_BASE_URL = $base

    # By turns, so that a slow moment of the machine meets both.
    $imports = 1..$Repeat | ForEach-Object { [pscustomobject]@{ Bare = Measure-Import $bare; Ofox = Measure-Import $ofox.FullName } }
    $bareImport = ($imports.Bare | Measure-Object -Minimum).Minimum
    $ofoxImport = ($imports.Ofox | Measure-Object -Minimum).Minimum

    Import-Module $bare, $ofox.FullName
    $chunks = 5000
    $model = "openai/gpt-4o?chunks=$chunks"
    $body = @{ model = $model; stream = $true; messages = @(@{ role = 'user'; content = 'hi' }) } | ConvertTo-Json -Depth 5
    $bareStream = Measure-Fastest { Receive-BareStream -Uri $completions -Body $body }
    $ofoxStream = Measure-Fastest { Get-OfoxStream hi -Model $model }

    $image = Join-Path ([System.IO.Path]::GetTempPath()) "ofox-bench-$PID.png"
    $png = [byte[]]::new(8MB)
    [byte[]] $header = 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 0, 0, 0, 1, 0, 8, 2, 0, 0, 0
    $header.CopyTo($png, 0)
    [System.IO.File]::WriteAllBytes($image, $png)
    $bareImage = Measure-Allocation { Send-BareImage -Uri $completions -Path $image }
    $ofoxText = Measure-Allocation { Invoke-OfoxChat hi }
    $ofoxImage = Measure-Allocation { Invoke-OfoxChat hi -Image $image }
    Remove-Item $image

    $extra = 1000 * ($ofoxStream - $bareStream) / $chunks
    [pscustomobject]@{ What = 'Import'; Bare = '{0:0.0} ms' -f $bareImport; OfoxPS = '{0:0.0} ms' -f $ofoxImport; Ratio = '{0:0.00}' -f ($ofoxImport / $bareImport); Target = '3.00 at most' }
    [pscustomobject]@{ What = "Stream, $chunks chunks"; Bare = '{0:0.0} ms' -f $bareStream; OfoxPS = '{0:0.0} ms' -f $ofoxStream; Ratio = '{0:0.00}' -f ($ofoxStream / $bareStream); Target = '' }
    [pscustomobject]@{ What = 'One chunk'; Bare = '{0:0.0} us' -f (1000 * $bareStream / $chunks); OfoxPS = '{0:0.0} us' -f (1000 * $ofoxStream / $chunks); Ratio = "{0:+0.0;-0.0} us" -f $extra; Target = '20 us at most' }
    [pscustomobject]@{ What = '8 MB image, allocated'; Bare = '{0:0.00} MB' -f ($bareImage / 1MB); OfoxPS = '{0:0.00} MB' -f (($ofoxImage - $ofoxText) / 1MB); Ratio = '{0:0.0000}' -f (($ofoxImage - $ofoxText) / $bareImage); Target = '1 MB at most' }
}
finally {
    $gateway.StandardInput.Close()
    $gateway.WaitForExit(5000) | Out-Null
    Remove-Item $bare -ErrorAction Ignore
}
