# Tab completion of the parameters that say what a tool is.

BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Completion' {
    BeforeAll {
        function Get-Completion([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText }
    }

    It 'of -Command and -Tool knows the commands' {
        Get-Completion 'New-OfoxTool Get-TimeZ' | Should -Contain 'Get-TimeZone'
        Get-Completion 'ofox hi -Tool Get-TimeZ' | Should -Contain 'Get-TimeZone'
    }

    It 'of -Parameter and -Exclude knows the parameters of the command' {
        Get-Completion 'New-OfoxTool Get-Item -Parameter Lit' | Should -BeExactly 'LiteralPath'
        Get-Completion 'New-OfoxTool gi -Exclude Path, Lit' | Should -BeExactly 'LiteralPath'
        Get-Completion 'New-OfoxTool Get-Item -Parameter Verb' | Should -BeNullOrEmpty
    }

    It 'of -ParameterSetName knows the sets of the command' {
        Get-Completion 'New-OfoxTool Get-Item -ParameterSetName ' | Should -Be 'LiteralPath', 'Path'
    }

    It 'of -ToolChoice knows the tools that are named' {
        Get-Completion 'ofox hi -Tool Get-Date, Get-Item -ToolChoice ' | Should -Be 'auto', 'none', 'required', 'Get-Date', 'Get-Item'
        Get-Completion 'ofox hi -Tool Get-Date -ToolChoice Get' | Should -BeExactly 'Get-Date'
    }
}
