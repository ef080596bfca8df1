# Rows in, rows with answers out; lines of a file; blank strings.

BeforeAll { . $PSScriptRoot/common.ps1 }

Describe '-Property *' {
    BeforeEach { Reset-TestEnvironment }

    It 'makes columns of the fields, in their order' {
        $rows = "Id`n1`n2" | ConvertFrom-Csv
        $csv = $rows | ofox 'say: {"score":5,"mood":"good"}' -As ([ordered]@{ score = [int]; mood = [string] }) -Property * |
            ConvertTo-Csv -NoTypeInformation
        $csv | Should -Be '"Id","score","mood"', '"1","5","good"', '"2","5","good"'
    }

    It 'gives each object the same columns, whatever an answer leaves out' {
        $schema = '{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"string"}},"required":["a"]}'
        $row = [pscustomobject]@{ Id = 1 } | ofox 'say: {"a":1}' -As $schema -Property *
        $row.PSObject.Properties.Name | Should -Be Id, a, b
        $row.b | Should -BeNullOrEmpty
    }

    It 'is refused before anything is sent: <name>' -ForEach @(
        @{ name = 'a column of the input'; with = @{ As = @{ id = [int] } }; says = '*property ''id'' already*' }
        @{ name = 'a list'; with = @{ As = [int[]] }; says = '*list or a single value*' }
        @{ name = 'no form'; with = @{}; says = '*needs a form*' }
        @{ name = '-PassThru'; with = @{ As = @{ a = [int] }; PassThru = $true }; says = '*no -PassThru*' }
    ) {
        # The first of many rows is the only error.
        $rows = 1..5 | ForEach-Object { [pscustomobject]@{ Id = $_ } }
        { $rows | ofox 'q' @with -Property * -ErrorAction Stop } | Should -Throw $says
        Get-GatewayRequest | Should -BeNullOrEmpty
    }

    It 'leaves a row that has such a column out, and goes on' {
        $rows = [pscustomobject]@{ Id = 1 }, [pscustomobject]@{ Id = 2; score = 0 }, [pscustomobject]@{ Id = 3 }
        $done = @($rows | ofox 'say: {"score":5}' -As @{ score = [int] } -Property * -ErrorVariable failed -ErrorAction SilentlyContinue)
        $done.Id | Should -Be 1, 3
        $failed | Should -HaveCount 1
        Get-GatewayRequest | Should -HaveCount 2
    }

    It 'of another run with the objects of a variable: <name>' -ForEach @(
        @{ name = 'each field'; property = '*'; shown = { "$($_.Id) $($_.score)" } }
        @{ name = 'one property'; property = 'Ai'; shown = { "$($_.Id) $($_.Ai.score)" } }
    ) {
        $rows = 1..2 | ForEach-Object { [pscustomobject]@{ Id = $_ } }
        $ask = @{ As = @{ score = [int] }; Property = $property; Checkpoint = Join-Path $TestDrive "again-$($property.Length).jsonl" }
        $rows[0] | ofox 'say: {"score":5}' @ask | Out-Null
        # The rest is sent, and what is done is taken from the file: the request of a row is what it was.
        $rows | ofox 'say: {"score":5}' @ask | ForEach-Object $shown | Should -Be '1 5', '2 5'
        Get-GatewayRequest | Should -HaveCount 2
        $ask.Remove('Checkpoint')
        $rows | ofox 'say: {"score":6}' @ask | ForEach-Object $shown | Should -Be '1 6', '2 6'
        (Get-GatewayRequest)[-1].json.messages[0].content | Should -BeExactly "say: {`"score`":6}`n`n{`"Id`":2}"
    }

    It 'sends what another -Property has added before, and not what came after it' {
        $row = [pscustomobject]@{ Id = 1 }
        foreach ($run in 1, 2) {
            $row | ofox 'say: "uno"' -As 'string' -Property Word | ofox 'say: true' -As 'bool' -Property IsRight | Out-Null }
        (Get-GatewayRequest).json.messages.content | Select-Object -Last 4 | ForEach-Object { ($_ -split "`n")[-1] } |
            Should -Be '{"Id":1}', '{"Id":1,"Word":"uno"}', '{"Id":1}', '{"Id":1,"Word":"uno"}'
        $row.PSObject.Properties.Name | Should -Be Id, Word, IsRight
    }

    It 'leaves the objects as they were with -WhatIf' {
        $row = [pscustomobject]@{ Id = 1 }
        $row | ofox 'say: "uno"' -As 'string' -Property Word | Out-Null
        $row | ofox 'say: "due"' -As 'string' -Property Word -WhatIf 6> $null | Out-Null
        $row.Word | Should -BeExactly 'uno'
    }

    It 'of Import-OfoxCheckpoint puts answers on the inputs that were kept' {
        $file = Join-Path $TestDrive 'kept.jsonl'
        $ask = @{ Prompt = 'say: {"score":5}'; As = @{ score = [int] }; Checkpoint = $file }
        [pscustomobject]@{ Id = 1 }, [pscustomobject]@{ Id = 2 } | ofox @ask -CheckpointContent | Out-Null
        Import-OfoxCheckpoint $file -As $ask.As -Property * | ForEach-Object { "$($_.Id) $($_.score)" } | Should -Be '1 5', '2 5'
        (Import-OfoxCheckpoint $file -Property Ai).Ai.Content | Should -Be '{"score":5}', '{"score":5}'
    }

    It 'of Import-OfoxCheckpoint is one error where no input was kept' {
        $file = Join-Path $TestDrive 'bare.jsonl'
        1..3 | ofox 'q' -Checkpoint $file | Out-Null
        { Import-OfoxCheckpoint $file -Property Ai } | Should -Throw '*no input for 3 answers*'
    }

    It 'warns once, at the console, of objects whose view does not show what is added' {
        $ask = "ofox 'say: 1' -As int -Property Caption -WarningVariable +warned -WarningAction SilentlyContinue"
        $path = Join-Path $TestDrive 'console.ps1'
        Set-Content $path @"
            Import-Module '$((Get-Module OfoxPS).Path)'
            Get-Process -Id `$PID, `$PID | $ask
            [pscustomobject]@{ Id = 1 } | $ask
            Get-Process -Id `$PID | $ask | Out-Null
            "warned `$(`$warned.Count): `$warned"
"@
        (& $Shell @ShellArgument -NoProfile -File $path) -join "`n" | Should -BeLike '*warned 1: *Process*| Select-Object Name, Caption*'
    }

    It 'warns once of <name>, which show no properties' -ForEach @(
        @{ name = 'strings'; rows = @('a', 'b') }, @{ name = 'numbers'; rows = @(1, 2) }
    ) {
        $rows | ofox 'say: {"score":5}' -As @{ score = [int] } -Property Ai -WarningVariable warned -WarningAction SilentlyContinue |
            Out-Null
        $warned | Should -HaveCount 1
        "$warned" | Should -BeLike '*without the properties*'
    }
}

Describe 'Lines of a file' {
    BeforeAll {
        Set-Content (Join-Path $TestDrive 'lines.txt') 'one', '', 'two', '  '
        Set-Content (Join-Path $TestDrive 'line.txt') 'one'
        function Get-Warning([scriptblock] $Script) {
            @(& $Script 3>&1 | Where-Object { $_ -is [System.Management.Automation.WarningRecord] } | ForEach-Object Message) }
    }
    BeforeEach { Reset-TestEnvironment }

    It 'are warned of once, with what makes them one' {
        $warned = Get-Warning { Get-Content $TestDrive/lines.txt | ofox q }
        $warned | Should -HaveCount 2
        $warned[0] | Should -BeLike "Each line of 'lines.txt' is a request*-Together*-Raw*"
        $warned[1] | Should -BeLike '2 blank strings*'
    }

    It 'of a program are warned of once' {
        $warned = Get-Warning { & $Shell @ShellArgument -NoProfile -Command "'one'; 'two'; 'three'" | ofox q }
        $warned | Should -HaveCount 1
        $warned | Should -BeLike "Each line of the output of $(Split-Path -Leaf $Shell)* is a request*-Together*"
    }

    It 'that are names of files are warned of once' {
        Push-Location $TestDrive
        try { $warned = Get-Warning { Get-ChildItem line*.txt -Name | ofox q } } finally { Pop-Location }
        $warned | Should -HaveCount 1
        $warned | Should -BeLike "'line.txt' is sent as text. To send the file itself, pipe it: Get-Item 'line.txt' | ofox*"
    }

    It 'are no reason to warn: <name>' -ForEach @(
        @{ name = '-Together'; run = { Get-Content $TestDrive/lines.txt | ofox q -Together } }
        @{ name = '-Raw'; run = { Get-Content $TestDrive/lines.txt -Raw | ofox q } }
        @{ name = 'a file of one line'; run = { Get-Content $TestDrive/line.txt | ofox q } }
        @{ name = 'strings'; run = { 'one', 'two' | ofox q } }
        @{ name = 'one line of a program'; run = { & $Shell @ShellArgument -NoProfile -Command "'one'" | ofox q } }
        @{ name = 'all lines of a program'; run = { & $Shell @ShellArgument -NoProfile -Command "'one'; 'two'" | ofox q -Together } }
        @{ name = 'many are meant';
            run = { 'one', 'two' | Set-Content $TestDrive/two.txt; Get-Content $TestDrive/two.txt | ofox q -ThrottleLimit 2 } }
        @{ name = 'a prompt for each'; run = { Get-Content $TestDrive/two.txt | ofox { "q $_" } } }
    ) {
        Get-Warning $run | Should -BeNullOrEmpty
    }

    It 'that are blank are passed over and counted, and take no place' {
        $answers = @('a', '', 'b', "`t" | ofox q -ThrottleLimit 2 -ReportVariable report -WarningAction SilentlyContinue)
        $answers.InputObject | Should -Be 'a', 'b'
        $answers.InputIndex | Should -Be 0, 2
        $report.Blank, $report.Total, $report.Failed | Should -Be 2, 2, 0
        Get-GatewayRequest | Should -HaveCount 2
    }
}
