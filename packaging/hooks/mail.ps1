# Sends an event of Upgo as a mail: a hook such as `hooks.on-unattended`.
#
#     upgo settings set hooks.on-unattended "['C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'AllSigned', '-File', 'C:\Tools\mail.ps1', 'C:\Users\ada\mail.json']"
#
# The file, in UTF-8, says how. Only the account whose Go it is may read it, as in its profile:
#
#     {"from": "upgo@example.com", "to": ["ops@example.com"],
#      "server": "smtp.example.com", "port": 587, "tls": "starttls", "user": "upgo", "password": "..."}
#
# `tls` is `starttls` or `none`, and a password is never sent without it. The server must offer AUTH LOGIN, because .NET
# speaks no AUTH PLAIN.
param([Parameter(Mandatory = $true)][string]$Config)
$ErrorActionPreference = 'Stop'

# One line of text without what controls its display, because a header is one line.
function Get-Plain($Value) {
    $text = [string]$Value
    if ($text.Length -gt 1000) { $text = $text.Substring(0, 1000) }
    # A pair of surrogates is one character. Halves of their own are none; tags and those for private use are invisible.
    $unseen = '[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Z}]|\udb40[\udc00-\udfff]|[\udb80-\udbff][\udc00-\udfff]'
    $halves = '[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]'
    return ($text -replace "(?:$unseen|$halves)+", ' ').Trim()
}

# Why something failed, on one line: what was tried, and the first cause.
function Get-Reason($Exception) {
    $said = @($Exception.Message, $Exception.GetBaseException().Message | Select-Object -Unique) -join ' '
    return $said -replace '\s+', ' '
}

# The event on standard input. Not $input, which the console's encoding would spoil.
function Read-Event {
    $text = (New-Object System.IO.StreamReader ([Console]::OpenStandardInput()), $utf8).ReadToEnd()
    $happened = $text | ConvertFrom-Json
    if ($text -notmatch '^\s*\{' -or -not $happened.title) { throw 'standard input has no event' }
    return $happened
}

try {
    # older Windows offers no TLS 1.2 by itself; 0 is what the system prefers
    if ([int][Net.ServicePointManager]::SecurityProtocol -ne 0) {
        [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    }
    $utf8 = New-Object System.Text.UTF8Encoding $false
    $settings = Get-Content -LiteralPath $Config -Raw -Encoding UTF8 | ConvertFrom-Json
    $happened = Read-Event
    $title = Get-Plain $happened.title

    $tls = if ($settings.tls) { $settings.tls } else { 'starttls' }
    if ($tls -cne 'starttls' -and $tls -cne 'none') { throw 'tls is starttls or none' }
    if ($tls -ceq 'none' -and $settings.password) { throw 'a password is not sent without TLS' }
    $port = if ($settings.port) { [int]$settings.port } elseif ($tls -ceq 'none') { 25 } else { 587 }

    $message = New-Object System.Net.Mail.MailMessage
    $message.From = New-Object System.Net.Mail.MailAddress $settings.from
    foreach ($address in @($settings.to)) {
        # .NET would take the first one only
        if ($address -match '[,;]') { throw 'to is a list of addresses, each a text of its own' }
        $message.To.Add((New-Object System.Net.Mail.MailAddress $address))
    }
    $subject = 'Upgo on {0}: {1}' -f [Environment]::MachineName, $title
    if ($happened.outcome) {
        $runs = if ($happened.go) { $happened.go } else { 'no Go' }
        $subject = '{0}: {1}, {2}' -f $subject.TrimEnd('.'), (Get-Plain $happened.outcome), (Get-Plain $runs)
    }
    $message.Subject = $subject.Substring(0, [Math]::Min(200, $subject.Length)) -replace '[\ud800-\udbff]$', ''
    $message.SubjectEncoding = $utf8
    $message.BodyEncoding = $utf8
    $message.Body = "$title`r`n`r`n" + ($happened | ConvertTo-Json -Depth 10) + "`r`n"
    # .NET adds the date, but no identifier
    $message.Headers.Add('Message-ID', ('<{0}@{1}>' -f [Guid]::NewGuid(), $message.From.Host))
    $message.Headers.Add('Auto-Submitted', 'auto-generated')

    $client = New-Object System.Net.Mail.SmtpClient $settings.server, $port
    $client.Timeout = 20000
    $client.EnableSsl = ($tls -ceq 'starttls')
    if ($settings.password) { $client.Credentials = New-Object System.Net.NetworkCredential $settings.user, $settings.password }
    $client.Send($message)
    $client.Dispose()
} catch {
    [Console]::Error.WriteLine('mail.ps1: ' + (Get-Reason $_.Exception))
    exit 1
}
exit 0
