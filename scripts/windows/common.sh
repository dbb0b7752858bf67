# Shared by the scripts of this folder, which source it.
# shellcheck disable=SC2034 # they use what is set here

WINDOWS_TARGET=x86_64-pc-windows-gnu
scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

say() { printf '[windows] %s\n' "$*" >&2; }
die() {
  printf '[windows] error: %s\n' "$*" >&2
  exit 1
}

# Sets UPGO_TOOLS, the one cache folder of these scripts, and makes it.
open_tools_folder() {
  UPGO_TOOLS=${UPGO_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/upgo-dev}
  case $UPGO_TOOLS in
    *[[:space:]]*) die "'$UPGO_TOOLS' contains white space, at which cargo would split its runner: set UPGO_TOOLS to another folder" ;;
  esac
  mkdir -p "$UPGO_TOOLS"
  UPGO_TOOLS=$(cd "$UPGO_TOOLS" && pwd)
  export UPGO_TOOLS
}

# Waits for another run of these scripts on the same folder. The lock ends with the process; scripts
# that it starts (UPGO_TOOLS_LOCKED) are inside it.
lock_tools_folder() {
  [ -z "${UPGO_TOOLS_LOCKED:-}" ] || return 0
  exec 9>"$UPGO_TOOLS/.setup.lock"
  flock -n 9 || {
    say "waiting for another setup to finish"
    flock 9
  }
  export UPGO_TOOLS_LOCKED=1
}

# Installs missing packages of this machine's own Debian; needs root for that only.
need_packages() {
  local missing=() package
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  [ "$(id -u)" = 0 ] || die "packages are missing: run 'apt-get install ${missing[*]}' as root, then this again"
  say "installing ${missing[*]}"
  apt-get -qq -o DPkg::Lock::Timeout=300 update
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${missing[@]}" >/dev/null
}

# The Debian mirror that this machine's apt already uses.
debian_mirror() {
  local mirror=""
  if [ -r /etc/apt/sources.list.d/debian.sources ]; then
    mirror=$(awk '/^URIs:/ {print $2; exit}' /etc/apt/sources.list.d/debian.sources)
  fi
  if [ -z "$mirror" ] && [ -r /etc/apt/sources.list ]; then
    mirror=$(awk '$1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /^[a-z+]+:/) { print $i; exit } }' /etc/apt/sources.list)
  fi
  [ -n "$mirror" ] || die "no Debian mirror in the apt sources of this machine"
  printf '%s' "$mirror"
}

# suite_open SUITE: an apt state of its own for another Debian suite, so that packages of it can be
# downloaded (signatures checked) while the machine's own packages stay as they are.
suite_open() {
  suite_root="$UPGO_TOOLS/apt-$1"
  mkdir -p "$suite_root"/etc/apt/{apt.conf.d,preferences.d,sources.list.d} \
    "$suite_root"/var/lib/apt/lists/partial "$suite_root"/var/cache/apt/archives/partial "$suite_root"/var/lib/dpkg
  [ -e "$suite_root/var/lib/dpkg/status" ] || : >"$suite_root/var/lib/dpkg/status"
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' \
    "$(debian_mirror)" "$1" >"$suite_root/etc/apt/sources.list"
  suite_apt apt-get update
}

# suite_apt apt-get|apt-cache ARGUMENTS...: apt on the suite that suite_open made ready.
suite_apt() {
  local command=$1
  shift
  "$command" -qq -o Dir="$suite_root" -o Dir::State::status="$suite_root/var/lib/dpkg/status" \
    -o Dir::Etc::sourcelist="$suite_root/etc/apt/sources.list" -o Dir::Etc::sourceparts="$suite_root/etc/apt/sources.list.d" \
    -o APT::Architecture=amd64 -o APT::Architectures=amd64 -o Acquire::Languages=none \
    -o APT::Sandbox::User= -o APT::Install-Recommends=false -o Acquire::Retries=3 \
    -o DPkg::Post-Invoke= -o APT::Update::Post-Invoke= -o APT::Update::Post-Invoke-Success= "$@"
}

# The package lists are large and only needed while downloading.
suite_close() { rm -rf "$suite_root"; }
