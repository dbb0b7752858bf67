; The Windows installer of Upgo. It installs for one user and needs neither administrator rights nor a restart.
;
; scripts/build.mjs and the tests build it with makensis and pass these definitions:
;   VERSION   the installed version, such as 0.1.0  SIZE_KB   its size, for the list of installed apps
;   DESKTOP   upgo-desktop.exe                      LOADER    WebView2Loader.dll, unless it is linked statically
;   CLI       upgo.exe                              OUT       the installer to write
;   ARCH      of the programs: amd64 or arm64       QUICK     without compression, for the tests
;   FINALIZE  a command that gets the path of the uninstaller, before it is embedded
;
; For its files, switches and exit codes, see docs/installing.md.
Unicode true
!if "${ARCH}" == "arm64"
  ; There is no installer program for ARM64. Windows 10 for ARM64 runs one for x86, but none for amd64.
  Target x86-unicode
!else
  Target amd64-unicode
!endif
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
AllowSkipFiles off
; Files are dated when they are installed. The dates of the build's files would make each build another installer.
SetDateSave off
!ifdef QUICK
  SetCompress off
!else
  SetCompressor /SOLID lzma
!endif

; The uninstaller is a program of its own, so a release signs it, too: it copies it out, and later the signed one in.
!ifdef FINALIZE
  !uninstfinalize '${FINALIZE}'
!endif

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "x64.nsh"
!include "Hear.nsh"

Name "Upgo"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Upgo"
BrandingText "Upgo ${VERSION}"

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Upgo"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
; An upgrade is installed in the folder of the older version.
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"

; The identifier in src-tauri/tauri.conf.json, which names the web view's data folders. An Upgo with another home
; appends a suffix.
!define IDENTIFIER "dev.upgo.desktop"

!define EXIT_FAILED 2
!define EXIT_BUSY 6
!define EXIT_NOT_ON_PATH 20

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Upgo"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Upgo Setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT License"

!define MUI_ICON "..\..\icons\icon.ico"
!define MUI_UNICON "..\..\icons\icon.ico"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "$(WelcomeTitle)"
!define MUI_WELCOMEPAGE_TEXT "$(WelcomeText)"
!define MUI_FINISHPAGE_RUN "$INSTDIR\upgo-desktop.exe"
!define MUI_FINISHPAGE_RUN_TEXT "$(OpenUpgo)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
UninstPage custom un.ChoicePage un.ChoiceMade
!insertmacro MUI_UNPAGE_INSTFILES
; The installer uses the language of Windows, or the first one if it does not have that.
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"
!include "English.nsh"
!include "SimpChinese.nsh"

Var Home       ; Upgo's home, which has `go` and `upgo` in `bin`
Var WasThere   ; whether an older version is being replaced
Var WasRunning ; whether the window or the tray icon was open before
Var Tick       ; makes the names of files moved aside unique
Var ExitCode   ; of a step whose failure does not stop the installation
Var RemoveAll  ; 1: remove the Go versions, too
Var ChoiceKeep
Var ChoiceRemove

; ---------------------------------------------------------------------------------------------------------------------
; Shared by installer and uninstaller

; Stops the run, which changes nothing after this.
!macro Stop MESSAGE CODE
  SetErrorLevel ${CODE}
  MessageBox MB_OK|MB_ICONSTOP "${MESSAGE}" /SD IDOK
  Abort
!macroend
!define Stop "!insertmacro Stop"

; Sets $WasRunning. A running program cannot be opened for writing. A file held by another program is waited for, too.
!macro IsRunning
  StrCpy $WasRunning 0
  ${If} ${FileExists} "$INSTDIR\upgo-desktop.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\upgo-desktop.exe" a
    ${If} ${Errors}
      StrCpy $WasRunning 1
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
!macroend

; Asks the program to quit and never kills it, because it may be in the middle of a change.
!macro AskToQuit UN
Function ${UN}AskToQuit
  !insertmacro IsRunning
  ${If} $WasRunning = 0
    Return
  ${EndIf}
  ${Do}
    ; Asks more than once, because a program that is just starting cannot receive the request yet.
    ${For} $2 1 10
      ExecWait '"$INSTDIR\upgo-desktop.exe" --quit'
      ${For} $1 1 10
        !insertmacro IsRunning
        ${If} $WasRunning = 0
          StrCpy $WasRunning 1
          Return
        ${EndIf}
        Sleep 100
      ${Next}
    ${Next}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(StillRunning)" /SD IDCANCEL IDRETRY again
    SetErrorLevel ${EXIT_BUSY}
    Abort
    again:
  ${Loop}
FunctionEnd
!macroend
!insertmacro AskToQuit ""
!insertmacro AskToQuit "un."

; Only one installer or uninstaller may run at a time.
!macro AloneOrQuit
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "${IDENTIFIER}-setup") p .r0 ?e'
  Pop $1
  ${If} $1 = 183 ; ERROR_ALREADY_EXISTS
    MessageBox MB_OK|MB_ICONSTOP "$(SetupIsRunning)" /SD IDOK
    SetErrorLevel ${EXIT_BUSY}
    Quit
  ${EndIf}
!macroend

; ---------------------------------------------------------------------------------------------------------------------
; Installing

Function .onInit
  !insertmacro AloneOrQuit
  ${IfNot} ${AtLeastBuild} 14393 ; as OLDEST in tests/windows/programs.test.mjs
    MessageBox MB_OK|MB_ICONSTOP "$(NeedsWindows10)" /SD IDOK
    SetErrorLevel ${EXIT_FAILED}
    Quit
  ${EndIf}
  !if "${ARCH}" == "arm64"
    ${IfNot} ${IsNativeARM64}
      MessageBox MB_OK|MB_ICONSTOP "$(NeedsArm64)" /SD IDOK
      SetErrorLevel ${EXIT_FAILED}
      Quit
    ${EndIf}
  !endif
  ; Windows itself has a profile, too, in which nobody would find Upgo.
  Call GetAccount
  ${If} $5 == "S-1-5-18"
    MessageBox MB_OK|MB_ICONSTOP "$(NotForSystem)" /SD IDOK
    SetErrorLevel ${EXIT_FAILED}
    Quit
  ${EndIf}
  StrCpy $ExitCode 0
  System::Call 'kernel32::GetTickCount() i .s'
  Pop $Tick
  ; The same rule as in the engine, which rejects a relative path.
  ReadEnvStr $Home "UPGO_HOME"
  ${If} $Home == ""
    StrCpy $Home "$LOCALAPPDATA\Upgo"
  ${EndIf}
FunctionEnd

; Puts the SID of this account into $5; it is empty if Windows does not report it.
Function GetAccount
  StrCpy $5 ""
  System::Call 'kernel32::GetCurrentProcess() p .r1'
  System::Call 'advapi32::OpenProcessToken(p r1, i 8, *p .r1)' ; TOKEN_QUERY
  System::Alloc 128
  Pop $2
  System::Call 'advapi32::GetTokenInformation(p r1, i 1, p r2, i 128, *i .r3) i .r0' ; TokenUser
  ${If} $0 <> 0
    System::Call '*$2(p .r3)'
    System::Call 'advapi32::ConvertSidToStringSidW(p r3, *p .r4)'
    System::Call 'kernel32::lstrcpynW(w .r5, p r4, i ${NSIS_MAX_STRLEN})'
    System::Call 'kernel32::LocalFree(p r4)'
  ${EndIf}
  System::Free $2
  System::Call 'kernel32::CloseHandle(p r1)'
FunctionEnd

; Outside of the profile, other accounts may change what is in a new folder, and Upgo refuses such a home. So it gets the
; rights that `create_for` in guard.rs gives it.
Function CreateHome
  ${If} ${FileExists} "$Home\*.*"
  ${OrIf} $Home == "$LOCALAPPDATA\Upgo"
    Return
  ${EndIf}
  ${GetParent} "$Home" $0
  CreateDirectory "$0"
  Call GetAccount
  System::Call 'advapi32::ConvertStringSecurityDescriptorToSecurityDescriptorW(w "D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;$5)", i 1, *p .r1, p 0)'
  !define /math ATTRIBUTES_SIZE ${NSIS_PTR_SIZE} * 3
  System::Call '*(p ${ATTRIBUTES_SIZE}, p r1, p 0) p .r2' ; SECURITY_ATTRIBUTES with its padding
  System::Call 'kernel32::CreateDirectoryW(w "$Home", p r2)'
  System::Free $2
  System::Call 'kernel32::LocalFree(p r1)'
FunctionEnd

; A running program can be renamed, but neither replaced nor deleted. So an old file is moved aside, a new one takes its
; name, and a failure restores the old ones. DO is a macro with the parameters FILE and ASIDE.
!macro EachFile DO
  ; Upgo's clean-up deletes the files in `staging`.
  !insertmacro ${DO} "$Home\bin\upgo.exe" "$Home\staging\upgo-$Tick.exe"
  !ifdef LOADER
    !insertmacro ${DO} "$INSTDIR\WebView2Loader.dll" "$INSTDIR\loader-$Tick.old"
  !endif
  !insertmacro ${DO} "$INSTDIR\upgo-desktop.exe" "$INSTDIR\desktop-$Tick.old"
  !insertmacro ${DO} "$INSTDIR\uninstall.exe" "$INSTDIR\uninstall-$Tick.old"
!macroend
!define EachFile "!insertmacro EachFile"

; Tries for a while, because a virus scanner may hold a file for a moment.
!macro RenameOrStop FROM TO FILE
  StrCpy $2 held
  ${For} $1 1 50
    ClearErrors
    Rename "${FROM}" "${TO}"
    ${IfNot} ${Errors}
      StrCpy $2 renamed
      ${Break}
    ${EndIf}
    Sleep 100
  ${Next}
  ${If} $2 == held
    ${Stop} "$(CannotReplace)$\n$\n${FILE}" ${EXIT_BUSY}
  ${EndIf}
!macroend

!macro PutAside FILE ASIDE
  ${If} ${FileExists} "${FILE}"
    !insertmacro RenameOrStop "${FILE}" "${ASIDE}" "${FILE}"
  ${EndIf}
!macroend

!macro PutNew FILE ASIDE
  !insertmacro RenameOrStop "${FILE}.new" "${FILE}" "${FILE}"
!macroend

!macro TakeBack FILE ASIDE
  Delete "${FILE}.new"
  ${If} ${FileExists} "${ASIDE}"
    Delete "${FILE}"
    Rename "${ASIDE}" "${FILE}"
  ${ElseIf} $WasThere = 0
    Delete "${FILE}"
  ${EndIf}
!macroend

Section "Upgo"
  StrCpy $WasThere 0
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    StrCpy $WasThere 1
  ${EndIf}
  Call AskToQuit

  ; All bytes are on the disk before the first file changes. If the disk is full, the installation fails here.
  Call CreateHome
  SetOutPath "$Home\bin"
  File "/oname=upgo.exe.new" "${CLI}"
  ; Microsoft DSC looks for it in the folders of PATH.
  File "..\dsc\upgo.dsc.resource.json"
  SetOutPath "$INSTDIR"
  File "/oname=upgo-desktop.exe.new" "${DESKTOP}"
  !ifdef LOADER
    File "/oname=WebView2Loader.dll.new" "${LOADER}"
  !endif
  File "/oname=LICENSE.txt" "..\licenses.txt"
  ClearErrors
  WriteUninstaller "$INSTDIR\uninstall.exe.new"
  ${If} ${Errors}
    ${Stop} "$(CannotWrite)$\n$\n$INSTDIR" ${EXIT_FAILED}
  ${EndIf}

  CreateDirectory "$Home\staging"
  ${EachFile} PutAside
  ${EachFile} PutNew
  ; Files of running programs remain until the next installation.
  Delete "$INSTDIR\*.old"
  Delete "$Home\staging\upgo-*.exe"
  RMDir "$Home\staging"

  Call WriteUninstallEntry
  ExecWait '"$INSTDIR\upgo-desktop.exe" --register' $0
  ${If} $0 <> 0
    DetailPrint "upgo-desktop --register: $0"
  ${EndIf}

  ; The engine edits PATH, so that the edit is in the history and can be undone.
  InitPluginsDir
  ${Hear} '"$Home\bin\upgo.exe" add-to-path --quiet --progress none' "$PLUGINSDIR\said.txt"
  ${If} $0 != 0
    StrCpy $ExitCode ${EXIT_NOT_ON_PATH}
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(NotOnPath)$\n$\n$Home\bin$\n$\n$1" /SD IDOK
  ${EndIf}
SectionEnd

Function WriteUninstallEntry
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "Upgo"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\upgo-desktop.exe"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "Upgo"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  ; For the uninstaller, which may run without UPGO_HOME.
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UpgoHome" "$Home"
FunctionEnd

Function .onInstSuccess
  ${If} ${Silent}
  ${AndIf} $WasRunning = 1
    ; Started by Explorer, because who waits for this program (Start-Process -Wait) also waits for those that it started.
    CreateShortCut "$TEMP\upgo-$Tick.lnk" "$INSTDIR\upgo-desktop.exe" "--hidden"
    Exec '"$WINDIR\explorer.exe" "$TEMP\upgo-$Tick.lnk"'
    ${For} $1 1 50
      !insertmacro IsRunning
      ${If} $WasRunning = 1
        ${Break}
      ${EndIf}
      Sleep 100
    ${Next}
    Delete "$TEMP\upgo-$Tick.lnk"
    ${If} $WasRunning = 0 ; there is no Explorer, as over SSH
      Exec '"$INSTDIR\upgo-desktop.exe" --hidden'
    ${EndIf}
  ${EndIf}
  SetErrorLevel $ExitCode
FunctionEnd

; An older version, if any, is complete again afterwards.
Function .onInstFailed
  SetOutPath "$TEMP"
  ${EachFile} TakeBack
  ${If} $WasThere = 0
    Delete "$INSTDIR\LICENSE.txt"
    Delete "$Home\bin\upgo.dsc.resource.json"
  ${EndIf}
  RMDir "$INSTDIR"
  RMDir "$Home\staging"
  RMDir "$Home\bin"
  RMDir "$Home"
FunctionEnd

; ---------------------------------------------------------------------------------------------------------------------
; Uninstalling

Function un.onInit
  !insertmacro AloneOrQuit
  System::Call 'kernel32::GetTickCount() i .s'
  Pop $Tick
  ReadRegStr $Home HKCU "${UNINSTALL_KEY}" "UpgoHome"
  ${If} $Home == ""
    StrCpy $Home "$LOCALAPPDATA\Upgo"
  ${EndIf}
  StrCpy $RemoveAll 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/REMOVEALL" $1
  ${IfNot} ${Errors}
    StrCpy $RemoveAll 1
  ${EndIf}
  ; If Upgo installed no Go version, there is nothing to keep.
  ${IfNot} ${FileExists} "$Home\toolchains\go*"
    StrCpy $RemoveAll 1
  ${EndIf}
FunctionEnd

Function un.ChoicePage
  ${IfNot} ${FileExists} "$Home\toolchains\go*"
    Abort ; no page, because there is nothing to choose
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "$(ChoiceTitle)" "$(ChoiceSubtitle)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 0 100% 12u "$(KeepGo)"
  Pop $ChoiceKeep
  ${NSD_CreateLabel} 12u 14u 95% 34u "$(KeepGoMeans)"
  Pop $0
  ${NSD_CreateRadioButton} 0 56u 100% 12u "$(RemoveGo)"
  Pop $ChoiceRemove
  ${NSD_CreateLabel} 12u 70u 95% 34u "$(RemoveGoMeans)"
  Pop $0
  ${If} $RemoveAll = 1
    ${NSD_Check} $ChoiceRemove
    ${NSD_SetFocus} $ChoiceRemove
  ${Else}
    ${NSD_Check} $ChoiceKeep
    ${NSD_SetFocus} $ChoiceKeep
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function un.ChoiceMade
  ${NSD_GetState} $ChoiceRemove $0
  StrCpy $RemoveAll 0
  ${If} $0 = ${BST_CHECKED}
    StrCpy $RemoveAll 1
  ${EndIf}
FunctionEnd

; The web view's processes hold their files for a moment longer than the program runs.
!macro RemoveFolders FOLDER NAMES
  FindFirst $0 $1 "${FOLDER}\${NAMES}"
  ${DoUntil} $1 == ""
    ${For} $2 1 50
      RMDir /r "${FOLDER}\$1"
      ${IfNot} ${FileExists} "${FOLDER}\$1\*"
        ${Break}
      ${EndIf}
      Sleep 100
    ${Next}
    FindNext $0 $1
  ${Loop}
  FindClose $0
!macroend

Section "un.Upgo"
  SetOutPath "$TEMP" ; a program's current folder cannot be removed
  Call un.AskToQuit
  ; First the step that may fail: if a Go version is running, neither it nor Upgo is removed.
  ${If} $RemoveAll = 1
    Call un.RemoveGo
  ${EndIf}

  ${If} ${FileExists} "$INSTDIR\upgo-desktop.exe"
    ExecWait '"$INSTDIR\upgo-desktop.exe" --unregister'
  ${EndIf}
  ; If the program can no longer be started, or if its path is too long for a shortcut.
  Delete "$SMPROGRAMS\Upgo.lnk"
  DeleteRegValue HKCU "${RUN_KEY}" "Upgo"
  ; Removes files that the program has written to the home meanwhile.
  ${If} ${FileExists} "$PLUGINSDIR\upgo.exe"
    nsExec::Exec '"$PLUGINSDIR\upgo.exe" purge --yes --quiet --progress none'
    Pop $0
  ${EndIf}
  !insertmacro RemoveFolders "$APPDATA" "${IDENTIFIER}*"
  !insertmacro RemoveFolders "$LOCALAPPDATA" "${IDENTIFIER}*"

  Call un.RemoveCommand
  Call un.RemoveProgram
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
SectionEnd

; The engine undoes its edits of PATH and empties its home. It runs from a copy of `upgo`, which is in the home itself.
Function un.RemoveGo
  ${IfNot} ${FileExists} "$Home\*"
    Return
  ${EndIf}
  InitPluginsDir
  ClearErrors
  CopyFiles /SILENT "$Home\bin\upgo.exe" "$PLUGINSDIR\upgo.exe"
  ${If} ${Errors}
    ${Stop} "$(CommandIsMissing)" ${EXIT_FAILED}
  ${EndIf}
  System::Call 'kernel32::SetEnvironmentVariableW(w "UPGO_HOME", w "$Home")'
  ${Hear} '"$PLUGINSDIR\upgo.exe" purge --yes --progress none' "$PLUGINSDIR\said.txt"
  ${If} $0 != 0
    ${If} $0 == "error"
      StrCpy $0 ${EXIT_FAILED}
    ${EndIf}
    ${Stop} "$(CannotRemoveGo)$\n$\n$1" $0
  ${EndIf}
FunctionEnd

; Removes only `upgo`. `go` and its files now belong to the user.
Function un.RemoveCommand
  Delete "$Home\bin\upgo.dsc.resource.json"
  Delete "$Home\bin\upgo.exe"
  ${If} ${FileExists} "$Home\bin\upgo.exe"
    ; It is running. The file remains in `staging`, where it does no harm.
    CreateDirectory "$Home\staging"
    Rename "$Home\bin\upgo.exe" "$Home\staging\upgo-$Tick.exe"
  ${EndIf}
  ; Only if nothing else is left there.
  RMDir "$Home\bin"
  RMDir "$Home"
FunctionEnd

Function un.RemoveProgram
  ; Windows holds a program for a moment after it has quit.
  ${For} $1 1 50
    ClearErrors
    Delete "$INSTDIR\upgo-desktop.exe"
    Delete "$INSTDIR\WebView2Loader.dll"
    ${IfNot} ${Errors}
      ${Break}
    ${EndIf}
    Sleep 100
  ${Next}
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\*.old"
  Delete "$INSTDIR\*.new"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
FunctionEnd
