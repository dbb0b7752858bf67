# Every decision of the module, as functions from data to data. They reach no machine, so tests run them anywhere.
#
# A variable that holds a document of Upgo has the name of its schema in docs/schemas ($status, $change), and one that holds
# an element of a list the name of that element ($entry, $check). A test holds the fields that are read against the schemas.

# The command lines. {names} stand for values. Each also gets `--json --progress none`.
$script:Commands = @{
    status = 'status'
    history = 'history --last 100'
    preflight = 'preflight --exit-code'
    preflightTo = 'preflight --exit-code --to {version}'
    upgrade = 'upgrade --unattended --deadline {deadline} --yes'
    upgradeTo = 'upgrade --unattended --deadline {deadline} --yes --to {version}'
    planBundle = 'install {version} --bundle {bundle} --use --dry-run'
    installBundle = 'install {version} --bundle {bundle} --use --yes'
    use = 'use {version} --yes'
    rollback = 'rollback {change} --yes'
}

# The arguments of a command, each as one item. A value that is not given leaves its place out.
function Get-UpgoArgument {
    param([string]$Command, [hashtable]$Value = @{})
    $words = foreach ($word in $script:Commands[$Command].Split(' ')) {
        if ($word -match '^\{(\w+)\}$') { [string]$Value[$Matches[1]] } else { $word }
    }
    return @($words | Where-Object { $_ -ne '' }) + @('--json', '--progress', 'none')
}

# How many machines each batch has. The last size repeats, and a share is one of all machines: as `serial` of Ansible.
function Get-BatchSize {
    param([int]$Count, [string[]]$Batch)
    $sizes = @()
    $left = $Count
    while ($left -gt 0) {
        $text = $Batch[[Math]::Min($sizes.Count, $Batch.Count - 1)]
        $size = if ($text.EndsWith('%')) { [Math]::Floor($Count * [int]$text.TrimEnd('%') / 100) } else { [int]$text }
        $size = [int][Math]::Min([Math]::Max($size, 1), $left)
        $sizes += $size
        $left -= $size
    }
    return $sizes
}

# Whether a rollout stops, and the batch goes back: more than the tolerated share failed. As the role for Ansible decides.
function Test-RolloutStop {
    param([int]$Failed, [int]$Count, [int]$Percent)
    return ($Failed * 100) -gt ($Percent * $Count)
}

# Whether a state counts as failed when a batch is judged. What is unknown does.
function Test-FailedState {
    param([string]$State)
    return @('done', 'current', 'planned', 'waiting') -notcontains $State
}

# The seconds before the next try, or -1 if there is none. Each wait is three times as long as the one before.
function Get-RetryDelay {
    param([int]$Try, [hashtable]$Retry)
    if ($Try -gt $Retry.maximum) { return -1 }
    return [int]($Retry.seconds * [Math]::Pow(3, $Try - 1))
}

# The seconds of a time such as 30m or 2h.
function Get-Second {
    param([string]$Time)
    $unit = if ($Time.EndsWith('h')) { 3600 } else { 60 }
    return $unit * [int]($Time -replace '[hm]$', '')
}

# A failure of a machine. `passing` says whether the same could succeed in a moment.
function New-Problem {
    param([string]$Code, [string]$Message, [bool]$Passing = $false)
    return @{ code = $Code; message = $Message; passing = $Passing }
}

# Text from a machine, safe to show: whoever controls the machine decides what it answers.
function Format-Said {
    param([object]$Text)
    $shown = ([string]$Text) -replace '[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]', ' '
    if ($shown.Length -gt 500) { return $shown.Substring(0, 500) }
    return $shown
}

# Some names for one line.
function Get-NameList {
    param([string[]]$Name)
    $shown = @($Name | Select-Object -First 5) -join ', '
    if ($Name.Count -le 5) { return $shown }
    return '{0} and {1} more' -f $shown, ($Name.Count - 5)
}

# A time as text, to the second: PowerShell 7 makes a date of it while it reads JSON, and 5.1 does not.
function Format-Time {
    param([object]$Time)
    if ($Time -is [datetime]) { return $Time.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') }
    return (Format-Said $Time) -replace '\.\d+Z$', 'Z'
}

# Whether an attempt to connect may succeed later. A refused account is not tried again, because that could lock it. Nor is
# a machine that is not trusted, because it is in no domain.
function Test-PassingConnection {
    param([string]$ErrorId)
    return $ErrorId -notmatch '^(AccessDenied|LogonFailure|ServerNotTrusted)'
}

# Whether the account of a session has a profile of its own that stays, from what the machine says about itself. Returns
# why not, or nothing. Upgo's home, Go and PATH are in that profile.
function Get-ProfileProblem {
    param([object]$Facts)
    if ($Facts.notWindows) { return 'This is no Windows machine. Use the Ansible role for Linux.' }
    if (-not $Facts.sid) { return ('The session did not say which account it has (language mode: {0}).' -f (Format-Said $Facts.languageMode)) }
    if ($Facts.sid -match '^S-1-5-(18|19|20)$') { return 'The account is one of the system, whose Go nobody uses.' }
    if ($Facts.sid -match '^S-1-5-(80|82|83|94)-') { return 'The account is a virtual one, whose profile does not stay.' }
    # Mandatory, guest, temporary: bits of ProfileList\SID\State.
    if ($Facts.profileState -band 0x881) { return 'The profile of the account is thrown away when the session ends.' }
    $profileFolder = ([string]$Facts.userProfile).TrimEnd('\')
    $isLoaded = $Facts.hive -and $Facts.listed -and ([string]$Facts.listed).TrimEnd('\') -eq $profileFolder
    if (-not $isLoaded) { return 'The session has not loaded the profile of the account.' }
    $isInside = ([string]$Facts.localAppData).StartsWith("$profileFolder\", [StringComparison]::OrdinalIgnoreCase)
    if (-not $isInside) { return 'The folder for application data is not in the profile of the account.' }
}

# The problem of an installer's exit code, or nothing (docs/installing.md; 1618 and 3010 are those of Windows
# Installer, -1 is that of `Start-Installer`).
function Get-SetupProblem {
    param([int]$Code, [string]$File)
    if (@(0, 20, 3010) -contains $Code) { return }
    if ($Code -eq -1) { return New-Problem '' ('The installer {0} did not arrive as it was sent.' -f $File) }
    $isBusy = @(6, 1618) -contains $Code
    return New-Problem '' ('The installer {0} ended with {1}.' -f $File, $Code) $isBusy
}

# What a command of Upgo answered: its exit code, its document, and the problem if it failed. `accept` are the exit codes
# that are no failure: 12 means that it is done, but a new terminal runs another Go.
function Read-Answer {
    param([object]$Said, [int[]]$Accept = @(0, 12))
    $document = $null
    try { $document = ConvertFrom-Json -InputObject ([string]$Said.text) -ErrorAction Stop } catch { $document = $null }
    $code = [int]$Said.code
    # Exit codes 3 and 6: the network, and another change in progress or a file in use.
    $isPassing = @(3, 6) -contains $code
    $problem = $null
    if ($document -isnot [System.Management.Automation.PSCustomObject]) {
        $problem = New-Problem '' ('upgo printed no answer in JSON (exit code {0}).' -f $code) $false
    }
    elseif ($document.PSObject.Properties['error']) {
        $fault = $document.error
        $problem = New-Problem (Format-Said $fault.code) (Format-Said ('{0}. {1}' -f $fault.message, $fault.next)) $isPassing
    }
    elseif ($Accept -notcontains $code) {
        $problem = New-Problem '' ('upgo ended with {0}.' -f $code) $isPassing
    }
    return @{ code = $code; document = $document; problem = $problem }
}

# Why an upgrade would fail, from the answer of `upgo preflight`; or nothing.
function Get-PreflightProblem {
    param([object]$Preflight)
    if ($Preflight.ready -eq $true) { return }
    $failed = @($Preflight.checks | Where-Object { $_.outcome -eq 'fail' })
    $said = foreach ($check in $failed) { '{0}: {1}' -f $check.id, $check.detail }
    $codes = @(foreach ($check in $failed) { $check.problem.code })
    $passing = @('UPGO-NET-OFFLINE', 'UPGO-NET-STATUS', 'UPGO-BUSY')
    $isPassing = $codes.Count -gt 0 -and @($codes | Where-Object { $passing -notcontains $_ }).Count -eq 0
    return New-Problem (Format-Said $codes[0]) (Format-Said ('An upgrade would fail. ' + ($said -join '; '))) $isPassing
}

# The newest entry of the history that moved the switch and is in effect. An undo is none: what it undid no longer counts.
function Find-LastSwitch {
    param([object]$History)
    foreach ($entry in $History.entries) {
        if ($entry.inEffect -and $entry.switched -and $entry.action -ne 'rollback') { return $entry }
    }
}

# The number of the newest entry of the history, or 0.
function Get-NewestChange {
    param([object]$History)
    foreach ($entry in $History.entries) { return [long]$entry.id }
    return [long]0
}

# Why the Go of a machine is not the wanted one, from `upgo status` and what `go version` printed; or nothing.
function Get-CheckProblem {
    param([object]$Status, [string]$Wanted, [object]$Said)
    $found = $Status.current.version
    if (-not $found -or $found -ne $Wanted) {
        return New-Problem '' (Format-Said ('The switch selects {0}, not {1}.' -f $found, $Wanted))
    }
    if ($Said -and ($Said.code -ne 0 -or @(([string]$Said.text) -split '\s+') -notcontains $Wanted)) {
        return New-Problem '' (Format-Said ('go version ended with {0} and does not name {1}.' -f $Said.code, $Wanted))
    }
}

# The state of a machine from the answer of `upgo status`. Without a recent release list, it is unknown what is new.
function Get-StatusState {
    param([object]$Status)
    if ($Status.problem) { return 'broken' }
    if (-not $Status.active.version) { return 'noGo' }
    if ($Status.update.version) { return 'behind' }
    if ($Status.feed.stale -ne $false -or -not $Status.feed.fetchedAt) { return 'unknown' }
    return 'current'
}

# The address of a mirror: as it is, or that of a share.
function Get-FeedAddress {
    param([string]$Source, [string]$Path)
    if ($Source -eq 'mirror') { return $Path }
    if ($Source -eq 'share') { return ([Uri]($Path.TrimEnd('\') + '\')).AbsoluteUri }
}

# The line of the table for a machine.
function ConvertTo-Row {
    param([object]$Machine)
    return [pscustomobject]@{
        PSTypeName = 'Upgo.Machine'
        Device = $Machine.Device
        Account = $Machine.Account
        State = $Machine.State
        Stage = $Machine.Stage
        From = $Machine.From
        Version = $Machine.Version
        LastUpdate = $Machine.LastUpdate
        Tries = $Machine.Tries
        Change = $Machine.Change
        Batch = $Machine.Batch
        Code = $Machine.Code
        Message = $Machine.Message
    }
}

# The document of all machines. Names are camelCase, and what is not known is null, as in Upgo's own.
function ConvertTo-Document {
    param([object[]]$Row, [object]$Stopped)
    $machines = foreach ($each in $Row) {
        $line = [ordered]@{}
        foreach ($property in $each.PSObject.Properties) {
            $isEmpty = $property.Value -is [string] -and $property.Value.Length -eq 0
            $name = $property.Name.Substring(0, 1).ToLowerInvariant() + $property.Name.Substring(1)
            $line[$name] = if ($isEmpty) { $null } else { $property.Value }
        }
        $line
    }
    return ConvertTo-Json -Depth 4 -InputObject ([ordered]@{ format = 1; stopped = $Stopped; machines = @($machines) })
}
