# What the unit and the engine tests run of src/OfoxPS, by folder: read from the reports of coverlet, and written into docs/architecture.md.

# Writes the table, and fails where a folder has less than 80 %.
function Update-Coverage {
    $reports = @(Get-ChildItem "$results/coverage" -Recurse -Filter coverage.cobertura.xml | ForEach-Object { $_.FullName })
    $folders = @(Get-FolderCoverage $reports (Join-Path $root 'src/OfoxPS' | Convert-Path))
    if (-not $folders) { throw 'The reports of coverage are empty.' }
    $folders | Format-Table -AutoSize | Out-String | Write-Host
    Write-CoverageTable $folders "$root/docs/architecture.md"
    # The tests of Pester run these against servers, and are not counted.
    $byPester = 'Core/Mcp', 'Shell/Mcp'
    $low = @($folders | Where-Object { $_.Percent -lt 80 -and $_.Folder -notin $byPester } | ForEach-Object { $_.Folder })
    if ($low) { throw "Less than 80 % of the lines are run in $($low -join ', ')." }
}

# A line counts as run where either of the two runs came by. Gives objects with Folder, Lines, Run and Percent, in the order of the folders' names.
function Get-FolderCoverage([string[]] $Report, [string] $Source) {
    $files = @{}
    foreach ($path in $Report) {
        $coverage = ([xml] [IO.File]::ReadAllText($path)).coverage
        # A report names a file from one of its sources on.
        $sources = @($coverage.sources.source | Where-Object { $_ })
        foreach ($class in $coverage.SelectNodes('packages/package/classes/class')) {
            $name = $class.GetAttribute('filename')
            $full = @($name) + @($sources | ForEach-Object { Join-Path $_ $name }) | Where-Object { [IO.Path]::IsPathRooted($_) -and (Test-Path -LiteralPath $_) } | Select-Object -First 1
            if (-not $full -or -not $full.StartsWith($Source)) { continue }
            if (-not $files[$full]) { $files[$full] = @{} }
            foreach ($line in $class.SelectNodes('lines/line')) {
                $number = $line.GetAttribute('number')
                $files[$full][$number] = $files[$full][$number] -or $line.GetAttribute('hits') -ne '0'
            }
        }
    }

    $files.Keys | Group-Object { Get-Folder $_.Substring($Source.Length) } | Sort-Object Name | ForEach-Object {
        $lines = @($_.Group | ForEach-Object { $files[$_].Values })
        $run = @($lines | Where-Object { $_ }).Count
        [pscustomobject] @{ Folder = $_.Name; Lines = $lines.Count; Run = $run; Percent = [Math]::Floor(1000 * $run / $lines.Count) / 10 }
    }
}

# Core/Json of /Core/Json/RequestWriter.cs; files beside the folders are their own.
function Get-Folder([string] $File) {
    $parts = $File.TrimStart('\', '/') -split '[\\/]'
    $parts[0..[Math]::Max(0, [Math]::Min(1, $parts.Count - 2))] -join '/'
}

# Replaces the table between the two marks.
function Write-CoverageTable([object[]] $Folder, [string] $Document) {
    $rows = $Folder | ForEach-Object { '| {0} | {1} | {2} % |' -f $_.Folder, $_.Lines, $_.Percent.ToString('0.0', [cultureinfo]::InvariantCulture) }
    $table = @('<!-- build.ps1 Test -Coverage writes this table -->', '| Folder | Lines | Run by tests |', '|---|--:|--:|') + $rows + '<!-- end of the table -->' -join "`n"
    $text = [IO.File]::ReadAllText($Document)
    $marks = [regex] '(?s)<!-- build\.ps1 Test -Coverage writes this table -->.*?<!-- end of the table -->'
    if (-not $marks.IsMatch($text)) { throw "$Document has no place for the table of coverage." }
    [IO.File]::WriteAllText($Document, $marks.Replace($text, $table.Replace('$', '$$'), 1))
}
