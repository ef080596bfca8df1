# Runs docs/samples/fan-out for real, against the gateway for tests: a job array of Slurm with four tasks at once, one of them requeued while it works, and four
# sessions of PowerShell remoting by SSH to this machine, one of them killed while it works. Slurm, munge and sshd are processes of their own with their files
# in a temporary folder, which ends with them. What is missing here is named, and not run.
param([string] $Module, [string] $Gateway, [string] $Sample)

$ErrorActionPreference = 'Stop'
$prompt = 'Which language is this? One word.'
$count = 400
# Where a part is interrupted, in records: each has about a hundred.
$interrupted = 20
$processes = New-Object System.Collections.Generic.List[Diagnostics.Process]

function Get-Program([string] $Name) {
    $found = Get-Command $Name -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if ($found) { $found.Source } elseif (Test-Path "/usr/sbin/$Name") { "/usr/sbin/$Name" }
}

# What of a list of programs is missing, as the reason why something is not run; nothing where all are there.
function Get-Missing([string[]] $Name, [string] $Package) {
    $missing = @($Name | Where-Object { -not (Get-Program $_) })
    if ($missing) { "$($missing -join ', ') $(if ($missing.Count -eq 1) { 'is' } else { 'are' }) not installed (Debian: $Package)" }
}

function Start-Program([string] $Name, [string[]] $Argument) {
    $start = New-Object Diagnostics.ProcessStartInfo (Get-Program $Name)
    $Argument | ForEach-Object { $start.ArgumentList.Add($_) }
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    $processes.Add($process)
    $process
}

# In the foreground a daemon writes its log to the error stream too.
function Start-Daemon([string] $Name, [string[]] $Argument) {
    $null = Start-Program sh (@('-c', 'exec "$0" "$@" 2>/dev/null', (Get-Program $Name)) + $Argument)
}

function Get-FreePort {
    $listener = New-Object Net.Sockets.TcpListener ([Net.IPAddress]::Loopback), 0
    $listener.Start()
    $listener.LocalEndpoint.Port
    $listener.Stop()
}

function Get-RecordCount([string] $Path) {
    # The first line is the manifest.
    if (Test-Path $Path) { [Math]::Max(0, @(Get-Content $Path).Count - 1) } else { 0 }
}

# Returns when a checkpoint has so many records.
function Wait-Record([string] $Path, [int] $Count) {
    $watcher = New-Object IO.FileSystemWatcher (Split-Path $Path)
    $clock = [Diagnostics.Stopwatch]::StartNew()
    while ((Get-RecordCount $Path) -lt $Count) {
        if ($clock.Elapsed.TotalMinutes -gt 3) { throw "$Path has only $(Get-RecordCount $Path) records after 3 minutes." }
        $null = $watcher.WaitForChanged('All', 500)
    }
}

function Wait-True([scriptblock] $Condition, [string] $What) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        if ($clock.Elapsed.TotalSeconds -gt 60) { throw "$What did not come within a minute." }
        Start-Sleep -Milliseconds 200
    }
}

function Get-RequestCount { (Invoke-RestMethod ($env:OFOX_BASE_URL -replace '/v1$', '/_gateway/stats') -NoProxy).requests }

# A folder with the rows and the sample.
function New-RunFolder([string] $Name) {
    $path = "$folder/$Name"
    $null = New-Item $path -ItemType Directory
    Copy-Item "$Sample/*" $path
    1..$count | ForEach-Object { [pscustomobject] @{ Id = $_; Text = "line $_" } } | Export-Csv "$path/rows.csv" -NoTypeInformation
    $null = Invoke-RestMethod ($env:OFOX_BASE_URL -replace '/v1$', '/_gateway/reset') -Method Post -NoProxy
    $path
}

# What Merge-Shard.ps1 makes of the parts in a folder, where nothing can be sent: each row in its place, with the answer that it had.
function Show-Result([string] $Path) {
    Push-Location $Path
    $env:OFOX_OFFLINE = '1'
    try { $table = @(./Merge-Shard.ps1 rows.csv $prompt -Checkpoint 'run.*of*.jsonl') } finally {
        $env:OFOX_OFFLINE = $null
        Pop-Location
    }

    $wrong = @(0..($count - 1) | Where-Object { $table[$_].Id -ne "$($_ + 1)" -or -not $table[$_].Answer.EndsWith("{""Id"":""$($_ + 1)"",""Text"":""line $($_ + 1)""}") })
    if ($table.Count -ne $count -or $wrong) { throw "The table has $($table.Count) rows, and $($wrong.Count) of the answers are not those of their rows." }
    $sent = Get-RequestCount
    Write-Output "$sent requests for $count rows: $($sent - $count) that were on their way when a part was interrupted were sent twice."
    Write-Output 'Merge-Shard.ps1, without a network; the gateway for tests answers with what it was asked:'
    $table | Select-Object -First 3 Id, Text, @{ Name = 'Answer'; Expression = { $_.Answer -split "`n" | Select-Object -Last 1 } } | Format-Table -AutoSize | Out-String | ForEach-Object Trim
}

function Show-Part([string] $Path) {
    Get-ChildItem "$Path/run.*of*.jsonl" | Sort-Object Name | ForEach-Object { Write-Output "$($_.Name): $(Get-RecordCount $_.FullName) records" }
}

# One machine with four processors, whatever it has.
function Start-Slurm {
    $name = [Net.Dns]::GetHostName() -replace '\..*'
    $user = [Environment]::UserName
    [IO.File]::WriteAllBytes("$folder/munge.key", [Security.Cryptography.RandomNumberGenerator]::GetBytes(1024))
    chmod 400 "$folder/munge.key"
    $env:SLURM_CONF = "$folder/slurm.conf"
    Set-Content $env:SLURM_CONF @"
ClusterName=ofox
SlurmctldHost=$name(127.0.0.1)
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
# A task that is requeued waits until its credential has expired, 120 seconds unless said.
AuthInfo=socket=$folder/munge.socket,cred_expire=5
CredType=cred/munge
SlurmctldPort=$(Get-FreePort)
SlurmdPort=$(Get-FreePort)
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
MpiDefault=none
NodeName=$name NodeAddr=127.0.0.1 CPUs=4 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"@
    $null = New-Item "$folder/state", "$folder/spool" -ItemType Directory
    Start-Daemon munged '--foreground', "--key-file=$folder/munge.key", "--socket=$folder/munge.socket", "--pid-file=$folder/munged.pid", "--seed-file=$folder/munge.seed"
    Wait-True { Test-Path "$folder/munge.socket" } 'The socket of munge'
    Start-Daemon slurmctld '-D'
    Start-Daemon slurmd '-D'
    Wait-True { "$(& (Get-Program sinfo) -h -o %T 2>$null)" -eq 'idle' } 'The node of Slurm'
}

function Invoke-JobArray {
    $path = New-RunFolder slurm
    Start-Slurm
    Write-Output "`n# A job array: $(& (Get-Program sbatch) --version), this machine as one node with 4 processors"
    Write-Output "$ sbatch --array=1-4 shard.sbatch rows.csv '$prompt' -Checkpoint run.jsonl"
    $job = Start-Program sbatch '--wait', '--parsable', '--array=1-4', "--chdir=$path", "$path/shard.sbatch", 'rows.csv', $prompt, '-Checkpoint', 'run.jsonl'
    $id = $job.StandardOutput.ReadLine()
    Wait-Record "$path/run.2of4.jsonl" $interrupted
    $running = @(& (Get-Program squeue) -h -r -t RUNNING -o %i)
    & (Get-Program scontrol) requeue "${id}_2"
    if ($running.Count -ne 4) { throw "Not four tasks run at once, but these: $running." }
    Write-Output "Running at once: $($running -join ', ')"
    Write-Output "$ scontrol requeue ${id}_2"
    if (-not $job.WaitForExit(300000)) { throw 'The job array did not end within 5 minutes.' }
    if ($job.ExitCode) { throw "The job array ended with $($job.ExitCode): $(Get-Content "$path/part-*.log" | Out-String)" }
    Write-Output "The log of task 2:"
    (Get-Content "$path/part-2.log") -match 'REQUEUE|^(Total|Succeeded|Replayed|Failed) ' | Write-Output
    Show-Part $path
    Show-Result $path
}

function Start-Sshd {
    $port = Get-FreePort
    foreach ($key in 'host', 'user') { & (Get-Program ssh-keygen) -q -t ed25519 -N '' -f "$folder/$key" }
    # sshd that is run by root wants this folder, and the package makes it when it starts the service.
    if ([Environment]::UserName -eq 'root' -and -not (Test-Path /run/sshd)) { $null = New-Item /run/sshd -ItemType Directory }
    $variables = 'OFOX_API_KEY', 'OFOX_BASE_URL', 'OFOX_MODEL', 'OFOX_CACHE', 'PSModulePath', 'DOTNET_ROOT' | Where-Object { Test-Path "env:$_" }
    Set-Content "$folder/sshd_config" @"
Port $port
ListenAddress 127.0.0.1
HostKey $folder/host
AuthorizedKeysFile $folder/user.pub
PidFile $folder/sshd.pid
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
Subsystem powershell $folder/bin/pwsh -sshs -NoLogo -NoProfile
SetEnv $(($variables | ForEach-Object { "`"$_=$([Environment]::GetEnvironmentVariable($_))`"" }) -join ' ')
"@
    $null = Start-Program sshd '-D', '-f', "$folder/sshd_config", '-E', "$folder/sshd.log"
    Wait-True { try { (New-Object Net.Sockets.TcpClient).Connect('127.0.0.1', $port); $true } catch { $false } } 'sshd'
    @{
        HostName = '127.0.0.1'; Port = $port; UserName = [Environment]::UserName; KeyFilePath = "$folder/user"
        Options = @{ StrictHostKeyChecking = 'no'; UserKnownHostsFile = '/dev/null'; LogLevel = 'ERROR'; BatchMode = 'yes' }
    }
}

function Invoke-Remoting {
    Write-Output "`n# PowerShell remoting by SSH to this machine: PowerShell $($PSVersionTable.PSVersion), four sessions"
    $path = New-RunFolder ssh
    $remote = "$folder/node"
    $target = Start-Sshd
    Push-Location $path
    try {
        $sessions = 1..4 | ForEach-Object { New-PSSession @target }
        $second = Invoke-Command -Session $sessions[1] { $PID }
        $wait = "function Get-RecordCount { ${function:Get-RecordCount} }; function Wait-Record { ${function:Wait-Record} }"
        $kill = Start-ThreadJob {
            . ([scriptblock]::Create($using:wait))
            Wait-Record "$using:remote/run.2of4.jsonl" $using:interrupted
            Stop-Process -Id $using:second -Force
        }
        $null = New-Item $remote -ItemType Directory -Force
        Write-Output "PS> ./Invoke-Machine.ps1 rows.csv '$prompt' -Session `$sessions -Folder $remote"
        ./Invoke-Machine.ps1 rows.csv $prompt -Session $sessions -Folder $remote -ErrorAction Continue -ErrorVariable lost 2>$null |
            Format-Table Total, Succeeded, Replayed, Failed | Out-String | ForEach-Object Trim
        $kill | Receive-Job -Wait -AutoRemoveJob
        if (-not $lost) { throw 'The session that was killed was not missed.' }
        Write-Output 'The process of the second session was killed while it worked:'
        Write-Output ($lost[0].ToString() -replace '\s+', ' ' -replace '(.{1,90})(\s|$)', "`$1`n").Trim()
        $sessions | Remove-PSSession
        Write-Output 'The same again, with new sessions:'
        $sessions = 1..4 | ForEach-Object { New-PSSession @target }
        Write-Output "PS> ./Invoke-Machine.ps1 rows.csv '$prompt' -Session `$sessions -Folder $remote"
        ./Invoke-Machine.ps1 rows.csv $prompt -Session $sessions -Folder $remote | Sort-Object Total | Format-Table Total, Succeeded, Replayed, Failed | Out-String | ForEach-Object Trim
        $sessions | Remove-PSSession
    } finally { Pop-Location }

    Show-Part $path
    Show-Result $path
}

$folder = Join-Path ([IO.Path]::GetTempPath()) "ofox-$("$([guid]::NewGuid())".Remove(8))"
$null = New-Item "$folder/bin" -ItemType Directory
$hadFolder = Test-Path /run/sshd
try {
    $array = if ($env:OS -eq 'Windows_NT') { 'Slurm is for Linux' } else { Get-Missing sbatch, slurmctld, slurmd, munged 'slurm-wlm, munge' }
    $remoting = if ($env:OS -eq 'Windows_NT') { 'it makes an sshd of its own, as Unix has it' }
    elseif ($PSVersionTable.PSVersion -lt [version] '7.3') { 'it needs PowerShell 7.3' }
    else { Get-Missing sshd, ssh, ssh-keygen 'openssh-server, openssh-client' }
    if (-not ($array -and $remoting)) {
        Get-ChildItem env:OFOX_*, env:SLURM_* | Remove-Item
        $server = Start-Program dotnet $Gateway, '--until-stdin-closes'
        $env:OFOX_BASE_URL = $server.StandardOutput.ReadLine()
        $env:OFOX_API_KEY = 'sk-fan-out'
        $env:OFOX_MODEL = 'openai/gpt-4o?delay=200'
        $env:OFOX_CACHE = 'off'

        # The tasks and the sessions find this PowerShell and this module.
        $shell = @([Diagnostics.Process]::GetCurrentProcess().MainModule.FileName)
        if ([IO.Path]::GetFileNameWithoutExtension($shell[0]) -eq 'dotnet') { $shell += "$PSHOME/pwsh.dll" }
        Set-Content "$folder/bin/pwsh" "#!/bin/sh`nexec $(($shell | ForEach-Object { "'$_'" }) -join ' ') ""`$@"""
        chmod 755 "$folder/bin/pwsh"
        $env:PATH = "$folder/bin$([IO.Path]::PathSeparator)$env:PATH"
        $env:PSModulePath = "$(Split-Path (Split-Path (Split-Path $Module)))$([IO.Path]::PathSeparator)$env:PSModulePath"
        if (-not $array) { Invoke-JobArray }
        if (-not $remoting) { Invoke-Remoting }
    }

    if ($array) { Write-Output "Not run: the job array of Slurm: $array." }
    if ($remoting) { Write-Output "Not run: PowerShell remoting by SSH: $remoting." }
} finally {
    # The newest first: tasks end with slurmd, and the gateway at last.
    for ($i = $processes.Count - 1; $i -ge 0; $i--) {
        if (-not $processes[$i].HasExited) { $processes[$i].Kill($true) }
        $processes[$i].WaitForExit()
    }

    if (-not $hadFolder -and (Test-Path /run/sshd)) { Remove-Item /run/sshd -Recurse -Force -ErrorAction Ignore }
    Remove-Item $folder -Recurse -Force
}
