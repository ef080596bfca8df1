# Imports a module in a new process and tells how long it took, and which assemblies it loaded. Another binary module comes first, so that
# what the
# first import of any module costs is nobody's. It uses the language only, so that it also runs in PowerShell's bare engine.
param([string] $Module, [string] $First)
Import-Module $First
$before = @([AppDomain]::CurrentDomain.GetAssemblies().ForEach({ $_.GetName().Name }))
$clock = [Diagnostics.Stopwatch]::StartNew()
Import-Module $Module
$time = $clock.Elapsed.TotalMilliseconds
$loaded = @([AppDomain]::CurrentDomain.GetAssemblies().Where({ -not $_.IsDynamic }).ForEach({ $_.GetName().Name })).Where(
    { $_ -notin $before })
[Console]::WriteLine($time.ToString([cultureinfo]::InvariantCulture))
[Console]::WriteLine($loaded -join ' ')
