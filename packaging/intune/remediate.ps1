# Remediation script in Intune: upgrades the Go of the signed-in user. detect.ps1 decides whether Intune starts it.
#
# Exit code 0: done. Any other: the upgrade was rolled back. Intune shows the line that is printed.
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
    exit 1
}
# Intune ends a script after 60 minutes. Before that, Upgo stops by itself and rolls back.
$text = ''
$code = 127 # it cannot start
try {
    $text = & $upgo upgrade --unattended --deadline 30m --json --progress none 2>$null | Out-String
    $code = $LASTEXITCODE
} catch { $text = '' }
$report = $null
if ($text.Trim()) {
    try { $report = $text | ConvertFrom-Json -ErrorAction Stop } catch { $report = $null }
}
if ($report -and $report.error) {
    Write-Output ('{0}: {1}. {2}' -f $report.error.code, $report.error.message, $report.error.next)
    exit 1
}
# 12: done, but another Go comes first on PATH, which no upgrade can change.
if ($report -and ($code -eq 0 -or $code -eq 12)) {
    $remark = if ($code -eq 12) { ' Another Go comes first on PATH.' } else { '' }
    $from = if ($report.from) { $report.from } else { 'no Go' }
    Write-Output ('{0} is installed; before: {1}.{2}' -f $report.to, $from, $remark)
    exit 0
}
Write-Output ('upgo upgrade ended with {0}.' -f $code)
exit 1
