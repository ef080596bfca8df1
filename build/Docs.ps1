# The help of the cmdlets in the format that Get-Help reads (MAML), made by PlatyPS from the pages in docs/en-US, and kept beside them.

function Update-HelpFile {
    if (-not (Get-Module Microsoft.PowerShell.PlatyPS -ListAvailable | Where-Object { $_.Version.Major -eq 1 })) {
        throw 'The module Microsoft.PowerShell.PlatyPS 1.x is not installed. Install-PSResource Microsoft.PowerShell.PlatyPS gets it from the PowerShell Gallery.'
    }

    Import-Module Microsoft.PowerShell.PlatyPS -Verbose:$false
    $made = Join-Path ([IO.Path]::GetTempPath()) "ofox-$([guid]::NewGuid())"
    try {
        $pages = @(Import-MarkdownCommandHelp (Get-ChildItem "$root/docs/en-US/*-*.md").FullName)
        $null = Export-MamlCommandHelp $pages -OutputFolder $made -Force
        $maml = (Get-ChildItem $made -Recurse -Filter OfoxPS.dll-Help.xml).FullName
        Repair-Help $maml $pages
        Copy-Item $maml "$root/docs/en-US/OfoxPS.dll-Help.xml"
    } finally { Remove-Item $made -Recurse -Force -ErrorAction Ignore }

    Write-Output "docs/en-US/OfoxPS.dll-Help.xml has the help of $($pages.Count) cmdlets."
}

# What PlatyPS 1.0 leaves rough in MAML: an online version without an address, links to Markdown files, code fences, a control character
# between paragraphs, lines as long as those of the page, and no default values.
# Get-Help -Online opens the page of the cmdlet on the site of the repository; as long as there is none, no page is named.
function Repair-Help([string] $Path, [object[]] $Page) {
    $site = if ($manifest.PrivateData.PSData.ProjectUri -match '^https://github\.com/') { "$($manifest.PrivateData.PSData.ProjectUri)/blob/main/" }
    $maml = New-Object xml
    $maml.PreserveWhitespace = $true
    $maml.Load($Path)
    $names = New-Object System.Xml.XmlNamespaceManager $maml.NameTable
    $names.AddNamespace('maml', 'http://schemas.microsoft.com/maml/2004/10')
    $names.AddNamespace('command', 'http://schemas.microsoft.com/maml/dev/command/2004/10')
    $names.AddNamespace('dev', 'http://schemas.microsoft.com/maml/dev/2004/10')

    foreach ($link in @($maml.SelectNodes('//maml:navigationLink', $names))) {
        $address = $link.SelectSingleNode('maml:uri', $names)
        if ($link.SelectSingleNode('maml:linkText', $names).InnerText -eq 'Online Version') {
            $name = $link.SelectSingleNode('ancestor::command:command/command:details/command:name', $names).InnerText.Trim()
            if ($site) { $address.InnerText = "${site}docs/en-US/$name.md" } else { $null = $link.ParentNode.RemoveChild($link) }
        } elseif ($address.InnerText -notmatch '^https?:') { $address.InnerText = '' }
    }

    foreach ($text in @($maml.SelectNodes('//maml:para', $names))) {
        $clean = ($text.InnerText -replace '(?m)^```\w*\r?\n?' -replace [char] 0x80).TrimEnd()
        if ($clean -ne $text.InnerText) { $text.InnerText = $clean }
    }

    # Get-Help breaks a line where the console ends, so a paragraph is one line, and so is each item of a list.
    foreach ($text in @($maml.SelectNodes('//command:parameter/maml:description/maml:para | //command:command/maml:description/maml:para', $names))) {
        $flowing = $text.InnerText -replace '(?<=\S)\r?\n {0,3}(?=[^\s|-]|-\S)', ' '
        if ($flowing -cne $text.InnerText) { $text.InnerText = $flowing }
    }

    foreach ($command in @($maml.SelectNodes('//command:command', $names))) {
        $name = $command.SelectSingleNode('command:details/command:name', $names).InnerText.Trim()
        foreach ($parameter in @($command.SelectNodes('command:parameters/command:parameter', $names))) {
            $about = ($Page | Where-Object Title -eq $name).Parameters | Where-Object Name -eq $parameter.SelectSingleNode('maml:name', $names).InnerText
            if (-not $about.DefaultValue -or $parameter.SelectSingleNode('dev:defaultValue', $names)) { continue }
            $default = $maml.CreateElement('dev', 'defaultValue', $names.LookupNamespace('dev'))
            $default.InnerText = $about.DefaultValue
            $null = $parameter.AppendChild($default)
        }
    }

    $settings = New-Object System.Xml.XmlWriterSettings
    $settings.NewLineChars = "`n"
    $settings.Encoding = New-Object System.Text.UTF8Encoding $false
    $writer = [System.Xml.XmlWriter]::Create($Path, $settings)
    try { $maml.Save($writer) } finally { $writer.Dispose() }
}
