# The sample that describes images, run as a user runs it.

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    . (Join-Path $PSScriptRoot 'examples.ps1')
    . (Join-Path $PSScriptRoot 'samples.ps1')
}

Describe 'Samples' {
    BeforeAll { $wrongKey = @{ OFOX_API_KEY = 'wrong' } }

    BeforeEach {
        Reset-TestEnvironment
        $folder = Join-Path $TestDrive ([guid]::NewGuid())
        Initialize-ExampleFolder $folder
    }

    Context 'caption-images.ps1' {
        It 'writes a row for each image' {
            $run = Invoke-Sample caption-images.ps1 '.', 'captions.csv'
            $run.ExitCode | Should -Be 0 -Because $run.Error
            $rows = @(Import-Csv (Join-Path $folder captions.csv))
            $rows.File -join ' ' | Should -Be 'after.png before.png cat.png'
            $rows[0].AltText | Should -BeLike '*`[image png 640x480 33 bytes detail=low`]'
            $rows[0].Model | Should -Be 'openai/gpt-4o'
            [int] $rows[0].Tokens | Should -BeGreaterThan 0
            $run.Output | Should -BeLike '3 of 3 images described*'
        }

        It 'names the image that cannot be sent, and goes on' {
            Add-Text (Join-Path $folder broken.png) ''
            $run = Invoke-Sample caption-images.ps1 '.'
            $run.ExitCode | Should -Be 1
            @(Import-Csv (Join-Path $folder captions.csv)).File -join ' ' | Should -Be 'after.png before.png cat.png'
            "$($run.Output)$($run.Error)" | Should -BeLike '*broken.png*is empty*'
        }

        It 'says that there is no image' {
            $null = New-Item (Join-Path $folder empty) -ItemType Directory
            (Invoke-Sample caption-images.ps1 'empty').ExitCode | Should -Be 2
            Get-GatewayRequest | Should -BeNullOrEmpty
        }

        It 'stops at a wrong key' {
            $run = Invoke-Sample caption-images.ps1 '.' -Environment $wrongKey
            $run.ExitCode | Should -Be 3
            $run.Error | Should -Match 'refused the API key'
            @(Get-GatewayRequest).Count | Should -Be 1
        }
    }
}
