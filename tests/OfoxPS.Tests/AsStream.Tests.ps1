# hold: the gateway sends so many events and no more until it is told to go on.

BeforeAll {
    . (Join-Path $PSScriptRoot common.ps1)

    class StreamedItem { [string] $Name; [int] $Size }
    function Send-Release { (Invoke-GatewayControl 'release' -Method Post).released }
    function Get-ItemsText([int] $Count) {
        '{"value": [' + (@(1..$Count | ForEach-Object { "{`"Name`": `"n$_`", `"Size`": $_}" }) -join ', ') + ']}' }
}

Describe 'A list with -As and -Stream' {
    BeforeEach { Reset-TestEnvironment }

    It 'gives each item as soon as it is complete, long before the answer ends' {
        $sent = [System.Collections.Generic.List[int]]::new()
        $items = @(ofox "say: $(Get-ItemsText 20)" -Model 'openai/gpt-4o?hold=12' -As (
            [StreamedItem[]]) -Stream -OperationTimeoutSeconds 20 | ForEach-Object {
            $sent.Add((Get-LastGatewayRequest).chunksSent)
            if ($sent.Count -eq 2) { $null = Send-Release }
            $_
        })
        $items | Should -HaveCount 20
        $items[0] | Should -BeOfType ([StreamedItem])
        $items.Size | Should -Be (1..20)
        $sent[0] | Should -BeLessOrEqual 12
        $sent[1] | Should -BeLessOrEqual 12
    }

    It 'takes a code fence off while it arrives' {
        $text = "``````json`n$(Get-ItemsText 3)`n``````"
        @(ofox ('say64: ' + [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($text))) -As ([StreamedItem[]]) -Stream).Size |
            Should -Be 1, 2, 3
    }

    It 'shows no raw JSON' {
        $null = ofox "say: $(Get-ItemsText 2)" -As ([StreamedItem[]]) -Stream -InformationVariable shown
        $shown | Should -BeNullOrEmpty
    }

    It 'hangs up when nobody wants more' {
        $first = ofox "say: $(Get-ItemsText 50)" -Model 'openai/gpt-4o?hold=20' -As ([StreamedItem[]]) -Stream -OperationTimeoutSeconds 20 |
            Select-Object -First 1
        $first.Name | Should -BeExactly 'n1'
        (Get-LastGatewayRequest -Ended).chunksSent | Should -BeLessOrEqual 20
    }

    It 'with an item that does not fit is an error after the items before it, and is not asked for again' {
        $seen = [System.Collections.Generic.List[object]]::new()
        $failure = { ofox 'say: {"value":[1,2,"x",4]}' -As ([int[]]) -Stream | ForEach-Object { $seen.Add($_) } } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxSchemaMismatch,*'
        $failure.Exception.SchemaErrors | Should -Be '$[2]: expected a whole number, but found "x"'
        $seen | Should -Be 1, 2
        @(Get-GatewayRequest) | Should -HaveCount 1
    }

    It 'whose first item does not fit is repaired' {
        @(ofox "say: [`"x`"]`nsay: [5,6]" -As ([int[]]) -Stream) | Should -Be 5, 6
        @(Get-GatewayRequest) | Should -HaveCount 2
    }

    It 'that breaks off gives what had come, then the error' {
        $seen = [System.Collections.Generic.List[object]]::new()
        $failure = {
            ofox 'say: {"value":[1, 2, 3, 4, 5, 6, 7, 8]}' -Model 'fault/truncated?after=5' -As ([int[]]) -Stream -MaximumRetryCount 0 |
            ForEach-Object { $seen.Add($_) } } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxStreamTruncated,*'
        $seen.Count | Should -BeGreaterThan 0
        $seen | Should -Be (1..$seen.Count)
    }

    It 'that is cut off at the token limit gives whole items, then the error' {
        $seen = [System.Collections.Generic.List[object]]::new()
        $failure = { ofox "say: $(Get-ItemsText 9)" -As ([StreamedItem[]]) -Stream -MaxTokens 12 | ForEach-Object { $seen.Add($_) } } |
            Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxOutputTruncated,*'
        $seen.Count | Should -BeIn (1..8)
        $seen.Size | Should -Be (1..$seen.Count)
    }

    It 'gives the completion once, with -PassThru' {
        $answer = @(ofox 'say: [1,2]' -As ([int[]]) -Stream -PassThru)
        $answer | Should -HaveCount 1
        $answer[0].Output | Should -Be 1, 2
        $answer[0].TimeToFirstToken | Should -Not -BeNullOrEmpty
    }

    It 'gives the list as a property, with -Property' {
        ([pscustomobject]@{ n = 1 } | ofox 'say: [1,2]' -As ([int[]]) -Stream -Property Ai).Ai | Should -Be 1, 2
    }

    It 'begins anew for each input object' {
        @('say: [1,2]', 'say: [3]' | ofox -As ([int[]]) -Stream) | Should -Be 1, 2, 3
    }

    It 'is one value where it is none' {
        ofox 'say: {"Name":"a","Size":1}' -As ([StreamedItem]) -Stream | ForEach-Object Name | Should -BeExactly 'a'
    }
}
