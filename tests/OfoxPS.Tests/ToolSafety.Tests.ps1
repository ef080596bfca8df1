# What a careful administrator relies on: a model reaches nothing but what was offered, and its text stays data.

BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-Thing { param([string] $Name) "got $Name" }
    function Get-Result([string] $Call, $Tool) { (ofox "call $Call" -Tool $Tool).ToolInvocations[0].Result }
}

Describe 'What a model can call' {
    It 'is only what was passed in -Tool' {
        Get-Result 'Remove-Item({"Path":"/"})' Get-Thing |
            Should -BeExactly "ERROR: There is no tool 'Remove-Item'. The tools are: Get-Thing."
    }

    AfterAll { Remove-Variable OfoxRan -Scope Global -ErrorAction SilentlyContinue }
}

Describe '-Bind' {
    BeforeAll {
        function Get-Server { param([string] $ComputerName, [string] $Name, $Token) "on $ComputerName get $Name with $Token" }
        $bound = New-OfoxTool Get-Server -Bind @{ computername = 'srv1'; Token = 's3cret-token' }
    }

    It 'can be a common parameter' {
        function Get-Noisy { [CmdletBinding()] param() Write-Error 'bad'; 'after' }
        Get-Result 'Get-Noisy({})' (New-OfoxTool Get-Noisy -Bind @{ ErrorAction = 'Stop' }) | Should -BeExactly 'ERROR: bad'
    }

    It 'is not shown by the tool' {
        ConvertTo-Json $bound -Depth 5 | Should -Not -Match 's3cret'
        $bound | Format-List * | Out-String | Should -Not -Match 's3cret'
    }
}

Describe 'Text of a model is never code' {
    It '<_> arrives as it is' -ForEach @(
        '; Remove-Item x', '$(throw 1)', '$env:PATH', '-Force', '--', '`n$x', '@{a=1}', '@OfoxArguments', '"; exit; "', "'; exit; '",
            "'+(1)+'",
        '{ Get-Date }', '| Out-File x', '&{exit}', '%{exit}', '%PATH%', '$x', '[System.IO.File]::Delete("x")', '<# #>', '#', '()', "a`0b",
            '../../etc/passwd'
    ) {
        $json = ConvertTo-Json @{ Name = $_ } -Compress
        $answer = ofox "call Get-Thing($json)" -Tool Get-Thing
        $answer.ToolInvocations[0].Result | Should -BeExactly "got $($_ -replace [char] 0, [char] 0xFFFD)"
        $answer.ToolInvocations[0].Arguments.Name | Should -BeExactly $_
    }

    It 'not in lists, objects and remaining arguments' {
        function Get-Many {
            param([string[]] $List, $Any,
            [Parameter(ValueFromRemainingArguments)] [string[]] $Rest) "$($List -join '/') $($Any.x) $($Rest -join '/')" }
        Get-Result 'Get-Many({"List":["$(exit)","-Any"],"Any":{"x":"$(exit)"},"Rest":["-List","evil"]})' Get-Many |
            Should -BeExactly '$(exit)/-Any $(exit) -List/evil'
    }

    It 'not by a class that has a script block' {
        Add-Type -TypeDefinition 'namespace OfoxTests { public class Code { public string Name { get; set; } public System.Management.Automation.ScriptBlock Script { get; set; } public System.Collections.Generic.Dictionary<string, System.Management.Automation.ScriptBlock> Table { get; set; } } }'
        $tool = New-OfoxTool -Name t -ScriptBlock {
            param([OfoxTests.Code] $Code) "name $($Code.Name) script $($Code.Script) $(if ($Code.Script) { & $Code.Script })" }
        @($tool.Schema.properties.Code.properties.Keys) | Should -Be 'Name'
        Get-Result 't({"Code":{"Name":"n","Script":"throw 1"}})' $tool | Should -BeLike 'ERROR:*Code*'
        Get-Result 't({"Code":{"Name":"n","Table":{"a":"throw 1"}}})' $tool | Should -BeLike 'ERROR:*Code*'
        Get-Result 't({"Code":{"Name":"n"}})' $tool | Should -BeExactly 'name n script  '
    }

    It 'not where objects take it for a calculated property' {
        $global:OfoxRan = $false
        $tool = New-OfoxTool Select-Object -Name t -Parameter Property -Bind @{ InputObject = [pscustomobject]@{ a = 1 } }
        Get-Result 't({"Property":[{"Name":"x","Expression":"$global:OfoxRan = $true"}]})' $tool | Should -Not -BeNullOrEmpty
        $OfoxRan | Should -BeFalse
    }

    AfterAll { Remove-Variable OfoxRan -Scope Global -ErrorAction SilentlyContinue }
}

Describe 'ShouldProcess' {
    It 'simulates the removal of a real file' {
        $file = New-Item (Join-Path $TestDrive 'precious.txt') -Force
        $null = ofox "call Remove-Item($(ConvertTo-Json @{ Path = @($file.FullName) } -Compress))" -Tool (
            New-OfoxTool Remove-Item -WhatIf) 6> $null
        $file.FullName | Should -Exist
        $null = ofox "call Remove-Item($(ConvertTo-Json @{ Path = @($file.FullName) } -Compress))" -Tool (
            New-OfoxTool Remove-Item -Confirm:$false)
        $file.FullName | Should -Not -Exist
    }

    It 'makes a tool of a script block with -WhatIf or $WhatIfPreference' {
        $tool = New-OfoxTool -Name t -ScriptBlock {
            [CmdletBinding(SupportsShouldProcess)] param($Name) if ($PSCmdlet.ShouldProcess($Name)) { 'done' } else { 'kept' } } -WhatIf
        Get-Result 't({"Name":"a"})' $tool 6> $null | Should -BeLike '*simulated*kept'
        $WhatIfPreference = $true
        (New-OfoxTool -Name t -ScriptBlock { param($Name) }).Name | Should -BeExactly 't'
    }
}
