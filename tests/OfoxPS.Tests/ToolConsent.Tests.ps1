# A call of a model that may do harm asks a person, or does not happen.

BeforeDiscovery {
    # A terminal for a child, so that there is a person to ask. util-linux has it; the BSD program of that name is another.
    $hasTerminal = $IsLinux -and (Get-Command script -CommandType Application -ErrorAction SilentlyContinue) -and
        ("$(script --version 2>&1)" -match 'util-linux')
}

BeforeAll {
    . $PSScriptRoot/common.ps1

    # The command line of a child, up to its arguments.
    $Terminal = @($Shell) + $ShellArgument -join "' '"

    # What the tools of the children are made of: each leaves its mark when it really runs.
    $childStart = @"
        `$ProgressPreference = 'SilentlyContinue'
        if (`$PSStyle) { `$PSStyle.OutputRendering = 'PlainText' }
        Import-Module '$((Get-Module OfoxPS).Path)'
        function Remove-Thing { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param([string] `$Name) if (`$PSCmdlet.ShouldProcess(`$Name)) { "removed `$Name" } else { 'kept' } }
        function Set-Thing { [CmdletBinding(SupportsShouldProcess)] param([string] `$Name) if (`$PSCmdlet.ShouldProcess(`$Name)) { "set `$Name" } else { 'kept' } }
        function Get-Thing { param([string] `$Name) "got `$Name" }
        function Get-Result([string] `$Call, `$Tool) { (ofox "call `$Call" -Tool `$Tool).ToolInvocations[0].Result }
"@
    . ([scriptblock]::Create($childStart))

    function Save-ChildScript([string] $Body) {
        $path = Join-Path $TestDrive "child-$([guid]::NewGuid().ToString('N')).ps1"
        [System.IO.File]::WriteAllText($path, "$childStart`n$Body")
        $path
    }

    # A child with a terminal, at which somebody types these lines. Its results come through a file, the screen is what was
    # shown. A question costs seconds (the child asks where the cursor is, and nobody answers that), so the children run at once.
    function Start-AtTerminal([string] $Body, [string[]] $Typed) {
        $results = Join-Path $TestDrive "results-$([guid]::NewGuid().ToString('N')).txt"
        $path = Save-ChildScript "`$results = . { $Body }; [System.IO.File]::WriteAllLines('$results', [string[]] @(`$results))"
        $shell = [powershell]::Create()
        $null = $shell.AddScript('param($Typed, $Command) $Typed | script -qec $Command /dev/null').AddArgument(
            ($Typed -join "`n") + "`n").AddArgument("'$Terminal' -NoProfile -File '$path'")
        [pscustomobject]@{ Shell = $shell; Handle = $shell.BeginInvoke(); Results = $results }
    }

    function Wait-AtTerminal($Session) {
        $screen = @($Session.Shell.EndInvoke($Session.Handle)) -join "`n"
        $Session.Shell.Dispose()
        [pscustomobject]@{
            Screen  = $screen -replace "`e\[[0-9;?]*[A-Za-z]|`e[=>]" -replace "`r"
            Results = @(Get-Content $Session.Results)
        }
    }
}

Describe 'Where nobody can answer' {
    BeforeAll {
        $all = @'
            Get-Result 'Remove-Thing({"Name":"a"})' Remove-Thing
            Get-Result 'Get-Thing({"Name":"a"})' (New-OfoxTool Get-Thing -Confirm)
            Get-Result 'Remove-Thing({"Name":"a"})' (New-OfoxTool Remove-Thing -Bind @{ Confirm = $false })
            Get-Result 'Remove-Thing({"Name":"a"})' (New-OfoxTool Remove-Thing -Confirm:$false)
            Get-Result 'Set-Thing({"Name":"a"})' Set-Thing
            Get-Result 'Remove-Item({"Path":["precious"]})' Remove-Item
            Get-Result 'Get-Thing({"Name":"a"})' Get-Thing
'@
        function Assert-Denied([string[]] $Said) {
            $Said | Should -HaveCount 7
            $Said[0, 1, 2, 4, 5] | Should -BeLike 'ERROR: Denied:*consent*'
            $Said[3] | Should -BeExactly 'removed a'
            $Said[6] | Should -BeExactly 'got a'
        }
    }

    It 'a call that changes something, or with -Confirm, is denied with -NonInteractive' {
        Assert-Denied @(& $Shell @ShellArgument -NoProfile -NonInteractive -File (Save-ChildScript $all))
    }

    It 'it is denied with an abbreviated -NonI' {
        Assert-Denied @(& $Shell @ShellArgument -NoProfile -NonI -File (Save-ChildScript $all))
    }

    It 'it is denied when input is redirected, whatever it says' {
        Assert-Denied @('y', 'y', 'y' | & $Shell @ShellArgument -NoProfile -File (Save-ChildScript $all))
    }

    It 'it is denied in a job' {
        Assert-Denied @(Start-Job -FilePath (Save-ChildScript $all) | Receive-Job -Wait -AutoRemoveJob)
    }

    It 'nothing is even made of the arguments of a call that is denied' {
        Add-Type -TypeDefinition 'namespace OfoxTests { public class Touched { public static int Count; string name; public string Name { get { return name; } set { name = value; Count++; } } } }'
        $shell = [powershell]::Create()
        $body = 'function Remove-Typed { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = "High")] param([OfoxTests.Touched] $Thing) "ran $($Thing.Name)" }'
        try {
            $said = @($shell.AddScript("$childStart; $body; Get-Result 'Remove-Typed({`"Thing`":{`"Name`":`"a`"}})' Remove-Typed").Invoke())
            $said | Should -BeLike 'ERROR: Denied*'
            [OfoxTests.Touched]::Count | Should -Be 0
            $shell.Commands.Clear()
            $shell.AddScript("Get-Result 'Remove-Typed({`"Thing`":{`"Name`":`"a`"}})' (New-OfoxTool Remove-Typed -Confirm:`$false)").Invoke(
                ) | Should -BeExactly 'ran a'
            [OfoxTests.Touched]::Count | Should -Be 1
        } finally { $shell.Dispose() }
    }

    It 'a preference of the caller changes nothing, whatever form a command has it is denied, and a tool that asks by itself does not hang' {
        # One process for all, for each takes a while to start.
        $lines = @(& $Shell @ShellArgument -NoProfile -NonInteractive -File (Save-ChildScript @'
            foreach ($level in 'High', 'None') {
                & { $ConfirmPreference = $level; "$level`: " + (Get-Result 'Set-Thing({"Name":"a"})' Set-Thing) + ', ' + (Get-Result 'Get-Thing({"Name":"a"})' Get-Thing) }
            }
            [System.IO.File]::WriteAllText("$PSScriptRoot/Remove-Script.ps1", '[CmdletBinding(SupportsShouldProcess, ConfirmImpact = "High")] param($Name) "ran"')
            'script: ' + (Get-Result 'Remove-Script({"Name":"a"})' "$PSScriptRoot/Remove-Script.ps1")
            'block: ' + (Get-Result 'script({"Name":"a"})' { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = "High")] param($Name) "ran" })
            Set-Alias rt Remove-Thing
            'alias: ' + (Get-Result 'Remove-Thing({"Name":"a"})' rt)
            'request: ' + (ofox 'call Remove-Thing({"Name":"a"})' -Tool Remove-Thing -Confirm:$false).ToolInvocations[0].Result
            'among others: ' + ((ofox 'call Get-Thing({"Name":"a"}) call Remove-Thing({"Name":"b"}) call Get-Thing({"Name":"c"})' -Tool Get-Thing, Remove-Thing).ToolInvocations.Result -join ', ')
            'asks: ' + (Get-Result 'script({})' { Read-Host name })
            'calls: ' + (Get-Result 'script({})' { Remove-Thing x })
'@))
        $denied = "ERROR: Denied:*consent*"
        $expected = "High: $denied, got a", "None: $denied, got a", "script: $denied", "block: $denied", "alias: $denied",
            "request: $denied", "among others: got a, $denied, got c", 'asks: ERROR:*', 'calls: ERROR:*'
        $lines | Should -HaveCount $expected.Count
        for ($i = 0; $i -lt $expected.Count; $i++) { $lines[$i] | Should -BeLike $expected[$i] }
    }
}

# It takes a terminal for a child: see $hasTerminal above.
Describe 'Where a person is at the terminal' -Skip:(-not $hasTerminal) {
    BeforeAll {
        $eachCall = Start-AtTerminal '(ofox ''call Remove-Thing({"Name":"a"}) call Remove-Thing({"Name":"b"})'' -Tool Remove-Thing).ToolInvocations.Result' 'y', ''
        $streamed = Start-AtTerminal '(ofox ''call Remove-Thing({"Name":"a"})'' -Tool Remove-Thing -Stream).Content' 'y'
        $hidden = Start-AtTerminal @'
            $bidi = [char] 0x202e; $control = [char] 0x9b
            $tool = New-OfoxTool -Name Set-It -Confirm -Bind @{ Server = 'srv1'; Key = (ConvertTo-SecureString s3cret -AsPlainText -Force) } -ScriptBlock { param($Path, $Mode, $Long, $Server, $Key) "ran $Path" }
            Get-Result ('Set-It({"Path":"safe",' + (' ' * 3000) + '"Mode":"' + $bidi + 'txt' + $control + '2J\u002e\u002e/\u0065tc\nServer = ''other''","Long":"' + ('long ' * 2000) + '"})') $tool
'@ 'n'
        $quiet = Save-ChildScript 'Get-Result ''Remove-Thing({"Name":"a"})'' Remove-Thing'
    }

    It 'yes runs a call, an empty line denies it, one by one, and the model is told' {
        $seen = Wait-AtTerminal $eachCall
        $seen.Results | Should -Be 'removed a', 'ERROR: Denied: the person at the console said no.'
        [regex]::Matches($seen.Screen, 'The model wants to run Remove-Thing').Count | Should -Be 2
        $seen.Screen | Should -Match '(?m)^Name = "a"'
        $seen.Screen | Should -Match '(?m)^Name = "b"'
    }

    It 'the question shows what will run, and nothing that hides it' {
        $seen = Wait-AtTerminal $hidden
        $seen.Results | Should -BeLike 'ERROR: Denied*'
        $seen.Screen | Should -Match 'The model wants to run Set-It\s'
        $seen.Screen | Should -Match '(?m)^Path = "safe"'
        $seen.Screen | Should -Match '\\u202Etxt\\u009B2J\.\./etc\\n'
        $seen.Screen | Should -Match '(?m)^Server = srv1'
        $seen.Screen | Should -Not -Match '(?m)^Server = .?other'
        $seen.Screen | Should -Not -Match 's3cret'
        $seen.Screen | Should -Not -Match ' {100}'
        ($seen.Screen -replace '\s+', ' ') | Should -Match 'more characters\)'
        $seen.Screen.Length | Should -BeLessThan 3000
    }

    It 'the live text of -Stream comes after the question it depends on' {
        $seen = Wait-AtTerminal $streamed
        $seen.Results | Should -Be 'Remove-Thing answered: removed a'
        $seen.Screen.IndexOf('The model wants') | Should -BeLessThan $seen.Screen.IndexOf('Remove-Thing answered: removed a')
    }

    It 'nobody is asked with -NonInteractive, even there' {
        $screen = "y`n" | script -qec "'$Terminal' -NoProfile -NonInteractive -File '$quiet'" /dev/null
        ($screen -join "`n") | Should -Match 'Denied'
    }
}
