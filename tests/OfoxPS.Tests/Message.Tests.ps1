# Conversations: -System, -Message, and New-OfoxMessage.

BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-SentMessage { , @((Get-LastGatewayRequest -Ended).Json.messages) }

    function Get-SentMessageJson {
        $document = [System.Text.Json.JsonDocument]::Parse((Get-LastGatewayRequest -Ended).body)
        $document.RootElement.GetProperty('messages').GetRawText()
    }
}

Describe '-System' {
    BeforeEach { Reset-TestEnvironment }

    It 'replaces the instructions of the conversation' {
        $null = ofox hi -System new -Message @{ role = 'system'; content = 'old' }, @{ role = 'user'; content = 'a' }
        (Get-SentMessage).content | Should -Be 'new', 'a', 'hi'
        $null = ofox one -System old | ofox two -System new
        (Get-SentMessage).role | Should -Be 'system', 'user', 'assistant', 'user'
        (Get-SentMessage)[0].content | Should -Be 'new'
    }

    It 'as configured fills in where there are none, and replaces nothing' {
        Set-OfoxConfiguration -System configured
        $null = ofox hi
        (Get-SentMessage).content | Should -Be 'configured', 'hi'
        $null = ofox hi -Message @{ role = 'system'; content = 'said' }
        (Get-SentMessage).content | Should -Be 'said', 'hi'
    }

    It 'of nothing sends none, though one is configured' {
        Set-OfoxConfiguration -System configured
        $null = ofox hi -System ''
        (Get-SentMessage).content | Should -Be 'hi'
    }

    It 'does not pile up over the turns' {
        Set-OfoxConfiguration -System configured
        $null = ofox one | ofox two | ofox three
        @((Get-SentMessage).role -eq 'system').Count | Should -Be 1
    }

    It 'leaves the messages that were given as they were' {
        $mine = New-OfoxMessage -Role system 'mine'
        $null = ofox hi -System other -Message $mine
        $mine.Content | Should -Be 'mine'
    }
}

Describe '-Message' {
    BeforeEach { Reset-TestEnvironment }

    It 'takes <what>' -ForEach @(
        @{ what = 'ChatMessages'; make = { (New-OfoxMessage a), (New-OfoxMessage b -Role assistant) };
            json = '{"role":"user","content":"a"},{"role":"assistant","content":"b"}' }
        @{ what = 'a string'; make = { 'a' }; json = '{"role":"user","content":"a"}' }
        @{ what = 'strings'; make = { 'a', 'b' }; json = '{"role":"user","content":"a"},{"role":"user","content":"b"}' }
        @{ what = 'a hashtable'; make = { @{ role = 'assistant'; content = 'a' } }; json = '{"role":"assistant","content":"a"}' }
        @{ what = 'a hashtable in PowerShell case'; make = { @{ Role = 'Assistant'; Content = 'a' } };
            json = '{"role":"assistant","content":"a"}' }
        @{ what = 'an object'; make = { [pscustomobject]@{ role = 'user'; content = 'a'; name = 'bob' } };
            json = '{"role":"user","content":"a","name":"bob"}' }
        @{ what = 'parsed JSON'; make = { ConvertFrom-Json '[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]' };
            json = '{"role":"user","content":"a"},{"role":"assistant","content":"b"}' }
        @{ what = 'parts'; make = { @{ role = 'user'; content = @([ordered]@{ type = 'text'; text = 'a' }) } };
            json = '{"role":"user","content":[{"type":"text","text":"a"}]}' }
        @{ what = 'parts in PowerShell case'; make = { @{ Role = 'user'; Content = @(@{ Type = 'text'; Text = 'a' }) } };
            json = '{"role":"user","content":[{"type":"text","text":"a"}]}' }
        @{ what = 'parts as texts'; make = { @{ role = 'user'; content = 'a', 'b' } };
            json = '{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}' }
        @{ what = 'an image part';
            make = { @{ role = 'user';
        content = @([ordered]@{ type = 'image_url'; image_url = [ordered]@{ url = 'https://example.com/a.png'; detail = 'low' } }) } };
            json = '{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://example.com/a.png","detail":"low"}}]}' }
        @{ what = 'a field that the module does not know'; make = { [ordered]@{ role = 'user'; content = 'a'; x_cache = @{ ttl = 5 } } };
            json = '{"role":"user","content":"a","x_cache":{"ttl":5}}' }
        @{ what = 'a mixture'; make = { (New-OfoxMessage a), @{ role = 'assistant'; content = 'b' }, 'c' };
            json = '{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"}' }
    ) {
        $null = ofox hi -Message (& $make)
        Get-SentMessageJson | Should -BeExactly "[$json,{`"role`":`"user`",`"content`":`"hi`"}]"
    }

    It 'takes a completion: its conversation goes on' {
        $null = ofox two -Message (ofox one)
        (Get-SentMessage).content | Should -Be 'one', 'one', 'two'
    }

    It 'takes messages made by hand, of parts in an ordinary array' {
        $message = [OfoxPS.ChatMessage]@{
            Role = 'user';
        Content = @([OfoxPS.ChatContentPart]::FromText('a'), [OfoxPS.ChatContentPart]::FromImageUrl('https://example.com/a.png', 'high'),
            'b') }
        $null = ofox -Message $message
        $parts = (Get-SentMessage)[0].content
        $parts.type | Should -Be 'text', 'image_url', 'text'
        $parts[1].image_url.detail | Should -Be 'high'
    }

    It 'takes a tool call and its answer' {
        $calls = @([ordered]@{ id = 'call_1'; type = 'function'; function = @{ name = 'f'; arguments = '{"a": 1}' } })
        $null = ofox -Message @{ role = 'user'; content = 'q' }, @{ role = 'assistant'; content = $null; tool_calls = $calls },
            @{ role = 'tool'; tool_call_id = 'call_1'; content = 'r' }
        $sent = Get-SentMessage
        $sent[1].content | Should -BeNullOrEmpty
        $sent[1].ContainsKey('content') | Should -BeTrue
        $sent[1].tool_calls[0].function.arguments | Should -BeExactly '{"a": 1}'
        $sent[2].tool_call_id | Should -Be 'call_1'
    }

    It 'takes the arguments of a tool call as a hashtable too' {
        $null = ofox -Message 'q',
            @{ role = 'assistant'; tool_calls = @(@{ id = 'call_1'; function = @{ name = 'f'; arguments = @{ a = 1 } } }) },
            @{ role = 'tool'; tool_call_id = 'call_1'; content = 'r' }
        (Get-SentMessage)[1].tool_calls[0].function.arguments | Should -BeExactly '{"a":1}'
    }

    It 'comes before the prompt for each input' {
        $null = 'a', 'b' | ofox x -Message 'before'
        Get-GatewayRequest | ForEach-Object { $_.Json.messages.content -join '|' } | Should -Be "before|x`n`na", "before|x`n`nb"
    }

    It 'refuses <what>, and sends nothing' -ForEach @(
        @{ what = 'an unknown role'; value = @{ role = 'robot'; content = 'a' }; message = "*'robot'*" }
        @{ what = 'a number'; value = 5; message = '*A message must be*' }
        @{ what = 'a content that is no text'; value = @{ role = 'user'; content = 5 }; message = '*content*' }
        @{ what = '$null among messages'; value = @('a', $null); message = '*Message*' }
        @{ what = 'an object that is no message'; value = [pscustomobject]@{ Size = 5 }; message = '*message*' }
    ) {
        { ofox hi -Message $value } | Should -Throw $message
        Get-GatewayRequest | Should -BeNullOrEmpty
    }
}

Describe 'New-OfoxMessage' {
    BeforeEach { Reset-TestEnvironment }

    It 'keeps the order of strings, files, URLs and bytes, and appends -Image' {
        $text = Join-Path $TestDrive 'a.txt'
        Set-Content $text alpha -NoNewline
        $png = New-TestPng (Join-Path $TestDrive a.png) 4 4
        $null = New-OfoxMessage 'one', $png, ([uri] 'https://example.com/a%20b.png'), (Get-Item $text),
            ([System.IO.File]::ReadAllBytes($png.FullName)), 'two' -Image $png -ImageDetail low | ofox
        $parts = (Get-SentMessage)[0].content
        $parts.type | Should -Be 'text', 'image_url', 'image_url', 'text', 'image_url', 'text', 'image_url'
        $parts[0, 3, 5].text | Should -Be 'one', "a.txt:`nalpha", 'two'
        $parts[2].image_url.url | Should -BeExactly 'https://example.com/a%20b.png'
        $parts[1, 2, 4, 6].image_url.detail | Should -Be 'low', 'low', 'low', 'low'
    }

    It 'takes one byte array as one image' {
        $bytes = [System.IO.File]::ReadAllBytes((New-TestPng (Join-Path $TestDrive a.png)).FullName)
        (New-OfoxMessage $bytes).Content.Count | Should -Be 1
        (New-OfoxMessage 'x' -Image $bytes).Content.Count | Should -Be 2
    }

    It 'takes its content from the pipeline' {
        (New-TestPng (Join-Path $TestDrive a.png)), 'x' | New-OfoxMessage | ForEach-Object { $_.Content.Count } | Should -Be 2
    }

    It 'says when an object was cut' {
        $value = 'end'
        foreach ($level in 1..8) { $value = @{ x = $value } }
        $null = New-OfoxMessage $value -WarningVariable warned -WarningAction SilentlyContinue
        $warned.Count | Should -Be 1
    }

    It 'sends name, tool calls and their answer' {
        $call = [OfoxPS.ChatToolCall]::new('call_1', 'f', '{}')
        $null = (New-OfoxMessage q -Name bob), (New-OfoxMessage -Role assistant -ToolCall $call),
            (New-OfoxMessage -Role tool r -ToolCallId call_1) | ofox
        Get-SentMessageJson | Should -BeExactly ('[{"role":"user","content":"q","name":"bob"},' +
            '{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{}"}}]},' +
            '{"role":"tool","content":"r","tool_call_id":"call_1"}]')
    }

    It 'refuses <what>' -ForEach @(
        @{ what = 'a tool message without its call'; parameters = @{ Role = 'tool'; Content = 'x' }; message = '*-ToolCallId*' }
        @{ what = 'a call id on another message'; parameters = @{ Content = 'x'; ToolCallId = 'c' }; message = '*-Role tool*' }
        @{ what = 'an image of the assistant'; parameters = @{ Role = 'assistant'; Image = 'https://example.com/a.png' };
            message = '*Only a user message*' }
        @{ what = 'no content'; parameters = @{ Role = 'user' }; message = '*no content*' }
        @{ what = 'an unknown role'; parameters = @{ Role = 'robot'; Content = 'x' }; message = '*system*tool*' }
        @{ what = 'a missing image'; parameters = @{ Content = 'x'; Image = '/no/such.png' }; message = '*There is no image*' }
    ) {
        { New-OfoxMessage @parameters } | Should -Throw $message
    }

    It 'refuses a directory and a binary file as content' {
        { New-OfoxMessage (Get-Item $TestDrive) } | Should -Throw '*directory*'
        $path = Join-Path $TestDrive 'x.bin'
        [System.IO.File]::WriteAllBytes($path, [byte[]] (0x7F, 0x45, 0x4C, 0x46, 0, 1, 2, 3))
        { New-OfoxMessage (Get-Item $path) } | Should -Throw '*neither text nor an image*'
    }
}
