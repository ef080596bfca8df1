<#
.SYNOPSIS
    Reads invoices, PDF documents or images, into a CSV file, one row for each line of an invoice.

.DESCRIPTION
    Finds PDF, PNG, JPEG, GIF and WebP files and asks a model for seller, number, date, currency and lines of each
    one. The form of the answer is a hashtable of names and types, so dates are dates and amounts are numbers.
    An invoice that cannot be read so is reported and left out; the others go on.

    The exit code is 0 when every invoice has been read, 1 when some have not, 2 when there is none, and 3
    when no request can succeed.

.PARAMETER Path
    The folder with the invoices.

.PARAMETER OutFile
    The CSV file. An existing file is replaced.

.PARAMETER Model
    The model; where it is not given, that of Set-OfoxConfiguration or OFOX_MODEL. It must take the documents or images that there are:
    Get-OfoxModel -InputModality file, image lists those that take both.

.EXAMPLE
    ./invoices-to-csv.ps1 -Path ./invoices -OutFile ./invoices.csv

    Reads the invoices of the folder "invoices".
#>
#Requires -Modules OfoxPS
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)]
    [string] $Path,

    [Parameter(Position = 1)]
    [string] $OutFile = 'invoices.csv',

    [string] $Model = (Get-OfoxConfiguration).Model
)

$form = [ordered]@{
    seller   = [string]
    number   = [string]
    date     = [datetime]
    currency = [string]
    lines    = @([ordered]@{ text = [string]; quantity = [double]; amount = [decimal] })
}
$invoices = @(Get-ChildItem -LiteralPath $Path -File -ErrorAction Stop |
    Where-Object { $_.Extension -in '.pdf', '.png', '.jpg', '.jpeg', '.gif', '.webp' })
if ($invoices.Count -eq 0) {
    Write-Error "There is no invoice in '$Path': no PDF and no image."
    exit 2
}

$failures = @()
try {
    $read = @($invoices |
        Invoke-OfoxChat 'Read this invoice.' -Model $Model -ImageDetail high -As $form -Property Invoice -ErrorAction SilentlyContinue -ErrorVariable failures)
}
catch [OfoxPS.OfoxException] {
    # What every invoice would meet: no key, no credits, an unknown model.
    Write-Error -ErrorRecord $_
    exit 3
}

$rows = foreach ($file in $read) {
    foreach ($line in $file.Invoice.lines) {
        [pscustomobject]@{
            File     = $file.Name
            Seller   = $file.Invoice.seller
            Number   = $file.Invoice.number
            Date     = $file.Invoice.date.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture)
            Text     = $line.text
            Quantity = $line.quantity
            Amount   = $line.amount
            Currency = $file.Invoice.currency
        }
    }
}

$rows | Export-Csv -LiteralPath $OutFile -NoTypeInformation -Encoding UTF8
foreach ($failure in $failures) {
    Write-Warning "$($failure.TargetObject.Name): $($failure.Exception.Message)"
}

Write-Output "$($read.Count) of $($invoices.Count) invoices read into $OutFile."
if ($read.Count -lt $invoices.Count) { exit 1 }
exit 0
