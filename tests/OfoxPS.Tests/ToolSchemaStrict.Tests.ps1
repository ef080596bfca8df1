# Schemas for -Strict: every property is required, and no other is allowed.

BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/toolschema.ps1
}

Describe '-Strict' {
    BeforeAll {
        $strict = New-OfoxTool -Strict -Name t -ScriptBlock {
            param([Parameter(Mandatory)] [string] $City, [int] $Days = 3, [ValidateSet('C', 'F')] [string] $Unit, [string[]] $Tags,
                [OfoxTests.Cat] $Cat, [System.IO.FileShare] $Share, [switch] $Brief)
            "$City days=$Days unit=$Unit tags=$($Tags.Count) bound=$($PSBoundParameters.Keys -join ',')"
        }
    }

    It 'requires every property, and allows no others' {
        $strict.Schema.required | Should -Be 'City', 'Days', 'Unit', 'Tags', 'Cat', 'Share', 'Brief'
        $strict.Schema.additionalProperties | Should -BeFalse
        $strict.Strict | Should -BeTrue
    }

    It 'makes optional ones nullable, with null among the values' {
        $strict.Schema.properties.City.type | Should -BeExactly 'string'
        $strict.Schema.properties.Days.type | Should -Be 'integer', 'null'
        $strict.Schema.properties.Tags.type | Should -Be 'array', 'null'
        $strict.Schema.properties.Unit.enum | Should -HaveCount 3
        $strict.Schema.properties.Unit.enum[2] | Should -BeNullOrEmpty
    }

    It 'tells defaults in words' {
        $strict.Schema.properties.Days.Keys | Should -Not -Contain 'default'
        $strict.Schema.properties.Days.description | Should -BeLike '*default: 3*'
    }

    It 'is strict in nested classes too' {
        $cat = $strict.Schema.properties.Cat
        $cat.required | Should -Be 'Name', 'Front', 'Legs', 'Lives'
        $cat.additionalProperties | Should -BeFalse
        $cat.properties.Legs.items.additionalProperties | Should -BeFalse
    }

    It 'is accepted by the gateway, which checks it, and nulls are as not given' {
        $answer = ofox 'call t({"City":"Oslo","Days":null,"Unit":null,"Tags":null,"Cat":null,"Share":null,"Brief":null})' -Tool $strict
        $answer.ToolInvocations[0].Result | Should -BeExactly 'Oslo days=3 unit= tags=0 bound=City'
        $sent = @(Get-GatewayRequest)[-1].Json.tools[0].function
        $sent.strict | Should -BeTrue
    }

    It 'is refused for <Type>, which it cannot describe' -ForEach @{ Type = '[hashtable]' }, @{ Type = '[object]' },
        @{ Type = '[object[]]' }, @{ Type = '[System.Collections.Generic.Dictionary[string,int]]' } {
        { New-OfoxTool -Strict -ScriptBlock ([scriptblock]::Create("param($Type `$Anything)")) } |
            Should -Throw '*strict*Anything*' -ErrorId 'OfoxInvalidArgument,*'
    }

    It 'makes a schema that was given strict' {
        $tool = New-OfoxTool -Name t -Strict -Schema @{
            type = 'object';
        properties = [ordered]@{ x = @{ type = 'string' }; y = @{ type = 'object'; properties = @{ z = @{ type = 'integer' } } } };
            required = @('x') }
        $null = ofox hi -Tool $tool
        $tool.Schema.required | Should -Be 'x', 'y'
        $tool.Schema.properties.y.additionalProperties | Should -BeFalse
        { New-OfoxTool -Name t -Strict -Schema @{ type = 'object'; properties = @{ x = @{ type = 'object' } } } } |
            Should -Throw '*x*' -ErrorId 'OfoxInvalidArgument,*'
    }
}
