BeforeAll {
    . (Join-Path $PSScriptRoot common.ps1)

    enum AsLevel { low; high }
    class AsNode { [string] $Name; [AsNode[]] $Kids }
    class AsLink { [string] $Name; [AsLink] $Next }
    class AsVerdict {
        [ValidateSet('a', 'b')] [string] $Kind
        [ValidateRange(1, 5)] [int] $Risk
        [Nullable[double]] $Score
        [AsLevel] $Level
        [datetime] $When
    }

    function Get-SentFormat { (Get-LastGatewayRequest -Ended).Json.response_format }
    function ConvertTo-Line($Value) { ConvertTo-Json $Value -Depth 20 -Compress }
}

Describe '-As' {
    BeforeEach { Reset-TestEnvironment }

    It 'takes datetime' {
        $answer = ofox 'say: {"value":"2026-11-23T10:00:00Z"}' -As ([datetime])
        $answer.ToUniversalTime() | Should -Be ([datetime]::new(2026, 11, 23, 10, 0, 0, [System.DateTimeKind]::Utc))
    }

    It 'takes a class, with nothing lost' {
        $verdict = ofox 'say: {"Kind":"b","Risk":3,"Score":null,"Level":"high","When":"2026-01-02T00:00:00"}' -As ([AsVerdict])
        $verdict | Should -BeOfType ([AsVerdict])
        $verdict.Kind, $verdict.Risk, $verdict.Level | Should -Be 'b', 3, ([AsLevel]::high)
        $verdict.Score | Should -BeNullOrEmpty
        $verdict.When | Should -Be ([datetime]::new(2026, 1, 2))
        $format = Get-SentFormat
        $format.type | Should -BeExactly 'json_schema'
        $format.json_schema.name | Should -BeExactly 'AsVerdict'
        $format.json_schema.strict | Should -BeTrue
        ConvertTo-Line $format.json_schema.schema |
            Should -BeExactly (
            '{"type":"object","properties":{"Kind":{"type":"string","enum":["a","b"]},"Risk":{"type":"integer","minimum":1,"maximum":5},' +
            '"Score":{"type":["number","null"]},"Level":{"type":"string","enum":["low","high"]},"When":{"type":"string","format":"date-time"}},' +
            '"required":["Kind","Risk","Score","Level","When"],"additionalProperties":false}')
    }

    It 'takes a class that refers to itself' {
        $node = ofox 'say: {"value":{"Name":"root","Kids":[{"Name":"kid","Kids":[]}]}}' -As ([AsNode])
        $node.Kids[0] | Should -BeOfType ([AsNode])
        $node.Kids[0].Name | Should -BeExactly 'kid'
        (Get-SentFormat).json_schema.schema.'$defs'.AsNode.properties.Kids.items.'$ref' | Should -BeExactly '#/$defs/AsNode'
    }

    It 'takes a class with a next one of its kind, the last of which has none' {
        $link = ofox 'say: {"value":{"Name":"a","Next":{"Name":"b","Next":null}}}' -As ([AsLink]) -MaxRepair 0
        $link.Next.Name | Should -BeExactly 'b'
        $link.Next.Next | Should -BeNullOrEmpty
        (Get-SentFormat).json_schema.strict | Should -BeTrue
    }

    It 'takes names and types, sorted by name' {
        $answer = ofox 'say: {"tags":["p","q"],"name":"x","age":null}' -As @{ tags = [string[]]; name = [string]; age = [Nullable[int]] }
        $answer.PSObject.Properties.Name | Should -Be 'age', 'name', 'tags'
        $answer.tags | Should -Be 'p', 'q'
        $answer.age | Should -BeNullOrEmpty
        ConvertTo-Line (Get-SentFormat) | Should -BeExactly ('{"type":"json_schema","json_schema":{"name":"answer","strict":true,"schema":{"type":"object","properties":{"age":{"type":["integer","null"]},' +
            '"name":{"type":"string"},"tags":{"type":"array","items":{"type":"string"}}},"required":["age","name","tags"],"additionalProperties":false}}}')
    }

    It 'takes names and types in their order, nested, and lists of them' {
        $form = [ordered]@{ z = [string]; a = @{ b = [int[]] }; l = @(@{ q = [bool] }) }
        $answer = ofox 'say: {"l":[{"q":true},{"q":false}],"a":{"b":[1,2]},"z":"last"}' -As $form
        $answer.PSObject.Properties.Name | Should -Be 'z', 'a', 'l'
        $answer.a.b | Should -Be 1, 2
        $answer.l.q | Should -Be $true, $false
        @(ofox 'say: [{"n":1},{"n":2}]' -As @(@{ n = [int] })).n | Should -Be 1, 2
    }

    It 'takes a sample object' {
        $sample = [pscustomobject]@{ when = [datetime]::Now; n = 1; f = 0.5; none = $null; list = @('x'); sub = @{ ok = $true } }
        $answer = ofox 'say: {"when":"2026-01-02T00:00:00","n":7,"f":2,"none":null,"list":["a","b"],"sub":{"ok":false}}' -As $sample
        $answer.when | Should -BeOfType ([datetime])
        $answer.n | Should -Be 7
        $answer.f | Should -BeOfType ([double])
        $answer.list | Should -Be 'a', 'b'
        $answer.sub.ok | Should -BeFalse
        $answer.PSObject.Properties.Name | Should -Be 'when', 'n', 'f', 'none', 'list', 'sub'
    }

    It 'takes a JSON Schema as <Case>' -ForEach @(
        @{ Case = 'a hashtable'; Form = { @{ type = 'object'; properties = @{ a = @{ type = 'integer' } }; required = @('a') } } }
        @{ Case = 'text'; Form = { '{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}' } }
        @{ Case = 'an object from JSON'; Form = { '{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}' | ConvertFrom-Json } }
        @{ Case = 'what ConvertTo-OfoxSchema gives'; Form = { ConvertTo-OfoxSchema @{ a = [int] } } }
        @{ Case = 'a file';
            Form = { Set-Content (Join-Path $TestDrive f.json) '{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}';
        Get-Item (Join-Path $TestDrive f.json) } }
    ) {
        $form = & $Form
        $answer = ofox 'say: {"a":5}' -As $form
        $answer | Should -BeOfType ([pscustomobject])
        $answer.a | Should -Be 5
        (Get-SentFormat).json_schema.strict | Should -BeTrue
        (Get-SentFormat).json_schema.schema.additionalProperties | Should -BeFalse
        { ofox 'say: {"a":"x"}' -As $form -MaxRepair 0 } | Should -Throw '*$.a: expected a whole number*'
    }

    It 'tells fields that are no schema from a schema' {
        $answer = ofox 'say: {"type":"disk","properties":"none"}' -As @{ type = [string]; properties = [string] }
        $answer.type | Should -BeExactly 'disk'
    }

    It 'sends a schema that strict mode cannot describe without strict' {
        (ofox 'say: {"k":1}' -As ([hashtable])).k | Should -Be 1
        (Get-SentFormat).json_schema.strict | Should -BeFalse
    }

    It 'goes into a pipeline, an object an input' {
        $answers = @('say: 1', 'say: 2' | ofox -As ([int]))
        $answers | Should -Be 1, 2
    }

    It 'works together with tools' {
        ofox "call Get-Date({`"Year`":2020})`nsay: 5" -Tool Get-Date -As ([int]) -MaxRepair 0 | Should -Be 5
    }

    It 'sends nothing with -WhatIf' {
        ofox hi -As ([int]) -WhatIf | Should -BeNullOrEmpty
        @(Get-GatewayRequest) | Should -HaveCount 0
    }

    It 'refuses a file that is not there, and nothing is sent' {
        { ofox hi -SchemaPath no/such.json } | Should -Throw "There is no schema '*such.json'*" -ErrorId 'OfoxFileError,*'
        @(Get-GatewayRequest) | Should -HaveCount 0
    }
}

Describe '-PassThru and -Property' {
    BeforeEach { Reset-TestEnvironment }

    It 'give the calls that are left to the script' {
        $answer = ofox 'call x({})' -As ([int]) -Tool @{ name = 'x' } -PassThru
        $answer.ToolCalls.Name | Should -BeExactly 'x'
        $answer.Output | Should -BeNullOrEmpty
    }

    It 'give the input object with the answer' {
        $rows = @("n,v`na,3`nb,1" | ConvertFrom-Csv | ForEach-Object { $_ } | ofox 'say: {"risk":2}' -As @{ risk = [int] } -Property Ai |
            Sort-Object { $_.Ai.risk })
        $rows.n | Should -Be 'a', 'b'
        $rows.v | Should -Be '3', '1'
        $rows.Ai.risk | Should -Be 2, 2
        (Get-Process -Id $PID | ofox 'say: 5' -As ([int]) -Property Ai).Ai | Should -Be 5
    }

    It 'give the whole list as the property' {
        ([pscustomobject]@{ n = 1 } | ofox 'say: [1,2]' -As ([int[]]) -Property Ai).Ai | Should -Be 1, 2
    }

    It 'give the completion, which is its text, without -As' {
        $file = Get-Item (New-TestPng (Join-Path $TestDrive a.png)).FullName
        $captioned = $file | ofox 'say: A fox.' -Property Caption
        "$($captioned.Caption)" | Should -BeExactly 'A fox.'
        $captioned.Name | Should -BeExactly 'a.png'
    }

    It 'refuse a property that is there already, for that object alone' {
        $rows = [pscustomobject]@{ n = 1 }, [pscustomobject]@{ Ai = 'mine' }, [pscustomobject]@{ n = 3 }
        $done = @($rows | ofox 'say: 5' -As ([int]) -Property Ai -ErrorVariable failed -ErrorAction SilentlyContinue)
        $done.n | Should -Be 1, 3
        $failed[0].TargetObject.Ai | Should -BeExactly 'mine'
        @(Get-GatewayRequest) | Should -HaveCount 2
        @{ Ai = 'mine' } | ofox 'say: 5' -As ([int]) -Property Ai -ErrorVariable failed -ErrorAction SilentlyContinue |
            Should -BeNullOrEmpty
        "$($failed[0])" | Should -BeLike "*'Ai' already*"
    }

    It 'refuse -Together, which has no one object' {
        1, 2 | ofox hi -As ([int]) -Property Ai -Together -ErrorVariable failed -ErrorAction SilentlyContinue
        "$($failed[0])" | Should -BeLike '*-Together*'
        @(Get-GatewayRequest) | Should -HaveCount 0
    }
}

Describe 'ToObject' {
    It 'makes objects of an answer that is there' {
        $answer = [OfoxPS.ChatCompletion]@{ Content = 'Here: {"a":5}' }
        $answer.ToObject(@{ a = [int] }).a | Should -Be 5
        $answer.ToObject('{"a":1}').a | Should -Be 5
    }

    It 'says what does not fit' {
        $failure = { [OfoxPS.ChatCompletion]@{ Content = '{"a":"x"}' } | ForEach-Object { $_.ToObject(@{ a = [int] }) } } |
            Should -Throw -PassThru
        $failure.Exception.GetBaseException().SchemaErrors | Should -BeLike '$.a: *'
    }
}
