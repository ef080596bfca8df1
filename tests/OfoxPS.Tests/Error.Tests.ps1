# What a caller catches: a stable id, a real category, the server's own words, and what to do about it.

BeforeAll {
    . $PSScriptRoot/common.ps1

    $words = 'one two three four five'

    function Get-Failure([hashtable] $With = @{}, [string] $Command = 'Invoke-OfoxChat') {
        try { $null = & $Command 'one two three four five' @With 6> $null } catch { return $_ }
        throw 'It did not fail.'
    }

    # Everything that a log or a screen could get of an error.
    function Get-FullText([System.Management.Automation.ErrorRecord] $Record) {
        ($Record | Format-List * -Force | Out-String -Width 500), ($Record.Exception | Format-List * -Force | Out-String -Width 500),
        $Record.Exception.ToString(), ($Record | Out-String -Width 500), ($Record | ConvertTo-Json -Depth 4 -WarningAction Ignore) -join
            "`n"
    }
}

Describe 'First-line errors' {
    It 'tells of a missing key before anything is sent' {
        Clear-GatewayRequest
        $env:OFOX_API_KEY, $key = $null, $env:OFOX_API_KEY
        try { $failure = Get-Failure } finally { $env:OFOX_API_KEY = $key }
        $failure.FullyQualifiedErrorId | Should -BeExactly 'OfoxMissingApiKey,OfoxPS.Commands.InvokeOfoxChatCommand'
        $failure.CategoryInfo.Category | Should -Be 'AuthenticationError'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'OFOX_API_KEY'
        $failure.Exception.Attempts | Should -Be 0
        $failure.Exception.StatusCode | Should -BeNullOrEmpty
        @(Get-GatewayRequest) | Should -HaveCount 0
    }

    It 'tells of an unknown model' {
        $failure = Get-Failure @{ Model = 'no/such' }
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxModelNotFound,*'
        $failure.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failure.Exception.StatusCode | Should -Be 404
        $failure.ErrorDetails.Message | Should -Match 'The model `no/such` does not exist'
        $failure.ErrorDetails.RecommendedAction | Should -Match '-Model'
    }

    It 'tells of a host that cannot be reached' {
        $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()
        $failure = Get-Failure @{ BaseUri = "http://127.0.0.1:$port/v1"; MaximumRetryCount = 0 }
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxConnectionFailed,*'
        $failure.CategoryInfo.Category | Should -Be 'ConnectionError'
        $failure.ErrorDetails.Message | Should -Match "127\.0\.0\.1:$port"
        $failure.ErrorDetails.RecommendedAction | Should -Match '-BaseUri'
        $failure.Exception.InnerException | Should -Not -BeNullOrEmpty
    }

    It 'tells of an address that is no gateway: a 404 that is not JSON' {
        $failure = Get-Failure @{ BaseUri = ($env:OFOX_BASE_URL -replace '/v1$', '/wrong') }
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxEndpointNotFound,*'
        $failure.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failure.Exception.StatusCode | Should -Be 404
        $failure.ErrorDetails.Message | Should -Match 'no such page'
        $failure.ErrorDetails.Message | Should -Not -Match '<'
        $failure.ErrorDetails.RecommendedAction | Should -Match '/v1'
    }

    It 'sends it in the clear where the user allows that' {
        $failure = Get-Failure @{ BaseUri = 'http://gateway.invalid/v1'; AllowUnencryptedAuthentication = $true; MaximumRetryCount = 0 }
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxConnectionFailed,*'
        $failure.ErrorDetails.Message | Should -Match 'gateway\.invalid'
    }
}

Describe 'Answers that are none' {
    It 'calls <Fault> <Id>' -ForEach @(
        @{ Fault = 'html'; Id = 'OfoxInvalidResponse'; Category = 'InvalidResult'; Status = 200;
            Text = 'HTML instead of JSON.*Please sign in' }
        @{ Fault = 'html502'; Id = 'OfoxServerError'; Category = 'ResourceUnavailable'; Status = 502; Text = '502 Bad Gateway' }
        @{ Fault = 'empty'; Id = 'OfoxInvalidResponse'; Category = 'InvalidResult'; Status = 200; Text = 'nothing' }
        @{ Fault = 'bad-json'; Id = 'OfoxInvalidResponse'; Category = 'InvalidResult'; Status = 200; Text = 'JSON' }
        @{ Fault = 'ok-error'; Id = 'OfoxServerError'; Category = 'ResourceUnavailable'; Status = 200;
            Text = 'The upstream provider failed' }
        @{ Fault = 'stream-error'; Id = 'OfoxServerError'; Category = 'ResourceUnavailable'; Status = 200; Text = 'Sorry about that!' }
    ) {
        $failure = Get-Failure @{ Model = "fault/$Fault"; MaximumRetryCount = 0 }
        $failure.FullyQualifiedErrorId | Should -BeExactly "$Id,OfoxPS.Commands.InvokeOfoxChatCommand"
        $failure.CategoryInfo.Category | Should -Be $Category
        $failure.Exception.StatusCode | Should -Be $Status
        $failure.Exception.RequestId | Should -BeExactly (Get-LastGatewayRequest -Ended).requestId
        $failure.ErrorDetails.Message | Should -Match $Text
        $failure.ErrorDetails.Message | Should -Not -Match '<html|<body'
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }
}

Describe 'Streams that fail' {
    It 'calls <Fault> <Id> and keeps what had arrived' -ForEach @(
        @{ Fault = 'stream-error'; Id = 'OfoxStreamError'; Text = 'Sorry about that!' }
        @{ Fault = 'event-error'; Id = 'OfoxStreamError'; Text = 'Sorry about that!' }
        @{ Fault = 'truncated'; Id = 'OfoxStreamTruncated'; Text = 'ended before' }
    ) {
        foreach ($command in 'Invoke-OfoxChat', 'Get-OfoxStream') {
            $with = @{ Model = "fault/$Fault" }
            if ($command -eq 'Invoke-OfoxChat') { $with.Stream = $true }
            $failure = Get-Failure $with $command
            $failure.FullyQualifiedErrorId | Should -BeExactly "$Id,OfoxPS.Commands.$($command -replace '-')Command"
            $failure.CategoryInfo.Category | Should -Be 'ReadError'
            $failure.ErrorDetails.Message | Should -Match $Text
            $failure.Exception.StatusCode | Should -Be 200
            $failure.Exception.Completion | Should -BeOfType ([OfoxPS.ChatCompletion])
            $failure.Exception.Completion.FinishReason | Should -BeNullOrEmpty
            if ($command -eq 'Invoke-OfoxChat') {
                $failure.Exception.Completion.Content | Should -BeExactly 'one two '
                $failure.ErrorDetails.RecommendedAction | Should -Match 'Exception\.Completion'
            } else {
                # Its pieces have been written, and it keeps none.
                $failure.Exception.Completion.Content | Should -BeNullOrEmpty
                $failure.ErrorDetails.RecommendedAction | Should -Be 'Ask again.'
            }
        }
    }
}

Describe 'Retries' {
    BeforeEach { Clear-GatewayRequest }

    It 'answers on the third attempt' {
        $answer = ofox hi -Model 'fault/500?times=2&retry_after_ms=5&case=third'
        $answer.Content | Should -BeExactly 'hi'
        $answer.Attempts | Should -Be 3
        (Get-GatewayRequest).status | Should -Be 500, 500, 200
    }

    It 'happens twice unless said otherwise, and then tells how often' {
        $failure = Get-Failure @{ Model = 'fault/503?retry_after_ms=5' }
        $failure.Exception.Attempts | Should -Be 3
        $failure.ErrorDetails.Message | Should -Match '3 attempts'
        @(Get-GatewayRequest) | Should -HaveCount 3
    }

    It 'does not happen with -MaximumRetryCount 0' {
        (Get-Failure @{ Model = 'fault/503?retry_after_ms=5'; MaximumRetryCount = 0 }).Exception.Attempts | Should -Be 1
        @(Get-GatewayRequest) | Should -HaveCount 1
    }
}

Describe 'Errors in PowerShell''s hands' {
    It 'name the pipeline item, and the next one goes on' {
        $answers = 'a', 'b', 'c' | ForEach-Object { [pscustomobject]@{ Name = $_ } } |
            Invoke-OfoxChat 'x' -Model 'fault/500?times=1&case=item' -MaximumRetryCount 0 -ErrorVariable failures -ErrorAction SilentlyContinue
        $answers | Should -HaveCount 2
        $failures | Should -HaveCount 1
        $failures[0].TargetObject.Name | Should -BeExactly 'a'
        $failures[0].FullyQualifiedErrorId | Should -BeExactly 'OfoxServerError,OfoxPS.Commands.InvokeOfoxChatCommand'
        $answers.InputObject.Name | Should -Be 'b', 'c'
    }

    It 'name the item with the partial answer of a stream' {
        $null = 'one two three four' |
            ofox -Stream -Model 'fault/stream-error' -ErrorVariable failures -ErrorAction SilentlyContinue 6> $null
        $failures[0].TargetObject | Should -BeExactly 'one two three four'
        $failures[0].Exception.Completion.InputObject | Should -BeExactly 'one two three four'
    }

    It 'stop the run at once where no item can succeed: <Name>' -ForEach @(
        @{ Name = 'a wrong key'; With = @{ ApiKey = 'wrong' }; Id = 'OfoxAuthenticationFailed'; Sent = 1 }
        @{ Name = 'no credits'; With = @{ ApiKey = 'sk-poor' }; Id = 'OfoxInsufficientCredits'; Sent = 1 }
        @{ Name = 'no permission'; With = @{ ApiKey = 'sk-forbidden' }; Id = 'OfoxPermissionDenied'; Sent = 1 }
        @{ Name = 'an unknown model'; With = @{ Model = 'no/such' }; Id = 'OfoxModelNotFound'; Sent = 1 }
        @{ Name = 'an insecure endpoint'; With = @{ BaseUri = 'http://gateway.invalid/v1' }; Id = 'OfoxInsecureEndpoint'; Sent = 0 }
    ) {
        Clear-GatewayRequest
        { 'a', 'b', 'c' | ofox @With -ErrorAction SilentlyContinue } | Should -Throw -ErrorId "$Id,*"
        @(Get-GatewayRequest) | Should -HaveCount $Sent
    }

    It 'terminate a call with arguments, inside try and with trap' {
        $reached = $false
        try { ofox hi -Model fault/400; $reached = $true } catch [OfoxPS.OfoxException] { $caught = $_ }
        $reached | Should -BeFalse
        $caught.Exception.StatusCode | Should -Be 400
    }

    It 'are the same for items inside try and outside' {
        $inside = try { 'a', 'b' | ofox -Model 'fault/500?times=1&case=inside' -MaximumRetryCount 0 -ErrorAction SilentlyContinue } catch {
            'thrown' }
        $outside = 'a', 'b' | ofox -Model 'fault/500?times=1&case=outside' -MaximumRetryCount 0 -ErrorAction SilentlyContinue
        "$inside" | Should -BeExactly 'b'
        "$outside" | Should -BeExactly 'b'
    }

    It 'throw for items where -ErrorAction Stop asks for it' {
        Clear-GatewayRequest
        { 'a', 'b' | ofox -Model fault/500 -MaximumRetryCount 0 -ErrorAction Stop } | Should -Throw -ErrorId 'OfoxServerError,*'
        @(Get-GatewayRequest) | Should -HaveCount 1
    }

    It 'are recorded once' {
        $global:Error.Clear()
        try { ofox hi -Model fault/400 } catch { $null = $_ }
        $global:Error.Count | Should -Be 1
        $global:Error.Clear()
        $null = 'a' | ofox -Model fault/400 -ErrorAction SilentlyContinue
        $global:Error.Count | Should -Be 1
    }

    It 'set $? to false' {
        $null = 'a' | ofox -Model fault/400 -ErrorAction SilentlyContinue
        $? | Should -BeFalse
    }

    # The view of errors is another one in Windows PowerShell, and $PSStyle is missing there.
    It 'look like one sentence and a recommendation, with no stack trace' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $PSStyle.OutputRendering = 'PlainText'
        try { $shown = Get-Failure @{ ApiKey = 'wrong' } | Out-String -Width 200 } finally { $PSStyle.OutputRendering = 'Host' }
        # The view breaks lines at the width of the console.
        $shown = $shown -replace '\s*\n[ |]*', ' '
        $shown | Should -Match 'The gateway refused the API key: Incorrect API key provided \(401 invalid_api_key, request req_'
        $shown | Should -Match 'Set \$env:OFOX_API_KEY, or Set-OfoxConfiguration -ApiKey'
        $shown | Should -Not -Match '   at |\.cs:line|System\.Net'
    }

    It 'survive Export-Clixml with their words' {
        $file = Join-Path $TestDrive error.xml
        Get-Failure @{ Model = 'fault/402' } | Export-Clixml $file
        $copy = Import-Clixml $file
        "$copy" | Should -Match 'no credits left'
        $copy.FullyQualifiedErrorId | Should -BeLike 'OfoxInsufficientCredits,*'
    }
}
