#!/bin/sh
# Sets up Upgo and the Go of a project in a job of GitHub, Azure Pipelines, GitLab or another build server.
#
#   setup-upgo.sh upgo    downloads and verifies Upgo, and finds the Go that the project asks for
#   setup-upgo.sh go      installs that Go
#   setup-upgo.sh gate    exits with 10 if files of the project disagree about Go
#
# The inputs are variables, because a value that is pasted into a script could be a command:
#
#   UPGO_SETUP_VERSION      the version of Upgo
#   UPGO_SETUP_SHA256       the SHA-256 of its archive; several if the same job runs on several systems
#   UPGO_SETUP_BASE_URL     the folder of all releases
#   UPGO_SETUP_FOLDER       the folder of the project; by default the current one
#   UPGO_SETUP_GO_VERSION   another Go than the one that the project asks for
#   UPGO_SETUP_GOTOOLCHAIN  a value for GOTOOLCHAIN, which is not set otherwise
#   UPGO_SETUP_CACHE        a folder that the build server keeps
#   UPGO_SETUP_BASELINE     the file that names known disagreements
#   UPGO_SETUP_RESULTS      the file for the results of the gate: .sarif, or .xml for JUnit
#   UPGO_SETUP_ENV          a file to source afterwards, on a build server that offers nothing better
set -euf

work=$(mktemp -d "${TMPDIR:-/tmp}/upgo-setup-XXXXXX")
trap 'rm -rf "$work"' EXIT
newline='
'

# Text from files of a repository, such as the name of a folder, must not be a command for the build server: no two # or
# two : stay together. Once leaves pairs where there were three or more, and twice leaves none.
plain() {
  LC_ALL=C sed -e 's/##/# #/g' -e 's/##/# #/g' -e 's/::/: :/g' -e 's/::/: :/g' "$@"
}

fail() {
  printf 'setup-upgo: %s\n' "$@" | plain >&2
  exit 1
}

# Runs a command, shows its output, and returns its exit code.
say() {
  code=0
  "$@" >"$work/said" 2>&1 || code=$?
  plain "$work/said"
  return "$code"
}

# Refuses a value that would be more than one line or word for the build server.
check_value() {
  case $1 in *"$newline"* | *\'*) fail "A folder's name has a line break or a quotation mark. Use another folder." ;; esac
}

# variable NAME VALUE: sets a variable in the later steps of the job.
variable() {
  check_value "$2"
  if [ -n "${GITHUB_ENV:-}" ]; then
    printf '%s=%s\n' "$1" "$2" >>"$GITHUB_ENV"
  elif [ -n "${TF_BUILD:-}" ]; then
    printf '##vso[task.setvariable variable=%s]%s\n' "$1" "$2"
  else
    printf "export %s='%s'\n" "$1" "$2" >>"${UPGO_SETUP_ENV:?}"
  fi
}

# result NAME VALUE: what a later step reads. On GitHub, it is an output of this step.
result() {
  if [ -n "${GITHUB_OUTPUT:-}" ]; then printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"; else variable "$1" "$2"; fi
}

# first_on_path FOLDER: puts a folder first on PATH in the later steps.
first_on_path() {
  check_value "$1"
  if [ -n "${GITHUB_PATH:-}" ]; then
    printf '%s\n' "$1" >>"$GITHUB_PATH"
  elif [ -n "${TF_BUILD:-}" ]; then
    printf '##vso[task.prependpath]%s\n' "$1"
  else
    printf "export PATH='%s':\"\$PATH\"\n" "$1" >>"${UPGO_SETUP_ENV:?}"
  fi
}

# Refuses every input that could be more than what it should be.
check_inputs() {
  case ${UPGO_SETUP_VERSION:-} in
    *[!0-9.]* | .* | *. | *..* | '') fail 'The version of Upgo must be three numbers, such as 0.1.0. Nothing was installed.' ;;
  esac
  [ -n "${UPGO_SETUP_SHA256:-}" ] || fail 'The SHA-256 of the archive is missing. Nothing was installed.' 'Take it from SHA256SUMS of the release.'
  for digest in $UPGO_SETUP_SHA256; do
    case $digest in *[!0-9a-fA-F]*) digest= ;; esac
    [ "${#digest}" -eq 64 ] || fail 'A SHA-256 has 64 hexadecimal digits. Nothing was installed.' 'Take it from SHA256SUMS of the release.'
  done
  case ${UPGO_SETUP_BASE_URL:-} in
    *[[:space:]]*) fail 'The address of the releases has a space. Nothing was installed.' ;;
    https://*) protocol='=https' ;;
    http://127.0.0.1:*) protocol='=http' ;;
    *) fail 'The address of the releases must begin with https://. Nothing was installed.' ;;
  esac
  case ${UPGO_SETUP_GO_VERSION:-} in
    *[!0-9a-z.]*) fail 'The version of Go must be one such as 1.27.3, 1.27 or latest. Nothing was installed.' ;;
  esac
  case ${UPGO_SETUP_GOTOOLCHAIN:-} in
    *[!0-9a-z.+]*) fail 'GOTOOLCHAIN must be a value such as local, auto or go1.27.3+auto. Nothing was installed.' ;;
  esac
}

# download FILE: downloads this file of the release to $work/FILE and compares its digest.
download() {
  address=$UPGO_SETUP_BASE_URL/v$UPGO_SETUP_VERSION/$1
  curl --fail --silent --show-error --location --globoff --proto "$protocol" --retry 3 --output "$work/$1" "$address" ||
    fail "Could not download $address. Nothing was installed."
  found=$(sha256sum <"$work/$1")
  found=${found%% *}
  for digest in $(printf '%s' "$UPGO_SETUP_SHA256" | tr A-F a-f); do
    [ "$digest" != "$found" ] || return 0
  done
  fail "The SHA-256 of $1 is $found, which is not the expected one." 'Nothing was installed. Compare both with SHA256SUMS of the release.'
}

set_up_upgo() {
  check_inputs
  case $(uname -s)-$(uname -m) in
    Linux-x86_64) target=linux-amd64 ;;
    Linux-aarch64) target=linux-arm64 ;;
    *) fail "There is no Upgo for $(uname -s) on $(uname -m) that this script can install. Nothing was installed." ;;
  esac
  for tool in curl sha256sum unzip; do
    command -v "$tool" >"$work/said" || fail "$tool is missing. Nothing was installed. Install it, or use an image that has it."
  done
  archive=upgo-$UPGO_SETUP_VERSION-$target.zip
  download "$archive"
  # Upgo uses no home in a folder of another account. In a container, that of the build server may be one.
  folder=${RUNNER_TEMP:-${AGENT_TEMPDIRECTORY:-}}
  # shellcheck disable=SC3067 # dash and busybox have -O, too
  { [ -n "$folder" ] && [ -O "$folder" ]; } || folder=${TMPDIR:-/tmp}
  place=$(mktemp -d "$folder/upgo-XXXXXX")
  unzip -q "$work/$archive" upgo -d "$place" || fail "$archive has no upgo. Nothing was installed."
  export UPGO_HOME="${UPGO_HOME:-$place/home}" UPGO_NO_MODIFY_PATH=1 UPGO_NO_SELF_UPDATE=1
  for name in UPGO_HOME UPGO_NO_MODIFY_PATH UPGO_NO_SELF_UPDATE; do
    variable "$name" "$(printenv "$name")"
  done
  [ -z "${UPGO_SETUP_GOTOOLCHAIN:-}" ] || variable GOTOOLCHAIN "$UPGO_SETUP_GOTOOLCHAIN"
  first_on_path "$place"
  PATH=$place:$PATH
  find_go
}

open_project() {
  cd -- "${UPGO_SETUP_FOLDER:-.}" 2>"$work/said" || fail "The folder ${UPGO_SETUP_FOLDER:-.} cannot be opened."
}

# Which release the project asks for: a cache needs its name before it is installed.
find_go() {
  open_project
  set -- --use --dry-run -- ${UPGO_SETUP_GO_VERSION:+"$UPGO_SETUP_GO_VERSION"}
  if ! upgo install --json "$@" >"$work/plan" 2>"$work/said"; then
    say upgo install "$@" || exit
  fi
  plain "$work/said"
  version=$(sed -n 's/^    "to": "go\([0-9a-z.]*\)",$/\1/p' "$work/plan")
  [ -n "$version" ] || fail 'Upgo did not say which Go the project asks for. No Go was installed.'
  result UPGO_SETUP_GO_VERSION "$version"
}

# The cache has the archive of the release, not the installed files: Upgo verifies it again, whoever wrote it.
install_cached() {
  bundle=$UPGO_SETUP_CACHE/go$1.zip
  if [ -f "$bundle" ]; then
    ! say upgo install --use --bundle "$bundle" -- "$1" || return 0
    printf 'The cached archive cannot be used, so it is downloaded again.\n'
  fi
  mkdir -p "$UPGO_SETUP_CACHE"
  find "$UPGO_SETUP_CACHE" -maxdepth 1 -type f -name 'go*.zip' -exec rm -f {} +
  say upgo bundle create "$bundle" --versions "$1" --without-upgo && say upgo install --use --bundle "$bundle" -- "$1"
}

install_go() {
  version=${UPGO_SETUP_GO_VERSION:?}
  bin=${UPGO_HOME:?}/bin
  PATH=$bin:$PATH
  if [ -n "${UPGO_SETUP_CACHE:-}" ]; then install_cached "$version"; else say upgo install --use -- "$version"; fi || exit
  # In this folder no project asks for another version.
  cd "$UPGO_HOME"
  found=$(GOTOOLCHAIN=local go env GOVERSION GOROOT 2>"$work/said") || plain "$work/said" >&2
  goroot=${found#*"$newline"} found=${found%%"$newline"*}
  [ "$found" = "go$version" ] || fail "go$version is installed, but go is $found."
  first_on_path "$bin"
  result UPGO_SETUP_GOROOT "$goroot"
}

gate() {
  open_project
  case ${UPGO_SETUP_RESULTS:?} in *.sarif) format=sarif ;; *) format=junit ;; esac
  set -- projects . --exit-code ${UPGO_SETUP_BASELINE:+"--baseline=$UPGO_SETUP_BASELINE"}
  code=0
  upgo "$@" --format "$format" >"$UPGO_SETUP_RESULTS" 2>"$work/said" || code=$?
  case $code in
    0) title='No new disagreement about Go' ;;
    10) title='Files disagree about Go' ;;
    *) title='It could not be checked whether files disagree about Go' && rm -f "$UPGO_SETUP_RESULTS" ;;
  esac
  [ "$code" -eq 0 ] || [ "$code" -eq 10 ] || plain "$work/said"
  printf '%s\n' "$title"
  upgo "$@" >"$work/text" 2>&1 || true
  plain "$work/text"
  summarize "$title"
  [ ! -f "$UPGO_SETUP_RESULTS" ] || result UPGO_SETUP_RESULTS "$UPGO_SETUP_RESULTS"
  exit "$code"
}

# summarize TITLE: adds the title and the text to the page of the job. Text of a repository is no HTML there.
summarize() {
  if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    summary=$GITHUB_STEP_SUMMARY
  elif [ -n "${TF_BUILD:-}" ]; then
    summary=${AGENT_TEMPDIRECTORY:?}/upgo.md
    printf '##vso[task.uploadsummary]%s\n' "$summary"
  else
    return 0
  fi
  {
    printf '### %s\n\n<pre>\n' "$1"
    sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g' "$work/text"
    printf '</pre>\n'
  } >>"$summary"
}

case ${1:-} in
  upgo) set_up_upgo ;;
  go) install_go ;;
  gate) gate ;;
  *) fail 'Usage: setup-upgo.sh upgo|go|gate' ;;
esac
