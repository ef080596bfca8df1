# Each test file begins with this: the built module, and one gateway for the whole run.

$script:Root = Split-Path (Split-Path $PSScriptRoot)

# A new process of the PowerShell that runs the tests: & $Shell @ShellArgument -NoProfile ... A PowerShell that is a .NET tool is a
# library that dotnet runs.
$script:Shell =
    if ($PSEdition -eq 'Desktop') { "$PSHOME\powershell.exe" } else {
    [System.Diagnostics.Process]::GetCurrentProcess().MainModule.FileName }
$script:ShellArgument = @(if ([System.IO.Path]::GetFileNameWithoutExtension($Shell) -eq 'dotnet') { "$PSHOME/pwsh.dll" })

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

    # Prices that an earlier test has fetched would show in the line under each answer.
    $env:OFOX_CACHE = 'off'
    $clear = @{}
    foreach ($name in (Get-OfoxConfiguration).Source.Keys) {
        if ((Get-OfoxConfiguration).Source[$name] -eq 'Set-OfoxConfiguration') { $clear[$name] = $null }
    }
    foreach ($switch in 'NoProxy', 'SkipCertificateCheck', 'AllowUnencryptedAuthentication', 'LogContent') {
        if ($clear.ContainsKey($switch)) { $clear[$switch] = $false }
    }

    if ($clear.Count) { Set-OfoxConfiguration @clear }
    Clear-GatewayRequest
}

function Get-GatewayControl([string] $Path) { ($global:OfoxTestGateway.BaseUri -replace '/v1$') + '/_gateway/' + $Path }

# Dictionaries rather than objects, so that a test sees exactly which keys there are. Windows PowerShell has no switch for it.
function ConvertFrom-TestJson([string] $Text) {
    if ($PSVersionTable.PSVersion.Major -ge 6) { return $Text | ConvertFrom-Json -AsHashtable }
    Add-Type -AssemblyName System.Web.Extensions
    [System.Web.Script.Serialization.JavaScriptSerializer]::new().DeserializeObject($Text)
}

function Invoke-GatewayControl([string] $Path, [string] $Method = 'Get') {
    $direct = if ($PSVersionTable.PSVersion.Major -ge 6) { @{ NoProxy = $true } } else { @{} }
    Invoke-RestMethod (Get-GatewayControl $Path) -Method $Method @direct
}

function Add-ParsedBody($Request) {
    $parsed = if ($Request.body) { ConvertFrom-TestJson $Request.body }
    $Request | Add-Member -NotePropertyName Json -NotePropertyValue $parsed -PassThru
}

# What the gateway received, oldest first; the body is parsed as Json too.
function Get-GatewayRequest { Invoke-GatewayControl 'requests' | ForEach-Object { $_ } | ForEach-Object { Add-ParsedBody $_ } }

# The newest request; with -Ended once it is over, as the gateway saw it.
function Get-LastGatewayRequest([switch] $Ended) {
    Add-ParsedBody (Invoke-GatewayControl "requests/last$(if ($Ended) { '?ended=true' })")
}

function Clear-GatewayRequest { $null = Invoke-GatewayControl 'requests' -Method Delete }

# A raw server: tls, proxy, redirect, good, or a fault by its name in docs/reliability.md.
function Start-Wire([string] $Kind, [string] $Option = '') {
    Invoke-GatewayControl "wire/$([uri]::EscapeDataString($Kind))?option=$([uri]::EscapeDataString($Option))" -Method Post
}

# What a raw server has seen: connections, and the head of each request.
function Get-Wire($Wire) { Invoke-GatewayControl "wire/$($Wire.port)" }

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

# A PDF of so many empty pages: the gateway tells their number back.
function New-TestPdf([string] $Path, [int] $Pages = 1) {
    $kids = (1..$Pages).ForEach({ "$($_ + 2) 0 R" }) -join ' '
    $objects = @('<< /Type /Catalog /Pages 2 0 R >>', "<< /Type /Pages /Kids [$kids] /Count $Pages >>") +
        @('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>') * $Pages
    $text = "%PDF-1.4`n"
    for ($i = 0; $i -lt $objects.Count; $i++) { $text += "$($i + 1) 0 obj`n$($objects[$i])`nendobj`n" }
    [System.IO.File]::WriteAllText($Path, "${text}trailer << /Root 1 0 R >>`n%%EOF`n")
    Get-Item -LiteralPath $Path
}

# Silence of so many milliseconds: the gateway tells its length back.
function New-TestWav([string] $Path, [int] $Milliseconds = 1000) {
    $length = 8 * $Milliseconds
    $bytes = [byte[]] (0x52, 0x49, 0x46, 0x46) + [BitConverter]::GetBytes(36 + $length) +
        [byte[]] (0x57, 0x41, 0x56, 0x45, 0x66, 0x6D, 0x74, 0x20, 16, 0, 0, 0, 1, 0, 1, 0) +
        [BitConverter]::GetBytes(8000) + [BitConverter]::GetBytes(8000) + [byte[]] (1, 0, 8, 0, 0x64, 0x61, 0x74, 0x61) +
            [BitConverter]::GetBytes($length) + [byte[]]::new($length)
    [System.IO.File]::WriteAllBytes($Path, $bytes)
    Get-Item -LiteralPath $Path
}

Start-TestGateway
Import-BuiltModule
Reset-TestEnvironment

# Whether Test-Json of this PowerShell checks what a schema refers to: some validators take every value there.
function Test-ReferenceValidator {
    $schema = '{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"a":{"$ref":"#/$defs/t"}},"$defs":{"t":{"type":"object","properties":{"b":{"anyOf":[{"$ref":"#/$defs/t"},{"type":"null"}]}},"dependentSchemas":{"c":{"required":["b"]}}}}}'
    (Test-Json -Json '{"a":{"b":{"b":null}}}' -Schema $schema -ErrorAction Ignore) -and
        -not (Test-Json -Json '{"a":{"b":{"b":1}}}' -Schema $schema -ErrorAction Ignore) -and
        -not (Test-Json -Json '{"a":{"c":1}}' -Schema $schema -ErrorAction Ignore)
}
