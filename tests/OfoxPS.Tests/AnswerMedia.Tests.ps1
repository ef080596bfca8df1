# Pictures, sound and sources of answers: properties, views, files, and what goes back with the next turn.

BeforeAll {
    . $PSScriptRoot/common.ps1
    $Model = 'openai/gpt-4o?images=2&imagesize=3000&cites&reasoning=First+this+then+that'
    $Sound = 'openai/gpt-4o?sound'
    function Get-SentMessage([int] $Index) { (Get-LastGatewayRequest -Ended).Json.messages[$Index] }
    function Get-Hash($Bytes) {
        -join [System.Security.Cryptography.SHA256]::Create().ComputeHash([byte[]] $Bytes).ForEach({ $_.ToString('x2') }) }
}

Describe 'An answer with pictures' {
    BeforeEach { Reset-TestEnvironment }

    It 'has them in Images, <how>' -ForEach @(@{ how = 'whole'; stream = $false }, @{ how = 'streamed'; stream = $true }) {
        $answer = ofox 'draw a fox' -Model $Model -Stream:$stream 6> $null
        $answer.Images | Should -HaveCount 2
        $answer.Images.MediaType | Should -Be 'image/png', 'image/png'
        $answer.Images.ForEach({ $_.Length }) | Should -Be 3000, 3000
        $answer.Images[1].Data.Length | Should -Be 3000
        $answer.Images[1].Data[19] | Should -Be 2 -Because 'the second is two pixels wide'
        $answer.Content | Should -Be 'draw a fox'
    }

    It 'says how many there are and how large, and shows no data' {
        $shown = ofox 'draw a fox' -Model $Model | Out-String
        $shown | Should -BeLike '*`[2 images: png 2.9 KiB, png 2.9 KiB`]*'
        $shown | Should -Not -Match '[A-Za-z0-9+/]{100}'
        (ofox 'draw a fox' -Model $Model).Images | Format-Table | Out-String | Should -Not -Match '[A-Za-z0-9+/]{100}'
        $request = (ofox 'draw a fox' -Model $Model).Conversation | ConvertTo-OfoxRequest 'more' | Out-String
        $request | Should -Not -Match '[A-Za-z0-9+/]{300}'
    }

    It 'goes back to the model that drew it, and to no other' {
        $answer = ofox 'draw a fox' -Model $Model
        ($answer | ofox 'make it blue').Content | Should -BeLike '*own images: 2*'
        ($answer | ofox 'make it blue' -Model 'openai/gpt-4o').Content | Should -Not -BeLike '*own images*'
        (Get-SentMessage 1).Keys | Sort-Object | Should -Be 'content', 'role'
    }

    It 'can be attached as any other picture' {
        $answer = ofox 'draw a fox' -Model $Model
        (ofox 'what is it?' -Attachment $answer.Images[1]).Content | Should -BeLike '*image png 2x1 3000 bytes*'
        ($answer.Images | ofox 'what is it?' -Together).Content | Should -BeLike '*png 1x1*png 2x1*'
    }
}

Describe 'An answer that is sound' {
    BeforeEach { Reset-TestEnvironment }

    It 'has it in Audio with what is said, <how>' -ForEach @(
        @{ how = 'whole'; stream = $false }, @{ how = 'streamed in padded pieces'; stream = $true }) {
        $answer = ofox 'say it' -Model $Sound -Stream:$stream 6> $null -WarningVariable warnings
        $answer.Audio.Format, $answer.Audio.MediaType, $answer.Audio.Transcript | Should -Be 'wav', 'audio/wav', 'This is the answer.'
        $answer.Audio.Data.Length | Should -Be 12044
        [System.Text.Encoding]::ASCII.GetString($answer.Audio.Data, 0, 4) | Should -Be 'RIFF'
        $answer | Out-String | Should -BeLike '*`[sound: wav 11.8 KiB`] This is the answer.*'
        $warnings | Should -BeNullOrEmpty -Because 'the answer is not empty'
    }

    It 'goes back by its id, to another model as what is said' {
        $answer = ofox 'say it' -Model $Sound
        $null = $answer | ofox 'again'
        (Get-SentMessage 1).audio.id | Should -Be 'audio_1'
        (Get-SentMessage 1).Keys | Sort-Object | Should -Be 'audio', 'role'
        $null = $answer | ofox 'again' -Model 'openai/gpt-4o'
        (Get-SentMessage 1).content | Should -Be 'This is the answer.'
        (Get-SentMessage 1).Keys | Should -Not -Contain 'audio'
    }

    It 'goes back as what is said once the server has let go of it' {
        $answer = ofox 'say it' -Model $Sound
        $answer.Message.AdditionalProperties['audio']['expires_at'] = [long] 1
        $null = $answer | ofox 'again'
        (Get-SentMessage 1).content | Should -Be 'This is the answer.'
    }
}

Describe 'The sources of an answer' {
    BeforeEach { Reset-TestEnvironment }

    It 'are in Citations, each once, <how>' -ForEach @(@{ how = 'whole'; stream = $false }, @{ how = 'streamed'; stream = $true }) {
        $answer = ofox 'draw a fox' -Model $Model -Stream:$stream 6> $null
        $answer.Citations.Url | Should -Be 'https://example.com/a', 'https://example.com/c', 'https://example.com/b'
        $answer.Citations.Title | Should -Be 'A', 'C', 'B'
        $answer.Citations[1].Text | Should -Be 'What C says.'
        $answer.Citations[0].Start, $answer.Citations[0].End | Should -Be 0, 4
    }

    It 'are footnotes of the text' {
        ofox 'draw a fox' -Model $Model | Out-String | Should -Match '(?s)draw a fox.*\[1\] A https://example.com/a\r?\n\[2\] C https://example.com/c\r?\n\[3\] B https://example.com/b'
    }
}

Describe 'Save-OfoxMedia' {
    BeforeEach { Reset-TestEnvironment; $folder = New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory }

    It 'numbers a name for several, and writes what arrived' {
        $answer = ofox 'draw a fox' -Model $Model
        $files = $answer.Images | Save-OfoxMedia (Join-Path $folder fox.png)
        $files.Name | Should -Be 'fox.png', 'fox-2.png'
        (Get-FileHash $files[1].FullName).Hash | Should -Be (Get-Hash $answer.Images[1].Data)
        (ofox look -Image $files[0].FullName).Content | Should -BeLike '*png 1x1 3000 bytes*'
    }

    It 'writes into the current folder, and gives the files' {
        Push-Location $folder
        try { $files = ofox 'draw a fox' -Model $Model | Save-OfoxMedia } finally { Pop-Location }
        $files | Should -BeOfType System.IO.FileInfo
        $files.DirectoryName | Select-Object -Unique | Should -BeExactly $folder.FullName
        (Get-ChildItem $folder).Name | Should -Be ($files.Name | Sort-Object)
    }

    It 'finds free names in a folder, and takes a whole answer' {
        ofox 'draw a fox' -Model $Model | Save-OfoxMedia $folder
        ofox 'say it' -Model $Sound | Save-OfoxMedia "$folder/"
        ofox 'draw a fox' -Model $Model | Save-OfoxMedia $folder
        (Get-ChildItem $folder).Name | Sort-Object | Should -Be 'image-1.png', 'image-2.png', 'image-3.png', 'image-4.png', 'sound-1.wav'
    }

    It 'adds the extension that the bytes have, and warns of another' {
        $answer = ofox 'draw a fox' -Model $Model
        $answer.Images[0] | Save-OfoxMedia (Join-Path $folder a)
        $answer.Images[0] | Save-OfoxMedia (Join-Path $folder a.jpg) -WarningVariable warnings -WarningAction SilentlyContinue
        (Get-ChildItem $folder).Name | Sort-Object | Should -Be 'a.jpg', 'a.png'
        "$warnings" | Should -BeLike "*'.jpg'*PNG picture*"
    }

    It 'leaves a file that is there, unless -Force is given' {
        $answer = ofox 'draw a fox' -Model $Model
        Set-Content (Join-Path $folder a.png) 'mine'
        $answer.Images[0] | Save-OfoxMedia (Join-Path $folder a.png) -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxInvalidArgument*'
        Get-Content (Join-Path $folder a.png) | Should -Be 'mine'
        $answer.Images[0] | Save-OfoxMedia (Join-Path $folder a.png) -Force
        (Get-Item (Join-Path $folder a.png)).Length | Should -Be 3000
    }

    It 'writes nothing with -WhatIf' {
        (ofox 'draw a fox' -Model $Model).Images | Save-OfoxMedia $folder -WhatIf
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }

    It 'saves the others where one cannot be saved' {
        $message = [OfoxPS.ChatMessage]::new('assistant', 'x')
        $message.AdditionalProperties['images'] =
            @(@{ url = 'https://example.com/a.png' }, @{ url = 'data:image/svg+xml;base64,PHN2Zz4=' },
            @{ url = 'data:image/../../x;base64,PHN2Zz4=' })
        $message | Save-OfoxMedia $folder -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure | Should -HaveCount 1
        (Get-ChildItem $folder).Name | Sort-Object | Should -Be 'image-1.bin', 'image-1.svg'
    }

    It 'makes a folder for a path that ends in a slash, and none for a file' {
        $answer = ofox 'draw a fox' -Model $Model
        $answer.Images | Save-OfoxMedia "$folder/new/"
        (Get-ChildItem "$folder/new").Count | Should -Be 2
        $answer.Images[0] | Save-OfoxMedia "$folder/typo/a.png" -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxFileError*'
        Test-Path "$folder/typo" | Should -BeFalse
    }

    # In Windows no name of a file has a line break.
    It 'takes a name with a line break as it is' -Skip:($env:OS -eq 'Windows_NT') {
        $answer = ofox 'draw a fox' -Model $Model
        $answer.Images[0] | Save-OfoxMedia "$folder/a`nb.png" | ForEach-Object Name | Should -Be "a`nb.png"
        $answer.Images[0] | Save-OfoxMedia "$folder/a`nb.png" -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].Exception.Message | Should -Not -Match "`n"
    }

    It 'refuses <what> in words' -ForEach @(
        @{ what = '$null'; make = { (ofox hi).Audio }; message = '*is $null*' }
        @{ what = 'a picture without bytes'; make = { (ofox draw -Model 'openai/gpt-4o?images=1&imagesize=0').Images };
            message = '*is empty*' }
        @{ what = 'a picture that a server keeps';
            make = { $m = [OfoxPS.ChatMessage]::new('assistant', 'x');
        $m.AdditionalProperties['images'] = @(@{ url = 'https://example.com/a.png' }); $m.Images }; message = '*Invoke-WebRequest*' }
        @{ what = 'an answer of text'; make = { ofox hi }; message = '*neither pictures nor sound*' }
        @{ what = 'something else'; make = { 5 }; message = '*$answer.Images*' }
    ) {
        & $make | Save-OfoxMedia $folder -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].Exception.Message | Should -BeLike $message
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }
}

Describe 'All of it survives' {
    BeforeEach { Reset-TestEnvironment }

    It '<where>' -ForEach @(
        @{ where = 'Export-OfoxConversation';
            pass = { $Answer | Export-OfoxConversation "$TestDrive/c.jsonl"; (Import-OfoxConversation "$TestDrive/c.jsonl").Messages[-1] } }
        @{ where = 'Export-OfoxConversation -InlineImage';
            pass = { $Answer |
            Export-OfoxConversation "$TestDrive/i.jsonl" -InlineImage; (Import-OfoxConversation "$TestDrive/i.jsonl").Messages[-1] } }
        @{ where = 'Export-Clixml'; pass = { $Answer | Export-Clixml "$TestDrive/a.xml"; Import-Clixml "$TestDrive/a.xml" } }
        @{ where = 'a cassette'; pass = {
                Use-OfoxCassette "$TestDrive/k.json" -Mode Record { $null = & $Ask }
                Clear-GatewayRequest
                Use-OfoxCassette "$TestDrive/k.json" -Mode Replay { & $Ask }
                Get-GatewayRequest | Should -BeNullOrEmpty } }
        @{ where = 'a checkpoint'; pass = {
                $null = Get-Item "$TestDrive/two.pdf" | ofox 'draw a fox' -Model $Model -Checkpoint "$TestDrive/r.jsonl"
                Clear-GatewayRequest
                Get-Item "$TestDrive/two.pdf" | ofox 'draw a fox' -Model $Model -Checkpoint "$TestDrive/r.jsonl"
                Get-GatewayRequest | Should -BeNullOrEmpty } }
    ) {
        $null = New-TestPdf "$TestDrive/two.pdf" 2
        $Ask = { ofox 'draw a fox' -Model $Model -Attachment "$TestDrive/two.pdf" }
        $Answer = & $Ask
        $back = & $pass
        $back.Images | Should -HaveCount 2
        Get-Hash $back.Images[1].Data | Should -Be (Get-Hash $Answer.Images[1].Data)
        $back.Citations.Url | Should -Be 'https://example.com/a', 'https://example.com/c', 'https://example.com/b'
        $back.Reasoning | Should -Be 'First this then that'

        # And the conversation goes on with the document and with the model's own pictures.
        $source = if ($where -like 'Export-OfoxConversation*') {
            Import-OfoxConversation "$TestDrive/$(if ($where -like '*Inline*') { 'i' } else { 'c' }).jsonl" } else { $back }
        ($source | ofox 'and now?' -Model $Model).Content | Should -BeLike '*own images: 2*'
        (Get-SentMessage 0).content[1].file.file_data | Should -BeLike 'data:application/pdf;base64,*'
    }

    It 'the log, whose sums count it' {
        Set-OfoxConfiguration -LogPath "$TestDrive/log.jsonl" -LogContent
        $null = New-TestPdf "$TestDrive/two.pdf" 2
        $answer = ofox 'draw a fox' -Model $Model -Attachment "$TestDrive/two.pdf"
        (Get-OfoxUsage "$TestDrive/log.jsonl").TotalTokens | Should -Be $answer.Usage.TotalTokens
        Get-Content "$TestDrive/log.jsonl" -Raw | Should -Not -Match '[A-Za-z0-9+/]{300}' -Because 'files are named there'
    }
}

Describe 'A custom tool call' {
    BeforeEach { Reset-TestEnvironment }

    It 'has its name and its input, and goes back as it came, <how>' -ForEach @(
        @{ how = 'whole'; stream = $false }, @{ how = 'streamed'; stream = $true }) {
        $answer = ofox run -Model 'openai/gpt-4o?custom=py' -Stream:$stream 6> $null
        $answer.ToolCalls[0].Name, $answer.ToolCalls[0].Input, $answer.ToolCalls[0].Type | Should -Be 'py', 'print(1)', 'custom'
        $answer | Out-String | Should -BeLike '*calls py(print(1))*'
        $result = New-OfoxMessage '1' -Role tool -ToolCallId $answer.ToolCalls[0].Id
        $null = ofox -Message ($answer.Conversation + $result) -Model 'openai/gpt-4o?custom=py'
        $sent = (Get-SentMessage 1).tool_calls[0]
        $sent.Keys | Sort-Object | Should -Be 'custom', 'id', 'type'
        $sent.custom.name, $sent.custom.input | Should -Be 'py', 'print(1)'
    }
}

Describe 'Thinking' {
    BeforeEach { Reset-TestEnvironment }

    It 'is in Reasoning of the answer and of the pieces' {
        (ofox hi -Model $Model).Reasoning | Should -Be 'First this then that'
        ((Get-OfoxStream hi -Model $Model).Reasoning -join '') | Should -Be 'First this then that'
        (ofox hi -ReasoningEffort none -Model $Model).Reasoning | Should -BeNullOrEmpty
    }

    It 'is counted in the line under the answer' {
        ofox hi -Model $Model | Out-String | Should -BeLike '* in, * out (4 thinking)*'
        ofox hi | Out-String | Should -Not -BeLike '*thinking*'
    }

    It 'is shown with -ShowReasoning, under its own tag, and not in the text' {
        $text = ofox hi -Model $Model -ShowReasoning -Stream -Raw -InformationVariable records 6> $null
        $text | Should -Be 'hi'
        $thought = $records | Where-Object { $_.Tags -contains 'OfoxReasoning' }
        (-join $thought.MessageData).Trim() | Should -Be 'First this then that'
        ofox hi -Model $Model -ShowReasoning -Raw -InformationVariable none -InformationAction Ignore | Should -Be 'hi'
    }

    It 'is not where the live text goes' {
        $records = ofox hi -Model $Model -ShowReasoning -Stream 6>&1
        "$($records | Where-Object { $_ -is [System.Management.Automation.InformationRecord] })" | Should -Not -BeLike '*First*'
        "$records" | Should -BeLike '*hi*'
    }
}
