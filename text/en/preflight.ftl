### What `upgo preflight` found, check by check.

## The checks before an unattended upgrade: what each of them found, without a full stop

check-no-plan = there is no plan
check-policy-unread = { $keys } cannot be read; Upgo applies the safer interpretation
check-no-policy = no policy is set
check-policy-sets = the policy sets { $keys }
check-no-prompt = no administrator prompt is needed
check-no-space = no space is needed
check-space = { $size } is free
check-space-unknown = the free space is unknown: { $error }
check-no-archive = no archive is downloaded
check-module-proxy = only the upgrade itself contacts a module proxy
check-sources = { $reached } of { $count } sources have { $file }
check-no-proof = nothing needs a proof
check-proof-off = the settings do not require the checksum database
check-record = the checksum database has a record of the release
check-signature = the checksum database has no record; whether the signature is valid shows when the archive is there
check-own-record = your own checksum database { $name } has a record of the release
check-none-runs = no program runs from the Go that would be replaced
check-old-go-runs = these keep using the old Go until they are restarted: { $names }
check-no-restart = no restart is pending
check-restart = a restart is pending ({ $sign })
check-projects-tried = the upgrade tries your projects, and is not kept if one of them breaks (exit code 14)
check-projects-free = the upgrade does not depend on any project
check-app-control-on = Smart App Control is on, and may block programs that are neither signed nor well known
check-app-control-evaluates = Smart App Control blocks nothing yet, but may turn itself on
check-feed = the release list is up to date
check-up-to-date = { $version } is up to date
check-from-to = from { $from } to { $to }
check-system = the system can run the release
