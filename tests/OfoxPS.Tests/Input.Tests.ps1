BeforeAll {
    . (Join-Path $PSScriptRoot common.ps1)

    # The text of the input as the gateway got it, after the prompt.
    function Get-SentInput { (Get-LastGatewayRequest -Ended).Json.messages[-1].content -replace '^about\n\n' }
    function Get-Deep([int] $Levels) {
        $value = [ordered]@{ end = 'here' }
        foreach ($n in $Levels..1) { $value = [ordered]@{ "l$n" = $value } }
        [pscustomobject] $value
    }
}

Describe 'Input objects' {
    BeforeEach { Reset-TestEnvironment }

    It 'are sent to four levels, with a warning' {
        $null = Get-Deep 6 | ofox about -WarningVariable warned -WarningAction SilentlyContinue
        Get-SentInput | Should -Not -Match '"end"'
        "$warned" | Should -Match '4 levels.*-InputDepth'
    }

    It 'are sent to as many levels as -InputDepth says' {
        $null = Get-Deep 6 | ofox about -InputDepth 8 -WarningVariable warned
        Get-SentInput | Should -BeExactly '{"l1":{"l2":{"l3":{"l4":{"l5":{"l6":{"end":"here"}}}}}}}'
        $warned | Should -BeNullOrEmpty
        $null = Get-Deep 6 | ofox about -InputDepth 1 -WarningVariable warned -WarningAction SilentlyContinue
        Get-SentInput | Should -Match '^\{"l1":\{"l2":".+"\}\}$'
        "$warned" | Should -Match '1 levels'
    }

    It 'have only the properties of -InputProperty' {
        $process = Get-Process -Id $PID
        $null = $process | ofox about -InputProperty Id, Proc*Name, NoSuchThing
        Get-SentInput | Should -BeExactly "{`"Id`":$PID,`"ProcessName`":`"$($process.ProcessName)`",`"NoSuchThing`":null}"
        $null = @{ b = 2; a = 1; c = 3 } | ofox about -InputProperty a, C
        Get-SentInput | Should -BeExactly '{"a":1,"c":3}'
        $null = [pscustomobject]@{ x = 1 }, [pscustomobject]@{ x = 2 } | ofox about -Together -InputProperty x
        Get-SentInput | Should -BeExactly "[{`"x`":1},`n{`"x`":2}]"
    }

    It 'are shown as PowerShell shows them: -InputAs <Form>' -ForEach @(
        @{ Form = 'Table'; Pattern = '^n +long name\n- +-+\n1 +one *\n2 +two *$' }
        @{ Form = 'List'; Pattern = '^n +: 1\nlong name : one\n\nn +: 2\nlong name : two$' }
    ) {
        $objects = [pscustomobject]@{ n = 1; 'long name' = 'one' }, [pscustomobject]@{ n = 2; 'long name' = 'two' }
        $null = $objects | ofox about -Together -InputAs $Form
        ((Get-SentInput) -replace "`r" -replace '(?m) +$').Trim() | Should -Match $Pattern
    }

    It 'are shown in the view of their type with -InputAs Text' {
        $null = Get-Process -Id $PID | ofox about -InputAs Text
        Get-SentInput | Should -Match "\b$PID\b"
        Get-SentInput | Should -Not -Match '"Id"'
        Get-SentInput | Should -Not -Match ([char] 27)
    }

    It 'are shown with the properties that were chosen' {
        $null = [pscustomobject]@{ a = 1; b = 2 } | ofox about -InputAs Table -InputProperty b
        (Get-SentInput).Trim() -split '\s+' | Should -Be 'b', '-', '2'
    }

    It 'do not change strings, files and messages' {
        $null = 'plain' | ofox about -InputAs Table -InputDepth 1 -InputProperty x
        Get-SentInput | Should -BeExactly 'plain'
    }

    It 'are cut at 256 Ki characters, with a warning, whatever the form: <_>' -ForEach 'Json', 'List' {
        $big = [pscustomobject]@{ text = 'x' * 400000 }
        $null = $big | ofox about -InputAs $_ -WarningVariable warned -WarningAction SilentlyContinue
        (Get-SentInput).Length | Should -BeLessThan 270000
        "$warned" | Should -Match '262144.*-InputProperty'
    }

    It 'never show a secret: -InputAs <_>' -ForEach 'Json', 'Table', 'List', 'Text' {
        $secret = ConvertTo-SecureString 'marked-secret' -AsPlainText -Force
        $objects = [pscustomobject]@{
            s = $secret; c = [pscredential]::new('bob', $secret);
        deep = @{ list = @($secret); inner = [pscustomobject]@{ key = $secret } } }
        $null = $objects | ofox about -InputAs $_ -InputDepth 9
        $null = $secret | ofox about -InputAs $_
        $null = $objects | ofox about -InputAs $_ -InputProperty *
        $plain = [System.Net.NetworkCredential]::new('bob', 'marked-secret')
        $null = $plain | ofox about -InputAs $_
        $null = [pscustomobject]@{ inner = $plain } | ofox about -InputAs $_ -InputProperty inner
        @(Get-GatewayRequest).body -join '' | Should -Not -Match 'marked-secret'
        @(Get-GatewayRequest) | Should -HaveCount 5
    }

    It 'are refused in a form that there is none of' {
        { 1 | ofox about -InputAs Csv } | Should -Throw '*InputAs*'
        { 1 | ofox about -InputDepth -1 } | Should -Throw '*InputDepth*'
        { 1 | ofox about -InputProperty @() } | Should -Throw '*InputProperty*'
        @(Get-GatewayRequest) | Should -HaveCount 0
    }

    It 'are the same for Get-OfoxStream and ConvertTo-OfoxRequest' {
        $null = [pscustomobject]@{ a = 1; b = 2 } | Get-OfoxStream about -InputProperty b
        Get-SentInput | Should -BeExactly '{"b":2}'
        [pscustomobject]@{ a = 1; b = 2 } | ConvertTo-OfoxRequest about -InputProperty b -OutputAs Json | Should -Match '\{\\"b\\":2\}'
    }
}
