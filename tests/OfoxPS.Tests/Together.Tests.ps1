# -Together: one request for all the input; and -InputObject by name, which is one request as well.

BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-SentContent {
        @(Get-GatewayRequest).Count | Should -Be 1 -Because 'all of it is one request'
        , (Get-LastGatewayRequest -Ended).Json.messages[-1].content
    }

    function New-TextFile([string] $Name, [string] $Text) {
        $path = Join-Path $TestDrive $Name
        Set-Content -LiteralPath $path $Text -NoNewline
        Get-Item -LiteralPath $path
    }
}

Describe '-Together' {
    BeforeEach { Reset-TestEnvironment }

    It 'needs no prompt' {
        $null = 'a', 'b' | ofox -Together
        Get-SentContent | Should -BeExactly "a`nb"
    }

    It 'makes one JSON array of objects' {
        $null = [pscustomobject]@{ n = 1 }, @{ n = 2 }, 3 | ofox x -Together
        $text = Get-SentContent
        $text | Should -BeLike "x`n`n*"
        ConvertFrom-Json ($text -replace '^x') | ForEach-Object { "$($_.n)$(if ($_ -is [long]) { $_ })" } | Should -Be '1', '2', '3'
    }

    It 'makes parts of files, in order' {
        $files = (New-TextFile 'a.txt' 'alpha'), (New-TestPng (Join-Path $TestDrive b.png) 2 2), (New-TextFile 'c.md' 'gamma')
        $answer = $files | ofox 'compare' -Together
        $parts = Get-SentContent
        $parts.type | Should -Be 'text', 'text', 'image_url', 'text'
        $parts.text | Should -Be 'compare', "a.txt:`nalpha", "c.md:`ngamma"
        $answer.InputObject.Name | Should -Be 'a.txt', 'b.png', 'c.md'
    }

    It 'takes a mixture: text first, then objects, then files' {
        $null = 'one', [pscustomobject]@{ n = 1 }, (New-TextFile 'a.txt' 'alpha'), 'two' | ofox x -Together
        $parts = Get-SentContent
        $parts[0].text | Should -BeExactly "x`n`none`ntwo`n`n[{`"n`":1}]"
        $parts[1].text | Should -BeExactly "a.txt:`nalpha"
        $parts.Count | Should -Be 2
    }

    It 'keeps the records of merged streams in their place, as text' {
        $null = & { 'building'; Write-Error 'it broke'; 'linking'; Write-Warning 'old library'; Write-Verbose 'a detail' -Verbose;
            Write-Host 'a note'; 'done' } *>&1 | ofox x -Together
        $text = Get-SentContent
        $text | Should -BeOfType [string]
        $text | Should -Match '(?s)^x\n\nbuilding\n.*it broke.*\nlinking\n.*old library.*\n.*a detail.*\n.*a note.*\ndone$'
        $text | Should -Not -Match 'InvocationInfo|PSHOST'
    }

    It 'puts -Image after the files' {
        $null = New-TextFile 'a.txt' 'alpha' | ofox x -Together -Image 'https://example.com/i.png'
        (Get-SentContent).type | Should -Be 'text', 'text', 'image_url'
    }

    It 'leaves out an item that cannot be sent, and says so' {
        $answer = 'a', (Get-Item $TestDrive), 'b' | ofox x -Together -ErrorAction SilentlyContinue -ErrorVariable failed
        Get-SentContent | Should -BeExactly "x`n`na`nb"
        $failed.Count | Should -Be 1
        $failed[0].TargetObject.FullName | Should -Be (Get-Item $TestDrive).FullName
        $answer.InputObject | Should -Be 'a', 'b'
    }

    It 'sends nothing for blank lines alone' {
        $null = '', ' ' | ofox x -Together -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed.Count | Should -BeGreaterThan 0
        Get-GatewayRequest | Should -BeNullOrEmpty
    }
}

Describe '-InputObject by name' {
    BeforeEach { Reset-TestEnvironment }

    It '<what> is one request' -ForEach @(
        @{ what = 'a string'; make = { 'abc' }; sent = 'abc' }
        @{ what = 'strings'; make = { 'a', 'b' }; sent = "a`nb" }
        @{ what = 'an object'; make = { [pscustomobject]@{ n = 1 } }; sent = '{"n":1}' }
        @{ what = 'a hashtable'; make = { @{ n = 1 } }; sent = '{"n":1}' }
        @{ what = 'a number'; make = { 5 }; sent = '5' }
        @{ what = 'an array of objects'; make = { @{ n = 1 }, @{ n = 2 } }; sent = "[{`"n`":1},`n{`"n`":2}]" }
        @{ what = 'an array of one object'; make = { , @(@{ n = 1 }) }; sent = '[{"n":1}]' }
        @{ what = 'a list'; make = { , [System.Collections.Generic.List[int]] @(1, 2) }; sent = "[1,`n2]" }
    ) {
        $value = & $make
        $answer = ofox x -InputObject $value
        Get-SentContent | Should -BeExactly "x`n`n$sent"
        $answer.InputObject | Should -Be $value
    }

    It 'Get-Process by name is one request of a list' {
        $null = ofox x -InputObject (Get-Process -Id $PID, $PID)
        (Get-SentContent) -replace '^x' | ConvertFrom-Json | ForEach-Object Id | Select-Object -Unique | Should -Be $PID
    }

    It 'takes a file, an image and a directory as the pipeline does' {
        $null = ofox x -InputObject (New-TextFile 'a.txt' 'alpha'), (New-TestPng (Join-Path $TestDrive a.png))
        (Get-SentContent).type | Should -Be 'text', 'text', 'image_url'
        { ofox x -InputObject (Get-Item $TestDrive) } | Should -Throw '*is a directory*'
    }

    It 'refuses <what>, and sends nothing' -ForEach @(
        @{ what = '$null'; value = $null }
        @{ what = 'a blank string'; value = ' ' }
        @{ what = 'a list with $null'; value = @(1, $null) }
    ) {
        { ofox x -InputObject $value } | Should -Throw
        Get-GatewayRequest | Should -BeNullOrEmpty
    }

    It 'sends nothing for an empty list, as for an empty pipeline' {
        ofox x -InputObject @() | Should -BeNullOrEmpty
        Get-GatewayRequest | Should -BeNullOrEmpty
    }
}
