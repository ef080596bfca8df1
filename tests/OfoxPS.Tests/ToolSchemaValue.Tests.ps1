# What a model says arrives as the .NET type that the parameter wants, or is refused; and classes, which nest.

BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/toolschema.ps1
}

AfterAll { Remove-Variable OfoxToolGot -Scope Global -ErrorAction SilentlyContinue }

Describe 'Values that bind' {
    It '<Type> takes <Json>' -ForEach @(
        @{ Type = '[timespan]'; Json = '"01:30:00"'; Is = { [timespan] '1:30' } }
        @{ Type = '[timespan]'; Json = '"-PT5M"'; Is = { [timespan] '-0:5' } }
        @{ Type = '[timespan]'; Json = '"P1DT2H"'; Is = { [timespan] '1.2:0' } }
        @{ Type = '[datetime]'; Json = '"2026-01-02"'; Is = { [datetime]::new(2026, 1, 2) } }
        @{ Type = '[datetime]'; Json = '"2026-01-02T03:04:05Z"';
            Is = { [datetime]::new(2026, 1, 2, 3, 4, 5, [System.DateTimeKind]::Utc).ToLocalTime() } }
        @{ Type = '[int]'; Json = '"7"'; Is = { 7 } }
        @{ Type = '[int]'; Json = '7.0'; Is = { 7 } }
        @{ Type = '[string]'; Json = '5'; Is = { '5' } }
        @{ Type = '[string]'; Json = 'true'; Is = { 'true' } }
        @{ Type = '[bool]'; Json = '"false"'; Is = { $false } }
        @{ Type = '[bool]'; Json = '"True"'; Is = { $true } }
        @{ Type = '[switch]'; Json = 'false'; Is = { [switch] $false } }
        @{ Type = '[System.DayOfWeek]'; Json = '"friday"'; Is = { [System.DayOfWeek]::Friday } }
        @{ Type = '[System.IO.FileShare]'; Json = '"Read"'; Is = { [System.IO.FileShare]::Read } }
        @{ Type = '[System.IO.FileShare]'; Json = '"Read, Write"'; Is = { [System.IO.FileShare]::ReadWrite } }
        @{ Type = '[System.IO.FileShare]'; Json = '[]'; Is = { [System.IO.FileShare]::None } }
        @{ Type = '[string[]]'; Json = '"one"'; Is = { , [string[]] 'one' } }
        @{ Type = '[string[]]'; Json = '[]'; Is = { , [string[]] @() } }
        @{ Type = '[int[]]'; Json = '5'; Is = { , [int[]] 5 } }
    ) {
        $got = Invoke-Bound $Type $Json
        $got.Error | Should -BeNullOrEmpty
        ConvertTo-ValueText $got.Value | Should -BeExactly (ConvertTo-ValueText (& $Is))
    }

    It '<Type> refuses <Json>, whatever PowerShell would make of it' -ForEach @(
        @{ Type = '[int]'; Json = '2.5' }
        @{ Type = '[int]'; Json = '99999999999' }
        @{ Type = '[int]'; Json = 'true' }
        @{ Type = '[bool]'; Json = '"maybe"' }
        @{ Type = '[bool]'; Json = '[true]' }
        @{ Type = '[string]'; Json = '["a","b"]' }
        @{ Type = '[string]'; Json = '{"a":1}' }
        @{ Type = '[string[]]'; Json = '["a",{"x":1}]' }
        @{ Type = '[timespan]'; Json = '"soon"' }
        @{ Type = '[datetime]'; Json = '"02/03/2026"' }
        @{ Type = '[System.DayOfWeek]'; Json = '5' }
        @{ Type = '[System.DayOfWeek]'; Json = '"Fri"' }
        @{ Type = '[System.DayOfWeek]'; Json = '""' }
        @{ Type = '[System.IO.FileShare]'; Json = '["Read","Fly"]' }
        @{ Type = '[OfoxTests.Leg]'; Json = '{"Length":3,"Wings":2}' }
        @{ Type = '[OfoxTests.Cat]'; Json = '{"Name":"Tom","Secret":1}' }
    ) {
        $got = Invoke-Bound $Type $Json
        $got.Error | Should -Match "'Value'"
        $got.Bound | Should -BeNullOrEmpty
    }

    It 'null is as not given' {
        (Invoke-Bound '[int]' 'null').Bound | Should -BeFalse
        (Invoke-Bound '[string]' 'null').Bound | Should -BeFalse
        (Invoke-Bound '[Nullable[int]]' 'null').Bound | Should -BeFalse
    }

    It 'a nested class is filled to its leaves' {
        $got = Invoke-Bound '[OfoxTests.Cat]' '{"Name":"Tom","Front":{"Length":3,"Age":"PT1H"},"Legs":[{"Length":1,"Age":"00:00:01"},{"Length":2,"Age":"PT2S"}],"Lives":null}'
        $got.Error | Should -BeNullOrEmpty
        $got.Value | Should -BeOfType ([OfoxTests.Cat])
        $got.Value.Front.Age | Should -Be ([timespan] '1:00')
        $got.Value.Legs | ForEach-Object Length | Should -Be 1, 2
        $got.Value.Legs[1].Age | Should -Be ([timespan] '0:0:2')
        $got.Value.Lives | Should -BeNullOrEmpty
    }

    It 'a class that refers to itself is filled too' {
        $got = Invoke-Bound '[OfoxTests.Node]' '{"Value":"a","Next":{"Value":"b","Next":null}}'
        $got.Value.Next | Should -BeOfType ([OfoxTests.Node])
        $got.Value.Next.Value | Should -BeExactly 'b'
        $got.Value.Next.Next | Should -BeNullOrEmpty
    }

    It 'a list of PSCustomObjects takes single values too' {
        (Invoke-Bound '[pscustomobject[]]' '[1,"a"]').Value | Should -Be 1, 'a'
    }

    It 'objects inside objects and lists are PSCustomObjects that Select-Object reads' {
        $got = Invoke-Bound '[pscustomobject]' '{"list":[{"d":3}],"deep":{"e":4}}'
        ($got.Value.list[0] | Select-Object -ExpandProperty d) | Should -Be 3
        $got.Value.deep | Should -BeOfType ([pscustomobject])
        $got = Invoke-Bound '[object[]]' '[{"a":1}]'
        ($got.Value[0] | Select-Object -ExpandProperty a) | Should -Be 1
    }

    It 'objects inside a hashtable are hashtables, found whatever their case' {
        $got = Invoke-Bound '[hashtable]' '{"Name":{"First":"Tom"}}'
        $got.Value.name | Should -BeOfType ([hashtable])
        $got.Value.name.first | Should -BeExactly 'Tom'
    }
}

Describe 'Classes' {
    It 'nest, with lists and optional properties, and without what cannot be set' {
        $schema = Get-ParameterSchema '[OfoxTests.Cat]'
        @($schema.properties.Keys) | Should -Be 'Name', 'Front', 'Legs', 'Lives'
        $schema.properties.Front.properties.Age.format | Should -BeExactly 'duration'
        $schema.properties.Legs.items.properties.Length.type | Should -BeExactly 'integer'
        $schema.properties.Lives.type | Should -Be 'integer', 'null'
        $schema.required | Should -Be 'Name', 'Front', 'Legs'
    }

    It 'that refer to themselves are defined once' {
        $schema = (New-OfoxTool -ScriptBlock { param([OfoxTests.Node] $Value) }).Schema
        $schema.properties.Value.'$ref' | Should -BeExactly '#/$defs/Node'
        $schema.'$defs'.Node.properties.Next.anyOf[0].'$ref' | Should -BeExactly '#/$defs/Node'
        { ConvertTo-Json $schema -Depth 20 } | Should -Not -Throw
    }

    It 'of PowerShell work like those of C#, with hidden properties left out' {
        $tool = & ([scriptblock]::Create('
            class OfoxPoint { [int] $X; [int] $Y; hidden [string] $Key }
            function Set-OfoxPoint { param([OfoxPoint] $Value, [OfoxPoint[]] $More) "$($Value.GetType().Name) $($Value.X + $Value.Y) key=$($Value.Key) $($More.Count)" }
            New-OfoxTool Set-OfoxPoint'))
        @($tool.Schema.properties.Value.properties.Keys) | Should -Be 'X', 'Y'
        (ofox 'call Set-OfoxPoint({"Value":{"X":1,"Y":2},"More":[{"X":1,"Y":1}]})' -Tool $tool).ToolInvocations[0].Result |
            Should -BeExactly 'OfoxPoint 3 key= 1'
        (ofox 'call Set-OfoxPoint({"Value":{"X":1,"Y":2,"Key":"k"}})' -Tool $tool).ToolInvocations[0].Error | Should -Match 'Key'
    }
}
