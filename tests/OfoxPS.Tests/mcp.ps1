# What the tests of MCP servers share. It comes after common.ps1.

$script:McpProgram = (Get-ChildItem (Join-Path $Root 'tests/OfoxPS.McpServer/bin/Release/*/OfoxPS.McpServer.dll')).FullName

# The module, for another process or runspace.
$script:Manifest = Join-Path (Get-Module OfoxPS).ModuleBase 'OfoxPS.psd1'

# A connection to a server of tests/OfoxPS.McpServer, by its kind.
function Connect-Test {
    [CmdletBinding()]
    param([string] $Kind, [hashtable] $With = @{})

    Connect-OfoxMcpServer dotnet $McpProgram, $Kind -Name ($Kind -replace ':.*') @With
}

# The error of a script, which there must be.
function Get-Failure([scriptblock] $Script) {
    try { $null = & $Script } catch { return $_ }
    throw 'There was no error.'
}

# Processes inherit this, so that those of other tests, which run at the same time, are told apart.
$env:MCP_TEST_OWNER = "$PID"

# Processes that a server of these tests has started, itself included: each has a variable of the environment that says so.
function Get-ServerProcess {
    @(Get-ChildItem /proc -Directory | Where-Object Name -Match '^\d+$' | Where-Object {
            try {
                $variables = [IO.File]::ReadAllText("$($_.FullName)/environ") -split "`0"
                $variables -contains "MCP_TEST_OWNER=$PID" -and $variables -match '^OFOXPS_MCP_SERVER='
            } catch { $false }
        }).Count
}

function Wait-Until([scriptblock] $Condition) {
    for ($i = 0; $i -lt 100 -and -not (& $Condition); $i++) { Start-Sleep -Milliseconds 100 }
}

# A tool is called in a runspace of its own, until Stop-Call.
function Start-Call($Tool, [hashtable] $Argument = @{}) {
    $shell = [powershell]::Create()
    $null = $shell.AddScript('param($module, $tool, $argument) Import-Module $module; Invoke-OfoxTool $tool $argument').AddArgument(
        $Manifest).AddArgument($Tool).AddArgument($Argument)
    [pscustomobject]@{ Shell = $shell; Running = $shell.BeginInvoke() }
}

# The error of a call that has ended.
function Get-CallError($Call) {
    try {
        $null = $Call.Shell.EndInvoke($Call.Running)
        $Call.Shell.Streams.Error[0]
    } finally { $Call.Shell.Dispose() }
}

function Stop-Call($Call) {
    try {
        $Call.Shell.Stop()
        { $Call.Shell.EndInvoke($Call.Running) } | Should -Throw
    } finally { $Call.Shell.Dispose() }
}

# The server of the SDK at an address: http, or http:sessions for the older era.
function Start-McpHttp([string] $Kind, [int] $Port = 0) {
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet', "`"$McpProgram`" $Kind $Port")
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $process.BeginErrorReadLine()
    [pscustomobject]@{ Process = $process; Uri = $process.StandardOutput.ReadLine() }
}

function Stop-McpHttp($Web) {
    if ($Web -and -not $Web.Process.HasExited) { $Web.Process.Kill() }
}

# What it was asked, and what its tools told.
function Get-McpSeen($Web) { Invoke-RestMethod "$($Web.Uri)/seen" -NoProxy | ForEach-Object { $_ } }
function Get-McpLog($Web) { (Invoke-RestMethod "$($Web.Uri)/log" -NoProxy) -split "`n" }

# A port that nobody listens at.
function Get-FreePort {
    $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
    $listener.Start()
    try { $listener.LocalEndpoint.Port } finally { $listener.Stop() }
}
