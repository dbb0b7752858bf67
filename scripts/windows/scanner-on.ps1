# Switches Microsoft Defender on as on a user's machine, for a measurement. GitHub's images switch parts of it off and leave
# out whole drives. Fails if it is not on afterwards: a number without the scanner would say nothing.
$ErrorActionPreference = 'Stop'
$on = @{
    DisableRealtimeMonitoring = $false
    DisableBehaviorMonitoring = $false
    DisableIOAVProtection     = $false
    DisableScriptScanning     = $false
    DisableBlockAtFirstSeen   = $false
}
Set-MpPreference @on
$before = Get-MpPreference
if ($before.ExclusionPath) { Remove-MpPreference -ExclusionPath $before.ExclusionPath }
if ($before.ExclusionProcess) { Remove-MpPreference -ExclusionProcess $before.ExclusionProcess }
if ($before.ExclusionExtension) { Remove-MpPreference -ExclusionExtension $before.ExclusionExtension }

$status = Get-MpComputerStatus
$status | Format-List 'AMRunningMode', '*Enabled', '*Version'
$now = Get-MpPreference
$now | Format-List 'Disable*', 'Exclusion*'
if (-not $status.RealTimeProtectionEnabled) { throw 'The scanner is off: nothing is measured.' }
if ($now.ExclusionPath) { throw 'The scanner still leaves out folders: nothing is measured.' }
