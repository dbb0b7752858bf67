# Sends an event of Upgo to a chat: a hook such as `hooks.on-vulnerability`.
#
#     upgo settings set hooks.on-vulnerability "['C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'AllSigned', '-File', 'C:\Tools\chat.ps1', 'C:\Users\ada\chat.json']"
#
# The file, in UTF-8, holds the address, which is a secret: only the account whose Go it is may read it, as in its profile.
# `kind` is `slack` (also for Mattermost and Rocket.Chat) or `teams` (a workflow that begins when a Teams webhook request
# is received):
#
#     {"kind": "teams", "url": "https://example.webhook.office.com/..."}
#
# The texts of an event come from others, too, so they are shown as text: they mention nobody, and no link is hidden.
param([Parameter(Mandatory = $true)][string]$Config)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# One line of text without what controls its display, and not too long for a chat.
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

# The lines of a message; the first one is its title.
function Get-Description($Happened) {
    $found = @($Happened.vulnerabilities | Where-Object { $_ })
    $shown = @($found | Select-Object -First 20)
    if ($found.Count -gt 20) { $shown += "and $($found.Count - 20) more" }
    $problem = if ($Happened.problem) { '{0} {1}' -f $Happened.problem.code, $Happened.problem.message } else { '' }
    '{0}: {1}' -f [Environment]::MachineName, (Get-Plain $Happened.title)
    foreach ($row in @(
            @('Go in use', $Happened.go),
            @('Release', $Happened.version),
            @('Vulnerabilities', ($shown -join ', ')),
            @('Problem', $problem),
            @('Outcome', $Happened.outcome),
            @('Change', $Happened.change))) {
        $text = Get-Plain $row[1]
        if ($text) { '{0}: {1}' -f $row[0], $text }
    }
}

# https://docs.slack.dev/messaging/formatting-message-text#escaping
function Get-SlackMessage($Lines) {
    $text = ($Lines -join "`n").Replace('&', '&amp;').Replace('<', '&lt;').Replace('>', '&gt;')
    return @{ text = $text; mrkdwn = $false; link_names = $false; unfurl_links = $false }
}

# A TextRun, unlike a TextBlock, shows Markdown as it is written.
function Get-TeamsMessage($Lines) {
    $body = @()
    foreach ($line in $Lines) {
        $run = @{ type = 'TextRun'; text = $line }
        if ($body.Count -eq 0) { $run.weight = 'Bolder' }
        $body += @{ type = 'RichTextBlock'; inlines = @($run) }
    }
    $card = @{ '$schema' = 'http://adaptivecards.io/schemas/adaptive-card.json'; type = 'AdaptiveCard'; version = '1.4'; body = $body }
    return @{ type = 'message'; attachments = @(@{ contentType = 'application/vnd.microsoft.card.adaptive'; content = $card }) }
}

try {
    # older Windows offers no TLS 1.2 by itself; 0 is what the system prefers
    if ([int][Net.ServicePointManager]::SecurityProtocol -ne 0) {
        [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    }
    $utf8 = New-Object System.Text.UTF8Encoding $false
    $settings = Get-Content -LiteralPath $Config -Raw -Encoding UTF8 | ConvertFrom-Json
    $url = [string]$settings.url
    if ($url -notmatch '^https?://') { throw 'url is not one of the web' }
    $lines = @(Get-Description (Read-Event))
    $message = switch ([string]$settings.kind) {
        'slack' { Get-SlackMessage $lines }
        'teams' { Get-TeamsMessage $lines }
        default { throw 'kind is slack or teams' }
    }
    $body = $utf8.GetBytes(($message | ConvertTo-Json -Depth 10 -Compress))
    # a redirect is an error, so the message goes nowhere else
    $null = Invoke-WebRequest -Uri $url -Method Post -ContentType 'application/json' -Body $body -TimeoutSec 20 -MaximumRedirection 0 -UseBasicParsing
} catch {
    [Console]::Error.WriteLine('chat.ps1: ' + (Get-Reason $_.Exception))
    exit 1
}
exit 0
