# Tools that run in several runspaces: each stops with its own, and they share nothing.

BeforeAll {
    . $PSScriptRoot/common.ps1

    $modulePath = (Get-Module OfoxPS).Path
    function Get-Sent { @(Get-GatewayRequest) }

    # The command, in a runspace of its own.
    function Start-Script([string] $Script, [object[]] $Argument) {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$modulePath'").Invoke()
        $shell.Commands.Clear()
        $null = $shell.AddScript($Script)
        foreach ($value in $Argument) { $null = $shell.AddArgument($value) }
        [pscustomobject]@{ Shell = $shell; Handle = $shell.BeginInvoke() }
    }
}

Describe 'Ctrl+C' {
    BeforeEach { Clear-GatewayRequest }

    It 'while a tool runs ends it and the loop' {
        # The tool tells that it has begun and then would wait for a minute; nothing after it may happen.
        $begun = [System.Threading.ManualResetEventSlim]::new()
        $after = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
        $running = Start-Script 'param($Begun, $After) $null = ofox "call t({})" -Tool (New-OfoxTool -Name t -ScriptBlock { $Begun.Set(); Start-Sleep 60; $After.Enqueue("tool") }); $After.Enqueue("script")' $begun, $after
        try {
            $begun.Wait(30000) | Should -BeTrue
            $running.Shell.Stop()
            $running.Shell.InvocationStateInfo.State | Should -Be 'Stopped'
            $after.Count | Should -Be 0
            Get-Sent | Should -HaveCount 1
        } finally { $running.Shell.Dispose() }
    }

    It 'while a tool waits in a loop of its own that catches everything ends it too' {
        $begun = [System.Threading.ManualResetEventSlim]::new()
        $after = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
        $running = Start-Script 'param($Begun, $After) $null = ofox "call t({})" -Tool (New-OfoxTool -Name t -ScriptBlock { while ($true) { try { $Begun.Set(); Start-Sleep -Milliseconds 10 } catch { $After.Enqueue("caught") } } }); $After.Enqueue("script")' $begun, $after
        try {
            $begun.Wait(30000) | Should -BeTrue
            $running.Shell.Stop()
            $after.Count | Should -Be 0
        } finally { $running.Shell.Dispose() }
    }
}

Describe 'Runspaces at once' {
    BeforeEach { Clear-GatewayRequest }

    It 'share nothing: 8 of them, each with its own function of one name' {
        # All meet at a barrier inside the tool, so that they are really at once.
        $barrier = [System.Threading.Barrier]::new(8)
        $all = 1..8 | ForEach-Object {
            Start-Script 'param($Me, $Barrier)
                function Get-Me { param([int] $Number) $null = $Barrier.SignalAndWait(60000); "runspace $Me number $Number" }
                1..3 | ForEach-Object { (ofox "call Get-Me({`"Number`":$_})" -Tool Get-Me).Content }' $_, $barrier
        }
        for ($i = 0; $i -lt 8; $i++) {
            $said = @($all[$i].Shell.EndInvoke($all[$i].Handle))
            $all[$i].Shell.Streams.Error.Count | Should -Be 0
            $said | Should -Be (1..3 | ForEach-Object { "Get-Me answered: runspace $($i + 1) number $_" })
            $all[$i].Shell.Dispose()
        }
        $barrier.CurrentPhaseNumber | Should -Be 3
    }
}
