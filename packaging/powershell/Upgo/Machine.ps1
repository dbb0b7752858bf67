# What runs on a machine. A session takes it as text, so it uses nothing of the rest of the module; and where App Control or
# AppLocker polices scripts, the language of a session is constrained.

$script:OnMachine = {
    param([hashtable]$Request)
    # A command that writes to standard error has not failed for that.
    $ErrorActionPreference = 'Continue'

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

    # The account, and what shows whether its profile is loaded.
    function Get-Fact {
        if ($env:OS -ne 'Windows_NT') { return @{ notWindows = $true } }
        # Under App Control, a session may not call the methods of .NET that tell this.
        $identity = $null
        try {
            $whoami = Join-Path $env:SystemRoot 'System32\whoami.exe'
            $identity = & $whoami /user /fo csv /nh 2>$null | ConvertFrom-Csv -Header 'name', 'sid'
        }
        catch { $identity = $null }
        $sid = [string]$identity.sid
        $list = 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList'
        $listed = Get-ItemProperty -LiteralPath "$list\$sid" -ErrorAction SilentlyContinue
        return @{
            account = [string]$identity.name
            sid = $sid
            userProfile = $env:USERPROFILE
            localAppData = $env:LOCALAPPDATA
            listed = [string]$listed.ProfileImagePath
            profileState = [int]$listed.State
            languageMode = [string]$ExecutionContext.SessionState.LanguageMode
            hive = [bool](Test-Path -LiteralPath "Registry::HKEY_USERS\$sid")
            upgo = Find-Upgo
        }
    }

    # Runs a program. Its output is one text.
    function Get-Output {
        param([string]$Program, [string[]]$Argument)
        $lines = & $Program @Argument 2>$null
        return @{ code = $LASTEXITCODE; text = $lines -join "`n" }
    }

    # Runs the installer that was copied here, if it arrived whole.
    function Start-Installer {
        param([string]$File, [string]$Hash)
        $found = (Get-FileHash -LiteralPath $File -Algorithm SHA256).Hash
        if ($found -ne $Hash) { return @{ code = -1; upgo = $null } }
        if ($File.EndsWith('.msi')) {
            $ran = Start-Process -FilePath 'msiexec.exe' -ArgumentList '/i', "`"$File`"", '/qn', '/norestart' -Wait -PassThru
        }
        else {
            $ran = Start-Process -FilePath $File -ArgumentList '/S' -Wait -PassThru
        }
        return @{ code = $ran.ExitCode; upgo = Find-Upgo }
    }

    $feed = $env:UPGO_FEED_URL
    $answer = @{}
    try {
        if ($Request.feed) { $env:UPGO_FEED_URL = $Request.feed }
        switch ($Request.task) {
            'look' { $answer = Get-Fact }
            'run' { $answer = Get-Output -Program $Request.program -Argument @($Request.arguments) }
            'reach' { $answer = @{ reached = [bool](Test-Path -LiteralPath (Join-Path $Request.path 'index.json')) } }
            'folder' {
                $folder = Join-Path $env:LOCALAPPDATA ('Temp\upgo-' + [guid]::NewGuid().ToString('n'))
                $null = New-Item -ItemType Directory -Path $folder -Force
                $answer = @{ folder = $folder }
            }
            'install' { $answer = Start-Installer -File $Request.file -Hash $Request.hash }
            'clean' {
                Remove-Item -LiteralPath $Request.folder -Recurse -Force -ErrorAction SilentlyContinue
            }
        }
    }
    finally {
        # The session may be one that somebody goes on using.
        $env:UPGO_FEED_URL = $feed
    }
    $answer.task = $Request.task
    return $answer
}
