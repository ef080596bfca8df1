# Documents, sounds and images beside a prompt: told by their bytes, sent as their kind wants it, refused with a way out.

BeforeAll {
    . $PSScriptRoot/common.ps1

    function New-File([string] $Name, [byte[]] $Bytes) {
        $path = Join-Path $TestDrive $Name
        [System.IO.File]::WriteAllBytes($path, $Bytes)
        $path
    }

    $Mp3 = [byte[]] (0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 0, 0)
    $null = New-TestPdf (Join-Path $TestDrive one.pdf) 1
    $null = New-TestPdf (Join-Path $TestDrive two.pdf) 2
    $null = New-TestWav (Join-Path $TestDrive s.wav) 1500
}

Describe 'A document or a sound' {
    BeforeEach { Reset-TestEnvironment }

    It 'is piped, one request each: its pages and its length arrive' {
        $answers = Get-Item "$TestDrive/one.pdf", "$TestDrive/two.pdf", "$TestDrive/s.wav" | ofox read
        $answers[0].Content | Should -BeLike '*file one.pdf 1 pages*'
        $answers[1].Content | Should -BeLike '*file two.pdf 2 pages*'
        $answers[2].Content | Should -BeLike '*sound wav 1500 ms*'
        $answers.InputObject.Name | Should -Be 'one.pdf', 'two.pdf', 's.wav'
    }

    It 'is attached by <what>' -ForEach @(
        @{ what = 'a path'; make = { "$TestDrive/two.pdf" } }
        @{ what = 'a pattern'; make = { "$TestDrive/tw*.pdf" } }
        @{ what = 'a FileInfo'; make = { Get-Item "$TestDrive/two.pdf" } }
        @{ what = 'bytes'; make = { , [System.IO.File]::ReadAllBytes("$TestDrive/two.pdf") } }
        @{ what = 'a data URL';
            make = { "data:application/pdf;base64,$([convert]::ToBase64String([System.IO.File]::ReadAllBytes("$TestDrive/two.pdf")))" } }
        @{ what = 'a data URL that lies';
            make = { "data:image/png;base64,$([convert]::ToBase64String([System.IO.File]::ReadAllBytes("$TestDrive/two.pdf")))" } }
        @{ what = 'a name that lies'; make = { Copy-Item "$TestDrive/two.pdf" "$TestDrive/two.png"; "$TestDrive/two.png" } }
    ) {
        (ofox read -Attachment (& $make)).Content | Should -BeLike '*2 pages*'
        (Get-LastGatewayRequest -Ended).Json.messages[0].content.type | Should -Be 'text', 'file'
        (New-OfoxMessage read -Attachment (& $make) | ofox).Content | Should -BeLike '*2 pages*'
    }

    It 'goes with images, in the order given' {
        $null = ofox read -Attachment (New-File s.mp3 $Mp3), "$TestDrive/one.pdf", (New-TestPng "$TestDrive/a.png"),
            'https://example.com/b.png'
        $parts = (Get-LastGatewayRequest -Ended).Json.messages[0].content
        $parts.type | Should -Be 'text', 'input_audio', 'file', 'image_url', 'image_url'
        $parts[1].input_audio.format | Should -BeExactly 'mp3'
        $parts[2].file.filename | Should -BeExactly 'one.pdf'
        $parts[4].image_url.url | Should -BeExactly 'https://example.com/b.png'
    }

    It 'is bytes in the pipeline too' {
        $bytes = [System.IO.File]::ReadAllBytes("$TestDrive/two.pdf")
        (, $bytes | ofox read).Content | Should -BeLike '*document.pdf 2 pages*'
        ($bytes | ofox read -Together).Content | Should -BeLike '*document.pdf 2 pages*'
    }

    It 'becomes objects, and a checkpoint knows it by its content' {
        $run = @{ As = @{ total = [decimal] }; ThrottleLimit = 4; Checkpoint = "$TestDrive/run.jsonl" }
        (Get-Item "$TestDrive/one.pdf", "$TestDrive/two.pdf" | ofox total @run).total | Should -HaveCount 2
        $null = New-TestPdf "$TestDrive/two.pdf" 3
        Clear-GatewayRequest
        (Get-Item "$TestDrive/one.pdf", "$TestDrive/two.pdf" | ofox total @run -WarningAction SilentlyContinue).total | Should -HaveCount 2
        @(Get-GatewayRequest).Count | Should -Be 1
        (Get-GatewayRequest).Json.messages[0].content[1].file.filename | Should -BeExactly 'two.pdf'
        $null = New-TestPdf "$TestDrive/two.pdf" 2
    }

    It 'is kept beside a cassette under its hash, and replayed' {
        Use-OfoxCassette "$TestDrive/c.json" -Mode Record { (ofox read -Attachment "$TestDrive/two.pdf", "$TestDrive/s.wav").Content } |
            Should -BeLike '*2 pages*1500 ms*'
        Clear-GatewayRequest
        Use-OfoxCassette "$TestDrive/c.json" { (ofox read -Attachment "$TestDrive/two.pdf", "$TestDrive/s.wav").Content } -Mode Replay |
            Should -BeLike '*2 pages*1500 ms*'
        Get-GatewayRequest | Should -BeNullOrEmpty
        (Get-Item "$TestDrive/c.json").Length | Should -BeLessThan 4000
        (Get-ChildItem "$TestDrive/c.images").Extension | Sort-Object | Should -Be '.pdf', '.wav'
        Get-ChildItem "$TestDrive/c.images" | ForEach-Object { (Get-FileHash $_).Hash.ToLower() | Should -Be $_.BaseName }
    }

    It 'goes on in a conversation, from a file too, by path or by bytes' {
        $answer = ofox read -Attachment "$TestDrive/two.pdf", "$TestDrive/s.wav"
        ($answer | ofox more).Content | Should -BeLike '*turns: 2*'
        $answer | Export-OfoxConversation "$TestDrive/path.jsonl"
        $answer | Export-OfoxConversation "$TestDrive/inline.jsonl" -InlineImage
        (Get-Item "$TestDrive/path.jsonl").Length | Should -BeLessThan 2000
        foreach ($name in 'path', 'inline') {
            $null = Import-OfoxConversation "$TestDrive/$name.jsonl" | ofox more
            $parts = (Get-LastGatewayRequest -Ended).Json.messages[0].content
            $parts.type | Should -Be 'text', 'file', 'input_audio'
            $parts[1].file.filename | Should -BeExactly 'two.pdf'
            $parts[2].input_audio.data.Length | Should -BeGreaterThan 16000
        }
    }

    It 'is not shown as data' {
        $request = ConvertTo-OfoxRequest read -Attachment "$TestDrive/two.pdf", "$TestDrive/s.wav"
        $request.AttachmentCount, $request.ImageCount | Should -Be 2, 0
        ($request | Out-String).Length | Should -BeLessThan 2000
        $shown = ofox read -Attachment "$TestDrive/s.wav" -Verbose -Debug 4>&1 5>&1 3>&1 | Out-String
        $shown | Should -BeLike '*1 sound*'
        $shown | Should -Not -Match '[A-Za-z0-9+/]{300}'
    }
}

Describe 'Refused before anything is sent' {
    BeforeEach { Reset-TestEnvironment }

    It '-Attachment <what>' -ForEach @(
        @{ what = 'an empty file'; make = { New-File e.pdf ([byte[]] @()) }; message = '*e.pdf* is empty*' }
        @{ what = 'a page that is named as a picture';
            make = { New-File p.png ([System.Text.Encoding]::ASCII.GetBytes("<!DOCTYPE html>`n404")) }; message = '*HTML page*' }
        @{ what = 'a text'; make = { New-File t.txt ([byte[]] (0x68, 0x69)) }; message = '*holds text*Get-Item*' }
        @{ what = 'a document of Word'; make = { New-File w.docx ([byte[]] (0x50, 0x4B, 3, 4, 20, 0)) }; message = '*as PDF*' }
        @{ what = 'an Ogg sound'; make = { New-File o.mp3 ([byte[]] (0x4F, 0x67, 0x67, 0x53, 0, 2)) }; message = '*Ogg*WAV or MP3*' }
        @{ what = 'a PDF at an address'; make = { 'https://example.com/a.pdf?x=1' }; message = '*Invoke-WebRequest*-OutFile*' }
        @{ what = 'a data URL of a page'; make = { 'data:image/png;base64,PGh0bWw+' }; message = '*says image/png*' }
        @{ what = 'a missing file'; make = { Join-Path $TestDrive no.pdf }; message = '*no file*no.pdf*' }
        @{ what = 'an empty list'; make = { , @() }; message = '*-Attachment*' }
        @{ what = '$null among others'; make = { "$TestDrive/one.pdf", $null }; message = '*An attachment is $null*' }
    ) {
        { ofox read -Attachment (& $make) } | Should -Throw $message
        Get-GatewayRequest | Should -BeNullOrEmpty
    }

    It 'a sound of 51 MiB' {
        $path = Join-Path $TestDrive long.wav
        $file = [System.IO.File]::Create($path)
        try { $file.Write([System.IO.File]::ReadAllBytes("$TestDrive/s.wav"), 0, 44); $file.SetLength(51MB) } finally { $file.Dispose() }
        { ofox read -Attachment $path } | Should -Throw '*51.0 MiB; a sound may have at most 50 MiB*'
        Get-GatewayRequest | Should -BeNullOrEmpty
    }

    It 'a text is refused with the line that sends it, by -a too' {
        Set-Content "$TestDrive/notes.txt" 'a note'
        { ofox read -a "$TestDrive/notes.txt" } | Should -Throw "*it holds text*Get-Item '*notes.txt' | ofox*"
        Get-GatewayRequest | Should -BeNullOrEmpty
    }

    It '-Image takes no document, and says who does' {
        { ofox read -Image "$TestDrive/one.pdf" } | Should -Throw '*not an image, but a PDF document. -Attachment*'
        Get-GatewayRequest | Should -BeNullOrEmpty
    }
}

Describe 'A model that is known to lack documents' {
    BeforeEach { Reset-TestEnvironment; $env:OFOX_CACHE = Join-Path $TestDrive cache }
    AfterEach { $env:OFOX_CACHE = 'off' }

    It 'is warned of before anything is paid' {
        $model = (Get-OfoxModel | Where-Object { $_.InputModalities -and $_.InputModalities -notcontains 'file' })[0].Id
        $null = Get-Item "$TestDrive/one.pdf" | ofox read -Model $model -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike "*$model takes no documents, only *"
    }
}
