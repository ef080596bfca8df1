# A small load in each run: 16 runspaces, a tenth of the requests broken. build.ps1 Benchmark -Only load sends 20 000.

BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Many runspaces at once' {
    It 'each request has one result or one error, its own, and nothing is left over' {
        $assembly = (
            Get-ChildItem (Join-Path $Root 'tests/OfoxPS.Gateway/bin/Release/*/OfoxPS.Gateway.dll') | Select-Object -First 1).FullName
        $output = & $Shell @ShellArgument -NoProfile -NonInteractive -File (Join-Path $Root 'tests/OfoxPS.Benchmarks/Groups/Load.ps1') (
            Get-Module OfoxPS).Path $assembly -Request 480
        $LASTEXITCODE | Should -Be 0 -Because ($output -join "`n")
        $output -match '^480 requests from 16 runspaces .*: 432 results, 48 errors, 0 crossed\.' | Should -HaveCount 1
    }
}
