# The scripts in docs/samples, run as a user runs them.

BeforeDiscovery {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $sampleCases = @(Get-ChildItem "$root/docs/samples/*.ps1" | ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } })
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    . (Join-Path $PSScriptRoot 'examples.ps1')
    . (Join-Path $PSScriptRoot 'samples.ps1')
}

Describe 'Samples' {
    BeforeEach {
        Reset-TestEnvironment
        $folder = Join-Path $TestDrive ([guid]::NewGuid())
        Initialize-ExampleFolder $folder
    }

    It '<Name> parses and says how to use it' -ForEach $sampleCases {
        Get-ParseError ([System.IO.File]::ReadAllText($Path)) | Should -BeNullOrEmpty
        $help = Get-Help $Path
        $help.Synopsis | Should -Match '\.$'
        @($help.examples.example).Count | Should -BeGreaterOrEqual 1
        $undescribed = $help.parameters.parameter | Where-Object { -not $_.description.Text -and $_.name -notin 'WhatIf', 'Confirm' }
        $undescribed.name | Should -BeNullOrEmpty
        $ast = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref] $null, [ref] $null)
        $ast.ParamBlock.Attributes.TypeName.Name | Should -Contain 'CmdletBinding'
        # The model is the user's choice: a parameter, Set-OfoxConfiguration or OFOX_MODEL.
        $ast.FindAll(
            { param($node) $node -is [System.Management.Automation.Language.StringConstantExpressionAst] -and
            $node.Value -match '^[a-z-]+/[a-z]+-' }, $true) | Should -BeNullOrEmpty
    }

    Context 'tools-inventory.ps1' {
        It 'writes the text, asks the model of OFOX_MODEL, and shows the calls with -Verbose' {
            $run = Invoke-Sample tools-inventory.ps1 'call Get-ChildItem({"Filter":"app*"})',
                '-Verbose' -Environment @{ OFOX_MODEL = 'openai/gpt-4o-mini' }
            $run.ExitCode | Should -Be 0 -Because $run.Error
            ($run.Output -split '\r?\n')[-2] | Should -BeLike 'Get-ChildItem answered: *app.log*'
            $run.Output | Should -BeLike '*VERBOSE: Tool call Get-ChildItem(*'
            @(Get-GatewayRequest).Json.model | Should -Be 'openai/gpt-4o-mini', 'openai/gpt-4o-mini'
        }
    }

    Context 'tools-bound.ps1' {
        It 'writes the text' {
            $run = Invoke-Sample tools-bound.ps1 'app.log', 'call Find-LogLine({"Text":"error"})'
            $run.ExitCode | Should -Be 0 -Because $run.Error
            $run.Output.Trim() | Should -BeLike 'Find-LogLine answered: *disk full*'
        }
    }

    # It requires PowerShell 7.4.
    Context 'mcp-read-folder.ps1' -Skip:($PSEdition -eq 'Desktop') {
        It 'lets the model look at the files of the folder, and change none' {
            $path = $folder -replace '\\', '/'
            $question = "call list_directory({`"path`":`"$path`"}) call write_file({`"path`":`"$path/app.log`",`"content`":`"x`"})"
            $run = Invoke-Sample mcp-read-folder.ps1 $folder,
                $question -Environment @{ PATH = (New-TestNpx $TestDrive) + [System.IO.Path]::PathSeparator + $env:PATH }
            $run.ExitCode | Should -Be 0 -Because $run.Error
            $run.Output | Should -BeLike '*app.log*'
            $offered = @(Get-GatewayRequest)[0].Json.tools.function.name
            $offered | Should -Contain 'read_text_file'
            $offered | Should -Not -Contain 'write_file'
            (@(Get-GatewayRequest)[-1].Json.messages.content -join "`n") | Should -BeLike '*no tool ''write_file''*'
            Get-Content (Join-Path $folder app.log) | Should -Contain '08:00 started'
        }
    }

    Context 'classify-log-lines.ps1' {
        It 'writes a row for each line' {
            Add-Text (Join-Path $folder lines.log) "one`ntwo`n`nthree`n"
            $run = Invoke-Sample classify-log-lines.ps1 'lines.log'
            $run.ExitCode | Should -Be 0 -Because $run.Error
            $rows = @(Import-Csv (Join-Path $folder classified.csv))
            $rows.Line | Should -Be 'one', 'two', 'three'
            $rows[0].Kind | Should -BeExactly 'normal'
            [int] $rows[0].Severity | Should -BeIn (1..5)
            $run.Output | Should -BeLike '3 of 3 lines*'
        }

        It 'names the line whose answer does not fit, and goes on' {
            Add-Text (Join-Path $folder lines.log) "one`nsay: no`nthree`n"
            $run = Invoke-Sample classify-log-lines.ps1 'lines.log'
            $run.ExitCode | Should -Be 1
            @(Import-Csv (Join-Path $folder classified.csv)).Line | Should -Be 'one', 'three'
            "$($run.Output)$($run.Error)" | Should -BeLike '*say: no*does not fit*'
        }
    }

    Context 'invoices-to-csv.ps1' {
        It 'writes a row for each line of an invoice' {
            $run = Invoke-Sample invoices-to-csv.ps1 '.'
            $run.ExitCode | Should -Be 0 -Because $run.Error
            $rows = @(Import-Csv (Join-Path $folder invoices.csv))
            $rows.File -join ' ' | Should -Be 'after.png before.png cat.png invoice.pdf'
            $rows[0].Date | Should -Match '^\d{4}-\d\d-\d\d$'
            [double]::Parse($rows[0].Amount, [cultureinfo]::CurrentCulture) | Should -BeGreaterThan 0
            $run.Output | Should -BeLike '4 of 4 invoices*'
        }
    }

    Context 'triage-processes.ps1' {
        It 'returns findings, from one request' {
            $run = Invoke-Sample triage-processes.ps1 '-First', '3'
            $run.ExitCode | Should -Be 0 -Because $run.Error
            $run.Output | Should -Match 'Risk'
            $request = @(Get-GatewayRequest)
            $request.Count | Should -Be 1
            $request[0].Json.messages[0].content | Should -Match 'WorkingSet64'
            $request[0].Json.response_format.json_schema.strict | Should -BeTrue
        }
    }

    Context 'ask-with-tools-by-hand.ps1' {
        It 'runs the function that the model asks for, and gives back the answer' {
            $run = Invoke-Sample ask-with-tools-by-hand.ps1 'call get_processes({"count":2})'
            $run.ExitCode | Should -Be 0 -Because $run.Error
            $answer = $run.Output.Trim() -replace '^get_processes answered: ' | ConvertFrom-Json
            @($answer).Count | Should -Be 2
            $answer[0].MemoryMiB | Should -BeGreaterThan 0
            @(Get-GatewayRequest).Count | Should -Be 2
        }

        It 'tells the model about "<Asked>" instead of running it' -ForEach @(
            @{ Asked = 'call get_processes({"count":1000})'; Said = 'count must be from 1 to 50' }
            @{ Asked = 'call remove_all({})'; Said = 'There is no function' }
        ) {
            $run = Invoke-Sample ask-with-tools-by-hand.ps1 $Asked
            $run.ExitCode | Should -Be 0 -Because $run.Error
            $run.Output | Should -Match "answered: Error: .*$Said"
        }

        It 'ends when the model never stops asking' {
            $run = Invoke-Sample ask-with-tools-by-hand.ps1 'Which disk is full?', '-Model', 'openai/gpt-4o?endless=true', '-MaximumRounds',
                '2'
            $run.ExitCode | Should -Be 2
            @(Get-GatewayRequest).Count | Should -Be 3
        }
    }

    Context 'the help of a sample' {
        It 'describes each parameter of <Name>, and no other' -ForEach @(
            Get-ChildItem (Join-Path $PSScriptRoot '../../docs/samples') -Recurse -Filter *.ps1 |
                ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } }
        ) {
            $script = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref] $null, [ref] $null)
            $functions = $script.FindAll({ $args[0] -is [System.Management.Automation.Language.FunctionDefinitionAst] }, $true)
            foreach ($block in @($script) + @($functions | ForEach-Object Body)) {
                $help = if ($block -eq $script) { $script.GetHelpContent() } else { $block.Parent.GetHelpContent() }
                if ($help) {
                    $taken = @($block.ParamBlock.Parameters | ForEach-Object { $_.Name.VariablePath.UserPath.ToUpperInvariant() } |
                        Sort-Object)
                    @($help.Parameters.Keys | Sort-Object) -join ' ' | Should -Be ($taken -join ' ')
                }
            }
        }
    }
}
