<#
.SYNOPSIS
    Writes an alternative text for each image of a folder into a CSV file.

.DESCRIPTION
    Finds PNG, JPEG, GIF and WebP files, asks a model for the alternative text of each one, and writes a
    table with the columns File, AltText, Model and Tokens. An image that cannot be read, or that the
    model cannot describe, is reported and left out; the others go on.

    The exit code is 0 when every image has a text, 1 when some have none, 2 when there is no image, and
    3 when no request can succeed, for example because the key is refused.

.PARAMETER Path
    The folder with the images.

.PARAMETER OutFile
    The CSV file. An existing file is replaced.

.PARAMETER Model
    The model; where it is not given, that of Set-OfoxConfiguration or OFOX_MODEL. It must be able to see images.

.PARAMETER Prompt
    What to ask about each image.

.EXAMPLE
    ./caption-images.ps1 -Path ./photos -OutFile ./photos.csv

    Describes the images of the folder "photos".

.EXAMPLE
    ./caption-images.ps1 ./photos ./photos.csv -Prompt 'Describe this picture in Spanish, in one sentence.'

    Asks for texts in another language.
#>
#Requires -Modules OfoxPS
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)]
    [string] $Path,

    [Parameter(Position = 1)]
    [string] $OutFile = 'captions.csv',

    [string] $Model = (Get-OfoxConfiguration).Model,

    [string] $Prompt = 'Write an alternative text for this image, in one sentence of at most 25 words. Answer with the sentence alone.'
)

$images = @(Get-ChildItem -LiteralPath $Path -File -ErrorAction Stop |
    Where-Object { $_.Extension -in '.png', '.jpg', '.jpeg', '.gif', '.webp' })
if ($images.Count -eq 0) {
    Write-Error "There is no image in '$Path'."
    exit 2
}

$failures = @()
try {
    # Low detail is enough for one sentence, and costs a fraction of the tokens.
    $rows = @($images |
        Invoke-OfoxChat $Prompt -Model $Model -ImageDetail low -ErrorAction SilentlyContinue -ErrorVariable failures |
        Where-Object {
            if (-not $_.Content) { Write-Warning "$($_.InputObject.Name): $(if ($_.Refusal) { $_.Refusal } else { 'no text' })" }
            $_.Content
        } |
        Select-Object @{ Name = 'File'; Expression = { $_.InputObject.Name } },
            @{ Name = 'AltText'; Expression = { $_.Content.Trim() } },
            Model,
            @{ Name = 'Tokens'; Expression = { $_.Usage.TotalTokens } })
}
catch [OfoxPS.OfoxException] {
    # What every image would meet: no key, no credits, an unknown model.
    Write-Error -ErrorRecord $_
    exit 3
}

$rows | Export-Csv -LiteralPath $OutFile -NoTypeInformation -Encoding UTF8
foreach ($failure in $failures) {
    Write-Warning "$($failure.TargetObject.Name): $($failure.Exception.Message)"
}

Write-Output "$($rows.Count) of $($images.Count) images described in $OutFile."
if ($rows.Count -lt $images.Count) { exit 1 }
exit 0
