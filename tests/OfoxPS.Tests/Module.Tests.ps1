# What ships: manifest, files, importing in fresh processes, the ids and categories of errors, help.

BeforeDiscovery {
    # Where one package is tested on many machines, nothing is built beside the root manifest.
    $root = Split-Path (Split-Path $PSScriptRoot)
    $places = @(@{ Place = 'the built folder'; Manifest = '' })
    if (Test-Path "$root/bin") { $places += @{ Place = 'the root of the checkout'; Manifest = "$root/OfoxPS.psd1" } }
    $commands = 'ConvertTo-OfoxRequest', 'ConvertTo-OfoxSchema', 'Export-OfoxConversation', 'Get-OfoxConfiguration', 'Get-OfoxConversation', 'Get-OfoxModel', 'Get-OfoxStream',
            'Get-OfoxTestRequest', 'Get-OfoxUsage', 'Import-OfoxCheckpoint', 'Import-OfoxConversation', 'Invoke-OfoxChat',
        'New-OfoxMessage', 'New-OfoxTestResponse', 'New-OfoxTool', 'Set-OfoxConfiguration', 'Test-OfoxConnection', 'Use-OfoxCassette', 'Use-OfoxTestResponse'

    $failures = @(
        @{ Id = 'OfoxMissingApiKey'; When = 'there is no key'; Call = { $env:OFOX_API_KEY = ''; ofox hi } }
        @{ Id = 'OfoxAuthenticationFailed'; When = 'the key is wrong'; Call = { ofox hi -ApiKey wrong } }
        @{ Id = 'OfoxAuthenticationFailed'; When = 'the key is wrong for every item'; Call = { 1..3 | ofox hi -ApiKey wrong } }
        @{ Id = 'OfoxInsufficientCredits'; When = 'the account is empty'; Call = { ofox hi -Model fault/402 } }
        @{ Id = 'OfoxPermissionDenied'; When = 'the model is not allowed'; Call = { ofox hi -Model fault/403 } }
        @{ Id = 'OfoxModelNotFound'; When = 'the model is unknown'; Call = { ofox hi -Model nobody/nothing } }
        @{ Id = 'OfoxEndpointNotFound'; When = 'the path is wrong'; Call = { ofox hi -BaseUri "$env:OFOX_BASE_URL/elsewhere" } }
        @{ Id = 'OfoxInsecureEndpoint'; When = 'the key would travel in the clear'; Call = { ofox hi -BaseUri http://ofox.invalid/v1 } }
        @{ Id = 'OfoxConnectionFailed'; When = 'nobody listens'; Call = { ofox hi -BaseUri http://127.0.0.1:1/v1 } }
        @{ Id = 'OfoxInvalidRequest'; When = 'the gateway refuses the request'; Call = { ofox hi -Model fault/400 } }
        @{ Id = 'OfoxInvalidRequest'; When = 'the gateway cannot process it'; Call = { ofox hi -Model fault/422 } }
        @{ Id = 'OfoxRequestTooLarge'; When = 'the request is too large'; Call = { ofox hi -Model fault/413 } }
        @{ Id = 'OfoxRateLimited'; When = 'the limit is reached'; Call = { ofox hi -Model fault/429 } }
        @{ Id = 'OfoxRateLimited'; When = 'the limit is reached, item by item'; Call = { 1..2 | ofox hi -Model fault/429 } }
        @{ Id = 'OfoxServerError'; When = 'the server fails'; Call = { ofox hi -Model fault/500 } }
        @{ Id = 'OfoxServerError'; When = 'a proxy fails in HTML'; Call = { ofox hi -Model fault/html502 } }
        @{ Id = 'OfoxServerError'; When = 'the server fails in an answer of status 200'; Call = { ofox hi -Model fault/ok-error } }
        @{ Id = 'OfoxInvalidResponse'; When = 'a sign-in page answers'; Call = { ofox hi -Model fault/html } }
        @{ Id = 'OfoxInvalidResponse'; When = 'the answer is empty'; Call = { ofox hi -Model fault/empty } }
        @{ Id = 'OfoxInvalidResponse'; When = 'the answer is half of its JSON'; Call = { ofox hi -Model fault/bad-json } }
        @{ Id = 'OfoxTimeout'; When = 'the server is silent'; Call = { ofox hi -Model fault/silence -OperationTimeoutSeconds 0.2 } }
        @{ Id = 'OfoxTimeout'; When = 'the call takes too long'; Call = { ofox hi -Model fault/silence -TimeoutSeconds 0.2 } }
        @{ Id = 'OfoxStreamTruncated'; When = 'a stream ends early'; Call = { ofox 'one two three' -Stream -Model fault/truncated 6>$null } }
        @{ Id = 'OfoxStreamError'; When = 'a stream holds an error'; Call = { Get-OfoxStream 'one two three' -Model fault/stream-error } }
        @{ Id = 'OfoxInvalidArgument'; When = 'the prompt is empty'; Call = { ofox '' } }
        @{ Id = 'OfoxInvalidArgument'; When = 'an item is null'; Call = { $null | ofox hi } }
        @{ Id = 'OfoxInvalidArgument'; When = 'an item is a directory'; Call = { Get-Item $PSScriptRoot | ofox hi } }
        @{ Id = 'OfoxInvalidArgument'; When = 'messages are mixed with text'; Call = { 'text', (New-OfoxMessage hi) | ofox } }
        @{ Id = 'OfoxFileError'; When = 'an image is missing'; Call = { ofox hi -Image ./no-such-image.png } }
        @{ Id = 'OfoxInvalidArgument'; When = 'an image is none'; Call = { ofox hi -Image ([Text.Encoding]::ASCII.GetBytes('no image')) } }
        @{ Id = 'OfoxInvalidArgument'; When = 'ExtraBody holds the model'; Call = { ofox hi -ExtraBody @{ model = 'x' } } }
        @{ Id = 'OfoxCassetteMiss'; When = 'there is no cassette'; Call = { Use-OfoxCassette ./no-such-cassette.json { ofox hi } } }
        @{ Id = 'OfoxCassetteMiss'; When = 'a test has no more responses'; Call = { Use-OfoxTestResponse one { ofox 1; ofox 2 } } }
        @{ Id = 'OfoxUnusedResponse'; When = 'a test has too many responses'; Call = { Use-OfoxTestResponse one, two { ofox 1 } } }
        @{ Id = 'OfoxInvalidArgument'; When = 'a message is empty'; Call = { New-OfoxMessage } }
        @{ Id = 'OfoxInvalidArgument'; When = 'a tool message names no call'; Call = { New-OfoxMessage 1 -Role tool } }
        @{ Id = 'OfoxFileError'; When = 'the content of a message is a missing file'; Call = { New-OfoxMessage hi -Image ./no-such-image.png } }
    )

    $refusals = @(
        @{ Value = '-Temperature 3'; Call = { ofox hi -Temperature 3 } }
        @{ Value = '-MaxTokens none'; Call = { ofox hi -MaxTokens none } }
        @{ Value = '-Routing fastest'; Call = { ofox hi -Routing fastest } }
        @{ Value = '-Tool ''{'''; Call = { ofox hi -Tool '{' } }
        @{ Value = '-ResponseFormat ''{'''; Call = { ofox hi -ResponseFormat '{' } }
        @{ Value = '-Message 3'; Call = { ofox hi -Message 3 } }
        @{ Value = '-Role teacher'; Call = { New-OfoxMessage hi -Role teacher } }
        @{ Value = '-BaseUri ftp'; Call = { Set-OfoxConfiguration -BaseUri 'ftp://ofox.invalid' -ErrorAction Stop; ofox hi } }
    )
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
    $script:Ids = 'OfoxAuthenticationFailed', 'OfoxPermissionDenied', 'OfoxInsufficientCredits', 'OfoxModelNotFound', 'OfoxEndpointNotFound',
        'OfoxInvalidRequest', 'OfoxInvalidArgument', 'OfoxFileError', 'OfoxRequestTooLarge', 'OfoxRateLimited', 'OfoxServerError', 'OfoxConnectionFailed', 'OfoxTimeout', 'OfoxStreamError',
        'OfoxStreamTruncated', 'OfoxInvalidResponse', 'OfoxMissingApiKey', 'OfoxInsecureEndpoint', 'OfoxToolLimit', 'OfoxRefused',
        'OfoxOutputTruncated', 'OfoxSchemaMismatch', 'OfoxCassetteMiss', 'OfoxUnusedResponse',
        'OfoxTooManyFailures', 'OfoxBudgetExceeded', 'OfoxCheckpointMismatch'
}

Describe 'The manifest' {
    It 'exports exactly these commands' {
        $Module.ExportedCmdlets.Keys | Sort-Object | Should -Be 'ConvertTo-OfoxRequest', 'ConvertTo-OfoxSchema', 'Export-OfoxConversation', 'Get-OfoxConfiguration', 'Get-OfoxConversation', 'Get-OfoxModel', 'Get-OfoxStream',
            'Get-OfoxTestRequest', 'Get-OfoxUsage', 'Import-OfoxCheckpoint', 'Import-OfoxConversation', 'Invoke-OfoxChat',
            'New-OfoxMessage', 'New-OfoxTestResponse', 'New-OfoxTool', 'Set-OfoxConfiguration', 'Test-OfoxConnection', 'Use-OfoxCassette', 'Use-OfoxTestResponse'
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
        # RequiredAssemblies and NestedModules would load before they are needed.
        $Manifest.Keys | Should -Not -Contain 'RequiredAssemblies'
        $Manifest.Keys | Should -Not -Contain 'NestedModules'
    }

    It 'has the version of the assembly in bin/<_>' -ForEach 'net8.0', 'net472' {
        [Reflection.AssemblyName]::GetAssemblyName("$($Module.ModuleBase)/bin/$_/OfoxPS.dll").Version | Should -Be "$($Module.Version).0"
    }
}

Describe 'The folder' {
    It 'holds nothing but what users need' {
        Get-ChildItem $Module.ModuleBase -Force | ForEach-Object Name | Sort-Object |
            Should -Be ('bin', 'CHANGELOG.md', 'en-US', 'LICENSE', 'OfoxPS.Format.ps1xml', 'OfoxPS.psd1', 'OfoxPS.Types.ps1xml', 'README.md' | Sort-Object)
    }

    It 'ships for <Framework> only <Expected>' -ForEach @(
        @{ Framework = 'net8.0'; Expected = 'OfoxPS.dll', 'System.Net.ServerSentEvents.dll' }
        @{ Framework = 'net472'; Expected = 'Microsoft.Bcl.AsyncInterfaces.dll', 'OfoxPS.dll', 'System.Buffers.dll', 'System.IO.Pipelines.dll',
            'System.Memory.dll', 'System.Net.ServerSentEvents.dll', 'System.Numerics.Vectors.dll', 'System.Runtime.CompilerServices.Unsafe.dll',
            'System.Text.Encodings.Web.dll', 'System.Text.Json.dll', 'System.Threading.Tasks.Extensions.dll' }
    ) {
        Get-ChildItem "$($Module.ModuleBase)/bin/$Framework" -Recurse -Force | ForEach-Object Name | Sort-Object | Should -Be ($Expected | Sort-Object)
    }

    It 'never ships PowerShell itself' {
        Get-ChildItem $Module.ModuleBase -Recurse -Force -Filter System.Management.Automation* | Should -BeNullOrEmpty
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
    BeforeEach {
        Reset-TestEnvironment
        # Retries are another matter: here each failure is met once.
        Set-OfoxConfiguration -MaximumRetryCount 0
    }

    AfterAll { Reset-TestEnvironment }

    It 'is <Id> with a real category when <When>' -ForEach $failures {
        $global:Error.Clear()
        try { $null = . $Call 2>$null } catch { $null = $_ }
        $global:Error | Should -Not -BeNullOrEmpty
        foreach ($record in $global:Error) {
            $record.FullyQualifiedErrorId -replace ',.*' | Should -BeExactly $Id -Because $record
            $record.CategoryInfo.Category | Should -Not -Be 'NotSpecified'
            $record.Exception | Should -BeOfType OfoxPS.OfoxException
        }

        $Ids | Should -Contain $Id
    }

    It 'has a real category when a parameter refuses <Value>' -ForEach $refusals {
        $record = $null
        try { $null = . $Call } catch { $record = $_ }
        $record | Should -Not -BeNullOrEmpty
        $record.CategoryInfo.Category | Should -Not -Be 'NotSpecified'
        $record.FullyQualifiedErrorId | Should -BeLike '*,OfoxPS.Commands.*Command'
    }

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

    It 'has three examples or more, each with a command and an explanation' {
        $examples = @($help.examples.example)
        $examples.Count | Should -BeGreaterOrEqual 3
        foreach ($example in $examples) {
            "$($example.code)$($example.introduction.Text)$($example.remarks.Text)" | Should -Match 'ofox' -Because $example.title
            ($example | Out-String).Trim().Length | Should -BeGreaterThan 60
        }
    }

    It 'describes every parameter, and no other' {
        $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
        $parameters = (Get-Command $_).Parameters
        $real = @($parameters.Keys | Where-Object { $common -notcontains $_ -and $parameters[$_].Attributes.DontShow -notcontains $true } | Sort-Object)
        $described = @($help.parameters.parameter | Where-Object { $_ -and $common -notcontains $_.name })
        @($described | ForEach-Object name | Sort-Object) | Should -Be $real
        foreach ($parameter in $described) { "$($parameter.description.Text)".Trim().Length | Should -BeGreaterThan 10 -Because $parameter.name }
    }

    It 'says what goes in and what comes out' {
        "$($help.inputTypes.inputType.type.name)" | Should -Not -BeNullOrEmpty
        "$($help.returnValues.returnValue.type.name)" | Should -Not -BeNullOrEmpty
    }
}
