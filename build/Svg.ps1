# A picture of a terminal: text with the colours and styles of its escape sequences.

# Black to white, then their bright forms; text, background and frame.
$svgThemes = @{
    light = @{ Colors = '#24292f', '#b3261e', '#116329', '#7d4e00', '#0550ae', '#8250df', '#0e6f7c', '#57606a', '#57606a', '#a40e26', '#1a7f37', '#8a6100', '#0969da', '#8250df', '#0e7580', '#6e7781'; Text = '#24292f'; Back = '#ffffff'; Frame = '#d0d7de' }
    dark  = @{ Colors = '#484f58', '#ff7b72', '#3fb950', '#d29922', '#58a6ff', '#bc8cff', '#39c5cf', '#b1bac4', '#8b949e', '#ffa198', '#56d364', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#ffffff'; Text = '#e6edf3'; Back = '#0d1117'; Frame = '#30363d' }
}

# The pieces of a line, each with its styles; the styles go on in the next line.
function Split-Styled([string] $Line, [hashtable] $Style) {
    foreach ($piece in [regex]::Matches($Line, '\x1b\[([0-9;]*)m|([^\x1b]+)')) {
        if ($piece.Groups[2].Success) { [pscustomobject] @{ Text = $piece.Groups[2].Value; Style = $Style.Clone() }; continue }
        [int[]] $codes = @($piece.Groups[1].Value -split ';' | ForEach-Object { [int] "0$_" })
        for ($i = 0; $i -lt $codes.Count; $i++) {
            $code = $codes[$i]
            if ($code -eq 0) { $Style.Clear() }
            elseif ($code -in 1, 2, 3, 4, 7, 9) { $Style["s$code"] = $true }
            elseif ($code -eq 22) { $Style.Remove('s1'); $Style.Remove('s2') }
            elseif ($code -in 23, 24, 27, 29) { $Style.Remove("s$($code - 20)") }
            elseif ($code -in 30..37) { $Style.Color = $code - 30 }
            elseif ($code -in 90..97) { $Style.Color = $code - 82 }
            elseif ($code -in 40..47) { $Style.Back = $code - 40 }
            elseif ($code -in 100..107) { $Style.Back = $code - 92 }
            elseif ($code -eq 39) { $Style.Remove('Color') }
            elseif ($code -eq 49) { $Style.Remove('Back') }
            elseif ($code -in 38, 48 -and $codes[$i + 1] -eq 5) { if ($codes[$i + 2] -lt 16) { $Style[$(if ($code -eq 38) { 'Color' } else { 'Back' })] = $codes[$i + 2] }; $i += 2 }
        }
    }
}

function ConvertTo-Svg([string[]] $Line, [string] $Title, [ValidateSet('light', 'dark')] [string] $Theme) {
    $colors = $svgThemes[$Theme]
    $cell, $row, $margin = 8.4, 19, 16
    $invariant = [cultureinfo]::InvariantCulture
    $style = @{}
    $columns = 0
    $marks = for ($y = 0; $y -lt $Line.Count; $y++) {
        $column = 0
        foreach ($piece in Split-Styled $Line[$y] $style) {
            $fore = if ($null -ne $piece.Style.Color) { $colors.Colors[$piece.Style.Color] } else { $colors.Text }
            $back = if ($null -ne $piece.Style.Back) { $colors.Colors[$piece.Style.Back] }
            if ($piece.Style.s7) { $fore, $back = $(if ($back) { $back } else { $colors.Back }), $fore }
            $x = ($margin + $column * $cell).ToString('0.#', $invariant)
            $top = $margin + $y * $row
            $width = ($piece.Text.Length * $cell).ToString('0.#', $invariant)
            if ($back) { "<rect x=`"$x`" y=`"$top`" width=`"$width`" height=`"$row`" fill=`"$back`"/>" }
            $attributes = "fill=`"$fore`""
            if ($piece.Style.s1) { $attributes += ' font-weight="bold"' }
            if ($piece.Style.s2) { $attributes += ' opacity="0.65"' }
            if ($piece.Style.s3) { $attributes += ' font-style="italic"' }
            if ($piece.Style.s4) { $attributes += ' text-decoration="underline"' }
            if ($piece.Text.Trim()) {
                "<text x=`"$x`" y=`"$($top + 14)`" textLength=`"$width`" xml:space=`"preserve`" $attributes>$([Security.SecurityElement]::Escape($piece.Text))</text>"
            }
            $column += $piece.Text.Length
        }
        $columns = [Math]::Max($columns, $column)
    }

    $width = [Math]::Ceiling(2 * $margin + [Math]::Max($columns, 80) * $cell)
    $height = 2 * $margin + $Line.Count * $row
    @(
        "<svg xmlns=`"http://www.w3.org/2000/svg`" width=`"$width`" height=`"$height`" viewBox=`"0 0 $width $height`" role=`"img`" font-family=`"ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace`" font-size=`"14`">"
        "<title>$([Security.SecurityElement]::Escape($Title))</title>"
        "<rect x=`"0.5`" y=`"0.5`" width=`"$($width - 1)`" height=`"$($height - 1)`" rx=`"8`" fill=`"$($colors.Back)`" stroke=`"$($colors.Frame)`"/>"
        $marks
        '</svg>'
    ) -join "`n"
}
