# The commands of the module Upgo with played machines: only the functions of Session.ps1 are replaced.

BeforeAll {
    $script:upgo = Import-Module (Join-Path $PSScriptRoot '../../packaging/powershell/Upgo/Upgo.psd1') -Force -PassThru

    # A machine with go1.26.6 and Upgo. `Change` overrides what it is like.
    function Add-Machine {
        param([string]$Name, [hashtable]$Change = @{})
        $machine = @{ go = 'go1.26.6'; upgo = 'C:\upgo.exe'; changes = 1; asked = @(); look = @{}; refuses = @{}; loses = @{}; unreachable = @() }
        foreach ($each in $Change.Keys) { $machine[$each] = $Change[$each] }
        $global:UpgoPlay[$Name] = $machine
    }

    function global:Get-PlayedError {
        param([string]$Code)
        return @{ error = @{ code = $Code; message = "it is $Code"; next = 'Look.' } }
    }

    # What a machine answers to a command of Upgo: its exit code and its document.
    function global:Get-PlayedAnswer {
        param([hashtable]$Machine, [string[]]$Argument)
        $command = $Argument[0]
        if ($Machine.refuses[$command]) {
            $code, $problem, $times = $Machine.refuses[$command]
            if ($times) { $Machine.refuses[$command] = if ($times -gt 1) { @($code, $problem, ($times - 1)) } else { $null } }
            return $code, (Get-PlayedError $problem)
        }
        $old = $Machine.go
        switch ($command) {
            'history' {
                $entries = @(if ($Machine.changes) { @{ id = $Machine.changes; inEffect = $true; switched = $true; action = $Machine.action; to = $Machine.go; at = "2026-11-0$($Machine.changes)T10:00:00Z" } })
                return 0, @{ entries = $entries }
            }
            'preflight' { return 0, @{ ready = $true; upgrades = $old -ne 'go1.27.3'; from = $old; to = 'go1.27.3'; checks = @() } }
            'status' { return 0, @{ current = @{ version = $old; goBin = 'C:\go.exe' }; active = @{ version = $old }; feed = @{ stale = $false; fetchedAt = '2026-11-27T10:00:00Z' } } }
            'rollback' {
                $Machine.go = 'go1.26.6'
                $Machine.action = 'rollback'
                $Machine.changes++
                return 0, @{ id = $Machine.changes; from = $old; to = 'go1.26.6' }
            }
            default {
                if ($Argument -contains '--dry-run') { return 0, @{ plan = @{ from = $old; to = 'go1.27.3'; steps = @(@{ kind = 'switch' }) } } }
                if ($old -eq 'go1.27.3') { return 0, @{ id = $null; from = $old; to = $old } }
                $Machine.go = if ($command -eq 'use') { "go$($Argument[1])" } else { 'go1.27.3' }
                $Machine.changes++
                return 0, @{ id = $Machine.changes; from = $old; to = $Machine.go }
            }
        }
    }

    # What a machine answers to a request of the module.
    function global:Get-PlayedSaying {
        param([hashtable]$Machine, [hashtable]$Request)
        $Machine.asked += "$($Request.task) $($Request.arguments -join ' ')".Trim()
        switch ($Request.task) {
            'look' {
                $facts = @{
                    task = 'look'; account = 'PC\ada'; sid = 'S-1-5-21-1-2-3-1001'; hive = $true; profileState = 0; upgo = $Machine.upgo
                    userProfile = 'C:\Users\ada'; localAppData = 'C:\Users\ada\AppData\Local'; listed = 'C:\Users\ada'
                }
                foreach ($each in $Machine.look.Keys) { $facts[$each] = $Machine.look[$each] }
                return $facts
            }
            'folder' { return @{ task = 'folder'; folder = 'C:\Users\ada\AppData\Local\Temp\upgo-1' } }
            'install' {
                $Machine.upgo = 'C:\upgo.exe'
                return @{ task = 'install'; code = 0; upgo = $Machine.upgo }
            }
            'reach' { return @{ task = 'reach'; reached = -not $Machine.noShare } }
            'clean' { return @{ task = 'clean' } }
            'run' {
                if ($Request.program -eq 'C:\go.exe') { return @{ task = 'run'; code = $(if ($Machine.sick) { 2 } else { 0 }); text = "go version $($Machine.go) windows/amd64" } }
                $code, $document = Get-PlayedAnswer -Machine $Machine -Argument $Request.arguments
                return @{ task = 'run'; code = $code; text = (ConvertTo-Json -Depth 6 -InputObject $document) }
            }
        }
    }

    $script:names = { param($rows) "$($rows | ForEach-Object { $_.Device + '=' + $_.State })" }
}

AfterAll {
    Remove-Variable -Scope Global -Name 'UpgoPlay', 'UpgoSlept', 'UpgoCopied', 'UpgoShown' -ErrorAction SilentlyContinue
    Remove-Item -Path 'function:Get-PlayedError', 'function:Get-PlayedAnswer', 'function:Get-PlayedSaying' -ErrorAction SilentlyContinue
}

Describe 'with played machines' {
    BeforeEach {
        $global:UpgoPlay = @{}
        $global:UpgoSlept = @()
        $global:UpgoCopied = @()
        $global:UpgoShown = ''
        Mock -ModuleName Upgo Start-Sleep { $global:UpgoSlept += [int]$Seconds }
        Mock -ModuleName Upgo Disconnect-Machine { $null = $Machine }
        Mock -ModuleName Upgo Write-Host { $global:UpgoShown += "$Object" }
        Mock -ModuleName Upgo Copy-ToMachine {
            $problems = @{}
            for ($at = 0; $at -lt $Machine.Count; $at++) {
                $global:UpgoCopied += "$($Machine[$at].Device) $(Split-Path -Leaf $Path)"
                $played = $global:UpgoPlay[$Machine[$at].Device]
                if ($played.drops) {
                    $played.drops--
                    $problems[$at] = @{ code = ''; message = 'dropped'; passing = $true }
                }
            }
            $problems
        }
        Mock -ModuleName Upgo Connect-Machine {
            $problems = @{}
            foreach ($each in $Machine) {
                $played = $global:UpgoPlay[$each.Device]
                $why, $rest = $played.unreachable
                $played.unreachable = @($rest | Where-Object { $_ })
                if ($why) { $problems[$each.Device] = @{ code = ''; message = $why; passing = $why -ne 'refused' } }
                else { $each.Session = [pscustomobject]@{ State = 'Opened' } }
            }
            $problems
        }
        Mock -ModuleName Upgo Invoke-OnMachine {
            for ($at = 0; $at -lt $Machine.Count; $at++) {
                $played = $global:UpgoPlay[$Machine[$at].Device]
                $said = Get-PlayedSaying -Machine $played -Request $Request[$at]
                $command = "$($Request[$at].arguments | Select-Object -First 1)"
                if ($command -and $played.interrupts -eq $command) {
                    $played.interrupts = ''
                    throw 'as Ctrl-C does'
                }
                if ($command -and $played.loses[$command]) {
                    # The machine has done it, and the answer is lost.
                    $played.loses[$command]--
                    $Machine[$at].Session = [pscustomobject]@{ State = 'Broken' }
                    @{ said = $null; why = 'gone'; lost = $true }
                }
                else { @{ said = $said; why = ''; lost = $false } }
            }
        }
    }

    Context 'Invoke-UpgoUpgrade' {
        It 'upgrades batch after batch, and says for whom' {
            foreach ($name in 'pc1', 'pc2', 'pc3') { Add-Machine $name }
            # as from a file with an empty line, and one machine twice
            $rows = Invoke-UpgoUpgrade 'pc1', 'pc2', 'pc3', 'PC1', '' -Batch 1, 2 -ErrorAction Stop
            & $names $rows | Should -Be 'pc1=done pc2=done pc3=done'
            "$($rows.Batch)" | Should -Be '1 2 2'
            "$($rows[0].Account) $($rows[0].Stage) $($rows[0].From) $($rows[0].Version) $($rows[0].LastUpdate) $($rows[0].Tries) $($rows[0].Change)" |
                Should -Be 'PC\ada check go1.26.6 go1.27.3 2026-11-02T10:00:00Z 1 2'
            $global:UpgoPlay.pc1.asked | Should -Contain 'run preflight --exit-code --json --progress none'
            $global:UpgoPlay.pc1.asked | Should -Contain 'run upgrade --unattended --deadline 30m --yes --json --progress none'
        }

        It 'rolls a batch back and stops if one of it fails, and leaves the others alone' {
            foreach ($name in 'pc1', 'pc2', 'pc4') { Add-Machine $name }
            Add-Machine 'pc3' @{ refuses = @{ upgrade = @(4, 'UPGO-VERIFY-DIGEST', 0) } }
            $rows = Invoke-UpgoUpgrade 'pc1', 'pc2', 'pc3', 'pc4' -Batch 1, 2 -ErrorAction SilentlyContinue -ErrorVariable wrong
            & $names $rows | Should -Be 'pc1=done pc2=rolledBack pc3=failed pc4=waiting'
            $rows[1].Message | Should -Be 'Rolled back with its batch, because of pc3.'
            "$($rows[2].Code) $($rows[2].Stage)" | Should -Be 'UPGO-VERIFY-DIGEST upgrade'
            "$($global:UpgoPlay.pc1.go) $($global:UpgoPlay.pc2.go)" | Should -Be 'go1.27.3 go1.26.6'
            $global:UpgoPlay.pc2.asked | Should -Contain 'run rollback 2 --yes --json --progress none'
            $global:UpgoPlay.pc4.asked | Should -BeNullOrEmpty
            $wrong[0].FullyQualifiedErrorId | Should -Match '^UpgoRolloutStopped'
        }

        It 'goes on if the tolerated share fails, and rolls back only what failed after its change' {
            foreach ($name in 'pc1', 'pc3') { Add-Machine $name }
            Add-Machine 'pc2' @{ sick = $true }
            $rows = Invoke-UpgoUpgrade 'pc1', 'pc2', 'pc3' -Batch 2 -StopAt 50% -ErrorAction SilentlyContinue -ErrorVariable wrong
            & $names $rows | Should -Be 'pc1=done pc2=rolledBack pc3=done'
            $rows[1].Message | Should -Match 'go version ended with 2'
            $wrong[0].FullyQualifiedErrorId | Should -Match '^UpgoMachineFailed'
        }

        It 'says that a change could not be rolled back' {
            Add-Machine 'pc1' @{ sick = $true; refuses = @{ rollback = @(2, 'UPGO-UNDO-BLOCKED', 0) } }
            $rows = @(Invoke-UpgoUpgrade 'pc1' -ErrorAction SilentlyContinue)
            "$(& $names $rows) $($rows[0].Code)" | Should -Be 'pc1=notRolledBack UPGO-UNDO-BLOCKED'
        }

        It 'tries again what may pass, with longer and longer waits' {
            Add-Machine 'pc1' @{ refuses = @{ upgrade = @(6, 'UPGO-BUSY', 2) } }
            $rows = @(Invoke-UpgoUpgrade 'pc1' -ErrorAction Stop)
            "$(& $names $rows) $($rows[0].Tries) $global:UpgoSlept" | Should -Be 'pc1=done 3 10 30'
            Add-Machine 'pc2' @{ refuses = @{ upgrade = @(6, 'UPGO-BUSY', 3) } }
            $rows = @(Invoke-UpgoUpgrade 'pc2' -ErrorAction SilentlyContinue)
            "$(& $names $rows) $($rows[0].Tries) $($rows[0].Code)" | Should -Be 'pc2=failed 3 UPGO-BUSY'
        }

        It 'says what has changed if it is interrupted' {
            foreach ($name in 'pc1', 'pc3', 'pc4') { Add-Machine $name }
            Add-Machine 'pc2' @{ interrupts = 'status' }
            $rows = New-Object -TypeName 'Collections.ArrayList'
            try { Invoke-UpgoUpgrade 'pc1', 'pc2', 'pc3', 'pc4' -Batch 1, 2 | ForEach-Object { $null = $rows.Add($_) } } catch { "$_" | Should -Be 'as Ctrl-C does' }
            & $names $rows | Should -Be 'pc1=done'
            $lines = @($global:UpgoShown -split '\n')
            $lines[1] | Should -Be 'pc1  done  check  go1.27.3'
            foreach ($at in 2, 3) { $lines[$at] | Should -Be "pc$at  stopped  check  go1.27.3  Interrupted. Its change is in effect." }
            $lines[4] | Should -Be 'pc4  waiting'
            "$($global:UpgoPlay.pc4.asked)" | Should -BeNullOrEmpty
        }

        It 'cleans up if it is interrupted, and knows what it did not change' {
            $bundle = Join-Path $TestDrive 'go.zip'
            Set-Content -Path $bundle -Value 'a bundle'
            Add-Machine 'pc1' @{ interrupts = 'install' } # at its dry run
            { Invoke-UpgoUpgrade 'pc1' -Source bundle -SourcePath $bundle } | Should -Throw 'as Ctrl-C does'
            $global:UpgoPlay.pc1.asked | Should -Contain 'clean'
            $global:UpgoShown | Should -Match 'pc1  stopped  preflight  Interrupted before its Go was changed'
            Add-Machine 'pc2' @{ interrupts = 'upgrade' }
            { Invoke-UpgoUpgrade 'pc2' } | Should -Throw
            $global:UpgoShown | Should -Match 'pc2  stopped  upgrade  go1.27.3  Interrupted. Its change is in effect'
            Add-Machine 'pc3' @{ sick = $true; interrupts = 'rollback' }
            { Invoke-UpgoUpgrade 'pc3' } | Should -Throw
            $global:UpgoShown | Should -Match 'pc3  stopped  rollback  go1.26.6  Interrupted. It has its Go from before'
        }

        It 'takes machines from the pipeline, and keeps the lines with its error' {
            Add-Machine 'pc1'
            Add-Machine 'pc2' @{ refuses = @{ upgrade = @(4, 'UPGO-VERIFY-DIGEST', 0) } }
            $kept = $null
            try { 'pc1', '', 'pc2' | Get-UpgoStatus | Invoke-UpgoUpgrade -ErrorAction Stop } catch { $kept = $_.TargetObject }
            & $names $kept | Should -Be 'pc1=done pc2=failed'
            "$((Get-Command -Module Upgo).OutputType.Name | Select-Object -Unique)" | Should -Match 'Upgo\.Machine'
        }

        It 'finds the change whose answer was lost, and can roll it back' {
            Add-Machine 'pc1' @{ loses = @{ upgrade = 1 } }
            Add-Machine 'pc2' @{ sick = $true }
            $rows = Invoke-UpgoUpgrade 'pc1', 'pc2' -Batch 2 -ErrorAction SilentlyContinue
            & $names $rows | Should -Be 'pc1=rolledBack pc2=rolledBack'
            $rows[0].Change | Should -Be 2
        }

        It 'does not know what a machine did that stays away during its change' {
            Add-Machine 'pc1' @{ loses = @{ upgrade = 3 } }
            $rows = @(Invoke-UpgoUpgrade 'pc1' -ErrorAction SilentlyContinue)
            "$(& $names $rows) $($rows[0].Stage)" | Should -Be 'pc1=unknown upgrade'
        }

        It 'counts a machine that it cannot reach as failed, and does not lock an account' {
            Add-Machine 'pc1' @{ unreachable = @('away', 'away', 'away') }
            Add-Machine 'pc2' @{ unreachable = @('refused') }
            Add-Machine 'pc3' @{ unreachable = @('away') }
            $rows = Invoke-UpgoUpgrade 'pc1', 'pc2', 'pc3' -Batch 3 -ErrorAction SilentlyContinue
            & $names $rows | Should -Be 'pc1=unreachable pc2=unreachable pc3=rolledBack'
            "$($rows.Tries)" | Should -Be '3 1 2'
        }

        It 'refuses a session without the profile of its account' {
            Add-Machine 'pc1' @{ look = @{ userProfile = 'C:\Users\Default' } }
            $rows = @(Invoke-UpgoUpgrade 'pc1' -ErrorAction SilentlyContinue)
            "$(& $names $rows) $($rows[0].Stage) $($rows[0].Account)" | Should -Be 'pc1=failed profile PC\ada'
            "$($global:UpgoPlay.pc1.asked)" | Should -Be 'look'
        }

        It 'only looks with -WhatIf' {
            Add-Machine 'pc1'
            Add-Machine 'pc2' @{ upgo = $null }
            Add-Machine 'pc3' @{ go = 'go1.27.3' }
            Add-Machine 'pc4' @{ refuses = @{ preflight = @(15, 'UPGO-POLICY-VERSION', 0) } }
            $package = Join-Path $TestDrive 'setup.exe'
            Set-Content -Path $package -Value 'a package'
            $rows = Invoke-UpgoUpgrade 'pc4', 'pc1', 'pc2', 'pc3' -Batch 1 -Package $package -WhatIf -ErrorAction SilentlyContinue
            & $names $rows | Should -Be 'pc4=failed pc1=planned pc2=planned pc3=current'
            "$($rows[1].From) $($rows[1].Version)" | Should -Be 'go1.26.6 go1.27.3'
            $asked = $global:UpgoPlay.Values | ForEach-Object { $_.asked }
            @($asked | Where-Object { $_ -match 'upgrade|rollback|install|folder' }) | Should -BeNullOrEmpty
            $global:UpgoCopied | Should -BeNullOrEmpty
        }

        It 'installs Upgo where it is missing, if it has its package' {
            Add-Machine 'pc1' @{ upgo = $null }
            (Invoke-UpgoUpgrade 'pc1' -ErrorAction SilentlyContinue).Message | Should -Match 'not installed'
            $package = Join-Path $TestDrive 'Upgo-setup.exe'
            Set-Content -Path $package -Value 'a package'
            $rows = @(Invoke-UpgoUpgrade 'pc1' -Package $package -ErrorAction Stop)
            & $names $rows | Should -Be 'pc1=done'
            "$global:UpgoCopied" | Should -Be 'pc1 Upgo-setup.exe'
            Add-Machine 'pc2' @{ upgo = $null; look = @{ languageMode = 'ConstrainedLanguage' } }
            $refused = Invoke-UpgoUpgrade 'pc2' -Package $package -ErrorAction SilentlyContinue
            "$($refused.State) $($refused.Message)" | Should -Match '^failed App Control .*\(ConstrainedLanguage\)'
            $global:UpgoPlay.pc1.asked | Should -Contain 'clean'
        }

        It 'takes Go from a bundle' {
            Add-Machine 'pc1'
            $bundle = Join-Path $TestDrive 'go.zip'
            Set-Content -Path $bundle -Value 'a bundle'
            $rows = @(Invoke-UpgoUpgrade 'pc1' -Source bundle -SourcePath $bundle -Version 1.27.3 -ErrorAction Stop)
            & $names $rows | Should -Be 'pc1=done'
            "$global:UpgoCopied" | Should -Be 'pc1 go.zip'
            $global:UpgoPlay.pc1.asked | Should -Contain 'run install 1.27.3 --bundle C:\Users\ada\AppData\Local\Temp\upgo-1\go.zip --use --yes --json --progress none'
            @($global:UpgoPlay.pc1.asked | Where-Object { $_ -match 'preflight' }) | Should -BeNullOrEmpty
        }

        It 'copies again to those machines only to which it could not' {
            Add-Machine 'pc1' @{ drops = 1 }
            Add-Machine 'pc2'
            Add-Machine 'pc3' @{ drops = 9 }
            $bundle = Join-Path $TestDrive 'go.zip'
            Set-Content -Path $bundle -Value 'a bundle'
            $rows = @(Invoke-UpgoUpgrade 'pc1', 'pc2', 'pc3' -Batch 3 -StopAt 50% -Source bundle -SourcePath $bundle -ErrorAction SilentlyContinue)
            "$(& $names $rows) $($rows.Tries) $($rows[2].Stage) $($rows[2].Message)" | Should -Be 'pc1=done pc2=done pc3=failed 2 1 3 source dropped'
            $global:UpgoCopied.Count | Should -Be 6
        }

        It 'says that a session cannot read a share' {
            Add-Machine 'pc1' @{ noShare = $true }
            $rows = @(Invoke-UpgoUpgrade 'pc1' -Source share -SourcePath '\\server\go' -ErrorAction SilentlyContinue)
            "$(& $names $rows) $($rows[0].Stage) $($rows[0].Message)" | Should -Match '^pc1=failed source .*bundle'
        }

        It 'prints one document, and refuses what makes no sense' {
            Add-Machine 'pc1'
            $document = ConvertFrom-Json -InputObject (Invoke-UpgoUpgrade 'pc1' -AsJson -ErrorAction Stop)
            "$($document.stopped) $($document.machines[0].device) $($document.machines[0].state)" | Should -Be 'False pc1 done'
            # without quotes, as people write it
            (& ([scriptblock]::Create("Invoke-UpgoUpgrade 'pc1' -Batch 1,5,20% -StopAt 10% -ErrorAction Stop"))).State | Should -Be 'current'
            { Invoke-UpgoUpgrade 'pc1' -Version '--help' } | Should -Throw
            { Invoke-UpgoUpgrade 'pc1' -Batch 0 } | Should -Throw
            { Invoke-UpgoUpgrade 'pc1' -Source share } | Should -Throw
            { Invoke-UpgoUpgrade 'pc1' -Source share -SourcePath 'C:\go' } | Should -Throw
            { Invoke-UpgoUpgrade 'pc1' -Package (Join-Path $TestDrive 'none.exe') } | Should -Throw
        }
    }

    Context 'Get-UpgoStatus and Use-GoVersion' {
        It 'show what is there' {
            Add-Machine 'pc1'
            Add-Machine 'pc2' @{ upgo = $null }
            Add-Machine 'pc3' @{ unreachable = @('away') }
            $rows = Get-UpgoStatus 'pc1', 'pc2', 'pc3'
            & $names $rows | Should -Be 'pc1=current pc2=missing pc3=unreachable'
            "$($rows[0].Version) $($rows[0].LastUpdate)" | Should -Be 'go1.26.6 2026-11-01T10:00:00Z'
        }

        It 'switch to an installed version' {
            Add-Machine 'pc1'
            Add-Machine 'pc2' @{ refuses = @{ use = @(7, 'UPGO-VERSION-NOT-INSTALLED', 0) } }
            $rows = Use-GoVersion 'pc1', 'pc2' -Version 1.25.4 -ErrorAction SilentlyContinue
            & $names $rows | Should -Be 'pc1=done pc2=failed'
            $rows[0].Version | Should -Be 'go1.25.4'
            (Use-GoVersion 'pc1' -Version 1.25.4 -WhatIf).State | Should -Be 'planned'
        }
    }
}

Describe 'a request' {
    It 'ends there if it is interrupted' {
        Mock -ModuleName Upgo -RemoveParameterType 'Session' Invoke-Command { Start-Job { while ($true) { Start-Sleep -Milliseconds 100 } } }
        Mock -ModuleName Upgo Wait-Job { throw 'as Ctrl-C does' }
        $before = @(Get-Job).Count
        { & $upgo { Invoke-OnMachine -Machine @(New-Machine -Device 'pc1' -Session @{ State = 'Opened' }) -Request @(@{ task = 'look' }) -Seconds 60 } } | Should -Throw 'as Ctrl-C does'
        Should -Invoke -ModuleName Upgo Invoke-Command -Times 1
        @(Get-Job).Count | Should -Be $before
    }
}
