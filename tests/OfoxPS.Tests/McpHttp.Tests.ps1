# MCP servers at an address: those that the official SDK makes, of both eras of the protocol, and hostile ones (tests/OfoxPS.McpServer).

BeforeDiscovery {
    # Connect-OfoxMcpServer needs PowerShell 7.4; Mcp.Tests.ps1 holds what Windows PowerShell says instead.
    $desktop = $PSEdition -eq 'Desktop'
    $key = 'key-1234567890abcdef'
    $eras = @(
        @{ Era = '2026-07-28'; Kind = 'http'; HasSession = $false }
        @{ Era = '2025-11-25'; Kind = 'http:sessions'; HasSession = $true }
    )
    $refusals = @(
        @{ Kind = '401'; Id = 'OfoxAuthenticationFailed'; Says = 'needs a login and asks for: Bearer realm="files", resource_metadata="https://example.com/.well-known/oauth-protected-resource"*-Header @{ Authorization' }
        @{ Kind = '401-endless'; Id = 'OfoxAuthenticationFailed'; Says = 'needs a login: no' }
        @{ Kind = '401-silent'; Id = 'OfoxAuthenticationFailed'; Says = 'needs a login' }
        @{ Kind = '403'; Id = 'OfoxPermissionDenied'; Says = 'does not allow this: not with ****' }
        @{ Kind = 'redirect'; Id = 'OfoxEndpointNotFound'; Says = 'redirects to http://localhost:*/mcp*Give that address with -Uri' }
        @{ Kind = '500'; Id = 'OfoxServerError'; Says = 'refuses: no database (500)' }
        @{ Kind = 'page'; Id = 'OfoxEndpointNotFound'; Says = 'There is no MCP server at http://127.0.0.1:*/raw/page' }
        @{ Kind = 'silent'; Id = 'OfoxTimeout'; Says = 'has not answered within 2 s' }
        @{ Kind = 'silent-events'; Id = 'OfoxTimeout'; Says = 'has not answered within 2 s' }
        @{ Kind = 'large'; Id = 'OfoxInvalidResponse'; Says = 'sent a message of more than 16777216 bytes' }
        @{ Kind = 'large-event'; Id = 'OfoxInvalidResponse'; Says = 'sent a message of more than 16777216 bytes' }
        @{ Kind = 'large-lines'; Id = 'OfoxInvalidResponse'; Says = 'sent a message of more than 16777216 bytes' }
        @{ Kind = 'cut'; Id = 'OfoxConnectionFailed'; Says = 'has broken off its answer' }
        @{ Kind = 'empty'; Id = 'OfoxInvalidResponse'; Says = 'has ended its answer without a result' }
        @{ Kind = 'broken'; Id = 'OfoxInvalidResponse'; Says = 'has ended its answer without a result' }
        @{ Kind = 'tools:10000'; Id = 'OfoxInvalidResponse'; Says = 'more than 1000 tools' }
    )
    $calls = @(
        @{ Kind = 'call-403'; Id = 'OfoxPermissionDenied'; Says = 'does not allow this: not with ****' }
        @{ Kind = 'call-redirect'; Id = 'OfoxEndpointNotFound'; Says = 'redirects to' }
        @{ Kind = 'call-large'; Id = 'OfoxInvalidResponse'; Says = 'more than 16777216 bytes' }
        @{ Kind = 'call-silent'; Id = 'OfoxTimeout'; Says = "The tool 'go' has not answered within 5 s" }
        @{ Kind = 'call-cut'; Id = 'OfoxConnectionFailed'; Says = 'has broken off its answer' }
        @{ Kind = 'call-empty'; Id = 'OfoxInvalidResponse'; Says = 'has ended its answer without a result' }
        @{ Kind = 'output'; Id = 'OfoxInvalidResponse'; Says = 'does not fit the schema' }
        @{ Kind = 'mute'; Id = 'OfoxInvalidResponse'; Says = 'has ended its answer without a result' }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    . (Join-Path $PSScriptRoot 'mcp.ps1')
    Reset-TestEnvironment
    $key = 'key-1234567890abcdef'
}

# Connect-OfoxMcpServer needs PowerShell 7.4.
Describe 'A server of the SDK at an address, protocol <Era>' -Skip:$desktop -ForEach $eras {
    BeforeAll {
        $web = Start-McpHttp $Kind
        $server = Connect-OfoxMcpServer -Uri "$($web.Uri)/mcp" -Name web -Header @{ Authorization = "Bearer $key" }
    }

    AfterAll {
        Get-OfoxMcpServer | Disconnect-OfoxMcpServer
        Stop-McpHttp $web
    }

    It 'is described as it describes itself' {
        $server.Name, $server.ServerName, $server.Version, $server.ProtocolVersion, $server.Instructions, $server.State |
            Should -Be 'web', 'sdk', '1.2.3', $Era, 'Use it.', 'Connected'
        $server.Tools.Name | Should -Be 'echo', 'write_file', 'sum', 'picture', 'fail', 'variable', 'slow', 'change'
        @(Get-McpSeen $web).authorization | Select-Object -Unique | Should -Be "Bearer $key"
    }

    It 'is called by a model and by a script' {
        (ofox 'call sum({"a":2,"b":3}) call echo({"text":"fox"})' -Tool $server).ToolInvocations.Result |
            Should -Be '{"sum":5}', 'echo: fox'
        (Invoke-OfoxTool $server.Tools['sum'] @{ a = 2; b = 3 }).sum | Should -Be 5
        (Get-Failure { Invoke-OfoxTool $server.Tools['fail'] }).FullyQualifiedErrorId | Should -BeLike 'OfoxToolFailed,*'
    }

    It 'tells how far a call is' {
        $call = Start-Call $server.Tools['slow'] @{ steps = 3 }
        try {
            $call.Shell.EndInvoke($call.Running) | Should -Be 'done'
            $call.Shell.Streams.Progress.StatusDescription | Should -Contain 'slow: step 1'
            $call.Shell.Streams.Progress.PercentComplete | Should -Contain 10
        } finally { $call.Shell.Dispose() }
    }

    It 'is told that a call is cancelled when the pipeline ends, and goes on' {
        $call = Start-Call $server.Tools['slow'] @{ steps = 1000 }
        Wait-Until { $call.Shell.Streams.Progress.Count -gt 0 }
        Stop-Call $call
        Wait-Until { (Get-McpLog $web) -contains 'slow was cancelled' }
        Get-McpLog $web | Should -Contain 'slow was cancelled'
        Invoke-OfoxTool $server.Tools['echo'] @{ text = 'x' } | Should -Be 'echo: x'
    }

    It 'answers several calls at once' {
        $calls = 1..8 | ForEach-Object { Start-Call $server.Tools['echo'] @{ text = "$_" } }
        try { $calls | ForEach-Object { $_.Shell.EndInvoke($_.Running) } | Should -Be (1..8 | ForEach-Object { "echo: $_" }) } finally {
            $calls.Shell.Dispose() }
    }

    It 'announces a change of its tools, which is a warning with the names' {
        $told = Invoke-OfoxTool $server.Tools['change'] 3>&1
        for ($i = 0; $i -lt 100 -and "$told" -notlike '*added*'; $i++) {
            Start-Sleep -Milliseconds 50
            $told = @($told) + (Invoke-OfoxTool $server.Tools['echo'] @{ text = 'x' } 3>&1)
        }
        $said = @($told | Where-Object { $_ -isnot [string] })
        "$said" | Should -Be 'web: The server has changed its tools (new: added). This connection keeps those that it began with; connect again to take the others.'
        $server.Tools.Name | Should -Not -Contain 'added'
    }

    It 'is told that the connection ends' {
        Disconnect-OfoxMcpServer $server
        $server.State | Should -Be 'Disconnected'
        if ($HasSession) {
            $ended = @(Get-McpSeen $web | Where-Object method -EQ DELETE)
            $ended.Count | Should -Be 1
            $ended[0].session | Should -Not -BeNullOrEmpty
        } else {
            Wait-Until { (Get-McpLog $web) -contains 'nobody listens' }
            Get-McpLog $web | Should -Contain 'nobody listens'
            Get-McpSeen $web | Where-Object method -NE POST | Should -BeNullOrEmpty
        }
    }

    It 'is missed where it has gone, and met again where it may be' {
        $server = Connect-OfoxMcpServer -Uri "$($web.Uri)/mcp" -Name again
        $call = Start-Call $server.Tools['slow'] @{ steps = 1000 }
        Wait-Until { $call.Shell.Streams.Progress.Count -gt 0 }
        $web.Process.Kill()
        (Get-CallError $call).FullyQualifiedErrorId | Should -BeLike 'OfoxConnectionFailed,*'

        (Get-Failure { Invoke-OfoxTool $server.Tools['echo'] @{ text = 'x' } }).FullyQualifiedErrorId |
            Should -BeLike 'OfoxConnectionFailed,*'
        $web = Start-McpHttp $Kind ([uri] $web.Uri).Port
        if ($HasSession) {
            (Get-Failure { Invoke-OfoxTool $server.Tools['echo'] @{ text = 'x' } }).Exception.Message |
                Should -BeLike '*has ended the session, or was started anew*'
            $server.State | Should -Be 'Failed'
            (Get-Failure { Invoke-OfoxTool $server.Tools['echo'] @{ text = 'x' } }).Exception.Message |
                Should -BeLike "*'again' is not there any more*"
        } else {
            Invoke-OfoxTool $server.Tools['echo'] @{ text = 'x' } 3>$null | Should -Be 'echo: x'
            $server.State | Should -Be 'Connected'
        }
    }
}

# Connect-OfoxMcpServer needs PowerShell 7.4.
Describe 'A hostile server at an address' -Skip:$desktop {
    BeforeAll { $web = Start-McpHttp http }

    AfterAll {
        Get-OfoxMcpServer | Disconnect-OfoxMcpServer
        Stop-McpHttp $web
    }

    It '<Kind>: one error, and no header in any text' -ForEach $refusals {
        $seconds = if ($Id -eq 'OfoxTimeout') { 2 } else { 60 }
        $all = Get-Failure {
            Connect-OfoxMcpServer -Uri "$($web.Uri)/raw/$Kind" -Name raw -TimeoutSeconds $seconds -Header @{
            Authorization = "Bearer $key" } -Verbose -Debug 4>&1 5>&1 | Tee-Object -Variable script:told }
        $all.FullyQualifiedErrorId | Should -Be "$Id,OfoxPS.Commands.ConnectOfoxMcpServerCommand"
        "$($all.Exception.Message) $($all.ErrorDetails.RecommendedAction)" |
            Should -BeLike "*$([WildcardPattern]::Escape($Says) -replace '`\*', '*')*"
        "$($all | Format-List -Force | Out-String) $($all.Exception) $told" | Should -Not -BeLike "*$key*"
        Get-OfoxMcpServer raw* | Should -BeNullOrEmpty
    }

    It '<Kind>: one error of the call' -ForEach $calls {
        $server = Connect-OfoxMcpServer -Uri "$($web.Uri)/raw/$Kind" -Name raw -TimeoutSeconds 5 -Header @{ Authorization = "Bearer $key" }
        try {
            $failure = Get-Failure { Invoke-OfoxTool $server.Tools['go'] }
            $failure.FullyQualifiedErrorId | Should -Be "$Id,OfoxPS.Commands.InvokeOfoxToolCommand"
            $failure.Exception.Message | Should -BeLike "*$([WildcardPattern]::Escape($Says))*"
            "$($failure.Exception)" | Should -Not -BeLike "*$key*"
        } finally { Disconnect-OfoxMcpServer $server }
    }

    It 'gets no header by a redirection' {
        $null = Get-Failure { Connect-OfoxMcpServer -Uri "$($web.Uri)/raw/redirect" -Header @{ Authorization = "Bearer $key" } }
        Get-McpSeen $web | Where-Object host -EQ localhost | Should -BeNullOrEmpty
        Get-McpSeen $web | Where-Object path -EQ /raw/redirect | Should -Not -BeNullOrEmpty
    }

    It 'leaves no header in the log' {
        $log = Join-Path $TestDrive log.jsonl
        $server = Connect-OfoxMcpServer -Uri "$($web.Uri)/raw/call-403" -Name raw -Header @{ Authorization = "Bearer $key" }
        Set-OfoxConfiguration -LogPath $log -LogContent
        try { (ofox 'call go({})' -Tool $server).ToolInvocations.Error | Should -BeLike '*not with `*`*`*`**' } finally {
            Disconnect-OfoxMcpServer $server; Reset-TestEnvironment }
        [IO.File]::ReadAllText($log) | Should -Not -BeLike "*$key*"
    }
}

# Connect-OfoxMcpServer needs PowerShell 7.4.
Describe 'An address' -Skip:$desktop {
    It 'in the clear beyond this machine is refused' {
        (Get-Failure { Connect-OfoxMcpServer -Uri http://192.0.2.1/mcp }).FullyQualifiedErrorId | Should -BeLike 'OfoxInsecureEndpoint,*'
    }

    It 'where nobody is: says so' {
        (Get-Failure { Connect-OfoxMcpServer -Uri http://127.0.0.1:9/mcp }).FullyQualifiedErrorId | Should -BeLike 'OfoxConnectionFailed,*'
    }

    It 'of a server that is none: says so' {
        (Get-Failure { Connect-OfoxMcpServer -Uri ($env:OFOX_BASE_URL -replace '/v1$', '/mcp') }).FullyQualifiedErrorId |
            Should -BeLike 'OfoxEndpointNotFound,*'
    }
}
