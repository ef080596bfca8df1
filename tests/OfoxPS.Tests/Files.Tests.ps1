# Files that several processes write at once.

BeforeAll {
    . $PSScriptRoot/common.ps1
    Reset-TestEnvironment
}

Describe 'A checkpoint that a process writes' {
    BeforeAll {
        $second = "Import-Module '$((Get-Command Invoke-OfoxChat).Module.ModuleBase)/OfoxPS.psd1'; try { 'x' | ofox -Checkpoint `$env:OFOX_TEST_FILE } catch { `$_.FullyQualifiedErrorId }"
        $cache = $env:XDG_CACHE_HOME
        $env:XDG_CACHE_HOME = Join-Path $TestDrive cache
        $env:OFOX_TEST_FILE = Join-Path $TestDrive run.jsonl
    }

    AfterAll {
        $env:XDG_CACHE_HOME = $cache
        Remove-Item env:OFOX_TEST_FILE
    }

    # What locks a part of a file is not there in macOS; in Windows the file itself shuts others out.
    It 'is refused to another one though <Name>' -Skip:([bool] $IsMacOS) -ForEach @(
        @{ Name = 'its lock is deleted'; First = { Remove-Item (Join-Path $env:XDG_CACHE_HOME ofoxps) -Recurse -ErrorAction Ignore } }
        @{ Name = 'that has another home'; First = { $env:XDG_CACHE_HOME = Join-Path $TestDrive other } }
        @{ Name = 'this one has read it meanwhile'; First = { $null = Get-Content $env:OFOX_TEST_FILE; Start-Sleep -Seconds 1 } }
    ) {
        Remove-Item $env:OFOX_TEST_FILE -ErrorAction Ignore
        $said = 'a', 'b', 'c' | ofox -Checkpoint $env:OFOX_TEST_FILE | ForEach-Object {
            if ($_.Content -eq 'a') { & $First }
            if ($_.Content -eq 'c') { & $Shell @ShellArgument -NoProfile -Command $second }
        }
        $said | Should -BeLike 'OfoxFileError*'
        (Import-OfoxCheckpoint $env:OFOX_TEST_FILE).Content | Should -Be a, b, c
    }
}
