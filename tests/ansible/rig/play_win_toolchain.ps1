# Runs the module win_toolchain with Ansible's own code for modules, except what starts a program on Windows: once for each
# connection to a socket, because compiling that code takes seconds. A request is a line of JSON with the file of the
# arguments and the environment; the answer is what the module prints.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseApprovedVerbs', '', Justification = 'The names are those of Ansible.')]
param([string]$Script, [string]$Utilities, [string]$Place)
Import-Module (Join-Path $Utilities 'powershell/Ansible.ModuleUtils.AddType.psm1')
Add-CSharpType -References (Get-Content -Raw -LiteralPath (Join-Path $Utilities 'csharp/Ansible.Basic.cs'))
[Ansible.Basic.AnsibleModule]::WriteLine = { param([string]$line) $global:said = $line }
[Ansible.Basic.AnsibleModule]::Exit = { param([int]$rc) throw "exit $rc" }

function Get-ExecutablePath([string]$executable) {
    return (Get-Command -Name $executable -CommandType Application -ErrorAction Stop).Source
}
# a command line of one word for each argument, none of which has a space
function Argv-ToString($arguments) {
    return $arguments -join ' '
}
function Run-Command([string]$command, [string]$output_encoding_override) {
    $program, $words = $command -split ' '
    $lines = & $program @words 2>$null
    return @{ rc = $LASTEXITCODE; stdout = ($lines | ForEach-Object { "$_`n" }) -join ''; stderr = '' }
}

$played = [scriptblock]::Create(((Get-Content -Raw -LiteralPath $Script) -replace '(?m)^#Requires .*$'))
$listener = [Net.Sockets.Socket]::new('Unix', 'Stream', 'Unspecified')
$listener.Bind([Net.Sockets.UnixDomainSocketEndPoint]::new($Place))
$listener.Listen(9)
while ($true) {
    $stream = [Net.Sockets.NetworkStream]::new($listener.Accept(), $true)
    $request = [IO.StreamReader]::new($stream).ReadLine() | ConvertFrom-Json
    foreach ($each in $request.environment.PSObject.Properties) { [Environment]::SetEnvironmentVariable($each.Name, $each.Value) }
    $global:complex_args = @{}
    foreach ($each in (Get-Content -Raw -LiteralPath $request.arguments | ConvertFrom-Json).PSObject.Properties) { $complex_args[$each.Name] = $each.Value }
    # as on a machine whose language writes a decimal comma
    [Threading.Thread]::CurrentThread.CurrentCulture = 'de-DE'
    $global:said = $null
    try { . $played } catch { if (-not $said) { $global:said = "$_`n$($_.ScriptStackTrace)" } }
    $stream.Write([Text.Encoding]::UTF8.GetBytes($said))
    $stream.Dispose()
}
