# The only functions that use a session. A test that plays machines replaces these four.

# Opens a session to each machine, all at once. Sets Session, or returns the problem by the machine's name.
function Connect-Machine {
    param([object[]]$Machine, [object]$Credential)
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
# said nothing, and whether the connection is gone.
function Invoke-OnMachine {
    param([object[]]$Machine, [object[]]$Request, [int]$Seconds)
    # Asking changes nothing, so it is done with -WhatIf, too.
    $WhatIfPreference = $false
    $ConfirmPreference = 'None'
    $jobs = New-Object -TypeName 'object[]' -ArgumentList $Machine.Count
    $reasons = @{}
    for ($at = 0; $at -lt $Machine.Count; $at++) {
        try {
            $jobs[$at] = Invoke-Command -Session $Machine[$at].Session -ScriptBlock $script:OnMachine -ArgumentList $Request[$at] -AsJob -ErrorAction Stop
        }
        catch { $reasons[$at] = "$_" }
    }
    $started = @($jobs | Where-Object { $_ })
    if ($started.Count -gt 0) { $null = Wait-Job -Job $started -Timeout $Seconds }
    for ($at = 0; $at -lt $Machine.Count; $at++) {
        $said = $null
        $isLate = $false
        if ($jobs[$at]) {
            $isLate = $jobs[$at].State -eq 'Running'
            if ($isLate) { Stop-Job -Job $jobs[$at] }
            $output = @(Receive-Job -Job $jobs[$at] -ErrorAction SilentlyContinue -ErrorVariable wrong)
            $said = $output | Where-Object { $_ -is [Collections.IDictionary] -and $_.Contains('task') } | Select-Object -Last 1
            $reasons[$at] = if ($isLate) { "There was no answer within $Seconds seconds." } else { "$($wrong | Select-Object -First 1)" }
            Remove-Job -Job $jobs[$at] -Force
        }
        @{ said = $said; why = Format-Said $reasons[$at]; lost = $isLate -or "$($Machine[$at].Session.State)" -ne 'Opened' }
    }
}

# Copies a file to a folder of a machine. Returns the problem, or nothing.
function Copy-ToMachine {
    param([object]$Machine, [string]$Path, [string]$Folder)
    try { Copy-Item -LiteralPath $Path -Destination $Folder -ToSession $Machine.Session -Force -ErrorAction Stop }
    catch { return New-Problem '' (Format-Said "$(Split-Path -Leaf $Path) could not be copied: $_") $true }
}
