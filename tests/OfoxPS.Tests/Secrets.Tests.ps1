# Keys, passwords and header values are nowhere in what comes out, whichever way a call takes and however it ends.

BeforeAll {
    . $PSScriptRoot/common.ps1

    # Each in a form of its own, with one part in common that nothing else holds.
    $secrets = @{
        MARK_KEY    = 'sk-kX7mark31-key-0001'
        MARK_PROXY  = 'kX7mark31-proxy-0002'
        MARK_HEADER = 'kX7mark31-header-0003'
        MARK_USER   = 'kX7mark31-user-0004'
        MARK_QUERY  = 'kX7mark31-query-0005'
        MARK_SHORT  = 'kX7mark9'
    }
    $folder = Join-Path $TestDrive 'out'
    $null = New-Item $folder -ItemType Directory
    $tls = Start-Wire tls
    $echoing = Start-Wire echo
    $proxy = Start-Wire proxy "bob:$($secrets.MARK_PROXY)"
    $locked = Start-Wire proxy 'bob:another'

    $start = [System.Diagnostics.ProcessStartInfo]::new($Shell)
    $start.Arguments = $ShellArgument +
        '-NoProfile', '-NonInteractive', '-File', "`"$PSScriptRoot/Secrets.Child.ps1`"", "`"$((Get-Module OfoxPS).Path)`"", "`"$folder`"",
        $env:OFOX_BASE_URL, $tls.baseUri, $echoing.baseUri, $proxy.baseUri, $locked.baseUri -join ' '
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $start.Environment['https_proxy'] = "http://bob:$($secrets.MARK_PROXY)@127.0.0.1:$($locked.port)"
    $start.Environment['NO_PROXY'] = 'localhost,127.0.0.1'
    foreach ($name in $secrets.Keys) { $start.Environment[$name] = $secrets[$name] }
    $start.Environment['OFOX_API_KEY'] = $secrets.MARK_KEY
    $process = [System.Diagnostics.Process]::Start($start)
    $process.StandardInput.Close()
    $complaints = $process.StandardError.ReadToEndAsync()
    $output = $process.StandardOutput.ReadToEndAsync()
    $ended = $process.WaitForExit(240000)
    if (-not $ended) { $process.Kill() }
    [System.IO.File]::WriteAllText("$folder/stdout.txt", $output.Result)
    [System.IO.File]::WriteAllText("$folder/stderr.txt", $complaints.Result)
    $last = ($output.Result.Trim() -split "`n")[-1].Trim()

    # A secret as it is, and as base64, hexadecimal UTF-16 (a SecureString in CliXml) and a URL would write it.
    function Get-Disguise([string] $Secret) {
        $Secret
        [uri]::EscapeDataString($Secret)
        foreach ($text in $Secret, "bob:$Secret", "Bearer $Secret") {
            [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($text)).TrimEnd('=')
        }
        [BitConverter]::ToString([System.Text.Encoding]::Unicode.GetBytes($Secret)).Replace('-', '')
        # What is left of it where a text was cut.
        'kX7mark'
    }

    function Find-Secret([string] $Text) {
        foreach ($name in $secrets.Keys) {
            foreach ($disguise in Get-Disguise $secrets[$name] | Select-Object -Unique) {
                $at = $Text.IndexOf($disguise, [StringComparison]::OrdinalIgnoreCase)
                if ($at -ge 0) {
                    "$name : $($Text.Substring([Math]::Max(0, $at - 120), [Math]::Min(240, $Text.Length - [Math]::Max(0, $at - 120))))" }
            }
        }
    }
}

Describe 'Secrets' {
    It 'went out: the calls were made with them' {
        $ended | Should -BeTrue -Because "$($complaints.Result) $last"
        @((Get-GatewayRequest).headers.Authorization | Select-Object -Unique) | Should -Contain "Bearer $($secrets.MARK_KEY)"
        @((Get-GatewayRequest).headers.'x-api-token') | Should -Contain $secrets.MARK_HEADER
        "$((Get-Wire $proxy).heads)" | Should -Match 'Proxy-Authorization: Basic'
        "$((Get-Wire $echoing).heads)" | Should -Match $secrets.MARK_HEADER
    }

    It 'went all the ways, with success and with each kind of error' {
        $counts = [regex]::Match($last, '^(\d+) ways, (\d+) answers, (\d+) errors, ').Groups
        [int] $counts[1].Value | Should -BeGreaterThan 150 -Because $last
        [int] $counts[2].Value | Should -BeGreaterThan 40
        [int] $counts[3].Value | Should -BeGreaterThan 120
        foreach ($id in 'AuthenticationFailed', 'PermissionDenied', 'InsufficientCredits', 'ModelNotFound', 'EndpointNotFound',
            'InvalidRequest',
            'RequestTooLarge', 'RateLimited', 'ServerError', 'ConnectionFailed', 'Timeout', 'StreamError', 'StreamTruncated',
                'InvalidResponse', 'MissingApiKey', 'InsecureEndpoint') {
            $last | Should -Match "Ofox$id\b"
        }
    }

    It 'would be found in any of their forms' {
        foreach ($disguise in Get-Disguise $secrets.MARK_PROXY) { Find-Secret "before $disguise after" | Should -Not -BeNullOrEmpty }
    }

    It 'are in no stream, no transcript, no error, no file and no job' {
        $files = @(Get-ChildItem $folder -File)
        $files.Count | Should -BeGreaterThan 300
        $hits = foreach ($file in $files) {
            Find-Secret ([System.IO.File]::ReadAllText($file.FullName)) | ForEach-Object { "$($file.Name): $_" }
        }
        @($hits) -join "`n" | Should -BeNullOrEmpty
    }
}
