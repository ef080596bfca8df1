# A command's own metadata as JSON Schema, row by row of the table in about_OfoxPS_Tools, and the way back: what a model says
# of such a value arrives as the .NET type that the parameter wants.

BeforeDiscovery {
    $isCore = $PSVersionTable.PSVersion.Major -ge 6
    Add-Type -TypeDefinition @'
namespace OfoxTests {
    public class Leg { public int Length { get; set; } public System.TimeSpan Age { get; set; } }
    public class Cat { public string Name { get; set; } public Leg Front { get; set; } public Leg[] Legs { get; set; } public int? Lives { get; set; } public int Secret { get; private set; } }
    public class Node { public string Value { get; set; } public Node Next { get; set; } }
    public class Filter { public string Name { get; set; } public System.Management.Automation.ScriptBlock Script { get; set; } }
}
'@

    # Schema: what the model is told. Json: what it says. Value and Is: what the command gets. Wrong: what the schema excludes.
    $rows = @(
        @{ Type = '[int]'; Schema = '{"type":"integer"}'; Json = '5'; Is = [int]; Value = { 5 }; Wrong = '"five"' }
        @{ Type = '[long]'; Schema = '{"type":"integer"}'; Json = '9007199254740993'; Is = [long]; Value = { 9007199254740993 };
            Wrong = '1.5' }
        @{ Type = '[byte]'; Schema = '{"type":"integer","minimum":0,"maximum":255}'; Json = '255'; Is = [byte]; Value = { 255 };
            Wrong = '256' }
        @{ Type = '[uint32]'; Schema = '{"type":"integer","minimum":0}'; Json = '4294967295'; Is = [uint32]; Value = { 4294967295 };
            Wrong = '-1' }
        @{ Type = '[int16]'; Schema = '{"type":"integer"}'; Json = '-3'; Is = [int16]; Value = { -3 }; Wrong = 'true' }
        @{ Type = '[bigint]'; Schema = '{"type":"integer"}'; Json = '123456789012345678901234567890'; Is = [bigint];
            Value = { [bigint]::Parse('123456789012345678901234567890') }; Wrong = '"x"' }
        @{ Type = '[double]'; Schema = '{"type":"number"}'; Json = '1.5'; Is = [double]; Value = { 1.5 }; Wrong = '"x"' }
        @{ Type = '[single]'; Schema = '{"type":"number"}'; Json = '0.5'; Is = [single]; Value = { 0.5 }; Wrong = 'false' }
        @{ Type = '[decimal]'; Schema = '{"type":"number"}'; Json = '1.1'; Is = [decimal]; Value = { 1.1d }; Wrong = '[]' }
        @{ Type = '[bool]'; Schema = '{"type":"boolean"}'; Json = 'false'; Is = [bool]; Value = { $false }; Wrong = '"no"' }
        @{ Type = '[switch]'; Schema = '{"type":"boolean"}'; Json = 'true'; Is = [switch]; Value = { [switch] $true }; Wrong = '1' }
        @{ Type = '[string]'; Schema = '{"type":"string"}'; Json = '"fox"'; Is = [string]; Value = { 'fox' }; Wrong = '{}' }
        @{ Type = '[char]'; Schema = '{"type":"string","minLength":1,"maxLength":1}'; Json = '"x"'; Is = [char]; Value = { [char] 'x' };
            Wrong = '"xy"' }
        @{ Type = '[datetime]'; Schema = '{"type":"string","format":"date-time"}'; Json = '"2026-01-02T03:04:05"'; Is = [datetime];
            Value = { [datetime]::new(2026, 1, 2, 3, 4, 5) }; Wrong = '5' }
        @{ Type = '[datetimeoffset]'; Schema = '{"type":"string","format":"date-time"}'; Json = '"2026-01-02T03:04:05+02:00"';
            Is = [datetimeoffset]; Value = { [datetimeoffset]::new(2026, 1, 2, 3, 4, 5, [timespan]::FromHours(2)) }; Wrong = '5' }
        @{ Type = '[timespan]'; Schema = '{"type":"string","format":"duration"}'; Json = '"PT1H30M"'; Is = [timespan];
            Value = { [timespan] '1:30' }; Wrong = '5' }
        @{ Type = '[guid]'; Schema = '{"type":"string","format":"uuid"}'; Json = '"00000000-0000-4000-8000-000000000001"'; Is = [guid];
            Value = { [guid] '00000000-0000-4000-8000-000000000001' }; Wrong = '5' }
        @{ Type = '[uri]'; Schema = '{"type":"string","format":"uri"}'; Json = '"https://example.com/a?b=c"'; Is = [uri];
            Value = { [uri] 'https://example.com/a?b=c' }; Wrong = '[]' }
        @{ Type = '[version]'; Schema = '{"type":"string","pattern":"^\\d+(\\.\\d+){1,3}$"}'; Json = '"1.2.3"'; Is = [version];
            Value = { [version] '1.2.3' }; Wrong = '"v1"' }
        @{ Type = '[System.DayOfWeek]';
            Schema = '{"type":"string","enum":["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"]}'; Json = '"Friday"';
        Is = [System.DayOfWeek]; Value = { [System.DayOfWeek]::Friday }; Wrong = '"Freitag"' }
        @{ Type = '[System.IO.FileShare]';
            Schema = '{"type":"array","items":{"type":"string","enum":["None","Read","Write","ReadWrite","Delete","Inheritable"]}}';
        Json = '["Read","Delete"]'; Is = [System.IO.FileShare]; Value = { [System.IO.FileShare] 'Read, Delete' }; Wrong = '["Reed"]' }
        @{ Type = '[Nullable[int]]'; Schema = '{"type":["integer","null"]}'; Json = '5'; Is = [int]; Value = { 5 }; Wrong = '"x"' }
        @{ Type = '[Nullable[System.DayOfWeek]]';
            Schema = '{"type":["string","null"],"enum":["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday",null]}';
        Json = '"Monday"'; Is = [System.DayOfWeek]; Value = { [System.DayOfWeek]::Monday }; Wrong = '5' }
        @{ Type = '[string[]]'; Schema = '{"type":"array","items":{"type":"string"}}'; Json = '["a","b"]'; Is = [string[]];
            Value = { , [string[]] ('a', 'b') }; Wrong = '[{}]' }
        @{ Type = '[int[]]'; Schema = '{"type":"array","items":{"type":"integer"}}'; Json = '[1]'; Is = [int[]]; Value = { , [int[]] (1) };
            Wrong = '["one"]' }
        @{ Type = '[timespan[]]'; Schema = '{"type":"array","items":{"type":"string","format":"duration"}}'; Json = '["PT1S","00:00:02"]';
            Is = [timespan[]]; Value = { , [timespan[]] ('0:0:1', '0:0:2') }; Wrong = '[5]' }
        @{ Type = '[System.Collections.Generic.List[int]]'; Schema = '{"type":"array","items":{"type":"integer"}}'; Json = '[1,2]';
            Is = [System.Collections.Generic.List[int]]; Value = { , (1, 2) }; Wrong = '{}' }
        @{ Type = '[System.Collections.ArrayList]'; Schema = '{"type":"array","items":{}}'; Json = '[1,"a"]';
            Is = [System.Collections.ArrayList]; Value = { , (1, 'a') } }
        @{ Type = '[byte[]]'; Schema = '{"type":"string","description":"base64"}'; Json = '"Zm94"'; Is = [byte[]];
            Value = { , [byte[]] (102, 111, 120) }; Wrong = '[1]' }
        @{ Type = '[hashtable]'; Schema = '{"type":"object"}'; Json = '{"a":1}'; Is = [hashtable]; Value = { @{ a = 1 } }; Wrong = '[]' }
        @{ Type = '[System.Collections.IDictionary]'; Schema = '{"type":"object"}'; Json = '{"a":1}'; Is = [System.Collections.IDictionary];
            Value = { @{ a = 1 } }; Wrong = '"a"' }
        @{ Type = '[System.Collections.Generic.Dictionary[string,int]]';
            Schema = '{"type":"object","additionalProperties":{"type":"integer"}}'; Json = '{"a":1}';
        Is = [System.Collections.Generic.Dictionary[string, int]]; Value = { @{ a = 1 } }; Wrong = '{"a":"x"}' }
        @{ Type = '[pscustomobject]'; Schema = '{}'; Json = '{"a":{"b":1}}'; Is = [pscustomobject];
            Value = { [pscustomobject] @{ a = [pscustomobject] @{ b = 1 } } } }
        @{ Type = '[object]'; Schema = '{}'; Json = '7'; Is = [long]; Value = { 7 } }
        @{ Type = ''; Schema = '{}'; Json = '"any"'; Is = [string]; Value = { 'any' } }
        @{ Type = '[pscustomobject[]]'; Schema = '{"type":"array","items":{}}'; Json = '[{"a":1}]'; Is = [psobject[]];
            Value = { , @([pscustomobject] @{ a = 1 }) } }
        @{ Type = '[System.Net.IPAddress]'; Schema = '{"type":"string","description":"IPv4 or IPv6 address"}'; Json = '"192.0.2.1"';
            Is = [System.Net.IPAddress]; Value = { [System.Net.IPAddress] '192.0.2.1' }; Wrong = '{}' }
        @{ Type = '[System.IO.FileInfo]'; Schema = '{"type":"string"}'; Json = '"a.txt"'; Is = [System.IO.FileInfo];
            Value = { [System.IO.FileInfo] 'a.txt' }; Wrong = '{}' }
        @{ Type = '[OfoxTests.Leg]'; Schema = '{"type":"object","properties":{"Length":{"type":"integer"},"Age":{"type":"string","format":"duration"}},"required":["Length","Age"],"additionalProperties":false}'; Json = '{"Length":3,"Age":"PT2S"}'; Is = [OfoxTests.Leg]; Value = { [OfoxTests.Leg] @{ Length = 3; Age = '0:0:2' } }; Wrong = '{"Length":"x"}' }
    ) | Where-Object { $isCore -or $_.Type -ne '[datetimeoffset]' }

    $snapshotNames = @(
        'Add-Content', 'Clear-Content', 'Compare-Object', 'ConvertFrom-Json', 'ConvertTo-Csv', 'ConvertTo-Json', 'Copy-Item', 'Export-Csv',
        'Get-ChildItem', 'Get-Content', 'Get-Culture', 'Get-Date', 'Get-FileHash', 'Get-History', 'Get-Item', 'Get-ItemProperty', 'Get-Job',
        'Get-Location', 'Get-Member', 'Get-Module', 'Get-Process', 'Get-PSDrive', 'Get-Random', 'Get-TimeZone', 'Get-Uptime',
            'Get-Variable',
        'Group-Object', 'Import-Csv', 'Join-Path', 'Measure-Object', 'Move-Item', 'New-Item', 'New-TimeSpan', 'Out-File', 'Remove-Item',
        'Resolve-Path', 'Set-Content', 'Sort-Object', 'Start-Sleep', 'Test-Path'
    )
    $snapshots = @($snapshotNames | ForEach-Object { @{ Name = $_; File = "$PSScriptRoot/snapshots/$_.json" } })
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    $snapshotFolder = Join-Path $PSScriptRoot 'snapshots'
    $metaSchema = [System.IO.File]::ReadAllText((Join-Path $snapshotFolder 'meta-schema.json'))

    function ConvertTo-Text($Schema) { ConvertTo-Json $Schema -Depth 30 -Compress }

    # A value as text that shows every difference; a file's text is its path.
    function ConvertTo-ValueText($Value) { if ($Value -is [System.IO.FileInfo]) { "$Value" } else { ConvertTo-Text $Value } }

    # The schema of one parameter, declared as given.
    function Get-ParameterSchema([string] $Declaration) {
        (New-OfoxTool -ScriptBlock ([scriptblock]::Create("param($Declaration `$Value)"))).Schema.properties['Value']
    }

    # A parameter, declared as given, bound to what the model says; the gateway accepts the schema on the way.
    function Invoke-Bound([string] $Declaration, [string] $Json) {
        $global:OfoxToolGot = @{}
        $script = [scriptblock]::Create("param($Declaration `$Value) `$global:OfoxToolGot.Value = `$Value; `$global:OfoxToolGot.Bound = `$PSBoundParameters.ContainsKey('Value')")
        $answer = ofox "call script({`"Value`":$Json})" -Tool $script
        [pscustomobject]@{ Error = $answer.ToolInvocations[0].Error; Value = $global:OfoxToolGot.Value; Bound = $global:OfoxToolGot.Bound }
    }

    function Test-Value([string] $Declaration, [string] $Json) {
        Test-Json -Json $Json -Schema (ConvertTo-Text (Get-ParameterSchema $Declaration)) -ErrorAction SilentlyContinue
    }
}

AfterAll { Remove-Variable OfoxToolGot -Scope Global -ErrorAction SilentlyContinue }

Describe 'The schema of the type <Type>' -ForEach $rows {
    It 'is <Schema>' {
        ConvertTo-Text (Get-ParameterSchema $Type) | Should -BeExactly $Schema
    }

    It 'binds <Json>' {
        $got = Invoke-Bound $Type $Json
        $got.Error | Should -BeNullOrEmpty
        , $got.Value | Should -BeOfType $Is
        ConvertTo-ValueText $got.Value | Should -BeExactly (ConvertTo-ValueText (& $Value))
    }

    # Windows PowerShell has no Test-Json.
    It 'accepts <Json> and not <Wrong>, says a validator' -Skip:(-not $isCore) {
        if ($Json -match '^\d{20}' -and -not (Test-Json -Json $Json -Schema '{"type":"integer"}' -ErrorAction Ignore)) {
            Set-ItResult -Skipped -Because 'Test-Json of this PowerShell takes a large integer for another kind of number'
            return
        }

        Test-Value $Type $Json | Should -BeTrue
        if ($Wrong) { Test-Value $Type $Wrong | Should -BeFalse }
    }

    # Some types take any value, so none is wrong for them.
    It 'answers <Wrong> with an error, and the command does not run' -Skip:(-not $Wrong) {
        $got = Invoke-Bound $Type $Wrong
        $got.Error | Should -Match "'Value'"
        $got.Bound | Should -BeNullOrEmpty
    }
}

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

Describe 'Validation attributes' {
    It '<Declaration> is <Schema>' -ForEach @(
        @{ Declaration = "[ValidateSet('C','F')][string]"; Schema = '{"type":"string","enum":["C","F"]}'; Good = '"F"'; Bad = '"K"' }
        @{ Declaration = "[ValidateSet('C','F')]"; Schema = '{"type":"string","enum":["C","F"]}'; Good = '"F"'; Bad = '"K"' }
        @{ Declaration = "[ValidateSet('a','b')][string[]]"; Schema = '{"type":"array","items":{"type":"string","enum":["a","b"]}}';
            Good = '["a","b"]'; Bad = '["c"]' }
        @{ Declaration = '[ValidateSet(1,2,3)][int]'; Schema = '{"type":"integer","enum":[1,2,3]}'; Good = '2'; Bad = '4' }
        @{ Declaration = "[ValidateSet('Monday','Friday')][System.DayOfWeek]"; Schema = '{"type":"string","enum":["Monday","Friday"]}';
            Good = '"Friday"'; Bad = '"Sunday"' }
        @{ Declaration = '[ValidateRange(1,9)][int]'; Schema = '{"type":"integer","minimum":1,"maximum":9}'; Good = '9'; Bad = '10' }
        @{ Declaration = '[ValidateRange(0.5,1.5)][double]'; Schema = '{"type":"number","minimum":0.5,"maximum":1.5}'; Good = '0.7';
            Bad = '2' }
        @{ Declaration = '[ValidateRange(1,9)][int[]]'; Schema = '{"type":"array","items":{"type":"integer","minimum":1,"maximum":9}}';
            Good = '[1,9]'; Bad = '[0]' }
        @{ Declaration = '[ValidateLength(1,3)][string]'; Schema = '{"type":"string","minLength":1,"maxLength":3}'; Good = '"abc"';
            Bad = '"abcd"' }
        @{ Declaration = '[ValidateLength(1,3)][string[]]';
            Schema = '{"type":"array","items":{"type":"string","minLength":1,"maxLength":3}}'; Good = '["abc"]'; Bad = '["abcd"]' }
        @{ Declaration = '[ValidateCount(1,2)][string[]]'; Schema = '{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":2}';
            Good = '["a"]'; Bad = '["a","b","c"]' }
        @{ Declaration = "[ValidatePattern('^srv\d+$', Options = 'None')][string]"; Schema = '{"type":"string","pattern":"^srv\\d+$"}';
            Good = '"srv1"'; Bad = '"web1"' }
        @{ Declaration = "[ValidatePattern('^srv')][string]"; Schema = '{"type":"string","pattern":"^[Ss][Rr][Vv]"}'; Good = '"SRV1"';
            Bad = '"web1"' }
        @{ Declaration = "[ValidatePattern('^srv')][string[]]";
            Schema = '{"type":"array","items":{"type":"string","pattern":"^[Ss][Rr][Vv]"}}'; Good = '["Srv1"]'; Bad = '["web1"]' }
        @{ Declaration = '[ValidateNotNullOrEmpty()][string]'; Schema = '{"type":"string","minLength":1}'; Good = '"a"'; Bad = '""' }
        @{ Declaration = '[ValidateNotNullOrEmpty()][string[]]'; Schema = '{"type":"array","items":{"type":"string"},"minItems":1}';
            Good = '["a"]'; Bad = '[]' }
        @{ Declaration = '[ValidateNotNull()][string]'; Schema = '{"type":"string"}'; Good = '""' }
        @{ Declaration = "[ValidateScript({ `$_ -gt 1 })][int]"; Schema = '{"type":"integer"}'; Good = '2'; Runs = '1' }
        @{ Declaration = '[ValidateRange(0,[double]::PositiveInfinity)][double]'; Schema = '{"type":"number","minimum":0.0}'; Good = '5';
            Bad = '-1' }
        @{ Declaration = "[ValidateRange('a','f')][string]"; Schema = '{"type":"string"}'; Good = '"c"'; Runs = '"x"' }
    ) {
        $made = ConvertTo-Text (Get-ParameterSchema $Declaration)
        $made | Should -BeExactly $Schema
        (Invoke-Bound $Declaration $Good).Error | Should -BeNullOrEmpty
        foreach ($refused in @($Bad, $Runs | Where-Object { $_ })) {
            $got = Invoke-Bound $Declaration $refused
            $got.Error | Should -Match 'Value'
            $got.Bound | Should -BeNullOrEmpty
        }

        if ($Bad -and $PSVersionTable.PSVersion.Major -ge 6) {
            Test-Json -Json $Good -Schema $made -ErrorAction SilentlyContinue | Should -BeTrue
            Test-Json -Json $Bad -Schema $made -ErrorAction SilentlyContinue | Should -BeFalse
        }
    }

    # Windows PowerShell has no such attributes.
    It '<Declaration> is <Schema> where PowerShell 7 has it' -Skip:(-not $isCore) -ForEach @(
        @{ Declaration = "[ValidateRange('Positive')][int]"; Schema = '{"type":"integer","exclusiveMinimum":0}'; Good = '1'; Bad = '0' }
        @{ Declaration = "[ValidateRange('NonNegative')][int]"; Schema = '{"type":"integer","minimum":0}'; Good = '0'; Bad = '-1' }
        @{ Declaration = "[ValidateRange('Negative')][int]"; Schema = '{"type":"integer","exclusiveMaximum":0}'; Good = '-1'; Bad = '0' }
        @{ Declaration = "[ValidateRange('NonPositive')][int]"; Schema = '{"type":"integer","maximum":0}'; Good = '0'; Bad = '1' }
        @{ Declaration = '[ValidateNotNullOrWhiteSpace()][string]'; Schema = '{"type":"string","minLength":1}'; Good = '"a"'; Bad = '""' }
    ) {
        $made = ConvertTo-Text (Get-ParameterSchema $Declaration)
        $made | Should -BeExactly $Schema
        (Invoke-Bound $Declaration $Good).Error | Should -BeNullOrEmpty
        (Invoke-Bound $Declaration $Bad).Error | Should -Match 'Value'
        Test-Json -Json $Good -Schema $made -ErrorAction SilentlyContinue | Should -BeTrue
        Test-Json -Json $Bad -Schema $made -ErrorAction SilentlyContinue | Should -BeFalse
    }
}

Describe 'What is offered of a command' {
    BeforeAll {
        function Get-Weather {
            <#
            .SYNOPSIS
            Tells the weather of
            a city.
            .DESCRIPTION
            At length.
            .PARAMETER City
            Which city.
            .PARAMETER Days
            How many days,
            at most a week.
            #>
            [CmdletBinding(DefaultParameterSetName = 'ByCity', SupportsShouldProcess)]
            param(
                [Parameter(Mandatory, Position = 0, ParameterSetName = 'ByCity', HelpMessage = 'not this one')] [Alias(
                    'Town')] [string] $City,
                [Parameter(Mandatory, ParameterSetName = 'ByPlace')] [double] $Latitude,
                [Parameter(Mandatory, ParameterSetName = 'ByPlace')] [double] $Longitude,
                [Parameter(HelpMessage = 'Celsius or Fahrenheit')] [ValidateSet('C', 'F')] [string] $Unit = 'C',
                [int] $Days = 3,
                [switch] $Brief,
                [pscredential] $Credential,
                [securestring] $Password,
                [scriptblock] $Filter,
                [System.Net.NetworkCredential] $Proxy,
                [System.Management.Automation.Credential()] $Account,
                [Parameter(DontShow)] [string] $Internal
            )
            "$City $Latitude $Longitude $Unit $Days $Brief $Credential $Password $Filter $Proxy $Account $Internal"
        }

        $weather = New-OfoxTool Get-Weather
    }

    It 'are the parameters of the default set, without common ones, secrets, code and hidden ones' {
        @($weather.Schema.properties.Keys) | Should -Be 'City', 'Unit', 'Days', 'Brief'
    }

    It 'are those of the set that was chosen' {
        $place = New-OfoxTool Get-Weather -ParameterSetName byplace
        @($place.Schema.properties.Keys) | Should -Be 'Latitude', 'Longitude', 'Unit', 'Days', 'Brief'
        $place.Schema.required | Should -Be 'Latitude', 'Longitude'
    }

    It 'are mandatory where the command says so' {
        $weather.Schema.required | Should -Be 'City'
        $weather.Schema.additionalProperties | Should -BeFalse
    }

    It 'has no required where nothing is' {
        (New-OfoxTool -ScriptBlock { param($x) }).Schema.Keys | Should -Not -Contain 'required'
    }

    It 'has the help as descriptions: of the command, then of the parameter, then HelpMessage' {
        $weather.Description | Should -BeExactly 'Tells the weather of a city.'
        $weather.Schema.properties.City.description | Should -BeExactly 'Which city.'
        $weather.Schema.properties.Days.description | Should -BeExactly 'How many days, at most a week.'
        $weather.Schema.properties.Unit.description | Should -BeExactly 'Celsius or Fahrenheit'
        $weather.Schema.properties.Brief.Keys | Should -Not -Contain 'description'
    }

    It 'has the help of a cmdlet' {
        $tool = New-OfoxTool Get-OfoxConfiguration
        $help = Get-Help Get-OfoxConfiguration
        if ($help.Synopsis -notmatch '^\s*Get-OfoxConfiguration ') { $tool.Description | Should -BeExactly $help.Synopsis.Trim() }
        else { $tool.Description | Should -BeNullOrEmpty }
    }

    It 'has no syntax for a description where a command has no help' {
        function Get-Bare { param($x) $x }
        (New-OfoxTool Get-Bare).Description | Should -BeNullOrEmpty
    }

    It 'takes the description that is given' {
        (New-OfoxTool Get-Weather -Description 'Mine.').Description | Should -BeExactly 'Mine.'
    }

    It 'finds the help of a script block, and comments beside parameters' {
        $tool = New-OfoxTool -Name t -ScriptBlock {
            <#
            .SYNOPSIS
            Adds one.
            #>
            param(
                # The number.
                [int] $Number
            )
            $Number + 1
        }
        $tool.Description | Should -BeExactly 'Adds one.'
        $tool.Schema.properties.Number.description | Should -BeExactly 'The number.'
    }

    It 'offers only -Parameter' {
        @((New-OfoxTool Get-Weather -Parameter city, Days).Schema.properties.Keys) | Should -Be 'City', 'Days'
        (New-OfoxTool Get-OfoxConfiguration -Parameter @()).Schema.properties.Count | Should -Be 0
    }

    It 'leaves -Exclude out' {
        @((New-OfoxTool Get-Weather -Exclude DAYS, Brief).Schema.properties.Keys) | Should -Be 'City', 'Unit'
    }

    It 'hides what -Bind fixes, a mandatory parameter too' {
        $tool = New-OfoxTool Get-Weather -Bind @{ city = 'Oslo' } -Parameter Days
        @($tool.Schema.properties.Keys) | Should -Be 'Days'
        $tool.Schema.Keys | Should -Not -Contain 'required'
    }

    It 'takes the alias of a parameter for its name' {
        @((New-OfoxTool Get-Weather -Parameter Town).Schema.properties.Keys) | Should -Be 'City'
        @((New-OfoxTool Get-Weather -Bind @{ Town = 'Oslo' }).Schema.properties.Keys) | Should -Be 'Unit', 'Days', 'Brief'
        (ofox 'call Get-Weather({})' -Tool (New-OfoxTool Get-Weather -Bind @{ Town = 'Oslo' } -Confirm:$false)).ToolInvocations[0].Result |
            Should -Match '^Oslo '
    }

    It 'chooses the set that has what -Bind fixes' {
        $tool = New-OfoxTool Get-Weather -Bind @{ Latitude = 59.9 } -Confirm:$false
        $tool.Schema.required | Should -Be 'Longitude'
        (ofox 'call Get-Weather({"Longitude":10.7})' -Tool $tool).ToolInvocations[0].Result | Should -Match '59.9 10.7'
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'an unknown -Parameter'; With = @{ Parameter = 'Nope' }; Words = '*Get-Weather*Nope*' }
        @{ Case = 'an unknown -Exclude'; With = @{ Exclude = 'Nope' }; Words = '*Get-Weather*Nope*' }
        @{ Case = 'an unknown -Bind'; With = @{ Bind = @{ Nope = 1 } }; Words = '*Get-Weather*Nope*' }
        @{ Case = 'an unknown set'; With = @{ ParameterSetName = 'Nope' }; Words = '*Nope*ByCity, ByPlace*' }
        @{ Case = 'a mandatory parameter that is excluded'; With = @{ Exclude = 'City' }; Words = '*City*mandatory*' }
        @{ Case = 'a mandatory parameter that is not among -Parameter'; With = @{ Parameter = 'Days' }; Words = '*City*mandatory*' }
        @{ Case = 'a parameter that no model can give'; With = @{ Parameter = 'City', 'Credential' }; Words = '*Credential*' }
    ) {
        { New-OfoxTool Get-Weather @With } | Should -Throw $Words -ErrorId 'OfoxInvalidArgument,*'
    }

    It 'refuses a command whose mandatory parameter no model can give, unless it is bound' {
        $script = { param([Parameter(Mandatory)] [scriptblock] $Filter, [int] $x) "$(& $Filter) $x" }
        { New-OfoxTool -ScriptBlock $script -Name t } | Should -Throw '*Filter*-Bind*' -ErrorId 'OfoxInvalidArgument,*'
        $tool = New-OfoxTool -ScriptBlock $script -Name t -Bind @{ Filter = { 'mine' } }
        (ofox 'call t({"x":1})' -Tool $tool).ToolInvocations[0].Result | Should -BeExactly 'mine 1'
    }
}

Describe 'Default values' {
    It '<Declaration> is <Schema>' -ForEach @(
        @{ Declaration = '[int] $Value = 3'; Schema = '{"type":"integer","default":3}' }
        @{ Declaration = '[int] $Value = -1'; Schema = '{"type":"integer","default":-1}' }
        @{ Declaration = '[double] $Value = 1.5'; Schema = '{"type":"number","default":1.5}' }
        @{ Declaration = '[long] $Value = 1kb'; Schema = '{"type":"integer","default":1024}' }
        @{ Declaration = "[string] `$Value = 'C'"; Schema = '{"type":"string","default":"C"}' }
        @{ Declaration = '[bool] $Value = $true'; Schema = '{"type":"boolean","default":true}' }
        @{ Declaration = "[string[]] `$Value = ('a','b')"; Schema = '{"type":"array","items":{"type":"string"},"default":["a","b"]}' }
        @{ Declaration = "[string] `$Value = 5"; Schema = '{"type":"string","default":"5"}' }
        @{ Declaration = '[string] $Value = $null'; Schema = '{"type":"string"}' }
        @{ Declaration = '[string] $Value = $env:OFOX_API_KEY'; Schema = '{"type":"string"}' }
        @{ Declaration = '[string] $Value = "$HOME/x"'; Schema = '{"type":"string"}' }
        @{ Declaration = '[string] $Value = (Get-Date)'; Schema = '{"type":"string"}' }
        @{ Declaration = '[string] $Value = $(throw "never run")'; Schema = '{"type":"string"}' }
    ) {
        $tool = New-OfoxTool -ScriptBlock ([scriptblock]::Create("param($Declaration)"))
        ConvertTo-Text $tool.Schema.properties.Value | Should -BeExactly $Schema
    }

    It 'are found in the parentheses of a function too' {
        function Get-Old([int] $Value = 5) { $Value }
        (New-OfoxTool Get-Old).Schema.properties.Value.default | Should -Be 5
    }

    It 'hold when the model gives nothing' {
        (ofox 'call t({})' -Tool (New-OfoxTool -Name t -ScriptBlock { param([int] $Days = 3) "days $Days" })).ToolInvocations[0].Result |
            Should -BeExactly 'days 3'
    }
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

Describe 'The schema as an object' {
    It 'is an ordered dictionary that ConvertTo-Json renders and a caller may change' {
        $tool = New-OfoxTool Get-Date -Parameter Year, Month
        , $tool.Schema | Should -BeOfType ([System.Collections.Specialized.OrderedDictionary])
        ConvertTo-Text $tool.Schema | Should -BeExactly '{"type":"object","properties":{"Year":{"type":"integer","minimum":1,"maximum":9999},"Month":{"type":"integer","minimum":1,"maximum":12}},"additionalProperties":false}'
        $tool.Schema.properties.Year.description = 'The year.'
        $null = ofox hi -Tool $tool
        (Get-LastGatewayRequest -Ended).Json.tools[0].function.parameters.properties.Year.description | Should -BeExactly 'The year.'
    }

    It 'keeps its numbers on the wire' {
        $null = ofox hi -Tool (New-OfoxTool Get-Content -Parameter Path, TotalCount)
        (Get-LastGatewayRequest -Ended).body | Should -Match '"maximum":9223372036854775807'
    }
}

Describe 'The built-in command <Name>' -ForEach $snapshots {
    BeforeAll {
        # Descriptions come from help files, which not every machine has.
        function Remove-Description($Schema) {
            if ($Schema -is [System.Collections.IDictionary]) {
                if ($Schema['description'] -is [string]) { $Schema.Remove('description') }
                foreach ($key in @($Schema.Keys)) { Remove-Description $Schema[$key] }
            }
        }

        if (Get-Command $Name -ErrorAction SilentlyContinue) {
            $tool = New-OfoxTool $Name
            Remove-Description $tool.Schema
        }
    }

    # A new version of PowerShell has new parameters; the snapshots are of 7.6. With OFOXPS_UPDATE_SNAPSHOTS they are written anew.
    It 'has the schema of its snapshot' -Skip:($PSVersionTable.PSVersion.Major -ne 7 -or $PSVersionTable.PSVersion.Minor -ne 6) {
        $text = (ConvertTo-Json $tool.Schema -Depth 30) -replace "`r"
        if ($env:OFOXPS_UPDATE_SNAPSHOTS) { [System.IO.File]::WriteAllText($File, "$text`n") }
        $text | Should -BeExactly ([System.IO.File]::ReadAllText($File) -replace "`r").TrimEnd("`n")
    }

    # Windows PowerShell has no Test-Json.
    It 'has a schema that a JSON Schema validator accepts' -Skip:(-not $isCore) {
        Test-Json -Json (ConvertTo-Text $tool.Schema) -Schema $metaSchema -ErrorAction Stop | Should -BeTrue
    }

    # Not all of these commands are in Windows PowerShell.
    It 'has a schema that the gateway accepts' -Skip:(-not $isCore) {
        (ofox 'hello' -Tool $tool).Content | Should -BeExactly 'hello'
    }
}

Describe 'The validator of schemas' {
    # Windows PowerShell has no Test-Json.
    It 'refuses <Case>, so that its yes means something' -Skip:(-not $isCore) -ForEach @(
        @{ Case = 'an unknown word'; Schema = '{"type":"object","properties":{"x":{"tpye":"string"}},"additionalProperties":false}' }
        @{ Case = 'an unknown type'; Schema = '{"type":"object","properties":{"x":{"type":"int"}},"additionalProperties":false}' }
        @{ Case = 'a bound of text';
            Schema = '{"type":"object","properties":{"x":{"type":"number","minimum":"1"}},"additionalProperties":false}' }
        @{ Case = 'a bound on text';
            Schema = '{"type":"object","properties":{"x":{"type":"string","minimum":1}},"additionalProperties":false}' }
        @{ Case = 'texts for an integer';
            Schema = '{"type":"object","properties":{"x":{"type":"integer","enum":["1"]}},"additionalProperties":false}' }
        @{ Case = 'a list without items'; Schema = '{"type":"object","properties":{"x":{"type":"array"}},"additionalProperties":false}' }
        @{ Case = 'an open root'; Schema = '{"type":"object","properties":{}}' }
    ) {
        if (-not (Test-ReferenceValidator)) {
            Set-ItResult -Skipped -Because 'Test-Json of this PowerShell does not follow references, by which the rules refer to each other'
            return
        }

        Test-Json -Json $Schema -Schema $metaSchema -ErrorAction SilentlyContinue | Should -BeFalse
    }
}
