# Completion of `upgo` for PowerShell. The program itself says which words are possible; without any, PowerShell offers
# files. The words are not evaluated.
Register-ArgumentCompleter -Native -CommandName 'upgo' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = $commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition }
    $words = @($before | Select-Object -Skip 1 | ForEach-Object { $_.Extent.Text.Trim('"', "'") })
    $word = ([string]$wordToComplete).Trim('"', "'")
    # Tab is no command of the user: the exit code and the encoding stay as they were.
    $code = $global:LASTEXITCODE
    $encoding = $null
    try {
        $encoding = [Console]::OutputEncoding
        [Console]::OutputEncoding = New-Object -TypeName System.Text.UTF8Encoding -ArgumentList $false
    } catch { $encoding = $null } # a policy constrains the language
    $lines = @(upgo completions powershell "--word=$word" -- $words 2>$null)
    try { if ($encoding) { [Console]::OutputEncoding = $encoding } } catch { $encoding = $null }
    $global:LASTEXITCODE = $code
    foreach ($line in $lines) {
        $value, $about = $line -split "`t", 2
        if (-not $about) { $about = $value }
        # PowerShell reads four typographic quotes as a single one, and each doubled as itself.
        $typed = if ($value -match '[^-\w./\\:=,]') { "'" + ($value -replace "['\u2018-\u201b]", '$0$0') + "'" } else { $value }
        try { New-Object -TypeName System.Management.Automation.CompletionResult -ArgumentList $typed, $value, 'ParameterValue', $about } catch { $typed }
    }
}
