### Parts of other sentences: they start with a lower-case letter. Evidence of findings: it has no full stop.

## Parts of other sentences

quoted = { $text }
named = { $name }
for-machine = for the whole machine
for-user = in your environment
in-terminal = in this terminal
in-process = in the terminal's environment
in-go-env = by `go env -w` in { $file }
by-go = by Go's own defaults
machine-path = the system PATH
user-path = your PATH
unknown-go = a Go of unknown version
unknown-folder = an unknown folder
and-more = { $names } and { $count } more

## Evidence of several findings

setting-is = { $name } is { $value }, set { $place }
new-terminal-runs = A new terminal runs { $version }
entry-on = { $entry } ({ $path })
is-missing = { $path } is missing
is-not-executable = { $path } is not executable
has-other-size = { $path } does not have the size of the published file
requires = { $file } requires { $wanted }

## How parts are put together

list-separator = {"|, |"}
sentences = { $first } { $then }
nothing = {""}
full-sentence = { $text }.
at-start = { $text }
more-files = and { $count } more
