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

    It 'closes the socket at continue of an outer loop' {
        $count = 0
        $after = $false
        foreach ($once in 1) {
            Get-OfoxStream x -Model $paced | ForEach-Object { if (++$count -eq 3) { continue } }
            $after = $true
        }
        $after | Should -BeFalse
        Assert-HungUp 3
        $global:Error.Count | Should -Be 0
    }

    It 'closes the socket at a throw downstream, which passes through untouched' {
        $count = 0
        try {
            Get-OfoxStream x -Model $paced | ForEach-Object { if (++$count -eq 4) { throw [System.InvalidOperationException]'mine' } }
        } catch { $caught = $_ }
        $caught.Exception | Should -BeOfType ([System.InvalidOperationException])
        $caught.Exception.Message | Should -BeExactly 'mine'
        Assert-HungUp 4
        $global:Error.Count | Should -Be 1
    }

    It 'closes the socket at a terminating error of a cmdlet downstream' {
        try { Get-OfoxStream x -Model $paced | Get-Item -LiteralPath { "/no such place/$_" } -ErrorAction Stop } catch { $caught = $_ }
        $caught.FullyQualifiedErrorId | Should -BeLike 'PathNotFound,*'
        Assert-HungUp 1
        $global:Error.Count | Should -Be 1
    }

    It 'closes the socket at return from a function' {
        function Get-Word { Get-OfoxStream x -Model $paced | ForEach-Object { if ($_.Content) { $_ } } | Select-Object -First 1 }
        (Get-Word).Content | Should -BeExactly 'word1 '
        Assert-HungUp 2
        $global:Error.Count | Should -Be 0
    }

    It 'sends nothing for the items that come after' {
        $null = 'a', 'b', 'c' | Get-OfoxStream -Model $paced | Select-Object -First 2
        Assert-HungUp 2
        @(Get-GatewayRequest) | Should -HaveCount 1
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

Describe 'Invoke-OfoxChat -Stream that is not read to its end' {
    BeforeEach {
        Clear-GatewayRequest
        $global:Error.Clear()
    }

    It 'closes the socket when the live text is taken in part' {
        $got = @(ofox x -Model $paced -Stream 6>&1 | Select-Object -First 3)
        $got | Should -HaveCount 3
        Assert-HungUp 4
        $global:Error.Count | Should -Be 0
    }

    It 'closes the socket at break' {
        $count = 0
        foreach ($once in 1) {
            ofox x -Model $paced -Stream 6>&1 | ForEach-Object { if (++$count -eq 4) { break } }
        }
        Assert-HungUp 5
        $global:Error.Count | Should -Be 0
    }

    It 'closes the socket at a throw downstream' {
        { ofox x -Model $paced -Stream 6>&1 | ForEach-Object { throw 'mine' } } | Should -Throw 'mine'
        Assert-HungUp 2
        $global:Error.Count | Should -Be 1
    }

    It 'closes the socket at Stop from another thread' {
        $run = Start-Script "Invoke-OfoxChat x -Model '$paced' -Stream"
        $null = Wait-Chunk 6
        $run.Shell.Stop()
        $run.Shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $run.Output.Count | Should -Be 0
        # The role comes before the first text.
        Assert-HungUp (1 + $run.Shell.Streams.Information.Count)
        $run.Shell.Streams.Error.Count | Should -Be 0
        $run.Shell.Dispose()
    }

    It 'is stopped by a hang-up of its own when nothing is read at all' {
        $run = Start-Script "Invoke-OfoxChat x -Model '$paced' -Stream"
        $null = Wait-Chunk 3
        $run.Shell.Dispose()
        (Get-LastGatewayRequest -Ended).clientHungUp | Should -BeTrue
    }
}

Describe 'Stop while there is nothing to read' {
    BeforeEach {
        Clear-GatewayRequest
        $global:Error.Clear()
    }

    It 'ends the wait for <Name>' -ForEach @(
        @{ Name = 'a stalled stream'; Script = "Get-OfoxStream x -Model 'openai/gpt-4o?chunks=9&hold=2'"; Chunks = 2 }
        @{ Name = 'headers that do not come'; Script = "Invoke-OfoxChat x -Model 'fault/silence'"; Chunks = 0 }
        @{ Name = 'headers of a stream'; Script = "Invoke-OfoxChat x -Stream -Model 'openai/gpt-4o?delay=60000'"; Chunks = 0 }
        @{ Name = 'the rest of a body'; Script = "Invoke-OfoxChat x -Model 'fault/stall'"; Chunks = 0 }
    ) {
        $run = Start-Script $Script
        # The control answers once the request is there and came so far.
        $null = Wait-Chunk $Chunks
        $run.Shell.Stop()
        $run.Shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $request = Get-LastGatewayRequest -Ended
        $request.clientHungUp | Should -BeTrue
        $run.Shell.Streams.Error.Count | Should -Be 0
        (Get-Statistic).open | Should -Be 0
        $run.Shell.Dispose()
    }

    It 'ends the wait before a retry, and sends nothing more' {
        $run = Start-Script "Invoke-OfoxChat x -Model 'fault/429?retry_after=100' -Verbose"
        $null = Get-LastGatewayRequest -Ended
        $run.Shell.Stop()
        $run.Shell.InvocationStateInfo.State | Should -Be 'Stopped'
        @(Get-GatewayRequest) | Should -HaveCount 1
        $run.Shell.Streams.Error.Count | Should -Be 0
        $run.Shell.Dispose()
    }

    It 'ends a run of many items, and sends nothing more' {
        $run = Start-Script "1..50 | Invoke-OfoxChat 'count' -Stream -Model '$paced'"
        $null = Wait-Chunk 3
        $run.Shell.Stop()
        (Get-LastGatewayRequest -Ended).clientHungUp | Should -BeTrue
        @(Get-GatewayRequest) | Should -HaveCount 1
        $run.Output.Count | Should -Be 0
        $run.Shell.Dispose()
    }
}

Describe 'After a pipeline was cut short' {
    BeforeEach { Clear-GatewayRequest }

    It 'the next request works' {
        $null = Get-OfoxStream x -Model $paced | Select-Object -First 1
        (ofox 'still there?').Content | Should -BeExactly 'still there?'
        (ofox 'and streaming?' -Stream 6> $null).Content | Should -BeExactly 'and streaming?'
    }

    It 'the runspace that was stopped can go on' {
        $run = Start-Script "Get-OfoxStream x -Model '$paced'"
        $null = Wait-Chunk 2
        $run.Shell.Stop()
        $run.Shell.Commands.Clear()
        $run.Shell.AddScript('(Invoke-OfoxChat again).Content').Invoke() | Should -Be 'again'
        $run.Shell.Dispose()
    }

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

    It 'an answer that was read to its end is no hang-up' {
        $null = Get-OfoxStream 'one two'
        (Get-LastGatewayRequest -Ended).clientHungUp | Should -BeFalse
        $null = ofox 'one two' -Stream 6> $null
        (Get-LastGatewayRequest -Ended).clientHungUp | Should -BeFalse
    }
}

Describe 'A wait for a file that somebody else keeps' {
    It 'ends with the pipeline: <Name>' -ForEach @(
        @{
            Name = 'a log'; Script = 'Set-OfoxConfiguration -LogPath {0}; ofox hi'
            Lock = { param($Path) "$Path.lock" }
        }
        @{
            Name = 'a cassette'; Script = 'Use-OfoxCassette {0} {{ ofox hi }} -Mode Record'
            Lock = {
                param($Path)
                $sha = [System.Security.Cryptography.SHA256]::Create()
                $hash = $sha.ComputeHash([System.Text.Encoding]::UTF8.GetBytes("$([Environment]::UserName)`n$($Path.ToUpperInvariant())"))
                $sha.Dispose()
                Join-Path ([System.IO.Path]::GetTempPath()) "OfoxPS-$(-join ($hash[0..11] | ForEach-Object { $_.ToString('x2') })).lock"
            }
        }
    ) {
        Clear-GatewayRequest
        $path = Join-Path $TestDrive "$([guid]::NewGuid()).json"
        $place = & $Lock $path
        $held = [System.IO.FileStream]::new($place, 'OpenOrCreate', 'ReadWrite', 'None')
        try {
            $running = Start-Script ($Script -f "'$path'")
            $null = Get-LastGatewayRequest -Ended
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $running.Shell.Stop()
            # A wait to its own end would be 30 s for a cassette.
            $clock.Elapsed.TotalSeconds | Should -BeLessThan 10
            $running.Shell.InvocationStateInfo.State | Should -Be Stopped
            $path | Should -Not -Exist
        } finally {
            $held.Dispose()
            $running.Shell.Dispose()
            Remove-Item $place -ErrorAction Ignore
        }
    }
}
