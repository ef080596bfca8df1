# How MCP servers end, with all that they have started.

BeforeDiscovery {
    $linux = $PSEdition -ne 'Desktop' -and (Test-Path /proc/self/environ)
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    . (Join-Path $PSScriptRoot 'mcp.ps1')
    Reset-TestEnvironment
}

# Which processes belong to a server is seen in /proc, which Linux alone has.
Describe 'The end of a server' -Skip:(-not $linux) {
    It 'comes with <End>, and takes all that it has started with it' -ForEach @(
        @{ End = 'Disconnect-OfoxMcpServer'; Script = 'Disconnect-OfoxMcpServer $server' }
        @{ End = 'Remove-Module'; Script = 'Remove-Module OfoxPS' }
        @{ End = 'the end of the process'; Script = 'exit' }
        @{ End = 'the process being killed'; Script = '(Get-Process -Id $PID).Kill()' }
        @{ End = 'the end of its runspace'; Script = '' }
    ) {
        $before = Get-ServerProcess
        $open = "Import-Module '$Manifest'; `$server = Connect-OfoxMcpServer dotnet '$McpProgram', stays"
        if ($Script) {
            $null = & $Shell @ShellArgument -NoProfile -Command "$open; [Console]::Out.WriteLine(`$server.State); $Script; [Console]::In.ReadLine()" 2>$null
        } else {
            $runspace = [powershell]::Create()
            $null = $runspace.AddScript($open).Invoke()
            Get-ServerProcess | Should -BeGreaterThan $before
            $runspace.Runspace.Close()
            $runspace.Dispose()
        }

        Wait-Until { (Get-ServerProcess) -le $before }
        Get-ServerProcess | Should -Be $before
    }

    It 'is seen after it crashed, and what it has started ends with the connection' {
        $before = Get-ServerProcess
        $server = Connect-Test tree
        $root = Get-ChildItem /proc -Directory | Where-Object Name -Match '^\d+$' |
            Where-Object { try { [IO.File]::ReadAllText("$($_.FullName)/cmdline") -match 'OfoxPS.McpServer.dll\0tree' } catch { $false } }
        Stop-Process -Id $root.Name -Force
        Wait-Until { $server.State -eq 'Failed' }
        $server.State | Should -Be 'Failed'
        Get-ServerProcess | Should -BeGreaterThan $before
        Disconnect-OfoxMcpServer $server
        Get-ServerProcess | Should -Be $before
    }
}
