# Calls that no good server would make: each is answered, and shows nothing that a terminal obeys.

BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-Thing { param([string] $Name) "got $Name" }

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
