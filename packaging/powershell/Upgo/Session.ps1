# The only functions that use a session. A test that plays machines replaces these four.

# Opens a session to each machine, all at once. Sets Session, or returns the problem by the machine's name.
function Connect-Machine {
    param([object[]]$Machine, [pscredential]$Credential)
    $account = @{}
    if ($Credential) { $account.Credential = $Credential }
    $option = New-PSSessionOption -OpenTimeout 60000
    $names = @($Machine | ForEach-Object { $_.Device })
    $sessions = @(New-PSSession -ComputerName $names -SessionOption $option @account -ErrorAction SilentlyContinue -ErrorVariable wrong)
    $problems = @{}
    foreach ($each in $Machine) {
        $each.Session = $sessions | Where-Object { $_.ComputerName -eq $each.Device } | Select-Object -First 1
        if ($each.Session) { continue }
        $why = $wrong | Where-Object { "$_".StartsWith("[$($each.Device)]", [StringComparison]::OrdinalIgnoreCase) } | Select-Object -First 1
        $message = if ($why) { "$why" } else { 'The machine could not be reached.' }
        $problems[$each.Device] = New-Problem '' (Format-Said $message) (Test-PassingConnection "$($why.FullyQualifiedErrorId)")
    }
    return $problems
}

# Closes the sessions that the module opened.
function Disconnect-Machine {
    param([object[]]$Machine)
    foreach ($each in $Machine) {
        if ($each.Own -and $each.Session) { Remove-PSSession -Session $each.Session -WhatIf:$false -Confirm:$false -ErrorAction SilentlyContinue }
    }
}

# Sends a request to each machine, all at once, and returns the answers in the same order: what the machine said, or why it
# said nothing, and whether the connection is gone. Meanwhile, it shows whose answer is missing.
function Invoke-OnMachine {
    param([object[]]$Machine, [object[]]$Request, [int]$Seconds)
    # Asking changes nothing, so it is done with -WhatIf, too.
    $WhatIfPreference = $false
    $ConfirmPreference = 'None'
    $jobs = New-Object -TypeName 'object[]' -ArgumentList $Machine.Count
    $reasons = @{}
    $end = [datetime]::UtcNow.AddSeconds($Seconds)
    try {
        for ($at = 0; $at -lt $Machine.Count; $at++) {
            try {
                $jobs[$at] = Invoke-Command -Session $Machine[$at].Session -ScriptBlock $script:OnMachine -ArgumentList $Request[$at] -AsJob -ErrorAction Stop
            }
            catch { $reasons[$at] = "$_" }
        }
        while ($true) {
            $left = @(0..($Machine.Count - 1) | Where-Object { $jobs[$_] -and @('NotStarted', 'Running') -contains $jobs[$_].State })
            $rest = [int][Math]::Ceiling(($end - [datetime]::UtcNow).TotalSeconds)
            if ($left.Count -eq 0 -or $rest -le 0) { break }
            Write-Progress -Id 1 -Activity 'Waiting for' -Status (Get-NameList ($Machine[$left] | ForEach-Object { $_.Device }))
            $null = Wait-Job -Job $jobs[$left] -Any -Timeout $rest
        }
        for ($at = 0; $at -lt $Machine.Count; $at++) {
            $said = $null
            $isLate = $false
            if ($jobs[$at]) {
                $isLate = $jobs[$at].State -eq 'Running'
                if ($isLate) { Stop-Job -Job $jobs[$at] }
                $output = @(Receive-Job -Job $jobs[$at] -ErrorAction SilentlyContinue -ErrorVariable wrong)
                $said = $output | Where-Object { $_ -is [Collections.IDictionary] -and $_.Contains('task') } | Select-Object -Last 1
                $reasons[$at] = if ($isLate) { "There was no answer within $Seconds seconds." } else { "$($wrong | Select-Object -First 1)" }
            }
            @{ said = $said; why = Format-Said $reasons[$at]; lost = $isLate -or "$($Machine[$at].Session.State)" -ne 'Opened' }
        }
    }
    finally {
        # After Ctrl-C, too: a request that went on would keep the session busy.
        foreach ($job in $jobs) {
            if (-not $job) { continue }
            Stop-Job -Job $job -ErrorAction SilentlyContinue
            Remove-Job -Job $job -Force -ErrorAction SilentlyContinue
        }
        Write-Progress -Id 1 -Activity 'Waiting for' -Completed
    }
}

# Copies a file to the folder of each machine, side by side. Returns the problems by the place of the machine.
function Copy-ToMachine {
    param([object[]]$Machine, [string]$Path)
    $problems = @{}
    $pool = [runspacefactory]::CreateRunspacePool(1, 16)
    $pool.Open()
    $copies = @()
    try {
        foreach ($each in $Machine) {
            $shell = [powershell]::Create()
            $shell.RunspacePool = $pool
            $null = $shell.AddCommand('Copy-Item').AddParameters(@{ LiteralPath = $Path; Destination = $each.Folder; ToSession = $each.Session; Force = $true; ErrorAction = 'Stop' })
            $copies += @{ shell = $shell; copy = $shell.BeginInvoke() }
        }
        for ($at = 0; $at -lt $copies.Count; $at++) {
            Write-Progress -Id 1 -Activity 'Copying to' -Status (Get-NameList ($Machine[$at..($Machine.Count - 1)] | ForEach-Object { $_.Device }))
            # In parts, because Ctrl-C waits for the end of a call.
            while (-not $copies[$at].copy.AsyncWaitHandle.WaitOne(200)) { }
            try { $null = $copies[$at].shell.EndInvoke($copies[$at].copy) }
            catch {
                $why = $_.Exception.GetBaseException().Message
                $problems[$at] = New-Problem '' (Format-Said "$(Split-Path -Leaf $Path) could not be copied: $why") $true
            }
        }
    }
    finally {
        foreach ($each in $copies) {
            $each.shell.Stop()
            $each.shell.Dispose()
        }
        $pool.Dispose()
        Write-Progress -Id 1 -Activity 'Copying to' -Completed
    }
    return $problems
}
