# Runs the tests of the module Upgo, with Pester 5. Those with sessions to this machine need UPGO_TEST_MACHINE and
# UPGO_TEST_PROGRAM.
$found = Get-Module -Name 'Pester' -ListAvailable | Where-Object { $_.Version -ge [version]'5.2' }
if (-not $found) {
    Write-Output 'Pester 5 is not installed.'
    exit 3
}
Import-Module -Name 'Pester' -MinimumVersion '5.2'
$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.Exit = $true
$configuration.Output.Verbosity = 'Detailed'
Invoke-Pester -Configuration $configuration
