# What a careful administrator relies on: a model reaches nothing but what was offered, its text stays data, and what may do
# harm asks a person or does not happen.

BeforeDiscovery {
    # A terminal for a child, so that there is a person to ask. util-linux has it; the BSD program of that name is another.
    $hasTerminal = $IsLinux -and (Get-Command script -CommandType Application -ErrorAction SilentlyContinue) -and
        ("$(script --version 2>&1)" -match 'util-linux')
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    # The command line of a child, up to its arguments.
    $Terminal = @($Shell) + $ShellArgument -join "' '"

    # What the tools of the children are made of: each leaves its mark when it really runs.
    $childStart = @"
        `$ProgressPreference = 'SilentlyContinue'
        if (`$PSStyle) { `$PSStyle.OutputRendering = 'PlainText' }
        Import-Module '$((Get-Module OfoxPS).Path)'
        function Remove-Thing { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param([string] `$Name) if (`$PSCmdlet.ShouldProcess(`$Name)) { "removed `$Name" } else { 'kept' } }
        function Set-Thing { [CmdletBinding(SupportsShouldProcess)] param([string] `$Name) if (`$PSCmdlet.ShouldProcess(`$Name)) { "set `$Name" } else { 'kept' } }
        function Get-Thing { param([string] `$Name) "got `$Name" }
        function Get-Result([string] `$Call, `$Tool) { (ofox "call `$Call" -Tool `$Tool).ToolInvocations[0].Result }
"@
    . ([scriptblock]::Create($childStart))

    function Save-ChildScript([string] $Body) {
        $path = Join-Path $TestDrive "child-$([guid]::NewGuid().ToString('N')).ps1"
        [System.IO.File]::WriteAllText($path, "$childStart`n$Body")
        $path
    }

    # A child with a terminal, at which somebody types these lines. Its results come through a file, the screen is what was
    # shown. A question costs seconds (the child asks where the cursor is, and nobody answers that), so the children run at once.
    function Start-AtTerminal([string] $Body, [string[]] $Typed) {
        $results = Join-Path $TestDrive "results-$([guid]::NewGuid().ToString('N')).txt"
        $path = Save-ChildScript "`$results = . { $Body }; [System.IO.File]::WriteAllLines('$results', [string[]] @(`$results))"
        $shell = [powershell]::Create()
        $null = $shell.AddScript('param($Typed, $Command) $Typed | script -qec $Command /dev/null').AddArgument(
            ($Typed -join "`n") + "`n").AddArgument("'$Terminal' -NoProfile -File '$path'")
        [pscustomobject]@{ Shell = $shell; Handle = $shell.BeginInvoke(); Results = $results }
    }

    function Wait-AtTerminal($Session) {
        $screen = @($Session.Shell.EndInvoke($Session.Handle)) -join "`n"
        $Session.Shell.Dispose()
        [pscustomobject]@{
            Screen  = $screen -replace "`e\[[0-9;?]*[A-Za-z]|`e[=>]" -replace "`r"
            Results = @(Get-Content $Session.Results)
        }
    }

    # A server that answers with these bodies, whatever it is asked, as no good gateway would.
    function Start-BadServer([string[]] $Bodies) {
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
                param($Listener, $Bodies)
                foreach ($body in $Bodies) {
                    $client = $Listener.AcceptTcpClient()
                    $stream = $client.GetStream()
                    # A character for each byte, as the length counts them.
                    $latin = [System.Text.Encoding]::GetEncoding(28591)
                    $reader = [System.IO.StreamReader]::new($stream, $latin)
                    $length = 0
                    while ($line = $reader.ReadLine()) { if ($line -match '^content-length: (\d+)') { $length = [int] $Matches[1] } }
                    $buffer = [char[]]::new($length)
                    $null = $reader.ReadBlock($buffer, 0, $length)
                    [System.Text.Encoding]::UTF8.GetString($latin.GetBytes($buffer))
                    $status = if ($body -eq 'fail') { '400 Bad Request' } else { '200 OK' }
                    $bytes = [System.Text.Encoding]::UTF8.GetBytes("HTTP/1.1 $status`r`nContent-Type: application/json`r`nConnection: close`r`nContent-Length: $([System.Text.Encoding]::UTF8.GetByteCount($body))`r`n`r`n$body")
                    $stream.Write($bytes, 0, $bytes.Length)
                    $client.Close()
                }
                $Listener.Stop()
            }).AddArgument($listener).AddArgument($Bodies)
        [pscustomobject]@{ BaseUri = "http://127.0.0.1:$($listener.LocalEndpoint.Port)/v1"; Shell = $shell; Handle = $shell.BeginInvoke() }
    }

    function Get-CallBody([object[]] $Calls) {
        ConvertTo-Json @{
            id = 'x'; choices =
            @(@{ index = 0; finish_reason = 'tool_calls';
            message = @{ role = 'assistant'; content = $null; tool_calls = $Calls } }) } -Depth 9 -Compress
    }

    $lastBody = '{"id":"y","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"done"}}]}'
}

Describe 'What a model can call' {
    It 'is only what was passed in -Tool' {
        Get-Result 'Remove-Item({"Path":"/"})' Get-Thing |
            Should -BeExactly "ERROR: There is no tool 'Remove-Item'. The tools are: Get-Thing."
    }

    AfterAll { Remove-Variable OfoxRan -Scope Global -ErrorAction SilentlyContinue }
}

Describe '-Bind' {
    BeforeAll {
        function Get-Server { param([string] $ComputerName, [string] $Name, $Token) "on $ComputerName get $Name with $Token" }
        $bound = New-OfoxTool Get-Server -Bind @{ computername = 'srv1'; Token = 's3cret-token' }
    }

    It 'can be a common parameter' {
        function Get-Noisy { [CmdletBinding()] param() Write-Error 'bad'; 'after' }
        Get-Result 'Get-Noisy({})' (New-OfoxTool Get-Noisy -Bind @{ ErrorAction = 'Stop' }) | Should -BeExactly 'ERROR: bad'
    }

    It 'is not shown by the tool' {
        ConvertTo-Json $bound -Depth 5 | Should -Not -Match 's3cret'
        $bound | Format-List * | Out-String | Should -Not -Match 's3cret'
    }
}

Describe 'Text of a model is never code' {
    It '<_> arrives as it is' -ForEach @(
        '; Remove-Item x', '$(throw 1)', '$env:PATH', '-Force', '--', '`n$x', '@{a=1}', '@OfoxArguments', '"; exit; "', "'; exit; '",
            "'+(1)+'",
        '{ Get-Date }', '| Out-File x', '&{exit}', '%{exit}', '%PATH%', '$x', '[System.IO.File]::Delete("x")', '<# #>', '#', '()', "a`0b",
            '../../etc/passwd'
    ) {
        $json = ConvertTo-Json @{ Name = $_ } -Compress
        $answer = ofox "call Get-Thing($json)" -Tool Get-Thing
        $answer.ToolInvocations[0].Result | Should -BeExactly "got $($_ -replace [char] 0, [char] 0xFFFD)"
        $answer.ToolInvocations[0].Arguments.Name | Should -BeExactly $_
    }

    It 'not in lists, objects and remaining arguments' {
        function Get-Many {
            param([string[]] $List, $Any,
            [Parameter(ValueFromRemainingArguments)] [string[]] $Rest) "$($List -join '/') $($Any.x) $($Rest -join '/')" }
        Get-Result 'Get-Many({"List":["$(exit)","-Any"],"Any":{"x":"$(exit)"},"Rest":["-List","evil"]})' Get-Many |
            Should -BeExactly '$(exit)/-Any $(exit) -List/evil'
    }

    It 'not by a class that has a script block' {
        Add-Type -TypeDefinition 'namespace OfoxTests { public class Code { public string Name { get; set; } public System.Management.Automation.ScriptBlock Script { get; set; } public System.Collections.Generic.Dictionary<string, System.Management.Automation.ScriptBlock> Table { get; set; } } }'
        $tool = New-OfoxTool -Name t -ScriptBlock {
            param([OfoxTests.Code] $Code) "name $($Code.Name) script $($Code.Script) $(if ($Code.Script) { & $Code.Script })" }
        @($tool.Schema.properties.Code.properties.Keys) | Should -Be 'Name'
        Get-Result 't({"Code":{"Name":"n","Script":"throw 1"}})' $tool | Should -BeLike 'ERROR:*Code*'
        Get-Result 't({"Code":{"Name":"n","Table":{"a":"throw 1"}}})' $tool | Should -BeLike 'ERROR:*Code*'
        Get-Result 't({"Code":{"Name":"n"}})' $tool | Should -BeExactly 'name n script  '
    }

    It 'not where objects take it for a calculated property' {
        $global:OfoxRan = $false
        $tool = New-OfoxTool Select-Object -Name t -Parameter Property -Bind @{ InputObject = [pscustomobject]@{ a = 1 } }
        Get-Result 't({"Property":[{"Name":"x","Expression":"$global:OfoxRan = $true"}]})' $tool | Should -Not -BeNullOrEmpty
        $OfoxRan | Should -BeFalse
    }

    AfterAll { Remove-Variable OfoxRan -Scope Global -ErrorAction SilentlyContinue }
}

Describe 'ShouldProcess' {
    It 'simulates the removal of a real file' {
        $file = New-Item (Join-Path $TestDrive 'precious.txt') -Force
        $null = ofox "call Remove-Item($(ConvertTo-Json @{ Path = @($file.FullName) } -Compress))" -Tool (
            New-OfoxTool Remove-Item -WhatIf) 6> $null
        $file.FullName | Should -Exist
        $null = ofox "call Remove-Item($(ConvertTo-Json @{ Path = @($file.FullName) } -Compress))" -Tool (
            New-OfoxTool Remove-Item -Confirm:$false)
        $file.FullName | Should -Not -Exist
    }

    It 'makes a tool of a script block with -WhatIf or $WhatIfPreference' {
        $tool = New-OfoxTool -Name t -ScriptBlock {
            [CmdletBinding(SupportsShouldProcess)] param($Name) if ($PSCmdlet.ShouldProcess($Name)) { 'done' } else { 'kept' } } -WhatIf
        Get-Result 't({"Name":"a"})' $tool 6> $null | Should -BeLike '*simulated*kept'
        $WhatIfPreference = $true
        (New-OfoxTool -Name t -ScriptBlock { param($Name) }).Name | Should -BeExactly 't'
    }
}

Describe 'Where nobody can answer' {
    BeforeAll {
        $all = @'
            Get-Result 'Remove-Thing({"Name":"a"})' Remove-Thing
            Get-Result 'Get-Thing({"Name":"a"})' (New-OfoxTool Get-Thing -Confirm)
            Get-Result 'Remove-Thing({"Name":"a"})' (New-OfoxTool Remove-Thing -Bind @{ Confirm = $false })
            Get-Result 'Remove-Thing({"Name":"a"})' (New-OfoxTool Remove-Thing -Confirm:$false)
            Get-Result 'Set-Thing({"Name":"a"})' Set-Thing
            Get-Result 'Remove-Item({"Path":["precious"]})' Remove-Item
            Get-Result 'Get-Thing({"Name":"a"})' Get-Thing
'@
        function Assert-Denied([string[]] $Said) {
            $Said | Should -HaveCount 7
            $Said[0, 1, 2, 4, 5] | Should -BeLike 'ERROR: Denied:*consent*'
            $Said[3] | Should -BeExactly 'removed a'
            $Said[6] | Should -BeExactly 'got a'
        }
    }

    It 'a call that changes something, or with -Confirm, is denied with -NonInteractive' {
        Assert-Denied @(& $Shell @ShellArgument -NoProfile -NonInteractive -File (Save-ChildScript $all))
    }

    It 'it is denied with an abbreviated -NonI' {
        Assert-Denied @(& $Shell @ShellArgument -NoProfile -NonI -File (Save-ChildScript $all))
    }

    It 'it is denied when input is redirected, whatever it says' {
        Assert-Denied @('y', 'y', 'y' | & $Shell @ShellArgument -NoProfile -File (Save-ChildScript $all))
    }

    It 'it is denied in a job' {
        Assert-Denied @(Start-Job -FilePath (Save-ChildScript $all) | Receive-Job -Wait -AutoRemoveJob)
    }

    It 'nothing is even made of the arguments of a call that is denied' {
        Add-Type -TypeDefinition 'namespace OfoxTests { public class Touched { public static int Count; string name; public string Name { get { return name; } set { name = value; Count++; } } } }'
        $shell = [powershell]::Create()
        $body = 'function Remove-Typed { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = "High")] param([OfoxTests.Touched] $Thing) "ran $($Thing.Name)" }'
        try {
            $said = @($shell.AddScript("$childStart; $body; Get-Result 'Remove-Typed({`"Thing`":{`"Name`":`"a`"}})' Remove-Typed").Invoke())
            $said | Should -BeLike 'ERROR: Denied*'
            [OfoxTests.Touched]::Count | Should -Be 0
            $shell.Commands.Clear()
            $shell.AddScript("Get-Result 'Remove-Typed({`"Thing`":{`"Name`":`"a`"}})' (New-OfoxTool Remove-Typed -Confirm:`$false)").Invoke(
                ) | Should -BeExactly 'ran a'
            [OfoxTests.Touched]::Count | Should -Be 1
        } finally { $shell.Dispose() }
    }

    It 'a preference of the caller changes nothing, whatever form a command has it is denied, and a tool that asks by itself does not hang' {
        # One process for all, for each takes a while to start.
        $lines = @(& $Shell @ShellArgument -NoProfile -NonInteractive -File (Save-ChildScript @'
            foreach ($level in 'High', 'None') {
                & { $ConfirmPreference = $level; "$level`: " + (Get-Result 'Set-Thing({"Name":"a"})' Set-Thing) + ', ' + (Get-Result 'Get-Thing({"Name":"a"})' Get-Thing) }
            }
            [System.IO.File]::WriteAllText("$PSScriptRoot/Remove-Script.ps1", '[CmdletBinding(SupportsShouldProcess, ConfirmImpact = "High")] param($Name) "ran"')
            'script: ' + (Get-Result 'Remove-Script({"Name":"a"})' "$PSScriptRoot/Remove-Script.ps1")
            'block: ' + (Get-Result 'script({"Name":"a"})' { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = "High")] param($Name) "ran" })
            Set-Alias rt Remove-Thing
            'alias: ' + (Get-Result 'Remove-Thing({"Name":"a"})' rt)
            'request: ' + (ofox 'call Remove-Thing({"Name":"a"})' -Tool Remove-Thing -Confirm:$false).ToolInvocations[0].Result
            'among others: ' + ((ofox 'call Get-Thing({"Name":"a"}) call Remove-Thing({"Name":"b"}) call Get-Thing({"Name":"c"})' -Tool Get-Thing, Remove-Thing).ToolInvocations.Result -join ', ')
            'asks: ' + (Get-Result 'script({})' { Read-Host name })
            'calls: ' + (Get-Result 'script({})' { Remove-Thing x })
'@))
        $denied = "ERROR: Denied:*consent*"
        $expected = "High: $denied, got a", "None: $denied, got a", "script: $denied", "block: $denied", "alias: $denied",
            "request: $denied", "among others: got a, $denied, got c", 'asks: ERROR:*', 'calls: ERROR:*'
        $lines | Should -HaveCount $expected.Count
        for ($i = 0; $i -lt $expected.Count; $i++) { $lines[$i] | Should -BeLike $expected[$i] }
    }
}

# It takes a terminal for a child: see $hasTerminal above.
Describe 'Where a person is at the terminal' -Skip:(-not $hasTerminal) {
    BeforeAll {
        $eachCall = Start-AtTerminal '(ofox ''call Remove-Thing({"Name":"a"}) call Remove-Thing({"Name":"b"})'' -Tool Remove-Thing).ToolInvocations.Result' 'y', ''
        $streamed = Start-AtTerminal '(ofox ''call Remove-Thing({"Name":"a"})'' -Tool Remove-Thing -Stream).Content' 'y'
        $hidden = Start-AtTerminal @'
            $bidi = [char] 0x202e; $control = [char] 0x9b
            $tool = New-OfoxTool -Name Set-It -Confirm -Bind @{ Server = 'srv1'; Key = (ConvertTo-SecureString s3cret -AsPlainText -Force) } -ScriptBlock { param($Path, $Mode, $Long, $Server, $Key) "ran $Path" }
            Get-Result ('Set-It({"Path":"safe",' + (' ' * 3000) + '"Mode":"' + $bidi + 'txt' + $control + '2J\u002e\u002e/\u0065tc\nServer = ''other''","Long":"' + ('long ' * 2000) + '"})') $tool
'@ 'n'
        $quiet = Save-ChildScript 'Get-Result ''Remove-Thing({"Name":"a"})'' Remove-Thing'
    }

    It 'yes runs a call, an empty line denies it, one by one, and the model is told' {
        $seen = Wait-AtTerminal $eachCall
        $seen.Results | Should -Be 'removed a', 'ERROR: Denied: the person at the console said no.'
        [regex]::Matches($seen.Screen, 'The model wants to run Remove-Thing').Count | Should -Be 2
        $seen.Screen | Should -Match '(?m)^Name = "a"'
        $seen.Screen | Should -Match '(?m)^Name = "b"'
    }

    It 'the question shows what will run, and nothing that hides it' {
        $seen = Wait-AtTerminal $hidden
        $seen.Results | Should -BeLike 'ERROR: Denied*'
        $seen.Screen | Should -Match 'The model wants to run Set-It\s'
        $seen.Screen | Should -Match '(?m)^Path = "safe"'
        $seen.Screen | Should -Match '\\u202Etxt\\u009B2J\.\./etc\\n'
        $seen.Screen | Should -Match '(?m)^Server = srv1'
        $seen.Screen | Should -Not -Match '(?m)^Server = .?other'
        $seen.Screen | Should -Not -Match 's3cret'
        $seen.Screen | Should -Not -Match ' {100}'
        ($seen.Screen -replace '\s+', ' ') | Should -Match 'more characters\)'
        $seen.Screen.Length | Should -BeLessThan 3000
    }

    It 'the live text of -Stream comes after the question it depends on' {
        $seen = Wait-AtTerminal $streamed
        $seen.Results | Should -Be 'Remove-Thing answered: removed a'
        $seen.Screen.IndexOf('The model wants') | Should -BeLessThan $seen.Screen.IndexOf('Remove-Thing answered: removed a')
    }

    It 'nobody is asked with -NonInteractive, even there' {
        $screen = "y`n" | script -qec "'$Terminal' -NoProfile -NonInteractive -File '$quiet'" /dev/null
        ($screen -join "`n") | Should -Match 'Denied'
    }
}

Describe 'A server that answers <Case>' -ForEach @(
    @{ Case = 'a call without a name'; Calls = @(@{ id = 'a'; type = 'function'; function = @{ name = ''; arguments = '{}' } });
        Result = "ERROR: There is no tool ''. The tools are: *" }
    @{ Case = 'a call without a function'; Calls = @(@{ id = 'a'; type = 'function' });
        Result = "ERROR: There is no tool ''. The tools are: *" }
    @{ Case = 'a call without an id'; Calls = @(@{ type = 'function'; function = @{ name = 't'; arguments = '{"x":1}' } });
        Result = 'ran 1' }
    @{ Case = 'arguments that are an object';
        Calls = @(@{ id = 'a'; type = 'function'; function = @{ name = 't'; arguments = @{ x = 3 } } }); Result = 'ran 3' }
    @{ Case = 'arguments that are null'; Calls = @(@{ id = 'a'; type = 'function'; function = @{ name = 't'; arguments = $null } });
        Result = 'ran ' }
    @{ Case = 'a name of 5000 characters'; Calls = @(@{ id = 'a'; type = 'function'; function = @{ name = 'n' * 5000; arguments = '{}' } });
        Result = "ERROR: There is no tool 'nnn*" }
    @{ Case = 'arguments too deep to read';
        Calls = @(@{ id = 'a'; type = 'function'; function = @{ name = 't'; arguments = '{"x":' + ('[' * 5000) + (']' * 5000) + '}' } });
    Result = 'ERROR:*' }
    @{ Case = 'arguments of a megabyte';
        Calls = @(@{ id = 'a'; type = 'function'; function = @{ name = 't'; arguments = '{"x":"' + ('a' * 1MB) + '"}' } });
    Result = 'ran a*' }
) {
    It 'is told, and the loop goes on' {
        $server = Start-BadServer (Get-CallBody $Calls), $lastBody
        $tool = New-OfoxTool -Name t -ScriptBlock { param($x) "ran $x" } -MaxOutputLength 1000 -WarningAction SilentlyContinue
        $answer = ofox hi -Tool $tool -BaseUri $server.BaseUri -MaximumRetryCount 0 -TimeoutSeconds 60 -WarningAction SilentlyContinue
        $answer.Content | Should -BeExactly 'done'
        $answer.ToolInvocations | Should -HaveCount 1
        $answer.ToolInvocations[0].Result | Should -BeLike $Result
        $second = @($server.Shell.EndInvoke($server.Handle))[1]
        $messages = (ConvertFrom-TestJson $second).messages
        $messages[2].tool_call_id | Should -BeExactly $messages[1].tool_calls[0].id
        $server.Shell.Dispose()
    }
}

Describe 'A server with many calls' {
    It 'has each of 300 answered, in order' {
        $calls = 1..300 | ForEach-Object { @{ id = "c$_"; type = 'function'; function = @{ name = 't'; arguments = "{`"x`":$_}" } } }
        $server = Start-BadServer (Get-CallBody $calls), $lastBody
        $answer = ofox hi -Tool (New-OfoxTool -Name t -ScriptBlock { param([int] $x) $x }) -BaseUri $server.BaseUri -MaximumRetryCount 0
        $answer.ToolInvocations.Result | Should -Be (1..300 | ForEach-Object { "$_" })
        $server.Shell.Dispose()
    }

    It 'that fails in a later round gives what the earlier ones brought' {
        $server = Start-BadServer (Get-CallBody @(@{ id = 'a'; type = 'function'; function = @{ name = 't'; arguments = '{"x":1}' } })),
            'fail'
        $failure = try {
            ofox hi -Tool (New-OfoxTool -Name t -ScriptBlock { param($x) "ran $x" }) -BaseUri $server.BaseUri -MaximumRetryCount 0;
        throw 'no failure' } catch { $_ }
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxInvalidRequest,*'
        $failure.Exception.Completion.ToolInvocations[0].Result | Should -BeExactly 'ran 1'
        $failure.Exception.Completion.Conversation.Role | Should -Be 'user', 'assistant', 'tool'
        $server.Shell.Dispose()
    }
}

Describe 'Control characters in a call' {
    It 'do not reach the terminal by -Verbose, errors and views' {
        $escape = [char] 27
        $server = Start-BadServer (
            Get-CallBody @(@{ id = 'a'; type = 'function'; function = @{ name = "bad$escape[2J"; arguments = "{$escape[2J" } })), $lastBody
        $all = @(ofox hi -Tool Get-Thing -BaseUri $server.BaseUri -MaximumRetryCount 0 -Verbose 4>&1)
        $verbose = ($all | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | Out-String)
        $verbose | Should -Match 'Tool call bad'
        $verbose | Should -Not -Match $escape
        ($all[-1] | Out-String) -replace "$escape\[[0-9;]*m" | Should -Not -Match $escape
        $server.Shell.Dispose()

        $server = Start-BadServer (
            Get-CallBody @(@{ id = 'a'; type = 'function'; function = @{ name = "bad$escape[2J"; arguments = "{$escape[2J" } }))
        $calls = ofox hi -Tool Get-Thing -NoToolExecution -BaseUri $server.BaseUri -MaximumRetryCount 0 | Out-String
        $calls | Should -Match 'calls bad'
        $calls -replace "$escape\[[0-9;]*m" | Should -Not -Match $escape
        $server.Shell.Dispose()
    }
}
