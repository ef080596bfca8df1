# A script block as prompt makes the text of each request from its input.

BeforeAll {
    . $PSScriptRoot/common.ps1
    function Get-SentText { @(Get-GatewayRequest | ForEach-Object { $_.Json.messages[-1].content }) }
}

Describe 'A prompt for each object' {
    BeforeEach { Reset-TestEnvironment }

    It 'is made of the object, which is sent no second time' {
        $rows = "Text,Language`nbread,German`nsalt,Welsh" | ConvertFrom-Csv
        $rows | ofox { "Translate '$($_.Text)' into $($PSItem.Language)." } | Out-Null
        Get-SentText | Should -Be "Translate 'bread' into German.", "Translate 'salt' into Welsh."
    }

    It 'is made once where there is no input: <name>' -ForEach @(
        @{ name = 'none'; run = { ofox { "It is $(1 + 1)." } }; text = 'It is 2.' }
        @{ name = '-InputObject'; run = { ofox { "It is $_." } -InputObject 7 }; text = 'It is 7.' }
        @{ name = '-Together'; run = { 1..3 | ofox { "It is $($_.Count)." } -Together }; text = 'It is 3.' }
    ) {
        & $run | Out-Null
        Get-SentText | Should -Be $text
    }

    It 'is sent with the file that is piped, and with the properties that are asked for' {
        $file = New-TestPng (Join-Path $TestDrive 'a.png')
        $file | ofox { "What is on $($_.Name)?" } | Out-Null
        (Get-LastGatewayRequest).Json.messages[0].content.type | Should -Be text, image_url
        [pscustomobject]@{ A = 1; B = 2 } | ofox { "Ask $($_.A)." } -InputProperty B | Out-Null
        (Get-LastGatewayRequest).Json.messages[0].content | Should -Be "Ask 1.`n`n{`"B`":2}"
    }

    It 'may be several lines, and a number' {
        1..2 | ofox { if ($_ -eq 1) { 'a'; 'b' } else { $_ } } | Out-Null
        Get-SentText | Should -Be "a`nb", '2'
    }

    It 'that <name> is an error for its object, and the next one goes on' -ForEach @(
        @{ name = 'throws'; block = { if ($_ -eq 2) { throw 'not this' }; "n $_" }; says = '*not this*' }
        @{ name = 'makes nothing'; block = { if ($_ -ne 2) { "n $_" } }; says = '*no text*' }
        @{ name = 'makes an object'; block = { if ($_ -eq 2) { @{ a = 1 } } else { "n $_" } }; says = '*Hashtable*text is wanted*' }
    ) {
        $answers = @(1..3 | ofox $block -ErrorVariable failed -ErrorAction SilentlyContinue -ThrottleLimit 2)
        $answers.InputObject | Should -Be 1, 3
        $failed | Should -HaveCount 1
        $failed[0].TargetObject | Should -Be 2
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'OfoxInvalidArgument,*'
        $failed[0].Exception.Message | Should -BeLike $says
        Get-SentText | Sort-Object | Should -Be 'n 1', 'n 3'
    }

    It 'with $using: ends at once, and says that it is not needed' {
        $word = 'x'
        { 1..3 | ofox { "n $using:word" } -ErrorAction Stop } | Should -Throw '*no $using:*'
        Get-GatewayRequest | Should -BeNullOrEmpty
    }

    It 'sees the variables of where it was written' {
        $module = New-Module {
            $inner = 'of the module'
            function Get-Block { { "$inner $_" } }
            function Invoke-It { 1 | ofox { "$inner $_" } }
        }
        $outer = 'of the test'
        1 | ofox { "$outer $_" } | Out-Null
        Invoke-It | Out-Null
        1 | ofox (Get-Block) | Out-Null
        Get-SentText | Should -Be 'of the test 1', 'of the module 1', 'of the module 1'
        $module | Remove-Module
    }

    It 'is known to a checkpoint by the text that results' {
        $file = Join-Path $TestDrive 'block.jsonl'
        1..2 | ofox { "n $_" } -Checkpoint $file | Out-Null
        $word = 'n'
        1..3 | ofox { "$word $_" } -Checkpoint $file -ReportVariable report | Out-Null
        $report.Replayed, $report.Succeeded | Should -Be 2, 1
        Get-GatewayRequest | Should -HaveCount 3
    }

    It 'is shown by ConvertTo-OfoxRequest and sent by Get-OfoxStream' {
        (1 | ConvertTo-OfoxRequest { "n $_" }).Body.messages[0].content | Should -Be 'n 1'
        -join (1 | Get-OfoxStream { "n $_" }).Content | Should -Be 'n 1'
    }
}
