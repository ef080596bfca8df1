# In whose session a tool runs: it sees what its caller sees, and changes nothing there.

BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-Double { param([int] $Number) 2 * $Number }
    function Get-Result($Tool, [string] $Call) { (ofox "call $Call" -Tool $Tool).ToolInvocations[0].Result }
}

Describe 'A tool runs in the session of the caller' {
    BeforeAll { $ofCaller = 'caller' }

    It 'and sees the caller''s variables' {
        $local = 'local'
        Get-Result { "$ofCaller $local" } 'script({})' | Should -BeExactly 'caller local'
    }

    It 'and sees functions of the scope that it is called from' {
        function Test-Inner {
            $inner = 'inner'
            function Get-InnerThing { "from $inner" }
            (ofox 'call Get-InnerThing({})' -Tool Get-InnerThing).ToolInvocations[0].Result
        }
        Test-Inner | Should -BeExactly 'from inner'
    }

    It 'and keeps a closure''s variables' {
        function New-Closed { $kept = 'kept'; New-OfoxTool -Name closed -ScriptBlock { $kept }.GetNewClosure() }
        Get-Result (New-Closed) 'closed({})' | Should -BeExactly 'kept'
    }

    It 'where a module offers its private functions' {
        $module = New-Module {
            $script:word = 'private'
            function Get-Hidden { param([int] $x) "$script:word $x" }
            function Test-Hidden {
                (ofox 'call Get-Hidden({"x":1}) call script({})' -Tool Get-Hidden, { Get-Hidden 2 }).ToolInvocations.Result }
            function Get-HiddenTool { New-OfoxTool Get-Hidden }
            Export-ModuleMember Test-Hidden, Get-HiddenTool
        }
        Import-Module $module
        try {
            Test-Hidden | Should -Be 'private 1', 'private 2'
            Get-Result (Get-HiddenTool) 'Get-Hidden({"x":3})' | Should -BeExactly 'private 3'
            { New-OfoxTool Get-Hidden } | Should -Throw "*'Get-Hidden'*"
        } finally { Remove-Module $module }
    }

    It 'and leaves no variable behind, nor changes one' {
        $Name = 'mine'
        $OfoxArguments = 'mine'
        $before = @(Get-Variable -Scope 0).Name
        $tool = New-OfoxTool Get-Item
        $null = ofox 'call Get-Item({"Path":["."]}) call Get-Double({"Number":1})' -Tool $tool, Get-Double,
            (New-OfoxTool Get-Date -OutputAs Table)
        $Name | Should -BeExactly 'mine'
        $OfoxArguments | Should -BeExactly 'mine'
        @(Get-Variable -Scope 0).Name | Where-Object { $_ -notin $before -and $_ -notin 'before', 'tool', '_' } | Should -BeNullOrEmpty
    }

    It 'and leaves $_ and $args alone' {
        $seen = 'a', 'b' | ForEach-Object { $null = ofox 'call Get-Double({"Number":1})' -Tool Get-Double; $_ }
        $seen | Should -Be 'a', 'b'
        function Test-Argument { $null = ofox 'call Get-Double({"Number":1})' -Tool Get-Double; "$args" }
        Test-Argument x y | Should -BeExactly 'x y'
    }

    It 'whatever $ErrorActionPreference is' {
        $script = { 'before'; Write-Error 'bad'; 'after' }
        $ErrorActionPreference = 'Continue'
        Get-Result $script 'script({})' | Should -BeExactly "before`nafter`nERROR: bad"
        $ErrorActionPreference = 'Stop'
        Get-Result $script 'script({})' | Should -Match 'ERROR: bad'
        $ErrorActionPreference = 'SilentlyContinue'
        Get-Result $script 'script({})' | Should -Match 'before\nafter'
    }

    It 'under strict mode, which is an answer where the tool breaks it' {
        Set-StrictMode -Version Latest
        Get-Result { $noSuchVariable } 'script({})' | Should -Match 'ERROR:.*noSuchVariable'
        Get-Result { param([int] $x) "fine $x" } 'script({"x":1})' | Should -BeExactly 'fine 1'
    }

    It 'and is the function of the moment when the tool was made' {
        function Get-Changing { param([string] $a) "one $a" }
        $tool = New-OfoxTool Get-Changing
        function Get-Changing { param([string] $b) "two $b" }
        Get-Result $tool 'Get-Changing({"a":"x"})' | Should -BeExactly 'one x'
    }

    It 'and may ask a model itself' {
        Get-Result { (ofox 'inner question').Content } 'script({})' | Should -BeExactly 'inner question'
    }
}
