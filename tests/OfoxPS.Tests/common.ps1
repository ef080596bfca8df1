# Each test file begins with this: the built module, and one gateway for the whole run.

$script:Root = Split-Path (Split-Path $PSScriptRoot)

function Import-BuiltModule {
    $built = if ($env:OFOXPS_TEST_MODULE) { $env:OFOXPS_TEST_MODULE } else {
        (Get-ChildItem (Join-Path $script:Root 'output/OfoxPS/*/OfoxPS.psd1') |
            Sort-Object { [version] $_.Directory.Name } | Select-Object -Last 1).FullName
    }

    if (-not $built) { throw 'There is no built module. Run build.ps1 first.' }
    Import-Module $built -Global -ErrorAction Stop
}

function Start-TestGateway {
    if ($global:OfoxTestGateway -and -not $global:OfoxTestGateway.Process.HasExited) { return }

    $assembly = Get-ChildItem (Join-Path $script:Root 'tests/OfoxPS.Gateway/bin/Release/*/OfoxPS.Gateway.dll') | Select-Object -First 1
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet', "`"$($assembly.FullName)`" --until-stdin-closes")
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $global:OfoxTestGateway = [pscustomobject]@{
        Process = $process
        BaseUri = $process.StandardOutput.ReadLine()
    }
}

function Reset-TestEnvironment {
    # The state that a user starts from: nothing configured, a key and the gateway in the environment.
    Get-ChildItem env:OFOX_* | Remove-Item
    $env:OFOX_API_KEY = 'sk-test-key-0001'
    $env:OFOX_BASE_URL = $global:OfoxTestGateway.BaseUri
    $clear = @{}
    foreach ($name in (Get-OfoxConfiguration).Source.Keys) {
        if ((Get-OfoxConfiguration).Source[$name] -eq 'Set-OfoxConfiguration') { $clear[$name] = $null }
    }
    foreach ($switch in 'NoProxy', 'SkipCertificateCheck', 'AllowUnencryptedAuthentication') {
        if ($clear.ContainsKey($switch)) { $clear[$switch] = $false }
    }
    if ($clear.Count) { Set-OfoxConfiguration @clear }
    Clear-GatewayRequest
}

function Get-GatewayControl([string] $Path) { ($global:OfoxTestGateway.BaseUri -replace '/v1$') + '/_gateway/' + $Path }

# What the gateway received, oldest first; Body is parsed as Json too.
function Get-GatewayRequest {
    Invoke-RestMethod (Get-GatewayControl 'requests') -NoProxy | ForEach-Object { $_ } | ForEach-Object {
        $_ | Add-Member -NotePropertyName Json -NotePropertyValue ($(if ($_.body) { $_.body | ConvertFrom-Json -AsHashtable })) -PassThru
    }
}

# The newest request; with -Ended once it is over, as the gateway saw it.
function Get-LastGatewayRequest([switch] $Ended) {
    $last = Invoke-RestMethod (Get-GatewayControl "requests/last$(if ($Ended) { '?ended=true' })") -NoProxy
    $last | Add-Member -NotePropertyName Json -NotePropertyValue ($(if ($last.body) { $last.body | ConvertFrom-Json -AsHashtable })) -PassThru
}

function Clear-GatewayRequest { $null = Invoke-RestMethod (Get-GatewayControl 'requests') -Method Delete -NoProxy }

# A real image of the given size: the gateway tells format and size back.
function New-TestPng([string] $Path, [int] $Width = 3, [int] $Height = 2, [int] $Padding = 0) {
    $bytes = [byte[]] (0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
        ($Width -shr 24), (($Width -shr 16) -band 255), (($Width -shr 8) -band 255), ($Width -band 255),
        ($Height -shr 24), (($Height -shr 16) -band 255), (($Height -shr 8) -band 255), ($Height -band 255),
        8, 2, 0, 0, 0, 0, 0, 0, 0)
    if ($Padding) { $bytes += [byte[]]::new($Padding) }
    [System.IO.File]::WriteAllBytes($Path, $bytes)
    Get-Item -LiteralPath $Path
}

Start-TestGateway
Import-BuiltModule
Reset-TestEnvironment
