# Validation attributes and default values of a parameter, as JSON Schema.

BeforeDiscovery {
    $isCore = $PSVersionTable.PSVersion.Major -ge 6
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/toolschema.ps1
}

AfterAll { Remove-Variable OfoxToolGot -Scope Global -ErrorAction SilentlyContinue }

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
