# Every setting of Set-OfoxConfiguration reaches the request.

BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-SentBody { (Get-LastGatewayRequest -Ended).Json }

    function Get-SentField([string] $Name) {
        $document = [System.Text.Json.JsonDocument]::Parse((Get-LastGatewayRequest -Ended).body)
        $document.RootElement.GetProperty($Name).GetRawText()
    }
}

Describe 'A setting' {
    BeforeEach { Reset-TestEnvironment }

    It '-<name> reaches the body as <field>, and a parameter wins over it' -ForEach @(
        @{ name = 'Temperature'; value = 0.5; field = 'temperature'; json = '0.5'; other = 1.5; otherJson = '1.5' }
        @{ name = 'MaxTokens'; value = 50; field = 'max_tokens'; json = '50'; other = 60; otherJson = '60' }
        @{ name = 'TopP'; value = 0.5; field = 'top_p'; json = '0.5'; other = 0; otherJson = '0' }
        @{ name = 'FrequencyPenalty'; value = 1; field = 'frequency_penalty'; json = '1'; other = 0; otherJson = '0' }
        @{ name = 'PresencePenalty'; value = 1; field = 'presence_penalty'; json = '1'; other = 0; otherJson = '0' }
        @{ name = 'ReasoningEffort'; value = 'High'; field = 'reasoning_effort'; json = '"high"'; other = 'none'; otherJson = '"none"' }
        @{ name = 'Stop'; value = 'END'; field = 'stop'; json = '["END"]'; other = 'a', 'b'; otherJson = '["a","b"]' }
        @{ name = 'Seed'; value = 7; field = 'seed'; json = '7'; other = 0; otherJson = '0' }
        @{ name = 'ResponseFormat'; value = 'json_object'; field = 'response_format'; json = '{"type":"json_object"}'; other = 'text';
            otherJson = '{"type":"text"}' }
        @{ name = 'Tool'; value = @{ name = 'f' }; field = 'tools'; json = '[{"type":"function","function":{"name":"f"}}]';
            other = @{ name = 'g' }; otherJson = '[{"type":"function","function":{"name":"g"}}]' }
        @{ name = 'Routing'; value = 'Cost'; field = 'provider'; json = '{"routing":"cost"}'; other = 'latency';
            otherJson = '{"routing":"latency"}' }
        @{ name = 'Fallback'; value = 'a/b'; field = 'provider'; json = '{"fallback":["a/b"]}'; other = 'c/d';
            otherJson = '{"fallback":["c/d"]}' }
        @{ name = 'Provider'; value = @{ type = 'a' }; field = 'provider'; json = '{"type":"a"}'; other = @{ type = 'b' };
            otherJson = '{"type":"b"}' }
        @{ name = 'ExtraBody'; value = @{ seed = 1 }; field = 'seed'; json = '1'; other = @{ seed = 2 }; otherJson = '2' }
    ) {
        $set = @{ $name = $value }
        Set-OfoxConfiguration @set
        $null = ofox 'in JSON'
        Get-SentField $field | Should -BeExactly $json
        $null = Get-OfoxStream 'in JSON'
        Get-SentField $field | Should -BeExactly $json
        $parameter = @{ $name = $other }
        $null = ofox 'in JSON' @parameter
        Get-SentField $field | Should -BeExactly $otherJson
    }

    It '-ToolChoice reaches the body' {
        Set-OfoxConfiguration -Tool @{ name = 'f' } -ToolChoice f
        $null = ofox hi
        Get-SentField tool_choice | Should -BeExactly '{"type":"function","function":{"name":"f"}}'
    }

    It '-System reaches the messages, -ImageDetail the images' {
        Set-OfoxConfiguration -System s -ImageDetail Low
        $null = New-TestPng (Join-Path $TestDrive a.png) | ofox x -Image 'https://example.com/a.png'
        (Get-SentBody).messages[0].content | Should -Be 's'
        (Get-SentBody).messages[1].content[1, 2].image_url.detail | Should -Be 'low', 'low'
    }

    It '-Header reaches the gateway, of every kind of value' {
        Set-OfoxConfiguration -Header @{
            'x-team' = 'blue'; 'X-Number' = 5; 'x-secure' = (ConvertTo-SecureString 'hidden' -AsPlainText -Force);
        'User-Agent' = 'mine/1.0' }
        $null = ofox hi
        $headers = (Get-LastGatewayRequest -Ended).headers
        $headers.'x-team' | Should -Be 'blue'
        $headers.'X-Number' | Should -Be '5'
        $headers.'x-secure' | Should -Be 'hidden'
        $headers.'User-Agent' | Should -Be 'mine/1.0'
        $headers.Authorization | Should -Be 'Bearer sk-test-key-0001'
    }

    It '-Header may replace the authorization' {
        Set-OfoxConfiguration -Header @{ authorization = 'Bearer sk-other' }
        $null = ofox hi
        (Get-LastGatewayRequest -Ended).headers.Authorization | Should -Be 'Bearer sk-other'
    }

    It '-ConnectionTimeoutSeconds ends a handshake that nobody answers' {
        # A port that takes connections, and says nothing.
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        try {
            Set-OfoxConfiguration -MaximumRetryCount 0 -ConnectionTimeoutSeconds 0.2 -BaseUri "https://127.0.0.1:$($listener.LocalEndpoint.Port)/v1"
            $failure = { ofox hi } | Should -Throw -PassThru
            $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxTimeout,*'
            "$failure" | Should -BeLike '*ConnectionTimeoutSeconds*'
        }
        finally { $listener.Stop() }
    }
}
