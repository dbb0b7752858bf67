### Who vouches for a toolchain, and why a proof failed.

## Proofs that failed

sum-db-unknown = GOSUMDB does not name a known checksum database: { $text }
sum-db-fields = GOSUMDB contains more than a key and an address: { $text }
sum-db-address = GOSUMDB contains no address that Upgo accepts: { $text }
no-record-there = { $place } has no entry for it
not-like-database = { $place } did not respond like a checksum database
answer-unsigned = the answer from { $place } is not signed by { $name }
record-not-in-tree = the answer from { $place } is not in the signed log of the database
database-forked = the checksum database { $name } has signed two histories that contradict each other: a { $seen }, and at { $place } a { $told }
tree-of-records = log of { $count } entries ({ $root })
no-server = there is no server to query
not-asked-about = it was not queried for this release
go-sum-db-does-not-count = { $why }; the database that GOSUMDB names does not count here
no-old-records = the checksum database has no entries before Go 1.21
nor-signature = { $why }; there is no valid OpenPGP signature either: { $unsigned }
none-next-to-archive = there is none next to the archive
no-signature-file = the file next to the archive is not a signature
keys-missing = the signer's keys are not available: { $why }
newer-keys-missing = the known keys do not include its maker, and newer keys are not available: { $why }
no-source-has-them = no source has them
contradicts = the files of { $version } do not match the checksum database { $database }: their hash is { $actual }, the one there is { $told }
signature-invalid = the OpenPGP signature of { $version } at { $place } is not valid: { $why }
not-a-signature = it is not an OpenPGP signature of a file: { $what }
signature-too-large = it is too large for a signature
unknown-subkey = it was made by the key { $key }, which does not belong to the signer
subkey-not-bound = the key { $key } is not bound to the primary key for signing
key-revoked = the key { $key } was revoked
key-expired = the key { $key } was not valid when it was made
signature-future = its creation time is in the future
weak-hash = it uses the hash { $hash }, which is not secure
signature-unsupported = it is of a kind that this version of Upgo cannot check ({ $what })
signature-of-other = it does not match this file
archive-unreadable = the archive could not be read
module-unproven = the checksum database confirms no module of { $version }: { $why }
bundle-unproven = { $version } in the bundle has no proof, and its checksum is in no known release list: { $why }
given-only = { $version } has only the SHA-256 that you gave: { $why }
list-contradicts = the release list of { $host } has another SHA-256 for { $version }: { $file } has { $listed }, not { $actual }
list-only = { $version } could only be verified against the release list: { $why }

## The chain of proof

from-parts = Put together from files of { $version } and parts of { $file }; verified with the checksum database.
no-digest-of-parts = { $file } was not downloaded whole, so its SHA-256 was not compared; all installed files are verified instead.
as-module = Downloaded as a module, which the release list does not contain; verified with the checksum database.
feed-read = Read from { $host } over an authenticated connection.
own-feed = The release list is set by UPGO_FEED_URL or a policy, and is trusted instead of Google's.
digest-given = You gave the SHA-256; it is not in any known release list.
list-has-other = You gave the SHA-256, but the release list has another one for { $file }.
digest-of-bundle = The SHA-256 is from the bundle, which is not trusted; other sources verify the files.
digest-origin-unknown = Upgo has no record of where the SHA-256 came from.
no-digest-of-module = No SHA-256 is published for { $file }; its files are verified instead.
digest-matches = { $file } has the expected SHA-256.
digest-matches-given = { $file } has the SHA-256 that you gave.
record-in-first-tree = The Go checksum database { $database } has the hash of these files in its signed log, which this machine saw for the first time.
record-in-tree = The Go checksum database { $database } has the hash of these files in its signed log, which continues the one that this machine saw before.
record-in-older-tree = The Go checksum database { $database } has the hash of these files in its signed log. This machine saw a newer log before, and nothing proves that it continues this one.
record-in-newer-tree = The Go checksum database { $database } has the hash of these files in its signed log. The mirror could not prove that it continues the log seen before.
record-in-own-database = Your own checksum database { $database }, whose key is not built into Upgo, has the hash of these files.
database-could-not = The Go checksum database could not verify it: { $why }.
database-not-checked = The Go checksum database was not checked: { $why }.
database-too-young = The Go checksum database begins with Go 1.21.
signature-valid = Google signed the archive, with a key that the one built into Upgo certifies.
signature-missing = No OpenPGP signature verifies the archive: { $why }.
signature-not-checked = The archive's OpenPGP signature was not checked: { $why }.
no-zip-signature = No signature is published for a .zip.
by-proof-setting = the setting proof accepts the SHA-256 alone
by-own-feed = the release list is not Google's. The setting proof-for-own-feed changes this
sum-db-off = GOSUMDB is off
evidence-feed = release list
evidence-sha256 = SHA-256
evidence-source = downloaded from
evidence-module = module
evidence-hash = hash
evidence-record = entry
evidence-tree-size = entries in the log
evidence-place = asked at
evidence-pinned-key = key in Upgo
evidence-signing-key = signing key
evidence-signed-at = signed at

## The levels of proof

proof-level-proven = Proven
proof-level-own-database = Your own checksum database only
proof-level-digest-only = Checksum only
proof-level-given = Your SHA-256 only
proof-level-contradicted = Not the published release
proof-level-unknown = Unknown

## What each level means

proof-means-proven = Verified by Go's checksum database or Google's signature, which are independent of the release list.
proof-means-own-database = Verified by your own checksum database; neither Go's own nor Google's signature confirms it.
proof-means-digest-only = Verified against the release list only; no independent proof.
proof-means-given = It matches the SHA-256 that you gave; it is not in any known release list.
proof-means-contradicted = It matches the SHA-256 that you gave, but the release list has another one.
proof-means-unknown = Upgo has no record of its origin.
