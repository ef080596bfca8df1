<#
.SYNOPSIS
Fails where an assembly of one bin folder would not find what it refers to.

.DESCRIPTION
A module has no binding redirects. In Windows PowerShell an assembly that ships must have exactly the version that is asked for; the rest
is the framework's, which unifies references to its own assemblies and looks at two parts of the version only (System.Text.Json refers to a
System.ValueTuple 4.0.5.0 that is 4.0.2.0 in the framework). In PowerShell 7.4 what does not ship must be of .NET 8 or older.
#>
param([string] $Folder, [string] $FrameworkRoot)

$ErrorActionPreference = 'Stop'
$onCore = (Split-Path $Folder -Leaf) -eq 'net8.0'
$own = 'OfoxPS'
$allowedOnCore = 'OfoxPS', 'System.Net.ServerSentEvents'

function Get-Reference([string] $Path) {
    if ($PSEdition -eq 'Desktop') {
        return [Reflection.Assembly]::ReflectionOnlyLoadFrom($Path).GetReferencedAssemblies()
    }

    $reader = [Reflection.PortableExecutable.PEReader]::new([IO.MemoryStream]::new([IO.File]::ReadAllBytes($Path)))
    $metadata = [Reflection.Metadata.PEReaderExtensions]::GetMetadataReader($reader)
    foreach ($handle in $metadata.AssemblyReferences) { $metadata.GetAssemblyReference($handle).GetAssemblyName() }
    $reader.Dispose()
}

function Get-AssemblyVersion([string[]] $Path) {
    $versions = @{}
    foreach ($file in Get-ChildItem $Path -Filter *.dll) {
        # One file of the framework is native code.
        try { $versions[$file.BaseName] = [Reflection.AssemblyName]::GetAssemblyName($file.FullName).Version } catch [BadImageFormatException] { continue }
    }

    $versions
}

$shipped = Get-AssemblyVersion $Folder
$framework = @{}
if (-not $onCore) {
    $reference = "$FrameworkRoot/.NETFramework/v4.7.2"
    $framework = Get-AssemblyVersion $reference, "$reference/Facades"
    if ($framework.Count -lt 100) { throw "The reference assemblies of .NET Framework 4.7.2 are not in $reference." }
}

if (-not $shipped.ContainsKey($own)) { throw "$own.dll is not in $Folder." }
$needed = @($own)
$problems = @(
    foreach ($name in $shipped.Keys) {
        foreach ($reference in Get-Reference "$Folder/$name.dll") {
            $needed += $reference.Name
            $found = $shipped[$reference.Name]
            if ($found) {
                if ($found -ne $reference.Version) { "$name.dll wants $($reference.Name) $($reference.Version), but $found ships." }
            } elseif ($reference.Name -eq 'System.Management.Automation') {
                continue
            } elseif ($onCore) {
                if ($reference.Version.Major -gt 8) { "$name.dll wants $($reference.Name) $($reference.Version), which PowerShell 7.4 does not have." }
            } elseif (-not $framework[$reference.Name] -or $framework[$reference.Name] -lt $reference.Version.ToString(2)) {
                "$name.dll wants $($reference.Name) $($reference.Version), which neither ships nor is in .NET Framework 4.7.2."
            }
        }
    }

    foreach ($name in $shipped.Keys) {
        if ($needed -notcontains $name -or ($onCore -and $allowedOnCore -notcontains $name) -or $name -eq 'System.Management.Automation') { "$name.dll must not ship." }
    }
)

$problems | ForEach-Object { [Console]::Error.WriteLine("$(Split-Path $Folder -Leaf): $_") }
exit [int] ($problems.Count -gt 0)
