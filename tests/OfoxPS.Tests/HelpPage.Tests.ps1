# The pages of Get-Help say of each cmdlet and parameter what is so.

BeforeDiscovery {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $pageCases = @(Get-ChildItem "$root/docs/en-US/*.md" | ForEach-Object { @{ Name = $_.BaseName; Path = $_.FullName } })
}

BeforeAll { . (Join-Path $PSScriptRoot 'common.ps1') }

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
