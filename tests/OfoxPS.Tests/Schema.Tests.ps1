BeforeDiscovery { $isCore = $PSVersionTable.PSVersion.Major -ge 6 }

BeforeAll {
    . (Join-Path $PSScriptRoot common.ps1)

    class SchemaPart { [System.ComponentModel.Description('the name')] [string] $Name; [Nullable[int]] $Count }
    class SchemaTree { [string] $Id; [SchemaTree[]] $Below; [SchemaPart] $Part }
    enum SchemaColour { red; green }

    $forms = @{
        Part   = { [SchemaPart] }
        Parts  = { [SchemaPart[]] }
        Tree   = { [SchemaTree] }
        Colour = { [SchemaColour] }
        Number = { [int] }
        Fields = { @{ a = [string]; b = [Nullable[double]]; c = @(@{ d = [bool] }) } }
        Sample = { '{"a":"x","b":1.5,"c":[{"d":true}]}' }
    }

    function Get-SchemaText($Form, [switch] $Strict) { ConvertTo-OfoxSchema $Form -Strict:$Strict | ConvertTo-Json -Depth 20 -Compress }
}

Describe 'ConvertTo-OfoxSchema' {
    BeforeEach { Reset-TestEnvironment }

    It 'shows a class' {
        Get-SchemaText ([SchemaPart]) | Should -BeExactly ('{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"Name":{"type":"string","description":"the name"},' +
            '"Count":{"type":["integer","null"]}},"required":["Name"],"additionalProperties":false}')
    }

    It 'shows what strict mode gets: an object at the root, every property required' {
        Get-SchemaText ([SchemaPart[]]) -Strict | Should -BeExactly ('{"type":"object","properties":{"value":{"type":"array","items":{"type":"object","properties":{"Name":{"type":"string","description":"the name"},' +
            '"Count":{"type":["integer","null"]}},"required":["Name","Count"],"additionalProperties":false}}},"required":["value"],"additionalProperties":false}')
    }

    It 'tells in words what strict mode does not know' {
        $schema = '{"$schema":"x","type":"object","properties":{"t":{"type":"string","minLength":2,"maxLength":5},"u":{"type":"string","format":"uri","description":"where"},"o":{"oneOf":[{"type":"string"},{"type":"null"}]}}}'
        $strict = ConvertTo-OfoxSchema $schema -Strict
        $strict.properties.t.description | Should -BeExactly '(minLength: 2, maxLength: 5)'
        $strict.properties.t.Contains('minLength') | Should -BeFalse
        $strict.properties.u.description | Should -BeExactly 'where (format: uri)'
        $strict.properties.o.Contains('oneOf') | Should -BeFalse
        $strict.required | Should -Be 't', 'u', 'o'
    }

    It 'takes input from the pipeline, one error for one bad object' {
        $made = @([int], 5, [string] | ConvertTo-OfoxSchema -ErrorVariable failed -ErrorAction SilentlyContinue)
        $made.type | Should -Be 'integer', 'string'
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'OfoxInvalidArgument,*'
        $failed[0].TargetObject | Should -Be 5
    }

    It 'gives what -As takes for the same: <_>' -ForEach 'Part', 'Parts', 'Tree', 'Colour', 'Number', 'Fields', 'Sample' {
        $form = & $forms[$_]
        $once = Get-SchemaText $form
        Get-SchemaText $once | Should -BeExactly $once
        Get-SchemaText ($once | ConvertFrom-Json) | Should -BeExactly $once
    }

    It 'is accepted by a server that checks strict schemas, and answered so that it fits: <_>' -ForEach 'Part', 'Parts', 'Tree', 'Colour',
        'Number', 'Fields', 'Sample' {
        $form = & $forms[$_]
        { ofox hi -As $form -SchemaMode Strict -MaxRepair 0 } | Should -Not -Throw
        @(Get-GatewayRequest).status | Should -Be 200
    }

    # Windows PowerShell has no Test-Json.
    It 'is accepted by a JSON Schema validator, with what fits and not with what does not: <Form>' -Skip:(-not $isCore) -ForEach @(
        @{ Form = 'Part'; Good = '{"Name":"a","Count":1}'; Bad = '{"Name":1}' }
        @{ Form = 'Parts'; Good = '[{"Name":"a"}]'; Bad = '[{}]' }
        @{ Form = 'Tree'; Good = '{"Id":"a","Below":[{"Id":"b","Below":[],"Part":{"Name":"x"}}],"Part":{"Name":"x"}}';
            Bad = '{"Id":"a","Below":[{"Id":1,"Below":[],"Part":{"Name":"x"}}],"Part":{"Name":"x"}}' }
        @{ Form = 'Colour'; Good = '"red"'; Bad = '"blue"' }
        @{ Form = 'Number'; Good = '5'; Bad = '"5"' }
        @{ Form = 'Fields'; Good = '{"a":"x","b":null,"c":[{"d":true}]}'; Bad = '{"a":"x","c":[{"d":1}]}' }
    ) {
        $schema = Get-SchemaText (& $forms[$Form])
        if (-not (Test-ReferenceValidator) -and $schema -match '\$ref') {
            Set-ItResult -Skipped -Because 'Test-Json of this PowerShell does not follow references'
            return
        }

        Test-Json -Json $Good -Schema $schema | Should -BeTrue
        Test-Json -Json $Bad -Schema $schema -ErrorAction SilentlyContinue | Should -BeFalse
        { [OfoxPS.ChatCompletion]@{ Content = $Good } | ForEach-Object { $_.ToObject((& $forms[$Form])) } } | Should -Not -Throw
        { [OfoxPS.ChatCompletion]@{ Content = $Bad } | ForEach-Object { $_.ToObject((& $forms[$Form])) } } | Should -Throw
    }
}

Describe 'A JSON Schema' {
    It 'allows <Good> and not <Bad>: <Schema>' -ForEach @(
        @{ Schema = '"type":"integer","minimum":1,"maximum":5,"enum":[1,2,9]'; Good = '2', '1.0';
            Bad = '9', '0', '3', '1.5', '"2"', 'true' }
        @{ Schema = '"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1,"enum":[0.25,0.5,1,0]'; Good = '0.5'; Bad = '0', '1' }
        @{ Schema = '"type":"number","multipleOf":0.1,"items":true'; Good = '0.3', '7', '123456789.1', '1e300';
            Bad = '0.35', '123456789.15' }
        @{ Schema = '"type":"string","minLength":2,"maxLength":3,"items":true'; Good = '"ab"', '"\ud83e\udd8a\ud83e\udd8a"';
            Bad = '"a"', '"abcd"' }
        @{ Schema = '"type":"string","pattern":"^[a-c]+$","items":true'; Good = @('"abc"'); Bad = '"abd"', '""' }
        @{ Schema = '"type":"string","format":"date-time","items":true'; Good = @('"2026-01-02T03:04:05Z"'); Bad = '"soon"', '""' }
        @{ Schema = '"type":"string","format":"date","items":true'; Good = @('"2026-01-02"');
            Bad = '"2026-13-02"', '"2026-01-02T00:00:00Z"' }
        @{ Schema = '"type":"string","format":"email","items":true'; Good = @('"a@b"'); Bad = '"a"', '"@b"', '"a b@c"' }
        @{ Schema = '"type":"string","format":"ipv4","items":true'; Good = @('"127.0.0.1"'); Bad = '"::1"', '"x"' }
        @{ Schema = '"type":"string","format":"uuid","items":true'; Good = @('"d3b07384-d9a0-4c9b-8f3c-0123456789ab"'); Bad = @('"d3b0"') }
        @{ Schema = '"type":"array","items":{"type":"integer"},"minItems":1,"maxItems":2,"uniqueItems":true'; Good = '[1]', '[1,2]';
            Bad = '[]', '[1,2,3]', '[1,1]', '["1"]' }
        @{ Schema = '"type":"array","items":{"type":"string"},"prefixItems":[{"type":"integer"}]'; Good = '[1,"a"]', '[1]';
            Bad = '["a"]', '[1,2]' }
        @{ Schema = '"type":"array","items":{},"contains":{"const":7}'; Good = '[1,7]', '[7]'; Bad = '[1]', '[]' }
        @{ Schema = '"type":"object","properties":{"a":{"type":"integer"}},"required":["a"],"additionalProperties":false';
            Good = @('{"a":1}'); Bad = '{}', '{"a":null}', '{"a":1,"b":2}', '[]' }
        @{ Schema = '"type":"object","properties":{"a":{"type":"integer"}}'; Good = '{}', '{"a":null}', '{"b":1}'; Bad = @('{"a":"x"}') }
        @{ Schema = '"type":"object","properties":{},"additionalProperties":{"type":"integer"},"patternProperties":{"^s_":{"type":"string"}}'; Good = '{"x":1,"s_a":"t"}', '{}'; Bad = '{"x":"t"}', '{"s_a":1}' }
        @{ Schema = '"$schema":"x","anyOf":[{"type":"integer"},{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}]';
            Good = '1', '{"a":"x"}'; Bad = '"x"', '{"a":1}', '{}' }
        @{ Schema = '"$schema":"x","oneOf":[{"type":"integer"},{"type":"number","minimum":5}]'; Good = '1', '5.5'; Bad = '5', '1.5' }
        @{ Schema = '"$schema":"x","allOf":[{"type":"integer"},{"minimum":5}]'; Good = @('5'); Bad = '4', '5.5' }
        @{ Schema = '"$schema":"x","not":{"type":"string"}'; Good = '1', '{}'; Bad = @('"x"') }
        @{ Schema = '"$schema":"x","type":"object","if":{"properties":{"k":{"const":"n"}}},"then":{"properties":{"v":{"type":"integer"}}},"else":{"properties":{"v":{"type":"string"}}}'; Good = '{"k":"n","v":1}', '{"k":"t","v":"x"}'; Bad = '{"k":"n","v":"x"}', '{"k":"t","v":1}' }
        @{ Schema = '"$schema":"x","$ref":"#/$defs/a","$defs":{"a":{"type":"array","items":{"$ref":"#/$defs/b"}},"b":{"type":"integer"}}';
            Good = '[1]', '[]'; Bad = '["x"]', '1' }
    ) {
        $form = "{$Schema}"
        foreach ($json in $Good) {
            { [OfoxPS.ChatCompletion]@{ Content = $json } | ForEach-Object { $_.ToObject($form) } } |
            Should -Not -Throw -Because "$json fits" }
        foreach ($json in $Bad) {
            { [OfoxPS.ChatCompletion]@{ Content = $json } | ForEach-Object { $_.ToObject($form) } } |
            Should -Throw -Because "$json does not fit" }
    }

    It 'that refers to itself without end, or elsewhere, is an error and no hang: <_>' -ForEach '"$ref":"#"',
        '"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/a"}}', '"$ref":"https://example.com/x.json"', '"$ref":"#/nowhere"' {
        { [OfoxPS.ChatCompletion]@{ Content = '1' } | ForEach-Object { $_.ToObject("{`"`$schema`":`"x`",$_}") } } | Should -Throw
    }
}
