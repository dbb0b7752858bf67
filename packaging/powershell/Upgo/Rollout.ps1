# A batch of machines, from stage to stage. What fails at one stays there, with the reason, and takes no further part.

# A machine before anything is known about it. `Own` says whether the module opens and closes its session.
function New-Machine {
    param([string]$Device, [object]$Session)
    return [pscustomobject]@{
        Device = $Device; Session = $Session; Own = -not $Session; Batch = 0
        State = 'waiting'; Stage = ''; Tries = 0; Code = ''; Message = ''
        Account = ''; Upgo = ''; Folder = ''; GoBin = ''; Status = $null; Newest = [long]0; Before = ''
        From = ''; Version = ''; LastUpdate = ''; Change = $null
    }
}

# The machines of a command: each once.
function Get-Machine {
    param([string[]]$ComputerName, [object[]]$Session)
    $seen = @{}
    foreach ($name in $ComputerName) {
        if ($name -and -not $seen.ContainsKey($name)) { New-Machine -Device $name }
        if ($name) { $seen[$name] = $true }
    }
    foreach ($each in $Session) { if ($each) { New-Machine -Device $each.ComputerName -Session $each } }
}

function Select-Running {
    param([object[]]$Machine)
    return @($Machine | Where-Object { $_.State -eq 'running' })
}

function Set-Failure {
    param([object]$Machine, [hashtable]$Problem, [string]$State = 'failed')
    $Machine.State = $State
    $Machine.Code = $Problem.code
    $Machine.Message = $Problem.message
}

# Opens the sessions that are missing, with retries.
function Connect-Batch {
    param([object[]]$Machine, [hashtable]$Context)
    $left = @(Select-Running $Machine | Where-Object { "$($_.Session.State)" -ne 'Opened' })
    foreach ($each in @($left | Where-Object { -not $_.Own })) {
        Set-Failure $each (New-Problem '' 'The session is not open.') 'unreachable'
    }
    $left = @($left | Where-Object { $_.Own })
    for ($try = 1; $left.Count -gt 0; $try++) {
        $problems = Connect-Machine -Machine $left -Credential $Context.credential
        $delay = Get-RetryDelay -Try $try -Retry $Context.retry
        $again = @()
        foreach ($each in $left) {
            $each.Tries = [Math]::Max($each.Tries, $try)
            $problem = $problems[$each.Device]
            if ($problem -and $problem.passing -and $delay -ge 0) { $again += $each }
            elseif ($problem) { Set-Failure $each $problem 'unreachable' }
        }
        $left = $again
        if ($left.Count -gt 0) { Start-Sleep -Seconds $delay }
    }
}

# Sends a request to each machine that is still running, and reads the answers. `Request` makes the request for a machine.
# `Read` takes the machine and what it said, and returns the problem, or nothing. What is passing is tried again. With
# `Once`, a lost connection is not: the machine may have done it.
function Invoke-Stage {
    param(
        [object[]]$Machine, [string]$Stage, [scriptblock]$Request, [scriptblock]$Read, [hashtable]$Context,
        [int]$Seconds = 600, [string]$Failed = 'failed', [switch]$Once
    )
    $left = @(Select-Running $Machine)
    foreach ($each in $left) { $each.Stage = $Stage }
    for ($try = 1; $left.Count -gt 0; $try++) {
        $delay = Get-RetryDelay -Try $try -Retry $Context.retry
        $requests = @(foreach ($each in $left) { & $Request $each })
        $answers = @(Invoke-OnMachine -Machine $left -Request $requests -Seconds $Seconds)
        $again = @()
        for ($at = 0; $at -lt $left.Count; $at++) {
            $each = $left[$at]
            $each.Tries = [Math]::Max($each.Tries, $try)
            $isLost = -not $answers[$at].said -and $answers[$at].lost
            if ($answers[$at].said) { $problem = & $Read $each $answers[$at].said }
            else { $problem = New-Problem '' ('The machine gave no answer. ' + $answers[$at].why) $isLost }
            if (-not $problem) { continue }
            $isTriedAgain = $problem.passing -and $delay -ge 0 -and -not ($isLost -and ($Once -or -not $each.Own))
            if ($isTriedAgain) { $again += $each }
            else { Set-Failure $each $problem $(if ($isLost) { 'unknown' } else { $Failed }) }
        }
        if ($again.Count -gt 0) {
            Start-Sleep -Seconds $delay
            Connect-Batch -Machine $again -Context $Context
        }
        $left = @(Select-Running $again)
    }
}

# A stage that is one command of Upgo. `Take` takes the machine and the answer as `Read-Answer` returns it.
function Invoke-Upgo {
    param(
        [object[]]$Machine, [string]$Stage, [scriptblock]$Command, [scriptblock]$Take, [hashtable]$Context,
        [int]$Seconds = 600, [int[]]$Accept = @(0, 12), [string]$Failed = 'failed', [switch]$Once
    )
    $ask = { param($one) @{ task = 'run'; program = $one.Upgo; arguments = @(& $Command $one); feed = $Context.feed } }
    $hear = {
        param($one, $said)
        $answer = Read-Answer -Said $said -Accept $Accept
        if ($answer.problem) { $answer.problem } else { & $Take $one $answer }
    }
    Invoke-Stage -Machine $Machine -Stage $Stage -Request $ask -Read $hear -Context $Context -Seconds $Seconds -Failed $Failed -Once:$Once
}

# Who the session is, and where Upgo is. Without a profile that stays, nothing can be installed for the account.
function Find-Account {
    param([object[]]$Machine, [hashtable]$Context)
    Invoke-Stage -Machine $Machine -Stage 'profile' -Context $Context -Request { @{ task = 'look' } } -Read {
        param($one, $said)
        $one.Account = Format-Said $said.account
        $one.Upgo = [string]$said.upgo
        $reason = Get-ProfileProblem -Facts $said
        $getsFiles = ($Context.package -and -not $one.Upgo) -or $Context.source -eq 'bundle'
        if (-not $reason -and $getsFiles -and $said.languageMode -and $said.languageMode -ne 'FullLanguage') {
            $reason = 'App Control or AppLocker restricts PowerShell there ({0}), so no file can be copied to it.' -f (Format-Said $said.languageMode)
        }
        if ($reason) { New-Problem '' ('{0} See docs/teams/windows-remoting.md.' -f $reason) }
    }
}

# A folder for what is copied, and the file in it.
function Send-File {
    param([object[]]$Machine, [string]$Stage, [string]$Path, [hashtable]$Context)
    $missing = @(Select-Running $Machine | Where-Object { -not $_.Folder })
    Invoke-Stage -Machine $missing -Stage $Stage -Context $Context -Request { @{ task = 'folder' } } -Read {
        param($one, $said)
        $one.Folder = [string]$said.folder
    }
    $left = @(Select-Running $Machine)
    foreach ($each in $left) { $each.Stage = $Stage }
    for ($try = 1; $left.Count -gt 0; $try++) {
        $problems = Copy-ToMachine -Machine $left -Path $Path
        $delay = Get-RetryDelay -Try $try -Retry $Context.retry
        $again = @()
        for ($at = 0; $at -lt $left.Count; $at++) {
            $left[$at].Tries = [Math]::Max($left[$at].Tries, $try)
            if (-not $problems[$at]) { continue }
            if ($delay -ge 0) { $again += $left[$at] } else { Set-Failure $left[$at] $problems[$at] }
        }
        $left = $again
        if ($left.Count -gt 0) { Start-Sleep -Seconds $delay }
    }
}

# Installs Upgo on the machines that have none.
function Install-Upgo {
    param([object[]]$Machine, [hashtable]$Context, [object]$Cmdlet)
    $missing = @(Select-Running $Machine | Where-Object { -not $_.Upgo })
    foreach ($each in $missing) {
        $each.Stage = 'install'
        if (-not $Context.package) { Set-Failure $each (New-Problem '' 'Upgo is not installed. Pass -Package with its installer.') }
        elseif (-not $Cmdlet.ShouldProcess($each.Device, "Install Upgo as $($each.Account)")) {
            $each.State = 'planned'
            $each.Message = 'Upgo would be installed first.'
        }
    }
    $missing = @(Select-Running $missing)
    if ($missing.Count -eq 0) { return }
    Send-File -Machine $missing -Stage 'install' -Path $Context.package -Context $Context
    $name = Split-Path -Leaf $Context.package
    $hash = (Get-FileHash -LiteralPath $Context.package -Algorithm SHA256).Hash
    $ask = { param($one) @{ task = 'install'; file = "$($one.Folder)\$name"; hash = $hash } }
    Invoke-Stage -Machine $missing -Stage 'install' -Context $Context -Seconds 1200 -Request $ask -Read {
        param($one, $said)
        $one.Upgo = [string]$said.upgo
        $problem = Get-SetupProblem -Code $said.code -File $name
        if ($problem) { $problem }
        elseif (-not $one.Upgo) { New-Problem '' "The installer $name is done, but upgo was not found." }
    }
}

# Makes the source available: copies a bundle, or tries whether the session may read a share.
function Initialize-Source {
    param([object[]]$Machine, [hashtable]$Context)
    if ($Context.source -eq 'bundle') { Send-File -Machine $Machine -Stage 'source' -Path $Context.path -Context $Context }
    if ($Context.source -ne 'share') { return }
    Invoke-Stage -Machine $Machine -Stage 'source' -Context $Context -Request { @{ task = 'reach'; path = $Context.path } } -Read {
        param($one, $said)
        if (-not $said.reached) { New-Problem '' 'The session cannot read the share: a remote session cannot pass on its sign-in. Use -Source bundle.' }
    }
}

function Get-BundleOn {
    param([object]$Machine, [hashtable]$Context)
    return @{ version = $Context.version; bundle = "$($Machine.Folder)\$(Split-Path -Leaf $Context.path)" }
}

# Asks for the history, and remembers what was there before the change.
function Read-History {
    param([object[]]$Machine, [string]$Stage, [hashtable]$Context)
    Invoke-Upgo -Machine $Machine -Stage $Stage -Context $Context -Command { Get-UpgoArgument -Command 'history' } -Take {
        param($one, $answer)
        $history = $answer.document
        $entry = Find-LastSwitch -History $history
        $one.LastUpdate = Format-Time $entry.at
        # The answer of the change was lost, but not the change.
        if ($one.Stage -eq 'check' -and -not $one.Change -and $entry -and [long]$entry.id -gt $one.Newest) { $one.Change = [long]$entry.id }
        if ($one.Stage -ne 'check') {
            $one.Newest = Get-NewestChange -History $history
            $one.Before = $one.LastUpdate
        }
    }
}

# What the change would do, and whether it would succeed. A machine with nothing to do is done.
function Test-Change {
    param([object[]]$Machine, [hashtable]$Context)
    Read-History -Machine $Machine -Stage 'preflight' -Context $Context
    if ($Context.source -eq 'bundle') {
        $plan = { param($one) Get-UpgoArgument -Command 'planBundle' -Value (Get-BundleOn $one $Context) }
        Invoke-Upgo -Machine $Machine -Stage 'preflight' -Context $Context -Command $plan -Take {
            param($one, $answer)
            $plan = $answer.document.plan
            $one.From = Format-Said $plan.from
            $one.Version = Format-Said $plan.to
            if (@($plan.steps).Count -eq 0) { $one.State = 'current' }
        }
        return
    }
    $command = { Get-UpgoArgument -Command $(if ($Context.version) { 'preflightTo' } else { 'preflight' }) -Value @{ version = $Context.version } }
    Invoke-Upgo -Machine $Machine -Stage 'preflight' -Context $Context -Accept 0, 10 -Command $command -Take {
        param($one, $answer)
        $preflight = $answer.document
        $one.From = Format-Said $preflight.from
        $one.Version = Format-Said $preflight.to
        $problem = Get-PreflightProblem -Preflight $preflight
        if ($problem) { $problem }
        elseif ($preflight.upgrades -eq $false) { $one.State = 'current' }
    }
}

# Changes Go with a command of Upgo.
function Invoke-Change {
    param([object[]]$Machine, [string]$Stage, [scriptblock]$Command, [int]$Seconds, [hashtable]$Context)
    Invoke-Upgo -Machine $Machine -Stage $Stage -Context $Context -Seconds $Seconds -Command $Command -Take {
        param($one, $answer)
        $change = $answer.document
        $one.Change = $change.id
        $one.Version = Format-Said $change.to
        if ($change.from) { $one.From = Format-Said $change.from }
        if ($answer.code -eq 12) { $one.Message = 'A new terminal runs another Go or none; see `upgo why` there.' }
    }
}

# Whether the machine has the Go that the change was about, and that it runs.
function Test-Result {
    param([object[]]$Machine, [hashtable]$Context)
    Read-History -Machine $Machine -Stage 'check' -Context $Context
    Read-Status -Machine $Machine -Stage 'check' -Context $Context
    Invoke-Stage -Machine $Machine -Stage 'check' -Context $Context -Request {
        param($one)
        @{ task = 'run'; program = $one.GoBin; arguments = @('version') }
    } -Read {
        param($one, $said)
        $problem = Get-CheckProblem -Status $one.Status -Wanted $one.Version -Said $said
        if ($problem) { $problem } else { $one.State = 'done' }
    }
}

function Read-Status {
    param([object[]]$Machine, [string]$Stage, [hashtable]$Context)
    Invoke-Upgo -Machine $Machine -Stage $Stage -Context $Context -Command { Get-UpgoArgument -Command 'status' } -Take {
        param($one, $answer)
        $status = $answer.document
        $one.Status = $status
        $one.GoBin = [string]$status.current.goBin
        if ($one.Stage -eq 'check') { Get-CheckProblem -Status $status -Wanted $one.Version }
    }
}

# Rolls the changes of machines back. `Because` names those that failed.
function Undo-Change {
    param([object[]]$Machine, [string]$Because, [hashtable]$Context)
    foreach ($each in $Machine) {
        if (-not (Test-FailedState $each.State)) { $each.Message = "Rolled back with its batch, because of $Because." }
        $each.State = 'running'
    }
    Connect-Batch -Machine $Machine -Context $Context
    foreach ($each in @($Machine | Where-Object { $_.State -eq 'unreachable' })) { $each.State = 'notRolledBack' }
    $command = { param($one) Get-UpgoArgument -Command 'rollback' -Value @{ change = [string][long]$one.Change } }
    Invoke-Upgo -Machine $Machine -Stage 'rollback' -Context $Context -Failed 'notRolledBack' -Once -Command $command -Take {
        param($one, $answer)
        $change = $answer.document
        $one.State = 'rolledBack'
        $one.Version = Format-Said $change.to
        $one.LastUpdate = $one.Before
    }
}

# Upgrades a batch, and judges it. Returns whether the rollout stops.
function Invoke-Batch {
    param([object[]]$Machine, [hashtable]$Context, [object]$Cmdlet)
    foreach ($each in $Machine) {
        $each.State = 'running'
        $each.Stage = 'connect'
    }
    Connect-Batch -Machine $Machine -Context $Context
    Find-Account -Machine $Machine -Context $Context
    Install-Upgo -Machine $Machine -Context $Context -Cmdlet $Cmdlet
    # A bundle is not copied only to look into it.
    $isUnchecked = $Context.isWhatIf -and $Context.source -eq 'bundle'
    if (-not $isUnchecked) {
        Initialize-Source -Machine $Machine -Context $Context
        Test-Change -Machine $Machine -Context $Context
    }
    foreach ($each in @(Select-Running $Machine)) {
        $what = if ($isUnchecked) { 'from the bundle' } else { "from $($each.From) to $($each.Version)" }
        if (-not $Cmdlet.ShouldProcess($each.Device, "Upgrade the Go of $($each.Account) $what")) { $each.State = 'planned' }
    }
    $command = {
        param($one)
        $value = @{ version = $Context.version; deadline = $Context.deadline }
        if ($Context.source -eq 'bundle') { Get-UpgoArgument -Command 'installBundle' -Value (Get-BundleOn $one $Context) }
        elseif ($Context.version) { Get-UpgoArgument -Command 'upgradeTo' -Value $value }
        else { Get-UpgoArgument -Command 'upgrade' -Value $value }
    }
    # Upgo stops by itself at the deadline, and then needs some time to roll back.
    $seconds = (Get-Second $Context.deadline) + 600
    Invoke-Change -Machine $Machine -Stage 'upgrade' -Command $command -Seconds $seconds -Context $Context
    Test-Result -Machine $Machine -Context $Context
    return Complete-Batch -Machine $Machine -Context $Context
}

# Judges a batch: if too many failed, all of it goes back; otherwise only those that failed after their change.
function Complete-Batch {
    param([object[]]$Machine, [hashtable]$Context)
    $failed = @($Machine | Where-Object { Test-FailedState $_.State })
    $isStopped = Test-RolloutStop -Failed $failed.Count -Count $Machine.Count -Percent $Context.tolerance
    $back = @($Machine | Where-Object { $_.Change -and ($isStopped -or (Test-FailedState $_.State)) })
    $names = @($failed | ForEach-Object { $_.Device }) -join ', '
    if ($back.Count -gt 0) { Undo-Change -Machine $back -Because $names -Context $Context }
    Clear-Machine -Machine $Machine
    return $isStopped -and -not $Context.isWhatIf
}

# Removes what was copied. A folder that stays does no harm, so no failure is reported.
function Clear-Machine {
    param([object[]]$Machine)
    $left = @($Machine | Where-Object { $_.Folder -and "$($_.Session.State)" -eq 'Opened' })
    if ($left.Count -eq 0) { return }
    $requests = @(foreach ($each in $left) { @{ task = 'clean'; folder = $each.Folder } })
    $null = Invoke-OnMachine -Machine $left -Request $requests -Seconds 60
}

# After Ctrl-C, what those machines have that were under way. Each is asked once: its request was ended, and with it the
# program there.
function Read-Interrupted {
    param([object[]]$Machine)
    $left = @(Select-Running $Machine)
    foreach ($each in $left) {
        $each.State = 'stopped'
        $each.Message = if ($each.Stage -eq 'install') { 'Interrupted while Upgo was installed.' } else { 'Interrupted before its Go was changed.' }
    }
    $asked = @($left | Where-Object { @('upgrade', 'use', 'check', 'rollback') -contains $_.Stage })
    foreach ($each in $asked) {
        $each.State = 'unknown'
        $each.Message = 'Interrupted, and the machine did not say which Go it has.'
    }
    $asked = @($asked | Where-Object { "$($_.Session.State)" -eq 'Opened' })
    if ($asked.Count -eq 0) { return }
    $requests = @(foreach ($each in $asked) { @{ task = 'run'; program = $each.Upgo; arguments = @(Get-UpgoArgument -Command 'history') } })
    $answers = @(Invoke-OnMachine -Machine $asked -Request $requests -Seconds 60)
    for ($at = 0; $at -lt $asked.Count; $at++) {
        $answer = if ($answers[$at].said) { Read-Answer -Said $answers[$at].said } else { @{ problem = 'none' } }
        if ($answer.problem) { continue }
        $one = $asked[$at]
        $entry = Find-LastSwitch -History $answer.document
        $one.State = 'stopped'
        $one.LastUpdate = Format-Time $entry.at
        if ($entry -and [long]$entry.id -gt $one.Newest) {
            $one.Change = [long]$entry.id
            $one.Version = Format-Said $entry.to
            $one.Message = 'Interrupted. Its change is in effect.'
        }
        else {
            $one.Change = $null
            $one.Version = $one.From
            $one.Message = 'Interrupted. It has its Go from before.'
        }
    }
}

# After Ctrl-C: leaves nothing behind, and shows every line. What a command returns is shown no more then.
function Stop-Rollout {
    param([object[]]$Machine)
    Read-Interrupted -Machine $Machine
    Clear-Machine -Machine $Machine
    $lines = foreach ($each in $Machine) {
        @($each.Device, $each.State, $each.Stage, $each.Version, $each.Message | Where-Object { $_ }) -join '  '
    }
    Write-Host (@('The rollout was interrupted.') + $lines -join "`n")
}
