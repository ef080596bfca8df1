# Answers that a test gives in the gateway's place, and what was asked.

BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'A mock of Invoke-OfoxChat' {
    It 'takes <Name> in the form that the help shows' -ForEach @(
        @{ Name = 'ApiKey'; Value = 'k' }
        @{ Name = 'Tool'; Value = 'Get-Date' }
        @{ Name = 'ResponseFormat'; Value = 'json_object' }
        @{ Name = 'ExtraBody'; Value = '{"seed":1}' }
        @{ Name = 'Provider'; Value = '{"a":1}' }
        @{ Name = 'Message'; Value = 'earlier' }
        @{ Name = 'Prompt'; Value = 'two', 'lines' }
        @{ Name = 'InputProperty'; Value = @{ n = 'a'; e = { 1 } } }
        @{ Name = 'Encoding'; Value = 1252 }
    ) {
        Mock Invoke-OfoxChat { 'fake' }
        $given = @{ Prompt = 'hi' }
        $given[$Name] = $Value
        Invoke-OfoxChat @given | Should -Be fake
    }
}

Describe 'A mock of Invoke-OfoxChat that fails' {
    It 'throws the error that the help shows' {
        function Get-Summary($Text) { ofox "Summarize: $Text" }
        $about = [System.IO.File]::ReadAllText((Join-Path $script:Root 'docs/en-US/about_OfoxPS_Testing.help.txt')) -replace "`r"
        . ([scriptblock]::Create([regex]::Match($about, '(?ms)^    Mock Invoke-OfoxChat \{\n        throw.*?(?=^$)').Value))
        $failure = try { Get-Summary 'a text' } catch { $_.Exception }
        $failure.Message, $failure.ErrorId, $failure.IsTransient | Should -Be 'Too many', 'OfoxRateLimited', $true
    }
}

Describe 'Use-OfoxTestResponse' {
    BeforeEach {
        Reset-TestEnvironment
        $env:OFOX_API_KEY = $null
    }

    AfterEach { Get-GatewayRequest | Should -BeNullOrEmpty }

    It 'answers in turn, without key and gateway' {
        $env:OFOX_BASE_URL = 'https://ofox.invalid/v1'
        Use-OfoxTestResponse one, two { "$(ofox a)"; "$(ofox b -Stream 6>$null)" } | Should -Be one, two
    }

    It 'gives what a response says' {
        $response = New-OfoxTestResponse hello -Usage @{
            PromptTokens = 3; CompletionTokens = 4 } -ServedModel served/model -FinishReason length -ResponseHeader @{
            'x-ratelimit-remaining-requests' = 9 }
        foreach ($stream in $true, $false) {
            $answer = Use-OfoxTestResponse $response { ofox hi -Stream:$stream 6>$null }
            $answer.Content, $answer.Usage.TotalTokens, $answer.Model, $answer.FinishReason, $answer.RateLimit.RemainingRequests |
                Should -Be hello, 7, served/model, length, 9
        }
    }

    It 'counts 0 tokens, at a cost that nobody knows, where a response says nothing of usage' {
        Set-StrictMode -Version Latest
        foreach ($stream in $true, $false) {
            $answer = Use-OfoxTestResponse hello { ofox hi -Stream:$stream 6>$null }
            $answer.Usage.TotalTokens, $answer.Usage.PromptTokens, $answer.Usage.CompletionTokens | Should -Be 0, 0, 0
            $answer.Cost, $answer.CostSource | Should -Be $null, Unknown
        }
    }

    It 'without an answer is the test that nothing is sent' {
        Use-OfoxTestResponse @() { ofox x -WhatIf 6>$null }
        { Use-OfoxTestResponse @() { ofox x } } | Should -Throw '*no response for request 1: 0 were given*' -ErrorId 'OfoxCassetteMiss,*'
    }

    It 'takes a list for answers, and with a comma for one' {
        Use-OfoxTestResponse @(@{ a = 1 }, @{ a = 2 }) { (ofox x).Content; (ofox x).Content } | Should -Be '{"a":1}', '{"a":2}'
        Use-OfoxTestResponse (, @(@{ a = 1 }, @{ a = 2 })) { (ofox x -As @(@{ a = [int] })).a } | Should -Be 1, 2
    }

    It 'gives typed JSON, a refusal, and an answer made by hand' {
        Use-OfoxTestResponse (New-OfoxTestResponse -InputObject @{ city = 'Paris' }) { (ofox x).Content } | Should -Be '{"city":"Paris"}'
        Use-OfoxTestResponse (New-OfoxTestResponse -Json '{"a":[1]}') { (ofox x).Content } | Should -Be '{"a":[1]}'
        Use-OfoxTestResponse (New-OfoxTestResponse -Refusal no) { (ofox x).Refusal } | Should -Be no
        Use-OfoxTestResponse ([OfoxPS.ChatCompletion] @{ Content = 'by hand' }) { (ofox x).Content } | Should -Be 'by hand'
    }

    It 'streams the chunks that are given' {
        Use-OfoxTestResponse (New-OfoxTestResponse -Chunk 'Hel', 'lo', 'fox') {
            (Get-OfoxStream x | ForEach-Object { "$_" } | Where-Object { $_ }) } |
            Should -Be 'Hel', 'lo', 'fox'
        Use-OfoxTestResponse (New-OfoxTestResponse -Chunk 'Hel', 'lo') { (ofox x).Content } | Should -Be Hello
    }

    It 'lets tools run, streamed or not' -ForEach @(@{ stream = $true }, @{ stream = $false }) {
        $call = New-OfoxTestResponse -ToolCall @{ name = 'Get-Date'; arguments = @{ Year = 2020; Format = 'yyyy' } }
        $answer = Use-OfoxTestResponse $call, done { ofox x -Tool Get-Date -Stream:$stream 6>$null }
        $answer.Content | Should -Be done
        $answer.ToolInvocations[0].Tool | Should -Be Get-Date
        (Get-OfoxTestRequest)[1].Messages[-1].Content | Should -BeLike '*2020*'
        (Get-OfoxTestRequest)[0].Tools.Name | Should -Be Get-Date
    }

    It 'follows a failure with the next response, and repeats the last failure for retries' {
        $answer = Use-OfoxTestResponse (New-OfoxTestResponse -Fault RateLimited), fine { ofox x }
        $answer.Content, $answer.Attempts | Should -Be fine, 2
        (Get-OfoxTestRequest).Attempt | Should -Be 1, 2
        $record = try {
            Use-OfoxTestResponse (New-OfoxTestResponse -Fault RateLimited -ResponseHeader @{ 'retry-after' = 100 }) {
            ofox x -MaximumRetryCount 2 } } catch { $_ }
        $record.Exception.Attempts | Should -Be 3
    }
}

Describe 'Get-OfoxTestRequest' {
    BeforeEach { Reset-TestEnvironment }

    It 'tells model, messages, tools, body, attempt, stream and address' {
        Use-OfoxTestResponse ok {
            $null = ofox hi -System s -Model m/n -Temperature 0.5 -ExtraBody @{ seed = 7 } -Stream 6>$null
            $request = Get-OfoxTestRequest
        }
        $request.Model, $request.Prompt, $request.Attempt, $request.Stream | Should -Be m/n, hi, 1, $true
        $request.Messages.Role | Should -Be system, user
        $request.Body['temperature'], $request.Body['seed'], $request.Body['messages'][1]['content'] | Should -Be 0.5, 7, hi
        "$($request.Uri)" | Should -Be "$env:OFOX_BASE_URL/chat/completions"
        (Get-OfoxTestRequest).Prompt | Should -Be hi -Because 'the last block is remembered'
    }

    It 'lists for a block what its inner blocks sent' {
        Use-OfoxTestResponse outer, again {
            $null = ofox 1
            Use-OfoxTestResponse inner { $null = ofox 2; (Get-OfoxTestRequest).Prompt | Should -Be 2 }
            $null = ofox 3
        }
        (Get-OfoxTestRequest).Prompt | Should -Be 1, 2, 3
    }

    It 'belongs to its runspace' {
        Use-OfoxTestResponse ok { $null = ofox hi }
        $shell = [powershell]::Create().AddScript("Import-Module '$((Get-Module OfoxPS).Path)'; @(Get-OfoxTestRequest).Count")
        $shell.Invoke() | Should -Be 0
        $shell.Dispose()
    }

    It 'works with Mock and answers made by hand' {
        Mock Invoke-OfoxChat { [OfoxPS.ChatCompletion] @{ Content = 'mocked'; Usage = [OfoxPS.Usage] @{ PromptTokens = 1 } } }
        (Invoke-OfoxChat hi).Content | Should -Be mocked
    }
}

Describe 'A response that a test could get wrong' {
    BeforeEach { Reset-TestEnvironment }

    It 'with words of an error is an error, with a status and without one' {
        { Use-OfoxTestResponse (New-OfoxTestResponse -ErrorMessage 'it broke') { ofox hi } } |
            Should -Throw '*it broke*' -ErrorId 'OfoxServerError,*'
        { Use-OfoxTestResponse (New-OfoxTestResponse -StatusCode 200 -ErrorMessage 'it broke') { ofox hi } } |
            Should -Throw '*it broke*' -ErrorId 'OfoxServerError,*'
    }

    It 'without chunks and with a call that is none still answers' {
        $response = New-OfoxTestResponse 'fine'
        $response.Chunks = $null
        $response.ToolCalls = @($null)
        (Use-OfoxTestResponse $response { ofox hi }).Content | Should -BeExactly 'fine'
    }

    It 'whose JSON holds itself is refused' {
        $cycle = @{}
        $cycle.self = $cycle
        { New-OfoxTestResponse -Json $cycle } | Should -Throw -ErrorId 'OfoxInvalidArgument,*'
    }
}
