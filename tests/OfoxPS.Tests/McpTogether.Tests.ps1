# One MCP server that several runspaces and conversations use at once.

BeforeDiscovery {
    $desktop = $PSEdition -eq 'Desktop'
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    . (Join-Path $PSScriptRoot 'mcp.ps1')
    Reset-TestEnvironment
}

# Connect-OfoxMcpServer needs PowerShell 7.4.
Describe 'A server that several use at once' -Skip:$desktop {
    BeforeAll { $server = Connect-Test sdk }

    AfterAll { Disconnect-OfoxMcpServer $server }

    It 'answers each runspace' {
        $module = $Manifest
        $answers = 1..16 | ForEach-Object -ThrottleLimit 8 -Parallel {
            Import-Module $using:module
            Invoke-OfoxTool ($using:server).Tools['echo'] @{ text = "$_" }
        }
        $answers | Sort-Object { [int] ($_ -replace '\D') } | Should -Be (1..16 | ForEach-Object { "echo: $_" })
    }

    It 'answers each conversation of a pipeline' {
        $answers = 1..16 | ForEach-Object { "call echo({`"text`":`"$_`"})" } | ofox -Tool $server -ThrottleLimit 8
        $answers.ToolInvocations.Result | Should -Be (1..16 | ForEach-Object { "echo: $_" })
    }

    It 'ends every call where it is disconnected meanwhile' {
        $other = Connect-Test sdk
        $calls = 1..2 | ForEach-Object { Start-Call $other.Tools['slow'] @{ steps = 1000 } }
        Wait-Until { $calls[0].Shell.Streams.Progress.Count -gt 0 -or $calls[1].Shell.Streams.Progress.Count -gt 0 }
        Disconnect-OfoxMcpServer $other
        $calls | ForEach-Object { (Get-CallError $_).FullyQualifiedErrorId | Should -BeLike 'OfoxConnectionFailed,*' }
    }

    It 'ends a call where the module is removed meanwhile' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript(
                'param($module, $program) Import-Module $module; (Connect-OfoxMcpServer dotnet $program, sdk).Tools["slow"]').AddArgument(
                $Manifest).AddArgument($McpProgram)
            $tool = $shell.Invoke()[0]
            $call = Start-Call $tool @{ steps = 1000 }
            Wait-Until { $call.Shell.Streams.Progress.Count -gt 0 }
            $shell.Commands.Clear()
            $null = $shell.AddScript('Remove-Module OfoxPS').Invoke()
            (Get-CallError $call).FullyQualifiedErrorId | Should -BeLike 'OfoxConnectionFailed,*'
        } finally { $shell.Dispose() }
    }
}
