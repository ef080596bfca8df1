# What the documentation shows is run here, so that it cannot promise what is not so.

BeforeDiscovery {
    $root = Split-Path (Split-Path $PSScriptRoot)

    # Blocks that are only parsed. Each rule says why, and must still match a block.
    $notRun = @(
        @{ Marker = '{ Stop-OfoxTestBlock }'; Because = 'BeforeEach and AfterEach belong to a file of Pester' }
        @{ Marker = '# needs a server of your own'; Because = 'there is no such server here' }
        @{ Marker = '# needs the module Microsoft.PowerShell.SecretManagement'; Because = 'the module is not a dependency' }
        @{ Marker = '# needs a model that';
            Because = 'no model of the test gateway draws or speaks unless its id says so, as in AnswerMedia.Tests.ps1' }
        @{ Marker = '# needs a release of the module'; Because = 'it unpacks a release' }
        @{ Marker = '# makes the module'; Because = 'it builds the module, which has happened already' }
    )

    function Get-PowerShellBlock([string] $Path) {
        $lines = [System.IO.File]::ReadAllLines($Path)
        $title = ''
        $block = $null
        for ($i = 0; $i -lt $lines.Count; $i++) {
            if ($null -ne $block) {
                if ($lines[$i] -eq '```') {
                    @{ File = Split-Path $Path -Leaf; Title = $title; Line = $start; Code = $block -join "`n" }
                    $block = $null
                } else { $block += $lines[$i] }
            } elseif ($lines[$i] -eq '```powershell') {
                $block = @()
                $start = $i + 2
            } elseif ($lines[$i] -match '^##+ (.*)') { $title = $Matches[1] }
        }
    }

    $pages = @(Get-ChildItem "$root/docs/en-US/*.md")
    $blocks = @($pages.FullName + "$root/README.md" | ForEach-Object { Get-PowerShellBlock $_ })
    foreach ($block in $blocks) {
        $block.Reason = ($notRun | Where-Object { $block.Code.Contains($_.Marker) } | ForEach-Object { $_.Because }) -join '; '
        if ($PSEdition -eq 'Desktop' -and $block.Code.Contains('OfoxMcpServer')) { $block.Reason = 'MCP servers need PowerShell 7.4' }
    }

    $ruleCases =
        @($notRun | ForEach-Object { $_ + @{ Matching = @($blocks.Code -like "*$([WildcardPattern]::Escape($_.Marker))*").Count } })
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    . (Join-Path $PSScriptRoot 'examples.ps1')

    # How many requests a block means to send at least.
    function Measure-Request([string] $Code) {
        $ast = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $null)
        @($ast.FindAll({ param($node) $node -is [System.Management.Automation.Language.CommandAst] }, $true) |
            Where-Object {
                $_.GetCommandName() -in 'ofox', 'Invoke-OfoxChat', 'Get-OfoxStream' -and
                $_.CommandElements.ParameterName -notcontains 'WhatIf' } |
            Where-Object {
                # What a test answers is not sent.
                for ($node = $_; $node -and
                    -not ($node -is [System.Management.Automation.Language.CommandAst] -and $node.GetCommandName() -like 'Use-Ofox*'); ) {
                    $node = $node.Parent }
                -not $node
            }).Count
    }
}

Describe 'Examples' {
    BeforeAll {
        $folder = Join-Path $TestDrive 'examples'
        Initialize-ExampleFolder $folder
        $paths = $env:PATH
        $env:PATH = (New-TestNpx $TestDrive) + [System.IO.Path]::PathSeparator + $paths
    }

    AfterAll { $env:PATH = $paths }

    BeforeEach {
        Reset-TestEnvironment
        Push-Location $folder
    }

    AfterEach {
        Get-OfoxMcpServer | Disconnect-OfoxMcpServer
        Pop-Location
    }

    It 'runs <File>, line <Line>: <Title>' -ForEach @($blocks | Where-Object { -not $_.Reason }) {
        # In a scope of its own, with every stream caught: what an example prints is not the tests' output.
        $output = @(& { . ([scriptblock]::Create($Code)) } *>&1)
        $trouble = @($output | Where-Object {
            $_ -is [System.Management.Automation.ErrorRecord] -or $_ -is [System.Management.Automation.WarningRecord] })
        $trouble | Should -BeNullOrEmpty
        @(Get-GatewayRequest | Where-Object status -EQ 200).Count | Should -BeGreaterOrEqual (Measure-Request $Code)
        @(Get-GatewayRequest | Where-Object status -NE 200) | Should -BeNullOrEmpty
    }

    It 'parses <File>, line <Line>: <Title>, which is not run because <Reason>' -ForEach @($blocks | Where-Object { $_.Reason }) {
        Get-ParseError $Code | Should -BeNullOrEmpty
    }

    It 'still needs the rule that leaves out "<Marker>"' -ForEach $ruleCases {
        $Matching | Should -BeGreaterThan 0
    }
}
