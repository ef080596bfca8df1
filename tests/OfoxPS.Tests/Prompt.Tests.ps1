# What a person sees and types: views, completion, names and positions.

BeforeAll {
    . $PSScriptRoot/common.ps1

    # Windows PowerShell has no $PSStyle and writes plain text anyway.
    function Set-Rendering([string] $Value) { if ($PSStyle) { $PSStyle.OutputRendering = $Value } }

    # The view as lines, without the empty ones around it, with all times made one, for they differ, and | for the dot
    # between facts, which is no ASCII.
    function Get-Line([object] $Object) {
        $text = $Object | Out-String -Width 120
        ($text -replace '\d+\.\d s', '0.0 s' -replace '\u00B7', '|' -replace '\r').Trim("`n") -split "`n"
    }

    function Get-Completion([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText }

    $weather = @{
        name = 'get_weather'; parameters = @{ type = 'object'; properties = @{ city = @{ type = 'string' } }; required = @('city') } }
    $escape = [string] [char] 27
}

Describe 'Views' {
    BeforeAll { Set-Rendering PlainText }
    AfterAll { Set-Rendering Host }

    Context 'a completion' {
        It 'is the answer and one line about it' {
            Get-Line (ofox 'why is the sky blue?') | Should -Be 'why is the sky blue?', '', '  openai/gpt-4o | 5 in, 5 out | 0.0 s | stop'
        }

        It 'gives way to Format-List, Format-Table and Select-Object' {
            $answer = ofox 'one two'
            $answer | Format-List | Out-String | Should -Match '(?m)^Content +: one two\r?$'
            $answer | Format-List Model, Content | Out-String | Should -Match '(?m)^Model +: openai/gpt-4o\r?$'
            $answer | Format-Table Content, FinishReason | Out-String | Should -Match '(?m)^one two +stop'
            $answer | Select-Object Content, Model | Out-String | Should -Match '(?m)^one two +openai/gpt-4o'
        }
    }

    Context 'a streamed completion' {
        It 'has its text for whoever takes the view' {
            Get-Line (ofox 'tell me' -Stream 6> $null) | Should -Be 'tell me', '', '  openai/gpt-4o | 2 in, 2 out | 0.0 s | stop'
        }

        It 'is written to a file as a whole' {
            ofox 'tell me' -Stream 6> $null > $TestDrive/view.txt
            ofox 'tell me' -Stream 6> $null | Out-File $TestDrive/out.txt
            ofox 'tell me' -Stream 6> $null | Tee-Object $TestDrive/tee.txt | Out-Null
            foreach ($name in 'view', 'out', 'tee') { (Get-Content $TestDrive/$name.txt)[1] | Should -BeExactly 'tell me' }
        }

        It 'has its text after Export-Clixml and in a job' {
            ofox 'tell me' -Stream 6> $null | Export-Clixml $TestDrive/kept.xml
            (Get-Line (Import-Clixml $TestDrive/kept.xml))[0] | Should -BeExactly 'tell me'
        }

        It 'tells calls' {
            Get-Line (ofox 'get_weather' -Stream -Tool $weather 6> $null) |
                Should -Be 'calls get_weather({"city":"text"})', '', '  openai/gpt-4o | 1 in, 2 out | 0.0 s | tool_calls'
        }
    }

    Context 'a message' {
        It 'is who speaks and what' { Get-Line (New-OfoxMessage 'hello' -Role system) | Should -Be 'system', 'hello' }
        It 'names images instead of printing them' {
            $png = New-TestPng (Join-Path $TestDrive a.png)
            Get-Line (New-OfoxMessage 'see' -Image $png) | Should -Be 'user', 'see', "[image/png, 33 bytes, $($png.FullName)]"
            Get-Line (New-OfoxMessage 'see' -Image 'https://example.com/a.png') |
                Should -Be 'user', 'see', '[image https://example.com/a.png]'
        }
        It 'tells calls' {
            Get-Line (New-OfoxMessage -Role assistant -ToolCall ([OfoxPS.ChatToolCall]::new('c', 'Get-Date', '{}'))) |
                Should -Be 'assistant', 'calls Get-Date({})'
        }
        It 'makes a conversation readable' {
            (Get-Line (ofox 'hi' -System 'be brief').Conversation | Where-Object { $_ }) |
                Should -Be 'system', 'be brief', 'user', 'hi', 'assistant', '[system: be brief]', 'hi'
        }
    }

    Context 'chunks' {
        It 'are a table of what each brought' {
            $lines = Get-Line (Get-OfoxStream 'one two')
            $lines[0] | Should -Match '^Content +ToolCalls +FinishReason +Usage$'
            $lines[3] | Should -Match '^one *$'
            $lines[4] | Should -Match '^two *$'
            $lines[5] | Should -Match '^ +stop *$'
            $lines[6] | Should -Match '^ +2 in, 2 out$'
        }

        It 'show pieces of calls' {
            $text = Get-OfoxStream 'get_weather' -Tool $weather -Model 'openai/gpt-4o?toolchunks=100' | Out-String -Width 120
            $text | Should -Match 'get_weather'
            $text | Should -Match '\{"city":"text"\}'
        }
    }

    Context 'the configuration' {
        It 'tells each value and where it comes from' {
            $lines = Get-Line (Get-OfoxConfiguration)
            $lines[0] | Should -BeExactly "BaseUri                  : $env:OFOX_BASE_URL  (from `$env:OFOX_BASE_URL)"
            $lines[1] | Should -BeExactly 'ApiKey                   : ****  (from $env:OFOX_API_KEY)'
            $lines[2] | Should -BeExactly 'Model                    : openai/gpt-4o  (default)'
            $lines[3] | Should -BeExactly 'MaximumRetryCount        : 2  (default)'
        }

        It 'tells what was set, and that there is no key' {
            Set-OfoxConfiguration -Model z-ai/glm-5-turbo -Temperature 0.2 -Header @{ 'X-Team' = 'hidden-value' }
            $env:OFOX_API_KEY, $key = $null, $env:OFOX_API_KEY
            try { $text = Get-OfoxConfiguration | Out-String -Width 120 } finally {
                $env:OFOX_API_KEY = $key
                Set-OfoxConfiguration -Model $null -Temperature $null -Header $null
            }
            $text | Should -Match '(?m)^Model +: z-ai/glm-5-turbo  \(Set-OfoxConfiguration\)\r?$'
            $text | Should -Match '(?m)^Temperature +: 0\.2  \(Set-OfoxConfiguration\)\r?$'
            $text | Should -Match '(?m)^ApiKey +: \(none\)\r?$'
            $text | Should -Match '(?m)^Header +: X-Team'
            $text | Should -Not -Match 'hidden-value'
        }

        It 'looks the same when it comes from a file' {
            $global:Error.Clear()
            $file = Join-Path $TestDrive kept.xml
            Get-OfoxConfiguration | Export-Clixml $file
            Get-Line (Import-Clixml $file) | Should -Be (Get-Line (Get-OfoxConfiguration))
            $global:Error.Count | Should -Be 0
        }
    }
}

Describe 'Colours' {
    AfterEach {
        Set-Rendering Host
        $env:NO_COLOR = $null
    }

    # Windows PowerShell has no $PSStyle, and so no wish to follow.
    It 'dim what is about the answer, where the host wants colours' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        Set-Rendering Ansi
        $lines = ofox hi | Out-String -Stream
        $lines -match "^$escape\[2m  openai/gpt-4o .*stop$escape\[(22|0)m" | Should -HaveCount 1
        $lines -match '^hi$' | Should -HaveCount 1
    }

    It 'are absent with NO_COLOR' {
        $env:NO_COLOR = '1'
        Set-Rendering Ansi
        (ofox hi | Out-String) + (ofox hi -Stream 6> $null | Out-String) + (New-OfoxMessage hi | Out-String) | Should -Not -Match $escape
    }

    It 'are absent where the output is plain text' {
        Set-Rendering PlainText
        (ofox hi | Out-String) + (New-OfoxMessage hi | Out-String) + (Get-OfoxConfiguration | Out-String) | Should -Not -Match $escape
    }
}

Describe 'Tab' {
    It 'completes -Model on <_>' -ForEach 'Invoke-OfoxChat', 'ofox', 'Get-OfoxStream', 'Set-OfoxConfiguration' {
        $found = Get-Completion "$_ -Model "
        $found | Should -Contain 'openai/gpt-4o'
        $found | Should -Contain 'anthropic/claude-sonnet-4.5'
        $found.Count | Should -BeGreaterThan 8
    }

    It 'completes a model from its owner, from its name, and within quotes' {
        Get-Completion 'ofox -Model goo' | Should -Be 'google/gemini-3-flash-preview'
        Get-Completion 'ofox -Model gemini' | Should -Be 'google/gemini-3-flash-preview'
        Get-Completion 'ofox -Model "GOO' | Should -Match 'google/gemini-3-flash-preview'
        Get-Completion 'ofox -Model nothing-like-it' | Should -BeNullOrEmpty
    }

    It 'knows the configured model, and asks no server' {
        Clear-GatewayRequest
        Set-OfoxConfiguration -Model my/own-model
        try { Get-Completion 'ofox -Model my' | Should -Be 'my/own-model' } finally { Set-OfoxConfiguration -Model $null }
        @(Get-GatewayRequest) | Should -HaveCount 0
    }

    It 'completes the second fallback too' { Get-Completion 'ofox -Fallback openai/gpt-4o, deep' | Should -Be 'deepseek/deepseek-v3.2' }

    It 'completes <Line>' -ForEach @(
        @{ Line = 'New-OfoxMessage -Role '; Words = 'assistant', 'developer', 'system', 'tool', 'user' }
        @{ Line = 'ofox -Routing '; Words = 'balanced', 'cost', 'latency', 'priority' }
        @{ Line = 'ofox -ImageDetail '; Words = 'auto', 'high', 'low' }
        @{ Line = 'New-OfoxMessage -ImageDetail '; Words = 'auto', 'high', 'low' }
        @{ Line = 'ofox -ToolChoice '; Words = 'auto', 'none', 'required' }
        @{ Line = 'ofox -ResponseFormat '; Words = 'json_object', 'text' }
        @{ Line = 'ofox -ToolChoice RE'; Words = @('required') }
    ) {
        Get-Completion $Line | Sort-Object | Should -Be $Words
    }

    It 'completes a property of what comes out' {
        Get-Completion 'ofox hi | ForEach-Object Finish' | Should -Contain 'FinishReason'
        Get-Completion 'Get-OfoxStream hi | Select-Object Con' | Should -Contain 'Content'
    }
}

Describe 'Names and places' {
    BeforeDiscovery { $requests = @{ Command = 'Invoke-OfoxChat' }, @{ Command = 'Get-OfoxStream' } }

    It 'has the alias ofox' {
        (Get-Alias ofox).ResolvedCommandName | Should -BeExactly 'Invoke-OfoxChat'
        (Get-Alias ofox).Source | Should -BeExactly 'OfoxPS'
    }

    It 'Invoke-OfoxChat alone has -Stream' {
        (Get-Command Invoke-OfoxChat).Parameters.Keys | Should -Contain 'Stream'
        (Get-Command Get-OfoxStream).Parameters.Keys | Should -Not -Contain 'Stream'
    }

    It 'New-OfoxMessage takes content by position and from the pipeline' {
        $content = (Get-Command New-OfoxMessage).Parameters['Content']
        $content.ParameterSets.Values.Position | Should -Be 0
        (New-OfoxMessage 'a').Role | Should -BeExactly 'user'
    }

    It '<_> says what it gives' -ForEach 'Invoke-OfoxChat', 'Get-OfoxStream', 'New-OfoxMessage', 'Get-OfoxConfiguration' {
        $type = @{ 'Invoke-OfoxChat' = [OfoxPS.ChatCompletion]; 'Get-OfoxStream' = [OfoxPS.ChatChunk];
            'New-OfoxMessage' = [OfoxPS.ChatMessage]; 'Get-OfoxConfiguration' = [OfoxPS.OfoxConfiguration] }[$_]
        (Get-Command $_).OutputType.Type | Should -Be $type
    }

    It 'lets parameters be shortened as people do: <_>' -ForEach 'ofox hi -Temp 0 -MaxTok 5', 'ofox hi -Sys brief -Mod openai/gpt-4o-mini',
        'ofox hi -Str' {
        (& ([scriptblock]::Create("$_ 6> `$null"))).Content | Should -Match 'hi'
    }

    It 'can be splatted, and takes defaults from $PSDefaultParameterValues' {
        $with = @{ Prompt = 'hi'; Model = 'openai/gpt-4o-mini'; Temperature = 0 }
        (ofox @with).Model | Should -BeExactly 'openai/gpt-4o-mini'
        $PSDefaultParameterValues = @{ 'Invoke-OfoxChat:Model' = 'z-ai/glm-5-turbo' }
        (ofox hi).Model | Should -BeExactly 'z-ai/glm-5-turbo'
    }
}
