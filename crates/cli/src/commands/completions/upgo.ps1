# Completion of `upgo` for PowerShell. The program itself says which words are possible; without any, PowerShell offers
# files. The words are not evaluated.
Register-ArgumentCompleter -Native -CommandName 'upgo' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = $commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition }
    $words = @($before | Select-Object -Skip 1 | ForEach-Object { $_.Extent.Text.Trim('"', "'") })
    $word = ([string]$wordToComplete).Trim('"', "'")
    upgo completions powershell "--word=$word" -- $words 2>$null | ForEach-Object {
        $value = ($_ -split "`t")[0]
        if ($value -match '[^-\w./\\:=,]') { "'" + $value.Replace("'", "''") + "'" } else { $value }
    }
}
