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

    It '-<name> sends <field> as <json>' -ForEach @(
        @{ name = 'Temperature'; value = 0.7; field = 'temperature'; json = '0.7' }
        @{ name = 'Temperature'; value = 0; field = 'temperature'; json = '0' }
        @{ name = 'MaxTokens'; value = 128; field = 'max_tokens'; json = '128' }
        @{ name = 'TopP'; value = 0.25; field = 'top_p'; json = '0.25' }
        @{ name = 'FrequencyPenalty'; value = -1.5; field = 'frequency_penalty'; json = '-1.5' }
        @{ name = 'PresencePenalty'; value = 2; field = 'presence_penalty'; json = '2' }
        @{ name = 'ResponseFormat'; value = 'JSON_Object'; field = 'response_format'; json = '{"type":"json_object"}' }
        @{ name = 'ResponseFormat'; value = 'text'; field = 'response_format'; json = '{"type":"text"}' }
        @{ name = 'ResponseFormat'; value = @{ type = 'json_object' }; field = 'response_format'; json = '{"type":"json_object"}' }
        @{ name = 'ResponseFormat'; value = '{ "type": "text" }'; field = 'response_format'; json = '{"type":"text"}' }
        @{ name = 'Routing'; value = 'Latency'; field = 'provider'; json = '{"routing":"latency"}' }
        @{ name = 'Fallback'; value = 'a/b'; field = 'provider'; json = '{"fallback":["a/b"]}' }
        @{ name = 'Fallback'; value = @('a/b', 'c/d'); field = 'provider'; json = '{"fallback":["a/b","c/d"]}' }
        @{ name = 'Provider'; value = @{ type = 'azure_foundry' }; field = 'provider'; json = '{"type":"azure_foundry"}' }
        @{ name = 'ExtraBody'; value = @{ seed = 42 }; field = 'seed'; json = '42' }
        @{ name = 'ExtraBody'; value = '{"stop":["a","b"]}'; field = 'stop'; json = '["a","b"]' }
    ) {
        $parameter = @{ $name = $value }
        $null = & $command 'in JSON' @parameter
        Get-SentField $field | Should -BeExactly $json
        Get-SentKey | Should -Be (@($always) + $field | Sort-Object)
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
        $null = & $command hi -Tool ([ordered]@{ name = 'f'; description = 'd'; strict = $false; parameters = [ordered]@{ type = 'object'; properties = @{} } })
        Get-SentField tools | Should -BeExactly '[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","properties":{}},"strict":false}}]'
        Get-SentKey | Should -Be (@($always) + 'tools' | Sort-Object)
    }

    It '-ToolChoice <value> sends <json>' -ForEach @(
        @{ value = 'auto'; json = '"auto"' }
        @{ value = 'NONE'; json = '"none"' }
        @{ value = 'required'; json = '"required"' }
        @{ value = 'get_weather'; json = '{"type":"function","function":{"name":"get_weather"}}' }
        @{ value = [ordered]@{ type = 'function'; function = @{ name = 'get_weather' } }; json = '{"type":"function","function":{"name":"get_weather"}}' }
        @{ value = '{"type":"function","function":{"name":"get_weather"}}'; json = '{"type":"function","function":{"name":"get_weather"}}' }
    ) {
        $null = & $command hi -Tool $Tool -ToolChoice $value
        Get-SentField tool_choice | Should -BeExactly $json
    }
}

Describe 'A request' {
    BeforeEach { Reset-TestEnvironment }

    It 'asks for usage when it streams, by Get-OfoxStream' {
        $null = Get-OfoxStream hi
        Get-SentField stream | Should -BeExactly 'true'
        Get-SentField stream_options | Should -BeExactly '{"include_usage":true}'
    }

    It 'asks for usage when it streams, by -Stream' {
        $null = Invoke-OfoxChat hi -Stream 6> $null
        Get-SentKey | Should -Be 'messages', 'model', 'stream', 'stream_options'
        Get-SentField stream_options | Should -BeExactly '{"include_usage":true}'
    }

    It 'does not stream with -Stream:$false' {
        $null = Invoke-OfoxChat hi -Stream:$false
        Get-SentKey | Should -Be 'messages', 'model'
    }

    It 'says what it is: JSON, a known length, a user agent' {
        $null = ofox hi
        $request = Get-LastGatewayRequest -Ended
        $request.method | Should -Be 'POST'
        $request.path | Should -Be '/v1/chat/completions'
        $request.headers.'Content-Type' | Should -Be 'application/json; charset=utf-8'
        $request.headers.'Content-Length' | Should -Be ([System.Text.Encoding]::UTF8.GetByteCount($request.body))
        $request.headers.'User-Agent' | Should -Match '^OfoxPS/\d+\.\d+\.\d+'
    }

    It 'takes every parameter at once' {
        $null = ofox hi -System s -Model 'openai/gpt-4o' -Temperature 1 -MaxTokens 5 -TopP 1 -FrequencyPenalty 0 -PresencePenalty 0 `
            -Tool $Tool -ToolChoice none -ResponseFormat text -Routing cost -Fallback 'a/b' -Provider @{ type = 'x' } -ExtraBody @{ seed = 1 }
        Get-SentKey | Should -Be 'frequency_penalty', 'max_tokens', 'messages', 'model', 'presence_penalty', 'provider', 'response_format', 'seed',
            'temperature', 'tool_choice', 'tools', 'top_p'
        Get-SentField provider | Should -BeExactly '{"routing":"cost","fallback":["a/b"],"type":"x"}'
    }

    It 'lets -Provider win over -Routing and -Fallback' {
        $null = ofox hi -Routing cost -Fallback 'a/b' -Provider @{ routing = 'latency'; fallback = @('c/d') }
        Get-SentField provider | Should -BeExactly '{"routing":"latency","fallback":["c/d"]}'
    }

    It 'sends no provider for an empty -Provider' {
        $null = ofox hi -Provider @{}
        Get-SentKey | Should -Be 'messages', 'model'
    }

    It 'lets -ExtraBody replace <field>, and sends it once' -ForEach @(
        @{ field = 'temperature'; value = 0.5; json = '0.5'; parameters = @{ Temperature = 1.5 } }
        @{ field = 'max_tokens'; value = $null; json = 'null'; parameters = @{ MaxTokens = 5 } }
        @{ field = 'provider'; value = @{ only = @('x') }; json = '{"only":["x"]}'; parameters = @{ Routing = 'cost' } }
    ) {
        $null = ofox hi @parameters -ExtraBody @{ $field = $value } -ErrorAction SilentlyContinue
        Get-SentField $field | Should -BeExactly $json
        ([regex]::Matches((Get-LastGatewayRequest -Ended).body, "`"$field`":")).Count | Should -Be 1
    }

    It 'lets -ExtraBody replace stream_options' {
        $null = Get-OfoxStream hi -ExtraBody @{ stream_options = @{ include_usage = $false } }
        Get-SentField stream_options | Should -BeExactly '{"include_usage":false}'
    }

    It 'treats a parameter of $null as not given' {
        $null = ofox hi -Temperature $null -MaxTokens $null -TopP $null -FrequencyPenalty $null -PresencePenalty $null -Tool $null `
            -ToolChoice $null -ResponseFormat $null -Fallback $null -Provider $null -ExtraBody $null -System $null -Message $null -ApiKey $null -BaseUri $null
        Get-SentKey | Should -Be 'messages', 'model'
        Get-SentField messages | Should -BeExactly '[{"role":"user","content":"hi"}]'
    }

    It 'takes splatted $null for words too' {
        $none = @{ Routing = $null; ImageDetail = $null }
        $null = ofox hi @none
        Get-SentKey | Should -Be 'messages', 'model'
    }

    It 'honours $PSDefaultParameterValues' {
        $PSDefaultParameterValues = @{ 'Invoke-OfoxChat:MaxTokens' = 7 }
        $null = ofox hi
        Get-SentField max_tokens | Should -BeExactly '7'
    }

    It 'takes the lines of a command or a file as one prompt' {
        $null = ofox ('one', '', 'two')
        Get-SentField messages | Should -BeExactly '[{"role":"user","content":"one\n\ntwo"}]'
    }

    It 'takes a ChatTool as -ToolChoice: its name is meant' {
        $chosen = [OfoxPS.ChatTool]@{ Name = 'f' }
        $null = ofox hi -Tool $chosen -ToolChoice $chosen
        Get-SentField tool_choice | Should -BeExactly '{"type":"function","function":{"name":"f"}}'
    }

    It 'shows the fallback that served' {
        $answer = ofox hi -Model 'fault/503' -Fallback 'anthropic/claude-sonnet-4.5'
        $answer.RequestedModel | Should -Be 'fault/503'
        $answer.Model | Should -Be 'anthropic/claude-sonnet-4.5'
    }
}

Describe 'Refused before anything is sent' {
    BeforeEach { Reset-TestEnvironment }

    It '<what>' -ForEach @(
        @{ what = 'model in -ExtraBody'; parameters = @{ ExtraBody = @{ model = 'x' } }; message = "*cannot hold 'model'*" }
        @{ what = 'messages in -ExtraBody'; parameters = @{ ExtraBody = @{ messages = @() } }; message = "*cannot hold 'messages'*" }
        @{ what = 'stream in -ExtraBody'; parameters = @{ ExtraBody = @{ stream = $true } }; message = "*cannot hold 'stream'*" }
        @{ what = 'Model in -ExtraBody, in PowerShell case'; parameters = @{ ExtraBody = @{ Model = 'x' } }; message = "*cannot hold 'Model'*" }
        @{ what = 'an empty -Model'; parameters = @{ Model = '' }; message = '*-Model is empty*' }
        @{ what = 'a blank -Model'; parameters = @{ Model = '  ' }; message = '*-Model is empty*' }
        @{ what = 'a key that is no string'; parameters = @{ ExtraBody = @{ logit_bias = @{ 50256 = -100 } } }; message = "*-ExtraBody*'50256' is no string*" }
        @{ what = 'NaN'; parameters = @{ ExtraBody = @{ x = [double]::NaN } }; message = '*NaN*' }
        @{ what = 'float NaN'; parameters = @{ ExtraBody = @{ x = [single]::NaN } }; message = '*NaN*' }
        @{ what = 'infinity, nested'; parameters = @{ Provider = @{ x = @(@{ y = [double]::PositiveInfinity }) } }; message = '*Infinity*' }
        @{ what = 'a list as -ExtraBody'; parameters = @{ ExtraBody = @(1, 2) }; message = '*-ExtraBody is a hashtable*' }
        @{ what = 'broken JSON as -ExtraBody'; parameters = @{ ExtraBody = '{"a":' }; message = '*-ExtraBody is no valid JSON*' }
        @{ what = 'JSON that is no object'; parameters = @{ Provider = '[1]' }; message = '*-Provider is JSON, but no object*' }
        @{ what = 'an unknown -ResponseFormat'; parameters = @{ ResponseFormat = 'json' }; message = '*ResponseFormat*json_object*' }
        @{ what = 'an unknown -Routing'; parameters = @{ Routing = 'fastest' }; message = '*priority*balanced*' }
        @{ what = 'a temperature above 2'; parameters = @{ Temperature = 2.01 }; message = '*from 0 to 2*' }
        @{ what = 'a temperature of NaN'; parameters = @{ Temperature = [double]::NaN }; message = '*from 0 to 2*' }
        @{ what = 'no tokens'; parameters = @{ MaxTokens = 0 }; message = '*1 or more*' }
        @{ what = 'more tokens than an int'; parameters = @{ MaxTokens = 3000000000 }; message = '*MaxTokens*' }
        @{ what = 'top_p above 1'; parameters = @{ TopP = 1.1 }; message = '*from 0 to 1*' }
        @{ what = 'a penalty below -2'; parameters = @{ FrequencyPenalty = -2.5 }; message = '*from -2 to 2*' }
        @{ what = 'a penalty above 2'; parameters = @{ PresencePenalty = 2.5 }; message = '*from -2 to 2*' }
        @{ what = 'a timeout of nothing'; parameters = @{ TimeoutSeconds = 0 }; message = '*TimeoutSeconds*' }
        @{ what = 'a tool without a name'; parameters = @{ Tool = @{ description = 'x' } }; message = '*needs a name*' }
        @{ what = 'a tool that is no command'; parameters = @{ Tool = 'get_weather(' }; message = "*'Tool'*get_weather(*" }
        @{ what = 'a tool of broken JSON'; parameters = @{ Tool = '{"name":' }; message = '*-Tool*JSON*' }
        @{ what = 'a secret in -ExtraBody'; parameters = @{ ExtraBody = @{ user = [securestring]::new() } }; message = '*-ExtraBody*' }
    ) {
        $all = @{ Prompt = 'hi' } + $parameters
        $failure = { Invoke-OfoxChat @all } | Should -Throw $message -PassThru
        $failure.CategoryInfo.Category | Should -BeIn 'InvalidArgument', 'InvalidData'
        Get-GatewayRequest | Should -BeNullOrEmpty
    }

    It 'a call without a prompt, or with a blank one' {
        foreach ($blank in $null, '', " `t`n") { { ofox $blank } | Should -Throw '*nothing to ask*' }
        { ofox } | Should -Throw '*nothing to ask*'
        Get-GatewayRequest | Should -BeNullOrEmpty
    }

    It 'a hashtable that holds itself' {
        $loop = @{}
        $loop.again = @{ list = @(1, $loop) }
        { ofox hi -ExtraBody $loop } | Should -Throw '*refers to itself*'
        { ofox hi -Tool @{ name = 'f'; parameters = $loop } } | Should -Throw '*refers to itself*'
        Get-GatewayRequest | Should -BeNullOrEmpty
    }

    It 'a value of 600 levels' {
        $deep = @{}
        foreach ($i in 1..600) { $deep = @{ x = $deep } }
        { ofox hi -ExtraBody $deep } | Should -Throw '*deeper than 500 levels*'
        Get-GatewayRequest | Should -BeNullOrEmpty
    }

    It 'the same table used twice is no cycle' {
        $shared = @{ a = 1 }
        $null = ofox hi -ExtraBody @{ x = [ordered]@{ one = $shared; two = $shared } }
        Get-SentField x | Should -BeExactly '{"one":{"a":1},"two":{"a":1}}'
    }
}
