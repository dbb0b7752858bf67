# Runs the tests of the module Upgo with the newest Pester of this machine. Those with sessions to this machine need
# UPGO_TEST_MACHINE and UPGO_TEST_PROGRAM.
$ErrorActionPreference = 'Stop'
Import-Module -Name 'Pester' -MinimumVersion '5.0'
$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.Exit = $true
$configuration.Output.Verbosity = 'Detailed'
Invoke-Pester -Configuration $configuration
