### The overview of all machines, which `upgo fleet` writes as a page.

fleet-title = Go on all machines
fleet-as-of = Reports read at { $at }. A machine counts as silent if its last report is older than { $silent }.
fleet-database = Vulnerabilities as of { $at }, from { $url }.
fleet-database-old = The vulnerability data is out of date: it is from { $at }. Newer vulnerabilities are missing.
fleet-database-none = There is no vulnerability data on the machine that made this page. Run “upgo check” there.
fleet-machines = Machines
fleet-vulnerable = Vulnerable
fleet-unknown = Unknown
fleet-behind = Behind
fleet-failed = Failed
fleet-silent = Silent
fleet-fine = Fine
fleet-rings = Rings
fleet-ring = Ring
fleet-no-ring = No ring
fleet-ring-canary = Canary
fleet-ring-early = Early
fleet-ring-broad = Broad
fleet-versions = Versions
fleet-version = Version
fleet-no-go = No Go
fleet-in-use = In use
fleet-installed = Installed
fleet-more-versions = { $count } more versions are in the output of `upgo fleet --json`.
fleet-machine = Machine
fleet-vulnerabilities = Vulnerabilities
fleet-not-known = unknown
fleet-update = Policy asks for
fleet-not-permitted = another version
fleet-failure = Failed with
fleet-last-report = Last report (UTC)
fleet-mark-silent = silent
fleet-system = System
fleet-upgo = Upgo
fleet-more-machines = { $count } more machines, which need less attention, are in the output of `upgo fleet --json`.
fleet-filter = Filter
fleet-left-out = Files that do not count
fleet-left-out-none = Every file is the newest report of a machine.

## Why a file does not count

fleet-left-out-malformed = Not a valid report
fleet-left-out-not-utf8 = Not UTF-8 text
fleet-left-out-too-large = Larger than 16 KiB
fleet-left-out-older = Older than another report of the same machine
fleet-left-out-link = A link
fleet-left-out-special = Not a regular file
fleet-left-out-unreadable = Could not be read
fleet-left-out-from-the-future = Dated in the future
fleet-left-out-newer-format = Written by a newer Upgo; update Upgo here
fleet-left-out-other-name = The name does not end with .json
fleet-left-out-unfinished = Not completely written
fleet-left-out-too-deep = A folder that is nested too deeply
fleet-left-out-too-many = Too many files; the rest was not read
