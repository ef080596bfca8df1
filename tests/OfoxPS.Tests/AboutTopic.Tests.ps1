# The about topics: about_OfoxPS tells what is so, and each fits a terminal.

BeforeDiscovery {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $topicCases =
        @(Get-ChildItem "$root/docs/en-US/*.help.txt" | ForEach-Object { @{ Name = $_.Name -replace '\.help\.txt$'; Path = $_.FullName } })
}

BeforeAll { . (Join-Path $PSScriptRoot 'common.ps1') }

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
