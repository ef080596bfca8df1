# The schemas of commands of PowerShell itself, which are kept in snapshots.

BeforeDiscovery {
    $isCore = $PSVersionTable.PSVersion.Major -ge 6

    $snapshotNames = @(
        'Add-Content', 'Clear-Content', 'Compare-Object', 'ConvertFrom-Json', 'ConvertTo-Csv', 'ConvertTo-Json', 'Copy-Item', 'Export-Csv',
        'Get-ChildItem', 'Get-Content', 'Get-Culture', 'Get-Date', 'Get-FileHash', 'Get-History', 'Get-Item', 'Get-ItemProperty', 'Get-Job',
        'Get-Location', 'Get-Member', 'Get-Module', 'Get-Process', 'Get-PSDrive', 'Get-Random', 'Get-TimeZone', 'Get-Uptime',
            'Get-Variable',
        'Group-Object', 'Import-Csv', 'Join-Path', 'Measure-Object', 'Move-Item', 'New-Item', 'New-TimeSpan', 'Out-File', 'Remove-Item',
        'Resolve-Path', 'Set-Content', 'Sort-Object', 'Start-Sleep', 'Test-Path'
    )
    $snapshots = @($snapshotNames | ForEach-Object { @{ Name = $_; File = "$PSScriptRoot/snapshots/$_.json" } })
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/toolschema.ps1

    $snapshotFolder = Join-Path $PSScriptRoot 'snapshots'
    $metaSchema = [System.IO.File]::ReadAllText((Join-Path $snapshotFolder 'meta-schema.json'))
}

Describe 'The built-in command <Name>' -ForEach $snapshots {
    BeforeAll {
        # Descriptions come from help files, which not every machine has.
        function Remove-Description($Schema) {
            if ($Schema -is [System.Collections.IDictionary]) {
                if ($Schema['description'] -is [string]) { $Schema.Remove('description') }
                foreach ($key in @($Schema.Keys)) { Remove-Description $Schema[$key] }
            }
        }

        if (Get-Command $Name -ErrorAction SilentlyContinue) {
            $tool = New-OfoxTool $Name
            Remove-Description $tool.Schema
        }
    }

    # A new version of PowerShell has new parameters; the snapshots are of 7.6. With OFOXPS_UPDATE_SNAPSHOTS they are written anew.
    It 'has the schema of its snapshot' -Skip:($PSVersionTable.PSVersion.Major -ne 7 -or $PSVersionTable.PSVersion.Minor -ne 6) {
        $text = (ConvertTo-Json $tool.Schema -Depth 30) -replace "`r"
        if ($env:OFOXPS_UPDATE_SNAPSHOTS) { [System.IO.File]::WriteAllText($File, "$text`n") }
        $text | Should -BeExactly ([System.IO.File]::ReadAllText($File) -replace "`r").TrimEnd("`n")
    }

    # Windows PowerShell has no Test-Json.
    It 'has a schema that a JSON Schema validator accepts' -Skip:(-not $isCore) {
        Test-Json -Json (ConvertTo-Text $tool.Schema) -Schema $metaSchema -ErrorAction Stop | Should -BeTrue
    }

    # Not all of these commands are in Windows PowerShell.
    It 'has a schema that the gateway accepts' -Skip:(-not $isCore) {
        (ofox 'hello' -Tool $tool).Content | Should -BeExactly 'hello'
    }
}

Describe 'The validator of schemas' {
    # Windows PowerShell has no Test-Json.
    It 'refuses <Case>, so that its yes means something' -Skip:(-not $isCore) -ForEach @(
        @{ Case = 'an unknown word'; Schema = '{"type":"object","properties":{"x":{"tpye":"string"}},"additionalProperties":false}' }
        @{ Case = 'an unknown type'; Schema = '{"type":"object","properties":{"x":{"type":"int"}},"additionalProperties":false}' }
        @{ Case = 'a bound of text';
            Schema = '{"type":"object","properties":{"x":{"type":"number","minimum":"1"}},"additionalProperties":false}' }
        @{ Case = 'a bound on text';
            Schema = '{"type":"object","properties":{"x":{"type":"string","minimum":1}},"additionalProperties":false}' }
        @{ Case = 'texts for an integer';
            Schema = '{"type":"object","properties":{"x":{"type":"integer","enum":["1"]}},"additionalProperties":false}' }
        @{ Case = 'a list without items'; Schema = '{"type":"object","properties":{"x":{"type":"array"}},"additionalProperties":false}' }
        @{ Case = 'an open root'; Schema = '{"type":"object","properties":{}}' }
    ) {
        if (-not (Test-ReferenceValidator)) {
            Set-ItResult -Skipped -Because 'Test-Json of this PowerShell does not follow references, by which the rules refer to each other'
            return
        }

        Test-Json -Json $Schema -Schema $metaSchema -ErrorAction SilentlyContinue | Should -BeFalse
    }
}
