#!/usr/bin/env bash
# Makes packages for Windows Installer that behave like Go's own, for tests: $UPGO_TOOLS/go-msi.
#
#   go1.26.6.windows-amd64.msi   and others of VERSIONS, signed by "Upgo Test Signer" under a CA of our own
#   failing/…                    the same, but its installation fails after the old product is gone (1603)
#   unsigned/…  stranger/…       the same without a signature, and signed by "Somebody Else"
#
# What makes them like Go's (golang/build: internal/installer/windowsmsi): the upgrade code of the family, any version
# replaces any other and removes it first, INSTALLDIR, ARPINSTALLLOCATION, bin last on the machine's PATH, GOPATH where it
# is not set, %USERPROFILE%\go\bin last on the user's PATH, HKCU\Software\GoProgrammingLanguage. wixl knows neither
# the environment nor AllowDowngrades, so their tables are put in afterwards.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
VERSIONS="go1.26.6 go1.27.3"
FAMILY="{22EA7650-4AC6-4001-BF29-F4B8775DB1C0}" # amd64

main() {
  open_tools_folder
  lock_tools_folder
  out=$UPGO_TOOLS/go-msi
  local stamp
  stamp=$(sha256sum "${BASH_SOURCE[0]}" | cut -c1-16)
  [ ! -e "$out/.made-$stamp" ] || return 0
  need_packages wixl msitools osslsigncode openssl gcc-mingw-w64-x86-64-win32
  rm -rf "$out" "$out.part"
  mkdir -p "$out.part"/{failing,unsigned,stranger}
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  make_signers
  local version
  for version in $VERSIONS; do
    make_package "$version"
  done
  touch "$out.part/.made-$stamp"
  mv "$out.part" "$out"
  say "packages like Go's: $out"
}

# make_package VERSION: all four kinds of it.
make_package() {
  local version=$1 name=$1.windows-amd64.msi
  make_tree "$version"
  write_source "$version" >"$work/go.wxs"
  (cd "$work" && wixl -a x64 -o "$name" go.wxs 2>/dev/null)
  write_tables "$work/$name"
  sign own "$work/$name" "$out.part/$name"
  sign stranger "$work/$name" "$out.part/stranger/$name"
  cp "$work/$name" "$out.part/unsigned/$name"
  make_it_fail "$work/$name"
  sign own "$work/$name" "$out.part/failing/$name"
  rm -f "$work/$name"
}

# The parts of Go that Upgo and the tests need: VERSION, a go that answers `go version`, and its tool.
make_tree() {
  printf '%s\ntime 2026-11-01T00:00:00Z\n' "$1" >"$work/VERSION"
  printf '#include <stdio.h>\nint main(void) { puts("go version %s windows/amd64"); return 0; }\n' "$1" >"$work/go.c"
  x86_64-w64-mingw32-gcc -s -o "$work/go.exe" "$work/go.c"
}

write_source() {
  local number=${1#go}
  cat <<XML
<?xml version="1.0" encoding="UTF-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="*" Name="Go Programming Language amd64 $1" Language="1033" Version="$number"
           Manufacturer="https://go.dev" UpgradeCode="$FAMILY">
    <Package InstallerVersion="300" Compressed="yes" InstallScope="perMachine"/>
    <MajorUpgrade DowngradeErrorMessage="never shown: write_tables replaces it"/>
    <Media Id="1" Cabinet="go.cab" EmbedCab="yes"/>
    <Property Id="ARPNOMODIFY" Value="1"/>
    <CustomAction Id="SetApplicationRootDirectory" Property="ARPINSTALLLOCATION" Value="[INSTALLDIR]"/>
    <Directory Id="TARGETDIR" Name="SourceDir">
      <Directory Id="ProgramFiles64Folder">
        <Directory Id="INSTALLDIR" Name="Go">
          <Component Id="Root" Guid="*"><File Id="VERSION" Name="VERSION" Source="VERSION" KeyPath="yes"/></Component>
          <Component Id="Reg" Guid="*">
            <RegistryValue Root="HKCU" Key="Software\\GoProgrammingLanguage" Name="installed" Type="integer" Value="1" KeyPath="yes"/>
            <RegistryValue Root="HKCU" Key="Software\\GoProgrammingLanguage" Name="installLocation" Type="string" Value="[INSTALLDIR]"/>
          </Component>
          <Directory Id="BIN" Name="bin">
            <Component Id="Go" Guid="*"><File Id="goexe" Name="go.exe" Source="go.exe" KeyPath="yes"/></Component>
            <Component Id="Gofmt" Guid="*"><File Id="gofmtexe" Name="gofmt.exe" Source="go.exe" KeyPath="yes"/></Component>
          </Directory>
          <Directory Id="PKG" Name="pkg"><Directory Id="TOOL" Name="tool"><Directory Id="TOOLARCH" Name="windows_amd64">
            <Component Id="Compile" Guid="*"><File Id="compileexe" Name="compile.exe" Source="go.exe" KeyPath="yes"/></Component>
          </Directory></Directory></Directory>
          <Directory Id="SRC" Name="src"><Directory Id="BUILTIN" Name="builtin">
            <Component Id="Version$(printf '%s' "$number" | tr -d .)" Guid="*"><File Id="only" Name="only-$1.go" Source="VERSION" KeyPath="yes"/></Component>
          </Directory></Directory>
        </Directory>
      </Directory>
    </Directory>
    <Feature Id="GoTools" Level="1">
      <ComponentRef Id="Root"/><ComponentRef Id="Reg"/><ComponentRef Id="Go"/><ComponentRef Id="Gofmt"/><ComponentRef Id="Compile"/>
      <ComponentRef Id="Version$(printf '%s' "$number" | tr -d .)"/>
    </Feature>
    <InstallExecuteSequence><Custom Action="SetApplicationRootDirectory" After="CostFinalize"/></InstallExecuteSequence>
  </Product>
</Wix>
XML
}

# write_tables MSI: any version over any other, and the variables.
write_tables() {
  local upgrade=$work/Upgrade.idt environment=$work/Environment.idt
  {
    printf 'UpgradeCode\tVersionMin\tVersionMax\tLanguage\tAttributes\tRemove\tActionProperty\r\n'
    printf 's38\tS20\tS20\tS255\ti4\tS255\ts72\r\n'
    printf 'Upgrade\tUpgradeCode\tVersionMin\tVersionMax\tLanguage\tAttributes\r\n'
    printf '%s\t0.0.1\t\t\t256\t\tWIX_UPGRADE_DETECTED\r\n' "$FAMILY"
  } >"$upgrade"
  {
    printf 'Environment\tName\tValue\tComponent_\r\ns72\tl255\tL255\ts72\r\nEnvironment\tEnvironment\r\n'
    printf 'GoPath\t=-*PATH\t[~];[INSTALLDIR]bin\tReg\r\n'
    printf 'UserGoPath\t+-GOPATH\t%%USERPROFILE%%\\go\tReg\r\n'
    printf 'UserGoPathBin\t=-PATH\t[~];%%USERPROFILE%%\\go\\bin\tReg\r\n'
  } >"$environment"
  msibuild "$1" -q "DROP TABLE Upgrade"
  msibuild "$1" -i "$upgrade" "$environment"
  msibuild "$1" -q "DELETE FROM LaunchCondition" 2>/dev/null || true
  msibuild "$1" -q "INSERT INTO InstallExecuteSequence (Action, Condition, Sequence) VALUES ('WriteEnvironmentStrings', '', 5200)"
  msibuild "$1" -q "INSERT INTO InstallExecuteSequence (Action, Condition, Sequence) VALUES ('RemoveEnvironmentStrings', '', 3300)"
}

# make_it_fail MSI: an error after the files were written, when the old product has been removed long since.
make_it_fail() {
  msibuild "$1" -q "INSERT INTO CustomAction (Action, Type, Source, Target) VALUES ('FailHalfWay', 19, '', 'this package fails on purpose')"
  msibuild "$1" -q "INSERT INTO InstallExecuteSequence (Action, Condition, Sequence) VALUES ('FailHalfWay', 'NOT Installed', 4900)"
}

# Two signers under a CA of our own: the one that tests name in the policy, and another.
make_signers() {
  openssl req -x509 -newkey rsa:2048 -nodes -days 7300 -subj "/CN=Upgo Test CA" -keyout "$work/ca.key" -out "$work/ca.pem" 2>/dev/null
  make_signer own "Upgo Test Signer"
  make_signer stranger "Somebody Else"
}

make_signer() {
  openssl req -newkey rsa:2048 -nodes -subj "/O=$2/CN=$2" -keyout "$work/$1.key" -out "$work/$1.csr" 2>/dev/null
  openssl x509 -req -days 7300 -in "$work/$1.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" -CAcreateserial \
    -extfile <(printf 'extendedKeyUsage=codeSigning\n') -out "$work/$1.pem" 2>/dev/null
  cat "$work/$1.pem" "$work/ca.pem" >"$work/$1.chain"
}

sign() { osslsigncode sign -h sha256 -certs "$work/$1.chain" -key "$work/$1.key" -in "$2" -out "$3" >/dev/null; }

main
