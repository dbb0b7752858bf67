#!powershell
# Copyright 2026 The Upgo authors
# MIT License (see LICENSE in Upgo's repository)

#AnsibleRequires -CSharpUtil Ansible.Basic
#Requires -Module Ansible.ModuleUtils.ArgvParser
#Requires -Module Ansible.ModuleUtils.CommandUtil

$spec = @{
    options = @{
        state = @{ type = "str"; choices = "absent", "latest", "present", "rolled_back"; default = "latest" }
        version = @{ type = "str" }
        use = @{ type = "bool"; default = $true }
        patch = @{ type = "bool"; default = $false }
        change = @{ type = "int" }
        even_if_running = @{ type = "bool"; default = $false }
        executable = @{ type = "path"; default = "upgo" }
    }
    required_if = @(
        , @("state", "present", @("version"))
        , @("state", "absent", @("version"))
        , @("state", "rolled_back", @("change"))
    )
    supports_check_mode = $true
}
# A version is text in every language: in German, the number 1.26 would become 1,26.
[System.Threading.Thread]::CurrentThread.CurrentCulture = [System.Globalization.CultureInfo]::InvariantCulture
$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)
# On other systems, Ansible itself refuses null in the place of a default.
foreach ($option in @($spec.options.Keys)) {
    if ($null -eq $module.Params[$option] -and $null -ne $spec.options[$option].default) {
        $module.FailJson("the option $option has no value")
    }
}
# Without this, Ansible takes every other rc than 0 for a failure.
$module.Result.failed = $false

# The command did what was asked, but a new terminal runs another Go or none.
$notFirst = 12

# The kinds of steps that change nothing that a user or another program can see (StepKind::changes_something of Upgo).
$unseen = @(
    "check"
    "download"
    "downloadPackage"
    "downloadUpgo"
    "hookAfter"
    "hookSoak"
    "hookBefore"
    "hookOnFailure"
    "readFile"
    "rehearse"
    "securePackage"
    "test"
    "tryUpgo"
)

# Runs a command of Upgo. Returns its exit code and its answer, which is an error's if it has the property `error`.
# Part is what the answer must have otherwise, such as `plan.steps`.
Function Invoke-Upgo {
    param([String[]]$Argument, [String[]]$Part)
    $all = @($script:program) + $Argument + @("--json", "--progress", "none")
    try {
        $ran = Run-Command -command (Argv-ToString -arguments $all) -output_encoding_override "utf-8"
    }
    catch {
        $module.Result.cmd = $all
        $module.FailJson("upgo could not be started: $($_.Exception.Message)", $_)
    }
    $answer = $null
    try {
        $answer = ConvertFrom-Json -InputObject $ran.stdout
    }
    catch {
        $answer = $null
    }
    $module.Result.rc = $ran.rc
    $isAnswer = $answer -is [System.Management.Automation.PSCustomObject]
    $hasError = $isAnswer -and $answer.PSObject.Properties.Name -contains "error"
    $isWhole = $isAnswer
    foreach ($path in $Part) {
        $value = $answer
        foreach ($key in $path.Split(".")) {
            $value = $value.$key
        }
        $isWhole = $isWhole -and ($hasError -or $null -ne $value)
    }
    if (-not $isWhole) {
        $module.Result.cmd = $all
        $module.Result.stdout = $ran.stdout
        $module.Result.stderr = $ran.stderr
        $module.FailJson("upgo printed no such answer (exit code $($ran.rc))")
    }
    if (-not $hasError -and $ran.rc -ne 0 -and $ran.rc -ne $notFirst) {
        $module.Result.cmd = $all
        $module.Result.answer = $answer
        $module.FailJson("upgo failed (exit code $($ran.rc))")
    }
    return @{ rc = $ran.rc; answer = $answer; failed = $hasError }
}

# Ends the module with an error as Upgo words it.
Function Exit-WithProblem {
    param([Object]$Problem)
    $sentences = @($Problem.message, $Problem.means, $Problem.next) | Where-Object { $_ } | ForEach-Object { $_.TrimEnd(".") }
    # Otherwise, Upgo has taken the whole change back.
    $module.Result.changed = $Problem.became -eq "unfinished"
    $module.Result.error = $Problem
    $module.FailJson($sentences -join ". ")
}

Function Complete-Unchanged {
    $module.Result.changed = $false
    $module.Result.id = $null
    $module.Result.from = $null
    $module.Result.to = $null
    $module.Result.steps = @()
    $module.Result.diff = @()
    $module.Result.rc = 0
    $module.ExitJson()
}

Function Add-Line {
    param([System.Collections.IDictionary]$Places, [String]$Place, [String]$Side, [String]$Text)
    if (-not $Text) {
        return
    }
    if (-not $Places.Contains($Place)) {
        $Places[$Place] = @{ before = ""; after = "" }
    }
    $Places[$Place][$Side] += "$Text`n"
}

# What a plan changes: the Go in use, the installed versions, and each edit.
Function Get-Difference {
    param([Object]$Plan)
    $places = [Ordered]@{}
    foreach ($step in $Plan.steps) {
        if ($step.kind -eq "switch") {
            Add-Line -Places $places -Place "the Go in use" -Side "before" -Text $Plan.from
            Add-Line -Places $places -Place "the Go in use" -Side "after" -Text $step.version
        }
        elseif ($step.kind -eq "unpack") {
            Add-Line -Places $places -Place "installed versions" -Side "after" -Text $step.version
        }
        elseif ($step.kind -eq "delete") {
            Add-Line -Places $places -Place "installed versions" -Side "before" -Text $step.version
        }
        foreach ($edit in $step.diff) {
            if ($edit.kind -ne "added") {
                Add-Line -Places $places -Place $edit.place -Side "before" -Text $edit.text
            }
            if ($edit.kind -eq "added") {
                Add-Line -Places $places -Place $edit.place -Side "after" -Text $edit.text
            }
            elseif ($edit.kind -eq "moved") {
                Add-Line -Places $places -Place $edit.place -Side "after" -Text "$($edit.text) (moved)"
            }
        }
    }
    $first = @("the Go in use", "installed versions") | Where-Object { $places.Contains($_) }
    $names = @($first) + @($places.Keys | Where-Object { $first -notcontains $_ })
    foreach ($name in $names) {
        @{ before_header = $name; after_header = $name; before = $places[$name].before; after = $places[$name].after }
    }
}

# What the module returns of a plan.
Function Add-Plan {
    param([Object]$Plan)
    $module.Result.steps = @($Plan.steps | ForEach-Object { $_.description })
    $module.Result.diff = @(Get-Difference -Plan $Plan)
}

$params = $module.Params
$version = [String]$params.version
if ($version.StartsWith("-")) {
    $module.FailJson("version is not a version of Go: $version")
}
if ($params.state -eq "latest" -and $version) {
    $module.FailJson("state=latest takes no version; use state=present")
}
if ($params.state -eq "absent" -and $version -cnotmatch '\A(go)?[0-9]+\.[0-9]+(\.[0-9]+|rc[0-9]+|beta[0-9]+)\z') {
    $module.FailJson("state=absent needs a whole version such as 1.26.6, not $version")
}

try {
    $program = Get-ExecutablePath -executable $params.executable
}
catch {
    $module.FailJson("there is no program $($params.executable)", $_)
}

$running = @()
if ($params.even_if_running) {
    $running = @("--even-if-running")
}
$command = switch ($params.state) {
    "latest" {
        "upgrade"
        if ($params.patch) {
            "--patch"
        }
    }
    "present" {
        "install"
        $version
        if ($params.use) {
            "--use"
        }
    }
    "absent" {
        "remove"
        $version
        $running
    }
    "rolled_back" {
        "rollback"
        [String]$params.change
        $running
    }
}
$command = @($command)

if ($params.state -eq "rolled_back") {
    $history = Invoke-Upgo -Argument @("history") -Part @("entries")
    if ($history.failed) {
        Exit-WithProblem -Problem $history.answer.error
    }
    $undone = @($history.answer.entries | Where-Object { $_.id -eq $params.change -and -not $_.inEffect })
    if ($undone.Count -gt 0) {
        Complete-Unchanged
    }
}

$planned = Invoke-Upgo -Argument ($command + @("--dry-run")) -Part @("plan.steps", "warnings")
if ($planned.failed) {
    if ($params.state -eq "absent" -and $planned.answer.error.code -eq "UPGO-VERSION-NOT-INSTALLED") {
        Complete-Unchanged
    }
    Exit-WithProblem -Problem $planned.answer.error
}
$plan = $planned.answer.plan
$steps = @($plan.steps)
$isChange = @($steps | Where-Object { $unseen -notcontains $_.kind }).Count -gt 0
$change = @{ changed = $isChange; id = $null; from = $plan.from; to = $plan.to }
$answer = $planned.answer
# Also without a step: the command says whether a new terminal still runs another Go.
if (-not $module.CheckMode) {
    $applied = Invoke-Upgo -Argument ($command + @("--yes")) -Part @("changed", "warnings")
    if ($applied.failed) {
        Add-Plan -Plan $plan
        Exit-WithProblem -Problem $applied.answer.error
    }
    $answer = $applied.answer
    $change = $answer
}
Add-Plan -Plan $plan
$module.Result.changed = $change.changed
$module.Result.id = $change.id
$module.Result.from = $change.from
$module.Result.to = $change.to
if ($module.Result.rc -eq $notFirst) {
    $module.Warn("A new terminal runs another Go or none; see 'upgo why'")
}
foreach ($warning in $answer.warnings) {
    $module.Warn($warning.message)
}
$module.ExitJson()
