BeforeAll {
    . (Join-Path $PSScriptRoot common.ps1)

    function ConvertTo-Say([string] $Text) { 'say64: ' + [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($Text)) }
    function Get-LastSaid([int] $Index = -1) { @(Get-GatewayRequest)[$Index].Json.messages }
    $form = @{ a = [int] }
}

Describe 'An answer' {
    BeforeEach { Reset-TestEnvironment }

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
        { ofox (ConvertTo-Say '{"a":{"x":1,"X":2}}') -As @{ a = [hashtable] } -MaxRepair 0 } |
            Should -Throw '*differ in case only*' -ErrorId 'OfoxSchemaMismatch,*'
    }

    It 'may spell a word of a set in another case; a schema that somebody wrote is exact' {
        (ofox 'say: {"a":"FRIDAY"}' -As @{ a = [System.DayOfWeek] } -MaxRepair 0).a | Should -Be Friday
        @(Get-GatewayRequest) | Should -HaveCount 1
        class OfoxSpelled { [ValidateSet('high', 'low')] [string] $Risk }
        (ofox 'say: {"Risk":"HIGH"}' -As ([OfoxSpelled]) -MaxRepair 0).Risk | Should -BeExactly 'high'
        Add-Type 'public enum OfoxTwoCases { ab, AB, x }'
        [int] (ofox 'say: {"a":"AB"}' -As @{ a = [OfoxTwoCases] } -MaxRepair 0).a | Should -Be 1
        { ofox 'say: {"a":"Ab"}' -As @{ a = [OfoxTwoCases] } -MaxRepair 0 } | Should -Throw -ErrorId 'OfoxSchemaMismatch,*'
        { ofox 'say: {"a":"HIGH"}' -As '{"type":"object","properties":{"a":{"enum":["high"]}}}' -MaxRepair 0 } |
            Should -Throw -ErrorId 'OfoxSchemaMismatch,*'
    }

    It 'costs the sum of all requests' {
        $answer = ofox "say: {`"a`":`"x`"}`nsay: {`"a`":5}" -As $form -PassThru
        $first = ofox "say: {`"a`":`"x`"}`nsay: {`"a`":5}"
        $answer.Usage.PromptTokens | Should -BeGreaterThan (2 * $first.Usage.PromptTokens)
        $answer.Conversation | Should -HaveCount 4
    }

    It 'has the path of a fault deep inside' {
        $failure = {
            ofox 'say: {"list":[{"n":1},{"n":"x"}],"odd name":1}' -As @{ list = @(@{ n = [int] }); 'odd name' = [string] } -MaxRepair 0 } |
            Should -Throw -PassThru
        $failure.Exception.SchemaErrors -join '; ' |
            Should -BeExactly '$.list[1].n: expected a whole number, but found "x"; $[''odd name'']: expected text, but found 1'
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

    It 'is repaired in the same mode' {
        (ofox "say: no`nsay: {`"a`":5}" -As $form -SchemaMode JsonObject).a | Should -Be 5
        @(Get-GatewayRequest).Json.response_format.type | Should -Be 'json_object', 'json_object'
        (Get-LastSaid)[0].role | Should -BeExactly 'system'
    }
}
