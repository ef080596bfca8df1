# What ships: manifest, files, importing in fresh processes, the ids and categories of errors, help.

BeforeDiscovery {
    # Where one package is tested on many machines, nothing is built beside the root manifest.
    $root = Split-Path (Split-Path $PSScriptRoot)
    $places = @(@{ Place = 'the built folder'; Manifest = '' })
    if (Test-Path "$root/bin") { $places += @{ Place = 'the root of the checkout'; Manifest = "$root/OfoxPS.psd1" } }
    $commands = 'ConvertTo-OfoxRequest', 'ConvertTo-OfoxSchema', 'Export-OfoxConversation', 'Get-OfoxConfiguration', 'Get-OfoxConversation',
        'Get-OfoxModel', 'Get-OfoxStream',
            'Get-OfoxTestRequest', 'Get-OfoxUsage', 'Import-OfoxCheckpoint', 'Import-OfoxConversation', 'Invoke-OfoxChat',
                'Invoke-OfoxTool',
        'New-OfoxMessage', 'New-OfoxTestResponse', 'New-OfoxTool', 'Save-OfoxMedia', 'Set-OfoxConfiguration', 'Stop-OfoxTestBlock',
            'Test-OfoxConnection', 'Use-OfoxCassette', 'Use-OfoxTestResponse'
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    $script:Module = Get-Module OfoxPS
    $script:Count = $Module.ExportedCmdlets.Count
    $script:Manifest = & ([scriptblock]::Create([IO.File]::ReadAllText("$($Module.ModuleBase)/OfoxPS.psd1")))

    # A new process of the same PowerShell, which has imported nothing; what the script writes, as objects.
    function Invoke-Fresh([string] $Script, [string] $Manifest) {
        if (-not $Manifest) { $Manifest = "$($Module.ModuleBase)/OfoxPS.psd1" }
        $whole = "`$ErrorActionPreference = 'Stop'; `$ProgressPreference = 'SilentlyContinue'; `$psd1 = '$Manifest'; ConvertTo-Json -Compress -Depth 4 @(& { $Script })"
        $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($whole))
        $arguments = $ShellArgument + '-NoProfile', '-NonInteractive', '-OutputFormat', 'Text', '-EncodedCommand', $encoded
        $lines = & $Shell @arguments
        $LASTEXITCODE | Should -Be 0 -Because "the process said: $lines"
        $lines | Out-String | ConvertFrom-Json | ForEach-Object { $_ }
    }

    # The ids that scripts catch errors by. One may be added; none is ever taken away or renamed.
    $script:Ids = 'OfoxAuthenticationFailed', 'OfoxPermissionDenied', 'OfoxInsufficientCredits', 'OfoxModelNotFound',
        'OfoxEndpointNotFound',
        'OfoxInvalidRequest', 'OfoxInvalidArgument', 'OfoxFileError', 'OfoxRequestTooLarge', 'OfoxRateLimited', 'OfoxServerError',
            'OfoxConnectionFailed', 'OfoxTimeout', 'OfoxStreamError',
        'OfoxStreamTruncated', 'OfoxInvalidResponse', 'OfoxMissingApiKey', 'OfoxInsecureEndpoint', 'OfoxToolLimit', 'OfoxRefused',
        'OfoxOutputTruncated', 'OfoxSchemaMismatch', 'OfoxCassetteMiss', 'OfoxUnusedResponse',
        'OfoxTooManyFailures', 'OfoxBudgetExceeded', 'OfoxCheckpointMismatch', 'OfoxToolFailed'
}

Describe 'The manifest' {
    It 'exports exactly these commands' {
        $Module.ExportedCmdlets.Keys | Sort-Object |
            Should -Be 'Connect-OfoxMcpServer', 'ConvertTo-OfoxRequest', 'ConvertTo-OfoxSchema', 'Disconnect-OfoxMcpServer',
            'Export-OfoxConversation', 'Get-OfoxConfiguration', 'Get-OfoxConversation', 'Get-OfoxMcpServer', 'Get-OfoxModel',
            'Get-OfoxStream',
            'Get-OfoxTestRequest', 'Get-OfoxUsage', 'Import-OfoxCheckpoint', 'Import-OfoxConversation', 'Invoke-OfoxChat',
                'Invoke-OfoxTool',
            'New-OfoxMessage', 'New-OfoxTestResponse', 'New-OfoxTool', 'Save-OfoxMedia', 'Set-OfoxConfiguration', 'Stop-OfoxTestBlock',
                'Test-OfoxConnection', 'Use-OfoxCassette', 'Use-OfoxTestResponse'
        $Module.ExportedAliases.Keys | Should -Be 'ofox'
        $Module.ExportedFunctions.Count | Should -Be 0
        $Module.ExportedVariables.Count | Should -Be 0
    }

    It 'leaves no export to a wildcard' {
        foreach ($kind in 'CmdletsToExport', 'AliasesToExport', 'FunctionsToExport', 'VariablesToExport') {
            $Manifest.ContainsKey($kind) | Should -BeTrue -Because $kind
            $Manifest[$kind] -match '\*' | Should -BeNullOrEmpty -Because $kind
        }
    }

    It 'forgets no cmdlet of the assembly' {
        $classes = [OfoxPS.ChatMessage].Assembly.GetExportedTypes() |
            ForEach-Object { $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) } |
            ForEach-Object { "$($_.VerbName)-$($_.NounName)" }
        $classes | Sort-Object | Should -Be @($Module.ExportedCmdlets.Keys | Sort-Object)
    }

    It 'uses approved verbs' {
        $Module.ExportedCmdlets.Values.Verb | Where-Object { @((Get-Verb).Verb) -notcontains $_ } | Should -BeNullOrEmpty
    }

    It 'is valid, and says what galleries and users look for' {
        $valid = Test-ModuleManifest "$($Module.ModuleBase)/OfoxPS.psd1"
        $valid.Guid | Should -Be '7d0e6f52-5b1c-4c0e-9a43-1f6b8d2c94ea'
        $valid.PowerShellVersion | Should -Be '5.1'
        $valid.CompatiblePSEditions | Should -Be 'Desktop', 'Core'
        $Manifest.DotNetFrameworkVersion | Should -Be '4.7.2'
        foreach ($text in $valid.Author, $valid.Description, $valid.Copyright, $valid.LicenseUri, $valid.ProjectUri, $valid.ReleaseNotes) {
            $text | Should -Not -BeNullOrEmpty
        }

        foreach ($tag in 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS') { $valid.Tags | Should -Contain $tag }
        # They would load before they are needed. Windows PowerShell reads the types file, which names the assembly, before the root module.
        $required = if ($PSEdition -eq 'Core') { @() } else { @('bin/net472/OfoxPS.dll') }
        @($Manifest.RequiredAssemblies) -join ' ' | Should -Be ($required -join ' ')
        $Manifest.Keys | Should -Not -Contain 'NestedModules'
    }

    # Windows PowerShell takes the build for .NET Framework whatever these variables hold.
    It 'takes bin/<Folder> where OS is "<OS>" and PROCESSOR_ARCHITECTURE is "<Processor>"' -Skip:($PSEdition -eq 'Desktop') -ForEach @(
        @{ OS = 'Windows_NT'; Processor = 'AMD64'; Folder = 'win-x64' }
        @{ OS = 'Windows_NT'; Processor = 'ARM64'; Folder = 'net8.0' }
        @{ OS = 'Windows_NT'; Processor = 'x86'; Folder = 'net8.0' }
        @{ OS = ''; Processor = ''; Folder = 'net8.0' }
        @{ OS = ''; Processor = 'AMD64'; Folder = 'net8.0' }
    ) {
        $before = $env:OS, $env:PROCESSOR_ARCHITECTURE
        try {
            $env:OS = $OS
            $env:PROCESSOR_ARCHITECTURE = $Processor
            $chosen = & ([scriptblock]::Create([IO.File]::ReadAllText("$($Module.ModuleBase)/OfoxPS.psd1")))
        } finally { $env:OS, $env:PROCESSOR_ARCHITECTURE = $before }

        $chosen.RootModule | Should -Be "bin/$Folder/OfoxPS.dll"
    }

    It 'has the version of the assembly in bin/<_>' -ForEach 'net8.0', 'win-x64', 'net472' {
        [Reflection.AssemblyName]::GetAssemblyName("$($Module.ModuleBase)/bin/$_/OfoxPS.dll").Version | Should -Be "$($Module.Version).0"
    }
}

Describe 'Importing from <Place>' -ForEach $places {
    It 'gives the commands and the alias, without an error' {
        $found = Invoke-Fresh 'Import-Module $psd1; Get-Command -Module OfoxPS | Sort-Object Name | ForEach-Object Name; (Get-Alias ofox).Definition; $Error.Count' $Manifest
        $found | Should -Be (@($Module.ExportedCmdlets.Keys | Sort-Object) + 'Invoke-OfoxChat' + 0)
    }

    It 'again by force, and after removal, keeps every command' {
        $found = Invoke-Fresh @'
            Import-Module $psd1; Import-Module $psd1 -Force; Import-Module $psd1 -Force
            (Get-Command -Module OfoxPS -CommandType Cmdlet).Count; (Get-Alias ofox).Definition; (New-OfoxMessage forced).Content
            Remove-Module OfoxPS
            (Get-Command Invoke-OfoxChat, ofox -ErrorAction Ignore).Count
            Import-Module $psd1
            (Get-Command -Module OfoxPS -CommandType Cmdlet).Count; (Get-Alias ofox).Definition; (New-OfoxMessage again).Content
'@ $Manifest
        $found | Should -Be $Count, 'Invoke-OfoxChat', 'forced', 0, $Count, 'Invoke-OfoxChat', 'again'
    }

    # Windows PowerShell lacks nearly all of them; what ships for it is held above.
    It 'loads of its own folder no more than this PowerShell lacks' -Skip:($PSEdition -eq 'Desktop') {
        $expected = if ($PSVersionTable.PSVersion -ge '7.6.0') { 'OfoxPS.dll' } else { 'OfoxPS.dll', 'System.Net.ServerSentEvents.dll' }
        $found = Invoke-Fresh @'
            Import-Module $psd1
            $null = Get-OfoxStream 'one two'
            [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object Location | Where-Object { $_ -and $_.StartsWith((Split-Path $psd1)) } | Split-Path -Leaf | Sort-Object
            # Wherever they come from, there is one of each: two would not know each other's types.
            [AppDomain]::CurrentDomain.GetAssemblies() | Group-Object { $_.GetName().Name } | Where-Object { $_.Count -gt 1 -and $_.Name -match 'Json|ServerSentEvents|OfoxPS' } | ForEach-Object Name
'@ $Manifest
        $found | Should -Be $expected
    }

    # .NET Framework does not count what a process allocates.
    # Twice as much in the types and format files goes beyond it.
    It 'allocates less than 5 MB' -Skip:($PSEdition -eq 'Desktop') {
        $bytes = Invoke-Fresh '$before = [GC]::GetTotalAllocatedBytes($true); Import-Module $psd1; [GC]::GetTotalAllocatedBytes($true) - $before' $Manifest
        $bytes | Should -BeLessThan 5MB
    }

    It 'finds the help of every cmdlet and of the module' {
        $found = Invoke-Fresh @'
            Import-Module $psd1
            Get-Command -Module OfoxPS -CommandType Cmdlet | ForEach-Object { @((Get-Help $_.Name -Full).examples.example).Count -ge 3 }
            [bool] (Get-Help about_OfoxPS | Out-String).Contains('OfoxPS')
'@ $Manifest
        $found | Should -Be (, $true * ($Count + 1))
    }
}

Describe 'An error' {
    It 'has an id that is published, whatever its kind' {
        $kinds = [Enum]::GetNames([OfoxPS.ChatMessage].Assembly.GetType('OfoxPS.OfoxErrorKind', $true))
        $kinds.Count | Should -BeGreaterThan 10
        $kinds | Where-Object { $Ids -notcontains $_ } | Should -BeNullOrEmpty
    }
}

Describe 'The help of <_>' -ForEach $commands {
    BeforeAll { $help = Get-Help $_ -Full }

    It 'says what it does in words of its own' {
        $help.Synopsis | Should -Not -BeLike "*$_*" -Because 'PowerShell shows the syntax there where it finds no help'
        ($help.description | Out-String).Trim().Length | Should -BeGreaterThan 40
    }

    It 'describes every parameter, and no other' {
        $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
        $parameters = (Get-Command $_).Parameters
        $real = @($parameters.Keys | Where-Object { $common -notcontains $_ -and $parameters[$_].Attributes.DontShow -notcontains $true } |
            Sort-Object)
        $described = @($help.parameters.parameter | Where-Object { $_ -and $common -notcontains $_.name })
        @($described | ForEach-Object name | Sort-Object) | Should -Be $real
        foreach ($parameter in $described) {
            "$($parameter.description.Text)".Trim().Length | Should -BeGreaterThan 10 -Because $parameter.name }
    }

    It 'says what goes in and what comes out' {
        "$($help.inputTypes.inputType.type.name)" | Should -Not -BeNullOrEmpty
        "$($help.returnValues.returnValue.type.name)" | Should -Not -BeNullOrEmpty
    }
}
