# Upgo on many Windows machines, over sessions of PowerShell. It has no mechanism of its own: everything that changes a
# machine is a command of Upgo there. See docs/teams/windows-remoting.md.

# Not what the caller chose: a field that a document lacks is $null.
Set-StrictMode -Off

foreach ($part in 'Decisions', 'Machine', 'Session', 'Rollout') { . (Join-Path $PSScriptRoot "$part.ps1") }

function Invoke-UpgoUpgrade {
    <#
    .SYNOPSIS
    Upgrades Go on many Windows machines in batches, and rolls back a batch that fails.
    .DESCRIPTION
    On each machine of a batch, all at once: looks whether the session has the profile of its account, installs Upgo where
    it is missing, asks `upgo preflight`, upgrades unattended, and checks the result. If more than the tolerated share of a
    batch fails, its changes are rolled back and the rollout stops. Otherwise only the failed machines keep their old Go.

    It changes the Go of the account of the session, which the column Account names. The output is one line for each
    machine, when its batch ends. State is done, current (nothing to upgrade), planned (-WhatIf), failed, rolledBack,
    notRolledBack, unreachable, unknown (the connection was lost during the change), stopped (by Ctrl-C) or waiting (the
    rollout stopped before). Stage is where that happened: connect, profile, install, source, preflight, upgrade, check or
    rollback. If a machine failed, it also reports an error, so -ErrorAction Stop ends a pipeline. The error has the lines
    as its TargetObject.

    Ctrl-C ends what is under way, asks those machines once what they have, and shows the lines of all.
    .PARAMETER ComputerName
    The machines, over WinRM. The pipeline may have names, or lines of another command of this module.
    .PARAMETER Credential
    The account for ComputerName, if it is not yours.
    .PARAMETER Session
    Open sessions instead, such as those of `New-PSSession -HostName` over SSH. They stay open.
    .PARAMETER Version
    The release or release line to upgrade to. Without it, the one that each machine's settings and policy ask for.
    .PARAMETER Source
    Where the machines get Go: a share or a mirror that `upgo mirror build` made, or a bundle that is copied through the
    session. Without it, each machine downloads as its settings say.
    .PARAMETER SourcePath
    The path of the share (\\server\share\go), the address of the mirror, or the file of the bundle on this computer.
    .PARAMETER Package
    The installer of Upgo on this computer (-setup.exe or .msi), for machines that have none.
    .PARAMETER Batch
    How many machines each batch has, or which share of all. The last size repeats.
    .PARAMETER StopAt
    The share of a batch that may fail.
    .PARAMETER Deadline
    The time after which an upgrade stops and rolls back.
    .PARAMETER MaximumRetryCount
    How often a machine is tried again after a failure that may pass.
    .PARAMETER RetryIntervalSec
    The wait before the second try. Each further one is three times as long.
    .PARAMETER AsJson
    Prints one JSON document instead of lines.
    .EXAMPLE
    Invoke-UpgoUpgrade -ComputerName pc1, pc2, pc3 -WhatIf

    Shows what an upgrade would do on each machine, and for which account.
    .EXAMPLE
    Invoke-UpgoUpgrade (Get-Content machines.txt) -Batch 1, 5, 20% -StopAt 10% -Package Upgo-0.1.0.msi

    Upgrades one machine, then five, then a fifth of all at a time.
    .EXAMPLE
    Get-Content machines.txt | Get-UpgoStatus | Where-Object State -eq behind | Invoke-UpgoUpgrade

    Upgrades the machines that know of a newer release.
    .LINK
    Get-UpgoStatus
    #>
    [CmdletBinding(SupportsShouldProcess = $true, DefaultParameterSetName = 'Computer')]
    [OutputType('Upgo.Machine', [string])]
    param(
        [Parameter(Mandatory = $true, Position = 0, ParameterSetName = 'Computer', ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)]
        [Alias('Device')]
        [AllowEmptyString()]
        [string[]]$ComputerName,
        [Parameter(ParameterSetName = 'Computer')]
        [pscredential]$Credential,
        [Parameter(Mandatory = $true, ParameterSetName = 'Session')]
        [Management.Automation.Runspaces.PSSession[]]$Session,
        [ValidatePattern('^(go)?\d+\.\d+(\.\d+|rc\d+|beta\d+)?$')]
        [string]$Version,
        [ValidateSet('share', 'bundle', 'mirror')]
        [string]$Source,
        [string]$SourcePath,
        [string]$Package,
        [ValidatePattern('^[1-9]\d{0,5}%?$')]
        [string[]]$Batch = @('1', '5', '20%'),
        [ValidatePattern('^(100|\d{1,2})%$')]
        [string]$StopAt = '0%',
        [ValidatePattern('^[1-9]\d{0,3}[mh]$')]
        [string]$Deadline = '30m',
        [ValidateRange(0, 10)]
        [int]$MaximumRetryCount = 2,
        [ValidateRange(0, 3600)]
        [int]$RetryIntervalSec = 10,
        [switch]$AsJson
    )
    begin { $names = @() }
    process { $names += $ComputerName }
    end {
        if ([bool]$Source -ne [bool]$SourcePath) { throw '-Source and -SourcePath belong together.' }
        if ($Source -eq 'share' -and $SourcePath -notmatch '^\\\\[^\\]+\\[^\\]') { throw '-SourcePath is no path of a share, such as \\server\share\go.' }
        if ($Package -and $Package -notmatch '\.(exe|msi)$') { throw '-Package is neither an .exe nor an .msi file.' }
        if ($Package) { $Package = (Resolve-Path -LiteralPath $Package -ErrorAction Stop).ProviderPath }
        if ($Source -eq 'bundle') { $SourcePath = (Resolve-Path -LiteralPath $SourcePath -ErrorAction Stop).ProviderPath }
        $context = @{
            credential = $Credential; version = $Version; deadline = $Deadline; package = $Package
            source = $Source; path = $SourcePath; feed = Get-FeedAddress -Source $Source -Path $SourcePath
            tolerance = [int]$StopAt.TrimEnd('%'); isWhatIf = [bool]$WhatIfPreference
            retry = @{ maximum = $MaximumRetryCount; seconds = $RetryIntervalSec }
        }
        $machines = @(Get-Machine -ComputerName $names -Session $Session)
        $isStopped = $false
        $isOver = $false
        $first = 0
        $number = 0
        try {
            foreach ($size in @(Get-BatchSize -Count $machines.Count -Batch $Batch)) {
                $number++
                $some = @($machines[$first..($first + $size - 1)])
                foreach ($each in $some) { $each.Batch = $number }
                Write-Progress -Activity 'Upgrading Go' -Status "Batch $number, $($machines.Count - $first) machines are left" -PercentComplete (100 * $first / $machines.Count)
                $first += $size
                $isStopped = Invoke-Batch -Machine $some -Context $context -Cmdlet $PSCmdlet
                Disconnect-Machine -Machine $some
                if (-not $AsJson) { $some | ForEach-Object { ConvertTo-Row $_ } }
                if ($isStopped) { break }
            }
            $isOver = $true
        }
        finally {
            if (-not $isOver) { Stop-Rollout -Machine $machines }
            Write-Progress -Activity 'Upgrading Go' -Completed
            Disconnect-Machine -Machine $machines
        }
        $rows = @($machines | ForEach-Object { ConvertTo-Row $_ })
        if ($AsJson) { ConvertTo-Document -Row $rows -Stopped $isStopped } else { $rows | Select-Object -Skip $first }
        $failed = @($machines | Where-Object { Test-FailedState $_.State } | ForEach-Object { $_.Device })
        if ($isStopped) { Write-Error -Message "The rollout stopped in batch $number." -ErrorId 'UpgoRolloutStopped' -Category OperationStopped -TargetObject $rows }
        elseif ($failed.Count -gt 0) { Write-Error -Message "Failed: $($failed -join ', ')" -ErrorId 'UpgoMachineFailed' -Category InvalidResult -TargetObject $rows }
    }
}

function Get-UpgoStatus {
    <#
    .SYNOPSIS
    Shows which Go many Windows machines have, and whether a newer release is known there.
    .DESCRIPTION
    Changes nothing, and no machine goes online for it. State is current, behind, unknown (no recent release list), broken,
    noGo, missing (no Upgo), failed or unreachable.
    .PARAMETER ComputerName
    The machines, over WinRM. The pipeline may have names, or lines of another command of this module.
    .PARAMETER Credential
    The account for ComputerName, if it is not yours.
    .PARAMETER Session
    Open sessions instead. They stay open.
    .PARAMETER AsJson
    Prints one JSON document instead of lines.
    .EXAMPLE
    Get-UpgoStatus pc1, pc2 | Where-Object State -ne current
    .LINK
    Invoke-UpgoUpgrade
    #>
    [CmdletBinding(DefaultParameterSetName = 'Computer')]
    [OutputType('Upgo.Machine', [string])]
    param(
        [Parameter(Mandatory = $true, Position = 0, ParameterSetName = 'Computer', ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)]
        [Alias('Device')]
        [AllowEmptyString()]
        [string[]]$ComputerName,
        [Parameter(ParameterSetName = 'Computer')]
        [pscredential]$Credential,
        [Parameter(Mandatory = $true, ParameterSetName = 'Session')]
        [Management.Automation.Runspaces.PSSession[]]$Session,
        [switch]$AsJson
    )
    begin { $names = @() }
    process { $names += $ComputerName }
    end {
        $context = @{ credential = $Credential; retry = @{ maximum = 0; seconds = 0 } }
        $machines = @(Get-Machine -ComputerName $names -Session $Session)
        try {
            foreach ($each in $machines) {
                $each.State = 'running'
                $each.Stage = 'connect'
            }
            Connect-Batch -Machine $machines -Context $context
            Find-Account -Machine $machines -Context $context
            foreach ($each in @(Select-Running $machines | Where-Object { -not $_.Upgo })) { $each.State = 'missing' }
            Read-History -Machine $machines -Stage 'status' -Context $context
            Read-Status -Machine $machines -Stage 'status' -Context $context
            foreach ($each in @(Select-Running $machines)) {
                $status = $each.Status
                $each.State = Get-StatusState -Status $status
                $each.From = Format-Said $status.active.version
                $each.Version = Format-Said $(if ($status.update.version) { $status.update.version } else { $status.active.version })
                if ($status.problem) { $each.Message = Format-Said $status.problem.message }
            }
        }
        finally { Disconnect-Machine -Machine $machines }
        $rows = @($machines | ForEach-Object { ConvertTo-Row $_ })
        if ($AsJson) { ConvertTo-Document -Row $rows -Stopped $false } else { Write-Output -InputObject $rows }
    }
}

function Use-GoVersion {
    <#
    .SYNOPSIS
    Switches many Windows machines to an installed Go version.
    .DESCRIPTION
    Runs `upgo use` as the account of each session, all at once, and checks the result. A machine without that version
    fails, and keeps its Go.
    .PARAMETER ComputerName
    The machines, over WinRM. The pipeline may have names, or lines of another command of this module.
    .PARAMETER Credential
    The account for ComputerName, if it is not yours.
    .PARAMETER Session
    Open sessions instead. They stay open.
    .PARAMETER Version
    An installed release, or a release line for its newest installed one.
    .PARAMETER AsJson
    Prints one JSON document instead of lines.
    .EXAMPLE
    Use-GoVersion pc1, pc2 -Version 1.26.6
    .LINK
    Get-UpgoStatus
    #>
    [CmdletBinding(SupportsShouldProcess = $true, DefaultParameterSetName = 'Computer')]
    [OutputType('Upgo.Machine', [string])]
    param(
        [Parameter(Mandatory = $true, Position = 0, ParameterSetName = 'Computer', ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)]
        [Alias('Device')]
        [AllowEmptyString()]
        [string[]]$ComputerName,
        [Parameter(ParameterSetName = 'Computer')]
        [pscredential]$Credential,
        [Parameter(Mandatory = $true, ParameterSetName = 'Session')]
        [Management.Automation.Runspaces.PSSession[]]$Session,
        [Parameter(Mandatory = $true)]
        [ValidatePattern('^(go)?\d+\.\d+(\.\d+|rc\d+|beta\d+)?$')]
        [string]$Version,
        [switch]$AsJson
    )
    begin { $names = @() }
    process { $names += $ComputerName }
    end {
        $context = @{ credential = $Credential; retry = @{ maximum = 2; seconds = 10 } }
        $machines = @(Get-Machine -ComputerName $names -Session $Session)
        $isOver = $false
        try {
            foreach ($each in $machines) {
                $each.State = 'running'
                $each.Stage = 'connect'
            }
            Connect-Batch -Machine $machines -Context $context
            Find-Account -Machine $machines -Context $context
            foreach ($each in @(Select-Running $machines)) {
                if (-not $each.Upgo) { Set-Failure $each (New-Problem '' 'Upgo is not installed.') }
                elseif (-not $PSCmdlet.ShouldProcess($each.Device, "Switch the Go of $($each.Account) to $Version")) { $each.State = 'planned' }
            }
            Read-History -Machine $machines -Stage 'use' -Context $context
            $command = { Get-UpgoArgument -Command 'use' -Value @{ version = $Version } }
            Invoke-Change -Machine $machines -Stage 'use' -Command $command -Seconds 600 -Context $context
            Test-Result -Machine $machines -Context $context
            $isOver = $true
        }
        finally {
            if (-not $isOver) { Stop-Rollout -Machine $machines }
            Disconnect-Machine -Machine $machines
        }
        $rows = @($machines | ForEach-Object { ConvertTo-Row $_ })
        if ($AsJson) { ConvertTo-Document -Row $rows -Stopped $false } else { Write-Output -InputObject $rows }
        $failed = @($machines | Where-Object { Test-FailedState $_.State } | ForEach-Object { $_.Device })
        if ($failed.Count -gt 0) { Write-Error -Message "Failed: $($failed -join ', ')" -ErrorId 'UpgoMachineFailed' -Category InvalidResult -TargetObject $rows }
    }
}

Export-ModuleMember -Function 'Get-UpgoStatus', 'Invoke-UpgoUpgrade', 'Use-GoVersion'
