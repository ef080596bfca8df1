# MCP servers: one that the official SDK makes, hostile ones of raw lines (tests/OfoxPS.McpServer), and, where npm has them, real ones.

BeforeDiscovery {
    $desktop = $PSEdition -eq 'Desktop'
    $configurations = @(
        @{ Text = '{"servers":{"a":{"command":"$(id)"}}}'; Says = '$(id)' }
        @{ Text = '{"servers":{"a":{"command":"x","args":["`id`"]}}}'; Says = '`id`' }
        @{ Text = '{"servers":{"a":{"command":"${workspaceFolder}/x"},"b":{}}}'; Says = 'workspaceFolder is not set' }
        @{ Text = '{"servers":{"a":{"command":"${file:x}"}}}'; Says = '${file:x}' }
        @{ Text = '{"servers":{"a":{"command":"${env:OFOX_TEST_NOWHERE}"}}}'; Says = 'OFOX_TEST_NOWHERE is not set' }
        @{ Text = '{"servers":{"a":{"command":"x","url":"https://x.test"}}}'; Says = 'or both' }
        @{ Text = '{"servers":{"a":{"url":"http://x.test"}}}'; Says = 'in the clear' }
        @{ Text = '{"servers":{"a":{"command":"x","envFile":".env"}}}'; Says = 'envFile' }
        @{ Text = '{"mcp":{"a":{"command":"x"}}}'; Says = 'neither an object mcpServers' }
        @{ Text = '[]'; Says = 'no JSON object' }
    )
    $hasPackages = $env:OFOXPS_TEST_MCP -and (Test-Path "$env:OFOXPS_TEST_MCP/@modelcontextprotocol/server-everything")
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    . (Join-Path $PSScriptRoot 'mcp.ps1')
}

# What every other PowerShell is not told.
Describe 'Windows PowerShell' -Skip:(-not $desktop) {
    It 'says that it needs another one' {
        (Get-Failure { Connect-OfoxMcpServer cmd.exe }).Exception.Message | Should -BeLike '*need PowerShell 7.4*'
    }
}

# Connect-OfoxMcpServer needs PowerShell 7.4.
Describe 'A server of the official SDK' -Skip:$desktop {
    BeforeAll {
        Reset-TestEnvironment
        $server = Connect-Test sdk @{ Environment = @{ API_TOKEN = 'tok-1234567890abcdef'; PLAIN = 'plain-1234567890abcdef' } }
    }

    AfterAll { if ($server) { Disconnect-OfoxMcpServer $server } }

    It 'is described as it describes itself' {
        $server.Name, $server.ServerName, $server.Version, $server.ProtocolVersion, $server.Instructions, $server.State |
            Should -Be 'sdk', 'sdk', '1.2.3', '2026-07-28', 'Use it.', 'Connected'
        $server.Tools.Name | Should -Be 'echo', 'write_file', 'sum', 'picture', 'fail', 'variable', 'slow', 'change'
        (Get-OfoxMcpServer sdk).Tools['echo'].Schema.required | Should -Be 'text'
    }

    It 'is called by a model' {
        $answer = ofox 'call echo({"text":"fox"})' -Tool $server, Get-Date
        $answer.Content | Should -Be 'echo answered: echo: fox'
        $answer.ToolInvocations.Result | Should -Be 'echo: fox'
        (Get-GatewayRequest)[0].Json.tools.function.name | Should -Contain 'sum'
    }

    It 'checks the arguments of a model before the call' {
        (ofox 'call echo({"text":1})' -Tool $server).ToolInvocations.Error | Should -BeLike '*do not fit the schema*$.text*'
    }

    It 'gives structured results as JSON to a model and as objects to a script' {
        (ofox 'call sum({"a":2,"b":3})' -Tool $server).ToolInvocations.Result | Should -Be '{"sum":5}'
        $sum = Invoke-OfoxTool $server.Tools['sum'] @{ a = 2; b = 3 }
        $sum.sum | Should -Be 5
        $sum | Should -BeOfType PSCustomObject
    }

    It 'answers several calls in their order' {
        (ofox "call sum({`"a`":1,`"b`":1}) call echo({`"text`":`"x`"}) call sum({`"a`":2,`"b`":2})" -Tool $server).ToolInvocations.Result |
            Should -Be '{"sum":2}', 'echo: x', '{"sum":4}'
    }

    It 'sends no picture to a model that is known to take none, and says so' {
        $env:OFOX_CACHE = Join-Path $TestDrive cache
        try {
            $model = (Get-OfoxModel | Where-Object { $_.InputModalities -and $_.InputModalities -notcontains 'image' })[0].Id
            $answer = ofox 'call picture({})' -Tool $server -Model $model
            $answer.ToolInvocations.Result | Should -Be "one dot`n(an image, image/png, which is not shown: the model takes no images)"
            $answer.Conversation.Role | Should -Be 'user', 'assistant', 'tool', 'assistant'
        } finally { $env:OFOX_CACHE = 'off' }
    }

    It 'sends a picture after the answers' {
        $answer = ofox 'call picture({})' -Tool $server
        $answer.ToolInvocations.Result | Should -Be "one dot`n(an image, image/png, which follows)"
        $messages = (Get-LastGatewayRequest).Json.messages
        $messages[-2].role, $messages[-1].role | Should -Be 'tool', 'user'
        $messages[-1].content[1].image_url.url | Should -BeLike 'data:image/png;base64,*'
        (Invoke-OfoxTool $server.Tools['picture'])[1].MediaType | Should -Be 'image/png'
    }

    It 'tells a failure of a tool' {
        (ofox 'call fail({})' -Tool $server).ToolInvocations.Error | Should -Be 'it went wrong'
        (Get-Failure { Invoke-OfoxTool $server.Tools['fail'] }).FullyQualifiedErrorId |
            Should -Be 'OfoxToolFailed,OfoxPS.Commands.InvokeOfoxToolCommand'
    }

    It 'denies what is not read-only where nobody can answer' {
        $call = (ofox 'call write_file({"text":"x"})' -Tool $server).ToolInvocations
        $call.Error | Should -BeLike 'Denied: *'
        $call.Result | Should -Not -BeLike '*write.file: x*'
    }

    It 'masks a secret of the environment, and nothing else of it' {
        (ofox 'call variable({"name":"API_TOKEN"})' -Tool $server).ToolInvocations.Result | Should -Be '****'
        Invoke-OfoxTool $server.Tools['variable'] @{ name = 'API_TOKEN' } | Should -Be '****'
        Invoke-OfoxTool $server.Tools['variable'] @{ name = 'PLAIN' } | Should -Be 'plain-1234567890abcdef'
    }

    It 'asks nobody for a call of a script, and calls nothing with -WhatIf' {
        Invoke-OfoxTool $server.Tools['write_file'] @{ text = 'x' } | Should -Be 'write.file: x'
        Invoke-OfoxTool $server.Tools['write_file'] @{ text = 'x' } -WhatIf | Should -BeNullOrEmpty
    }

    It 'is not called inside a test, unless the test gives it' {
        (Get-Failure { Use-OfoxTestResponse unused { Invoke-OfoxTool $server.Tools['echo'] @{ text = 'x' } } }).FullyQualifiedErrorId |
            Should -BeLike 'OfoxCassetteMiss,*'
        (Get-Failure { Use-OfoxTestResponse unused { Connect-Test sdk } }).FullyQualifiedErrorId | Should -BeLike 'OfoxCassetteMiss,*'
        Use-OfoxTestResponse unused { Invoke-OfoxTool $server.Tools['echo'] @{ text = 'x' } } -McpServer $server -AllowUnused |
            Should -Be 'echo: x'
    }

    It 'has its name before that of a tool where two have the same' {
        function echo { param([string] $Text) $Text }
        $other = Connect-Test sdk @{ IncludeTool = 'e*', 'sum'; ExcludeTool = 's*' }
        try {
            $other.Name | Should -Be 'sdk2'
            $other.Tools.Name | Should -Be 'echo'
            $null = ofox 'nothing' -Tool $server, $other, (New-OfoxTool -Name sum -ScriptBlock { 1 })
            (Get-LastGatewayRequest).Json.tools.function.name |
                Should -Be 'sdk_echo', 'write_file', 'sdk_sum', 'picture', 'fail', 'variable', 'slow', 'change', 'sdk2_echo', 'sum'
        } finally { Disconnect-OfoxMcpServer $other }

        $other.State | Should -Be 'Disconnected'
        (Get-Failure { Invoke-OfoxTool $other.Tools['echo'] @{ text = 'x' } }).Exception.Message |
            Should -BeLike '*not there any more*disconnected*'
    }

    It 'runs what -AllowTool names' {
        $allowed = Connect-Test sdk @{ AllowTool = 'write*' }
        try { (ofox 'call write_file({"text":"x"})' -Tool $allowed).ToolInvocations.Result | Should -Be 'write.file: x' } finally {
            Disconnect-OfoxMcpServer $allowed }
    }

    It 'shows progress and stderr' {
        $written = Invoke-OfoxTool $server.Tools['slow'] @{ steps = 2 } -Verbose 4>&1
        ($written | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }).Message | Should -Contain 'sdk: slow begins'
        $written[-1] | Should -Be 'done'
    }

    It 'announces a change of its tools, which is a warning with the names: <_>' -ForEach 'sdk', 'sdk:2025-11-25' {
        $changing = Connect-Test $_
        try {
            $changing.ProtocolVersion | Should -Be $(if ($_ -eq 'sdk') { '2026-07-28' } else { '2025-11-25' })
            $told = Invoke-OfoxTool $changing.Tools['change'] 3>&1
            for ($i = 0; $i -lt 100 -and "$told" -notlike '*added*'; $i++) {
                Start-Sleep -Milliseconds 50
                $told = @($told) + (Invoke-OfoxTool $changing.Tools['echo'] @{ text = 'x' } 3>&1)
            }
            $said = @($told | Where-Object { $_ -isnot [string] })
            "$said" | Should -BeLike '*: The server has changed its tools (new: added).*'
            $changing.Tools.Name | Should -Not -Contain 'added'
        } finally { Disconnect-OfoxMcpServer $changing }
    }

    It 'is told that a call is cancelled when the pipeline ends' {
        $call = Start-Call $server.Tools['slow'] @{ steps = 1000 }
        Wait-Until { $call.Shell.Streams.Progress.Count -gt 0 }
        Stop-Call $call
        $said = @(for ($i = 0; $i -lt 100 -and "$said" -notlike '*slow was cancelled*'; $i++) {
            Start-Sleep -Milliseconds 50
            Invoke-OfoxTool $server.Tools['echo'] @{ text = 'x' } -Verbose 4>&1 | Out-String | Tee-Object -Variable said
        })
        "$said" | Should -BeLike '*slow was cancelled*'
    }
}

# Connect-OfoxMcpServer needs PowerShell 7.4.
Describe 'A file of servers' -Skip:$desktop {
    It 'is refused: <Says>' -ForEach $configurations {
        Set-Content TestDrive:/mcp.json $Text
        (Get-Failure { Connect-OfoxMcpServer -ConfigurationPath TestDrive:/mcp.json -Name a* -ErrorAction Stop }).Exception.Message |
            Should -BeLike "*$([WildcardPattern]::Escape($Says))*"
    }

    It 'gives its servers, with comments in it and variables put in' {
        $env:OFOX_TEST_MCP = 'sdk'
        Set-Content TestDrive:/mcp.json @"
{
  // from an editor
  "inputs": [],
  "mcpServers": {
    "one": { "command": "dotnet", "args": ["$($McpProgram -replace '\\', '/')", "`${env:OFOX_TEST_MCP}"], "env": { "A": "`${OFOX_TEST_NOWHERE:-b//c}" }, },
    "two": { "command": "dotnet", "args": ["`${input:x}"] },
    "three": { "command": "not-there-at-all" }
  }
}
"@
        $warned = $failed = $null
        $kept = @{
            WarningVariable = 'warned'; WarningAction = 'SilentlyContinue'; ErrorVariable = 'failed'; ErrorAction = 'SilentlyContinue'
        }
        $servers = Connect-OfoxMcpServer -ConfigurationPath TestDrive:/mcp.json @kept
        try {
            $servers.Name | Should -Be 'one'
            Invoke-OfoxTool $servers.Tools['variable'] @{ name = 'A' } | Should -Be 'b//c'
            "$warned" | Should -BeLike "*'two' is left out*"
            $failed.TargetObject | Should -Be 'three'
        } finally { $servers | Disconnect-OfoxMcpServer }
    }

    It 'has the names that are asked for' {
        Set-Content TestDrive:/mcp.json '{"servers":{"a":{"command":"x"}}}'
        (Get-Failure { Connect-OfoxMcpServer -ConfigurationPath TestDrive:/mcp.json -Name b }).Exception.Message |
            Should -BeLike "*There is no server 'b'*The servers are: a*"
    }
}

# Windows PowerShell has no load contexts: there is no SDK in it.
Describe 'Other modules' -Skip:$desktop {
    It 'may have loaded other versions of what the SDK brings <When> the first connection' -ForEach @(
        @{ When = 'before'; Before = 'Use-Older'; After = '' }
        @{ When = 'after'; Before = ''; After = 'Use-Older' }
    ) {
        $older = Join-Path $Root tests/OfoxPS.Tests/bin/Older
        (Get-ChildItem $older/*.dll).Count | Should -Be 3
        $found = & $Shell @ShellArgument -NoProfile -Command "
            `$ErrorActionPreference = 'Stop'
            function Use-Older {
                # As modules do it: by the path, which gives an assembly of the session where it has one of the name; and apart, which
                # gives the older one.
                Get-ChildItem '$older/*.dll' | ForEach-Object {
                    `$null = [Reflection.Assembly]::LoadFrom(`$_.FullName)
                    `$null = [Runtime.Loader.AssemblyLoadContext]::new('other').LoadFromAssemblyPath(`$_.FullName)
                }
            }
            Import-Module '$Manifest'
            $Before
            @([AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -match '^(ModelContextProtocol|OfoxPS\.Mcp)').Count
            `$server = Connect-OfoxMcpServer dotnet '$McpProgram', sdk
            (Invoke-OfoxTool `$server.Tools['sum'] @{ a = 1; b = 2 }).sum
            $After
            (Invoke-OfoxTool `$server.Tools['sum'] @{ a = 2; b = 2 }).sum
            (Connect-OfoxMcpServer dotnet '$McpProgram', sdk).State
            [Microsoft.Extensions.Logging.LogLevel].Assembly.Location -like '*Older*'
            [Text.Json.JsonDocument]::Parse('[1]').RootElement[0].GetInt32()"
        $found | Should -Be 0, 3, 4, 'Connected', 'True', 1
    }

    It 'are not loaded by an import, nor by a cmdlet that needs no server' {
        & $Shell @ShellArgument -NoProfile -Command "
            Import-Module '$Manifest'
            `$null = Get-OfoxMcpServer
            `$null = Invoke-OfoxTool (New-OfoxTool Get-Date)
            try { Connect-OfoxMcpServer not-there-at-all } catch { 'refused' }
            @([AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -match '^(ModelContextProtocol|OfoxPS\.Mcp|Microsoft\.Extensions)').Count" | Should -Be 'refused', 0
    }
}

# They come from npm, which not every machine has: npm install @modelcontextprotocol/server-everything
# @modelcontextprotocol/server-filesystem
# brings them, and OFOXPS_TEST_MCP names the folder node_modules that they are in.
Describe 'Servers of npm' -Skip:(-not $hasPackages) {
    BeforeAll { $packages = $env:OFOXPS_TEST_MCP }

    It 'server-filesystem lists and reads, and asks before it writes' {
        Set-Content TestDrive:/notes.txt 'fox'
        $server = Connect-OfoxMcpServer node "$packages/@modelcontextprotocol/server-filesystem/dist/index.js", (Convert-Path TestDrive:/)
        try {
            $server.Name | Should -Be 'server-filesystem'
            $path = (Convert-Path TestDrive:/notes.txt) -replace '\\', '/'
            (Invoke-OfoxTool $server.Tools['read_text_file'] @{ path = $path }).content.Trim() | Should -Be 'fox'
            (ofox "call write_file({`"path`":`"$path`",`"content`":`"x`"})" -Tool $server).ToolInvocations.Error | Should -BeLike 'Denied*'
        } finally { Disconnect-OfoxMcpServer $server }
    }

    It 'server-everything answers over a stream and over HTTP' {
        $file = "$packages/@modelcontextprotocol/server-everything/dist/index.js"
        $port = Get-FreePort
        $env:PORT = $port
        $web = Start-Process node $file,
            streamableHttp -PassThru -RedirectStandardOutput TestDrive:/out.txt -RedirectStandardError TestDrive:/err.txt
        try {
            Wait-Until { Test-Connection 127.0.0.1 -TcpPort $port -Quiet }
            $servers = @(Connect-OfoxMcpServer node $file; Connect-OfoxMcpServer -Uri http://127.0.0.1:$port/mcp -Name web)
            $servers | ForEach-Object { Invoke-OfoxTool $_.Tools['echo'] @{ message = 'x' } | Should -Be 'Echo: x' }
            $servers | Disconnect-OfoxMcpServer
        } finally { $web.Kill(); Remove-Item env:PORT }
    }
}
