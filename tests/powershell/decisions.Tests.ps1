# The decisions of the module Upgo: tables of data in and data out. They need no machine and no session.

BeforeAll {
    $script:upgo = Import-Module (Join-Path $PSScriptRoot '../../packaging/powershell/Upgo/Upgo.psd1') -Force -PassThru
    # A document as Upgo prints it.
    function Read-Text {
        param([string]$Text)
        ConvertFrom-Json -InputObject $Text
    }
}

Describe 'batches' {
    It 'have the sizes that are asked for, and the last one repeats' {
        foreach ($row in @(
                @{ count = 26; batch = @('1', '5', '20%'); sizes = '1 5 5 5 5 5' }
                @{ count = 3; batch = @('1', '5'); sizes = '1 2' }
                @{ count = 4; batch = @('10%'); sizes = '1 1 1 1' }
                @{ count = 7; batch = @('150%'); sizes = '7' }
                @{ count = 5; batch = @('50%'); sizes = '2 2 1' }
            )) {
            $sizes = & $upgo { param($row) Get-BatchSize -Count $row.count -Batch $row.batch } $row
            "$sizes" | Should -Be $row.sizes
        }
    }

    It 'stop a rollout if more than the tolerated share failed' {
        foreach ($row in @(
                @{ failed = 0; count = 5; percent = 0; stops = $false }
                @{ failed = 1; count = 5; percent = 0; stops = $true }
                @{ failed = 1; count = 10; percent = 10; stops = $false }
                @{ failed = 2; count = 10; percent = 10; stops = $true }
                @{ failed = 3; count = 3; percent = 100; stops = $false }
            )) {
            & $upgo { param($row) Test-RolloutStop -Failed $row.failed -Count $row.count -Percent $row.percent } $row | Should -Be $row.stops
        }
    }

    It 'count what is unknown as failed' {
        foreach ($state in 'failed', 'unknown', 'unreachable', 'rolledBack', 'notRolledBack', 'running') { & $upgo { param($state) Test-FailedState $state } $state | Should -BeTrue }
        foreach ($state in 'done', 'current', 'planned', 'waiting') { & $upgo { param($state) Test-FailedState $state } $state | Should -BeFalse }
    }
}

Describe 'command lines' {
    It 'have each value as one argument, and leave out what is not given' {
        "$(& $upgo { (Get-UpgoArgument -Command 'installBundle' -Value @{ version = ''; bundle = 'C:\a b\go.zip' }) -join '|' })" |
            Should -Be 'install|--bundle|C:\a b\go.zip|--use|--yes|--json|--progress|none'
        "$(& $upgo { (Get-UpgoArgument -Command 'upgradeTo' -Value @{ version = '1.27.3'; deadline = '30m' }) -join ' ' })" |
            Should -Be 'upgrade --unattended --deadline 30m --yes --to 1.27.3 --json --progress none'
    }

    It 'take a share or a mirror as the address of the release list' {
        & $upgo { Get-FeedAddress -Source 'share' -Path '\\server\a share\go' } | Should -Be 'file://server/a%20share/go/'
        & $upgo { Get-FeedAddress -Source 'mirror' -Path 'https://go.example.com/' } | Should -Be 'https://go.example.com/'
        & $upgo { Get-FeedAddress -Source '' -Path '' } | Should -BeNullOrEmpty
        & $upgo { Get-FeedAddress -Source 'bundle' -Path 'C:\go.zip' } | Should -BeNullOrEmpty
    }
}

Describe 'retries' {
    It 'wait three times as long each time, and end' {
        $waits = foreach ($try in 1..4) { & $upgo { param($try) Get-RetryDelay -Try $try -Retry @{ maximum = 3; seconds = 10 } } $try }
        "$waits" | Should -Be '10 30 90 -1'
        & $upgo { Get-RetryDelay -Try 1 -Retry @{ maximum = 0; seconds = 10 } } | Should -Be -1
    }

    It 'know the seconds of a time' {
        & $upgo { Get-Second '30m' } | Should -Be 1800
        & $upgo { Get-Second '2h' } | Should -Be 7200
    }

    It 'do not try a refused account again' {
        & $upgo { Test-PassingConnection 'AccessDenied,PSSessionOpenFailed' } | Should -BeFalse
        & $upgo { Test-PassingConnection 'ServerNotTrusted,PSSessionOpenFailed' } | Should -BeFalse
        & $upgo { Test-PassingConnection 'CannotConnect,PSSessionOpenFailed' } | Should -BeTrue
    }

    It 'follow the exit code of Upgo' {
        foreach ($row in @(
                @{ code = 0; text = '{"id": 4}'; message = $null; passing = $null }
                @{ code = 12; text = '{"id": 4}'; message = $null; passing = $null }
                @{ code = 3; text = '{"error": {"code": "UPGO-NET-OFFLINE", "message": "no net", "next": "Try again."}}'; message = 'no net. Try again.'; passing = $true }
                @{ code = 6; text = '{"error": {"code": "UPGO-BUSY", "message": "busy", "next": "Wait."}}'; message = 'busy. Wait.'; passing = $true }
                @{ code = 4; text = '{"error": {"code": "UPGO-VERIFY-DIGEST", "message": "other bytes", "next": "Ask."}}'; message = 'other bytes. Ask.'; passing = $false }
                @{ code = 124; text = '{"error": {"code": "UPGO-DEADLINE", "message": "late", "next": "Again."}}'; message = 'late. Again.'; passing = $false }
                @{ code = 0; text = ''; message = 'upgo printed no answer in JSON (exit code 0).'; passing = $false }
                @{ code = 0; text = '[1]'; message = 'upgo printed no answer in JSON (exit code 0).'; passing = $false }
                @{ code = 7; text = '{}'; message = 'upgo ended with 7.'; passing = $false }
            )) {
            $answer = & $upgo { param($row) Read-Answer -Said $row } $row
            $answer.problem.message | Should -Be $row.message
            $answer.problem.passing | Should -Be $row.passing
        }
    }

    It 'follow the exit code of an installer' {
        foreach ($code in 0, 20, 3010) { & $upgo { param($code) Get-SetupProblem -Code $code -File 'a.exe' } $code | Should -BeNullOrEmpty }
        foreach ($row in @(6, $true), @(1618, $true), @(2, $false), @(1603, $false), @(-1, $false)) {
            (& $upgo { param($code) Get-SetupProblem -Code $code -File 'a.exe' } $row[0]).passing | Should -Be $row[1]
        }
    }
}

Describe 'a profile' {
    BeforeAll {
        function Read-Profile {
            param([hashtable]$Change)
            $facts = @{
                sid = 'S-1-5-21-1-2-3-1001'; hive = $true; profileState = 0
                userProfile = 'C:\Users\ada'; localAppData = 'C:\Users\ada\AppData\Local'; listed = 'c:\users\Ada\'
            }
            foreach ($name in $Change.Keys) { $facts[$name] = $Change[$name] }
            & $upgo { param($facts) Get-ProfileProblem -Facts $facts } $facts
        }
    }

    It 'of the account is enough' {
        Read-Profile @{} | Should -BeNullOrEmpty
        Read-Profile @{ profileState = 0x100 } | Should -BeNullOrEmpty
    }

    It 'that is missing, foreign or thrown away is not' {
        Read-Profile @{ notWindows = $true } | Should -Match 'no Windows'
        Read-Profile @{ sid = ''; languageMode = 'ConstrainedLanguage' } | Should -Match 'ConstrainedLanguage'
        Read-Profile @{ sid = 'S-1-5-18' } | Should -Match 'of the system'
        Read-Profile @{ sid = 'S-1-5-94-1' } | Should -Match 'virtual'
        Read-Profile @{ profileState = 0x800 } | Should -Match 'thrown away'
        Read-Profile @{ listed = '' } | Should -Match 'not loaded'
        Read-Profile @{ hive = $false } | Should -Match 'not loaded'
        Read-Profile @{ userProfile = 'C:\Users\Default' } | Should -Match 'not loaded'
        Read-Profile @{ localAppData = '' } | Should -Match 'application data'
        Read-Profile @{ localAppData = 'C:\Users\adam\AppData\Local' } | Should -Match 'application data'
    }
}

Describe 'a program that cannot start' {
    It 'gives no answer, whatever ran before' {
        $file = Join-Path $TestDrive 'setup.exe'
        Set-Content -LiteralPath $file -Value 'This is no program.'
        $hash = (Get-FileHash -LiteralPath $file -Algorithm SHA256).Hash
        $global:LASTEXITCODE = 0
        foreach ($request in @{ task = 'run'; program = "$file.missing"; arguments = @('status') }, @{ task = 'install'; file = $file; hash = $hash }) {
            { & $upgo { param($request) & $script:OnMachine $request } $request } | Should -Throw
        }
    }
}

Describe 'answers' {
    It 'of preflight name what would fail, and pass if only the network does' {
        $ready = Read-Text '{"ready": true, "checks": []}'
        & $upgo { param($it) Get-PreflightProblem -Preflight $it } $ready | Should -BeNullOrEmpty
        $offline = '{"id": "feed", "outcome": "fail", "detail": "no answer", "problem": {"code": "UPGO-NET-OFFLINE"}}'
        $full = '{"id": "disk", "outcome": "fail", "detail": "1 MB is free", "problem": {"code": "UPGO-DISK-FULL"}}'
        foreach ($row in @(@($offline, $true), @($full, $false), @("$offline, $full", $false))) {
            $problem = & $upgo { param($it) Get-PreflightProblem -Preflight $it } (Read-Text ('{"ready": false, "checks": [{"id": "plan", "outcome": "unknown", "detail": "?"}, ' + $row[0] + ']}'))
            $problem.passing | Should -Be $row[1]
            $problem.message | Should -Match 'An upgrade would fail\. (feed|disk): '
        }
        # an answer that says nothing is no consent
        (& $upgo { param($it) Get-PreflightProblem -Preflight $it } (Read-Text '{}')).passing | Should -BeFalse
    }

    It 'of the history say which change was last' {
        $history = Read-Text '{"entries": [{"id": 10, "inEffect": true, "switched": true, "action": "rollback"}, {"id": 9, "inEffect": false, "switched": true}, {"id": 8, "inEffect": true, "switched": false}, {"id": 7, "inEffect": true, "switched": true}]}'
        (& $upgo { param($it) Find-LastSwitch -History $it } $history).id | Should -Be 7
        & $upgo { param($it) Get-NewestChange -History $it } $history | Should -Be 10
        & $upgo { param($it) Get-NewestChange -History $it } (Read-Text '{"entries": []}') | Should -Be 0
    }

    It 'of the check must name the wanted Go' {
        $status = Read-Text '{"current": {"version": "go1.27.3"}}'
        & $upgo { param($it) Get-CheckProblem -Status $it -Wanted 'go1.27.3' -Said @{ code = 0; text = "go version go1.27.3 windows/amd64`r`n" } } $status | Should -BeNullOrEmpty
        (& $upgo { param($it) Get-CheckProblem -Status $it -Wanted 'go1.27.3' -Said @{ code = 0; text = 'go version go1.27.30 windows/amd64' } } $status).message | Should -Match 'does not name'
        (& $upgo { param($it) Get-CheckProblem -Status $it -Wanted 'go1.27.3' -Said @{ code = 1; text = 'go version go1.27.3' } } $status).message | Should -Match 'ended with 1'
        (& $upgo { param($it) Get-CheckProblem -Status $it -Wanted 'go1.26.6' } $status).message | Should -Match 'not go1\.26\.6'
        (& $upgo { param($it) Get-CheckProblem -Status $it -Wanted '' } (Read-Text '{}')).message | Should -Match 'not'
    }

    It 'of the status are up to date only with a recent release list' {
        $fresh = '"feed": {"stale": false, "fetchedAt": "2026-11-27T10:00:00Z"}'
        foreach ($row in @(
                @{ text = '{"active": {"version": "go1.27.3"}, ' + $fresh + '}'; state = 'current' }
                @{ text = '{"active": {"version": "go1.26.6"}, "update": {"version": "go1.27.3"}, ' + $fresh + '}'; state = 'behind' }
                @{ text = '{"active": {"version": "go1.27.3"}, "feed": {"stale": true, "fetchedAt": "2026-01-01T10:00:00Z"}}'; state = 'unknown' }
                @{ text = '{"active": {"version": "go1.27.3"}, "feed": {"stale": false, "fetchedAt": null}}'; state = 'unknown' }
                @{ text = '{"active": {"version": "go1.27.3"}}'; state = 'unknown' }
                @{ text = '{"active": null, ' + $fresh + '}'; state = 'noGo' }
                @{ text = '{"active": {"version": "go1.27.3"}, "problem": {"code": "UPGO-OTHER"}, ' + $fresh + '}'; state = 'broken' }
            )) {
            & $upgo { param($it) Get-StatusState -Status $it } (Read-Text $row.text) | Should -Be $row.state
        }
    }

    It 'are shown without control characters, and not at any length' {
        & $upgo { Format-Said "a$([char]27)[31m`nb$([char]0x202e)c" } | Should -Be 'a [31m b c'
        (& $upgo { Format-Said ('x' * 9000) }).Length | Should -Be 500
    }

    It 'have a time that is the same in both editions' {
        $entry = Read-Text '{"at": "2026-11-27T10:00:00Z"}'
        & $upgo { param($it) Format-Time $it.at } $entry | Should -Be '2026-11-27T10:00:00Z'
        & $upgo { Format-Time '2026-11-27T10:00:00.670570032Z' } | Should -Be '2026-11-27T10:00:00Z'
        & $upgo { Format-Time $null } | Should -BeNullOrEmpty
    }

    It 'are one document for a pipeline' {
        $rows = & $upgo { foreach ($name in 'pc1', 'pc2') { ConvertTo-Row (New-Machine -Device $name) } }
        $document = Read-Text (& $upgo { param($rows) ConvertTo-Document -Row $rows -Stopped $true } $rows)
        $document.format | Should -Be 1
        $document.stopped | Should -BeTrue
        "$($document.machines.device)" | Should -Be 'pc1 pc2'
        $document.machines[0].tries | Should -Be 0
        $document.machines[0].version | Should -Be $null
        # also with one machine, a list
        (& $upgo { param($rows) ConvertTo-Document -Row $rows -Stopped $false } $rows[0]) | Should -Match '"machines":\s*\['
    }
}
