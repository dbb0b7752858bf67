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
