# What a tool wrote, as the text that the model reads: compact, within limits, and never a reason to fail.

BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-Result([scriptblock] $Script, [hashtable] $With = @{}) {
        (ofox 'call t({})' -Tool (
            New-OfoxTool -Name t -ScriptBlock $Script @With) -WarningAction SilentlyContinue).ToolInvocations[0].Result
    }
}

Describe 'Output of a tool' {
    It '<Case> is <Text>' -ForEach @(
        @{ Case = 'nothing'; Script = { }; Text = 'no output' }
        @{ Case = '$null'; Script = { $null }; Text = 'no output' }
        @{ Case = 'an empty text'; Script = { '' }; Text = 'no output' }
        @{ Case = 'an empty list'; Script = { , @() }; Text = 'no output' }
        @{ Case = 'a text'; Script = { 'as "it" is' }; Text = 'as "it" is' }
        @{ Case = 'several texts'; Script = { 'a', 'b' }; Text = "a`nb" }
        @{ Case = 'a text of many lines'; Script = { "a`r`nb" }; Text = "a`r`nb" }
        @{ Case = 'a number'; Script = { 5 }; Text = '5' }
        @{ Case = 'several numbers'; Script = { 1, 2.5 }; Text = '[1,2.5]' }
        @{ Case = 'a boolean'; Script = { $true }; Text = 'true' }
        @{ Case = 'an object'; Script = { [pscustomobject]@{ b = 1; a = 'x' } }; Text = '{"b":1,"a":"x"}' }
        @{ Case = 'several objects'; Script = { [pscustomobject]@{ a = 1 }; [pscustomobject]@{ a = 2 } }; Text = '[{"a":1},{"a":2}]' }
        @{ Case = 'texts among objects'; Script = { 'x'; [pscustomobject]@{ a = 1 } }; Text = '["x",{"a":1}]' }
        @{ Case = 'a hashtable'; Script = { [ordered]@{ a = 1; b = @(1, 2) } }; Text = '{"a":1,"b":[1,2]}' }
        @{ Case = 'a list of one, kept whole'; Script = { [pscustomobject]@{ l = @(1) } }; Text = '{"l":[1]}' }
        @{ Case = 'an enum'; Script = { [System.DayOfWeek]::Friday }; Text = '"Friday"' }
        @{ Case = 'a date'; Script = { [datetime]::new(2026, 1, 2) }; Text = '"2026-01-02T00:00:00*"' }
        @{ Case = 'no number'; Script = { [double]::NaN }; Text = '"NaN"' }
        @{ Case = 'a type'; Script = { [string] }; Text = '*string*' }
        @{ Case = 'an exception'; Script = { [System.InvalidOperationException]::new('odd') }; Text = '*odd*' }
        @{ Case = 'a control character'; Script = { "a$([char] 7)b" }; Text = "a$([char] 7)b" }
        @{ Case = 'a NUL, which is no text'; Script = { "a`0b" }; Text = "a$([char] 0xFFFD)b" }
    ) {
        Get-Result $Script | Should -BeLike ($Text -replace '\[', '`[')
    }

    It 'is not what Write-Host, Write-Verbose and Write-Information said' {
        Get-Result { Write-Host 'host' 6> $null; Write-Verbose 'verbose'; Write-Information 'information'; 'said' } |
            Should -BeExactly 'said'
    }

    It 'of a native program is its lines, with what it wrote to error marked' {
        Get-Result { dotnet --version } | Should -Match '^\d+\.\d+'
        Get-Result { & $Shell @ShellArgument -NoProfile -NonInteractive -Command '[Console]::Out.WriteLine(''out''); [Console]::Error.WriteLine(''bad'')' } | Should -BeExactly "out`nERROR: bad"
    }
}

Describe 'Warnings and errors of a tool' {
    It 'follow its output, marked' {
        Get-Result { 'a'; Write-Warning 'careful'; Write-Error 'bad'; 'b' } | Should -BeExactly "a`nb`nWARNING: careful`nERROR: bad"
        Get-Result { [pscustomobject]@{ a = 1 }; Write-Error 'bad' } | Should -BeExactly "{`"a`":1}`nERROR: bad"
    }

    It 'are all there is when it wrote nothing' {
        Get-Result { Write-Error 'bad' } | Should -BeExactly 'ERROR: bad'
    }

    It 'of a command are its words' {
        Get-Result { Get-Item -LiteralPath /no/such/thing } | Should -Match '^ERROR: .*no.such.thing'
    }

    It 'are told apart from the result, where the errors of a call are looked for' {
        $tool = New-OfoxTool -Name t -ScriptBlock { 'data'; Write-Error 'bad'; Write-Warning 'careful'; Write-Error 'worse' }
        $answer = ofox 'call t({})' -Tool $tool
        $answer.ToolInvocations[0].Error | Should -BeExactly "bad`nworse"
        $answer.ToolInvocations[0].Result | Should -BeExactly "data`nERROR: bad`nWARNING: careful`nERROR: worse"
        ($answer | Out-String -Width 200) | Should -Match '2 rounds, failed t'
    }

    It 'are not there after a warning alone' {
        (ofox 'call t({})' -Tool (New-OfoxTool -Name t -ScriptBlock { Write-Warning 'careful' })).ToolInvocations[0].Error |
            Should -BeNullOrEmpty
    }

    It 'are not lost when the output is cut' {
        Get-Result { 'x' * 100; Write-Error 'important' } @{ MaxOutputLength = 10 } | Should -BeLike 'xxxxxxxxxx*ERROR: important'
    }

    It 'have a limit of their own' {
        (Get-Result { foreach ($i in 1..2000) { Write-Error "error number $i" } }).Length | Should -BeLessThan 5000
    }

    It 'do not reach the caller''s streams' {
        $answer = ofox 'call t({})' -Tool (
            New-OfoxTool -Name t -ScriptBlock {
            Write-Warning 'careful'; Write-Error 'bad' }) -ErrorVariable errors -WarningVariable warnings
        $answer.Content | Should -BeLike '*WARNING: careful*ERROR: bad*'
        $errors | Should -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
    }
}

Describe 'Depth' {
    BeforeAll { $nested = {
        [pscustomobject]@{ a = [pscustomobject]@{ b = [pscustomobject]@{ c = [pscustomobject]@{ d = [pscustomobject]@{ e = 1 } } } } } } }

    It 'is 3 levels below the first unless said' {
        $json, $note = (Get-Result $nested) -split "`n"
        $json | Should -BeExactly '{"a":{"b":{"c":{"d":"@{e=1}"}}}}'
        $note | Should -BeLike '(cut: values deeper than 3 levels (-OutputDepth)*)'
    }

    It 'is -OutputDepth' {
        @((Get-Result $nested @{ OutputDepth = 1 }) -split "`n")[0] | Should -BeLike '{"a":{"b":"*"}}'
        Get-Result $nested @{ OutputDepth = 9 } | Should -BeExactly '{"a":{"b":{"c":{"d":{"e":1}}}}}'
    }
}

Describe '-OutputAs' {
    BeforeAll { $rows = { [pscustomobject]@{ Name = 'a'; Size = 1 }; [pscustomobject]@{ Name = 'b'; Size = 22 } } }

    It 'Table is a table, without colours' {
        Get-Result $rows @{ OutputAs = 'Table' } | Should -Match '^Name +Size *\r?\n-+ +-+ *\r?\na +1 *\r?\nb +22$'
        Get-Result { Get-Item . } @{ OutputAs = 'Table' } | Should -Not -Match ([char] 27)
    }

    It 'List is a list' {
        Get-Result $rows @{ OutputAs = 'List' } | Should -Match '(?s)^Name : a\r?\nSize : 1.*Name : b\r?\nSize : 22$'
    }

    It 'Text is what the console would show' {
        Get-Result { [version] '1.2.3.4' } @{ OutputAs = 'Text' } | Should -Match '(?s)Major.*1 +2 +3 +4'
    }

    It 'does not matter for texts' {
        Get-Result { 'a'; 'b' } @{ OutputAs = 'Table' } | Should -BeExactly "a`nb"
    }

    It 'is text for what Format-Table made, whatever is said' {
        Get-Result { [pscustomobject]@{ Name = 'a' } | Format-Table } | Should -Match '^Name *\r?\n-+ *\r?\na$'
        Get-Result { [pscustomobject]@{ Name = 'a' } | Format-List } @{ OutputAs = 'Table' } | Should -BeExactly 'Name : a'
    }

    It 'has warnings and errors too' {
        Get-Result { [pscustomobject]@{ Name = 'a' }; Write-Error 'bad' } @{ OutputAs = 'Table' } |
            Should -Match '(?s)^Name.*\na *\r?\nERROR: bad$'
    }
}

Describe 'Length' {
    It 'is at most -MaxOutputLength, then a note for the model and a warning for the caller' {
        $answer = ofox 'call t({})' -Tool (
            New-OfoxTool -Name t -ScriptBlock { 'x' * 100 } -MaxOutputLength 10) -WarningVariable warned -WarningAction SilentlyContinue
        $answer.ToolInvocations[0].Result | Should -BeLike 'xxxxxxxxxx?(cut: *10 of 100 characters*)'
        $warned | Should -HaveCount 1
        "$warned" | Should -BeLike 't: *10 of 100 characters*'
    }

    It 'is exact: what fits is whole, and nobody is warned' {
        $answer = ofox 'call t({})' -Tool (New-OfoxTool -Name t -ScriptBlock { 'x' * 10 } -MaxOutputLength 10) -WarningVariable warned
        $answer.ToolInvocations[0].Result | Should -BeExactly 'xxxxxxxxxx'
        $warned | Should -BeNullOrEmpty
    }

    It 'never cuts a character in half' {
        Get-Result { ('x' * 9) + [char]::ConvertFromUtf32(0x1F98A) } @{ MaxOutputLength = 10 } | Should -BeLike 'xxxxxxxxx?(cut: *'
    }

    It 'cuts lists between objects, so that the JSON stays JSON' {
        $result = Get-Result { 1..50 | ForEach-Object { [pscustomobject]@{ Number = $_ } } } @{ MaxOutputLength = 100 }
        $json, $note = $result -split "`n"
        $objects = @(ConvertFrom-TestJson $json | ForEach-Object { $_ })
        $objects.Count | Should -BeGreaterThan 2
        $objects.Count | Should -BeLessThan 10
        $note | Should -BeExactly "(cut: the first $($objects.Count) objects were sent to the model, and the tool was stopped)"
    }

    It 'cuts a single object somewhere' {
        $result = Get-Result { [pscustomobject]@{ Text = 'x' * 200 } } @{ MaxOutputLength = 50 }
        $result | Should -BeLike '{"Text":"xxx*(cut: *50 of *)'
    }

    It 'cuts tables' {
        (Get-Result { 1..500 | ForEach-Object { [pscustomobject]@{ Number = $_ } } } @{
            OutputAs = 'Table'; MaxOutputLength = 100 }).Length | Should -BeLessThan 300
    }
}

Describe 'Objects that are hard to write' {
    It '<Case>' -ForEach @(
        @{ Case = 'an object that holds itself'; Script = { $o = [pscustomobject]@{ a = 1 }; $o | Add-Member me $o; $o };
            Like = '{"a":1,"me":*}*(cut: *refer to themselves*)' }
        @{ Case = 'a hashtable that holds itself'; Script = { $h = @{ a = 1 }; $h.me = $h; $h }; Like = '{*"a":1*}*(cut: *refer to themselves*)' }
        @{ Case = 'a list that holds itself'; Script = { $l = [System.Collections.ArrayList]::new(); $null = $l.Add($l); , $l };
            Like = '*' }
        @{ Case = 'a property that throws';
            Script = { [pscustomobject]@{ a = 1 } | Add-Member ScriptProperty Bad { throw 'no' } -PassThru }; Like = '{"a":1,"Bad":null}' }
        @{ Case = 'bytes'; Script = { , [byte[]] (1, 2, 255) }; Like = '*' }
        @{ Case = 'a stream'; Script = { , [System.IO.MemoryStream]::new([byte[]] (1, 2)) }; Like = '{*"Length":2*}' }
        @{ Case = 'half a character'; Script = { [string][char] 0xD83E }; Like = [string][char] 0xFFFD }
        @{ Case = 'half a character in an object'; Script = { [pscustomobject]@{ a = [string][char] 0xD83E } };
            Like = "{`"a`":`"$([char] 0xFFFD)`"}" }
        @{ Case = 'a script block'; Script = { { Get-Date } }; Like = '*Get-Date*' }
        @{ Case = 'a process'; Script = { Get-Process -Id $PID }; Like = '{*"Id":*}' }
        @{ Case = 'a file'; Script = { Get-Item . }; Like = '{*}' }
        @{ Case = 'a thread'; Script = { [System.Threading.Thread]::CurrentThread }; Like = '{*}' }
        @{ Case = 'a database table';
            Script = { $t = [System.Data.DataTable]::new('t'); $null = $t.Columns.Add('c'); $null = $t.Rows.Add('v'); $t.Rows };
        Like = '*"v"*' }
        @{ Case = 'XML'; Script = { [xml] '<a><b>1</b></a>' }; Like = '*<a><b>1</b></a>*' }
    ) {
        $result = Get-Result $Script
        $result | Should -Not -BeLike 'ERROR*'
        $result | Should -BeLike ($Like -replace '\[', '`[')
    }

    It 'secrets are not written out' {
        Get-Result { ConvertTo-SecureString s3cret -AsPlainText -Force } | Should -BeExactly '"(secret)"'
        Get-Result { [pscustomobject]@{ Login = [pscredential]::new('me', (ConvertTo-SecureString s3cret -AsPlainText -Force)) } } |
            Should -Not -Match 's3cret'
    }

    It 'properties are read only of objects that are sent' {
        $global:OfoxRead = 0
        try {
            $null = Get-Result {
                foreach ($i in 1..10000) {
                [pscustomobject]@{ Text = 'x' * 1000 } | Add-Member ScriptProperty Slow { $global:OfoxRead++ } -PassThru } }
            $OfoxRead | Should -BeGreaterThan 0
            $OfoxRead | Should -BeLessThan 200
        } finally { Remove-Variable OfoxRead -Scope Global }
    }
}

Describe 'Secrets in the output of a tool' {
    BeforeEach { Reset-TestEnvironment }

    It 'are masked for the model: in <Case>' -ForEach @(
        @{ Case = 'a text'; Script = { "key $env:OFOX_API_KEY end" }; Text = 'key **** end' }
        @{ Case = 'an object'; Script = { [pscustomobject] @{ key = $env:OFOX_API_KEY } }; Text = '{"key":"****"}' }
        @{ Case = 'an error'; Script = { Write-Error $env:OFOX_API_KEY }; Text = 'ERROR: ****' }
        @{ Case = 'an exception'; Script = { throw "no $env:OFOX_API_KEY" }; Text = 'ERROR: no ****' }
        @{ Case = 'what is cut'; Script = { "key $env:OFOX_API_KEY end" }; With = @{ MaxOutputLength = 10 };
            Text = "key **** e`n(cut: the first 10 of 12 characters were sent to the model)" }
        @{ Case = 'a key that is not used'; Script = { $env:OFOX_API_KEY }; Text = '****'; Key = 'sk-another-key-0002' }
    ) {
        $with = if ($With) { $With } else { @{} }
        $other = if ($Key) { @{ ApiKey = $Key } } else { @{} }
        $answer = ofox 'call t({})' -Tool (New-OfoxTool -Name t -ScriptBlock $Script @with) -WarningAction SilentlyContinue @other
        $answer.ToolInvocations[0].Result | Should -BeExactly $Text
        (Get-GatewayRequest).body | Should -Not -Match 'sk-test-key'
    }

    It 'are masked in warnings' {
        Get-Result { Write-Warning "no $env:OFOX_API_KEY" } | Should -BeExactly 'WARNING: no ****'
    }
}
