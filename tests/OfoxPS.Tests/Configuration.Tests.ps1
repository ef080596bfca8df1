# Where settings come from, which one wins, what is shown of them, and that each one reaches the request.

BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-SentHeader([string] $Name) { (Get-LastGatewayRequest -Ended).headers.$Name }
    function Get-SentBody { (Get-LastGatewayRequest -Ended).Json }
    function ConvertTo-Secure([string] $Text) { ConvertTo-SecureString $Text -AsPlainText -Force }
}

Describe 'Precedence' {
    BeforeEach { Reset-TestEnvironment }

    It 'of the model: parameter, configuration, environment, default' {
        $null = ofox hi
        $env:OFOX_MODEL = 'openai/gpt-4o-mini'
        $null = ofox hi
        Set-OfoxConfiguration -Model 'z-ai/glm-5-turbo'
        $null = ofox hi
        $null = ofox hi -Model 'deepseek/deepseek-v3.2'
        Get-GatewayRequest | ForEach-Object model |
            Should -Be 'openai/gpt-4o', 'openai/gpt-4o-mini', 'z-ai/glm-5-turbo', 'deepseek/deepseek-v3.2'
    }

    It 'of the key: parameter, configuration, environment' {
        $null = ofox hi
        Set-OfoxConfiguration -ApiKey 'sk-configured'
        $null = ofox hi
        $null = ofox hi -ApiKey 'sk-parameter'
        Get-GatewayRequest | ForEach-Object { $_.headers.Authorization } |
            Should -Be 'Bearer sk-test-key-0001', 'Bearer sk-configured', 'Bearer sk-parameter'
    }

    It 'of the base URL: parameter, configuration, environment' {
        $here = $env:OFOX_BASE_URL
        $nowhere = 'http://127.0.0.1:1/v1'
        $env:OFOX_BASE_URL = $nowhere
        Set-OfoxConfiguration -MaximumRetryCount 0
        { ofox hi } | Should -Throw '*127.0.0.1:1*'
        Set-OfoxConfiguration -BaseUri $here
        $null = ofox hi
        { ofox hi -BaseUri $nowhere } | Should -Throw '*127.0.0.1:1*'
        Set-OfoxConfiguration -BaseUri $nowhere
        $null = ofox hi -BaseUri $here
        @(Get-GatewayRequest).Count | Should -Be 2
    }

    It 'of a switch: -SkipCertificateCheck:$false and the like win over what is configured' {
        Set-OfoxConfiguration -AllowUnencryptedAuthentication -Proxy (
            $env:OFOX_BASE_URL -replace '/v1$') -BaseUri 'http://gateway.example/v1'
        $null = ofox hi
        { ofox hi -AllowUnencryptedAuthentication:$false } | Should -Throw '*in the clear*'
        @(Get-GatewayRequest).Count | Should -Be 1
    }

    It 'is shown: Source says where each value comes from' {
        (Get-OfoxConfiguration).Source.Model | Should -Be 'default'
        $env:OFOX_MODEL = 'a/b'
        (Get-OfoxConfiguration).Source.Model | Should -Be '$env:OFOX_MODEL'
        Set-OfoxConfiguration -Model 'c/d'
        $configuration = Get-OfoxConfiguration
        $configuration.Source.Model | Should -Be 'Set-OfoxConfiguration'
        $configuration.Model | Should -Be 'c/d'
        $configuration.Source.ApiKey | Should -Be '$env:OFOX_API_KEY'
        $configuration.Source.BaseUri | Should -Be '$env:OFOX_BASE_URL'
    }

    It 'takes a blank environment variable as none' {
        $env:OFOX_MODEL = '  '
        (Get-OfoxConfiguration).Model | Should -Be 'openai/gpt-4o'
        $env:OFOX_MODEL = ' z-ai/glm-5-turbo '
        $null = ofox hi
        (Get-LastGatewayRequest -Ended).model | Should -BeExactly 'z-ai/glm-5-turbo'
    }
}

Describe 'The key' {
    BeforeEach { Reset-TestEnvironment }

    It 'that is unusable in the environment is named by its place, and the configuration is still shown' {
        $env:OFOX_API_KEY = 'sk-secret sk-other'
        $failure = { ofox hi } | Should -Throw '*OFOX_API_KEY*' -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxMissingApiKey,*'
        "$failure" | Should -Not -Match 'secret'
        (Get-OfoxConfiguration).Source.ApiKey | Should -Be '$env:OFOX_API_KEY'
    }
}

Describe 'The base URL' {
    BeforeEach { Reset-TestEnvironment }

    It 'without https is for this machine alone, unless it is allowed' {
        { ofox hi -BaseUri 'http://gateway.example/v1' } | Should -Throw '*in the clear*gateway.example*'
        foreach ($name in '127.0.0.1', 'localhost') {
            $null = ofox hi -BaseUri ($env:OFOX_BASE_URL -replace '127\.0\.0\.1', $name)
        }
        @(Get-GatewayRequest).Count | Should -Be 2
    }
}

Describe 'The configuration' {
    BeforeEach { Reset-TestEnvironment }

    It 'belongs to the runspace: another one does not see it' {
        Set-OfoxConfiguration -Model 'z-ai/glm-5-turbo' -ApiKey 'sk-mine'
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($module) Import-Module $module; (Get-OfoxConfiguration).Model; Set-OfoxConfiguration -Model openai/gpt-4o-mini; (ofox hi).RequestedModel').AddArgument((Get-Module OfoxPS).Path)
            $shell.Invoke() | Should -Be 'openai/gpt-4o', 'openai/gpt-4o-mini'
            (Get-LastGatewayRequest -Ended).headers.Authorization | Should -Be 'Bearer sk-test-key-0001'
        }
        finally { $shell.Dispose() }
        (Get-OfoxConfiguration).Model | Should -Be 'z-ai/glm-5-turbo'
    }

    It 'has a setting taken back by $null: <name>' -ForEach @(
        @{ name = 'Model'; value = 'a/b' }, @{ name = 'ApiKey'; value = 'sk-x' }, @{ name = 'BaseUri'; value = 'https://example.com' },
            @{ name = 'System'; value = 's' }
        @{ name = 'ImageDetail'; value = 'low' }, @{ name = 'Routing'; value = 'cost' }, @{ name = 'Fallback'; value = 'a/b' },
            @{ name = 'Provider'; value = @{ a = 1 } }
        @{ name = 'Temperature'; value = 1 }, @{ name = 'MaxTokens'; value = 1 }, @{ name = 'TopP'; value = 1 },
            @{ name = 'FrequencyPenalty'; value = 1 }
        @{ name = 'ReasoningEffort'; value = 'low' }, @{ name = 'Stop'; value = 'END' }, @{ name = 'Seed'; value = 1 }
        @{ name = 'PresencePenalty'; value = 1 }, @{ name = 'Tool'; value = @{ name = 'f' } }, @{ name = 'ToolChoice'; value = 'auto' },
            @{ name = 'ResponseFormat'; value = 'text' }
        @{ name = 'ExtraBody'; value = @{ seed = 1 } }, @{ name = 'Header'; value = @{ a = 'b' } },
            @{ name = 'Proxy'; value = 'http://127.0.0.1:1' }
        @{ name = 'MaximumRetryCount'; value = 5 }, @{ name = 'ConnectionTimeoutSeconds'; value = 5 },
            @{ name = 'OperationTimeoutSeconds'; value = 5 }, @{ name = 'TimeoutSeconds'; value = 5 }
        @{ name = 'SkipCertificateCheck'; value = $true }, @{ name = 'NoProxy'; value = $true },
            @{ name = 'AllowUnencryptedAuthentication'; value = $true }
    ) {
        $before = Get-OfoxConfiguration | ConvertTo-Json -Depth 5
        $set = @{ $name = $value }
        Set-OfoxConfiguration @set
        (Get-OfoxConfiguration).Source[$name] | Should -Be 'Set-OfoxConfiguration'
        $back = @{ $name = $(if ($value -is [bool]) { $false } else { $null }) }
        Set-OfoxConfiguration @back
        Get-OfoxConfiguration | ConvertTo-Json -Depth 5 | Should -BeExactly $before
    }

    It 'keeps what a later call does not name' {
        Set-OfoxConfiguration -Model 'z-ai/glm-5-turbo' -MaxTokens 5
        Set-OfoxConfiguration -Temperature 1
        Set-OfoxConfiguration
        $null = ofox hi
        (Get-SentBody).max_tokens | Should -Be 5
        (Get-SentBody).temperature | Should -Be 1
        (Get-SentBody).model | Should -Be 'z-ai/glm-5-turbo'
    }

    It 'writes nothing' { Set-OfoxConfiguration -MaxTokens 5 *>&1 | Should -BeNullOrEmpty }

    It 'is not changed through the object that Get-OfoxConfiguration wrote' {
        Set-OfoxConfiguration -ExtraBody @{ seed = 1 }
        $shown = Get-OfoxConfiguration
        $shown.Model = 'a/b'
        $shown.Other.ExtraBody.seed = 2
        $null = ofox hi
        (Get-SentBody).seed | Should -Be 1
        (Get-SentBody).model | Should -Be 'openai/gpt-4o'
    }

    It 'does not follow later changes of a table that was given' {
        $extra = @{ seed = 1 }
        Set-OfoxConfiguration -ExtraBody $extra
        $extra.seed = 2
        $null = ofox hi
        (Get-SentBody).seed | Should -Be 1
    }

    # ForEach-Object -Parallel is of PowerShell 7.
    It 'passes on to ForEach-Object -Parallel what is in the environment, and nothing else' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        Set-OfoxConfiguration -Model 'z-ai/glm-5-turbo'
        $module = (Get-Module OfoxPS).Path
        1 | ForEach-Object -Parallel { Import-Module $using:module; (ofox hi).RequestedModel } | Should -Be 'openai/gpt-4o'
    }
}
