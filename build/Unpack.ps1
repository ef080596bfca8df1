# Fails where a package or a zip does not hold exactly the module's folder, or what it holds cannot be imported, or has no help.
param([string] $Package, [string] $Module)

$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.IO.Compression.FileSystem
$folder = Join-Path ([IO.Path]::GetTempPath()) "ofox-$([guid]::NewGuid())/OfoxPS"
# A package holds the files of the folder, a zip the folder itself.
[IO.Compression.ZipFile]::ExtractToDirectory($Package, $(if ($Package -like '*.zip') { Split-Path $folder } else { $folder }))

# What NuGet adds, and the gallery's clients take away again.
Get-ChildItem -LiteralPath $folder | Where-Object { @('_rels', 'package', '[Content_Types].xml', 'OfoxPS.nuspec') -contains $_.Name } | Remove-Item -LiteralPath { $_.FullName } -Recurse -Force
$different = Compare-Object @(Get-ChildItem $Module -File -Recurse | Get-FileHash | ForEach-Object { $_.Path.Substring($Module.Length) + ' ' + $_.Hash }) @(Get-ChildItem $folder -File -Recurse | Get-FileHash | ForEach-Object { $_.Path.Substring($folder.Length) + ' ' + $_.Hash })
if ($different) { throw "The package differs from the folder: $($different.InputObject -join ', ')" }

$null = Test-ModuleManifest "$folder/OfoxPS.psd1"
$count = @((Import-Module "$folder/OfoxPS.psd1" -PassThru).ExportedCmdlets.Values).Count
if ($count -eq 0) { throw 'The unpacked module exports nothing.' }
if (-not (Get-Help Invoke-OfoxChat).examples.example) { throw 'The unpacked module has no help.' }
Write-Output "Unpacked again, $(Split-Path $Package -Leaf) exports $count cmdlets with their help."
# In Windows an imported assembly stays open to the end of this process.
Remove-Item (Split-Path $folder) -Recurse -Force -ErrorAction SilentlyContinue
exit 0
