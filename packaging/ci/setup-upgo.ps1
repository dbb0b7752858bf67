# Sets up Upgo and the Go of a project in a job on Windows. It does what setup-upgo.sh does, with the same inputs.
#
#   setup-upgo.ps1 upgo    downloads and verifies Upgo, and finds the Go that the project asks for
#   setup-upgo.ps1 go      installs that Go
#   setup-upgo.ps1 gate    exits with 10 if files of the project disagree about Go
$phase = "$($args[0])"
# A program that writes to standard error has not failed: its exit code says so.
$ErrorActionPreference = 'Continue'
$PSNativeCommandUseErrorActionPreference = $false
$ProgressPreference = 'SilentlyContinue'
try { [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false } catch { $null = $_ } # there is no console

# Text from files of a repository, such as the name of a folder, must not be a command for the build server: no two # or
# two : stay together.
function Get-Plain([string]$text) {
    return $text -replace '#(?=#)', '# ' -replace ':(?=:)', ': '
}

# The first cause of an error: the others only say that there is one.
function Get-Reason([object]$problem) {
    return $problem.Exception.GetBaseException().Message
}

function Stop-Setup {
    foreach ($line in $args) { [Console]::Error.WriteLine((Get-Plain "setup-upgo: $line")) }
    exit 1
}

# Runs a program. One that cannot be started leaves $LASTEXITCODE as it is.
function Invoke-Program {
    $global:LASTEXITCODE = 127
    $program, $words = $args
    & $program @words
}

# Runs Upgo, shows its output, and returns its exit code.
function Invoke-Upgo {
    $text = Invoke-Program 'upgo' @args 2>&1 | ForEach-Object { "$_" } | Out-String
    [Console]::Out.Write((Get-Plain $text))
    return $LASTEXITCODE
}

function Add-Text([string]$file, [string]$text) {
    [IO.File]::AppendAllText($file, "$text`n")
}

# Refuses a value that would be more than one line for the build server.
function Test-Value([string]$value) {
    if ($value -match '[\r\n]') { Stop-Setup "A folder's name has a line break. Use another folder." }
}

# Sets a variable in the later steps of the job.
function Set-LaterVariable([string]$name, [string]$value) {
    Test-Value $value
    if ($env:GITHUB_ENV) { Add-Text $env:GITHUB_ENV "$name=$value" }
    else { [Console]::Out.WriteLine("##vso[task.setvariable variable=$name]$value") }
}

# What a later step reads. On GitHub, it is an output of this step.
function Set-Result([string]$name, [string]$value) {
    Test-Value $value
    if ($env:GITHUB_OUTPUT) { Add-Text $env:GITHUB_OUTPUT "$name=$value" } else { Set-LaterVariable $name $value }
}

# Puts a folder first on PATH in the later steps.
function Add-LaterPath([string]$folder) {
    Test-Value $folder
    if ($env:GITHUB_PATH) { Add-Text $env:GITHUB_PATH $folder }
    else { [Console]::Out.WriteLine("##vso[task.prependpath]$folder") }
}

# Refuses every input that could be more than what it should be. `\z` is the end of the text, not of a line.
function Test-EveryValue {
    if ($env:UPGO_SETUP_VERSION -notmatch '^[0-9]+(\.[0-9]+)+\z') {
        Stop-Setup 'The version of Upgo must be three numbers, such as 0.1.0. Nothing was installed.'
    }
    if ($env:UPGO_SETUP_SHA256 -notmatch '^\s*[0-9A-Fa-f]{64}(\s+[0-9A-Fa-f]{64})*\s*\z') {
        Stop-Setup 'A SHA-256 has 64 hexadecimal digits. Nothing was installed.' 'Take it from SHA256SUMS of the release.'
    }
    if ($env:UPGO_SETUP_BASE_URL -notmatch '^(https://|http://127\.0\.0\.1:)\S+\z') {
        Stop-Setup 'The address of the releases must begin with https://. Nothing was installed.'
    }
    if ($env:UPGO_SETUP_GO_VERSION -and $env:UPGO_SETUP_GO_VERSION -cnotmatch '^[0-9a-z.]+\z') {
        Stop-Setup 'The version of Go must be one such as 1.27.3, 1.27 or latest. Nothing was installed.'
    }
    if ($env:UPGO_SETUP_GOTOOLCHAIN -and $env:UPGO_SETUP_GOTOOLCHAIN -cnotmatch '^[0-9a-z.+]+\z') {
        Stop-Setup 'GOTOOLCHAIN must be a value such as local, auto or go1.27.3+auto. Nothing was installed.'
    }
}

function Open-Project {
    $folder = if ($env:UPGO_SETUP_FOLDER) { $env:UPGO_SETUP_FOLDER } else { '.' }
    try { Set-Location -LiteralPath $folder -ErrorAction Stop } catch { Stop-Setup "The folder $folder cannot be opened." }
}

# A new folder in the account's own profile: Upgo uses no home that other accounts can change, and on drive D: of a hosted
# runner, they can.
function New-Place {
    $place = Join-Path ([IO.Path]::GetTempPath()) ('upgo-' + [IO.Path]::GetRandomFileName())
    # Not New-Item and its like, here and below: a name may have [ and ], which are a pattern for them.
    try { [void][IO.Directory]::CreateDirectory($place) } catch { Stop-Setup "No folder can be made in $([IO.Path]::GetTempPath()): $(Get-Reason $_)" }
    return $place
}

# Downloads a file of the release and compares its digest.
function Save-Verified([string]$name, [string]$file) {
    $address = "$env:UPGO_SETUP_BASE_URL/v$env:UPGO_SETUP_VERSION/$name"
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    try { [IO.File]::WriteAllBytes($file, (Invoke-WebRequest -UseBasicParsing -Uri $address -ErrorAction Stop).RawContentStream.ToArray()) }
    catch { Stop-Setup "Could not download ${address}: $(Get-Reason $_)" 'Nothing was installed.' }
    $found = (Get-FileHash -Algorithm SHA256 -LiteralPath $file).Hash
    # `-contains` does not distinguish upper and lower case
    if ($env:UPGO_SETUP_SHA256.Trim() -split '\s+' -contains $found) { return }
    Remove-Item -LiteralPath $file
    Stop-Setup "The SHA-256 of $name is $($found.ToLowerInvariant()), which is not the expected one." 'Nothing was installed. Compare both with SHA256SUMS of the release.'
}

function Install-Upgo {
    Test-EveryValue
    # of the system, in a process of 32 bits, too
    $machine = "$env:PROCESSOR_ARCHITEW6432$env:PROCESSOR_ARCHITECTURE"
    $arch = if ($machine -match 'ARM64') { 'arm64' } else { 'amd64' }
    $place = New-Place
    $name = "upgo-$env:UPGO_SETUP_VERSION-windows-$arch.zip"
    $file = Join-Path $place $name
    Save-Verified $name $file
    try {
        Add-Type -AssemblyName System.IO.Compression.FileSystem -ErrorAction Stop
        [IO.Compression.ZipFile]::ExtractToDirectory($file, $place)
    }
    catch { Stop-Setup "$name cannot be unpacked: $(Get-Reason $_)" 'Nothing was installed.' }
    Remove-Item -LiteralPath $file
    if (-not $env:UPGO_HOME) { $env:UPGO_HOME = Join-Path $place 'home' }
    Set-LaterVariable 'UPGO_HOME' $env:UPGO_HOME
    Set-LaterVariable 'UPGO_NO_MODIFY_PATH' '1'
    Set-LaterVariable 'UPGO_NO_SELF_UPDATE' '1'
    if ($env:UPGO_SETUP_GOTOOLCHAIN) { Set-LaterVariable 'GOTOOLCHAIN' $env:UPGO_SETUP_GOTOOLCHAIN }
    Add-LaterPath $place
    $env:PATH = "$place;$env:PATH"
    Find-Go
}

# Which release the project asks for: a cache needs its name before it is installed.
function Find-Go {
    Open-Project
    $words = @('--use', '--dry-run')
    if ($env:UPGO_SETUP_GO_VERSION) { $words += $env:UPGO_SETUP_GO_VERSION }
    $text = Invoke-Program 'upgo' 'install' '--json' @words 2>$null | Out-String
    if ($LASTEXITCODE -ne 0) {
        $code = Invoke-Upgo 'install' @words
        if ($code -ne 0) { exit $code }
    }
    $version = "$(($text | ConvertFrom-Json).plan.to)" -replace '^go', ''
    if (-not $version) { Stop-Setup 'Upgo did not say which Go the project asks for. No Go was installed.' }
    Set-Result 'UPGO_SETUP_GO_VERSION' $version
}

# The cache has the archive of the release, not the installed files: Upgo verifies it again, whoever wrote it.
function Install-Cached([string]$version) {
    $bundle = Join-Path $env:UPGO_SETUP_CACHE "go$version.zip"
    if (Test-Path -LiteralPath $bundle) {
        $code = Invoke-Upgo 'install' '--use' '--bundle' $bundle $version
        if ($code -eq 0) { return 0 }
        Write-Host 'The cached archive cannot be used, so it is downloaded again.'
    }
    try { [void][IO.Directory]::CreateDirectory($env:UPGO_SETUP_CACHE) } catch { Stop-Setup "The folder for the cache cannot be made: $(Get-Reason $_)" }
    Get-ChildItem -LiteralPath $env:UPGO_SETUP_CACHE -Filter 'go*.zip' | Remove-Item
    $code = Invoke-Upgo 'bundle' 'create' $bundle '--versions' $version '--without-upgo'
    if ($code -ne 0) { return $code }
    return Invoke-Upgo 'install' '--use' '--bundle' $bundle $version
}

function Install-Go {
    $version = $env:UPGO_SETUP_GO_VERSION
    $bin = Join-Path $env:UPGO_HOME 'bin'
    $env:PATH = "$bin;$env:PATH"
    $code = if ($env:UPGO_SETUP_CACHE) { Install-Cached $version } else { Invoke-Upgo 'install' '--use' $version }
    if ($code -ne 0) { exit $code }
    # In this folder no project asks for another version.
    Set-Location -LiteralPath $env:UPGO_HOME -ErrorAction Stop
    $env:GOTOOLCHAIN = 'local'
    $found, $goroot = Invoke-Program 'go' 'env' 'GOVERSION' 'GOROOT' 2>$null
    if ($found -ne "go$version") { Stop-Setup "go$version is installed, but go is $found." }
    Add-LaterPath $bin
    Set-Result 'UPGO_SETUP_GOROOT' $goroot
}

function Invoke-Gate {
    Open-Project
    $results = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($env:UPGO_SETUP_RESULTS)
    Remove-Item -LiteralPath $results -ErrorAction SilentlyContinue
    $format = if ($results -like '*.sarif') { 'sarif' } else { 'junit' }
    $words = @('projects', '.', '--exit-code')
    if ($env:UPGO_SETUP_BASELINE) { $words += "--baseline=$env:UPGO_SETUP_BASELINE" }
    $document = Invoke-Program 'upgo' @words '--format' $format 2>$null | Out-String
    $code = $LASTEXITCODE
    $title = 'It could not be checked whether files disagree about Go'
    if ($code -eq 0) { $title = 'No new disagreement about Go' }
    if ($code -eq 10) { $title = 'Files disagree about Go' }
    $text = Invoke-Program 'upgo' @words 2>&1 | ForEach-Object { "$_" } | Out-String
    [Console]::Out.WriteLine($title)
    [Console]::Out.Write((Get-Plain $text))
    Add-Summary $title $text
    if ($code -eq 0 -or $code -eq 10) {
        try { [IO.File]::WriteAllText($results, $document) } catch { Stop-Setup "The results cannot be written: $(Get-Reason $_)" }
        Set-Result 'UPGO_SETUP_RESULTS' $results
    }
    exit $code
}

# Adds the title and the text to the page of the job. Text of a repository is no HTML there.
function Add-Summary([string]$title, [string]$text) {
    $safe = $text.Replace('&', '&amp;').Replace('<', '&lt;').Replace('>', '&gt;')
    $summary = "### $title`n`n<pre>`n$safe</pre>"
    if ($env:GITHUB_STEP_SUMMARY) { Add-Text $env:GITHUB_STEP_SUMMARY $summary }
    elseif ($env:AGENT_TEMPDIRECTORY) {
        $file = Join-Path $env:AGENT_TEMPDIRECTORY 'upgo.md'
        Add-Text $file $summary
        [Console]::Out.WriteLine("##vso[task.uploadsummary]$file")
    }
}

if ($phase -eq 'upgo') { Install-Upgo }
elseif ($phase -eq 'go') { Install-Go }
elseif ($phase -eq 'gate') { Invoke-Gate }
else { Stop-Setup 'Usage: setup-upgo.ps1 upgo|go|gate' }
exit 0
