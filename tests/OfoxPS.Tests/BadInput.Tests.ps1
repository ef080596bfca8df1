# Nonsense in each parameter: one clear error that names it, and nothing is sent.

BeforeDiscovery {
    $half = "a$([char] 0xD83D)b"
    $nul = "a$([char] 0)b"
    $long = 'x' * 100MB
    $cycle = @{ a = 1 }
    $cycle.self = $cycle
    $list = [System.Collections.ArrayList]::new()
    $null = $list.Add($list)
    $folder = Get-Item ([System.IO.Path]::GetTempPath())

    # Numbers that are none, or out of range, for every parameter that takes a number.
    $numbers = foreach ($name in 'Temperature', 'TopP', 'FrequencyPenalty', 'PresencePenalty', 'MaxTokens', 'MaximumRetryCount',
        'ConnectionTimeoutSeconds', 'OperationTimeoutSeconds', 'TimeoutSeconds', 'MaxToolRound') {
        foreach ($value in [double]::NaN, [double]::PositiveInfinity, [double]::NegativeInfinity, -5, 1e300, 'abc', @{ a = 1 }, @(1, 2)) {
            @{ Name = $name; Value = $value; What = "$value" }
        }
    }

    # What each other parameter refuses.
    $others = foreach ($case in @(
            @{ Name = 'Prompt'; Values = $half, $nul, '', " `t", $long; Says = 'text|user message|prompt' }
            @{ Name = 'System'; Values = $half, $nul, $long; Says = 'system' }
            @{ Name = 'Model'; Values = $half, $nul, ' ', "a`nb" }
            @{ Name = 'Fallback'; Values = $half, $nul, @('a', "b$([char] 7)") }
            @{ Name = 'ImageDetail'; Values = $half, $nul, 'best', 42, @{ a = 1 }, $folder }
            @{ Name = 'Routing'; Values = $half, $nul, 'fastest', 42, @{ a = 1 }, $folder }
            @{ Name = 'Image';
                Values = $half, $nul, $long, '', ' ', 'no such file', $folder, $folder.FullName, 42, @{ a = 1 }, $cycle, 'ftp://host/a.png',
                [byte[]] @(), [byte[]] (1, 2, 3) }
            @{ Name = 'Image'; Values = "http://host/$half", "data:image/png;base64,$half", "http://host/$nul", ('/tmp/' + 'a' * 5000);
                Says = 'image' }
            @{ Name = 'Message';
                Values = @{ role = 'tool'; content = 'x'; tool_call_id = $half }, @{ role = 'user'; content = 'x'; name = $half };
            Says = 'user|tool' }
            @{ Name = 'Message';
                Values = $half, $nul, $long, 42, @{}, @{ 1 = 2 }, $cycle, $list, @{ role = 'oracle'; content = 'x' }, $folder }
            @{ Name = 'Tool'; Values = $half, $nul, '', 42, @{}, @{ 1 = 2 }, $cycle, $folder, 'No-SuchCommand' }
            @{ Name = 'ToolChoice'; Values = $half, 42, @{ 1 = 2 }, $cycle; Says = 'ToolChoice|tool_choice' }
            @{ Name = 'ResponseFormat'; Values = $half, 'verse', 42, @{ 1 = 2 }, $cycle, $list }
            @{ Name = 'Provider';
                Values = $half, $nul, 42, 'words', @{ 1 = 2 }, @{ a = $half }, @{ a = [double]::NaN }, $cycle, $list, @(1) }
            @{ Name = 'ExtraBody';
                Values = $half, $nul, 42, 'words', @{ 1 = 2 }, @{ a = $half }, @{ a = [double]::NaN }, $cycle, $list, @{ messages = 1 };
            Says = "ExtraBody|'a'" }
            @{ Name = 'ApiKey'; Values = $half, $nul, ' ', "a b", "a`nb", 42, $true, @{ a = 1 }, $folder; Says = 'API ?key' }
            @{ Name = 'BaseUri';
                Values = $half, 'api', 'ftp://127.0.0.1/v1', 'http://', 42, $folder, 'http://user:pw@127.0.0.1/v1',
                'http://gateway.example/v1'; Says = 'BaseUri|base URL|address' }
        )) {
        foreach ($value in $case.Values) {
            $what = if ($value -is [string]) {
                $value.Substring(0, [Math]::Min(20, $value.Length)) -replace [char] 0, 'NUL' -replace [char] 0xD83D, 'HALF' -replace
                '[\x01-\x1f]', 'CONTROL' } elseif ($null -eq $value) { 'null' } else { $value.GetType().Name }
            @{ Name = $case.Name; Value = $value; What = $what; Says = if ($case.Says) { $case.Says } else { $case.Name } }
        }
    }
    $settings = foreach ($case in @(
            @{ Name = 'Proxy'; Values = 'not an address', 'ftp://host', 42 }
            @{ Name = 'Header'; Values = 'x: y', @{ 'a b' = 1 }, @{ a = "x`ny" }, @{ 'content-type' = 'x' }, @{ a = $nul }, 42 }
            @{ Name = 'LogPath'; Values = $nul, 'env:log', 'function:log' }
            @{ Name = 'ProxyCredential'; Values = 42, @{ a = 1 } }
        )) {
        foreach ($value in $case.Values) {
            @{ Name = $case.Name; Value = $value; What = if ($value -is [string]) { $value } else { $value.GetType().Name } } }
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    # One error, whose words are meant for a person, and no request.
    function Assert-Refused([scriptblock] $Action, [string] $Parameter, [string] $Says = $Parameter) {
        Clear-GatewayRequest
        $Error.Clear()
        $caught = $null
        try { $null = & $Action 3> $null 6> $null } catch { $caught = $_ }
        $caught | Should -Not -BeNullOrEmpty -Because "-$Parameter is nonsense"
        @($Error | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }) | Should -HaveCount 1
        $caught.CategoryInfo.Category | Should -Not -Be 'NotSpecified'
        "$caught" | Should -Match $Says -Because 'a person has to find what to change'
        "$caught".Length | Should -BeLessThan 700
        "$caught" | Should -Not -Match 'Object reference|index was|Unable to cast|The method or operation'
        @(Get-GatewayRequest) | Should -HaveCount 0
        $caught
    }
}

Describe 'A request refuses' {
    BeforeEach { Reset-TestEnvironment }

    It '-<Name> <What>' -ForEach $numbers {
        $with = @{ $Name = $Value }
        $null = Assert-Refused { ofox hi @with } $Name
        $null = Assert-Refused { Get-OfoxStream hi @with } $Name
    }

    It '-<Name> <What>' -ForEach $others {
        $with = @{ $Name = $Value }
        if ($Name -ne 'Prompt') { $with.Prompt = 'hi' }
        $null = Assert-Refused { ofox @with } $Name $Says
        $null = Assert-Refused { Get-OfoxStream @with } $Name $Says
    }
}

Describe 'Set-OfoxConfiguration refuses' {
    It '-<Name> <What>' -ForEach $settings {
        $with = @{ $Name = $Value }
        $null = Assert-Refused { Set-OfoxConfiguration @with; ofox hi } $Name
        Reset-TestEnvironment
    }
}

Describe 'Other cmdlets refuse' {
    BeforeEach { Reset-TestEnvironment }

    It '<Name>' -ForEach @(
        @{ Name = 'half of a character as a form'; Call = { ConvertTo-OfoxSchema "a$([char] 0xD83D)b" }; Says = 'form' }
        @{ Name = 'a schema in a path with NUL'; Call = { ConvertTo-OfoxSchema -SchemaPath "a$([char] 0)b" }; Says = 'schema' }
        @{ Name = 'a schema in a folder'; Call = { ofox hi -SchemaPath ([System.IO.Path]::GetTempPath()) }; Says = 'schema' }
        @{ Name = 'a form with a cycle'; Call = { $form = @{ a = 1 }; $form.self = $form; ofox hi -As $form }; Says = 'form' }
        @{ Name = 'a schema with a number for a property'; Call = { ConvertTo-OfoxSchema @{ type = 'object'; properties = @{ a = 5 } } };
            Says = "'properties' at \$ must be names and a schema for each" }
        @{ Name = 'a schema with a word for a number'; Call = { ofox hi -As '{"type":"object","properties":{"a":{"minimum":"x"}}}' };
            Says = "'minimum' at \$\.properties\.a must be a number" }
        @{ Name = 'a schema of a type that there is not'; Call = { ofox hi -As '{"type":"object","properties":{"a":{"type":"zork"}}}' };
            Says = "'type' at" }
        @{ Name = 'a schema with a number for names';
            Call = { New-OfoxTool -Name x -Strict -Schema @{ type = 'object'; properties = @{ a = @{ type = 'string' } }; required = 5 } };
        Says = "'required'" }
        @{ Name = 'a pattern that is none'; Call = { Get-Date | ofox hi -InputProperty '[' -ErrorAction Stop }; Says = 'InputProperty' }
        @{ Name = 'a cassette in another drive';
            Call = { Push-Location env:; try { Use-OfoxCassette a.json { ofox hi } -Mode Auto } finally { Pop-Location } };
        Says = 'cassette' }
        @{ Name = 'a property that PowerShell keeps for itself';
            Call = { [pscustomobject]@{ a = 1 } | ofox hi -As @{ b = [int] } -Property PSObject -ErrorAction Stop }; Says = 'PSObject' }
        @{ Name = 'a form with a name that PowerShell keeps for itself'; Call = { ofox hi -As @{ PSObject = [string] } };
            Says = 'PSObject' }
        @{ Name = 'no number in the JSON of a response'; Call = { New-OfoxTestResponse -Json ([double]::NaN) }; Says = 'number' }
        @{ Name = 'a role that does not exist'; Call = { New-OfoxMessage hi -Role oracle }; Says = 'Role' }
        @{ Name = 'a folder as content'; Call = { New-OfoxMessage (Get-Item ([System.IO.Path]::GetTempPath())) }; Says = 'directory' }
        @{ Name = 'a tool of no command'; Call = { New-OfoxTool 'No-SuchCommand' }; Says = 'No-SuchCommand' }
        @{ Name = 'a folder as a log'; Call = { Get-OfoxUsage -Path ([System.IO.Path]::GetTempPath()) }; Says = 'log' }
        @{ Name = 'a folder as a cassette'; Call = { Use-OfoxCassette ([System.IO.Path]::GetTempPath()) { ofox hi } }; Says = 'cassette' }
    ) {
        $null = Assert-Refused $Call $Name $Says
    }
}

Describe 'Text of any kind' {
    BeforeEach { Reset-TestEnvironment }

    It 'that comes by the pipeline is held to the same, and the good ones go on' {
        $answers = @("a$([char] 0)b", 'fine' | ofox 'say: ok' -ErrorAction SilentlyContinue -ErrorVariable failed)
        $answers | Should -HaveCount 1
        $failed | Should -HaveCount 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'OfoxInvalidArgument,*'
        "$($failed[0])" | Should -Match 'position \d+ it holds a NUL character'
    }

    It 'in an object is sent with the sign for what is no text' {
        $null = [pscustomobject]@{ Name = "a$([char] 0)b" } | ofox 'what is it?'
        (Get-LastGatewayRequest -Ended).Json.messages[-1].content | Should -Match "a$([char] 0xFFFD)b"
    }
}

# Windows has no pipes among its files.
Describe 'A named pipe' -Skip:(-not (Get-Command mkfifo -CommandType Application -ErrorAction Ignore)) {
    BeforeAll {
        Reset-TestEnvironment
        $pipe = Join-Path $TestDrive 'a.pipe'
        mkfifo $pipe
    }

    # Opening one waits until somebody writes: none of these may come to that.
    It 'is no file as <Name>, and nothing waits for it' -ForEach @(
        @{ Name = 'an image'; Call = { ofox hi -Image $pipe } }
        @{ Name = 'a piped file'; Call = { Get-Item $pipe | ofox hi -ErrorAction Stop } }
        @{ Name = 'a schema'; Call = { ofox hi -SchemaPath $pipe } }
    ) {
        $null = Assert-Refused $Call $Name 'pipe'
    }
}
