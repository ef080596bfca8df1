# Function calling by hand: raw schemas go out, calls come back parsed, tool messages answer them.

BeforeAll {
    . $PSScriptRoot/common.ps1

    $parameters = @{
        type       = 'object'
        properties = [ordered]@{ city = @{ type = 'string'; description = 'where' }; days = @{ type = 'integer' } }
        required   = @('city', 'days')
    }
    $weather = @{ name = 'get_weather'; description = 'Tells the weather.'; parameters = $parameters }
    $json = '{"type":"function","function":{"name":"get_weather","description":"Tells the weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}'

    function Get-SentTool { , (Get-LastGatewayRequest -Ended).Json.tools }

    # The answer as a test wants it: the gateway calls whatever the prompt says, broken arguments included.
    function Get-Call([string] $Text, [switch] $Stream, [string] $Model = 'openai/gpt-4o') {
        (ofox $Text -Tool $weather, @{ name = 'other' } -Model $Model -Stream:$Stream 6> $null).ToolCalls
    }
}

Describe 'Tools as raw schemas' {
    It 'keeps properties in the order given' {
        $null = ofox hi -Tool @{
            name = 'a'; parameters = [ordered]@{ type = 'object'; properties = [ordered]@{ zebra = @{}; ant = @{}; mole = @{} } } }
        (Get-LastGatewayRequest -Ended).body | Should -Match '"zebra":.*"ant":.*"mole":'
    }

    It 'keeps the schema''s own words: case, numbers, true, null and depth' {
        $schema = @{
            type = 'object'; additionalProperties = $false
            properties =
                @{ Level = @{
                type = @('integer', 'null'); minimum = 0; maximum = 9007199254740993; default = $null; enum = @(1, 2.5, $null) }
                deep = @{ type = 'array';
                    items = @{ type = 'array';
                items = @{ type = 'array'; items = @{ type = 'object'; properties = @{ x = @{ '$ref' = '#' } } } } } }
            }
        }
        $null = ofox hi -Tool @{ name = 'a'; parameters = $schema }
        $body = (Get-LastGatewayRequest -Ended).body
        $sent = (Get-SentTool)[0].function.parameters
        $sent.additionalProperties | Should -BeOfType ([bool])
        $sent.properties.Keys | Should -Contain 'Level'
        $sent.properties.Level.Contains('default') | Should -BeTrue
        $sent.properties.Level.enum | Should -HaveCount 3
        $sent.properties.deep.items.items.items.properties.x.'$ref' | Should -BeExactly '#'
        $body | Should -Match '"maximum":9007199254740993'
        $body | Should -Match '"additionalProperties":false'
    }

    It 'keeps a list of one a list' {
        $null = ofox hi -Tool @{
            name = 'a'; parameters = @{ type = 'object'; properties = @{ x = @{ type = 'string'; enum = @('only') } }; required = @('x') } }
        $body = (Get-LastGatewayRequest -Ended).body
        $body | Should -Match '"required":\["x"\]'
        $body | Should -Match '"enum":\["only"\]'
    }

    It 'passes strict and fields of its own on' {
        $strict = @{
            name = 'a'; strict = $true; x_hint = 'fast';
        parameters = @{ type = 'object'; properties = @{ x = @{ type = 'string' } }; required = @('x'); additionalProperties = $false } }
        $null = ofox hi -Tool $strict
        (Get-SentTool)[0].function.strict | Should -BeTrue
        (Get-SentTool)[0].function.x_hint | Should -BeExactly 'fast'
    }
}

Describe 'Tool choice' {
    It 'sends <Choice> as the API''s word' -ForEach @{ Choice = 'none' }, @{ Choice = 'auto' }, @{ Choice = 'Required' } {
        $null = ofox hi -Tool $weather -ToolChoice $Choice
        (Get-LastGatewayRequest -Ended).Json.tool_choice | Should -BeExactly $Choice.ToLowerInvariant()
    }

    It 'makes a function''s name the object that forces it' {
        $answer = ofox hi -Tool $weather, @{ name = 'other' } -ToolChoice other
        $choice = (Get-LastGatewayRequest -Ended).Json.tool_choice
        $choice.type | Should -BeExactly 'function'
        $choice.function.name | Should -BeExactly 'other'
        $answer.ToolCalls.Name | Should -BeExactly 'other'
    }

    It 'finds a tool whatever the case of its name is, and says which one is nearest to a name that none has' {
        $null = ofox hi -Tool $weather -ToolChoice Get_Weather
        (Get-LastGatewayRequest -Ended).Json.tool_choice.function.name | Should -BeExactly 'get_weather'
        { ofox hi -Tool $weather, @{ name = 'other' } -ToolChoice get_wether } |
            Should -Throw -ErrorId 'OfoxInvalidArgument,*' -ExpectedMessage "*'get_wether'*Did you mean 'get_weather'?*"
        { ofox hi -Tool $weather, @{ name = 'other' } -ToolChoice fly } |
            Should -Throw -ErrorId 'OfoxInvalidArgument,*' -ExpectedMessage "*'fly'*The tools are: get_weather, other.*"
    }

    It 'takes the object itself, as hashtable or JSON' {
        $null = ofox hi -Tool $weather -ToolChoice @{ type = 'function'; function = @{ name = 'get_weather' } }
        (Get-LastGatewayRequest -Ended).Json.tool_choice.function.name | Should -BeExactly 'get_weather'
        $null = ofox hi -Tool $weather -ToolChoice '{"type":"function","function":{"name":"get_weather"}}'
        (Get-LastGatewayRequest -Ended).Json.tool_choice.function.name | Should -BeExactly 'get_weather'
    }

    It 'calls nothing with none, and something with required' {
        (ofox 'get_weather now' -Tool $weather -ToolChoice none).ToolCalls.Count | Should -Be 0
        (ofox 'unrelated' -Tool $weather -ToolChoice required).ToolCalls.Count | Should -Be 1
    }

    It 'is absent where nobody chose' {
        $null = ofox hi -Tool $weather
        (Get-LastGatewayRequest -Ended).Json.Keys | Should -Not -Contain 'tool_choice'
    }
}

Describe 'Tool calls' {
    BeforeAll { $answer = ofox 'use get_weather' -Tool $weather }

    It 'come back with id, name and type' {
        $answer.ToolCalls | Should -HaveCount 1
        $answer.ToolCalls[0] | Should -BeOfType ([OfoxPS.ChatToolCall])
        $answer.ToolCalls[0].Id | Should -BeExactly 'call_1'
        $answer.ToolCalls[0].Name | Should -BeExactly 'get_weather'
        $answer.ToolCalls[0].Type | Should -BeExactly 'function'
    }

    It 'have the arguments as sent and parsed' {
        $answer.ToolCalls[0].ArgumentsJson | Should -BeExactly '{"city":"text","days":1}'
        $arguments = $answer.ToolCalls[0].Arguments
        , $arguments | Should -BeOfType ([System.Collections.Specialized.OrderedDictionary])
        @($arguments.Keys) | Should -Be 'city', 'days'
        $arguments.city | Should -BeExactly 'text'
        $arguments['days'] | Should -Be 1
    }

    It 'leave content empty and say why the model ended' {
        $answer.Content | Should -BeNullOrEmpty
        $answer.FinishReason | Should -BeExactly 'tool_calls'
        "$answer" | Should -BeExactly ''
        "$($answer.ToolCalls[0])" | Should -BeExactly 'get_weather({"city":"text","days":1})'
    }

    It 'are there whatever the finish reason says' {
        $odd = ofox 'use get_weather' -Tool $weather -Model 'openai/gpt-4o?finish=stop'
        $odd.FinishReason | Should -BeExactly 'stop'
        $odd.ToolCalls | Should -HaveCount 1
    }

    It 'can be splatted to a command' {
        function Get-Forecast([string] $city, [int] $days) { "$city for $days" }
        $hash = @{}
        $answer.ToolCalls[0].Arguments.GetEnumerator() | ForEach-Object { $hash[$_.Key] = $_.Value }
        Get-Forecast @hash | Should -BeExactly 'text for 1'
    }

    It 'parse nested arguments of every type' {
        $unicode = [regex]::Unescape('\u00FCn\u00EF \uD83E\uDD8A')
        $text = 'call get_weather({"list":[1,"two",{"x":null}],"big":123456789012345678901234567890,"pi":3.14,"yes":true,"text":"UNICODE"})'
        $call = Get-Call ($text -replace 'UNICODE', $unicode)
        $call.Arguments.list[2].Contains('x') | Should -BeTrue
        $call.Arguments.list[0] | Should -BeOfType ([long])
        $call.Arguments.big | Should -Be ([bigint]::Parse('123456789012345678901234567890'))
        $call.Arguments.pi | Should -Be 3.14
        $call.Arguments.yes | Should -BeTrue
        $call.Arguments.text | Should -BeExactly $unicode
    }

    It 'have no Arguments, but their text, when it is <Name>' -ForEach @(
        @{ Name = 'broken JSON'; Text = '{"city": "Par' }
        @{ Name = 'no object'; Text = '[1,2]' }
        @{ Name = 'empty'; Text = '' }
        @{ Name = 'two objects'; Text = '{"a":1}{"b":2}' }
    ) {
        $call = Get-Call "call get_weather($Text)"
        $call | Should -HaveCount 1
        $call.Arguments | Should -BeNullOrEmpty
        $call.ArgumentsJson | Should -BeExactly $Text
        $streamed = Get-Call "call get_weather($Text)" -Stream
        $streamed.Arguments | Should -BeNullOrEmpty
        $streamed.ArgumentsJson | Should -BeExactly $Text
    }

    It 'have empty Arguments, not none, for {}' {
        $call = Get-Call 'call other({})'
        $null -eq $call.Arguments | Should -BeFalse
        $call.Arguments.Count | Should -Be 0
    }

    It 'come back several at once, in order' {
        $calls = Get-Call 'call get_weather({"city":"Oslo"}) call other({}) call get_weather({"city":"Rome"})'
        $calls.Name | Should -Be 'get_weather', 'other', 'get_weather'
        $calls.Id | Should -Be 'call_1', 'call_2', 'call_3'
        $calls[2].Arguments.city | Should -BeExactly 'Rome'
    }
}

Describe 'Answering tool calls' {
    It 'goes on from the completion, with -Message' {
        $asked = ofox 'use get_weather' -Tool $weather
        $result = New-OfoxMessage 'sunny, 21 degrees' -Role tool -ToolCallId $asked.ToolCalls[0].Id
        $answer = ofox -Message ($asked.Conversation + $result) -Tool $weather
        $answer.Content | Should -BeExactly 'get_weather answered: sunny, 21 degrees'
        $answer.Conversation.Role | Should -Be 'user', 'assistant', 'tool', 'assistant'
        $sent = (Get-LastGatewayRequest -Ended).Json.messages
        $sent[1].tool_calls[0].id | Should -BeExactly 'call_1'
        $sent[1].tool_calls[0].function.arguments | Should -BeExactly '{"city":"text","days":1}'
        $sent[1].tool_calls[0].type | Should -BeExactly 'function'
        $sent[2].tool_call_id | Should -BeExactly 'call_1'
        $sent[2].content | Should -BeExactly 'sunny, 21 degrees'
    }

    It 'goes on from messages in the pipeline' {
        $asked = ofox 'use get_weather' -Tool $weather -Stream 6> $null
        $answer = @($asked.Conversation; New-OfoxMessage 'rain' -Role tool -ToolCallId $asked.ToolCalls[0].Id) | ofox -Tool $weather
        @($answer) | Should -HaveCount 1
        $answer.Content | Should -BeExactly 'get_weather answered: rain'
    }

    It 'answers each of several calls' {
        $asked = ofox 'call get_weather({"city":"Oslo"}) call other({})' -Tool $weather, @{ name = 'other' }
        $results = foreach ($call in $asked.ToolCalls) { New-OfoxMessage "done $($call.Arguments.city)" -Role tool -ToolCallId $call.Id }
        $answer = ofox -Message ($asked.Conversation + $results) -Tool $weather, @{ name = 'other' }
        $answer.Content | Should -BeExactly "get_weather answered: done Oslo`nother answered: done "
    }

    It 'asks the next question after the answers' {
        $asked = ofox 'use get_weather' -Tool $weather
        $result = New-OfoxMessage 'fog' -Role tool -ToolCallId $asked.ToolCalls[0].Id
        $told = ofox -Message ($asked.Conversation + $result) -Tool $weather
        ($told | ofox 'and tomorrow?').Content | Should -BeExactly "and tomorrow?`n[turns: 2]"
    }

    It 'gives an object back in the place of broken arguments' {
        $asked = ofox 'call get_weather({"city": "Par)' -Tool $weather
        $null = ofox -Message ($asked.Conversation + (New-OfoxMessage 'what?' -Role tool -ToolCallId call_1)) -Tool $weather
        (Get-LastGatewayRequest -Ended).Json.messages[1].tool_calls[0].function.arguments | Should -BeExactly '{}'
        $asked.ToolCalls[0].ArgumentsJson | Should -BeExactly '{"city": "Par'
    }

    It 'takes an object as a tool''s result: its JSON' {
        $message = New-OfoxMessage ([pscustomobject]@{ sky = 'grey' }) -Role tool -ToolCallId call_1
        ($message.Content | ConvertFrom-Json).sky | Should -BeExactly 'grey'
    }

    It 'can be written by hand from the first message on' {
        $call = [OfoxPS.ChatToolCall]::new('call_x', 'get_weather', '{"city":"Bern"}')
        $messages = @(
            New-OfoxMessage 'weather?'
            New-OfoxMessage -Role assistant -ToolCall $call
            New-OfoxMessage 'snow' -Role tool -ToolCallId call_x
        )
        ($messages | ofox -Tool $weather).Content | Should -BeExactly 'get_weather answered: snow'
    }
}
