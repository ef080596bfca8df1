# Cassettes: what is recorded answers again, exactly, without a key and without a socket.

BeforeAll {
    . $PSScriptRoot/common.ps1

    # Everything of an answer but the clocks and the address, which is not that of the gateway in a replay.
    function Get-Fact($Answer) {
        foreach ($item in $Answer) { foreach ($call in $item.ToolInvocations) { $call.Duration = 0 } }
        $Answer | Select-Object * -ExcludeProperty Duration, TimeToFirstToken | ConvertTo-Json -Depth 12 |
            ForEach-Object { $_ -replace '"BaseUri": +"[^"]+"' }
    }

    # From here on nothing can be reached, and there is no key.
    function Disable-Gateway {
        $env:OFOX_API_KEY = $null
        $env:OFOX_BASE_URL = 'http://127.0.0.1:1/v1'
    }

    $script:Module = (Get-Module OfoxPS).Path
}

Describe 'A cassette' {
    BeforeEach {
        Reset-TestEnvironment
        $file = Join-Path $TestDrive "$([guid]::NewGuid())/x.json"
    }

    It 'replays objects that are the same but for their clocks: <what>' -ForEach @(
        @{ what = 'an answer'; run = { ofox 'hello world' -System s -Temperature 0.2 } }
        @{ what = 'a stream'; run = { ofox 'one two three' -Stream 6>$null } }
        @{ what = 'chunks'; run = { Get-OfoxStream 'one two three' } }
        @{ what = 'a retry'; run = { ofox hi -Model 'fault/429?times=1&pace=11' } }
        @{ what = 'calls of tools'; run = { ofox 'call Get-Culture' -Tool Get-Culture } }
        @{ what = 'an image'; run = { ofox x -Image (New-TestPng (Join-Path $TestDrive a.png)) } }
    ) {
        $recorded = Use-OfoxCassette $file -Mode Record $run
        Disable-Gateway
        $replayed = Use-OfoxCassette $file $run
        $recorded | Should -Not -BeNullOrEmpty
        Get-Fact $replayed | Should -Be (Get-Fact $recorded)
    }

    It 'replays the same failure: <model>' -ForEach @(
        @{ model = 'fault/401' }, @{ model = 'fault/truncated' }, @{ model = 'fault/reset' }, @{ model = 'fault/html' },
            @{ model = 'fault/stream-error' }, @{ model = 'fault/reset-midstream' }
    ) {
        $run = { ofox 'one two three' -Model $model -Stream -MaximumRetryCount 1 6>$null }
        $recorded = try { Use-OfoxCassette $file -Mode Record $run } catch { $_ }
        $uri = $env:OFOX_BASE_URL
        $env:OFOX_API_KEY = $null
        Clear-GatewayRequest
        $replayed = try { Use-OfoxCassette $file $run } catch { $_ }
        $uri | Should -Be $env:OFOX_BASE_URL
        Get-GatewayRequest | Should -BeNullOrEmpty
        $replayed.FullyQualifiedErrorId | Should -Be $recorded.FullyQualifiedErrorId
        $replayed.Exception.Message | Should -Be $recorded.Exception.Message
        $replayed.Exception.Attempts | Should -Be $recorded.Exception.Attempts
    }

    It 'shows the nearest recording and what differs' {
        Use-OfoxCassette $file -Mode Record { $null = ofox 'hello world' -Temperature 0.2; $null = ofox other }
        Disable-Gateway
        $record = try { Use-OfoxCassette $file { ofox 'hello there' -Temperature 0.2 } } catch { $_ }
        $record.FullyQualifiedErrorId | Should -BeLike 'OfoxCassetteMiss,*'
        $record.CategoryInfo.Category | Should -Be ObjectNotFound
        $record.Exception.Message | Should -BeLike "*nearest of 2 recordings is number 1, which differs in messages``[0``].content (recorded 'hello world', asked 'hello there')*"
        $record.Exception.Message | Should -Not -BeLike '*temperature*'
    }

    It 'a miss costs one item of many' {
        Use-OfoxCassette $file -Mode Record { $null = 'a', 'b' | ofox x }
        Disable-Gateway
        $got = Use-OfoxCassette $file { 'a', 'c', 'b' | ofox x -ErrorVariable failed -ErrorAction SilentlyContinue }
        @($got).Count | Should -Be 2
        $failed.Count | Should -Be 1
    }

    It 'uses recordings in order, and again only with -Repeat' {
        Use-OfoxCassette $file -Mode Record { $null = ofox hi -Model 'openai/gpt-4o?pace=0'; $null = ofox hi -Model 'openai/gpt-4o?pace=0' }
        Disable-Gateway
        $ids = Use-OfoxCassette $file { 1..2 | ForEach-Object { ofox hi -Model 'openai/gpt-4o?pace=0' } } | ForEach-Object Id
        $ids[0] | Should -Not -Be $ids[1]
        { Use-OfoxCassette $file { 1..3 | ForEach-Object { $null = ofox hi -Model 'openai/gpt-4o?pace=0' } } } |
            Should -Throw '*2 recordings of this request, and they have been used already*'
        (Use-OfoxCassette $file -Repeat { 1..3 | ForEach-Object { ofox hi -Model 'openai/gpt-4o?pace=0' } })[2].Id | Should -Be $ids[1]
    }

    It 'does not look at the order of fields, at line ends, and with -MatchOn at less' {
        Use-OfoxCassette $file -Mode Record { $null = ofox "a`nb" -ExtraBody ([ordered] @{ seed = 1; user = 'u' }) }
        Disable-Gateway
        Use-OfoxCassette $file { ofox "a`r`nb" -ExtraBody ([ordered] @{ user = 'u'; seed = 1.0 }) } | Should -Not -BeNullOrEmpty
        { Use-OfoxCassette $file { ofox other } } | Should -Throw
        Use-OfoxCassette $file -MatchOn Model { ofox other } | Should -Not -BeNullOrEmpty
        Use-OfoxCassette $file -MatchOn Prompt { ofox "a`nb" -Model m/n } | Should -Not -BeNullOrEmpty
        { Use-OfoxCassette $file -MatchOn Model, Prompt { ofox other } } | Should -Throw '*prompt (recorded*'
        { Use-OfoxCassette $file -MatchOn Uri { ofox other } } | Should -Throw '*uri (recorded*'
        Use-OfoxCassette $file -MatchOn None { ofox anything -Model m/n } | Should -Not -BeNullOrEmpty
    }

    It '-Mode Auto sends only what is not recorded, and needs a key only then' {
        $null = Use-OfoxCassette $file -Mode Record { ofox one }
        Clear-GatewayRequest
        Use-OfoxCassette $file -Mode Auto { ofox one; ofox two } | Should -HaveCount 2
        @(Get-GatewayRequest).Count | Should -Be 1
        $env:OFOX_API_KEY = $null
        Use-OfoxCassette $file -Mode Auto { ofox two } | Should -Not -BeNullOrEmpty
        { Use-OfoxCassette $file -Mode Auto { ofox three } } |
            Should -Throw -ErrorId 'OfoxMissingApiKey,OfoxPS.Commands.InvokeOfoxChatCommand'
    }

    It '-Mode Passthrough sends all, keeps nothing, and still lists what was sent' {
        $null = Use-OfoxCassette $file -Mode Passthrough { ofox one }
        Test-Path $file | Should -BeFalse
        (Get-OfoxTestRequest).Prompt | Should -Be one
        @(Get-GatewayRequest).Count | Should -Be 1
    }

    It 'is readable JSON with a schema version, and works with Windows line ends' {
        $null = Use-OfoxCassette $file -Mode Record { ofox "a`nb"; ofox 'one two' -Stream 6>$null }
        $text = [IO.File]::ReadAllText($file)
        $text | Should -Not -Match "`r"
        $json = $text | ConvertFrom-Json
        $json.schemaVersion | Should -Be 1
        $json.interactions[0].request.body.messages[0].content | Should -Be "a`nb"
        $json.interactions[0].response.body.choices[0].message.content | Should -Not -BeNullOrEmpty
        $json.interactions[1].response.chunks[0].text | Should -BeLike 'data: {*'
        [IO.File]::WriteAllText($file, $text.Replace("`n", "`r`n"), [Text.UTF8Encoding]::new($true))
        Disable-Gateway
        Use-OfoxCassette $file { ofox "a`r`nb"; ofox 'one two' -Stream 6>$null } | Should -HaveCount 2
    }

    It 'keeps images by their hash beside the file' {
        $png = New-TestPng (Join-Path $TestDrive b.png) 30 20 -Padding 1000
        $null = Use-OfoxCassette $file -Mode Record {
            ofox x -Image $png; ofox y -Image "data:image/png;base64,$([Convert]::ToBase64String([IO.File]::ReadAllBytes($png)))" }
        $hash = (Get-FileHash $png -Algorithm SHA256).Hash.ToLowerInvariant()
        $kept = @(Get-ChildItem (Join-Path (Split-Path $file) 'x.images'))
        $kept.Name | Should -Be "$hash.png"
        (Get-FileHash $kept[0]).Hash | Should -Be $hash
        ([regex]::Matches([IO.File]::ReadAllText($file), "data:image/png;base64,sha256:$hash")).Count | Should -Be 2
    }

    It 'takes the recordings of two runspaces at once, and loses none' {
        $script = {
            param($Module, $File, $Key, $Uri, $Name)
            $env:OFOX_API_KEY = $Key; $env:OFOX_BASE_URL = $Uri
            Import-Module $Module
            Use-OfoxCassette $File -Mode Record { 1..8 | ForEach-Object { $null = ofox "$Name $_" } }
        }
        $runs = foreach ($name in 'left', 'right') {
            $shell = [powershell]::Create().AddScript($script).AddArgument($Module).AddArgument($file).AddArgument(
                $env:OFOX_API_KEY).AddArgument($env:OFOX_BASE_URL).AddArgument($name)
            @{ Shell = $shell; Wait = $shell.BeginInvoke() }
        }
        foreach ($run in $runs) { $run.Shell.EndInvoke($run.Wait); $run.Shell.Streams.Error | Should -BeNullOrEmpty; $run.Shell.Dispose() }
        $prompts = ([IO.File]::ReadAllText($file) | ConvertFrom-Json).interactions | ForEach-Object { $_.request.body.messages[0].content }
        @($prompts | Sort-Object) |
            Should -Be @('left', 'right' | ForEach-Object { $name = $_; 1..8 | ForEach-Object { "$name $_" } } | Sort-Object)
        Get-ChildItem (Split-Path $file) | Should -HaveCount 1
    }

    It 'is used by scripts that were not touched, in child processes, by $env:OFOX_CASSETTE' {
        $child = "Import-Module '$Module'; (ofox hi).Content; (ofox 'one two' -Stream 6>`$null).Content"
        $env:OFOX_CASSETTE = $file
        $env:OFOX_CASSETTE_MODE = 'Record'
        $recorded = & $Shell @ShellArgument -NoProfile -NonInteractive -Command $child
        Disable-Gateway
        $env:OFOX_CASSETTE_MODE = $null
        $replayed = & $Shell @ShellArgument -NoProfile -NonInteractive -Command $child
        $recorded.Count | Should -Be 2
        $replayed | Should -Be $recorded
        $env:OFOX_CASSETTE_MODE = 'Rewind'
        { ofox hi } | Should -Throw '*OFOX_CASSETTE_MODE*Rewind*'
    }

    # ForEach-Object -Parallel is of PowerShell 7.
    It 'is used in jobs and parallel runspaces by the environment' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $null = Use-OfoxCassette $file -Mode Record { 1..3 | ForEach-Object { ofox "number $_" } }
        Disable-Gateway
        $env:OFOX_CASSETTE = $file
        $found = 1..3 | ForEach-Object -Parallel { Import-Module $using:Module; "$(ofox "number $_")" }
        $found | Sort-Object | Should -Be 'number 1', 'number 2', 'number 3'
        $job = Start-Job { Import-Module $using:Module; "$(ofox 'number 2')" }
        $job | Receive-Job -Wait -AutoRemoveJob | Should -Be 'number 2'
    }

    It 'says nothing of certificates in a replay' {
        $null = Use-OfoxCassette $file -Mode Record { ofox hi }
        $env:OFOX_BASE_URL = 'https://ofox.invalid/v1'
        Use-OfoxCassette $file { $null = ofox hi -SkipCertificateCheck -WarningVariable warned }
        $warned | Should -BeNullOrEmpty
    }

    It 'that cannot be written costs an error, not the answer' {
        $null = New-Item $file -Value 'where a folder should be' -Force
        $answer = Use-OfoxCassette "$file/below.json" -Mode Record { ofox hi -ErrorVariable failed -ErrorAction SilentlyContinue }
        $answer.Content | Should -Be hi
        $failed | Should -HaveCount 1
    }
}

Describe 'A block of <name>' -ForEach @(
    @{ name = 'Use-OfoxCassette'; first = @{ Path = ''; Mode = 'Passthrough' } }
    @{ name = 'Use-OfoxTestResponse'; first = @{ Response = 'x'; AllowUnused = $true } }
) {
    BeforeAll { if ($first.ContainsKey('Path')) { $first.Path = Join-Path $TestDrive none.json } }

    It 'runs in the scope of its caller' {
        $inside = 0
        & $name @first { $inside = 5; $fresh = 7 }
        $inside, $fresh | Should -Be 5, 7
    }

    It 'writes as it goes' {
        $seen = [System.Collections.Generic.List[string]]::new()
        & $name @first { 1; $seen.Add('after 1'); 2 } | ForEach-Object { $seen.Add("got $_") }
        $seen | Should -Be 'got 1', 'after 1', 'got 2'
    }

    It 'is left by <how>, and then it is over' -ForEach @(
        @{ how = 'break'; leave = { foreach ($i in 1..3) { & $name @first { break } } } }
        @{ how = 'continue'; leave = { foreach ($i in 1) { & $name @first { continue } } } }
        @{ how = 'return'; leave = { & $name @first { return } } }
        @{ how = 'throw'; leave = { try { & $name @first { throw 'x' } } catch { $null = $_ } } }
        @{ how = 'Select-Object'; leave = { & $name @first { 1; 2 } | Select-Object -First 1 } }
        @{ how = 'an inner block'; leave = { & $name @first { Use-OfoxTestResponse y { "$(ofox 1)" } } } }
    ) {
        Reset-TestEnvironment
        $null = . $leave
        Use-OfoxTestResponse mine { foreach ($once in 1) { $null = . $leave }; "$(ofox hi)" } | Should -Be mine
        Clear-GatewayRequest
        "$(ofox 'to the gateway')" | Should -Be 'to the gateway'
        @(Get-GatewayRequest).Count | Should -Be 1
    }

    It 'has the errors of its script' {
        $caught = try { & $name @first { throw 'boom' } } catch { $_ }
        $caught.FullyQualifiedErrorId | Should -Be boom
        $output = & $name @first { Write-Error one; 'goes on' } 2>&1
        "$($output[0])", $output[1] | Should -Be one, 'goes on'
        { & $name @first { Write-Error two -ErrorAction Stop } } | Should -Throw two
        $global:Error.Clear()
        & $name @first { Write-Error one } -ErrorAction SilentlyContinue 2>$null
        $global:Error.Count | Should -Be 1
    }

    It 'takes input' {
        1..3 | & $name @first { process { $_ * 2 } } | Should -Be 2, 4, 6
        1..3 | & $name @first { $input } | Should -Be 1, 2, 3
    }

    It 'ends when its pipeline is stopped' {
        $shell = [powershell]::Create().AddScript("Import-Module '$Module'")
        $null = $shell.Invoke()
        $shell.Commands.Clear()
        $null = $shell.AddScript('param($name, $first) & $name @first { "in"; Start-Sleep 60 }').AddArgument($name).AddArgument($first)
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $run = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
        while ($output.Count -eq 0 -and -not $run.IsCompleted) { $null = $run.AsyncWaitHandle.WaitOne(20) }
        $shell.Stop()
        $shell.Commands.Clear()
        $null = $shell.AddScript(
            '@(Get-OfoxTestRequest).Count; try { ofox hi -BaseUri http://127.0.0.1:1 -ApiKey abcd -MaximumRetryCount 0 } catch { "$_" }')
        $after = $shell.Invoke()
        $after[0] | Should -Be 0
        $after[1] | Should -BeLike 'No connection*'
        $shell.Dispose()
    }
}
