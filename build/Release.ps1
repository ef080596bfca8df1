# The steps of a release, for build.ps1 Release and .github/workflows/release.yml.

$gallery = 'https://www.powershellgallery.com/api/v2/package'

# What must be true before a version is published; gives a sentence for each thing that is not.
function Get-ReleaseObstacle([string] $Root, [string] $Version, [string] $Tag) {
    if ($Tag -and $Tag -ne "v$Version") { "The tag is $Tag, but OfoxPS.psd1 says version $Version, whose tag is v$Version." }

    $changes = [IO.File]::ReadAllText("$Root/CHANGELOG.md")
    if ($changes -notmatch "(?m)^## \[$([regex]::Escape($Version))\]") { "CHANGELOG.md has no section for version $Version." }
    if ($changes -match '(?ms)^## \[?Unreleased\]?\s*$(.*?)(?=^## |\z)' -and $Matches[1].Trim()) { 'CHANGELOG.md still has changes under Unreleased.' }
    if (-not $Tag) { "Nothing says that this is the tag v${Version}: GITHUB_REF_NAME holds none." }
}

# The SHA-256 of the package, in a file beside it, as sha256sum -c reads it.
function Write-Checksum([string] $Package) {
    $hash = (Get-FileHash -LiteralPath $Package -Algorithm SHA256).Hash.ToLowerInvariant()
    [IO.File]::WriteAllText("$Package.sha256", "$hash  $(Split-Path $Package -Leaf)`n")
}

# Fails where the package is not the one that was tested.
function Assert-Checksum([string] $Package) {
    if (-not (Test-Path -LiteralPath $Package)) { throw "There is no package at $Package. build.ps1 Package makes it." }
    if (-not (Test-Path -LiteralPath "$Package.sha256")) { throw "$Package has no checksum beside it." }
    $expected = ([IO.File]::ReadAllText("$Package.sha256") -split ' ')[0]
    $actual = (Get-FileHash -LiteralPath $Package -Algorithm SHA256).Hash
    if ($expected -ne $actual) { throw "$Package has the SHA-256 $($actual.ToLowerInvariant()), not ${expected}: it is not the package that was tested." }
}

# The key comes from the environment, and is given to dotnet in no place that is logged.
function Publish-Package([string] $Package) {
    if (-not $env:PSGALLERY_API_KEY) { throw 'PSGALLERY_API_KEY holds no API key of the PowerShell Gallery.' }
    Invoke-DotNet nuget, push, $Package, '--source', $gallery, '--api-key', $env:PSGALLERY_API_KEY, '--no-symbols'
}
