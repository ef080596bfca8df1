# The type of a parameter as JSON Schema, row by row of the table in about_OfoxPS_Tools, and the way back: what a model says
# of such a value arrives as the .NET type that the parameter wants.

BeforeDiscovery {
    $isCore = $PSVersionTable.PSVersion.Major -ge 6
    . $PSScriptRoot/toolschema.ps1

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
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/toolschema.ps1
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
