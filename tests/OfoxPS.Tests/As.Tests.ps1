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

    It 'takes <Case> and gives <Type>' -ForEach @(
        @{ Case = 'int'; Form = [int]; Said = '42'; Type = 'Int32'; Text = '42' }
        @{ Case = 'a name of a type'; Form = 'int'; Said = '{"value":42}'; Type = 'Int32'; Text = '42' }
        @{ Case = 'bool'; Form = [bool]; Said = '{"value":true}'; Type = 'Boolean'; Text = 'True' }
        @{ Case = 'double'; Form = [double]; Said = '0.5'; Type = 'Double'; Text = '0.5' }
        @{ Case = 'decimal'; Form = [decimal]; Said = '{"value":1.10}'; Type = 'Decimal'; Text = '1.1' }
        @{ Case = 'string'; Form = [string]; Said = '{"value":"a b"}'; Type = 'String'; Text = 'a b' }
        @{ Case = 'guid'; Form = [guid]; Said = '{"value":"d3b07384-d9a0-4c9b-8f3c-0123456789ab"}'; Type = 'Guid'; Text = 'd3b07384-d9a0-4c9b-8f3c-0123456789ab' }
        @{ Case = 'timespan'; Form = [timespan]; Said = '{"value":"PT90S"}'; Type = 'TimeSpan'; Text = '00:01:30' }
        @{ Case = 'version'; Form = [version]; Said = '{"value":"1.2.3"}'; Type = 'Version'; Text = '1.2.3' }
        @{ Case = 'an enum'; Form = [System.DayOfWeek]; Said = '{"value":"Monday"}'; Type = 'DayOfWeek'; Text = 'Monday' }
        @{ Case = 'one bare word'; Form = [System.DayOfWeek]; Said = 'Monday'; Type = 'DayOfWeek'; Text = 'Monday' }
        @{ Case = 'a large number'; Form = [long]; Said = '9007199254740993'; Type = 'Int64'; Text = '9007199254740993' }
    ) {
        $answer = ofox "say: $Said" -As $Form
        $answer.GetType().Name | Should -BeExactly $Type
        [string]::Format([cultureinfo]::InvariantCulture, '{0}', $answer) | Should -BeExactly $Text
    }

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
        ConvertTo-Line $format.json_schema.schema | Should -BeExactly ('{"type":"object","properties":{"Kind":{"type":"string","enum":["a","b"]},"Risk":{"type":"integer","minimum":1,"maximum":5},' +
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

    It 'takes an array, whose items come one by one' {
        $seen = @(ofox 'say: {"value":[{"Name":"a","Kids":[]},{"Name":"b","Kids":[]}]}' -As ([AsNode[]]) | ForEach-Object { "<$($_.Name)>" })
        $seen | Should -Be '<a>', '<b>'
        ConvertTo-Line (Get-SentFormat).json_schema.schema.properties.value | Should -BeExactly '{"type":"array","items":{"$ref":"#/$defs/AsNode"}}'
        @(ofox 'say: [1,2,3]' -As ([int[]])) | Should -Be 1, 2, 3
        @(ofox 'say: []' -As ([int[]])) | Should -HaveCount 0
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

    It 'takes a sample in JSON' {
        $answer = ofox 'say: {"a":5,"c":[{"d":false}]}' -As '{"a":1,"c":[{"d":true}]}'
        $answer.a | Should -Be 5
        $answer.c[0].d | Should -BeFalse
        @(ofox 'say: [{"a":5}]' -As '[{"a":1}]').a | Should -Be 5
    }

    It 'takes a JSON Schema as <Case>' -ForEach @(
        @{ Case = 'a hashtable'; Form = { @{ type = 'object'; properties = @{ a = @{ type = 'integer' } }; required = @('a') } } }
        @{ Case = 'text'; Form = { '{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}' } }
        @{ Case = 'an object from JSON'; Form = { '{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}' | ConvertFrom-Json } }
        @{ Case = 'what ConvertTo-OfoxSchema gives'; Form = { ConvertTo-OfoxSchema @{ a = [int] } } }
        @{ Case = 'a file'; Form = { Set-Content (Join-Path $TestDrive f.json) '{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}'; Get-Item (Join-Path $TestDrive f.json) } }
    ) {
        $form = & $Form
        $answer = ofox 'say: {"a":5}' -As $form
        $answer | Should -BeOfType ([pscustomobject])
        $answer.a | Should -Be 5
        (Get-SentFormat).json_schema.strict | Should -BeTrue
        (Get-SentFormat).json_schema.schema.additionalProperties | Should -BeFalse
        { ofox 'say: {"a":"x"}' -As $form -MaxRepair 0 } | Should -Throw '*$.a: a whole number is wanted*'
    }

    It 'takes a schema of -SchemaPath' {
        Set-Content (Join-Path $TestDrive s.json) '{"type":"array","items":{"type":"string","maxLength":3}}'
        Push-Location $TestDrive
        try { @(ofox 'say: ["a","b"]' -SchemaPath ./s.json) | Should -Be 'a', 'b' } finally { Pop-Location }
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

    It 'refuses <Case>, and nothing is sent' -ForEach @(
        @{ Case = 'nothing'; Ask = @{ As = $null }; Words = '*$null*' }
        @{ Case = 'an empty table'; Ask = @{ As = @{} }; Words = '*no fields*' }
        @{ Case = 'types among values'; Ask = @{ As = @{ a = [int]; b = 5 } }; Words = '*some of its values are types*' }
        @{ Case = 'an unknown type'; Ask = @{ As = 'nosuchtype' }; Words = "*'nosuchtype' is no type*([[]nosuchtype])*" }
        @{ Case = 'broken JSON'; Ask = @{ As = '{bad' }; Words = '*no valid JSON*' }
        @{ Case = 'a number'; Ask = @{ As = 5 }; Words = '*Int32 is no sample*' }
        @{ Case = 'a stream'; Ask = @{ As = [System.IO.Stream] }; Words = "*'Stream'*" }
        @{ Case = 'a credential'; Ask = @{ As = [pscredential] }; Words = "*'PSCredential'*" }
        @{ Case = 'a field that is a credential'; Ask = @{ As = @{ c = [securestring] } }; Words = "*'c'*" }
        @{ Case = 'both -As and -SchemaPath'; Ask = @{ As = [int]; SchemaPath = 'x.json' }; Words = '*-As and -SchemaPath*' }
        @{ Case = '-ResponseFormat beside it'; Ask = @{ As = [int]; ResponseFormat = 'text' }; Words = '*-ResponseFormat*' }
        @{ Case = '-MaxRepair alone'; Ask = @{ MaxRepair = 2 }; Words = '*-MaxRepair*-As*' }
        @{ Case = '-SchemaMode alone'; Ask = @{ SchemaMode = 'Prompt' }; Words = '*-SchemaMode*-As*' }
        @{ Case = '-SchemaMode Strict for any fields'; Ask = @{ As = [hashtable]; SchemaMode = 'strict' }; Words = '*Strict mode cannot describe*' }
        @{ Case = '-Property without input'; Ask = @{ As = [int]; Property = 'X' }; Words = '*-Property*input*' }
        @{ Case = '-NoToolExecution'; Ask = @{ As = [int]; Tool = 'Get-Date'; NoToolExecution = $true }; Words = '*-PassThru*' }
        @{ Case = 'a tool that is a schema'; Ask = @{ As = [int]; Tool = @{ name = 'x' } }; Words = '*-PassThru*' }
    ) {
        $failure = { ofox hi @Ask } | Should -Throw $Words -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxInvalidArgument,*'
        @(Get-GatewayRequest) | Should -HaveCount 0
    }

    It 'refuses a file that is not there, and nothing is sent' {
        { ofox hi -SchemaPath no/such.json } | Should -Throw "There is no schema '*such.json'*" -ErrorId 'OfoxFileError,*'
        @(Get-GatewayRequest) | Should -HaveCount 0
    }

    It 'refuses a table that holds itself' {
        $table = @{ a = 1 }
        $table.self = $table
        { ofox hi -As $table } | Should -Throw '*holds itself*'
    }
}

Describe '-PassThru and -Property' {
    BeforeEach { Reset-TestEnvironment }

    It 'give the completion with the objects in Output' {
        $answer = ofox 'say: {"value":[1,2]}' -As ([int[]]) -PassThru
        $answer | Should -BeOfType ([OfoxPS.ChatCompletion])
        $answer.Output | Should -Be 1, 2
        $answer.Output.GetType() | Should -Be ([int[]])
    }

    It 'give the calls that are left to the script' {
        $answer = ofox 'call x({})' -As ([int]) -Tool @{ name = 'x' } -PassThru
        $answer.ToolCalls.Name | Should -BeExactly 'x'
        $answer.Output | Should -BeNullOrEmpty
    }

    It 'give the input object with the answer' {
        $rows = @("n,v`na,3`nb,1" | ConvertFrom-Csv | ForEach-Object { $_ } | ofox 'say: {"risk":2}' -As @{ risk = [int] } -Property Ai | Sort-Object { $_.Ai.risk })
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
        @{ Ai = 'mine' } | ofox 'say: 5' -As ([int]) -Property Ai -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
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
        $failure = { [OfoxPS.ChatCompletion]@{ Content = '{"a":"x"}' } | ForEach-Object { $_.ToObject(@{ a = [int] }) } } | Should -Throw -PassThru
        $failure.Exception.GetBaseException().SchemaErrors | Should -BeLike '$.a: *'
    }
}
