@{
    # On Windows x64 the same assembly, compiled in advance. A manifest may ask the edition and variables of the environment, and only Windows has this one.
    RootModule             = if ($PSEdition -ne 'Core') { 'bin/net472/OfoxPS.dll' } elseif ($env:OS -eq 'Windows_NT' -and $env:PROCESSOR_ARCHITECTURE -eq 'AMD64') { 'bin/win-x64/OfoxPS.dll' } else { 'bin/net8.0/OfoxPS.dll' }
    ModuleVersion          = '0.5.0'
    CompatiblePSEditions   = @('Desktop', 'Core')
    GUID                   = '7d0e6f52-5b1c-4c0e-9a43-1f6b8d2c94ea'
    Author                 = 'OfoxPS contributors'
    CompanyName            = 'OfoxPS contributors'
    Copyright              = '(c) OfoxPS contributors. MIT licence.'
    Description            = 'The OfoxAI gateway (one key, every model, OpenAI-compatible) as native PowerShell: objects in, typed objects out, live text, tools from any command, safe with nobody watching.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    RequiredAssemblies     = @(if ($PSEdition -ne 'Core') { 'bin/net472/OfoxPS.dll' })
    TypesToProcess         = @('OfoxPS.Types.ps1xml')
    FormatsToProcess       = @('OfoxPS.Format.ps1xml')
    CmdletsToExport        = @(
        'Connect-OfoxMcpServer'
        'ConvertTo-OfoxRequest'
        'ConvertTo-OfoxSchema'
        'Disconnect-OfoxMcpServer'
        'Export-OfoxConversation'
        'Get-OfoxConfiguration'
        'Get-OfoxMcpServer'
        'Get-OfoxModel'
        'Get-OfoxConversation'
        'Get-OfoxTestRequest'
        'Get-OfoxStream'
        'Get-OfoxUsage'
        'Import-OfoxCheckpoint'
        'Import-OfoxConversation'
        'Invoke-OfoxChat'
        'Invoke-OfoxTool'
        'New-OfoxMessage'
        'New-OfoxTestResponse'
        'New-OfoxTool'
        'Save-OfoxMedia'
        'Set-OfoxConfiguration'
        'Stop-OfoxTestBlock'
        'Test-OfoxConnection'
        'Use-OfoxCassette'
        'Use-OfoxTestResponse'
    )
    AliasesToExport        = @('ofox')
    FunctionsToExport      = @()
    VariablesToExport      = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('AI', 'LLM', 'OpenAI', 'Ofox', 'OfoxAI', 'Chat', 'GPT', 'Claude', 'Gemini', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ProjectUri   = 'https://ofox.ai'
            ReleaseNotes = 'See CHANGELOG.md in the module folder.'
        }
    }
}
