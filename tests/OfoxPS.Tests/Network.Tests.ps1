# The ways to a server as a user meets them: certificates, proxies from parameters and from the environment, IPv6.

BeforeAll {
    . $PSScriptRoot/common.ps1

    $modulePath = (Get-Module OfoxPS).Path

    function Get-Failure([scriptblock] $Action) {
        try { $null = & $Action 6> $null } catch { return $_ }
        throw 'It did not fail.'
    }

    # A PowerShell of its own: the system's proxy is read once in the life of a process.
    function Invoke-WithEnvironment([hashtable] $Environment, [string] $Script) {
        $encoded = [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes("Import-Module '$modulePath'; $Script"))
        $start = [System.Diagnostics.ProcessStartInfo]::new(
            $Shell, "$ShellArgument -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded")
        $start.UseShellExecute = $false
        $start.RedirectStandardOutput = $true
        foreach ($name in 'http_proxy', 'https_proxy', 'all_proxy', 'no_proxy') {
            $null = $start.Environment.Remove($name)
            $null = $start.Environment.Remove($name.ToUpperInvariant())
        }
        foreach ($name in $Environment.Keys) { $start.Environment[$name] = $Environment[$name] }
        $process = [System.Diagnostics.Process]::Start($start)
        $output = $process.StandardOutput.ReadToEndAsync()
        if (-not $process.WaitForExit(60000)) { $process.Kill() }
        $output.Result.Trim()
    }
}

Describe 'A self-signed certificate' {
    BeforeAll { $secure = Start-Wire tls }

    It 'fails with the reason, at once' {
        $failure = Get-Failure { ofox hi -BaseUri $secure.baseUri }
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxConnectionFailed,*'
        $failure.ErrorDetails.Message | Should -Match 'certificate'
        $failure.Exception.Attempts | Should -Be 1
    }

    It 'is warned of once in a pipeline of many' {
        $answers = 1..3 | ofox -BaseUri $secure.baseUri -SkipCertificateCheck -WarningVariable warnings 3> $null
        $answers | Should -HaveCount 3
        $warnings | Should -HaveCount 1
    }
}

# Windows PowerShell takes the proxy of Windows, not of the environment.
Describe 'The proxy of the environment' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
    BeforeAll { $ask = '(ofox "one two").Content' }

    It 'takes the request' {
        $proxy = Start-Wire proxy
        Invoke-WithEnvironment @{ http_proxy = $proxy.baseUri } $ask | Should -BeExactly 'one two'
        (Get-Wire $proxy).connections | Should -Be 1
    }

    It 'does not get what <Name> excepts' -ForEach @(
        @{ Name = 'NO_PROXY' }
        @{ Name = 'no_proxy' }
    ) {
        $proxy = Start-Wire proxy
        Invoke-WithEnvironment @{ http_proxy = $proxy.baseUri; $Name = 'example.com,127.0.0.1' } $ask | Should -BeExactly 'one two'
        (Get-Wire $proxy).connections | Should -Be 0
    }

    It 'on another machine does not get what is in the clear and meant for this one' {
        Invoke-WithEnvironment @{ http_proxy = 'http://192.0.2.1:3128' } $ask | Should -BeExactly 'one two'
    }

    It 'gives way to -NoProxy and to -Proxy' {
        $proxy = Start-Wire proxy
        $other = Start-Wire proxy
        Invoke-WithEnvironment @{ http_proxy = $proxy.baseUri } "Set-OfoxConfiguration -NoProxy; $ask" | Should -BeExactly 'one two'
        Invoke-WithEnvironment @{ http_proxy = $proxy.baseUri } "Set-OfoxConfiguration -Proxy $($other.baseUri); $ask" |
            Should -BeExactly 'one two'
        (Get-Wire $proxy).connections | Should -Be 0
        (Get-Wire $other).connections | Should -Be 1
    }
}

Describe 'A proxy on another machine' {
    AfterEach { Reset-TestEnvironment }

    It 'gets no key in the clear, though the base URL is this machine' {
        Set-OfoxConfiguration -Proxy 'http://192.0.2.1:3128'
        $failure = Get-Failure { ofox hi }
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxInsecureEndpoint,*'
        $failure.ErrorDetails.Message | Should -Match 'to the proxy 192\.0\.2\.1'
        (ofox 'one two' -AllowUnencryptedAuthentication -WhatIf) | Should -BeNullOrEmpty
        Set-OfoxConfiguration -NoProxy
        (ofox 'one two').Content | Should -BeExactly 'one two'
    }
}
