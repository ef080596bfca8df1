# Output tokens are billed: however a pipeline ends, the socket closes at once and nothing of ours is left behind.
# Promptness is what the gateway counted: it sends a chunk every 20 ms, and at most 8 after the last one received.

BeforeAll {
    . $PSScriptRoot/common.ps1

    $paced = 'openai/gpt-4o?chunks=500&pace=20'
    $modulePath = (Get-Module OfoxPS).Path
    $most = 8

    function Get-Statistic { Invoke-GatewayControl 'stats' }

    # The newest request, once so many of its chunks were sent.
    function Wait-Chunk([int] $Count) { Invoke-GatewayControl "requests/last?chunks=$Count" }

    # A script in a runspace of its own that can be stopped from here, as Ctrl+C stops one.
    function Start-Script([string] $Script) {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$modulePath'").Invoke()
        $shell.Commands.Clear()
        $null = $shell.AddScript($Script)
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $inputs = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $inputs.Complete()
        [pscustomobject]@{ Shell = $shell; Output = $output; Handle = $shell.BeginInvoke($inputs, $output) }
    }

    function Assert-HungUp([int] $Received) {
        $request = Get-LastGatewayRequest -Ended
        $request.clientHungUp | Should -BeTrue
        $request.chunksSent | Should -BeLessOrEqual ($Received + $most)
        (Get-Statistic).open | Should -Be 0
    }

    # What runs for the first time is compiled first, and that is not what is measured here.
    $null = Get-OfoxStream x -Model $paced | Select-Object -First 1
    $null = ofox x -Model $paced -Stream 6>&1 | Select-Object -First 1
}

Describe 'Get-OfoxStream that is not read to its end' {
    BeforeEach {
        Clear-GatewayRequest
        $global:Error.Clear()
    }

    It 'closes the socket at Select-Object -First <_>' -ForEach 1, 5 {
        $got = @(Get-OfoxStream x -Model $paced | Select-Object -First $_)
        $got | Should -HaveCount $_
        Assert-HungUp $_
        $global:Error.Count | Should -Be 0
    }

    It 'closes the socket at break' {
        $count = 0
        foreach ($once in 1) {
            Get-OfoxStream x -Model $paced | ForEach-Object { if (++$count -eq 4) { break } }
        }
        Assert-HungUp 4
        $global:Error.Count | Should -Be 0
    }

    It 'closes the socket at Stop from another thread' {
        $run = Start-Script "Get-OfoxStream x -Model '$paced'"
        $null = Wait-Chunk 6
        $run.Shell.Stop()
        $run.Shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $run.Output.Count | Should -BeGreaterThan 0
        Assert-HungUp $run.Output.Count
        $run.Shell.Streams.Error.Count | Should -Be 0
        $run.Shell.Dispose()
    }
}

Describe 'After a pipeline was cut short' {
    BeforeEach { Clear-GatewayRequest }

    It 'no request and no connection stays open' {
        $null = ofox 'warm up'
        $before = (Get-Statistic).openConnections
        1..10 | ForEach-Object { $null = Get-OfoxStream x -Model $paced | Select-Object -First 1 }
        $last = Get-LastGatewayRequest -Ended
        $last.clientHungUp | Should -BeTrue
        # The request's end is told before its connection's.
        foreach ($look in 1..50) {
            $stats = Get-Statistic
            if ($stats.openConnections -le $before) { break }
        }
        $stats.open | Should -Be 0
        $stats.hangUps | Should -Be 10
        $stats.openConnections | Should -BeLessOrEqual $before
    }
}

# Windows has no such signal.
Describe 'A run with a checkpoint, when its process gets SIGTERM' -Skip:(-not ($IsLinux -or $IsMacOS)) {
    BeforeEach { Reset-TestEnvironment }

    It 'keeps what is answered by then, sends nothing more, and lets the process end' {
        $file = Join-Path $TestDrive 'term.jsonl'
        $after = Join-Path $TestDrive 'after.txt'
        $ask = { 1..8 | ofox x -Model 'openai/gpt-4o?delay=1000' -ThrottleLimit 4 -Checkpoint $file }
        $command = "`$file = '$file'; Import-Module '$modulePath'; `$null = & { $ask }; Set-Content '$after' done"
        $child = Start-Process $Shell (
            $ShellArgument + '-NoProfile', '-NonInteractive', '-Command', "`"$command`"") -PassThru -RedirectStandardOutput (
            Join-Path $TestDrive out.txt)
        $null = $child.Handle
        do { $open = (Get-Statistic).open } until ($open -eq 4 -or $child.HasExited)

        & (Get-Command kill -CommandType Application)[0].Source -s TERM $child.Id
        $child.WaitForExit()

        $child.ExitCode | Should -Be 143
        $after | Should -Not -Exist
        $null = & $ask
        @(Get-GatewayRequest) | Should -HaveCount 8
    }
}
