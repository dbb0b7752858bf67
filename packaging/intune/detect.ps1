# Detection script of a remediation in Intune: is there a newer Go for the signed-in user?
#
# Exit code 0: nothing to do. Exit code 1: Intune starts remediate.ps1. Intune shows the line that is printed.
# In Intune: run it with the logged-on credentials, in 64-bit PowerShell.

# A script that writes to standard error counts as failed, so nothing of a program may get there.
$ErrorActionPreference = 'Continue'
try { [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false } catch { $null = $_ } # a policy constrains the language

# find-upgo.ps1:
# Where `upgo` is. `npm run gen` copies this into each script that must be one file: those for Intune, and what
# the PowerShell module sends to a machine. Intune's agent has the PATH from before Upgo was installed, so the
# places where the installers put `upgo` come next.
function Find-Upgo {
    $found = Get-Command -Name 'upgo' -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if ($found) { return $found.Source }
    $folders = @()
    $machine = Get-ItemProperty -Path 'HKLM:\Software\Upgo' -Name 'InstallDir' -ErrorAction SilentlyContinue
    if ($machine) { $folders += $machine.InstallDir }
    if ($env:ProgramW6432) { $folders += Join-Path $env:ProgramW6432 'Upgo' }
    $uninstall = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\Upgo'
    $user = Get-ItemProperty -Path $uninstall -Name 'UpgoHome' -ErrorAction SilentlyContinue
    if ($user) { $folders += Join-Path $user.UpgoHome 'bin' }
    if ($env:LOCALAPPDATA) { $folders += Join-Path $env:LOCALAPPDATA 'Upgo\bin' }
    foreach ($folder in $folders) {
        $program = Join-Path $folder 'upgo.exe'
        if (Test-Path -LiteralPath $program -PathType Leaf) { return $program }
    }
    return $null
}
# end of find-upgo.ps1

$upgo = Find-Upgo
if (-not $upgo) {
    Write-Output 'Upgo is not installed.'
    exit 0
}
$text = ''
try { $text = & $upgo preflight --json --progress none 2>$null | Out-String } catch { $text = '' } # it cannot start
$report = $null
if ($text.Trim()) {
    try { $report = $text | ConvertFrom-Json -ErrorAction Stop } catch { $report = $null }
}
if (-not $report) {
    Write-Output 'upgo preflight gave no answer.'
    exit 1
}
if ($report.error) {
    Write-Output ('{0}: {1}' -f $report.error.code, $report.error.message)
    exit 1
}
if (-not $report.ready) {
    $failed = @($report.checks | Where-Object { $_.outcome -eq 'fail' } | ForEach-Object { '{0}: {1}' -f $_.id, $_.detail })
    Write-Output ('An upgrade would fail. ' + ($failed -join '; '))
    exit 1
}
if ($report.upgrades) {
    $from = if ($report.from) { $report.from } else { 'no Go' }
    Write-Output ('{0} is available; in use: {1}.' -f $report.to, $from)
    exit 1
}
Write-Output ('{0} is up to date.' -f $report.to)
exit 0
