# What each parameter of a request puts into the body, and that nothing else is in it.

BeforeAll {
    . $PSScriptRoot/common.ps1

    # The raw JSON of one field, so that 1 and "1" and 1.0 differ.
    function Get-SentField([string] $Name) {
        $document = [System.Text.Json.JsonDocument]::Parse((Get-LastGatewayRequest -Ended).body)
        $document.RootElement.GetProperty($Name).GetRawText()
    }

    function Get-SentKey { (Get-LastGatewayRequest -Ended).Json.Keys | Sort-Object }

    $Tool = @{ name = 'get_weather'; parameters = @{ type = 'object'; properties = @{ city = @{ type = 'string' } } } }
}

Describe '<command>: the body' -ForEach @(
    @{ command = 'Invoke-OfoxChat'; always = 'messages', 'model' }
    @{ command = 'Get-OfoxStream'; always = 'messages', 'model', 'stream', 'stream_options' }
) {
    BeforeEach { Reset-TestEnvironment }

    It 'holds nothing that was not asked for' {
        $null = & $command hi
        Get-SentKey | Should -Be $always
        Get-SentField messages | Should -BeExactly '[{"role":"user","content":"hi"}]'
        Get-SentField model | Should -BeExactly '"openai/gpt-4o"'
    }

    It '-Model is sent as it is' {
        $null = & $command hi -Model 'openai/gpt-4o-mini'
        Get-SentField model | Should -BeExactly '"openai/gpt-4o-mini"'
        Get-SentKey | Should -Be $always
    }

    It '-System comes first, as a message' {
        $null = & $command hi -System 'Be brief.'
        Get-SentField messages | Should -BeExactly '[{"role":"system","content":"Be brief."},{"role":"user","content":"hi"}]'
        Get-SentKey | Should -Be $always
    }

    It '-Tool sends the wrapped schema' {
        $null = & $command hi -Tool (
            [ordered]@{ name = 'f'; description = 'd'; strict = $false; parameters = [ordered]@{ type = 'object'; properties = @{} } })
        Get-SentField tools | Should -BeExactly '[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","properties":{}},"strict":false}}]'
        Get-SentKey | Should -Be (@($always) + 'tools' | Sort-Object)
    }
}

Describe 'A request' {
    BeforeEach { Reset-TestEnvironment }

    It 'takes every parameter at once' {
        $null = ofox hi -System s -Model 'openai/gpt-4o' -Temperature 1 -MaxTokens 5 -TopP 1 -FrequencyPenalty 0 -PresencePenalty 0 `
            -Tool $Tool -ToolChoice none -ResponseFormat text -Routing cost -Fallback 'a/b' -Provider @{
                type = 'x' } -ReasoningEffort low -Stop END -Seed 1 -ExtraBody @{ user = 'u' }
        Get-SentKey |
            Should -Be 'frequency_penalty', 'max_tokens', 'messages', 'model', 'presence_penalty', 'provider', 'reasoning_effort',
            'response_format', 'seed',
            'stop', 'temperature', 'tool_choice', 'tools', 'top_p', 'user'
        Get-SentField provider | Should -BeExactly '{"routing":"cost","fallback":["a/b"],"type":"x"}'
    }

    It 'sends no provider for an empty -Provider' {
        $null = ofox hi -Provider @{}
        Get-SentKey | Should -Be 'messages', 'model'
    }

    It 'lets -ExtraBody replace <field>, and sends it once' -ForEach @(
        @{ field = 'temperature'; value = 0.5; json = '0.5'; parameters = @{ Temperature = 1.5 } }
        @{ field = 'provider'; value = @{ only = @('x') }; json = '{"routing":"cost","only":["x"]}'; parameters = @{ Routing = 'cost' } }
    ) {
        $null = ofox hi @parameters -ExtraBody @{ $field = $value } -ErrorAction SilentlyContinue
        Get-SentField $field | Should -BeExactly $json
        ([regex]::Matches((Get-LastGatewayRequest -Ended).body, "`"$field`":")).Count | Should -Be 1
    }

    It 'takes a field out where -ExtraBody has $null for it' {
        $null = ofox hi -MaxTokens 5 -ExtraBody @{ max_tokens = $null }
        Get-SentKey | Should -Be 'messages', 'model'
    }

    It 'lets -ExtraBody replace stream_options' {
        $null = Get-OfoxStream hi -ExtraBody @{ stream_options = @{ include_usage = $false } }
        Get-SentField stream_options | Should -BeExactly '{"include_usage":false}'
    }
}

Describe 'Refused before anything is sent' {
    BeforeEach { Reset-TestEnvironment }

    It 'a hashtable that holds itself' {
        $loop = @{}
        $loop.again = @{ list = @(1, $loop) }
        { ofox hi -ExtraBody $loop } | Should -Throw '*refers to itself*'
        { ofox hi -Tool @{ name = 'f'; parameters = $loop } } | Should -Throw '*refers to itself*'
        Get-GatewayRequest | Should -BeNullOrEmpty
    }
}
