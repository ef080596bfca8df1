# Test-OfoxConnection says at which step the way to an answer ends, and what to do about it. It never throws for that.

BeforeAll {
    . $PSScriptRoot/common.ps1
    function Get-Result([object[]] $Step) { ($Step | ForEach-Object { "$($_.Step) $($_.Result)" }) -join ', ' }
}

Describe 'Test-OfoxConnection' {
    BeforeEach { Reset-TestEnvironment }

    It 'passes each step, with the time it took, and asks for one token' {
        $steps = Test-OfoxConnection
        Get-Result $steps |
            Should -Be 'Settings Passed, Key Passed, Name NotApplicable, Tcp Passed, Tls NotApplicable, Access Passed, Model Passed'
        $steps[0].GetType().FullName | Should -Be 'OfoxPS.ConnectionStep'
        $steps[5].Duration | Should -BeGreaterThan ([TimeSpan]::Zero)
        $steps[0].Detail | Should -Be "$env:OFOX_BASE_URL, openai/gpt-4o"
        $steps[1].Detail | Should -Be 'from $env:OFOX_API_KEY'
        $steps[6].Detail | Should -Be 'openai/gpt-4o answers'
        $steps.Remedy | Where-Object { $_ } | Should -BeNullOrEmpty
        $sent = @(Get-GatewayRequest)
        $sent | Should -HaveCount 1
        $sent[0].Json.max_tokens | Should -Be 1
        Test-OfoxConnection -Quiet | Should -BeExactly $true
    }

    It 'resolves a name' {
        $steps = Test-OfoxConnection -BaseUri ($env:OFOX_BASE_URL -replace '127\.0\.0\.1', 'localhost')
        $steps[2].Result | Should -Be 'Passed'
        $steps[2].Detail | Should -Match 'localhost:\d+ is .*127\.0\.0\.1'
    }

    It 'fails at <Step> when <When>' -ForEach @(
        @{ When = 'a variable holds no amount'; Step = 'Settings'; Id = 'OfoxInvalidArgument'; Remedy = ''; Ask = @{}; MaxCost = 'abc' }
        @{ When = 'there is no key'; Step = 'Key'; Id = 'OfoxMissingApiKey'; Remedy = 'OFOX_API_KEY'; Ask = @{}; NoKey = $true }
        @{ When = 'the key holds a space'; Step = 'Key'; Id = 'OfoxMissingApiKey'; Remedy = 'OFOX_API_KEY';
            Ask = @{ ApiKey = 'sk-marked x' } }
        @{ When = 'the address is no URL'; Step = 'Settings'; Id = 'OfoxInvalidArgument'; Remedy = '';
            Ask = @{ BaseUri = 'ftp://127.0.0.1' } }
        @{ When = 'the key would travel in the clear'; Step = 'Name'; Id = 'OfoxInsecureEndpoint'; Remedy = 'https';
            Ask = @{ BaseUri = 'http://gateway.invalid/v1' } }
        @{ When = 'the name is unknown'; Step = 'Name'; Id = 'OfoxConnectionFailed'; Remedy = 'DNS';
            Ask = @{ BaseUri = 'https://gateway.invalid/v1' } }
        @{ When = 'nobody listens'; Step = 'Tcp'; Id = 'OfoxConnectionFailed'; Remedy = 'port';
            Ask = @{ BaseUri = 'http://127.0.0.1:1/v1' } }
        @{ When = 'the server speaks no TLS'; Step = 'Tls'; Id = 'OfoxConnectionFailed|OfoxTimeout'; Remedy = 'https|time';
            Ask = @{ ConnectionTimeoutSeconds = 5 }; Https = $true }
        @{ When = 'the key is wrong'; Step = 'Access'; Id = 'OfoxAuthenticationFailed'; Remedy = 'OFOX_API_KEY';
            Ask = @{ ApiKey = 'marked-wrong' } }
        @{ When = 'the account is empty'; Step = 'Access'; Id = 'OfoxInsufficientCredits'; Remedy = 'credits';
            Ask = @{ ApiKey = 'sk-poor-marked' } }
        @{ When = 'the path is wrong'; Step = 'Access'; Id = 'OfoxEndpointNotFound'; Remedy = 'BaseUri'; Ask = @{}; Path = '/elsewhere' }
        @{ When = 'the server is silent'; Step = 'Access'; Id = 'OfoxTimeout'; Remedy = 'time';
            Ask = @{ Model = 'fault/silence'; TimeoutSeconds = 0.5 } }
        @{ When = 'a sign-in page answers'; Step = 'Access'; Id = 'OfoxInvalidResponse'; Remedy = 'proxy'; Ask = @{ Model = 'fault/html' } }
        @{ When = 'the model is unknown'; Step = 'Model'; Id = 'OfoxModelNotFound'; Remedy = 'Model'; Ask = @{ Model = 'no/such' } }
        @{ When = 'the model refuses the request'; Step = 'Model'; Id = 'OfoxInvalidRequest'; Remedy = '^$';
            Ask = @{ Model = 'fault/400' } }
    ) {
        $env:OFOX_MAX_COST = $MaxCost
        if ($NoKey) { $env:OFOX_API_KEY = $null }
        if ($Https) { $env:OFOX_BASE_URL = $env:OFOX_BASE_URL -replace '^http:', 'https:' }
        if ($Path) { $env:OFOX_BASE_URL += $Path }
        $steps = @(Test-OfoxConnection @Ask -ErrorAction Stop)
        $steps.Step -join ' ' | Should -Be 'Settings Key Name Tcp Tls Access Model'
        $failed = @($steps | Where-Object Result -EQ Failed)
        $failed.Step | Should -Be $Step
        $failed.ErrorId | Should -Match "^($Id)$"
        $failed.Remedy | Should -Match $Remedy
        $failed.Detail | Should -Not -BeNullOrEmpty
        $at = [array]::IndexOf(@($steps.Step), $Step)
        for ($i = 0; $i -lt 7; $i++) {
            if ($i -lt $at) { $steps[$i].Result | Should -BeIn 'Passed', 'NotApplicable' }
            if ($i -gt $at) { $steps[$i].Result | Should -Be 'Skipped' }
        }
        "$steps $($steps | Format-List | Out-String) $($steps | Out-String)" | Should -Not -Match 'marked'
        Test-OfoxConnection @Ask -Quiet -ErrorAction Stop | Should -BeExactly $false
    }

    It 'uses the configured proxy' {
        Set-OfoxConfiguration -Proxy (
            $env:OFOX_BASE_URL -replace '/v1$') -BaseUri 'http://gateway.example/v1' -AllowUnencryptedAuthentication
        $steps = Test-OfoxConnection
        Get-Result $steps |
            Should -Be 'Settings Passed, Key Passed, Name NotApplicable, Tcp Passed, Tls NotApplicable, Access Passed, Model Passed'
        $steps[3].Detail | Should -Match 'proxy'
    }

    It 'is a request in the log and in the usage' {
        $log = Join-Path $TestDrive log.jsonl
        Set-OfoxConfiguration -LogPath $log
        $null = Test-OfoxConnection
        $line = [System.IO.File]::ReadAllLines($log) | ConvertFrom-Json
        $line.command | Should -Be 'Test-OfoxConnection'
        (Get-OfoxUsage).Requests | Should -Be 1
    }

    It 'ends when it is stopped' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$((Get-Module OfoxPS).Path)'; Test-OfoxConnection -Model fault/silence")
        $running = $shell.BeginInvoke()
        while (-not @(Get-GatewayRequest).Count) { $null = [System.Threading.Thread]::Yield() }
        $shell.Stop()
        $running.IsCompleted | Should -BeTrue
        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $shell.Dispose()
    }

    It 'is shown as a table with the remedy' {
        $view = Test-OfoxConnection -ApiKey wrong | Out-String -Width 200
        $view | Should -Match 'Step +Result +Time +Detail'
        $view | Should -Match 'Access +Failed .*refused the API key'
        $view | Should -Match 'Set \$env:OFOX_API_KEY'
    }

    It 'is shown with the whole name of each step, also where the console is narrow' {
        $steps = Test-OfoxConnection
        $lines = ($steps | Out-String -Width 80) -split '\r?\n'
        foreach ($step in $steps) { @($lines -match "^$($step.Step) +$($step.Result) ").Count | Should -Be 1 -Because $step.Step }
    }
}
