# Prints what PSScriptAnalyzer finds in the scripts of the project, and exits with 1 if there is something.
if (-not (Get-Module -Name 'PSScriptAnalyzer' -ListAvailable)) {
    Write-Output 'PSScriptAnalyzer is not installed.'
    exit 3
}
Import-Module -Name 'PSScriptAnalyzer'
$root = Join-Path $PSScriptRoot '../..'
$settings = Join-Path $PSScriptRoot 'PSScriptAnalyzerSettings.psd1'
$folders = 'crates', 'packaging', 'scripts', 'tests' | ForEach-Object { Join-Path $root $_ }
$files = @(Get-ChildItem -Path $folders -Recurse -File -Include '*.ps1', '*.psm1', '*.psd1')
$found = @($files | ForEach-Object { Invoke-ScriptAnalyzer -Path $_.FullName -Settings $settings })
foreach ($one in $found) { Write-Output ('{0}:{1} {2}: {3}' -f $one.ScriptName, $one.Line, $one.RuleName, $one.Message) }
Write-Output ('{0} scripts, {1} findings' -f $files.Count, $found.Count)
exit [int]($found.Count -gt 0)
