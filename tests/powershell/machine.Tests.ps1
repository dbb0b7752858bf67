# The commands of the module Upgo over real sessions to this machine, with real Go from the network. They change the account
# that runs them, so they run only on a machine that is thrown away (UPGO_TEST_MACHINE), with PowerShell remoting enabled.
# UPGO_TEST_PROGRAM names upgo.exe.

BeforeDiscovery {
    $script:skip = -not $env:UPGO_TEST_MACHINE
    # Only Windows PowerShell can compile the stand-in for an installer.
    $script:skipPackage = $skip -or $PSVersionTable.PSEdition -ne 'Desktop'
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../packaging/powershell/Upgo/Upgo.psd1') -Force
    $script:bin = Join-Path $env:LOCALAPPDATA 'Upgo\bin'
    $script:upgo = Join-Path $bin 'upgo.exe'
    function Read-Upgo {
        $text = & $upgo @args --json --progress none 2>$null | Out-String
        ConvertFrom-Json -InputObject $text
    }
}

Describe 'this machine' -Skip:$skip {
    It 'says that Upgo is missing, and gets it from its package with the newest Go' -Skip:$skipPackage {
        (Get-UpgoStatus localhost).State | Should -Be 'missing'
        # A stand-in for the installer: it takes /S, and puts the program where the installer for one account does.
        $package = Join-Path $TestDrive 'Upgo-setup.exe'
        $source = @"
using System; using System.IO;
class Setup {
    static int Main(string[] args) {
        if (args.Length != 1 || args[0] != "/S") return 2;
        string bin = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), @"Upgo\bin");
        Directory.CreateDirectory(bin);
        File.Copy(@"$env:UPGO_TEST_PROGRAM", Path.Combine(bin, "upgo.exe"), true);
        return 0;
    }
}
"@
        Add-Type -TypeDefinition $source -OutputType ConsoleApplication -OutputAssembly $package
        $rows = @(Invoke-UpgoUpgrade localhost -Package $package -Verbose)
        $rows | Format-List | Out-String | Write-Host
        "$($rows[0].State) $($rows[0].Stage)" | Should -Be 'done check'
        $rows[0].Account | Should -Be "$env:COMPUTERNAME\$env:USERNAME"
        $rows[0].Version | Should -Match '^go1\.\d+'
        (Read-Upgo status).current.version | Should -Be $rows[0].Version
    }

    Context 'with Upgo and an older Go' {
        BeforeAll {
            if (-not (Test-Path -LiteralPath $upgo)) {
                $null = New-Item -ItemType Directory -Path $bin -Force
                Copy-Item -LiteralPath $env:UPGO_TEST_PROGRAM -Destination $upgo
            }
        }

        BeforeEach {
            $null = Read-Upgo install 1.26.0 --use --yes
            (Read-Upgo status).current.version | Should -Be 'go1.26.0'
        }

        It 'only shows what would happen with -WhatIf' {
            $rows = @(Invoke-UpgoUpgrade localhost -WhatIf)
            "$($rows[0].State) $($rows[0].From)" | Should -Be 'planned go1.26.0'
            (Read-Upgo status).current.version | Should -Be 'go1.26.0'
        }

        It 'is upgraded, and shows it' {
            $rows = @(Invoke-UpgoUpgrade localhost)
            $rows | Format-List | Out-String | Write-Host
            "$($rows[0].State) $($rows[0].From)" | Should -Be 'done go1.26.0'
            (Read-Upgo status).current.version | Should -Be $rows[0].Version
            $status = @(Get-UpgoStatus localhost)
            $status | Format-List | Out-String | Write-Host
            $status[0].LastUpdate | Should -Be $rows[0].LastUpdate
            (Invoke-UpgoUpgrade localhost).State | Should -Be 'current'
        }

        It 'goes back with its batch if another machine cannot be reached' {
            $rows = @(Invoke-UpgoUpgrade 'localhost', 'nowhere.invalid' -Batch 2 -MaximumRetryCount 0 -ErrorAction SilentlyContinue)
            $rows | Format-List | Out-String | Write-Host
            "$($rows.State)" | Should -Be 'rolledBack unreachable'
            (Read-Upgo status).current.version | Should -Be 'go1.26.0'
        }

        It 'takes Go from a bundle through a session that stays open' {
            $bundle = Join-Path $TestDrive 'go.zip'
            $null = Read-Upgo bundle create $bundle --versions 1.26.1 --os windows --arch amd64 --without-upgo
            $session = New-PSSession -ComputerName localhost
            try {
                $rows = @(Invoke-UpgoUpgrade -Session $session -Source bundle -SourcePath $bundle)
                "$($rows[0].State) $($rows[0].Version)" | Should -Be 'done go1.26.1'
                $session.State | Should -Be 'Opened'
            }
            finally { Remove-PSSession -Session $session }
            Get-ChildItem -Path (Join-Path $env:LOCALAPPDATA 'Temp') -Filter 'upgo-*' -Directory | Should -BeNullOrEmpty
        }

        It 'switches to an installed version, and to no other' {
            $null = Read-Upgo install 1.26.1
            (Use-GoVersion localhost -Version 1.26.1).State | Should -Be 'done'
            $rows = @(Use-GoVersion localhost -Version 1.20.1 -ErrorAction SilentlyContinue)
            "$($rows[0].State) $($rows[0].Code)" | Should -Be 'failed UPGO-VERSION-NOT-INSTALLED'
            (Read-Upgo status).current.version | Should -Be 'go1.26.1'
        }

        # Which folders such a session has is a question to Windows: whatever the answer, Go must not change elsewhere.
        It 'does not change another folder in a session without a profile' {
            $option = New-PSSessionOption -NoMachineProfile
            $session = New-PSSession -ComputerName localhost -SessionOption $option
            try { $rows = @(Invoke-UpgoUpgrade -Session $session -ErrorAction SilentlyContinue) }
            finally { Remove-PSSession -Session $session }
            $rows | Format-List | Out-String | Write-Host
            if ($rows[0].State -eq 'done') { (Read-Upgo status).current.version | Should -Be $rows[0].Version }
            else { "$($rows[0].State) $($rows[0].Stage)" | Should -Be 'failed profile' }
        }
    }
}
