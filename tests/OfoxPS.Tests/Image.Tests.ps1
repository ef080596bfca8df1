# Images beside the prompt: every way to name one, told by their bytes, refused before anything is sent, and unharmed at any size.

BeforeAll {
    . $PSScriptRoot/common.ps1

    # The least of each format that still tells its size.
    $Jpeg = [byte[]] (
        0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xC0, 0, 11, 8, 0, 20, 0, 30, 1, 1, 0x11,
        0, 0xFF, 0xD9)
    $Gif = [byte[]] (0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 30, 0, 20, 0, 0, 0, 0, 0x3B)
    $WebP = [byte[]] (
        0x52, 0x49, 0x46, 0x46, 22, 0, 0, 0, 0x57, 0x45, 0x42, 0x50, 0x56, 0x50, 0x38, 0x58, 10, 0, 0, 0, 0, 0, 0, 0, 29, 0, 0, 19, 0, 0)
    $Png = [System.IO.File]::ReadAllBytes((New-TestPng (Join-Path $TestDrive bytes.png) 30 20).FullName)

    function New-ImageFile([string] $Name, [byte[]] $Bytes) {
        $path = Join-Path $TestDrive $Name
        [System.IO.File]::WriteAllBytes($path, $Bytes)
        $path
    }

    function Get-SentPart { , @((Get-LastGatewayRequest -Ended).Json.messages[-1].content) }
    function Get-SentUrl { (Get-SentPart).image_url.url }
}

Describe 'An image' {
    BeforeEach { Reset-TestEnvironment }

    It 'is named by <what>' -ForEach @(
        @{ what = 'a path'; make = { $path } }
        @{ what = 'a FileInfo'; make = { Get-Item -LiteralPath $path } }
        @{ what = 'a file Uri'; make = { [uri] "file://$path" } }
        @{ what = 'Resolve-Path'; make = { Resolve-Path -LiteralPath $path } }
        @{ what = 'a provider path'; make = { "FileSystem::$path" } }
        @{ what = 'a path of a PSDrive'; make = { 'TestDrive:\sub dir\a.png' } }
        @{ what = 'bytes'; make = { , [System.IO.File]::ReadAllBytes($path) } }
        @{ what = 'a data URL'; make = { "data:image/png;base64,$([convert]::ToBase64String([System.IO.File]::ReadAllBytes($path)))" } }
        @{ what = 'bytes as a command wrote them';
            make = { Write-Output -InputObject ([System.IO.File]::ReadAllBytes($path)) -NoEnumerate } }
    ) {
        $null = New-Item (Join-Path $TestDrive 'sub dir') -ItemType Directory -Force
        $path = (New-TestPng (Join-Path (Join-Path $TestDrive 'sub dir') 'a.png') 11 12).FullName
        (ofox look -Image (& $make)).Content | Should -BeLike '*png 11x12 33 bytes*'
        (Get-SentPart).type | Should -Be 'text', 'image_url'
    }

    It 'is sent as the URL that was given: <url>' -ForEach @(
        @{ url = 'https://example.com/a.png' }
        @{ url = 'HTTP://example.com/a%20b.png?x=1&y=%26#z' }
        @{ url = 'https://example.com' }
    ) {
        $null = ofox look -Image $url
        Get-SentUrl | Should -BeExactly $url
        $null = ofox look -Image ([uri] $url)
        Get-SentUrl | Should -BeExactly $url
    }

    It 'of an odd name is found as it is: <name>' -ForEach @(
        @{ name = '[1].png' }, @{ name = 'a[b-c].png' }, @{ name = 'q`r.png' }, @{ name = "it's $ (1).png" }, @{ name = '-dash.png' },
            @{ name = '~home.png' }
    ) {
        $null = New-TestPng (Join-Path $TestDrive $name) 13 14
        (ofox look -Image (Join-Path $TestDrive $name)).Content | Should -BeLike '*png 13x14*'
        (ofox look -Image ([WildcardPattern]::Escape((Join-Path $TestDrive $name)))).Content | Should -BeLike '*png 13x14*'
        (Get-Item -LiteralPath (Join-Path $TestDrive $name) | ofox look).Content | Should -BeLike '*png 13x14*'
    }

    It 'of an odd name is not taken for a pattern that fits another' {
        $null = New-TestPng (Join-Path $TestDrive '1.png') 1 1
        $null = New-TestPng (Join-Path $TestDrive '[1].png') 2 2
        (ofox look -Image (Join-Path $TestDrive '[1].png')).Content | Should -BeLike '*png 2x2*'
    }

    It 'is relative to $PWD, not to the process' {
        $null = New-TestPng (Join-Path $TestDrive 'here.png') 15 16
        Push-Location $TestDrive
        try {
            [System.Environment]::CurrentDirectory | Should -Not -Be "$PWD"
            (ofox look -Image here.png).Content | Should -BeLike '*png 15x16*'
            (ofox look -Image ./here.png).Content | Should -BeLike '*png 15x16*'
            (ofox look -Image h*e.png).Content | Should -BeLike '*png 15x16*'
        }
        finally { Pop-Location }
    }

    It 'list: several of several kinds stay in order, beside one prompt' {
        $null = ofox look -Image (New-ImageFile a.png $Png), $Jpeg, 'https://example.com/a.png', (Get-Item (New-ImageFile b.gif $Gif))
        (Get-SentPart).type | Should -Be 'text', 'image_url', 'image_url', 'image_url', 'image_url'
        Get-SentUrl | ForEach-Object { $_.Substring(0, 14) } |
            Should -Be 'data:image/png', 'data:image/jpe', 'https://exampl', 'data:image/gif'
    }

    It 'pattern stands for its files in the order of their names, without directories' {
        $folder = New-Item (Join-Path $TestDrive pattern) -ItemType Directory
        foreach ($width in 3, 1, 2) { $null = New-TestPng (Join-Path $folder "$width.png") $width 1 }
        $null = New-Item (Join-Path $folder '0.png') -ItemType Directory
        [regex]::Matches((ofox look -Image (Join-Path $folder '*.png')).Content, 'png (\d)x1').ForEach({ $_.Groups[1].Value }) |
            Should -Be '1', '2', '3'
    }

    It 'needs no prompt, and goes to each input' {
        $null = ofox -Image $Png
        (Get-SentPart).type | Should -Be 'image_url'
        Clear-GatewayRequest
        $null = 'a', 'b' | ofox x -Image $Png
        Get-GatewayRequest | ForEach-Object { $_.Json.messages[0].content.Count } | Should -Be 2, 2
    }

    It 'goes with -Stream and Get-OfoxStream' {
        (ofox look -Image $Png -Stream 6> $null).Content | Should -BeLike '*png 30x20*'
        ((Get-OfoxStream look -Image $Png) -join '') | Should -BeLike '*png 30x20*'
    }

    It '-ImageDetail <detail> is sent for each' -ForEach @(@{ detail = 'auto' }, @{ detail = 'low' }, @{ detail = 'HIGH' }) {
        $null = ofox look -Image $Png, 'https://example.com/a.png' -ImageDetail $detail
        (Get-SentPart).image_url.detail | Where-Object { $_ } | Should -BeExactly $detail.ToLower(), $detail.ToLower()
    }
}

Describe 'Refused before anything is sent' {
    BeforeEach { Reset-TestEnvironment }

    It '-Image <what>' -ForEach @(
        @{ what = 'a missing file'; make = { Join-Path $TestDrive 'no.png' }; message = '*no image*no.png*' }
        @{ what = 'an empty file'; make = { New-ImageFile 'e.png' ([byte[]] @()) }; message = '*e.png* is empty*' }
        @{ what = 'a text file'; make = { New-ImageFile 't.png' ([byte[]] (0x68, 0x69)) }; message = '*t.png* is not an image*' }
        @{ what = 'a directory'; make = { "$TestDrive" }; message = '*directory*' }
        @{ what = 'a DirectoryInfo'; make = { Get-Item "$TestDrive" }; message = '*Director*' }
        @{ what = 'a pattern that fits nothing'; make = { Join-Path $TestDrive '*.jpeg2000' }; message = '*There is no image*' }
        @{ what = 'an empty string'; make = { '' }; message = '*empty*' }
        @{ what = 'a blank string'; make = { '  ' }; message = '*empty*' }
        @{ what = '$null'; make = { $null }; message = '*-Image*' }
        @{ what = 'an empty list'; make = { , @() }; message = '*-Image*' }
        @{ what = '$null among others'; make = { $Png, $null }; message = '*null*' }
        @{ what = 'a number'; make = { 5 }; message = '*not Int32*' }
        @{ what = 'another provider'; make = { 'env:OFOX_API_KEY' }; message = '*env:OFOX_API_KEY*' }
        @{ what = 'an unknown drive'; make = { 'nodrive:\a.png' }; message = '*nodrive*' }
        @{ what = 'an ftp address'; make = { [uri] 'ftp://example.com/a.png' }; message = '*http*' }
        @{ what = 'a data URL of text'; make = { 'data:text/plain;base64,aGk=' }; message = '*data URL*' }
        @{ what = 'a second that is missing'; make = { (New-ImageFile 'ok.png' $Png), (Join-Path $TestDrive 'no.png') };
            message = '*no.png*' }
    ) {
        $failure = { ofox look -Image (& $make) } | Should -Throw $message -PassThru
        $failure.FullyQualifiedErrorId | Should -Match '^(OfoxInvalidArgument|OfoxFileError|Parameter\w+),'
        { 'a', 'b' | ofox look -Image (& $make) } | Should -Throw $message
        Get-GatewayRequest | Should -BeNullOrEmpty
    }

    It 'a file that somebody else has locked' {
        $path = New-ImageFile 'locked.png' $Png
        $holder = [System.IO.FileStream]::new($path, 'Open', 'ReadWrite', 'None')
        try { { ofox look -Image $path } | Should -Throw "*locked.png' cannot be read*" } finally { $holder.Dispose() }
        Get-GatewayRequest | Should -BeNullOrEmpty
    }
}
