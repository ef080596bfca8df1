# Values arrive unharmed: numbers, Unicode, and nested data of any depth.

BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-SentField([string] $Name) {
        $document = [System.Text.Json.JsonDocument]::Parse((Get-LastGatewayRequest -Ended).body)
        $document.RootElement.GetProperty($Name).GetRawText()
    }

    function Get-SentSchema { (Get-LastGatewayRequest -Ended).Json.tools[0].function.parameters }

    # An emoji and a CJK character, which this file itself holds none of.
    $Fox = [regex]::Unescape('\uD83E\uDD8A\u6F22')

    # Twelve levels of hashtables, objects and lists in turn; their JSON is the same each time.
    function New-DeepValue {
        $value = [ordered]@{ end = $Fox; whole = 1; no = $false; nothing = $null; none = @() }
        foreach ($level in 11..1) {
            $value = switch ($level % 3) {
                0 { [ordered]@{ "l$level" = $value } }
                1 { [pscustomobject]@{ "l$level" = $value } }
                2 { [ordered]@{ "l$level" = @(, $value) } }
            }
        }

        $value
    }

    $DeepJson = '{"l1":{"l2":[{"l3":{"l4":{"l5":[{"l6":{"l7":{"l8":[{"l9":{"l10":{"l11":[{"end":"FOX","whole":1,"no":false,"nothing":null,"none":[]}]}}}]}}}]}}}]}}'.Replace('FOX', $Fox)
}

Describe 'A number in -ExtraBody' {
    BeforeEach { Reset-TestEnvironment }

    It '<type> <json> arrives exactly' -ForEach @(
        @{ type = 'int'; value = 42; json = '42' }
        @{ type = 'long beyond 2^53'; value = 9007199254740993; json = '9007199254740993' }
        @{ type = 'double'; value = 0.1; json = '0.1' }
        @{ type = 'whole double'; value = 3.0; json = '3' }
        @{ type = 'decimal'; value = [decimal]::Parse('1.10', [cultureinfo]::InvariantCulture); json = '1.10' }
        if ('System.Int128' -as [type]) {
            @{ type = 'half'; value = [half] 1.5; json = '1.5' }
            @{ type = 'int128'; value = [int128]::Parse('170141183460469231731687303715884105727');
                json = '170141183460469231731687303715884105727' }
        }
    ) {
        $null = ofox hi -ExtraBody @{ x_number = $value }
        Get-SentField x_number | Should -BeExactly $json
    }

    It 'as JSON text keeps its digits' {
        $null = ofox hi -ExtraBody '{"x":[9007199254740993,123456789012345678901234567890,0.1,0.12345678901234567890123]}'
        Get-SentField x | Should -BeExactly '[9007199254740993,123456789012345678901234567890,0.1,0.12345678901234567890123]'
    }

    It 'does not depend on the culture' {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = [cultureinfo]::new('de-DE')
            $null = ofox hi -Temperature 0.5 -ExtraBody @{
                x = [ordered]@{ d = 1234.5; m = [decimal] 0.25; t = [timespan]::FromMilliseconds(1500); b = [bigint] -7 } }
            Get-SentField temperature | Should -BeExactly '0.5'
            Get-SentField x | Should -BeExactly '{"d":1234.5,"m":0.25,"t":"00:00:01.5000000","b":-7}'
            $null = [pscustomobject]@{ d = 1234.5 } | ofox x
            (Get-LastGatewayRequest -Ended).Json.messages[0].content | Should -BeExactly "x`n`n{`"d`":1234.5}"
        }
        finally { [cultureinfo]::CurrentCulture = $culture }
    }
}

Describe 'Nested values' {
    BeforeEach { Reset-TestEnvironment }

    It 'of twelve levels arrive through -ExtraBody' {
        $null = ofox hi -ExtraBody @{ x_deep = New-DeepValue }
        Get-SentField x_deep | Should -BeExactly $DeepJson
    }

    It '<what> arrives as <json>' -ForEach @(
        @{ what = 'a switch'; make = { [switch] $false }; json = 'false' }
        @{ what = 'null'; make = { $null }; json = 'null' }
        @{ what = 'no output'; make = { , (& {}) }; json = 'null' }
        @{ what = 'DBNull'; make = { [System.DBNull]::Value }; json = 'null' }
        @{ what = 'an empty array'; make = { , @() }; json = '[]' }
        @{ what = 'an array of one'; make = { , @('a') }; json = '["a"]' }
        @{ what = 'an array of an array'; make = { , @(, @(1)) }; json = '[[1]]' }
        @{ what = 'an array with nulls'; make = { , @($null, 1, $null) }; json = '[null,1,null]' }
        @{ what = 'a list of one'; make = { , [System.Collections.Generic.List[int]] @(1) }; json = '[1]' }
        @{ what = 'a set'; make = { , [System.Collections.Generic.HashSet[string]] @('a') }; json = '["a"]' }
        @{ what = 'an empty hashtable'; make = { @{} }; json = '{}' }
        @{ what = 'a typed dictionary'; make = { $d = [System.Collections.Generic.Dictionary[string, int]]::new(); $d.k = 1; $d };
            json = '{"k":1}' }
        @{ what = 'an object'; make = { [pscustomobject]@{ b = 1; a = @([pscustomobject]@{ c = $true }) } };
            json = '{"b":1,"a":[{"c":true}]}' }
        @{ what = 'what a command wrote'; make = { @(Write-Output 5), @(1..2 | ForEach-Object { $_ }) }; json = '[[5],[1,2]]' }
        @{ what = 'parsed JSON'; make = { ConvertFrom-Json '{"a":{"b":[{"c":1.5}],"e":[]}}' }; json = '{"a":{"b":[{"c":1.5}],"e":[]}}' }
        @{ what = 'a JSON node'; make = { , [System.Text.Json.Nodes.JsonNode]::Parse('{"a":[1]}') }; json = '{"a":[1]}' }
    ) {
        $value = & $make
        $null = ofox hi -ExtraBody @{ x_value = , $value }
        Get-SentField x_value | Should -BeExactly "[$json]"
    }

    It 'are read when the parameter is bound, not later' {
        $extra = @{ x = @{ a = 1 } }
        $null = 'one', 'two' | ForEach-Object { $_; $extra.x.a = 2 } | ofox -ExtraBody $extra
        Get-GatewayRequest | ForEach-Object { $_.Json.x.a } | Should -Be 1, 1
    }
}

Describe 'A tool' {
    BeforeEach { Reset-TestEnvironment }

    It 'given as <what> is sent as the same function' -ForEach @(
        @{ what = 'a hashtable'; make = { @{ name = 'f'; description = 'd'; parameters = @{ type = 'object' } } } }
        @{ what = 'an object';
            make = { [pscustomobject]@{ name = 'f'; description = 'd'; parameters = [pscustomobject]@{ type = 'object' } } } }
        @{ what = 'the wrapped form';
            make = { @{ type = 'function'; function = @{ name = 'f'; description = 'd'; parameters = @{ type = 'object' } } } } }
        @{ what = 'the wrapped form in PowerShell case';
            make = { @{ Type = 'function'; Function = @{ Name = 'f'; Description = 'd'; Parameters = @{ type = 'object' } } } } }
        @{ what = 'JSON'; make = { '{"name":"f","description":"d","parameters":{"type":"object"}}' } }
        @{ what = 'wrapped JSON in a list';
            make = { '[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"}}}]' } }
        @{ what = 'a ChatTool'; make = { [OfoxPS.ChatTool]@{ Name = 'f'; Description = 'd'; Schema = [ordered]@{ type = 'object' } } } }
        @{ what = 'a schema of JSON text'; make = { @{ name = 'f'; description = 'd'; parameters = '{"type":"object"}' } } }
    ) {
        $null = ofox hi -Tool (& $make)
        Get-SentField tools |
            Should -BeExactly '[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"}}}]'
    }

    It 'list is sent in order' {
        $null = ofox hi -Tool @{ name = 'b' }, '{"name":"a"}', ([pscustomobject]@{ name = 'c' })
        (Get-LastGatewayRequest -Ended).Json.tools.function.name | Should -Be 'b', 'a', 'c'
    }

    It 'made by hand keeps the types of values that a command wrote' {
        $tool = [OfoxPS.ChatTool]@{
            Name = 'f'; Schema = [ordered]@{ type = 'object'; properties = @{ n = @{ type = 'integer'; minimum = (Write-Output 5) } } } }
        $null = ofox hi -Tool $tool
        (Get-SentSchema).properties.n.minimum | Should -BeOfType [long]
        (Get-SentSchema).properties.n.minimum | Should -Be 5
    }

    It 'keeps fields that the module does not know, inside and beside the function' {
        $null = ofox hi -Tool @{ type = 'function'; function = @{ name = 'f'; x_in = 1 }; x_beside = @{ ttl = '5m' } }
        $sent = (Get-LastGatewayRequest -Ended).Json.tools[0]
        $sent.function.x_in | Should -Be 1
        $sent.x_beside.ttl | Should -Be '5m'
    }

    It 'with a description or strict of the wrong type is refused, not cut' -ForEach @(
        @{ field = 'description'; value = 5 }, @{ field = 'strict'; value = 'yes' }, @{ field = 'parameters'; value = 5 }) {
        { ofox hi -Tool @{ name = 'f'; $field = $value } } | Should -Throw "*$field*"
        Get-GatewayRequest | Should -BeNullOrEmpty
    }
}
