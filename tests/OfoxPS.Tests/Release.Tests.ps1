# The steps of a release, and how coverage is counted: what the tasks of build.ps1 decide without a build.
BeforeAll {
    $root = Split-Path (Split-Path $PSScriptRoot)
    . "$root/build/Release.ps1"
    . "$root/build/Coverage.ps1"
}

Describe 'What stops a release' {
    BeforeEach { Set-Content "$TestDrive/CHANGELOG.md" "# Changelog", '', '## [Unreleased]', '', '## [1.2.3] - 2026-01-01', '', '- More.' }

    It 'is nothing where tag, manifest and changelog say the same' {
        Get-ReleaseObstacle $TestDrive 1.2.3 v1.2.3 | Should -BeNullOrEmpty
    }

    It 'is <Why>' -ForEach @(
        @{ Why = 'another tag'; Version = '1.2.3'; Tag = 'v1.2.4';
            Says = 'The tag is v1.2.4, but OfoxPS.psd1 says version 1.2.3, whose tag is v1.2.3.' }
        @{ Why = 'no tag'; Version = '1.2.3'; Tag = ''; Says = 'Nothing says that this is the tag v1.2.3*' }
        @{ Why = 'a version without changes'; Version = '1.2'; Tag = 'v1.2'; Says = 'CHANGELOG.md has no section for version 1.2.' }
    ) {
        Get-ReleaseObstacle $TestDrive $Version $Tag | Should -BeLike $Says
    }

    It 'is a change that has no version' {
        Set-Content "$TestDrive/CHANGELOG.md" '## [Unreleased]', '', '### Fixed', '- One.', '', '## [1.2.3] - 2026-01-01'
        Get-ReleaseObstacle $TestDrive 1.2.3 v1.2.3 | Should -Be 'CHANGELOG.md still has changes under Unreleased.'
    }
}

Describe 'The checksum of a package' {
    BeforeEach {
        $package = "$TestDrive/OfoxPS.1.2.3.nupkg"
        [IO.File]::WriteAllText($package, 'x')
        Write-Checksum $package
    }

    It 'is written as sha256sum reads it' {
        [IO.File]::ReadAllText("$package.sha256") |
            Should -BeExactly "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881  OfoxPS.1.2.3.nupkg`n"
    }

    It 'lets the package pass that was tested, and no other' {
        { Assert-Checksum $package } | Should -Not -Throw
        [IO.File]::WriteAllText($package, 'y')
        { Assert-Checksum $package } | Should -Throw '*it is not the package that was tested.'
    }

    It 'must be there, and the package too' {
        Remove-Item "$package.sha256"
        { Assert-Checksum $package } | Should -Throw '*has no checksum*'
        { Assert-Checksum "$TestDrive/no.nupkg" } | Should -Throw 'There is no package*'
    }
}

Describe 'Coverage by folder' {
    BeforeAll {
        $source = Join-Path $TestDrive 'src'
        foreach ($file in 'Core/Json/A.cs', 'Core/Json/Deep/B.cs', 'Poly.cs') {
            $null = New-Item (Join-Path $source $file) -ItemType File -Force }
        function Get-Report([string] $Name, [string[]] $Class) {
            $path = "$TestDrive/$Name.xml"
            Set-Content $path "<coverage><sources><source>$TestDrive</source></sources><packages><package><classes>$Class</classes></package></packages></coverage>"
            $path
        }

        $one = Get-Report one '<class filename="src/Core/Json/A.cs"><lines><line number="1" hits="1"/><line number="2" hits="0"/></lines></class>',
            '<class filename="src/Core/Json/Deep/B.cs"><lines><line number="1" hits="0"/></lines></class>',
                '<class filename="src/Gone.cs"><lines><line number="1" hits="0"/></lines></class>'
        $two = Get-Report two '<class filename="src/Core/Json/A.cs"><lines><line number="1" hits="0"/><line number="2" hits="3"/></lines></class>',
            '<class filename="src/Poly.cs"><lines><line number="9" hits="1"/></lines></class>'
        $folders = @(Get-FolderCoverage $one, $two $source)
    }

    It 'counts a line as run where either run came by, and folders with what is under them' {
        $folders.Folder | Should -Be 'Core/Json', 'Poly.cs'
        $folders.Lines | Should -Be 3, 1
        $folders.Percent | Should -Be 66.6, 100
    }

    It 'goes between the marks of the document, and nowhere else' {
        Set-Content "$TestDrive/a.md" 'before', '<!-- build.ps1 Test -Coverage writes this table -->', 'old', '<!-- end of the table -->',
            'after'
        Write-CoverageTable $folders "$TestDrive/a.md"
        $text = Get-Content "$TestDrive/a.md"
        $text[0], $text[-1] | Should -Be 'before', 'after'
        $text | Should -Contain '| Core/Json | 3 | 66.6 % |'
        $text | Should -Not -Contain 'old'
    }
}
