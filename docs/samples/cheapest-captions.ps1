<#
.SYNOPSIS
    Captions each image of a folder with the cheapest model that sees images, and reports what it cost.

.DESCRIPTION
    Looks for the model with the lowest price of output among those that take images, asks it for a
    caption of each image, and writes a table with the columns File, Caption and Cost. No more than
    -MaxCost is spent. The end is a line with the sum.

    The exit code is 0 when every image has a caption, 1 when some have none, and 2 when there is no image or
    no model.

.PARAMETER Path
    The folder with the images.

.PARAMETER OutFile
    The CSV file. An existing file is replaced.

.PARAMETER MaxCost
    The most that all captions may cost together, in USD.

.EXAMPLE
    ./cheapest-captions.ps1 ./photos ./photos.csv -MaxCost 0.50
#>
#Requires -Modules OfoxPS
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)]
    [string] $Path,

    [Parameter(Position = 1)]
    [string] $OutFile = 'captions.csv',

    [decimal] $MaxCost = 1
)

$images = @(Get-ChildItem -LiteralPath $Path -File -ErrorAction Stop |
    Where-Object { $_.Extension -in '.png', '.jpg', '.jpeg', '.gif', '.webp' })

# A price of 0 is free; a price that is unknown is $null, and no price to choose by.
$model = Get-OfoxModel -InputModality image |
    Where-Object { $null -ne $_.OutputPrice -and -not $_.IsDeprecated } |
    Sort-Object OutputPrice, InputPrice |
    Select-Object -First 1
if ($images.Count -eq 0 -or -not $model) {
    Write-Error "There is no image in '$Path', or no model that sees images."
    exit 2
}

$failures = @()
$answers = @()
try {
    # A short answer, so that little has to be put aside for each request.
    $images |
        Invoke-OfoxChat 'Write a caption of at most twelve words for this image.' -Model $model.Id -ImageDetail low -MaxTokens 200 -MaxCost $MaxCost -ErrorAction SilentlyContinue -ErrorVariable failures |
        ForEach-Object { $answers += $_ }
}
catch [OfoxPS.OfoxException] {
    # The budget is used up, or no request can succeed: what there is by now is kept.
    Write-Warning $_.Exception.Message
}

$answers |
    Select-Object @{ Name = 'File'; Expression = { $_.InputObject.Name } },
        @{ Name = 'Caption'; Expression = { "$($_.Content)".Trim() } },
        Cost |
    Export-Csv -LiteralPath $OutFile -NoTypeInformation -Encoding UTF8
foreach ($failure in $failures) {
    Write-Warning "$($failure.TargetObject): $($failure.Exception.Message)"
}

$sum = ($answers | Measure-Object Cost -Sum).Sum
Write-Output ("{0} of {1} images captioned by {2} for `${3:0.000000}." -f $answers.Count, $images.Count, $model.Id, $sum)
if ($answers.Count -lt $images.Count) { exit 1 }
exit 0
