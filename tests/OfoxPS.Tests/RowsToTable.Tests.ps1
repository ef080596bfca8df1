# The trial of docs/samples/rows-to-table: 500 rows, three machines (processes), one Ctrl+C, one kill, one table with the rows beside the
# answers.

BeforeAll {
    . $PSScriptRoot/common.ps1
    Reset-TestEnvironment
    $folder = Join-Path $TestDrive 'trial'
    $null = New-Item -ItemType Directory $folder
    1..500 | ForEach-Object { [pscustomobject]@{ Id = $_; Text = "say: {`"mood`":`"mood $_`",`"strength`":$(1 + $_ % 5)}" } } |
        Export-Csv (Join-Path $folder 'rows.csv') -NoTypeInformation -Encoding UTF8
    $sample = Join-Path $Root 'docs/samples/rows-to-table/Invoke-Rows.ps1'
    $manifest = (Get-Module OfoxPS).Path

    function Start-Machine([string[]] $Argument) {
        $words = ($Argument | ForEach-Object { if ($_ -match '^-[A-Z]\w*$') { $_ } else { "'$_'" } }) -join ' '
        $command = "Import-Module '$manifest'; Set-Location '$folder'; & '$sample' rows.csv run.jsonl $words; exit `$LASTEXITCODE"
        $start = [System.Diagnostics.ProcessStartInfo]::new($Shell, "$ShellArgument -NoProfile -NonInteractive -EncodedCommand $([Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($command)))")
        $start.UseShellExecute = $false
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $process = [System.Diagnostics.Process]::Start($start)
        $process.StandardInput.Close()
        $process
    }

    # What it wrote, once it has ended.
    function Wait-Machine($Process) {
        $errors = $Process.StandardError.ReadToEndAsync()
        $text = $Process.StandardOutput.ReadToEnd()
        $Process.WaitForExit()
        "$text$($errors.Result)"
    }

    # Until a part has so many records; a part that ends earlier is as good.
    function Wait-Record([string] $Name, [int] $Count, $Process) {
        $file = Join-Path $folder $Name
        while (-not $Process.HasExited) {
            if ((Test-Path $file) -and @([IO.File]::ReadLines($file)).Count -gt $Count) { return }
            $null = $Process.WaitForExit(20)
        }
    }
}

Describe '500 rows on three machines' {
    It 'make one table with each row beside its answer, whatever ended two of them' {
        $env:OFOX_MODEL = 'openai/gpt-4o?delay=400'
        $first = Start-Machine '-Shard', '1/3', '-ThrottleLimit', '8'
        $second = Start-Machine '-Shard', '2/3', '-ThrottleLimit', '8'
        $third = Start-Machine '-Shard', '3/3', '-ThrottleLimit', '8'

        Wait-Record run.1of3.jsonl 20 $first
        if ($IsLinux -or $IsMacOS) { & kill -INT $first.Id } else { $first.Kill() }
        Wait-Record run.2of3.jsonl 20 $second
        $second.Kill()
        $ended = Wait-Machine $first
        $null = Wait-Machine $second
        $whole = Wait-Machine $third
        $third.ExitCode | Should -Be 0 -Because $whole
        $first.ExitCode | Should -Not -Be 0 -Because $ended

        # Neither has done its part.
        $done = @(Import-OfoxCheckpoint (Join-Path $folder 'run.*.jsonl') -WarningAction SilentlyContinue).Count
        $done | Should -BeLessThan 500

        # The first machine goes on; the second never comes back, and the table asks for the rest of its rows.
        $again = Start-Machine '-Shard', '1/3', '-ThrottleLimit', '8'
        $text = Wait-Machine $again
        $again.ExitCode | Should -Be 0 -Because $text
        $table = Start-Machine '-OutPath', 'table.csv'
        $text = Wait-Machine $table
        $table.ExitCode | Should -Be 0 -Because $text
        $text | Should -BeLike '500 of 500 succeeded*'

        $rows = @(Import-Csv (Join-Path $folder 'table.csv'))
        $rows | Should -HaveCount 500
        ($rows | Get-Member -MemberType NoteProperty).Name | Sort-Object | Should -Be Id, mood, strength, Text
        @($rows | Where-Object { $_.mood -ne "mood $($_.Id)" -or $_.strength -ne 1 + $_.Id % 5 }) | Should -BeNullOrEmpty
        $rows.Id | Should -Be (1..500)

        # Paid twice is at most what was on its way when one was killed and the other stopped.
        (Invoke-GatewayControl 'stats').requests | Should -BeLessOrEqual 516
        @(Import-OfoxCheckpoint (Join-Path $folder 'run.*.jsonl') -WarningAction SilentlyContinue) | Should -HaveCount 500
    }
}
