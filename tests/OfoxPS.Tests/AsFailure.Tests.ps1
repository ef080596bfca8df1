BeforeAll {
    . (Join-Path $PSScriptRoot common.ps1)

    function ConvertTo-Say([string] $Text) { 'say64: ' + [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($Text)) }
    function Get-LastSaid([int] $Index = -1) { @(Get-GatewayRequest)[$Index].Json.messages }
    $form = @{ a = [int] }
}

Describe 'An answer' {
    BeforeEach { Reset-TestEnvironment }

    It 'is found <Case>' -ForEach @(
        @{ Case = 'in a code fence'; Text = "``````json`n{`"a`": 5}`n``````" }
        @{ Case = 'with prose around it'; Text = 'Sure! Here it is: {"a": 5} I hope that {this} helps.' }
        @{ Case = 'after thoughts aloud'; Text = "<think>Perhaps {`"a`": 4}?</think>`n{`"a`": 5}" }
        @{ Case = 'behind something else in brackets'; Text = 'As [1] says, {"b":1} is wrong, {"a":5} is right.' }
        @{ Case = 'with a comma too many and a comment'; Text = "{`"a`": 5, /* five */ }" }
        @{ Case = 'in an object of its own'; Text = '{"a":5.0}' }
    ) {
        (ofox (ConvertTo-Say $Text) -As $form -MaxRepair 0).a | Should -Be 5
        @(Get-GatewayRequest) | Should -HaveCount 1
    }

    It 'that does not fit is repaired once: the model is told what and where' {
        $answer = ofox "say: {`"a`":`"five`"}`nsay: {`"a`":5}" -As $form
        $answer.a | Should -Be 5
        @(Get-GatewayRequest) | Should -HaveCount 2
        $messages = Get-LastSaid
        $messages.role | Should -Be 'user', 'assistant', 'user'
        $messages[1].content | Should -BeExactly '{"a":"five"}'
        $messages[2].content | Should -Match '- \$\.a: a whole number is wanted, not "five"'
        $messages[2].content | Should -Match '"properties":\{"a":\{"type":"integer"\}\}'
    }

    It 'that needs a second repair gets it with -MaxRepair 2' {
        (ofox "say: x`nsay: y`nsay: {`"a`":5}" -As $form -MaxRepair 2).a | Should -Be 5
        { ofox "say: x`nsay: y`nsay: {`"a`":5}" -As $form } | Should -Throw '*no JSON*'
    }

    It 'that no property can hold is a mismatch: <Case>' -ForEach @(
        @{ Case = 'a name that PowerShell keeps for itself'; Text = '{"a":{"PSObject":1}}'; Says = "named 'PSObject'" }
        @{ Case = 'no name'; Text = '{"a":{"":1}}'; Says = "named ''" }
        @{ Case = 'names that differ in case only'; Text = '{"a":{"x":1,"X":2}}'; Says = 'differ in case only' }
    ) {
        $failure = { ofox (ConvertTo-Say $Text) -As @{ a = [object] } -MaxRepair 0 } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxSchemaMismatch,*'
        "$failure" | Should -BeLike "*$Says*"
    }

    It 'of two names that a hashtable takes for one is a mismatch too' {
        { ofox (ConvertTo-Say '{"a":{"x":1,"X":2}}') -As @{ a = [hashtable] } -MaxRepair 0 } | Should -Throw '*differ in case only*' -ErrorId 'OfoxSchemaMismatch,*'
    }

    It 'with a number beyond all numbers is a mismatch' {
        $failure = { ofox (ConvertTo-Say '{"a":1e400}') -As @{ a = [string] } -MaxRepair 0 } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxSchemaMismatch,*'
    }

    It 'may spell a word of a set in another case; a schema that somebody wrote is exact' {
        (ofox 'say: {"a":"FRIDAY"}' -As @{ a = [System.DayOfWeek] } -MaxRepair 0).a | Should -Be Friday
        @(Get-GatewayRequest) | Should -HaveCount 1
        class OfoxSpelled { [ValidateSet('high', 'low')] [string] $Risk }
        (ofox 'say: {"Risk":"HIGH"}' -As ([OfoxSpelled]) -MaxRepair 0).Risk | Should -BeExactly 'high'
        Add-Type 'public enum OfoxTwoCases { ab, AB, x }'
        [int] (ofox 'say: {"a":"AB"}' -As @{ a = [OfoxTwoCases] } -MaxRepair 0).a | Should -Be 1
        { ofox 'say: {"a":"Ab"}' -As @{ a = [OfoxTwoCases] } -MaxRepair 0 } | Should -Throw -ErrorId 'OfoxSchemaMismatch,*'
        { ofox 'say: {"a":"HIGH"}' -As '{"type":"object","properties":{"a":{"enum":["high"]}}}' -MaxRepair 0 } | Should -Throw -ErrorId 'OfoxSchemaMismatch,*'
    }

    It 'costs the sum of all requests' {
        $answer = ofox "say: x`nsay: {`"a`":5}" -As $form -PassThru
        $first = ofox "say: x`nsay: {`"a`":5}"
        $answer.Usage.PromptTokens | Should -BeGreaterThan (2 * $first.Usage.PromptTokens)
        $answer.Conversation | Should -HaveCount 4
    }

    It 'that never fits is OfoxSchemaMismatch, with all that is known' {
        $failure = { ofox 'say: {"b":1,"a":"x"}' -As $form } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxSchemaMismatch,*'
        $failure.CategoryInfo.Category | Should -Be 'InvalidData'
        $failure.Exception.SchemaErrors | Should -Be '$: ''b'' is not allowed', '$.a: a whole number is wanted, not "x"'
        $failure.Exception.Completion.Content | Should -BeExactly '{"b":1,"a":"x"}'
        $failure.Exception.Completion.Usage.TotalTokens | Should -BeGreaterThan 0
        @(Get-GatewayRequest) | Should -HaveCount 2
    }

    It 'with -MaxRepair 0 is asked for once' {
        { ofox 'say: no' -As $form -MaxRepair 0 } | Should -Throw
        @(Get-GatewayRequest) | Should -HaveCount 1
    }

    It 'has the path of a fault deep inside' {
        $failure = { ofox 'say: {"list":[{"n":1},{"n":"x"}],"odd name":1}' -As @{ list = @(@{ n = [int] }); 'odd name' = [string] } -MaxRepair 0 } | Should -Throw -PassThru
        $failure.Exception.SchemaErrors -join '; ' | Should -BeExactly '$.list[1].n: a whole number is wanted, not "x"; $[''odd name'']: text is wanted, not 1'
    }

    It 'that the type itself refuses is told so' {
        $failure = { ofox 'say: {"n":3000000000}' -As @{ n = [int] } -MaxRepair 0 } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxSchemaMismatch,*'
        $failure.Exception.SchemaErrors | Should -BeLike '$.n: *'
    }

    It 'that is cut is OfoxOutputTruncated, and no half object' {
        $seen = $null
        $failure = { $script:seen = ofox 'say: {"a": 1, "b": "one two three"}' -As @{ a = [int]; b = [string] } -MaxTokens 2 } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxOutputTruncated,*'
        $failure.Exception.Completion.FinishReason | Should -BeExactly 'length'
        $failure.Exception.Completion.Content | Should -Not -BeNullOrEmpty
        $script:seen | Should -BeNullOrEmpty
        @(Get-GatewayRequest) | Should -HaveCount 1
    }

    It 'that is refused is OfoxRefused: <Model>' -ForEach @{ Model = 'openai/gpt-4o?refuse=true' }, @{ Model = 'openai/gpt-4o?finish=content_filter' } {
        $failure = { ofox hi -As $form -Model $Model } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxRefused,*'
        ($null -ne $failure.Exception.Completion) | Should -BeTrue
        @(Get-GatewayRequest) | Should -HaveCount 1
    }

    It 'of one object that fails leaves the others alone' {
        $done = @('say: {"a":1}', 'say: no', 'say: {"a":3}' | ofox -As $form -MaxRepair 0 -ErrorVariable failed -ErrorAction SilentlyContinue)
        $done.a | Should -Be 1, 3
        $failed | Should -HaveCount 1
        $failed[0].TargetObject | Should -BeExactly 'say: no'
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'OfoxSchemaMismatch,*'
    }
}

Describe 'A server that refuses json_schema' {
    BeforeEach { Reset-TestEnvironment }

    It 'is asked in JSON mode, and remembered' {
        $model = "openai/gpt-4o?formats=text+json_object&case=$([guid]::NewGuid().ToString('N'))"
        $told = ofox 'say: {"a":5}' -Model $model -As $form -System 'Be brief.' -Verbose 4>&1
        ($told | Where-Object { $_ -is [pscustomobject] -and $_.a }).a | Should -Be 5
        "$told" | Should -Match 'Asking again with -SchemaMode JsonObject'
        @(Get-GatewayRequest).status | Should -Be 400, 200
        $body = (Get-LastGatewayRequest -Ended).Json
        $body.response_format.type | Should -BeExactly 'json_object'
        $body.messages[0].content | Should -BeLike 'Be brief.*JSON Schema*"integer"*'
        Clear-GatewayRequest
        (ofox 'say: {"a":6}' -Model $model -As $form).a | Should -Be 6
        @(Get-GatewayRequest).status | Should -Be 200
    }

    It 'and JSON mode too, is asked in words, and remembered' {
        $model = "openai/gpt-4o?formats=text&case=$([guid]::NewGuid().ToString('N'))"
        @(ofox 'say: Here: [5, 6]' -Model $model -As ([int[]])) | Should -Be 5, 6
        @(Get-GatewayRequest).status | Should -Be 400, 400, 200
        $body = (Get-LastGatewayRequest -Ended).Json
        $body.ContainsKey('response_format') | Should -BeFalse
        $body.messages[0].role | Should -BeExactly 'system'
        $body.messages[0].content | Should -BeLike '*{"type":"array","items":{"type":"integer"}}'
        Clear-GatewayRequest
        ofox 'say: 7' -Model $model -As ([int]) | Should -Be 7
        @(Get-GatewayRequest) | Should -HaveCount 1
    }

    It 'fails where -SchemaMode Strict was said' {
        { ofox 'say: {"a":5}' -Model 'openai/gpt-4o?formats=text' -As $form -SchemaMode Strict } | Should -Throw '*json_schema*'
        @(Get-GatewayRequest) | Should -HaveCount 1
    }

    It 'is asked with <Mode> at once where that was said' -ForEach @{ Mode = 'JsonObject'; Format = 'json_object' }, @{ Mode = 'Prompt'; Format = '' } {
        (ofox 'say: {"a":5}' -As $form -SchemaMode $Mode).a | Should -Be 5
        "$((Get-LastGatewayRequest -Ended).Json.response_format.type)" | Should -BeExactly $Format
        @(Get-GatewayRequest) | Should -HaveCount 1
    }

    It 'is repaired in the same mode' {
        (ofox "say: no`nsay: {`"a`":5}" -As $form -SchemaMode JsonObject).a | Should -Be 5
        @(Get-GatewayRequest).Json.response_format.type | Should -Be 'json_object', 'json_object'
        (Get-LastSaid)[0].role | Should -BeExactly 'system'
    }

    It 'for another reason fails for that reason' {
        { ofox hi -As $form -Model 'fault/400' } | Should -Throw '*was not understood*'
        @(Get-GatewayRequest) | Should -HaveCount 1
    }
}
