@{
    RootModule = 'Upgo.psm1'
    ModuleVersion = '0.1.0'
    GUID = '5d0c1d0e-6b55-4f1c-9a43-3c1d2f8e7b60'
    Author = 'The Upgo authors'
    Copyright = '2026 The Upgo authors. MIT License'
    Description = 'Keeps the Go toolchain of many Windows machines up to date with Upgo, over PowerShell remoting'
    PowerShellVersion = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    FunctionsToExport = @('Get-UpgoStatus', 'Invoke-UpgoUpgrade', 'Use-GoVersion')
    CmdletsToExport = @()
    VariablesToExport = @()
    AliasesToExport = @()
    FormatsToProcess = @('Upgo.Format.ps1xml')
    PrivateData = @{
        PSData = @{
            Tags = @('Go', 'Golang', 'Toolchain', 'Update', 'Remoting', 'Windows')
            LicenseUri = 'https://github.com/OWNER/REPOSITORY/blob/main/LICENSE'
            ProjectUri = 'https://github.com/OWNER/REPOSITORY'
        }
    }
}
