# Sends an event of Upgo to a web server, unchanged: a hook such as `hooks.on-vulnerability`.
#
#     upgo settings set hooks.on-vulnerability "['C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'AllSigned', '-File', 'C:\Tools\webhook.ps1', 'C:\Users\ada\webhook.json']"
#
# The file, in UTF-8, holds the secrets. Only the account whose Go it is may read it, as in its profile:
#
#     {"url": "https://example.com/upgo", "headers": {"Authorization": "Bearer 0123456789", "X-Machine": "build-7"}}
param([Parameter(Mandatory = $true)][string]$Config)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$headers = @{}
try {
    # older Windows offers no TLS 1.2 by itself; 0 is what the system prefers
    if ([int][Net.ServicePointManager]::SecurityProtocol -ne 0) {
        [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    }
    $settings = Get-Content -LiteralPath $Config -Raw -Encoding UTF8 | ConvertFrom-Json
    $url = [string]$settings.url
    if ($url -notmatch '^https?://') { throw 'url is not one of the web' }
    if ($settings.headers) {
        foreach ($header in $settings.headers.PSObject.Properties) { $headers[$header.Name] = [string]$header.Value }
    }
    # Here, because an exception about a header would show its value.
    foreach ($name in $headers.Keys) {
        if ($name -notmatch '^[-!#$%&''*+.^_`|~0-9A-Za-z]+$' -or $headers[$name] -notmatch '^[\x20-\x7e]*\z') { throw 'a header has a character that headers cannot have' }
    }
    $more = @{}
    if ($PSVersionTable.PSVersion.Major -ge 6) { $more.SkipHeaderValidation = $true } # 5.1 does not compare values
    # the bytes as they come, because the console has another encoding
    $body = New-Object System.IO.MemoryStream
    [Console]::OpenStandardInput().CopyTo($body)
    # a redirect is an error, so the secrets go nowhere else
    $null = Invoke-WebRequest @more -Uri $url -Method Post -Headers $headers -ContentType 'application/json' -Body $body.ToArray() -TimeoutSec 20 -MaximumRedirection 0 -UseBasicParsing
} catch {
    $said = @($_.Exception.Message, $_.Exception.GetBaseException().Message | Select-Object -Unique) -join ' '
    foreach ($secret in $headers.Values) { if ($secret) { $said = $said.Replace($secret, '...') } }
    [Console]::Error.WriteLine('webhook.ps1: ' + ($said -replace '\s+', ' '))
    exit 1
}
exit 0
