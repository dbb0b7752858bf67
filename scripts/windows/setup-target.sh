#!/usr/bin/env bash
# Makes `cargo build --target x86_64-pc-windows-gnu` work on Debian: Debian's mingw as the linker, and a
# Rust standard library for the target. The library comes from rustup where rustup can fetch it. Where it
# cannot, it is built from Debian's rust-src of the same version, into a copy of the toolchain in
# $UPGO_TOOLS/toolchain, so that the machine's own toolchain stays as it is.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
# Newest names first; only a suite that has exactly the version of the active rustc is used.
RUST_SRC_SUITES=${RUST_SRC_SUITES:-"trixie-backports trixie forky sid bookworm-backports"}

main() {
  open_tools_folder
  lock_tools_folder
  need_packages gcc-mingw-w64-x86-64-win32 mingw-w64-x86-64-dev binutils-mingw-w64-x86-64
  # The toolchain that is active in the project, never the copy of an earlier run.
  cd "$scripts/../.."
  PATH=$(printf '%s' "$PATH" | tr ':' '\n' | grep -vxF "$UPGO_TOOLS/toolchain/bin" | paste -sd:)
  unset RUSTC
  if has_target rustc; then
    rm -rf "$UPGO_TOOLS/toolchain"
    say "$(rustc --version) has $WINDOWS_TARGET"
  elif has_built_target; then
    say "$(rustc --version) with $WINDOWS_TARGET is in $UPGO_TOOLS/toolchain"
  elif command -v rustup >/dev/null && rustup target add "$WINDOWS_TARGET" && has_target rustc; then
    rm -rf "$UPGO_TOOLS/toolchain"
    say "rustup added $WINDOWS_TARGET"
  else
    say "rustup cannot add $WINDOWS_TARGET; building its standard library from Debian's sources"
    build_toolchain
  fi
}

# has_target RUSTC: whether this compiler finds a standard library for the target.
has_target() {
  local folder
  folder=$("$1" --print target-libdir --target "$WINDOWS_TARGET") && compgen -G "$folder/libstd-*.rlib" >/dev/null
}

# has_built_target: whether an earlier run has built one for the active compiler.
has_built_target() { [ -e "$UPGO_TOOLS/toolchain/.built-$(rustc_says commit-hash)" ]; }

# rustc_says FIELD: a field of the active compiler's version.
rustc_says() { rustc --version --verbose | awk -v field="$1:" '$1 == field {print $2}'; }

build_toolchain() {
  local sysroot release
  sysroot=$(rustc --print sysroot)
  release=$(rustc_says release)
  toolchain=$UPGO_TOOLS/toolchain
  rm -rf "$toolchain" "$toolchain.part"
  mkdir -p "$toolchain.part"
  copy_sysroot "$sysroot" "$toolchain.part"
  download_library "$release" "$toolchain.part/lib/rustlib/src/rust"
  mv "$toolchain.part" "$toolchain"
  build_library
  touch "$toolchain/.built-$(rustc_says commit-hash)"
}

# Hard links where both are on one file system and ours, a copy elsewhere.
copy_sysroot() {
  say "copying the toolchain"
  cp -al "$1/." "$2/" 2>/dev/null || {
    rm -rf "$2"
    mkdir -p "$2"
    cp -a "$1/." "$2/"
  }
  # What is written there later must be files of its own, not names of the original's.
  rm -rf "$2/share" "$2/lib/rustlib/src" "$2/lib/rustlib/$WINDOWS_TARGET"
}

# download_library RELEASE FOLDER: only the library/ of rust-src (all of it is 0.5 GB).
download_library() {
  local suite version="" packages="$UPGO_TOOLS/rust-src.part"
  for suite in $RUST_SRC_SUITES; do
    suite_open "$suite" 2>/dev/null || continue
    version=$(suite_apt apt-cache madison rust-src | awk -F'|' -v want="$1" \
      '{ gsub(/ /, "", $2); plain = $2; sub(/[+-].*/, "", plain); if (plain == want) { print $2; exit } }')
    [ -z "$version" ] || break
    suite_close
  done
  [ -n "$version" ] || die "no suite of ($RUST_SRC_SUITES) has rust-src $1: set RUST_SRC_SUITES, or use a rustc that Debian also has"
  say "downloading rust-src $version from $suite"
  rm -rf "$packages"
  mkdir -p "$packages" "$2"
  (cd "$packages" && suite_apt apt-get download "rust-src=$version")
  dpkg-deb --fsys-tarfile "$packages"/rust-src_*.deb |
    tar -x -C "$packages" --wildcards --no-wildcards-match-slash './usr/src/rustc-*/library'
  cp -aL "$packages"/usr/src/rustc-*/library "$2/library"
  rm -rf "$packages"
  suite_close
  [ -e "$2/library/Cargo.lock" ] || die "rust-src $version has no library/Cargo.lock"
}

# Builds std once and installs it where rustup would have, so that no -Z flag is needed later.
build_library() {
  say "building the standard library for $WINDOWS_TARGET"
  local seed="$UPGO_TOOLS/seed.part" folder="$toolchain/lib/rustlib/$WINDOWS_TARGET/lib"
  rm -rf "$seed"
  mkdir -p "$seed/src" "$folder"
  printf '[package]\nname = "seed"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n' >"$seed/Cargo.toml"
  printf 'fn main() {}\n' >"$seed/src/main.rs"
  # As the official library is built: panic_abort with its own strategy, and bitcode for lto.
  cat >"$seed/wrap" <<'WRAP'
#!/usr/bin/env bash
rustc=$1; shift; arguments=(); abort=""
for argument in "$@"; do
  case $argument in embed-bitcode=no) argument=embed-bitcode=yes ;; panic_abort) abort=1 ;; esac
  arguments+=("$argument")
done
[ -z "$abort" ] || arguments+=(-Cpanic=abort)
exec "$rustc" "${arguments[@]}"
WRAP
  chmod +x "$seed/wrap"
  (
    cd "$seed"
    unset RUSTUP_TOOLCHAIN RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_TARGET
    export PATH="$toolchain/bin:$PATH" RUSTC="$toolchain/bin/rustc"
    RUSTC_WRAPPER="$seed/wrap" RUSTC_BOOTSTRAP=1 CARGO_PROFILE_RELEASE_DEBUG=0 CARGO_TARGET_DIR="$seed/target" \
      cargo build -q --release -Zbuild-std=std,panic_unwind,panic_abort,proc_macro,test --target "$WINDOWS_TARGET"
    cp -p "target/$WINDOWS_TARGET/release/deps/"lib*.rlib "$folder/"
    # Start-up objects of the gnu target, in those versions whose sources have them.
    for object in rsbegin rsend; do
      source="$toolchain/lib/rustlib/src/rust/library/rtstartup/$object.rs"
      [ ! -e "$source" ] || RUSTC_BOOTSTRAP=1 rustc --target "$WINDOWS_TARGET" --emit=obj -O \
        -Zforce-unstable-if-unmarked -o "$folder/$object.o" "$source" 2>/dev/null || true
    done
    export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER=x86_64-w64-mingw32-gcc
    CARGO_PROFILE_RELEASE_PANIC=abort CARGO_PROFILE_RELEASE_LTO=fat \
      cargo build -q --release --target "$WINDOWS_TARGET" --target-dir proof
    [ -s "proof/$WINDOWS_TARGET/release/seed.exe" ] || die "a program built with the new standard library did not link"
  )
  rm -rf "$seed"
}

main
