@{
    # The same form as the module: a manifest that chooses a DLL by edition, which is what one package for both editions needs.
    RootModule        = if ($PSEdition -eq 'Core') { 'OfoxPS.BareModule.dll' } else { '' }
    ModuleVersion     = '1.0.0'
    FormatsToProcess  = @('Bare.Format.ps1xml')
    CmdletsToExport   = @(
        'Get-Bare1', 'Get-Bare2', 'Get-Bare3', 'Get-Bare4', 'Get-Bare5', 'Get-Bare6', 'Get-Bare7', 'Get-Bare8', 'Get-Bare9', 'Get-Bare10',
        'Get-Bare11', 'Get-Bare12', 'Get-Bare13', 'Get-Bare14', 'Get-Bare15', 'Get-Bare16', 'Get-Bare17', 'Get-Bare18', 'Get-Bare19', 'Get-Bare20',
        'Get-Bare21', 'Get-Bare22', 'Get-Bare23', 'Receive-BareStream', 'Receive-BareAnswer'
    )
    AliasesToExport   = @()
    FunctionsToExport = @()
    VariablesToExport = @()
}
