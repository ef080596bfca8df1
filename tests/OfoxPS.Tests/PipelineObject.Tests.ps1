# Objects in the pipeline that are no text, file or message: JSON beside the prompt, within limits.
# And what one failing item means for the others.

BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-SentText { (Get-LastGatewayRequest -Ended).Json.messages[-1].content }

    # What a model reads of the object.
    function Get-SentJson { (Get-SentText) -replace '^x\n\n' }

    function Invoke-Kept([scriptblock] $Block) {
        $written = & $Block 2>&1 3>&1
        [pscustomobject]@{
            Output = @($written |
                Where-Object {
                $_ -isnot [System.Management.Automation.ErrorRecord] -and $_ -isnot [System.Management.Automation.WarningRecord] })
            Errors = @($written | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
            Warnings = @($written | Where-Object { $_ -is [System.Management.Automation.WarningRecord] })
        }
    }
}

Describe 'An object in the pipeline' {
    BeforeEach { Reset-TestEnvironment }

    It 'that is live has the properties that PowerShell shows for its type' {
        $null = Get-Process -Id $PID | ofox x
        $sent = Get-SentJson | ConvertFrom-Json
        $sent.Id | Should -Be $PID
        $sent.PSObject.Properties.Name | Should -Not -Contain 'Threads'
    }

    It 'that holds itself (<what>) is sent without going round, and a warning says so' -ForEach @(
        @{ what = 'object'; make = { $o = [pscustomobject]@{ n = 1 }; $o | Add-Member self $o; $o } }
        @{ what = 'hashtable'; make = { $h = [ordered]@{ n = 1 }; $h.self = $h; $h } }
        @{ what = 'list'; make = { $l = [System.Collections.ArrayList] @('"n":1'); $null = $l.Add($l); , $l } }
    ) {
        $kept = Invoke-Kept { & $make | ofox x }
        $kept.Errors | Should -BeNullOrEmpty
        $kept.Warnings.Count | Should -Be 1
        "$($kept.Warnings)" | Should -BeLike '*refer to themselves*'
        (Get-SentJson).Length | Should -BeLessThan 200
        Get-SentJson | Should -BeLike '*n*1*'
    }

    It 'that is huge is never cut inside a character' -ForEach @(0, 1) {
        $fox = [char]::ConvertFromUtf32(0x1F98A)
        $kept = Invoke-Kept { [pscustomobject]@{ a = 'y' * $_ + $fox * 200000 } | ofox x }
        $kept.Errors | Should -BeNullOrEmpty
        $text = Get-SentText
        $text.Contains([string] [char] 0xFFFD) | Should -BeFalse
        $text.Contains("$fox$fox") | Should -BeTrue
    }

    It 'keeps its secrets: <what>' -ForEach @(
        @{ what = 'SecureString';
            make = { [pscustomobject]@{ user = 'me'; pass = (ConvertTo-SecureString 'hunter2' -AsPlainText -Force) } } }
        @{ what = 'PSCredential';
            make = { [pscustomobject]@{
            user = 'me'; login = [pscredential]::new('u', (ConvertTo-SecureString 'hunter2' -AsPlainText -Force)) } } }
        @{ what = 'a credential as it is'; make = { [pscredential]::new('me', (ConvertTo-SecureString 'hunter2' -AsPlainText -Force)) } }
        @{ what = 'too deep to be written out';
            make = { $c = [pscredential]::new('me', (ConvertTo-SecureString 'hunter2' -AsPlainText -Force));
        foreach ($i in 1..6) { $c = @{ x = $c } }; $c.me = 'me'; $c } }
    ) {
        $null = & $make | ofox x 3> $null
        (Get-LastGatewayRequest -Ended).body | Should -Not -Match 'hunter2|NetworkCredential'
        (Get-LastGatewayRequest -Ended).body | Should -Match 'me|secret'
    }

    It 'whose property throws is sent without it' {
        $object = [pscustomobject]@{ n = 1 } | Add-Member ScriptProperty bad { throw 'no' } -PassThru | Add-Member last 2 -PassThru
        $kept = Invoke-Kept { $object | ofox x }
        $kept.Errors | Should -BeNullOrEmpty
        Get-SentJson | Should -BeExactly '{"n":1,"bad":null,"last":2}'
    }

    It 'whose list throws while it is read fails alone or is sent without it' {
        $list = [System.Linq.Enumerable]::Cast[string]([object[]] (1, 2))
        $kept = Invoke-Kept { [pscustomobject]@{ n = 1; list = $list }, 'next' | ofox x }
        $kept.Output[-1].InputObject | Should -Be 'next'
        $kept.Errors.Count + $kept.Output.Count | Should -Be 2
    }

    It 'that is an error is the text that a user sees, not a thousand properties' {
        $record = try { Get-Item (Join-Path $TestDrive nowhere) -ErrorAction Stop } catch { $_ }
        $null = $record | ofox 'explain'
        Get-SentText | Should -BeLike '*nowhere*does not exist*'
        Get-SentText | Should -BeLike '*PathNotFound*'
        (Get-SentText).Length | Should -BeLessThan 3000
    }

    It 'that Format-List made is refused: it is for the screen' {
        # One error, not one for each line of the screen.
        { Get-Date | Format-List | ofox x } | Should -Throw '*formatted for the screen*' -ErrorId 'OfoxInvalidArgument,*'
        Get-GatewayRequest | Should -BeNullOrEmpty
    }

    It 'that is a warning is its text' {
        $null = Write-Warning 'mind the gap' 3>&1 | ofox x
        Get-SentJson | Should -BeLike '*mind the gap*'
        (Get-SentJson).Length | Should -BeLessThan 200
    }

    It 'that is a data row has its columns and nothing else' {
        $table = [System.Data.DataTable]::new('t')
        $null = $table.Columns.Add('Name'), $table.Columns.Add('Size', [int])
        $null = $table.Rows.Add('a', 5)
        $null = $table | ofox x
        Get-SentJson | Should -BeExactly '{"Name":"a","Size":5}'
    }
}

Describe 'A failing item' {
    BeforeEach { Reset-TestEnvironment }

    It 'is a non-terminating error, and the next goes on, outside try' {
        $kept = Invoke-Kept { 'a', $null, 'c' | ofox x; 'after' }
        $kept.Output | ForEach-Object { "$_" } | Should -Be "x`n`na", "x`n`nc", 'after'
        $kept.Errors.Count | Should -Be 1
    }

    It 'goes to -ErrorVariable and obeys -ErrorAction' {
        $answers = 'a', $null, 'c' | ofox x -ErrorAction SilentlyContinue -ErrorVariable failed
        $answers.InputObject | Should -Be 'a', 'c'
        $failed.Count | Should -Be 1
        { 'a', $null, 'c' | ofox x -ErrorAction Stop } | Should -Throw '*is $null*'
    }

    It 'in a call with arguments throws: the statement ends, the script does not' {
        { ofox x -Model 'fault/400' } | Should -Throw '*was not understood*'
        { Get-OfoxStream x -InputObject 'a' -Model 'fault/400' } | Should -Throw '*was not understood*'

        # Pester runs a test inside try, where such an error ends more than its statement; a shell of our own does not.
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($module) Import-Module $module; $got = ofox x -Model fault/400; "after"').AddArgument(
                (Get-Module OfoxPS).Path)
            $shell.Invoke() | Should -Be 'after'
            $shell.Streams.Error.Count | Should -Be 1
        }
        finally { $shell.Dispose() }
    }
}
