# The steps of a release, for build.ps1 Release and .github/workflows/release.yml.

$gallery = 'https://www.powershellgallery.com/api/v2/package'

# NuGet packs the module's folder as it is, with the fields and tags that the gallery searches; the zip has the same folder, named OfoxPS.
function New-Package {
    $nuspec = "$root/src/OfoxPS/obj/OfoxPS.nuspec"
    [IO.File]::WriteAllText($nuspec, (Get-Nuspec))
    Invoke-DotNet pack, "$root/src/OfoxPS/OfoxPS.csproj", '--no-build', '-c', $Configuration, '-o', "$root/output", '-v', 'quiet', '-nologo',
        "-p:NuspecFile=$nuspec", "-p:NuspecBasePath=$module", '-p:NoPackageAnalysis=true', '-p:NoWarn=NU5125'

    $zip = [IO.Path]::ChangeExtension($package, 'zip')
    $folder = Join-Path ([IO.Path]::GetTempPath()) "ofox-$([guid]::NewGuid())"
    try {
        $null = New-Item $folder -ItemType Directory
        Copy-Item $module "$folder/OfoxPS" -Recurse
        Compress-Archive "$folder/OfoxPS" $zip -Force
    } finally { Remove-Item $folder -Recurse -Force }

    foreach ($file in $package, $zip) {
        Invoke-BuildScript Unpack.ps1 $file, $module
        Write-Checksum $file
    }

    Write-Output "The package is output/$(Split-Path $package -Leaf), the zip output/$(Split-Path $zip -Leaf)."
}

function Get-Nuspec {
    $about = $manifest.PrivateData.PSData
    $commands = $manifest.CmdletsToExport | ForEach-Object { "PSCmdlet_$_"; "PSCommand_$_" }
    $fields = [ordered] @{
        id           = 'OfoxPS'
        version      = $version
        authors      = $manifest.Author
        owners       = $manifest.CompanyName
        licenseUrl   = $about.LicenseUri
        projectUrl   = $about.ProjectUri
        description  = $manifest.Description
        releaseNotes = $about.ReleaseNotes
        copyright    = $manifest.Copyright
        tags         = $about.Tags + 'PSModule' + 'PSIncludes_Cmdlet' + $commands -join ' '
    }
    $metadata = $fields.Keys | ForEach-Object { "<$_>$([Security.SecurityElement]::Escape($fields[$_]))</$_>" }
    "<?xml version=`"1.0`"?><package><metadata>$metadata</metadata></package>"
}

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
