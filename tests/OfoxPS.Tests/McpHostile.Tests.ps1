# MCP servers with bad manners (tests/OfoxPS.McpServer).

BeforeDiscovery {
    $desktop = $PSEdition -eq 'Desktop'
    $linux = -not $desktop -and (Test-Path /proc/self/environ)
    $hostile = @(
        @{ Kind = 'silent'; Id = 'OfoxTimeout'; Says = 'has not answered within 1 s' }
        @{ Kind = 'text'; Id = 'OfoxTimeout'; Says = 'Welcome to a program that is no server'; Seconds = 10 }
        @{ Kind = 'endless'; Id = 'OfoxInvalidResponse'; Says = 'that is no message'; Seconds = 60 }
        @{ Kind = 'large'; Id = 'OfoxInvalidResponse'; Says = 'more than 16777216 bytes'; Seconds = 60 }
        @{ Kind = 'crash'; Id = 'OfoxConnectionFailed'; Says = 'exit code 3. Its stderr says: no database'; Seconds = 60 }
        @{ Kind = 'tools:10000'; Id = 'OfoxInvalidResponse'; Says = 'more than 1000 tools'; Seconds = 60 }
        @{ Kind = 'pages'; Id = 'OfoxInvalidResponse'; Says = 'same page'; Seconds = 60 }
        @{ Kind = 'deep'; Id = 'OfoxInvalidResponse'; Says = 'maximum configured depth of 64'; Seconds = 60 }
    )
    $calls = @(
        @{ Kind = 'dies'; Id = 'OfoxConnectionFailed'; Says = 'exit code 7. Its stderr says: Error: out of memory'; State = 'Failed' }
        @{ Kind = 'output'; Id = 'OfoxInvalidResponse'; Says = 'does not fit the schema'; State = 'Connected' }
        @{ Kind = 'content'; Id = 'OfoxInvalidResponse'; Says = 'no list of objects'; State = 'Connected' }
        @{ Kind = 'broken'; Id = 'OfoxInvalidResponse'; Says = 'cannot be read'; State = 'Failed' }
        @{ Kind = 'half'; Id = 'OfoxInvalidResponse'; Says = 'cannot be read'; State = 'Failed' }
        @{ Kind = 'blob:50000000'; Id = 'OfoxInvalidResponse'; Says = 'more than 16777216 bytes'; State = 'Failed' }
        @{ Kind = 'input'; Id = 'OfoxToolFailed'; Says = 'wants an input of a person'; State = 'Connected' }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    . (Join-Path $PSScriptRoot 'mcp.ps1')
    Reset-TestEnvironment
}

# Connect-OfoxMcpServer needs PowerShell 7.4.
Describe 'A hostile server' -Skip:$desktop {
    It '<Kind>: one error' -ForEach $hostile {
        $seconds = if ($Seconds) { $Seconds } else { 1 }
        $failure = Get-Failure { Connect-Test $Kind @{ TimeoutSeconds = $seconds } }
        $failure.FullyQualifiedErrorId | Should -Be "$Id,OfoxPS.Commands.ConnectOfoxMcpServerCommand"
        $failure.Exception.Message | Should -BeLike "*$Says*"
        Get-OfoxMcpServer $Kind* | Should -BeNullOrEmpty
    }

    It '<Kind> in a call: one error' -ForEach $calls {
        $server = Connect-Test $Kind
        try {
            $failure = Get-Failure { Invoke-OfoxTool $server.Tools['go'] }
            $failure.FullyQualifiedErrorId | Should -Be "$Id,OfoxPS.Commands.InvokeOfoxToolCommand"
            $failure.Exception.Message | Should -BeLike "*$Says*"
            $server.State | Should -Be $State
            (ofox 'call go({})' -Tool $server).ToolInvocations.Error | Should -Not -BeNullOrEmpty
        } finally { Disconnect-OfoxMcpServer $server }
    }

    # A server of .NET closes no stream of its own: it is done through /proc, which Linux alone has.
    It '<_> in a call: one error' -Skip:(-not $linux) -ForEach 'closes', 'deaf' {
        $server = Connect-Test $_
        try {
            $failure = Get-Failure { Invoke-OfoxTool $server.Tools['go'] }
            $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxConnectionFailed,*'
            $failure.Exception.Message | Should -BeLike '*has closed its stdin or stdout*'
            $server.State | Should -Be Failed
        } finally { Disconnect-OfoxMcpServer $server }
    }

    It 'reads no call any more: an error in time, and the connection ends' {
        $server = Connect-Test stuffed @{ TimeoutSeconds = 7 }
        try {
            (Get-Failure { Invoke-OfoxTool $server.Tools['go'] @{ text = 'x' * 1MB } }).FullyQualifiedErrorId |
                Should -BeLike 'OfoxTimeout,*'
            (Get-Failure { Invoke-OfoxTool $server.Tools['go'] @{ text = 'x' } }).FullyQualifiedErrorId | Should -BeLike 'OfoxTimeout,*'
        } finally { Disconnect-OfoxMcpServer $server }
        $server.State | Should -Be Disconnected
    }

    # The sizes are those of docs/reliability.md: as much is accepted, and one more is not.
    It 'may have so much and no more: <What>' -ForEach @(
        @{ What = "bytes of a message of an MCP server"; Kind = 'bytes' }
        @{ What = "levels of JSON in a message of an MCP server"; Kind = 'levels' }
        @{ What = "tools of an MCP server"; Kind = 'tools' }
        @{ What = "text beside the messages of an MCP server"; Kind = 'beside' }
    ) {
        $row = Get-Content "$Root/docs/reliability.md" | Where-Object { $_.StartsWith("| $What |") }
        $most = [int] ($row.Split('|')[2].Trim().Split(' ')[0] -replace ',')
        $server = Connect-Test "${Kind}:$most"
        try { $server.Tools.Count | Should -BeGreaterThan 0 } finally { Disconnect-OfoxMcpServer $server }
        (Get-Failure { Connect-Test "${Kind}:$($most + 1)" }).FullyQualifiedErrorId | Should -BeLike 'OfoxInvalidResponse,*'
    }

    It 'does not answer a call: one error, and the next call too' {
        $server = Connect-Test mute @{ TimeoutSeconds = 7 }
        try { (Get-Failure { Invoke-OfoxTool $server.Tools['go'] }).FullyQualifiedErrorId | Should -BeLike 'OfoxTimeout,*' } finally {
            Disconnect-OfoxMcpServer $server }
    }

    It 'may <Does>' -ForEach @(
        @{ Kind = 'bom'; Does = 'begin with a byte order mark'; Gives = 'gone' }
        @{ Kind = 'twice'; Does = 'answer twice, and one answer counts'; Gives = 'first', 'second' }
        @{ Kind = 'other-id'; Does = 'answer what nobody asked'; Gives = 'gone' }
        @{ Kind = 'flood'; Does = 'notify 200,000 times in a call'; Gives = 'gone' }
        @{ Kind = 'loud'; Does = 'write 100,000 lines to stderr'; Gives = 'gone' }
        @{ Kind = 'greeting'; Does = 'greet on stdout'; Gives = 'gone' }
    ) {
        $server = Connect-Test $Kind
        try { 1..2 | ForEach-Object { Invoke-OfoxTool $server.Tools['go'] 3>$null | Should -BeIn $Gives } } finally {
            Disconnect-OfoxMcpServer $server }
    }

    It 'may have schemas that refer to themselves' {
        $server = Connect-Test cycle
        try {
            (Get-Failure { Invoke-OfoxTool $server.Tools['go'] @{ a = 1 } }).FullyQualifiedErrorId | Should -BeLike 'Ofox*'
            Invoke-OfoxTool $server.Tools['go'] @{ c = @{ c = @{} } } | Should -Be 'gone'
            (ofox 'call go({})' -Tool $server).ToolInvocations.Result | Should -Be 'gone'
        } finally { Disconnect-OfoxMcpServer $server }
    }

    It 'loses a tool that has the name of another, and no more' {
        $warned, $server = Connect-Test duplicates 3>&1
        try {
            $server.Tools.Name | Should -Be 'go'
            "$warned" | Should -BeLike "*The tool 'go' is left out: another one has this name*"
        } finally { Disconnect-OfoxMcpServer $server }
    }

    It 'cannot put anything into the terminal or into a request with the names of its tools' {
        $server = Connect-Test escapes -WarningVariable warned -WarningAction SilentlyContinue
        try {
            $server.Tools.Name | ForEach-Object { $_ | Should -MatchExactly '^[A-Za-z0-9_-]{1,64}$' }
            "$warned" + ($server.Tools | Out-String) | Should -Not -Match '\e\[2J'
            $null = ofox 'nothing' -Tool $server
        } finally { Disconnect-OfoxMcpServer $server }
    }

    It 'gives links and files of 10 MB' {
        $server = Connect-Test blob:10000000
        try {
            $link, $bytes = Invoke-OfoxTool $server.Tools['go']
            $link | Should -Be 'a.bin: file:///a.bin'
            , $bytes | Should -BeOfType byte[]
            $bytes.Length | Should -Be 10000000
            (ofox 'call go({})' -Tool $server).ToolInvocations.Result |
                Should -Be "a.bin: file:///a.bin`n(data, 10000000 bytes, which are not shown to the model)"
        } finally { Disconnect-OfoxMcpServer $server }
    }

    It 'shows its secret nowhere: <Kind>' -ForEach @{ Kind = 'secret' }, @{ Kind = 'dies' }, @{ Kind = 'loud' } {
        $secret = 'tok-1234567890abcdef'
        $said = @(
            $server = Connect-Test $Kind @{ Environment = @{ API_TOKEN = $secret } } -Verbose 4>&1 3>&1 |
                ForEach-Object { if ($_ -is [OfoxPS.McpServer]) { $_ } else { $null = $_ | Out-String | Tee-Object -Variable +told } }
            try {
                $call = ofox 'call go({})' -Tool $server
                $call.ToolInvocations | Format-List | Out-String
                (Get-GatewayRequest).body
                $failure = try { Invoke-OfoxTool $server.Tools['go'] -Verbose *>&1 | Out-String } catch {
                    $_ | Format-List -Force | Out-String; "$($_.Exception)" }
                $failure
                $server | Format-List * | Out-String
                $server.Tools | Format-List * | Out-String
            } finally { Disconnect-OfoxMcpServer $server }
        ) + $told
        "$said" | Should -Not -Match ([regex]::Escape($secret))

        # Neither is the first half of it.
        "$said" | Should -Not -Match 'tok-1234'
        "$said" | Should -BeLike '*`*`*`*`**'
    }

    It 'is not given what is secret of the gateway, unless it is told so, and then the model does not see it' {
        $env:OFOX_HEADERS = '{"X-Team-Token":"tok-1234567890abcdef"}'
        $server = Connect-Test sdk
        $given = Connect-Test sdk @{ Environment = @{ MINE = $env:OFOX_API_KEY } }
        try {
            foreach ($name in 'OFOX_API_KEY', 'OFOX_HEADERS', 'OFOX_BASE_URL') {
                Invoke-OfoxTool $server.Tools['variable'] @{ name = $name } | Should -Be 'not set'
            }
            Invoke-OfoxTool $server.Tools['variable'] @{ name = 'OFOX_CACHE' } | Should -Be $env:OFOX_CACHE
            Invoke-OfoxTool $given.Tools['variable'] @{ name = 'MINE' } | Should -Be $env:OFOX_API_KEY
            (ofox 'call variable({"name":"MINE"})' -Tool $given).ToolInvocations.Result | Should -Be '****'
        } finally {
            $server, $given | Disconnect-OfoxMcpServer
            $env:OFOX_HEADERS = $null
        }
    }

    It 'that is not there, or whose folder is not: one error' {
        (Get-Failure { Connect-OfoxMcpServer no-such-program }).FullyQualifiedErrorId | Should -BeLike 'OfoxInvalidArgument,*'
        (Get-Failure { Connect-OfoxMcpServer dotnet $McpProgram, sdk -WorkingDirectory ./no-such-folder }).Exception.Message |
            Should -BeLike '*no-such-folder*'
        (Get-Failure { Connect-OfoxMcpServer $McpProgram }).FullyQualifiedErrorId | Should -BeLike 'Ofox*'
    }

    # In Windows programs divide their command lines each by rules of their own.
    It 'gets its arguments as they are' -Skip:$IsWindows {
        $given = 'a b', 'it''s "quoted"', '\', '', 'π fox 🦊', '$HOME `id` $(id) %PATH% ;&|<>*', "two`nlines", '--', '-x'
        $folder = (New-Item "$TestDrive/a 'b' π" -ItemType Directory).FullName
        $server = Connect-OfoxMcpServer dotnet (@($McpProgram, 'arguments') + $given) -WorkingDirectory $folder -Name arguments
        try { Invoke-OfoxTool $server.Tools['go'] | ConvertFrom-Json | Should -Be $given } finally { Disconnect-OfoxMcpServer $server }
        $server = Connect-OfoxMcpServer dotnet $McpProgram, folder -WorkingDirectory $folder -Name folder
        try { Invoke-OfoxTool $server.Tools['go'] | Should -Be $folder } finally { Disconnect-OfoxMcpServer $server }
    }

    It 'gets no roots, no sampling and no elicitation, and an answer to a ping' {
        $server = Connect-Test asks
        try { Invoke-OfoxTool $server.Tools['go'] | Should -Be '-32601 -32601 -32601 answered' } finally {
            Disconnect-OfoxMcpServer $server }
    }

    It 'reads all pages, whatever the cursor is' {
        $server = Connect-Test two-pages
        try { $server.Tools.Name | Should -Be 'go', 'second' } finally { Disconnect-OfoxMcpServer $server }
    }

    It 'cannot have names that no model takes' {
        $server = Connect-Test names
        try {
            $server.Tools.Count | Should -Be 4
            $server.Tools.Name | ForEach-Object { $_ | Should -MatchExactly '^[A-Za-z0-9_-]{1,64}$' }
            ($server.Tools.Name | ForEach-Object ToLowerInvariant | Sort-Object -Unique).Count | Should -Be 4
        } finally { Disconnect-OfoxMcpServer $server }
    }

    It 'loses the tool whose schema is none' {
        $warned, $server = Connect-Test schema 3>&1
        try {
            $server.Tools.Name | Should -Be 'go'
            "$warned" | Should -BeLike "*'bad' is left out*"
        } finally { Disconnect-OfoxMcpServer $server }
    }

    It 'may change its tools, which is a warning and no more' {
        $server = Connect-Test changes
        try {
            $said = 1..20 | ForEach-Object {
                if ("$said" -notmatch 'new: other') {
                    Start-Sleep -Milliseconds 50; Invoke-OfoxTool $server.Tools['go'] 3>&1 | Tee-Object -Variable said }
            }
            "$said" | Should -BeLike '*new: other*'
            $server.Tools.Name | Should -Be 'go'
        } finally { Disconnect-OfoxMcpServer $server }
    }

    It 'cannot send more to a model than a command can' {
        $server = Connect-Test long
        try {
            $call = (ofox 'call go({})' -Tool $server -WarningAction SilentlyContinue).ToolInvocations
            $call.Result | Should -BeLike '*(cut: the first 32000 of 50000 characters were sent to the model)'
        } finally { Disconnect-OfoxMcpServer $server }
    }

    It 'shows nothing that a terminal obeys' {
        $server = Connect-Test terminal
        try { $server | Format-List | Out-String | Should -Not -Match '\e\[2J|\e\[31m' } finally { Disconnect-OfoxMcpServer $server }
    }
}
