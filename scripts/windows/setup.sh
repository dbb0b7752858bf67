#!/usr/bin/env bash
# Makes a Debian machine build and run the Windows side: a Rust target and a Wine, all in one cache folder,
# $UPGO_TOOLS (default ${XDG_CACHE_HOME:-~/.cache}/upgo-dev). Run again, it does only what is missing.
#
#   scripts/windows/setup.sh
#   . ~/.cache/upgo-dev/windows.env
#   cargo test --target x86_64-pc-windows-gnu
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

main() {
  open_tools_folder
  lock_tools_folder
  # Wine comes second: the target's strip makes it 0.5 GB smaller.
  "$scripts/setup-target.sh"
  install_runner
  "$scripts/setup-wine.sh"
  "$scripts/go-msi.sh"
  write_environment
  say "ready: . $UPGO_TOOLS/windows.env ; cargo test --target $WINDOWS_TARGET"
}

# The runner lives beside what it runs, so that the environment file serves every checkout of the project.
install_runner() {
  cmp -s "$scripts/wine-run" "$UPGO_TOOLS/wine-run" && return 0
  cp "$scripts/wine-run" "$UPGO_TOOLS/wine-run.part"
  chmod 755 "$UPGO_TOOLS/wine-run.part"
  mv "$UPGO_TOOLS/wine-run.part" "$UPGO_TOOLS/wine-run"
}

write_environment() {
  local file="$UPGO_TOOLS/windows.env"
  {
    printf '# Written by scripts/windows/setup.sh. Source it, then: cargo test --target %s\n' "$WINDOWS_TARGET"
    printf 'export UPGO_TOOLS=%q\n' "$UPGO_TOOLS"
    printf 'export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER=x86_64-w64-mingw32-gcc\n'
    printf 'export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER="$UPGO_TOOLS/wine-run"\n'
    printf 'export CC_x86_64_pc_windows_gnu=x86_64-w64-mingw32-gcc AR_x86_64_pc_windows_gnu=x86_64-w64-mingw32-ar\n'
    if [ -d "$UPGO_TOOLS/toolchain" ]; then
      # A toolchain that rustup does not know: rust-toolchain.toml and `cargo +x` are not read with it.
      printf 'export PATH="$UPGO_TOOLS/toolchain/bin:$PATH" RUSTC="$UPGO_TOOLS/toolchain/bin/rustc"\n'
      printf 'unset RUSTUP_TOOLCHAIN\n'
    fi
  } >"$file.part"
  mv "$file.part" "$file"
}

main
