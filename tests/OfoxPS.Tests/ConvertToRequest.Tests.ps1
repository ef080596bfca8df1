# What ConvertTo-OfoxRequest writes is what Invoke-OfoxChat sends, and its texts work when they are pasted.

BeforeDiscovery {
    $prompts = @(
        @{ What = 'quotes'; Prompt = "it's `"quoted`" ''twice'' and '" }
        @{ What = 'typographic quotes'; Prompt = "$([char] 0x2018)a$([char] 0x2019) $([char] 0x201C)b$([char] 0x201D) $([char] 0x201A)c$([char] 0x201B) '$([char] 0x2019)" }
        @{ What = 'lines'; Prompt = "one`r`ntwo`n`n`tthree`n" }
        @{ What = 'variables'; Prompt = '$HOME ${HOME} $(touch pasted.txt) $env:OFOX_API_KEY $PSHOME %PATH% !! !$' }
        @{ What = 'backticks'; Prompt = '`touch pasted.txt` ``` `n' }
        @{ What = 'backslashes'; Prompt = 'C:\new\table \\server\share \' }
        @{ What = 'emoji and other scripts';
            Prompt = [char]::ConvertFromUtf32(0x1F98A) + " $([char] 0x4F60)$([char] 0x597D) $([char] 0xFC)" }
        @{ What = 'what a terminal swallows';
            Prompt = "a$([char] 0x1B)[31mb$([char] 0x9B)c$([char] 0x2028)d$([char] 0xFEFF)e$([char] 0x7F)" }
        @{ What = 'an end of it all'; Prompt = "'; touch pasted.txt; '`nOFOX_BODY`n'@`n`"@`n}" }
    )
    $hasCurl = [bool] (
        (Get-Command bash -CommandType Application -ErrorAction Ignore) -and
        (Get-Command curl -CommandType Application -ErrorAction Ignore)) -and $env:OS -ne 'Windows_NT'
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    # As a person pastes it: into a shell that reads what is typed.
    function Invoke-Bash([string] $Text) {
        $file = Join-Path $TestDrive 'pasted.sh'
        [System.IO.File]::WriteAllText($file, "$Text`n")
        Push-Location $TestDrive
        try { & bash -c 'bash --norc --noprofile -i < pasted.sh 2> pasted.err' } finally { Pop-Location }
    }

    function Invoke-Paste([string] $Text) {
        $session = [powershell]::Create()
        try {
            $null = $session.AddScript("Set-Location '$TestDrive'").AddStatement().AddScript($Text)
            $session.Invoke()
            $session.Streams.Error
        } finally { $session.Dispose() }
    }

    # What ofox sends of the same.
    function Get-Sent([hashtable] $Ask) {
        Clear-GatewayRequest
        $null = Invoke-OfoxChat @Ask 6> $null
        $request = Get-LastGatewayRequest -Ended
        Clear-GatewayRequest
        $request
    }
}

Describe 'ConvertTo-OfoxRequest' {
    BeforeEach { Reset-TestEnvironment }

    It 'takes the request parameters of Invoke-OfoxChat' {
        # These are about what happens around a request, not about what it says.
        $around = 'MaxToolRound', 'NoToolExecution', 'MaxRepair', 'PassThru', 'Property', 'WhatIf', 'Confirm', 'ThrottleLimit', 'Unordered',
            'Checkpoint', 'CheckpointContent',
            'KeepFailure', 'MaxFailure', 'MaxCost', 'Shard', 'ReportVariable', 'MaximumWaitSeconds', 'MaximumRequestsPerMinute', 'Raw',
                'Continue', 'Help', 'ShowReasoning'
        $own = (Get-Command Invoke-OfoxChat).Parameters.Keys | Where-Object { $_ -notin $around }
        $here = (Get-Command ConvertTo-OfoxRequest).Parameters.Keys | Where-Object { $_ -ne 'OutputAs' }
        ($here | Sort-Object) -join ' ' | Should -Be (($own | Sort-Object) -join ' ')
    }

    It 'writes the body, the address and the headers that are sent' {
        $ask = @{
            Prompt = 'hi'; System = 'brief'; Temperature = 0.25; MaxTokens = 50; Routing = 'cost'; Fallback = 'a/b'; Stream = $true
            Tool = @{ name = 'f'; parameters = @{ type = 'object'; properties = @{ x = @{ type = 'integer' } } } }
            ExtraBody = @{ seed = 1; stop = @('a') }
        }
        Set-OfoxConfiguration -Header @{ 'X-Team-Token' = 'marked-header-1' }
        $sent = Get-Sent ($ask + @{ NoToolExecution = $true })
        $shown = ConvertTo-OfoxRequest @ask
        $shown.GetType().FullName | Should -Be 'OfoxPS.OfoxRequest'
        $shown.Body.GetType().Name | Should -Be 'OrderedDictionary'
        $shown.Body | ConvertTo-Json -Depth 10 -Compress | Should -Be (ConvertFrom-Json $sent.body | ConvertTo-Json -Depth 10 -Compress)
        $shown.Length | Should -Be ([System.Text.Encoding]::UTF8.GetByteCount($sent.body))
        $shown.MessageCount, $shown.PartCount, $shown.ImageCount | Should -Be 2, 2, 0
        $shown.Uri | Should -Be "$env:OFOX_BASE_URL/chat/completions"
        $shown.Method | Should -Be $sent.method
        foreach ($name in 'Accept', 'User-Agent', 'Content-Type') { $shown.Headers[$name] | Should -Be $sent.headers.$name -Because $name }
        $shown.Headers['Authorization'] | Should -Be 'Bearer ****'
        $shown.Headers['X-Team-Token'] | Should -Be '****'
        Get-GatewayRequest | Should -BeNullOrEmpty
    }

    It 'makes a request of each object, and one of all with -Together' {
        @('a', 'b' | ConvertTo-OfoxRequest x).Count | Should -Be 2
        $one = 'a', 'b' | ConvertTo-OfoxRequest x -Together
        $one.Body.messages[0].content | Should -Be "x`n`na`nb"
    }

    It 'needs no key and no network' {
        $env:OFOX_API_KEY = $null
        $env:OFOX_BASE_URL = 'https://nowhere.invalid/v1'
        foreach ($form in 'Object', 'Json', 'Curl', 'InvokeRestMethod') {
            ConvertTo-OfoxRequest hi -OutputAs $form | Should -Not -BeNullOrEmpty }
    }

    It 'writes even though $WhatIfPreference is set' {
        $WhatIfPreference = $true
        ConvertTo-OfoxRequest hi | Should -Not -BeNullOrEmpty
    }

    It 'tells of what cannot be sent, as Invoke-OfoxChat does' {
        { ConvertTo-OfoxRequest '' } | Should -Throw -ErrorId 'OfoxInvalidArgument,*'
        { ConvertTo-OfoxRequest hi -BaseUri 'http://gateway.example/v1' } | Should -Throw -ErrorId 'OfoxInsecureEndpoint,*'
        $null = 'a', $null | ConvertTo-OfoxRequest x -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed.Count | Should -Be 1
    }

    It '-OutputAs Json is the body, for reading' {
        $json = ConvertTo-OfoxRequest "a`n`"b`"" -OutputAs Json
        @($json -split "`n").Count | Should -BeGreaterThan 5
        ($json | ConvertFrom-Json).messages[0].content | Should -BeExactly "a`n`"b`""
    }

    It 'holds no secret: -OutputAs <_>' -ForEach 'Object', 'Json', 'Curl', 'InvokeRestMethod' {
        $secure = ConvertTo-SecureString 'marked-proxy-3' -AsPlainText -Force
        Set-OfoxConfiguration -Header @{
            'X-Team-Token' = 'marked-header-1' } -Proxy 'http://127.0.0.1:1' -ProxyCredential ([pscredential]::new('bob', $secure))
        $shown = ConvertTo-OfoxRequest 'sk-marked-2 marked-header-1 marked-proxy-3 marked-query-4' -ApiKey sk-marked-2 -BaseUri "$env:OFOX_BASE_URL`?key=marked-query-4" -OutputAs $_
        $shown | Export-Clixml (Join-Path $TestDrive shown.xml)
        $all = "$shown" + ($shown | Out-String) + ($shown | ConvertTo-Json -Depth 9) +
            [System.IO.File]::ReadAllText((Join-Path $TestDrive shown.xml))
        $all | Should -Not -Match 'marked'
        $all | Should -Match ([regex]::Escape('****'))
    }

    It 'is shown with its size, and an image not in full' {
        $image = New-TestPng (Join-Path $TestDrive a.png) -Padding 5000
        $view = ConvertTo-OfoxRequest look -Image $image | Out-String
        $view | Should -Match 'POST http://127'
        $view | Should -Match '\(\d+ bytes, 1 message, 2 parts, 1 image\)'
        $view | Should -Match 'data:image/png;base64,\w+\S* \(\d+ characters\)'
        $view.Length | Should -BeLessThan 1500
    }
}

Describe 'The text for <Form>' -ForEach @(
    if ($hasCurl) { @{ Form = 'Curl' } }
    @{ Form = 'InvokeRestMethod' }
) {
    BeforeAll {
        Reset-TestEnvironment
        function Invoke-Pasted([string] $Text) { if ($Form -eq 'Curl') { Invoke-Bash $Text } else { Invoke-Paste $Text } }
    }

    BeforeEach { Reset-TestEnvironment }

    It 'sends the same when it is pasted: <What>' -ForEach $prompts {
        $sent = Get-Sent @{ Prompt = $Prompt }
        $null = Invoke-Pasted (ConvertTo-OfoxRequest $Prompt -OutputAs $Form)
        $pasted = Get-LastGatewayRequest -Ended
        $pasted.status | Should -Be 200
        $pasted.Json.messages[0].content | Should -BeExactly $sent.Json.messages[0].content
        $pasted.Json.model | Should -Be $sent.Json.model
        @(Get-GatewayRequest).Count | Should -Be 1
        Join-Path $TestDrive pasted.txt | Should -Not -Exist
    }

    It 'has the key and the headers from the environment' {
        Set-OfoxConfiguration -Header @{ 'X-Team-Token' = 'marked-header-1' }
        $text = ConvertTo-OfoxRequest hi -OutputAs $Form -BaseUri "$env:OFOX_BASE_URL`?version=2&key=marked"
        $env:OFOX_HEADER_X_TEAM_TOKEN = 'blue team'
        $env:OFOX_QUERY_VERSION = '2'
        $env:OFOX_QUERY_KEY = 'k'
        $null = Invoke-Pasted $text
        $pasted = Get-LastGatewayRequest -Ended
        $pasted.headers.Authorization | Should -BeExactly 'Bearer sk-test-key-0001'
        $pasted.headers.'X-Team-Token' | Should -BeExactly 'blue team'
        $pasted.path | Should -BeExactly '/v1/chat/completions?version=2&key=k'
        $pasted.headers.Accept | Should -Be 'application/json'
        $pasted.headers.'Content-Type' | Should -Be 'application/json; charset=utf-8'
    }

    It 'sends images: <Padding> bytes' -ForEach @(@{ Padding = 10 }, @{ Padding = 100000 }) {
        $image = New-TestPng (Join-Path $TestDrive b.png) 5 7 -Padding $Padding
        $sent = Get-Sent @{ Prompt = "it's"; Image = $image }
        $null = Invoke-Pasted (ConvertTo-OfoxRequest "it's" -Image $image -OutputAs $Form)
        $pasted = Get-LastGatewayRequest -Ended
        $pasted.status | Should -Be 200
        $pasted.Json.messages[0].content[1].image_url.url | Should -BeExactly $sent.Json.messages[0].content[1].image_url.url
    }

    It 'prints the answer, streamed too' {
        Invoke-Pasted (ConvertTo-OfoxRequest 'one two' -OutputAs $Form) | Out-String | Should -Match 'one two|chat.completion'
        Invoke-Pasted (ConvertTo-OfoxRequest 'one two' -Stream -OutputAs $Form) | Out-String | Should -Match 'data: \[DONE\]'
    }
}

Describe '-WhatIf with -Verbose' {
    BeforeEach { Reset-TestEnvironment }

    It 'of <_> tells the whole request without its secrets' -ForEach 'Invoke-OfoxChat', 'Get-OfoxStream' {
        $image = New-TestPng (Join-Path $TestDrive c.png)
        $told = & $_ 'say sk-marked-1' -System brief -Image $image -ApiKey sk-marked-1 -WhatIf -Verbose 4>&1 | Out-String -Width 500
        $told | Should -Match 'POST http://127'
        $told | Should -Match 'Authorization: Bearer \*\*\*\*'
        $told | Should -Match '"content": "brief"'
        $told | Should -Match 'base64,<33 bytes>'
        $told | Should -Match ([regex]::Escape('say ****'))
        $told | Should -Not -Match 'marked'
        Get-GatewayRequest | Should -BeNullOrEmpty
    }
}
