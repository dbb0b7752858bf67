#!/usr/bin/env bash
# Puts the 64-bit Wine of a newer Debian into $UPGO_TOOLS/wine: its packages are unpacked, not installed,
# and its two programs are pointed at the unpacked libc's loader. No chroot, no mount, no root (but for
# patchelf, once). Then makes $UPGO_TOOLS/wine-template, the ready WINEPREFIX that wine-run copies.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
WINE_SUITE=${WINE_SUITE:-trixie}

main() {
  open_tools_folder
  lock_tools_folder
  wine=$UPGO_TOOLS/wine
  template=$UPGO_TOOLS/wine-template
  if [ ! -e "$wine/.ready" ]; then
    need_packages patchelf xz-utils
    rm -rf "$wine" "$wine.part" "$template"
    mkdir -p "$wine.part"
    unpack_packages "$wine.part"
    # The programs get absolute paths, so they are patched in their final place.
    mv "$wine.part" "$wine"
    patch_programs
    slim_down
    touch "$wine/.ready"
  fi
  if [ ! -e "$template/.ready" ] || ! grep -q dejavu "$template/fonts.conf" 2>/dev/null; then
    say "making the template of a Wine prefix"
    # an earlier prefix still lists the fonts of this machine
    rm -rf "$template" "$UPGO_TOOLS/wine-prefix"
    WINEPREFIX="$template" "$scripts/wine-run" --make-template
    touch "$template/.ready"
  fi
  say "$("$scripts/wine-run" --version) is in $wine"
}

# Wine without its long tail (GStreamer, codecs, printing, X), and the libraries that its console side loads.
unpack_packages() {
  local packages="$UPGO_TOOLS/packages.part" libraries package
  say "reading the package lists of $WINE_SUITE"
  suite_open "$WINE_SUITE" || die "apt could not read the suite $WINE_SUITE from this machine's mirror"
  mapfile -t libraries < <(suite_apt apt-get install -s libc6 libunwind8 libgnutls30t64 libfreetype6 \
    libfontconfig1 libudev1 libdbus-1-3 libgcc-s1 2>/dev/null |
    awk '$1 == "Inst" {print $2}' | grep -vxE 'debconf|fontconfig-config|gcc-14-base')
  [ ${#libraries[@]} -gt 5 ] || die "apt could not resolve Wine's libraries in $WINE_SUITE"
  say "downloading Wine and ${#libraries[@]} libraries (0.1 GB)"
  rm -rf "$packages"
  mkdir -p "$packages"
  (cd "$packages" && suite_apt apt-get download libwine wine64 libz-mingw-w64 fontconfig-config \
    fonts-dejavu-core "${libraries[@]}")
  # The packages ship /usr only, yet keep an old-style /lib mergeable.
  mkdir -p "$1/usr/lib" "$1/usr/lib64"
  ln -s usr/lib "$1/lib"
  ln -s usr/lib64 "$1/lib64"
  for package in "$packages"/*.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x -C "$1" --keep-directory-symlink --no-same-owner \
      --exclude=./usr/share/{doc,man,locale,lintian,icons,mime,iso-codes} \
      --exclude=./usr/{i686-w64-mingw32,x86_64-w64-mingw32ucrt}
  done
  rm -rf "$packages"
  suite_close
}

patch_programs() {
  local unix="$wine/usr/lib/x86_64-linux-gnu" loader program
  loader=$(readlink -f "$unix/ld-linux-x86-64.so.2")
  [ -x "$loader" ] || die "the unpacked libc has no loader"
  for program in wine64 wineserver64; do
    [ -x "$wine/usr/lib/wine/$program" ] || die "the unpacked Wine has no $program"
    patchelf --set-interpreter "$loader" --force-rpath --set-rpath "$unix:$unix/wine/x86_64-unix" "$wine/usr/lib/wine/$program"
  done
  # The package's own wineserver is a script with absolute paths, as is the lookup of the data folder.
  ln -sf wineserver64 "$wine/usr/lib/wine/wineserver"
  ln -sfn . "$wine/usr/share/wine/wine"
  cp -L "$wine/usr/x86_64-w64-mingw32/lib/zlib1.dll" "$unix/wine/x86_64-windows/zlib1.dll"
}

# Without their debug sections the DLLs take 0.23 GB instead of 0.71.
slim_down() {
  command -v x86_64-w64-mingw32-strip >/dev/null || {
    say "no mingw strip: Wine stays 0.5 GB larger (setup-target.sh installs it)"
    return 0
  }
  find "$wine/usr/lib/x86_64-linux-gnu/wine/x86_64-windows" -type f -print0 |
    xargs -0 -n 64 -P "$(nproc)" x86_64-w64-mingw32-strip --strip-debug 2>/dev/null || true
}

main
