# What the pipeline makes of text, of files, and of nothing. Messages and completions are in PipelineConversation.Tests.ps1,
# other objects in PipelineObject.Tests.ps1.

BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-SentContent { Get-GatewayRequest | ForEach-Object { , $_.Json.messages[-1].content } }

    function New-TestFile([string] $Name, [byte[]] $Bytes) {
        $path = Join-Path $TestDrive $Name
        [System.IO.File]::WriteAllBytes($path, $Bytes)
        Get-Item -LiteralPath $path
    }

    # Runs the block and gives what it wrote and what it told of, apart.
    function Invoke-Kept([scriptblock] $Block) {
        $written = & $Block 2>&1 3>&1
        [pscustomobject]@{
            Output = @($written |
                Where-Object {
                $_ -isnot [System.Management.Automation.ErrorRecord] -and $_ -isnot [System.Management.Automation.WarningRecord] })
            Errors = @($written | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
            Warnings = @($written | Where-Object { $_ -is [System.Management.Automation.WarningRecord] })
        }
    }
}

Describe 'A string in the pipeline' {
    BeforeEach { Reset-TestEnvironment }

    It 'is the prompt' {
        ('one' | ofox).Content | Should -Be 'one'
        Get-SentContent | Should -BeExactly 'one'
    }

    It 'follows -Prompt' {
        $null = 'the text' | ofox 'Translate:'
        Get-SentContent | Should -BeExactly "Translate:`n`nthe text"
    }

    It 'is one request each, in order, and its answer knows it' {
        $answers = 'a', 'b', 'c' | ofox x
        Get-SentContent | Should -Be "x`n`na", "x`n`nb", "x`n`nc"
        $answers.InputObject | Should -Be 'a', 'b', 'c'
    }

    It 'is answered before the next one is made' {
        $seen = & { 'a'; @(Get-GatewayRequest).Count; 'b' } | ofox | ForEach-Object { "$($_.InputObject)" }
        $seen | Should -Be 'a', '1', 'b'
    }

    It 'keeps its white space and its lines' {
        $null = "  a`r`n b `n" | ofox
        Get-SentContent | Should -BeExactly "  a`r`n b `n"
    }

    It 'that names a file is text all the same' {
        $null = (New-TestPng (Join-Path $TestDrive a.png)).FullName | ofox
        Get-SentContent | Should -BeLike '*a.png'
    }

    It 'reaches Get-OfoxStream the same way' {
        $chunks = 'a', 'b' | Get-OfoxStream x
        Get-SentContent | Should -Be "x`n`na", "x`n`nb"
        $chunks -join '' | Should -BeExactly "x`n`nax`n`nb"
    }
}

Describe 'A file in the pipeline' {
    BeforeEach { Reset-TestEnvironment }

    It 'that is an image by its bytes is an image part, whatever its name' {
        $file = New-TestPng (Join-Path $TestDrive 'notes.txt') 640 480
        $answer = $file | ofox 'caption this'
        $parts = (Get-LastGatewayRequest -Ended).Json.messages[0].content
        $parts.type | Should -Be 'text', 'image_url'
        $parts[0].text | Should -BeExactly 'caption this'
        $parts[1].image_url.Keys | Should -Be 'url'
        $parts[1].image_url.url |
            Should -BeExactly "data:image/png;base64,$([convert]::ToBase64String([System.IO.File]::ReadAllBytes($file.FullName)))"
        $answer.Content | Should -BeLike '*png 640x480 33 bytes*'
        $answer.InputObject.FullName | Should -Be $file.FullName
    }

    It 'that is an image needs no prompt' {
        (New-TestPng (Join-Path $TestDrive a.png) 5 4 | ofox).Content | Should -BeLike '*png 5x4*'
        (Get-LastGatewayRequest -Ended).Json.messages[0].content.Count | Should -Be 1
    }

    It 'is named where the answer is shown' {
        $file = New-TestFile 'named.txt' ([byte[]] (0x68, 0x69))
        $file | ofox 'about' | Out-String | Should -Match '(?m)^\s+named\.txt . openai/gpt-4o . '
    }

    It 'of text, <what>, is its text with its name' -ForEach @(
        @{ what = 'UTF-8'; encoding = [System.Text.UTF8Encoding]::new($false) }
        @{ what = 'UTF-8 with a byte order mark'; encoding = [System.Text.UTF8Encoding]::new($true) }
        @{ what = 'UTF-16'; encoding = [System.Text.UnicodeEncoding]::new($false, $true) }
        @{ what = 'UTF-16 big-endian'; encoding = [System.Text.UnicodeEncoding]::new($true, $true) }
        @{ what = 'UTF-32'; encoding = [System.Text.UTF32Encoding]::new($false, $true) }
    ) {
        $text = [regex]::Unescape('na\u00EFve \u6F22 \uD83E\uDD8A') + "`r`nsecond line`n"
        $file = New-TestFile 'story.txt' ([byte[]] ($encoding.GetPreamble() + $encoding.GetBytes($text)))
        $null = $file | ofox 'Summarise:'
        $parts = (Get-LastGatewayRequest -Ended).Json.messages[0].content
        $parts.type | Should -Be 'text', 'text'
        $parts[0].text | Should -BeExactly 'Summarise:'
        $parts[1].text | Should -BeExactly "story.txt:`n$text"
    }

    # Only Linux has such files.
    It 'that has no length but content is read to its end' -Skip:(-not (Test-Path /proc/self/status)) {
        $null = Get-Item /proc/self/status | ofox x
        (Get-LastGatewayRequest -Ended).Json.messages[0].content[1].text |
            Should -Match '^status:\nName:\s+\S+[\s\S]+ctxt_switches:\s+\d+\s*$'
    }

    It 'that is <what> is an error for that item, and the next goes on' -ForEach @(
        @{ what = 'empty'; bytes = [byte[]] @(); message = '*is empty*' }
        @{ what = 'binary'; bytes = [byte[]] (0x7F, 0x45, 0x4C, 0x46, 0, 1, 2, 3); message = '*neither text nor an image*' }
        @{ what = 'no UTF-8'; bytes = [byte[]] (0x61, 0xE9, 0x62); message = '*is not UTF-8*' }
        @{ what = 'UTF-16 without a mark'; bytes = [System.Text.Encoding]::Unicode.GetBytes('hello'); message = '*UTF-16 without*' }
        @{ what = 'a document of Word'; bytes = [byte[]] (0x50, 0x4B, 3, 4, 0x14, 0, 6, 0); message = '*a document of Office*save*as PDF*' }
    ) {
        $bad = New-TestFile 'bad.dat' $bytes
        $good = New-TestPng (Join-Path $TestDrive good.png)
        $kept = Invoke-Kept { $bad, $good | ofox x }
        $kept.Errors.Count | Should -Be 1
        $kept.Errors[0].Exception.Message | Should -BeLike $message
        $kept.Errors[0].CategoryInfo.Category | Should -Be 'InvalidArgument'
        $kept.Errors[0].TargetObject.FullName | Should -Be $bad.FullName
        $kept.Output.InputObject.FullName | Should -Be $good.FullName
        @(Get-GatewayRequest).Count | Should -Be 1
    }

    It 'that is gone is an error for that item' {
        $gone = New-TestFile 'gone.txt' 65
        Remove-Item $gone
        $kept = Invoke-Kept { $gone, 'next' | ofox }
        $kept.Errors[0].Exception.Message | Should -BeLike "There is no file '*gone.txt'*"
        $kept.Output.Content | Should -Be 'next'
    }

    It 'that somebody else has locked is an error for that item' {
        $locked = New-TestFile 'locked.txt' 65
        $holder = [System.IO.FileStream]::new($locked.FullName, 'Open', 'ReadWrite', 'None')
        try { $kept = Invoke-Kept { $locked, 'next' | ofox } } finally { $holder.Dispose() }
        $kept.Errors[0].Exception.Message | Should -BeLike "*locked.txt' cannot be read*"
        $kept.Output.Content | Should -Be 'next'
    }

    It 'is one request each, in order, directories refused: Get-ChildItem as it comes' {
        $folder = New-Item (Join-Path $TestDrive mixed) -ItemType Directory
        $null = New-Item (Join-Path $folder b_folder) -ItemType Directory
        $null = New-TestPng (Join-Path $folder c.png) 7 7
        Set-Content (Join-Path $folder a.txt) alpha -NoNewline
        $kept = Invoke-Kept { Get-ChildItem $folder | Sort-Object Name | ofox 'what is it' }
        $kept.Output.InputObject.Name | Should -Be 'a.txt', 'c.png'
        $kept.Errors[0].Exception.Message | Should -BeLike "*b_folder' is a directory*"
        $kept.Errors[0].TargetObject.Name | Should -Be 'b_folder'
    }
}

Describe 'Which of many inputs is meant' {
    BeforeEach { Reset-TestEnvironment }

    It 'is said by an error' {
        $kept = Invoke-Kept { 'good', "bad$([char] 0)one" | ofox }
        $kept.Errors[0].ErrorDetails.Message | Should -BeLike "* Input: 'bad\u0000one'"
        { ofox "bad$([char] 0)one" } | Should -Throw -PassThru | ForEach-Object { "$_" } | Should -Not -BeLike '*Input:*'
    }

    It 'is said by -WhatIf' {
        $file = Join-Path $TestDrive 'which.txt'
        Set-Content $file words
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$((Get-Module OfoxPS).Path)'; Start-Transcript '$TestDrive/which.log'; Get-Item '$file' | ofox hi -WhatIf; Stop-Transcript").Invoke()
        $shell.Dispose()
        Get-Content (Join-Path $TestDrive which.log) -Raw |
            Should -Match 'bytes; estimate: \d+ input tokens\) about which\.txt" on target "openai/gpt-4o at '
    }

    It 'is said by a progress bar from the second one on, which ends' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$((Get-Module OfoxPS).Path)'; 'one', 'two', 'three' | ofox 'hi'; 'alone' | ofox hi; 'one', 'two' | ofox hi -Together").Invoke()
        $records = @($shell.Streams.Progress)
        $shell.Dispose()
        $records.StatusDescription | Should -Be "2 of 3: 'two'", "3 of 3: 'three'", 'Done'
        $records[0].Activity | Should -BeExactly 'One request each (-Together: one)'
        $records[-1].RecordType | Should -Be Completed
    }
}

Describe 'No input' {
    BeforeEach { Reset-TestEnvironment }

    It 'an empty pipeline sends nothing and writes nothing' {
        $kept = Invoke-Kept { @() | ofox hi; & {} | Get-OfoxStream hi; Get-ChildItem $TestDrive -Filter none* | ofox hi -Together }
        $kept.Output + $kept.Errors + $kept.Warnings | Should -BeNullOrEmpty
        Get-GatewayRequest | Should -BeNullOrEmpty
    }

    It '$null is an error, and the next goes on' {
        $kept = Invoke-Kept { $null, 'b' | ofox }
        $kept.Errors[0].Exception.Message | Should -BeLike '*is $null*'
        $kept.Output.Content | Should -Be 'b'
        @(Get-GatewayRequest).Count | Should -Be 1
    }
}
