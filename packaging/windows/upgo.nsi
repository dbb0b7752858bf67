; The Windows installer of Upgo: for one user, without administrator rights, without a restart.
;
; Built by scripts/build.mjs (and by the tests) with makensis, which passes these:
;   VERSION   0.1.0, of what is installed         SIZE_KB   its size, for the list of installed programs
;   DESKTOP   upgo-desktop.exe                    LOADER    WebView2Loader.dll; a build that has it inside passes none
;   CLI       upgo.exe                            OUT       the installer to write
;   QUICK     not compressed, for the tests
;
; What it puts where, what its switches and exit codes mean: docs/installing.md.
Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
AllowSkipFiles off
!ifdef QUICK
  SetCompress off
!else
  SetCompressor /SOLID lzma
!endif

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"

Name "Upgo"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Upgo"
BrandingText "Upgo ${VERSION}"

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Upgo"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
; An upgrade goes where the older version is.
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"

; The identifier in src-tauri/tauri.conf.json, under which the web view keeps what it likes. An Upgo with another home
; has something behind it.
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
; The language is that of Windows; the first one for all others.
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"
!include "English.nsh"
!include "SimpChinese.nsh"

Var Home       ; Upgo's data folder, where `go` and `upgo` are
Var WasThere   ; whether an older version is being replaced
Var WasRunning ; whether the window or the tray icon was there before
Var Tick       ; makes the names of what is put aside unique
Var ExitCode   ; of a step that may fail without the rest
Var RemoveAll  ; 1: Go goes, too
Var ChoiceKeep
Var ChoiceRemove

; ---------------------------------------------------------------------------------------------------------------------
; What installer and uninstaller share

; Ends the run. Nothing is changed after this.
!macro Stop MESSAGE CODE
  SetErrorLevel ${CODE}
  MessageBox MB_OK|MB_ICONSTOP "${MESSAGE}" /SD IDOK
  Abort
!macroend
!define Stop "!insertmacro Stop"

; Sets $WasRunning. A program that runs cannot be written; whoever else holds it is waited for in the same way.
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

; The program is asked to quit and never killed: it may be in the middle of a change, and then it stays.
!macro AskToQuit UN
Function ${UN}AskToQuit
  !insertmacro IsRunning
  ${If} $WasRunning = 0
    Return
  ${EndIf}
  ${Do}
    ; Asked more than once: one that is just starting does not listen yet.
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

; One at a time, installer or uninstaller.
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
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(NeedsWindows10)" /SD IDOK
    SetErrorLevel ${EXIT_FAILED}
    Quit
  ${EndIf}
  StrCpy $ExitCode 0
  System::Call 'kernel32::GetTickCount() i .s'
  Pop $Tick
  ; The same rule as the engine's, which refuses a path that is not full.
  ReadEnvStr $Home "UPGO_HOME"
  ${If} $Home == ""
    StrCpy $Home "$LOCALAPPDATA\Upgo"
  ${EndIf}
FunctionEnd

; A program that runs can be renamed, but neither replaced nor deleted. So an old file is put aside, a new one takes its
; name, and at a failure the old ones come back. DO is a macro with the parameters FILE and ASIDE.
!macro EachFile DO
  ; Upgo's own sweep deletes what lies in `staging`.
  !insertmacro ${DO} "$Home\bin\upgo.exe" "$Home\staging\upgo-$Tick.exe"
  !ifdef LOADER
    !insertmacro ${DO} "$INSTDIR\WebView2Loader.dll" "$INSTDIR\loader-$Tick.old"
  !endif
  !insertmacro ${DO} "$INSTDIR\upgo-desktop.exe" "$INSTDIR\desktop-$Tick.old"
  !insertmacro ${DO} "$INSTDIR\uninstall.exe" "$INSTDIR\uninstall-$Tick.old"
!macroend
!define EachFile "!insertmacro EachFile"

; A scanner holds a file for moments, so it is tried again for a while.
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

  ; All bytes are on the disk before the first file changes. A disk that is full ends it here.
  SetOutPath "$Home\bin"
  File "/oname=upgo.exe.new" "${CLI}"
  SetOutPath "$INSTDIR"
  File "/oname=upgo-desktop.exe.new" "${DESKTOP}"
  !ifdef LOADER
    File "/oname=WebView2Loader.dll.new" "${LOADER}"
  !endif
  File "/oname=LICENSE.txt" "..\..\LICENSE"
  ClearErrors
  WriteUninstaller "$INSTDIR\uninstall.exe.new"
  ${If} ${Errors}
    ${Stop} "$(CannotWrite)$\n$\n$INSTDIR" ${EXIT_FAILED}
  ${EndIf}

  CreateDirectory "$Home\staging"
  ${EachFile} PutAside
  ${EachFile} PutNew
  ; What still runs stays until the next time.
  Delete "$INSTDIR\*.old"
  Delete "$Home\staging\upgo-*.exe"
  RMDir "$Home\staging"

  Call WriteUninstallEntry
  ExecWait '"$INSTDIR\upgo-desktop.exe" --register' $0
  ${If} $0 <> 0
    DetailPrint "upgo-desktop --register: $0"
  ${EndIf}

  ; The engine edits PATH, so that the edit is in the history and can be taken back.
  nsExec::ExecToLog '"$Home\bin\upgo.exe" add-to-path --progress none'
  Pop $0
  ${If} $0 != 0
    StrCpy $ExitCode ${EXIT_NOT_ON_PATH}
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(NotOnPath)$\n$\n$Home\bin" /SD IDOK
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
    Exec '"$INSTDIR\upgo-desktop.exe" --hidden'
  ${EndIf}
  SetErrorLevel $ExitCode
FunctionEnd

; The older version, if there was one, is still whole.
Function .onInstFailed
  SetOutPath "$TEMP"
  ${EachFile} TakeBack
  ${If} $WasThere = 0
    Delete "$INSTDIR\LICENSE.txt"
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
  ; Where there is no Go of Upgo's, there is nothing to keep.
  ${IfNot} ${FileExists} "$Home\toolchains\go*"
    StrCpy $RemoveAll 1
  ${EndIf}
FunctionEnd

Function un.ChoicePage
  ${IfNot} ${FileExists} "$Home\toolchains\go*"
    Abort ; no question, so no page
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

; The web view's own processes hold their files for moments longer than the program lives.
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
  SetOutPath "$TEMP" ; a folder that is somebody's current one cannot be removed
  Call un.AskToQuit
  ; First what can be refused: a Go that runs now stays, and then Upgo stays with it.
  ${If} $RemoveAll = 1
    Call un.RemoveGo
  ${EndIf}

  ${If} ${FileExists} "$INSTDIR\upgo-desktop.exe"
    ExecWait '"$INSTDIR\upgo-desktop.exe" --unregister'
  ${EndIf}
  ; For a program that cannot be started any more, and for a path that a shortcut does not hold whole.
  Delete "$SMPROGRAMS\Upgo.lnk"
  DeleteRegValue HKCU "${RUN_KEY}" "Upgo"
  ; What the program has written to the home meanwhile goes, too.
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

; The engine takes its edits of PATH back and empties its folder, by a copy of `upgo`, which lies in that folder itself.
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
  nsExec::ExecToStack '"$PLUGINSDIR\upgo.exe" purge --yes --progress none'
  Pop $0
  Pop $1
  ${If} $0 != 0
    ${If} $0 == "error"
      StrCpy $0 ${EXIT_FAILED}
    ${EndIf}
    ${Stop} "$(CannotRemoveGo)$\n$\n$1" $0
  ${EndIf}
FunctionEnd

; `upgo` itself; `go` and what it needs are not Upgo's any more.
Function un.RemoveCommand
  Delete "$Home\bin\upgo.exe"
  ${If} ${FileExists} "$Home\bin\upgo.exe"
    ; It runs. Nobody sweeps `staging` any more, but nobody looks there either.
    CreateDirectory "$Home\staging"
    Rename "$Home\bin\upgo.exe" "$Home\staging\upgo-$Tick.exe"
  ${EndIf}
FunctionEnd

Function un.RemoveProgram
  ; A program that has just quit is held for a moment more.
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
