# What the tests of the samples share. It comes after examples.ps1.

# A sample runs in a session of its own, that finds the module by its name. What it would write to a process's output and error
# are texts.
function Invoke-Sample([string] $Sample, [string[]] $Argument, [hashtable] $Environment = @{}) {
    $words = $Argument | Where-Object { $_ } |
        ForEach-Object { if ($_ -match '^-[A-Z]\w*$') { $_ } else { "'$($_ -replace "'", "''")'" } }
    $folderOfModules = Split-Path (Get-Module OfoxPS).ModuleBase
    if ((Split-Path $folderOfModules -Leaf) -eq 'OfoxPS') { $folderOfModules = Split-Path $folderOfModules }
    $Environment = $Environment +
        @{ PSModulePath = $folderOfModules + [System.IO.Path]::PathSeparator + $env:PSModulePath; NO_COLOR = '1' }
    $before = @{}
    foreach ($name in $Environment.Keys) {
        $before[$name] = [Environment]::GetEnvironmentVariable($name)
        [Environment]::SetEnvironmentVariable($name, $Environment[$name])
    }

    $session = [powershell]::Create()
    $null = $session.AddScript(
        "Set-Location '$folder'; `$global:LASTEXITCODE = 0; & '$script:Root/docs/samples/$Sample' $words 3>&1 4>&1 6>&1 |
        ForEach-Object { if (`$_ -is [System.Management.Automation.VerboseRecord]) { `"VERBOSE: `$_`" } else { `$_ } } | Out-String -Width 200")
    $failure = $null
    try { $output = -join $session.Invoke() } catch { $failure = $_ } finally {
        foreach ($name in $before.Keys) {
            if ($null -eq $before[$name]) { Remove-Item "env:$name" } else {
            [Environment]::SetEnvironmentVariable($name, $before[$name]) } }
    }

    $code = if ($failure) { 1 } else { $session.Runspace.SessionStateProxy.GetVariable('LASTEXITCODE') }
    $errors = "$(@($session.Streams.Error) + $failure | Out-String -Width 500)"
    $session.Dispose()
    [pscustomobject]@{ ExitCode = $code; Output = $output; Error = $errors }
}

function Add-Text([string] $Name, [string] $Value) {
    $null = New-Item (Split-Path $Name) -ItemType Directory -Force
    [System.IO.File]::WriteAllText($Name, $Value)
}
