### The most important thing to tell the user about the Go in use.

headline-security = Security update: { $to }
headline-fixes = { $fixes ->
    [one] Fixes 1 known vulnerability in { $runs }
   *[other] Fixes { $fixes } known vulnerabilities in { $runs }
}
headline-fixes-used = { $fixed }, { $used } in packages that your projects use.
headline-not-permitted = { $runs } is not permitted
headline-permitted = Your organization wants { $to }.
headline-none-permitted = Your organization permits none of the known releases.
headline-unsupported = Go { $line } is no longer supported
headline-no-more-fixes = It gets no more security fixes.
headline-update = { $to } is out
headline-postponed = { $to } is waiting
headline-skipped = You skipped { $to }
headline-stay-open = { $fixes ->
    [one] 1 known vulnerability in { $runs } stays open.
   *[other] { $fixes } known vulnerabilities in { $runs } stay open.
}
headline-you-have = You have { $runs }.
headline-current = Go is up to date
headline-runs = New terminals run { $runs }.
