# What a tool can be made from, with New-OfoxTool and by -Tool itself.

BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-Double { param([int] $Number) 2 * $Number }
    function Get-Result($Tool, [string] $Call) { (ofox "call $Call" -Tool $Tool).ToolInvocations[0].Result }
}

Describe 'A tool is made from' {
    It 'the name of a cmdlet' {
        $tool = New-OfoxTool Get-Date
        $tool | Should -BeOfType ([OfoxPS.ChatTool])
        $tool.Name | Should -BeExactly 'Get-Date'
        "$tool" | Should -BeExactly 'Get-Date'
    }

    It 'a filter' {
        filter Get-Filtered { param([int] $Number) "filtered $Number" }
        Get-Result (New-OfoxTool Get-Filtered) 'Get-Filtered({"Number":3})' | Should -BeExactly 'filtered 3'
    }

    It 'a name with its module' {
        $tool = New-OfoxTool Microsoft.PowerShell.Utility\Get-Date
        $tool.Name | Should -BeExactly 'Get-Date'
        Get-Result $tool 'Get-Date({"Year":2026,"Month":1,"Day":2,"Hour":0,"Minute":0,"Second":0,"Millisecond":0})' |
            Should -Match '2026-01-02T00:00:00'
    }

    It 'an alias, which is resolved' {
        Set-Alias Get-OfoxTwice Get-Double
        (New-OfoxTool Get-OfoxTwice).Name | Should -BeExactly 'Get-Double'
        (Get-Alias Get-OfoxTwice | New-OfoxTool).Name | Should -BeExactly 'Get-Double'
    }

    It 'an alias of a module that is not loaded yet' {
        $module = (Get-Module OfoxPS).Path
        $name = & $Shell @ShellArgument -NoProfile -NonInteractive -Command "Import-Module '$module'; (New-OfoxTool gci).Name"
        $name | Should -BeExactly 'Get-ChildItem'
    }

    It 'what Get-Command pipes' {
        $tools = @(Get-Command Get-*Ofox* -CommandType Cmdlet | New-OfoxTool)
        $tools.Name | Should -Be @(Get-Command Get-*Ofox* -CommandType Cmdlet | ForEach-Object Name)
        $tools.Name | Should -Contain 'Get-OfoxUsage'
    }

    It 'names from the pipeline' {
        ('Get-Date', 'Get-Double' | New-OfoxTool).Name | Should -Be 'Get-Date', 'Get-Double'
    }

    It 'a script' {
        $path = Join-Path $TestDrive 'Get-Sum.ps1'
        Set-Content -LiteralPath $path "<#`n.SYNOPSIS`nAdds.`n#>`nparam([int] `$A, [int] `$B) `$A + `$B"
        $tool = New-OfoxTool $path
        $tool.Name | Should -BeExactly 'Get-Sum'
        $tool.Description | Should -BeExactly 'Adds.'
        Get-Result $tool 'Get-Sum({"A":1,"B":2})' | Should -BeExactly '3'
        (New-OfoxTool (Get-Command $path)).Name | Should -BeExactly 'Get-Sum'
    }

    It 'a script that is named by a relative path' {
        Set-Content -LiteralPath (Join-Path $TestDrive 'Get-Near.ps1') "'near'"
        Push-Location $TestDrive
        try { Get-Result (New-OfoxTool ./Get-Near.ps1) 'Get-Near({})' | Should -BeExactly 'near' } finally { Pop-Location }
    }

    It 'a script with brackets in its path' {
        $path = Join-Path $TestDrive 'Get [1].ps1'
        [System.IO.File]::WriteAllText($path, 'param([int] $A) "brackets $A"')
        $tool = New-OfoxTool $path
        $tool.Name | Should -BeExactly 'Get__1_'
        Get-Result $tool 'Get__1_({"A":1})' | Should -BeExactly 'brackets 1'
    }

    It 'a script that ends with exit, which is its own business' {
        $path = Join-Path $TestDrive 'Get-Exit.ps1'
        Set-Content -LiteralPath $path "'said'; exit 4"
        Get-Result (New-OfoxTool $path) 'Get-Exit({})' | Should -BeExactly 'said'
    }

    It 'a script block' {
        $tool = New-OfoxTool -ScriptBlock { param([int] $Number) 3 * $Number } -Name Get-Triple -Description 'Three times.'
        $tool.Name | Should -BeExactly 'Get-Triple'
        $tool.Description | Should -BeExactly 'Three times.'
        Get-Result $tool 'Get-Triple({"Number":4})' | Should -BeExactly '12'
        Get-Command Get-Triple -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'a script block under the name of a function, which stays what it is' {
        function Get-Named { 'function' }
        $tool = New-OfoxTool -Name Get-Named -ScriptBlock { 'script block' }
        Get-Result $tool 'Get-Named({})' | Should -BeExactly 'script block'
        Get-Named | Should -BeExactly 'function'
        Get-Result Get-Named 'Get-Named({})' | Should -BeExactly 'function'
    }

    It 'a script block, whose own messages say the name of the tool' {
        $tool = New-OfoxTool -Name Set-Thing -ScriptBlock {
            [CmdletBinding(SupportsShouldProcess)] param() if ($PSCmdlet.ShouldProcess('it')) {
            $MyInvocation.MyCommand.Name } } -Confirm:$false
        Get-Result $tool 'Set-Thing({})' | Should -BeExactly 'Set-Thing'
    }

    It 'a script block without a name' {
        (New-OfoxTool -ScriptBlock { 1 }).Name | Should -BeExactly 'script'
    }

    It 'a name and a schema, as a hashtable or as JSON' {
        $tool = New-OfoxTool -Name get_weather -Description 'Weather.' -Schema @{
            type = 'object'; properties = @{ city = @{ type = 'string' } } }
        $tool.Schema.properties.city.type | Should -BeExactly 'string'
        $tool.Description | Should -BeExactly 'Weather.'
        (New-OfoxTool -Name w -Schema '{"type":"object","properties":{"city":{"type":"string"}}}').Schema.properties.city.type |
            Should -BeExactly 'string'
        $answer = ofox 'call get_weather({"city":"Oslo"})' -Tool $tool
        $answer.ToolCalls[0].Arguments.city | Should -BeExactly 'Oslo'
        $answer.ToolInvocations.Count | Should -Be 0
    }

    It 'a function without parameters' {
        function Get-Nothing { 'fine' }
        Get-Result (New-OfoxTool Get-Nothing) 'Get-Nothing({})' | Should -BeExactly 'fine'
        Get-Result (New-OfoxTool Get-Nothing) 'Get-Nothing()' | Should -BeExactly 'fine'
        Get-Result (New-OfoxTool Get-Nothing) 'Get-Nothing({"x":1})' | Should -BeLike "ERROR:*'x'*takes no parameters*"
    }

    It 'a function that expects the pipeline, whose parameter is bound' {
        function Get-Piped { param([Parameter(ValueFromPipeline)] $Item) begin { 'begin' } process { "got $Item" } end { 'end' } }
        Get-Result (New-OfoxTool Get-Piped) 'Get-Piped({"Item":3})' | Should -BeExactly "begin`ngot 3`nend"
    }
}

Describe 'The name of a tool' {
    It 'has only characters that the API takes' {
        (New-OfoxTool Get-Double -Name 'my tool.v2').Name | Should -BeExactly 'my_tool_v2'
        (New-OfoxTool -Name "$([char] 0xFC)n$([char] 0xEF)" -Schema @{ type = 'object' }).Name | Should -BeExactly '_n_'
    }

    It 'has at most 64' {
        (New-OfoxTool Get-Double -Name ('n' * 64)).Name.Length | Should -Be 64
        { New-OfoxTool Get-Double -Name ('n' * 65) } | Should -Throw '*65*64*-Name*' -ErrorId 'OfoxInvalidArgument,*'
    }

    It 'is the one that the model calls' {
        Get-Result (New-OfoxTool Get-Double -Name twice) 'twice({"Number":2})' | Should -BeExactly '4'
    }
}

Describe 'No tool is made from' {
    It '<Case>' -ForEach @(
        @{ Case = 'a wildcard'; From = 'Get-Pro*'; Words = '*several commands*' }
        @{ Case = 'an unknown command'; From = 'Get-NoSuchThing'; Words = "*no command 'Get-NoSuchThing'*" }
        @{ Case = 'a native program'; From = 'dotnet'; Words = "*'dotnet*program*" }
        @{ Case = 'an empty name'; From = ''; Words = '*' }
        @{ Case = 'a number'; From = 42; Words = '*42*' }
        @{ Case = 'a script that is not there'; From = './no/such.ps1'; Words = '*no command*' }
    ) {
        { New-OfoxTool $From } | Should -Throw $Words -ErrorId 'OfoxInvalidArgument,*'
        Clear-GatewayRequest
        { ofox hi -Tool $From } | Should -Throw
        @(Get-GatewayRequest) | Should -HaveCount 0
    }

    It 'one bad name among piped ones, and the others are made' {
        $made = @('Get-Date', 'Get-NoSuchThing', 'Get-Double' | New-OfoxTool -ErrorAction SilentlyContinue -ErrorVariable failed)
        $made.Name | Should -Be 'Get-Date', 'Get-Double'
        $failed | Should -HaveCount 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'OfoxInvalidArgument,*'
        $failed[0].TargetObject | Should -BeExactly 'Get-NoSuchThing'
    }

    It 'a schema that is broken' {
        { New-OfoxTool -Name x -Schema '{bad' } | Should -Throw '*-Schema*JSON*'
        { New-OfoxTool -Name x -Schema 5 } | Should -Throw '*-Schema*'
    }

    It 'a command whose dynamic parameter is mandatory, for which the engine would ask at the console' {
        function Get-Dynamic {
            [CmdletBinding()] param()
            dynamicparam {
                $parameters = [System.Management.Automation.RuntimeDefinedParameterDictionary]::new()
                $attributes = [System.Collections.ObjectModel.Collection[Attribute]] @([Parameter] @{ Mandatory = $true })
                $parameters.Add('Code', [System.Management.Automation.RuntimeDefinedParameter]::new('Code', [string], $attributes))
                $parameters
            }
            end { "code $($PSBoundParameters.Code)" }
        }
        { New-OfoxTool Get-Dynamic } | Should -Throw '*Code*mandatory*-Bind*'
        Get-Result (New-OfoxTool Get-Dynamic -Bind @{ Code = 'x' }) 'Get-Dynamic({})' | Should -BeExactly 'code x'
    }

    It 'a script block whose error would name something internal' {
        $caught = try { New-OfoxTool -ScriptBlock { param([Parameter(Mandatory)] [scriptblock] $x) } } catch { $_ }
        "$caught" | Should -Not -Match 'OfoxTool[0-9a-f]'
    }
}

Describe '-Tool takes' {
    It 'all kinds together, with hashtables and JSON' {
        $null = ofox hi -Tool Get-Double, (Get-Command Get-Date), { 1 }, (New-OfoxTool Get-Item), @{ name = 'a' }, '{"name":"b"}'
        (Get-LastGatewayRequest -Ended).Json.tools | ForEach-Object { $_.function.name } |
            Should -Be 'Get-Double', 'Get-Date', 'script', 'Get-Item', 'a', 'b'
    }

    It 'no two tools of one name' {
        { ofox hi -Tool Get-Double, Get-Double } | Should -Throw "*'Get-Double'*-Name*"
        { ofox hi -Tool { 1 }, { 2 } } | Should -Throw "*'script'*-Name*"
    }

    It 'nothing' {
        (ofox hi -Tool @()).Content | Should -BeExactly 'hi'
    }

    It 'what Set-OfoxConfiguration keeps' {
        Set-OfoxConfiguration -Tool Get-Double
        try { (ofox 'call Get-Double({"Number":2})').ToolInvocations[0].Result | Should -BeExactly '4' }
        finally { Set-OfoxConfiguration -Tool $null }
    }
}
