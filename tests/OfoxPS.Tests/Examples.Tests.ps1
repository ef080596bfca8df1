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

    $pageCases = @($pages | ForEach-Object { @{ Name = $_.BaseName; Path = $_.FullName } })
    $ruleCases =
        @($notRun | ForEach-Object { $_ + @{ Matching = @($blocks.Code -like "*$([WildcardPattern]::Escape($_.Marker))*").Count } })
    $topicCases =
        @(Get-ChildItem "$root/docs/en-US/*.help.txt" | ForEach-Object { @{ Name = $_.Name -replace '\.help\.txt$'; Path = $_.FullName } })
    $sampleCases = @(Get-ChildItem "$root/docs/samples/*.ps1" | ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } })
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')

    function Initialize-ExampleFolder([string] $Path) {
        $null = New-Item $Path -ItemType Directory -Force
        foreach ($name in 'cat', 'before', 'after') { $null = New-TestPng (Join-Path $Path "$name.png") 640 480 }
        $null = New-TestPdf (Join-Path $Path invoice.pdf) 2
        Set-Content (Join-Path $Path 'app.log') '08:00 started', '08:05 error: disk full', '', '08:06 stopped'
        Set-Content (Join-Path $Path 'web.log') '09:00 GET / 500'
        foreach ($name in 'notes', 'a', 'b') { Set-Content (Join-Path $Path "$name.txt") "The fox is in $name." }
        Set-Content (Join-Path $Path 'texts.csv') 'Text,Language', 'good morning,Spanish', 'good night,French'
        Push-Location $Path
        try {
            git init --quiet
            git config user.name Fox
            git config user.email fox@example.com
            git commit --quiet --allow-empty --message start
            Set-Content fox.txt 'The fox sleeps.'
            git add fox.txt
            git commit --quiet --message 'Add a fox'
            Set-Content fox.txt 'The fox runs.', 'It is fast.'
        } finally { Pop-Location }
    }

    # A folder with a program npx, for npx -y @modelcontextprotocol/server-filesystem FOLDER: it starts npm's server where OFOXPS_TEST_MCP
    # names
    # a folder node_modules with it, and one of the tests otherwise.
    function New-TestNpx([string] $Path) {
        $program = (Get-ChildItem (Join-Path $Root 'tests/OfoxPS.McpServer/bin/Release/*/OfoxPS.McpServer.dll')).FullName
        $server = if ($env:OFOXPS_TEST_MCP) { "node `"$env:OFOXPS_TEST_MCP/@modelcontextprotocol/server-filesystem/dist/index.js`"" } else {
            "dotnet `"$program`" files" }
        $folder = (New-Item (Join-Path $Path npx) -ItemType Directory -Force).FullName
        Set-Content (Join-Path $folder npx.cmd) '@echo off', "$server %3"
        Set-Content (Join-Path $folder npx) '#!/bin/sh', "exec $server `"`$3`""
        if ($PSEdition -ne 'Desktop' -and -not $IsWindows) { chmod +x (Join-Path $folder npx) }
        $folder
    }

    function Get-ParseError([string] $Code) {
        $errors = $null
        $null = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $errors)
        $errors
    }

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

Describe 'The READMEs' {
    BeforeAll {
        # The fenced blocks of a page, without the comments, which each page has in its own language.
        function Get-Snippet([string] $Name) {
            $page = [System.IO.File]::ReadAllText((Join-Path $script:Root $Name)) -replace "`r"
            foreach ($block in [regex]::Matches($page, '(?ms)^```(\w*)\n(.*?)^```$')) {
                $code = $block.Groups[2].Value
                if ($block.Groups[1].Value -ne 'text') { $code = ($code -replace '(?m) *# .*$').Trim() }
                "$($block.Groups[1].Value): $code"
            }
        }
    }

    It 'have the same snippets and outputs, in the same order' {
        $english = @(Get-Snippet README.md)
        $english.Count | Should -BeGreaterThan 12
        @(Get-Snippet README.es.md) -join "`n---`n" | Should -BeExactly ($english -join "`n---`n")
    }

    It 'show what comes out' {
        Reset-TestEnvironment
        $folder = Join-Path $TestDrive 'readme'
        Initialize-ExampleFolder $folder
        # Times differ, and the first word is timed where it is slow; spaces at the ends of lines are not seen.
        function Format-Output([string] $Text) {
            ($Text -replace 'first word [^,]+, all ' -replace '\d+(\.\d+)? s\b', 'N s' -replace '(?m) +$' -replace "`r").Trim() }

        $page = [System.IO.File]::ReadAllText((Join-Path $script:Root README.md)) -replace "`r"
        $shown = [regex]::Matches($page, '(?ms)^```powershell\n((?:(?!^```).)*?)^```\n\n```text\n(.*?)^```$')
        $shown.Count | Should -BeGreaterThan 1
        Push-Location $folder
        try {
            foreach ($pair in $shown) {
                $output = & { . ([scriptblock]::Create($pair.Groups[1].Value)) } 6>$null | Out-String -Width 120
                Format-Output $output | Should -BeExactly (Format-Output $pair.Groups[2].Value)
            }

            $failure = [regex]::Match($page, "(?m)^PS> (ofox .* -ApiKey wrong)\n((?:(?!``````)[^\n]*\n)+)")
            $record = try { & ([scriptblock]::Create($failure.Groups[1].Value)) } catch { $_ }
            "Invoke-OfoxChat: $($record.Exception.Message)`n`n  Recommendation: $($record.ErrorDetails.RecommendedAction)" -replace
                'req_\w+', 'req_000000000001' |
                Should -BeExactly $failure.Groups[2].Value.Trim()
        } finally { Pop-Location }
    }

    It 'link to what is there: <_>' -ForEach 'README.md', 'README.es.md' {
        $page = [System.IO.File]::ReadAllText((Join-Path $script:Root $_))
        $links = @([regex]::Matches($page, '(?:\]\(|src="|srcset=")(?!https?:|#)([^)"#]+)') | ForEach-Object { $_.Groups[1].Value })
        $links.Count | Should -BeGreaterThan 5
        $links | Where-Object { -not (Test-Path (Join-Path $script:Root $_)) } | Should -BeNullOrEmpty
    }

    It 'name only parameters and cmdlets that exist' {
        $commands = (Get-Module OfoxPS).ExportedCommands
        $page = [System.IO.File]::ReadAllText((Join-Path $script:Root README.md)) +
            [System.IO.File]::ReadAllText((Join-Path $script:Root README.es.md))
        [regex]::Matches($page, '\b[A-Z][a-z]+-Ofox\w+') | ForEach-Object { $_.Value } | Where-Object { -not $commands.ContainsKey($_) } |
            Should -BeNullOrEmpty
    }
}

Describe 'Help of <Name>' -ForEach $pageCases {
    BeforeAll {
        # The texts of the parameters, by name, and all the rest.
        function Get-ParameterText([string] $PagePath) {
            $found = @{}
            $page = [System.IO.File]::ReadAllText($PagePath) -replace "`r"
            foreach ($match in [regex]::Matches($page, '(?ms)^### -(\w+)\n\n(.*?)(?=^##+ |\z)')) {
                $found[$match.Groups[1].Value] = $match.Groups[2].Value.Trim()
            }
            $found
        }

        $text = [System.IO.File]::ReadAllText($Path) -replace "`r"
        $described = Get-ParameterText $Path
        $parameters = @((Get-Command $Name).Parameters.Values | Where-Object {
            [System.Management.Automation.Cmdlet]::CommonParameters -notcontains $_.Name })
        $commands = (Get-Module OfoxPS).ExportedCommands
    }

    It 'describes each parameter and no other' {
        ($described.Keys | Sort-Object) -join ' ' | Should -Be (($parameters.Name | Sort-Object) -join ' ')
        $text | Should -Not -Match '\{\{'
    }

    It 'says the type, the position and the pipeline input of each parameter' {
        $expected = foreach ($parameter in $parameters) {
            $type = [Nullable]::GetUnderlyingType($parameter.ParameterType)
            if (-not $type) { $type = $parameter.ParameterType }
            $set = @($parameter.ParameterSets.Values)[0]
            $position = if ($set.Position -lt 0) { 'Named' } else { $set.Position }
            "$($parameter.Name) $($type.FullName) $position $($set.ValueFromPipeline)"
        }
        $said = foreach ($key in $described.Keys) {
            "$key " + (@('^Type: (.+)$', '^  Position: (.+)$', '^  ValueFromPipeline: (.+)$' | ForEach-Object {
                [regex]::Match($described[$key], "(?m)$_").Groups[1].Value }) -join ' ')
        }
        ($said | Sort-Object) -join "`n" | Should -Be (($expected | Sort-Object) -join "`n")
    }

    It 'lists the words that a parameter accepts, as tab completion does' {
        $expected = foreach ($parameter in $parameters) {
            $kinds = @($parameter.Attributes | ForEach-Object { $_.GetType().Name })
            if ($kinds -contains 'ValidateSetAttribute' -or
                @($parameter.Attributes | Where-Object { $_.GetType().Name -eq 'WordsAttribute' -and $_.IsStrict })) {
                $line = "$Name -$($parameter.Name) "
                "$($parameter.Name): " + (@((TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Sort-Object) -join ' ')
            }
        }
        $said = foreach ($key in $described.Keys) {
            $list = [regex]::Match($described[$key], '(?m)^AcceptedValues:\n((?:- .*\n)+)').Groups[1].Value
            if ($list) {
                "${key}: " + (@([regex]::Matches($list, '- (.*)') | ForEach-Object { $_.Groups[1].Value } | Sort-Object) -join ' ') }
        }
        ($said | Sort-Object) -join "`n" | Should -Be (($expected | Sort-Object) -join "`n")
    }

    It 'says the same of a parameter as the other pages' {
        $differing = foreach ($other in Get-ChildItem (Join-Path (Split-Path $Path) '*.md') | Where-Object BaseName -NE $Name) {
            $theirs = Get-ParameterText $other.FullName

            # What these say of a tool is not what they say of a request or a message.
            $own = @(if ($Name -eq 'New-OfoxTool' -or $other.BaseName -eq 'New-OfoxTool') { 'WhatIf', 'Confirm', 'Name' })
            if ($Name, $other.BaseName -like 'Use-Ofox*') { $own += 'ScriptBlock', 'InputObject', 'Repeat', 'Speed', 'Path' }
            if ($Name, $other.BaseName -eq 'Set-OfoxConfiguration') { $own += 'InputObject', 'WhatIf', 'Confirm', 'Header', 'PassThru' }
            if ($Name, $other.BaseName -eq 'New-OfoxTool') { $own += 'OutputAs' }
            if ($Name, $other.BaseName -eq 'Get-OfoxModel') { $own += 'Name' }
            if ($Name, $other.BaseName -eq 'Import-OfoxCheckpoint') { $own += 'As', 'Path', 'Property' }
            if ($Name, $other.BaseName -eq 'Save-OfoxMedia') { $own += 'Path', 'InputObject', 'PassThru', 'WhatIf', 'Confirm' }
            if ($Name, $other.BaseName -eq 'New-OfoxMessage') { $own += 'Image' }
            if ($Name, $other.BaseName -eq 'ConvertTo-OfoxSchema') { $own += 'InputObject', 'SchemaPath', 'Strict' }
            if ($Name, $other.BaseName -like '*-OfoxConversation') { $own += 'Path', 'InputObject', 'WhatIf', 'Confirm' }
            if ($Name, $other.BaseName -eq 'Import-OfoxCheckpoint') { $own += 'Path', 'As' }
            if ($Name, $other.BaseName -match 'McpServer$|^Invoke-OfoxTool$') {
                $own += 'Name', 'Command', 'Header', 'TimeoutSeconds', 'AllowUnencryptedAuthentication', 'Tool', 'WhatIf', 'Confirm' }
            if ($Name, $other.BaseName -eq 'New-OfoxTestResponse') { $own += 'ToolCall', 'Content' }
            $described.Keys | Where-Object { $own -notcontains $_ -and $theirs.ContainsKey($_) -and $theirs[$_] -cne $described[$_] } |
                ForEach-Object { "$_ in $($other.Name)" }
        }
        $differing | Should -BeNullOrEmpty
    }

    It 'names no page for Get-Help -Online, because there is no site of the repository yet' {
        { Get-Help $Name -Online } | Should -Throw '*is not specified*'
        Get-Help $Name | Out-String | Should -Not -Match 'Online Version'
    }

    It 'leaves the breaking of lines to the console' {
        foreach ($parameter in (Get-Help $Name -Full).parameters.parameter) {
            foreach ($paragraph in $parameter.description.Text -split '\n\s*\n') {
                $paragraph -split "`n" | Where-Object { $_ -match '^ {0,3}[^\s|-]' } | Select-Object -Skip 1 | Should -BeNullOrEmpty
            }
        }
    }

    It 'has at least three examples, numbered' {
        $numbers = @([regex]::Matches($text, '(?m)^### Example (\d+): \S') | ForEach-Object { [int] $_.Groups[1].Value })
        $numbers.Count | Should -BeGreaterOrEqual 3
        $numbers -join ' ' | Should -Be ((1..$numbers.Count) -join ' ')
    }

    It 'names only parameters and cmdlets that exist' {
        $known = @($commands.Values | ForEach-Object { $_.Parameters.Keys }) + 'ProgressAction'
        $known += 'Parallel'   # of ForEach-Object
        # Examples have parameters of other commands too; they are run. So is what stands between backticks with a command.
        $prose = [regex]::Replace($text, '(?ms)^```.*?^```|`[^`]*`', '')
        [regex]::Matches($prose, '(?<![\w-])-([A-Z]\w+)') | ForEach-Object { $_.Groups[1].Value } |
            Where-Object { $known -notcontains $_ } | Should -BeNullOrEmpty
        [regex]::Matches($text, '\b[A-Z][a-z]+-Ofox\w+') | ForEach-Object { $_.Value } |
            Where-Object { -not $commands.ContainsKey($_) } | Should -BeNullOrEmpty
    }
}

Describe 'about_OfoxPS' {
    BeforeAll {
        $lines = [System.IO.File]::ReadAllLines((Join-Path $script:Root 'docs/en-US/about_OfoxPS.help.txt'))
        $about = $lines -join "`n"
    }

    It 'lists each error id, with the category that it has' {
        $assembly = (Get-Command Invoke-OfoxChat).ImplementingType.Assembly
        $category = $assembly.GetType('OfoxPS.Shell.Showing.ErrorRecords').GetMethod(
            'CategoryOf', [System.Reflection.BindingFlags] 'NonPublic, Static')
        $kindOf = [OfoxPS.OfoxException].GetProperty('Kind', [System.Reflection.BindingFlags] 'NonPublic, Instance')
        $expected = foreach ($kind in [Enum]::GetValues($assembly.GetType('OfoxPS.OfoxErrorKind'))) {
            $failure = [OfoxPS.OfoxException]::new('x')
            $kindOf.SetValue($failure, $kind)
            # A file that cannot be written has the other category; the topic names both.
            "$kind $($category.Invoke($null, @($failure)))"
        }
        $said = [regex]::Matches($about, '(?m)^    (Ofox[A-Z]\w+) +([A-Z]\w+)(?:  | or)') |
            ForEach-Object { "$($_.Groups[1].Value) $($_.Groups[2].Value)" }
        ($said | Sort-Object) -join "`n" | Should -Be (($expected | Sort-Object) -join "`n")
    }

    It 'asks about several at once, and has the answers in the order of the input' {
        $example = [regex]::Match($about, '(?s)come in the order of the input:\n(.*?)\n    about_OfoxPS_Batch').Groups[1].Value
        $folder = (New-Item (Join-Path $TestDrive several) -ItemType Directory).FullName
        1..3 | ForEach-Object { Set-Content (Join-Path $folder "$_.log") "error $_" }
        Reset-TestEnvironment
        Push-Location $folder
        try { $rows = & ([scriptblock]::Create($example)) } finally { Pop-Location }
        $rows.File | Should -Be '1.log', '2.log', '3.log'
        $rows[2].Content | Should -BeLike '*error 3*'
    }

    # ForEach-Object -Parallel is of PowerShell 7.
    It 'asks about many at once as it says' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $example = [regex]::Match($about, '(?s)reaches them all:\n(.*?)\n    Answers come').Groups[1].Value
        $folder = (New-Item (Join-Path $TestDrive many) -ItemType Directory).FullName
        1..3 | ForEach-Object { Set-Content (Join-Path $folder "$_.log") "error $_" }
        Reset-TestEnvironment
        Push-Location $folder
        $paths = $env:PSModulePath
        try {
            # Each runspace finds the module by its name, as an installed one.
            $env:PSModulePath = (Split-Path (Split-Path (Get-Module OfoxPS).ModuleBase)) + [System.IO.Path]::PathSeparator + $paths
            $rows = & ([scriptblock]::Create($example))
        } finally {
            $env:PSModulePath = $paths
            Pop-Location
        }
        $rows.File | Sort-Object | Should -Be '1.log', '2.log', '3.log'
        @((Get-GatewayRequest).Json.model | Select-Object -Unique) | Should -Be 'openai/gpt-4o-mini'
        Reset-TestEnvironment
    }

    It 'keeps the defaults of a module out of the session' {
        $example = [regex]::Match($about, '(?s)top of its \.psm1:\n(.*?)\n    This variable').Groups[1].Value
        Reset-TestEnvironment
        $module = New-Module TicketKind ([scriptblock]::Create($example)) | Import-Module -PassThru
        try {
            Get-TicketKind 'It is slow.' | Should -BeLike '*It is slow.'
            $null = ofox 'my own'
        } finally { Remove-Module $module }
        $sent = @(Get-GatewayRequest)
        $sent[0].Json.model, $sent[0].Json.messages[0].content, $sent[1].Json.messages[0].content |
            Should -Be 'openai/gpt-4o-mini', 'You sort support tickets.', 'my own'
        $sent[1].Json.model | Should -Not -Be 'openai/gpt-4o-mini'
    }

    It 'marks the errors that stop a pipeline' {
        $assembly = (Get-Command Invoke-OfoxChat).ImplementingType.Assembly
        $scope = [OfoxPS.OfoxException].GetProperty('Scope', [System.Reflection.BindingFlags] 'NonPublic, Instance')
        $expected = foreach ($kind in [Enum]::GetValues($assembly.GetType('OfoxPS.OfoxErrorKind'))) {
            $exception = [OfoxPS.OfoxException]::new()
            $exception.GetType().GetProperty('Kind', [System.Reflection.BindingFlags] 'NonPublic, Instance').SetValue($exception, $kind)
            if ("$($scope.GetValue($exception))" -ne 'Input') { "$kind" }
        }
        $rows = [regex]::Matches($about, '(?m)^    (Ofox[A-Z]\w+) +[A-Z]\w+  .*\n(?: {20,}.*\n)*')
        $said = $rows | Where-Object { $_.Value -match 'Stops\.' } | ForEach-Object { $_.Groups[1].Value }
        ($said | Sort-Object) -join ' ' | Should -Be (($expected | Sort-Object) -join ' ')
    }
}

Describe 'The topic <Name>' -ForEach $topicCases {
    It 'fits a terminal of 80 columns and needs no encoding' {
        $lines = [System.IO.File]::ReadAllLines($Path)
        $lines | Where-Object { $_.Length -gt 80 } | Should -BeNullOrEmpty
        $lines -join '' | Should -Not -Match '[^\x00-\x7F]'
        $lines[0..1] -join '' | Should -Be "TOPIC    $Name"
    }

    It 'names only cmdlets that exist' {
        $commands = (Get-Module OfoxPS).ExportedCommands
        [regex]::Matches([System.IO.File]::ReadAllText($Path), '\b[A-Z][a-z]+-Ofox\w+') | ForEach-Object { $_.Value } |
            Where-Object { -not $commands.ContainsKey($_) } | Should -BeNullOrEmpty
    }
}

Describe 'Samples' {
    BeforeAll {
        # A sample runs in a session of its own, that finds the module by its name. What it would write to a process's output and error
        # are texts.
        function Invoke-Sample([string] $Sample, [string[]] $Argument, [hashtable] $Environment = @{}) {
            $words = $Argument | Where-Object { $_ } |
                ForEach-Object { if ($_ -match '^-[A-Z]\w*$') { $_ } else { "'$($_ -replace "'", "''")'" } }
            $folderOfModules = Split-Path (Get-Module OfoxPS).ModuleBase
            if ((Split-Path $folderOfModules -Leaf) -eq 'OfoxPS') { $folderOfModules = Split-Path $folderOfModules }
            $Environment = $Environment +
                @{ PSModulePath = $folderOfModules + [System.IO.Path]::PathSeparator + $env:PSModulePath; NO_COLOR = '1' }
            $before = @{}
            foreach ($name in $Environment.Keys) {
                $before[$name] = [Environment]::GetEnvironmentVariable($name)
                [Environment]::SetEnvironmentVariable($name, $Environment[$name])
            }

            $session = [powershell]::Create()
            $null = $session.AddScript(
                "Set-Location '$folder'; `$global:LASTEXITCODE = 0; & '$script:Root/docs/samples/$Sample' $words 3>&1 4>&1 6>&1 |
                ForEach-Object { if (`$_ -is [System.Management.Automation.VerboseRecord]) { `"VERBOSE: `$_`" } else { `$_ } } | Out-String -Width 200")
            $failure = $null
            try { $output = -join $session.Invoke() } catch { $failure = $_ } finally {
                foreach ($name in $before.Keys) {
                    if ($null -eq $before[$name]) { Remove-Item "env:$name" } else {
                    [Environment]::SetEnvironmentVariable($name, $before[$name]) } }
            }

            $code = if ($failure) { 1 } else { $session.Runspace.SessionStateProxy.GetVariable('LASTEXITCODE') }
            $errors = "$(@($session.Streams.Error) + $failure | Out-String -Width 500)"
            $session.Dispose()
            [pscustomobject]@{ ExitCode = $code; Output = $output; Error = $errors }
        }

        function Add-Text([string] $Name, [string] $Value) {
            $null = New-Item (Split-Path $Name) -ItemType Directory -Force
            [System.IO.File]::WriteAllText($Name, $Value)
        }

        $wrongKey = @{ OFOX_API_KEY = 'wrong' }
    }

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

    Context 'caption-images.ps1' {
        It 'writes a row for each image' {
            $run = Invoke-Sample caption-images.ps1 '.', 'captions.csv'
            $run.ExitCode | Should -Be 0 -Because $run.Error
            $rows = @(Import-Csv (Join-Path $folder captions.csv))
            $rows.File -join ' ' | Should -Be 'after.png before.png cat.png'
            $rows[0].AltText | Should -BeLike '*`[image png 640x480 33 bytes detail=low`]'
            $rows[0].Model | Should -Be 'openai/gpt-4o'
            [int] $rows[0].Tokens | Should -BeGreaterThan 0
            $run.Output | Should -BeLike '3 of 3 images described*'
        }

        It 'names the image that cannot be sent, and goes on' {
            Add-Text (Join-Path $folder broken.png) ''
            $run = Invoke-Sample caption-images.ps1 '.'
            $run.ExitCode | Should -Be 1
            @(Import-Csv (Join-Path $folder captions.csv)).File -join ' ' | Should -Be 'after.png before.png cat.png'
            "$($run.Output)$($run.Error)" | Should -BeLike '*broken.png*is empty*'
        }

        It 'says that there is no image' {
            $null = New-Item (Join-Path $folder empty) -ItemType Directory
            (Invoke-Sample caption-images.ps1 'empty').ExitCode | Should -Be 2
            Get-GatewayRequest | Should -BeNullOrEmpty
        }

        It 'stops at a wrong key' {
            $run = Invoke-Sample caption-images.ps1 '.' -Environment $wrongKey
            $run.ExitCode | Should -Be 3
            $run.Error | Should -Match 'refused the API key'
            @(Get-GatewayRequest).Count | Should -Be 1
        }
    }

    Context 'commit-message.ps1' {
        BeforeEach {
            $author = @{
                GIT_AUTHOR_NAME = 'Fox'; GIT_AUTHOR_EMAIL = 'fox@example.com'; GIT_COMMITTER_NAME = 'Fox';
            GIT_COMMITTER_EMAIL = 'fox@example.com' }
        }

        It 'prints a message for what is staged, and commits nothing' {
            git -C $folder add fox.txt
            $run = Invoke-Sample commit-message.ps1
            $run.ExitCode | Should -Be 0 -Because $run.Error
            $run.Output | Should -BeLike '*+The fox runs.*'
            @(Get-GatewayRequest).Count | Should -Be 1
            git -C $folder log -1 --format=%s | Should -Be 'Add a fox'
        }

        It 'commits with -Commit' {
            git -C $folder add fox.txt
            (Invoke-Sample commit-message.ps1 '-Commit' -Environment $author).ExitCode | Should -Be 0
            git -C $folder log -1 --format=%B | Out-String | Should -BeLike '*+The fox runs.*'
        }

        It 'commits nothing with -WhatIf, but shows the message' {
            git -C $folder add fox.txt
            $run = Invoke-Sample commit-message.ps1 '-Commit', '-WhatIf' -Environment $author
            $run.ExitCode | Should -Be 0 -Because $run.Error
            $run.Output | Should -BeLike '*+The fox runs.*'
            git -C $folder log -1 --format=%s | Should -Be 'Add a fox'
        }

        It 'says that the request failed, and commits nothing, with <Model>' -ForEach @(
            @{ Model = 'no/such' }, @{ Model = 'fault/500?retry_after_ms=1' }
        ) {
            git -C $folder add fox.txt
            $run = Invoke-Sample commit-message.ps1 '-Commit', '-Model', $Model -Environment $author
            $run.ExitCode | Should -Be 2
            # It ends at the error, and does not go on without an answer.
            $run.Error | Should -Not -Match 'gave no message'
            git -C $folder log -1 --format=%s | Should -Be 'Add a fox'
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

    Context 'unattended.ps1' {
        BeforeEach {
            Add-Text (Join-Path $folder 'in/a.txt') 'First ticket.'
            Add-Text (Join-Path $folder 'in/b.txt') 'Second ticket.'
            $always = '-Path', 'in', '-OutPath', 'out', '-LogPath', 'task.log'
            $log = Join-Path $folder task.log
        }

        It 'summarises each file, and the second run pays for nothing' {
            $run = Invoke-Sample unattended.ps1 $always
            $run.ExitCode | Should -Be 0 -Because $run.Error
            [System.IO.File]::ReadAllText((Join-Path $folder 'out/a.txt.summary.txt')) | Should -BeLike '*First ticket.*'
            [System.IO.File]::ReadAllText((Join-Path $folder 'out/b.txt.summary.txt')) | Should -BeLike '*Second ticket.*'
            $log | Should -Not -Exist

            (Invoke-Sample unattended.ps1 $always).ExitCode | Should -Be 0
            @(Get-GatewayRequest).Count | Should -Be 2
        }

        It 'ends with <Code> and logs <Id>' -ForEach @(
            @{ Model = 'fault/401'; Code = 2; Id = 'OfoxAuthenticationFailed'; Requests = 1 }
            @{ Model = 'no/such'; Code = 3; Id = 'OfoxModelNotFound'; Requests = 1 }
            @{ Model = 'fault/429?retry_after=60'; Code = 4; Id = 'OfoxRateLimited'; Requests = 1; Logged = 1;
                With = '-MaximumWaitSeconds', '2' }
            @{ Model = 'fault/500?retry_after_ms=1'; Code = 4; Id = 'OfoxServerError'; Requests = 10 }
            @{ Model = 'fault/413'; Code = 5; Id = 'OfoxRequestTooLarge'; Requests = 2 }
        ) {
            $run = Invoke-Sample unattended.ps1 ($always + '-Model', $Model + @($With | Where-Object { $_ }))
            $run.ExitCode | Should -Be $Code -Because $run.Error
            $lines = @([System.IO.File]::ReadAllLines($log))
            $lines.Count | Should -Be $(if ($Logged) { $Logged } elseif ($Code -lt 4) { 1 } else { 2 })
            $lines | Should -Match "^\d{4}-\d\d-\d\dT\S+  $Id  "
            @(Get-GatewayRequest).Count | Should -Be $Requests
        }

        It 'takes a refusal for no summary, and asks again the next time' {
            $run = Invoke-Sample unattended.ps1 ($always + '-Model', 'openai/gpt-4o?refuse=true')
            $run.ExitCode | Should -Be 5 -Because $run.Error
            $run.Output | Should -BeLike '*0 summaries written, 2 errors; the first: a.txt refused: *'
            [System.IO.File]::ReadAllText($log) | Should -Match 'NoSummary  .*a\.txt  refused: '
            @(Get-ChildItem (Join-Path $folder out)).Count | Should -Be 0
            (Invoke-Sample unattended.ps1 $always).ExitCode | Should -Be 0
        }

        It 'needs a key' {
            $run = Invoke-Sample unattended.ps1 $always -Environment @{ OFOX_API_KEY = '' }
            $run.ExitCode | Should -Be 2
            [System.IO.File]::ReadAllText($log) | Should -Match '  OfoxMissingApiKey  -  '
            $run.Output | Should -BeLike '*0 summaries written, 1 error: OfoxMissingApiKey: There is no API key*'
        }

        It 'ends with <Code> where <Variable> is <Value>' -ForEach @(
            @{ Variable = 'OFOX_MAX_COST'; Value = 'abc'; Code = 3; Id = 'OfoxInvalidArgument' }
            @{ Variable = 'OFOX_BASE_URL'; Value = 'localhost:99'; Code = 3; Id = 'OfoxInvalidArgument' }
            @{ Variable = 'OFOX_MAX_COST'; Value = '0'; Code = 2; Id = 'OfoxBudgetExceeded' }
        ) {
            $run = Invoke-Sample unattended.ps1 $always -Environment @{ $Variable = $Value }
            $run.ExitCode | Should -Be $Code -Because $run.Error
            $lines = @([System.IO.File]::ReadAllLines($log))
            $lines.Count | Should -Be 1
            $lines[0] | Should -Match "  $Id  -  "
            $run.Output | Should -BeLike "*0 summaries written, 1 error: ${Id}: *"
        }

        It 'sends several at once' {
            (Invoke-Sample unattended.ps1 ($always + '-ThrottleLimit', '4')).ExitCode | Should -Be 0
            @(Get-GatewayRequest).Count | Should -Be 2
        }

        It 'says what went wrong where the log cannot be written' {
            $run = Invoke-Sample unattended.ps1 ('-Path', 'in', '-OutPath', 'out', '-LogPath', 'in') -Environment @{ OFOX_API_KEY = '' }
            $run.ExitCode | Should -Be 2
            $run.Error | Should -Match 'The log cannot be written: '
            $run.Error | Should -Match '  OfoxMissingApiKey  -  There is no API key'
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
