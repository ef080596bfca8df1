# Messages and completions in the pipeline: a conversation goes on.

BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-SentContent { Get-GatewayRequest | ForEach-Object { , $_.Json.messages[-1].content } }

    # Runs the block and gives what it wrote and what it told of, apart.
    function Invoke-Kept([scriptblock] $Block) {
        $written = & $Block 2>&1 3>&1
        [pscustomobject]@{
            Output = @($written |
                Where-Object {
                $_ -isnot [System.Management.Automation.ErrorRecord] -and $_ -isnot [System.Management.Automation.WarningRecord] })
            Errors = @($written | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
            Warnings = @($written | Where-Object { $_ -is [System.Management.Automation.WarningRecord] })
        }
    }
}

Describe 'Messages in the pipeline' {
    BeforeEach { Reset-TestEnvironment }

    It 'are one conversation and one request' {
        $answer = & {
            New-OfoxMessage -Role system 'Be brief.'; New-OfoxMessage 'hi'; New-OfoxMessage -Role assistant 'hello';
        New-OfoxMessage 'and?' } | ofox
        @(Get-GatewayRequest).Count | Should -Be 1
        $sent = (Get-LastGatewayRequest -Ended).Json.messages
        $sent.role | Should -Be 'system', 'user', 'assistant', 'user'
        $sent.content | Should -Be 'Be brief.', 'hi', 'hello', 'and?'
        $answer.InputObject.Count | Should -Be 4
        $answer.Conversation.Count | Should -Be 5
    }

    It 'end with the prompt' {
        $null = New-OfoxMessage 'a' | ofox 'b'
        (Get-LastGatewayRequest -Ended).Json.messages.content | Should -Be 'a', 'b'
    }

    It 'do not mix with other input: an error for what does not fit' {
        $kept = Invoke-Kept { (New-OfoxMessage 'a'), 'text', (New-OfoxMessage 'b') | ofox }
        $kept.Errors.Count | Should -Be 1
        $kept.Errors[0].TargetObject | Should -Be 'text'
        $kept.Errors[0].Exception.Message | Should -BeLike '*cannot be mixed*'
        (Get-LastGatewayRequest -Ended).Json.messages.content | Should -Be 'a', 'b'
    }

    It 'after other input are an error too' {
        $kept = Invoke-Kept { 'text', (New-OfoxMessage 'a'), 'more' | ofox }
        $kept.Output.Content | Should -Be 'text', 'more'
        $kept.Errors.Count | Should -Be 1
        $kept.Errors[0].TargetObject.Content | Should -Be 'a'
    }

    It 'that end with an answer ask nothing' {
        $kept = Invoke-Kept { (New-OfoxMessage 'a'), (New-OfoxMessage -Role assistant 'b') | ofox }
        $kept.Errors[0].Exception.Message | Should -BeLike '*nothing to ask*'
        Get-GatewayRequest | Should -BeNullOrEmpty
    }
}

Describe 'A completion in the pipeline' {
    BeforeEach { Reset-TestEnvironment }

    It 'goes on with the prompt' {
        $answer = ofox 'one' -System 's' | ofox 'two' | ofox 'three'
        $sent = (Get-LastGatewayRequest -Ended).Json.messages
        $sent.role | Should -Be 'system', 'user', 'assistant', 'user', 'assistant', 'user'
        $sent[1, 3, 5].content | Should -Be 'one', 'two', 'three'
        $answer.Conversation.Count | Should -Be 7
    }

    It 'that was streamed goes on as well' {
        $first = ofox 'one' -Stream 6> $null
        $null = $first | ofox 'two'
        (Get-LastGatewayRequest -Ended).Json.messages.content | Should -Be 'one', 'one', 'two'
    }

    It 'is one request each' {
        $null = (ofox a), (ofox b) | ofox next
        Get-SentContent | Should -Be 'a', 'b', 'next', 'next'
    }

    It 'with an image sends it again' {
        $first = ofox 'look' -Image (New-TestPng (Join-Path $TestDrive a.png) 9 9)
        $null = $first | ofox 'again'
        (Get-LastGatewayRequest -Ended).Json.messages[0].content[1].image_url.url | Should -BeLike 'data:image/png;base64,iVBOR*'
    }

    It 'without a prompt asks nothing' {
        $first = ofox a
        Clear-GatewayRequest
        $kept = Invoke-Kept { $first | ofox }
        $kept.Errors[0].TargetObject.Content | Should -Be 'a'
        Get-GatewayRequest | Should -BeNullOrEmpty
    }

    It 'made by hand, as a mock does, goes on from what it says' {
        $null = [OfoxPS.ChatCompletion]@{ Content = 'Hello' } | ofox 'next'
        (Get-LastGatewayRequest -Ended).Json.messages.content | Should -Be 'Hello', 'next'
    }

    It 'that lost its conversation on the way, as through a job, is never taken for a new one' {
        # What a job does: one level of properties, the rest as text.
        $text = [System.Management.Automation.PSSerializer]::Serialize((ofox 'one'), 1)
        Clear-GatewayRequest
        $kept = Invoke-Kept { [System.Management.Automation.PSSerializer]::Deserialize($text) | ofox 'two' }
        foreach ($request in Get-GatewayRequest) { $request.Json.messages.content | Should -Contain 'one' }
        $kept.Errors.Count + $kept.Output.Count | Should -Be 1
    }

    It 'from Export-Clixml goes on like the live one' {
        $path = Join-Path $TestDrive kept.xml
        ofox 'one' -System 's' | Export-Clixml $path
        $null = Import-Clixml $path | ofox 'two'
        (Get-LastGatewayRequest -Ended).Json.messages.content | Should -Be 's', 'one', "[system: s]`none", 'two'
    }

    It 'from Export-Clixml gives messages that -Message takes, parts included' {
        $path = Join-Path $TestDrive kept.xml
        ofox -Message @{
            role = 'user';
        content = @(@{ type = 'text'; text = 'a' }, @{ type = 'image_url'; image_url = @{ url = 'https://example.com/a.png' } }) } |
            Export-Clixml $path -Depth 8
        $null = ofox 'two' -Message (Import-Clixml $path).Conversation
        $parts = (Get-LastGatewayRequest -Ended).Json.messages[0].content
        $parts[0].text | Should -Be 'a'
        $parts[1].image_url.url | Should -Be 'https://example.com/a.png'
    }
}

Describe 'A conversation as JSON' {
    BeforeEach {
        Reset-TestEnvironment
        function Get-Answer { 42 }
        $answer = ofox 'call Get-Answer({})' -System 'Be brief.' -Tool Get-Answer
        $sent = @((Get-LastGatewayRequest -Ended).Json.messages) + [ordered] @{ role = 'assistant'; content = $answer.Content } |
            ConvertTo-Json -Depth 9
    }

    It 'has the form of the API in the body of a request, and reads back' {
        $json = ($answer | ConvertTo-OfoxRequest 'next').Body['messages'] | Select-Object -SkipLast 1 | ConvertTo-Json -Depth 9
        $json | Should -BeExactly $sent
        $null = $json | ConvertFrom-Json | ForEach-Object { $_ } | ofox 'next'
        @((Get-LastGatewayRequest -Ended).Json.messages) | Select-Object -SkipLast 1 | ConvertTo-Json -Depth 9 | Should -BeExactly $sent
    }

    It 'has the form of the API in a file' {
        $path = Join-Path $TestDrive chat.jsonl
        $answer | Export-OfoxConversation $path
        $null = Get-Content $path | Select-Object -Skip 1 | ConvertFrom-Json | ofox 'next'
        @((Get-LastGatewayRequest -Ended).Json.messages) | Select-Object -SkipLast 1 | ConvertTo-Json -Depth 9 | Should -BeExactly $sent
    }

    It 'reads back from ConvertTo-Json, with its calls and parts' {
        $null = $answer.Conversation | ConvertTo-Json -Depth 9 | ConvertFrom-Json | ForEach-Object { $_ } | ofox 'next'
        @((Get-LastGatewayRequest -Ended).Json.messages) | Select-Object -SkipLast 1 | ConvertTo-Json -Depth 9 | Should -BeExactly $sent

        $parts = New-OfoxMessage 'see', 'https://example.com/a.png' | ConvertTo-Json -Depth 9 | ConvertFrom-Json
        $null = $parts | ofox
        (Get-LastGatewayRequest -Ended).Json.messages.content[0].Keys | Sort-Object | Should -Be 'text', 'type'
    }
}
