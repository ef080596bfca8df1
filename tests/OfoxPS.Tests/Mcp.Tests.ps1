# MCP servers: one that the official SDK makes, hostile ones of raw lines (tests/OfoxPS.McpServer), and, where npm has them, real ones.

BeforeDiscovery {
    $desktop = $PSEdition -eq 'Desktop'
    $unix = -not $desktop -and -not $IsWindows
    $hostile = @(
        @{ Kind = 'silent'; Id = 'OfoxTimeout'; Says = 'has not answered within 1 s' }
        @{ Kind = 'text'; Id = 'OfoxTimeout'; Says = 'Welcome to a program that is no server' }
        @{ Kind = 'endless'; Id = 'OfoxInvalidResponse'; Says = 'that is no message'; Seconds = 60 }
        @{ Kind = 'large'; Id = 'OfoxInvalidResponse'; Says = 'more than 16777216 bytes'; Seconds = 60 }
        @{ Kind = 'crash'; Id = 'OfoxConnectionFailed'; Says = 'exit code 3. The last line of its stderr: no database'; Seconds = 60 }
        @{ Kind = 'tools:10000'; Id = 'OfoxInvalidResponse'; Says = 'more than 1000 tools'; Seconds = 60 }
        @{ Kind = 'pages'; Id = 'OfoxInvalidResponse'; Says = 'same page'; Seconds = 60 }
        @{ Kind = 'deep'; Id = 'OfoxInvalidResponse'; Says = 'maximum configured depth of 64'; Seconds = 60 }
    )
    $calls = @(
        @{ Kind = 'dies'; Id = 'OfoxConnectionFailed'; Says = 'exit code 7. The last line of its stderr: out of memory'; State = 'Failed' }
        @{ Kind = 'output'; Id = 'OfoxInvalidResponse'; Says = 'does not fit the schema'; State = 'Connected' }
        @{ Kind = 'content'; Id = 'OfoxInvalidResponse'; Says = 'no list of objects'; State = 'Connected' }
        @{ Kind = 'broken'; Id = 'OfoxInvalidResponse'; Says = 'cannot be read'; State = 'Failed' }
    )
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

    $program = (Get-ChildItem (Join-Path $Root 'tests/OfoxPS.McpServer/bin/Release/*/OfoxPS.McpServer.dll')).FullName
    function Connect-Test([string] $Kind, [hashtable] $With = @{}) { Connect-OfoxMcpServer dotnet $program, $Kind -Name $Kind @With }

    # The error of a script, which there must be.
    function Get-Failure([scriptblock] $Script) {
        try { $null = & $Script } catch { return $_ }
        throw 'There was no error.'
    }

    # Processes that a server has started, itself included: each has a variable of the environment that says so.
    function Get-ServerProcess {
        @(Get-ChildItem /proc -Directory | Where-Object Name -Match '^\d+$' | Where-Object {
                try { [IO.File]::ReadAllText("$($_.FullName)/environ").Contains('OFOXPS_MCP_SERVER=') } catch { $false }
            }).Count
    }

    function Wait-Until([scriptblock] $Condition) {
        for ($i = 0; $i -lt 100 -and -not (& $Condition); $i++) { Start-Sleep -Milliseconds 100 }
    }
}

Describe 'Windows PowerShell' -Skip:(-not $desktop) {
    It 'says that it needs another one' {
        (Get-Failure { Connect-OfoxMcpServer cmd.exe }).Exception.Message | Should -BeLike '*need PowerShell 7.4*'
    }
}

Describe 'A server of the official SDK' -Skip:$desktop {
    BeforeAll {
        Reset-TestEnvironment
        $server = Connect-Test sdk @{ Environment = @{ API_TOKEN = 'tok-1234567890abcdef'; PLAIN = 'plain-1234567890abcdef' } }
    }

    AfterAll { if ($server) { Disconnect-OfoxMcpServer $server } }

    It 'is described as it describes itself' {
        $server.Name, $server.ServerName, $server.Version, $server.ProtocolVersion, $server.Instructions, $server.State | Should -Be 'sdk', 'sdk', '1.2.3', '2026-07-28', 'Use it.', 'Connected'
        $server.Tools.Name | Should -Be 'echo', 'write_file', 'sum', 'picture', 'fail', 'variable', 'slow'
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
        (ofox "call sum({`"a`":1,`"b`":1}) call echo({`"text`":`"x`"}) call sum({`"a`":2,`"b`":2})" -Tool $server).ToolInvocations.Result | Should -Be '{"sum":2}', 'echo: x', '{"sum":4}'
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
        (Get-Failure { Invoke-OfoxTool $server.Tools['fail'] }).FullyQualifiedErrorId | Should -Be 'OfoxToolFailed,OfoxPS.Commands.InvokeOfoxToolCommand'
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
        (Get-Failure { Use-OfoxTestResponse unused { Invoke-OfoxTool $server.Tools['echo'] @{ text = 'x' } } }).FullyQualifiedErrorId | Should -BeLike 'OfoxCassetteMiss,*'
        (Get-Failure { Use-OfoxTestResponse unused { Connect-Test sdk } }).FullyQualifiedErrorId | Should -BeLike 'OfoxCassetteMiss,*'
        Use-OfoxTestResponse unused { Invoke-OfoxTool $server.Tools['echo'] @{ text = 'x' } } -McpServer $server -AllowUnused | Should -Be 'echo: x'
    }

    It 'has its name before that of a tool where two have the same' {
        function echo { param([string] $Text) $Text }
        $other = Connect-Test sdk @{ IncludeTool = 'e*', 'sum'; ExcludeTool = 's*' }
        try {
            $other.Name | Should -Be 'sdk2'
            $other.Tools.Name | Should -Be 'echo'
            $null = ofox 'nothing' -Tool $server, $other, (New-OfoxTool -Name sum -ScriptBlock { 1 })
            (Get-LastGatewayRequest).Json.tools.function.name | Should -Be 'sdk_echo', 'write_file', 'sdk_sum', 'picture', 'fail', 'variable', 'slow', 'sdk2_echo', 'sum'
        } finally { Disconnect-OfoxMcpServer $other }

        $other.State | Should -Be 'Disconnected'
        (Get-Failure { Invoke-OfoxTool $other.Tools['echo'] @{ text = 'x' } }).Exception.Message | Should -BeLike '*not there any more*disconnected*'
    }

    It 'runs what -AllowTool names' {
        $allowed = Connect-Test sdk @{ AllowTool = 'write*' }
        try { (ofox 'call write_file({"text":"x"})' -Tool $allowed).ToolInvocations.Result | Should -Be 'write.file: x' } finally { Disconnect-OfoxMcpServer $allowed }
    }

    It 'shows progress and stderr' {
        $written = Invoke-OfoxTool $server.Tools['slow'] @{ steps = 2 } -Verbose 4>&1
        ($written | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }).Message | Should -Contain 'sdk: slow begins'
        $written[-1] | Should -Be 'done'
    }

    It 'is told that a call is cancelled when the pipeline ends' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($tool) Import-Module $tool.GetType().Assembly.Location; Invoke-OfoxTool $tool @{ steps = 100 }').AddArgument($server.Tools['slow'])
            $running = $shell.BeginInvoke()
            Start-Sleep -Milliseconds 1500
            $shell.Stop()
            { $shell.EndInvoke($running) } | Should -Throw
        } finally { $shell.Dispose() }

        $said = 1..50 | ForEach-Object {
            if ($said -notmatch 'slow was cancelled') { Start-Sleep -Milliseconds 50; Invoke-OfoxTool $server.Tools['echo'] @{ text = 'x' } -Verbose 4>&1 | Out-String | Tee-Object -Variable said }
        }
        $said -join '' | Should -BeLike '*slow was cancelled*'
    }
}

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
        try { (Get-Failure { Invoke-OfoxTool $server.Tools['go'] }).FullyQualifiedErrorId | Should -BeLike 'OfoxTimeout,*' } finally { Disconnect-OfoxMcpServer $server }
    }

    It 'may greet on stdout' {
        $server = Connect-Test greeting
        try { Invoke-OfoxTool $server.Tools['go'] | Should -Be 'gone' } finally { Disconnect-OfoxMcpServer $server }
    }

    It 'gets no roots, no sampling and no elicitation, and an answer to a ping' {
        $server = Connect-Test asks
        try { Invoke-OfoxTool $server.Tools['go'] | Should -Be '-32601 -32601 -32601 answered' } finally { Disconnect-OfoxMcpServer $server }
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
                if ("$said" -notmatch 'new: other') { Start-Sleep -Milliseconds 50; Invoke-OfoxTool $server.Tools['go'] 3>&1 | Tee-Object -Variable said }
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

Describe 'The end of a server' -Skip:(-not $unix -or -not (Test-Path /proc/self/environ)) {
    BeforeAll { $manifest = (Get-Module OfoxPS).Path -replace 'bin.*', 'OfoxPS.psd1' }

    It 'comes with <End>, and takes all that it has started with it' -ForEach @(
        @{ End = 'Disconnect-OfoxMcpServer'; Script = 'Disconnect-OfoxMcpServer $server' }
        @{ End = 'Remove-Module'; Script = 'Remove-Module OfoxPS' }
        @{ End = 'the end of the process'; Script = 'exit' }
        @{ End = 'the process being killed'; Script = '(Get-Process -Id $PID).Kill()' }
        @{ End = 'the end of its runspace'; Script = '' }
    ) {
        $before = Get-ServerProcess
        $open = "Import-Module '$manifest'; `$server = Connect-OfoxMcpServer dotnet '$program', stays"
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
        $root = Get-ChildItem /proc -Directory | Where-Object Name -Match '^\d+$' | Where-Object { try { [IO.File]::ReadAllText("$($_.FullName)/cmdline") -match 'OfoxPS.McpServer.dll\0tree' } catch { $false } }
        Stop-Process -Id $root.Name -Force
        Wait-Until { $server.State -eq 'Failed' }
        $server.State | Should -Be 'Failed'
        Get-ServerProcess | Should -BeGreaterThan $before
        Disconnect-OfoxMcpServer $server
        Get-ServerProcess | Should -Be $before
    }
}

Describe 'A file of servers' -Skip:$desktop {
    It 'is refused: <Says>' -ForEach $configurations {
        Set-Content TestDrive:/mcp.json $Text
        (Get-Failure { Connect-OfoxMcpServer -ConfigurationPath TestDrive:/mcp.json -Name a* -ErrorAction Stop }).Exception.Message | Should -BeLike "*$([WildcardPattern]::Escape($Says))*"
    }

    It 'gives its servers, with comments in it and variables put in' {
        $env:OFOX_TEST_MCP = 'sdk'
        Set-Content TestDrive:/mcp.json @"
{
  // from an editor
  "inputs": [],
  "mcpServers": {
    "one": { "command": "dotnet", "args": ["$($program -replace '\\', '/')", "`${env:OFOX_TEST_MCP}"], "env": { "A": "`${OFOX_TEST_NOWHERE:-b//c}" }, },
    "two": { "command": "dotnet", "args": ["`${input:x}"] },
    "three": { "command": "not-there-at-all" }
  }
}
"@
        $warned = $failed = $null
        $servers = Connect-OfoxMcpServer -ConfigurationPath TestDrive:/mcp.json -WarningVariable warned -WarningAction SilentlyContinue -ErrorVariable failed -ErrorAction SilentlyContinue
        try {
            $servers.Name | Should -Be 'one'
            Invoke-OfoxTool $servers.Tools['variable'] @{ name = 'A' } | Should -Be 'b//c'
            "$warned" | Should -BeLike "*'two' is left out*"
            $failed.TargetObject | Should -Be 'three'
        } finally { $servers | Disconnect-OfoxMcpServer }
    }

    It 'has the names that are asked for' {
        Set-Content TestDrive:/mcp.json '{"servers":{"a":{"command":"x"}}}'
        (Get-Failure { Connect-OfoxMcpServer -ConfigurationPath TestDrive:/mcp.json -Name b }).Exception.Message | Should -BeLike "*There is no server 'b'*The servers are: a*"
    }
}

Describe 'An address' -Skip:$desktop {
    It 'in the clear beyond this machine is refused' {
        (Get-Failure { Connect-OfoxMcpServer -Uri http://192.0.2.1/mcp }).FullyQualifiedErrorId | Should -BeLike 'OfoxInsecureEndpoint,*'
    }

    It 'where nobody is: says so' {
        (Get-Failure { Connect-OfoxMcpServer -Uri http://127.0.0.1:9/mcp }).FullyQualifiedErrorId | Should -BeLike 'OfoxConnectionFailed,*'
    }

    It 'of a server that is none: says so' {
        (Get-Failure { Connect-OfoxMcpServer -Uri ($env:OFOX_BASE_URL -replace '/v1$', '/mcp') }).FullyQualifiedErrorId | Should -BeLike 'Ofox*,*'
    }
}

Describe 'Other modules' -Skip:$desktop {
    It 'may have loaded an older System.Text.Json before' {
        $old = Get-ChildItem "$([Environment]::GetFolderPath('UserProfile'))/.nuget/packages/system.text.json/*/lib/net8.0/System.Text.Json.dll", "$PSScriptRoot/*.none" -ErrorAction Ignore | Select-Object -First 1
        $manifest = (Get-Module OfoxPS).Path -replace 'bin.*', 'OfoxPS.psd1'
        $found = & $Shell @ShellArgument -NoProfile -Command "
            if ('$old') { `$null = [System.Runtime.Loader.AssemblyLoadContext]::new('other').LoadFromAssemblyPath('$old') }
            Import-Module '$manifest'
            ([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -eq 'ModelContextProtocol.Core' }).Count
            `$server = Connect-OfoxMcpServer dotnet '$program', sdk
            (Invoke-OfoxTool `$server.Tools['sum'] @{ a = 1; b = 2 }).sum
            [System.Text.Json.JsonSerializer].Assembly.Location -like '*mcp*'"
        $found | Should -Be 0, 3, 'False'
    }
}

Describe 'Servers of npm' -Skip:(-not $hasPackages) {
    # npm install @modelcontextprotocol/server-everything @modelcontextprotocol/server-filesystem, and the folder node_modules in this variable.
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
        $env:PORT = 39871
        $web = Start-Process node $file, streamableHttp -PassThru -RedirectStandardOutput TestDrive:/out.txt -RedirectStandardError TestDrive:/err.txt
        try {
            Wait-Until { Test-Connection 127.0.0.1 -TcpPort 39871 -Quiet }
            $servers = @(Connect-OfoxMcpServer node $file; Connect-OfoxMcpServer -Uri http://127.0.0.1:39871/mcp -Name web)
            $servers | ForEach-Object { Invoke-OfoxTool $_.Tools['echo'] @{ message = 'x' } | Should -Be 'Echo: x' }
            $servers | Disconnect-OfoxMcpServer
        } finally { $web.Kill(); Remove-Item env:PORT }
    }
}
