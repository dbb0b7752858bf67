#!/bin/sh
# Sends an event of Upgo to a web server, unchanged: a hook such as `hooks.on-vulnerability`.
#
#     upgo settings set hooks.on-vulnerability '["/usr/local/lib/upgo/webhook.sh", "/etc/upgo/webhook.conf"]'
#
# The file holds options of curl, so that no secret is on a command line. Only the account whose Go it is may read it:
#
#     url = "https://example.com/upgo"
#     header = "Authorization: Bearer 0123456789"
#     header = "X-Machine: build-7"
#
# --disable ignores ~/.curlrc. --location with no redirect allowed makes a redirect an error, so the secret goes nowhere else.
exec curl --disable --config "${1:-/etc/upgo/webhook.conf}" --silent --show-error --fail --output /dev/null \
    --proto '=http,https' --location --max-redirs 0 --connect-timeout 10 --max-time 20 --request POST \
    --header 'Content-Type: application/json' --data-binary @-
