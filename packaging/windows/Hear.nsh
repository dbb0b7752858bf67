; Runs a program without a window, and hears what it says. COMMAND is its quoted path with its arguments, FILE takes the
; output. Afterwards $0 is the exit code, or "error" if it could not be started, and $1 the text.
;
; nsExec reads output in the code page of the machine, and Upgo writes UTF-8: "Jörg" would be unreadable. So the output goes
; through a file. Where a policy forbids cmd.exe, the text is as nsExec reads it.
!macro Hear COMMAND FILE
  Delete "${FILE}"
  nsExec::Exec '"$SYSDIR\cmd.exe" /d /s /c "${COMMAND} > "${FILE}" 2>&1"'
  Pop $0
  ${If} ${FileExists} "${FILE}"
    StrCpy $1 ""
    FileOpen $2 "${FILE}" r
    System::Call 'kernel32::GetFileSize(p r2, p 0) i .r3'
    ${If} $3 > 1000 ; a text of NSIS has no room for more
      StrCpy $3 1000
    ${EndIf}
    System::Alloc 1000
    Pop $4
    System::Call 'kernel32::ReadFile(p r2, p r4, i r3, *i .r3, p 0)'
    System::Call 'kernel32::MultiByteToWideChar(i 65001, i 0, p r4, i r3, w .r1, i ${NSIS_MAX_STRLEN})'
    System::Free $4
    FileClose $2
  ${Else}
    nsExec::ExecToStack '${COMMAND}'
    Pop $0
    Pop $1
  ${EndIf}
!macroend
!define Hear "!insertmacro Hear"
