# Runs the module win_toolchain with Ansible's own code for modules, except what starts a program on Windows.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseApprovedVerbs', '', Justification = 'The names are those of Ansible.')]
param([string]$Script, [string]$Utilities, [string]$Arguments)
Import-Module (Join-Path $Utilities 'powershell/Ansible.ModuleUtils.AddType.psm1')
Add-CSharpType -References (Get-Content -Raw -LiteralPath (Join-Path $Utilities 'csharp/Ansible.Basic.cs'))

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
    return @{ rc = $LASTEXITCODE; stdout = $lines -join "`n"; stderr = '' }
}

$global:complex_args = @{}
foreach ($each in (Get-Content -Raw -LiteralPath $Arguments | ConvertFrom-Json).PSObject.Properties) { $complex_args[$each.Name] = $each.Value }
$text = (Get-Content -Raw -LiteralPath $Script) -replace '(?m)^#Requires .*$'
. ([scriptblock]::Create($text))
