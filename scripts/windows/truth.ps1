# One question to a real Windows, for .github/workflows/truth.yml: truth.ps1 NAME. What it finds is in truth\NAME.txt, with
# pictures of the screen beside it. Nothing is asserted, and no question stops the others.
param([Parameter(Mandatory = $true)][string]$Name)
$ErrorActionPreference = 'Continue'
$out = Join-Path (Get-Location) 'truth'
New-Item -ItemType Directory -Force -Path $out | Out-Null
$setup = Get-ChildItem 'packages\*-setup.exe' -ErrorAction SilentlyContinue | Select-Object -First 1
$msi = Get-ChildItem 'packages\*.msi' -ErrorAction SilentlyContinue | Select-Object -First 1
$probe = Get-ChildItem 'packages\upgo-windows-probe-*.exe' -ErrorAction SilentlyContinue | Select-Object -First 1
$userHome = Join-Path $env:LOCALAPPDATA 'Upgo'
$upgo = Join-Path $userHome 'bin\upgo.exe'
$desktop = Join-Path $env:LOCALAPPDATA 'Programs\Upgo\upgo-desktop.exe'

function Save-Screen([string]$What) {
    Add-Type -AssemblyName 'System.Windows.Forms', 'System.Drawing'
    $bounds = [System.Windows.Forms.Screen]::PrimaryScreen.Bounds
    $picture = New-Object System.Drawing.Bitmap $bounds.Width, $bounds.Height
    $graphics = [System.Drawing.Graphics]::FromImage($picture)
    $graphics.CopyFromScreen($bounds.Location, [System.Drawing.Point]::Empty, $bounds.Size)
    $picture.Save((Join-Path $out "$Name-$What.png"))
}

# Starts a program without handles, as an installer or a scheduler does, and ends it after a time, with a picture.
function Invoke-Limited([string]$Program, [string]$Arguments, [int]$Seconds = 180) {
    "> $Program $Arguments"
    $begun = Get-Date
    $process = Start-Process -FilePath $Program -ArgumentList $Arguments -PassThru
    $null = $process.Handle
    if ($process.WaitForExit($Seconds * 1000)) {
        'exit {0} after {1:n1} s' -f $process.ExitCode, ((Get-Date) - $begun).TotalSeconds
    } else {
        Save-Screen ('limit-{0}' -f [System.IO.Path]::GetFileNameWithoutExtension($Program))
        "still running after $Seconds s; its windows:"
        Get-Process | Where-Object { $_.MainWindowTitle } | Select-Object 'ProcessName', 'Id', 'MainWindowTitle'
        taskkill.exe /t /f /pid $process.Id
    }
}

# Everything that an installation leaves, to compare with later.
function Save-State([string]$Which) {
    reg.exe export HKCU (Join-Path $out "state-$Which-hkcu.reg") /y
    reg.exe export HKLM\Software\Upgo (Join-Path $out "state-$Which-hklm.reg") /y
    $places = $env:LOCALAPPDATA, $env:APPDATA, $env:ProgramFiles, $env:ProgramData
    $files = $places | ForEach-Object { Get-ChildItem -Recurse -Force -Path $_ -Filter '*upgo*' -ErrorAction SilentlyContinue }
    $files | Select-Object -ExpandProperty FullName | Sort-Object | Set-Content (Join-Path $out "state-$Which-files.txt")
    schtasks.exe /query /xml /tn '\Upgo\' | Set-Content (Join-Path $out "state-$Which-tasks.txt")
}

$questions = @{
    'machine'   = {
        Get-ComputerInfo | Select-Object 'WindowsProductName', 'OsVersion', 'OsBuildNumber', 'OsArchitecture', 'OsLocale'
        Get-ItemProperty 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion' | Select-Object 'CurrentBuild', 'UBR', 'DisplayVersion'
        'TEMP={0} TMP={1}' -f $env:TEMP, $env:TMP
        fsutil.exe 8dot3name query C:
        Get-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\FileSystem' | Select-Object LongPathsEnabled
        Get-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\CI\Policy' | Select-Object VerifiedAndReputablePolicyState
        Get-MpComputerStatus
        whoami.exe /all
        Get-ItemProperty 'HKLM:\SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}' | Select-Object pv
        Save-State 'first'
    }
    'setup'     = {
        Invoke-Limited $setup.FullName '/S'
        reg.exe query 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Upgo' /s
        reg.exe query 'HKCU\Software\Classes\upgo' /s
        reg.exe query 'HKCU\Software\Classes\AppUserModelId' /s
        reg.exe query 'HKCU\Environment' /v Path
        Get-StartApps | Where-Object { $_.Name -like '*Upgo*' }
        $apps = (New-Object -ComObject Shell.Application).NameSpace('shell:AppsFolder').Items()
        $apps | Where-Object { $_.Name -like '*Upgo*' } | Select-Object 'Name', 'Path'
        # once more, over itself
        Invoke-Limited $setup.FullName '/S'
        Save-State 'installed'
    }
    'handles'   = {
        foreach ($word in '--register', '--quit', '--check', '--unregister', '--register') { Invoke-Limited $desktop $word 60 }
    }
    'go'        = {
        foreach ($scanner in 'on', 'on', 'off') {
            Set-MpPreference -DisableRealtimeMonitoring ($scanner -eq 'off')
            $env:UPGO_HOME = Join-Path $env:RUNNER_TEMP "measured-$(Get-Random)"
            $env:UPGO_NO_MODIFY_PATH = '1'
            "scanner $scanner"
            Measure-Command { & $upgo install latest --use --progress none 2>&1 | Out-Default } | Select-Object TotalSeconds
        }
        Set-MpPreference -DisableRealtimeMonitoring $false
        $env:UPGO_HOME = $env:UPGO_NO_MODIFY_PATH = $null
        & $upgo install latest --use --progress none 2>&1
        & $upgo status --json
        & $upgo doctor --json
        & $probe.FullName --out (Join-Path $out 'windows-probe.json') 2>&1
        & $upgo why --json
        [Environment]::GetEnvironmentVariable('Path', 'User')
        $env:Path = [Environment]::GetEnvironmentVariable('Path', 'Machine') + ';' + [Environment]::GetEnvironmentVariable('Path', 'User')
        cmd.exe /d /c 'go version'
        powershell.exe -NoProfile -Command 'go version; $LASTEXITCODE'
        pwsh.exe -NoProfile -Command 'go version; $LASTEXITCODE'
        & "$env:ProgramFiles\Git\bin\bash.exe" -lc 'go version; echo $?'
        cmd.exe /d /c 'upgo exec latest -- go env GOROOT "100%" "a^b" "c&d" "e ""f"""'
    }
    'files'     = {
        # what a rename of a folder with an open file answers
        $folder = Join-Path $env:RUNNER_TEMP 'held'
        New-Item -ItemType Directory -Force -Path $folder | Out-Null
        $held = [System.IO.File]::Open((Join-Path $folder 'file'), 'OpenOrCreate', 'ReadWrite', 'ReadWrite, Delete')
        try { [System.IO.Directory]::Move($folder, "$folder-moved"); 'moved' } catch { $_.Exception.ToString(); $_.Exception.HResult }
        $held.Close()
        $upgoGo = Get-ChildItem (Join-Path $userHome 'toolchains') -Directory | Select-Object -First 1
        if ($upgoGo) { Measure-Command { Copy-Item -Recurse $upgoGo.FullName (Join-Path $env:RUNNER_TEMP 'copied') } | Select-Object TotalSeconds }
    }
    'desktop'   = {
        Start-Process -FilePath $desktop
        Start-Sleep -Seconds 15
        Save-Screen 'light'
        $theme = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize'
        Set-ItemProperty $theme -Name SystemUsesLightTheme -Value 0
        Set-ItemProperty $theme -Name AppsUseLightTheme -Value 0
        Start-Sleep -Seconds 5
        Save-Screen 'dark'
        taskkill.exe /im explorer.exe /f
        Start-Process explorer.exe
        Start-Sleep -Seconds 15
        Save-Screen 'explorer-again'
        Get-ChildItem (Join-Path $env:APPDATA 'Microsoft\Windows\Recent\CustomDestinations')
        Get-Process 'upgo-desktop', 'msedgewebview2' -ErrorAction SilentlyContinue | Select-Object 'ProcessName', 'Id', 'WorkingSet64'
        Invoke-Limited $desktop '--quit' 60
    }
    'schedule'  = {
        & $upgo background scheduled 2>&1
        schtasks.exe /query /xml /tn '\Upgo\'
        $tasks = Get-ScheduledTask -TaskPath '\Upgo\*'
        $tasks | ForEach-Object { schtasks.exe /run /tn ($_.TaskPath + $_.TaskName) }
        foreach ($picture in 1..10) { Save-Screen "run-$picture"; Start-Sleep -Milliseconds 200 }
        Start-Sleep -Seconds 30
        $tasks | Get-ScheduledTaskInfo
        & $upgo background off 2>&1
    }
    'wsl'       = {
        $names = Get-ItemProperty 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Lxss\*' -ErrorAction SilentlyContinue
        if (-not $names) { 'SKIPPED: this machine has no distribution of WSL'; return }
        $names | Select-Object 'DistributionName', 'State', 'Version', 'Flags'
        & $upgo list --wsl 2>&1
        & $upgo list --wsl --json 2>&1
    }
    'second'    = {
        $password = 'Truth-' + [guid]::NewGuid().ToString()
        net.exe user second $password /add
        $secret = ConvertTo-SecureString $password -AsPlainText -Force
        $credential = New-Object System.Management.Automation.PSCredential 'second', $secret
        Copy-Item $upgo 'C:\Users\Public\upgo.exe'
        & $upgo background scheduled 2>&1
        foreach ($words in 'background scheduled', 'background', 'background off') {
            Start-Process -Wait -Credential $credential -WorkingDirectory 'C:\Users\Public' -FilePath 'cmd.exe' `
                -ArgumentList "/d /c C:\Users\Public\upgo.exe $words > C:\Users\Public\second.txt 2>&1"
            "second: upgo $words"
            Get-Content 'C:\Users\Public\second.txt'
        }
        schtasks.exe /query /xml /tn '\Upgo\'
        & $upgo background 2>&1
        & $upgo background off 2>&1
        net.exe user second /delete
    }
    'msi'       = {
        Invoke-Limited 'msiexec.exe' "/i `"$($msi.FullName)`" /qn /l*v `"$out\msi-install.log`""
        reg.exe query 'HKLM\Software\Upgo' /s
        Invoke-Limited 'msiexec.exe' "/fa `"$($msi.FullName)`" /qn /l*v `"$out\msi-repair.log`""
        Start-Process -FilePath "$env:ProgramFiles\Upgo\upgo-desktop.exe" -ArgumentList '--hidden'
        Start-Sleep -Seconds 10
        Invoke-Limited 'msiexec.exe' "/x `"$($msi.FullName)`" /qn /l*v `"$out\msi-remove-with-tray.log`""
        # as the system's own account
        schtasks.exe /create /f /tn truth-msi /ru SYSTEM /sc once /st 00:00 /tr "msiexec.exe /i `"$($msi.FullName)`" /qn /l*v `"$out\msi-system.log`""
        schtasks.exe /run /tn truth-msi
        Start-Sleep -Seconds 90
        Get-ScheduledTaskInfo -TaskName truth-msi
        Test-Path "$env:ProgramFiles\Upgo\upgo.exe"
        Invoke-Limited 'msiexec.exe' "/x `"$($msi.FullName)`" /qn /l*v `"$out\msi-remove.log`""
    }
    'go-msi'    = {
        $list = Invoke-RestMethod 'https://go.dev/dl/?mode=json&include=all'
        $arch = if ($env:PROCESSOR_ARCHITECTURE -eq 'ARM64') { 'arm64' } else { 'amd64' }
        $older = ($list | Where-Object { $_.stable } | Select-Object -Skip 2 -First 1).files | Where-Object { $_.kind -eq 'installer' -and $_.os -eq 'windows' -and $_.arch -eq $arch }
        $file = Join-Path $env:RUNNER_TEMP $older.filename
        Invoke-WebRequest -UseBasicParsing "https://go.dev/dl/$($older.filename)" -OutFile $file
        Get-FileHash $file
        $older.sha256
        Measure-Command { Get-AuthenticodeSignature $file | Format-List | Out-Default } | Select-Object TotalSeconds
        Invoke-Limited 'msiexec.exe' "/i `"$file`" /qn /l*v `"$out\go-msi.log`"" 300
        & $upgo list --json
        & $upgo system install latest --yes --progress none 2>&1
        & $upgo list --json
        # two at once: 1618
        $first = Start-Process -PassThru 'msiexec.exe' "/fa `"$file`" /qn"
        Invoke-Limited 'msiexec.exe' "/fa `"$file`" /qn" 120
        $first.WaitForExit(120000)
    }
    'fleet'     = {
        foreach ($name in 'detect', 'remediate') {
            foreach ($shell in "$env:windir\System32\WindowsPowerShell\v1.0\powershell.exe", "$env:windir\SysWOW64\WindowsPowerShell\v1.0\powershell.exe") {
                "> $shell $name"
                & $shell -NoProfile -ExecutionPolicy Bypass -File "packaging\intune\$name.ps1"
                $LASTEXITCODE
            }
            $text = "`$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; & packaging\intune\$name.ps1; `$LASTEXITCODE"
            powershell.exe -NoProfile -ExecutionPolicy Bypass -Command $text
        }
        winget.exe --version
        winget.exe configure test --file packaging\dsc\go.winget --accept-configuration-agreements --disable-interactivity
        $managers = Get-ChildItem -Directory 'managers' -ErrorAction SilentlyContinue
        $managers | ForEach-Object { $_.FullName }
        if (Test-Path 'managers\winget') { winget.exe validate --manifest 'managers\winget' }
        if (Test-Path 'managers\chocolatey') { Push-Location 'managers\chocolatey'; choco.exe pack; Pop-Location }
    }
    'uninstall' = {
        Invoke-Limited (Join-Path $env:LOCALAPPDATA 'Programs\Upgo\uninstall.exe') '/S /REMOVEALL'
        Start-Sleep -Seconds 30
        Save-State 'last'
        Compare-Object (Get-Content "$out\state-first-files.txt") (Get-Content "$out\state-last-files.txt")
        Compare-Object (Get-Content "$out\state-first-hkcu.reg") (Get-Content "$out\state-last-hkcu.reg")
    }
}

if (-not $questions.ContainsKey($Name)) { throw "the questions are: $($questions.Keys | Sort-Object)" }
& $questions[$Name] 2>&1 | Out-String -Stream -Width 200 | Tee-Object -FilePath (Join-Path $out "$Name.txt")
exit 0
