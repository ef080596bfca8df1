# What PlatyPS 1.0 leaves rough in MAML: an online version without an address, links to Markdown files, code fences,
# a control character between paragraphs, and no default values.
# $Online is what Get-Help -Online opens.
function Repair-Help([string] $Path, [object[]] $Page, [string] $Online) {
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
            $address.InnerText = $Online
        } elseif ($address.InnerText -notmatch '^https?:') { $address.InnerText = '' }
    }

    foreach ($text in @($maml.SelectNodes('//maml:para', $names))) {
        $clean = ($text.InnerText -replace '(?m)^```\w*\r?\n?' -replace [char] 0x80).TrimEnd()
        if ($clean -ne $text.InnerText) { $text.InnerText = $clean }
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

    $maml.Save($Path)
}
