; The installer for Windows: for one user, without an administrator. packaging/windows.py gives it
;   TREE     the folder that PyInstaller made (glossator.exe, glossator-cli.exe, _internal)
;   OUT      the installer to write
;   VERSION  as "0.1.0";  LICENCE, ICON  files
;   KINDS    a file with the macros AddKinds and RemoveKinds
;   KILOBYTES  what the tree takes
;   SIGN     optional: a command that signs a file, with "%1" for its name
;   TARGET   optional: the installer's own machine. 32 bits without it, as NSIS is handed out; Wine alone needs 64

Unicode true
!ifdef TARGET
  Target ${TARGET}
!endif
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
SetCompressor /SOLID lzma
SetCompressorDictSize 64
SetDateSave off

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include "${KINDS}"

!define CLASSES "Software\Classes"
!define CAPABILITIES "Software\Glossator\Capabilities"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Glossator"
!define DATA "$LOCALAPPDATA\Glossator"

Name "Glossator"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Glossator"
InstallDirRegKey HKCU "Software\Glossator" "InstallDir"
BrandingText "Glossator ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Glossator"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Installs Glossator, a reading assistant"
VIAddVersionKey "CompanyName" "The Glossator contributors"
VIAddVersionKey "LegalCopyright" "GPL-3.0-or-later"

!ifdef SIGN
  !finalize '${SIGN}'
  !uninstfinalize '${SIGN}'
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "Glossator shows who is in an article, who said what, and what is claimed, beside its text.$\r$\n$\r$\nIt is installed for you alone and needs no administrator. Nothing you read leaves this computer.$\r$\n$\r$\n$_CLICK"
!insertmacro MUI_PAGE_WELCOME
!define MUI_LICENSEPAGE_TEXT_BOTTOM "You may use, share and change Glossator under this licence. You need not accept it to use the program."
!define MUI_LICENSEPAGE_BUTTON "&Next >"
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\glossator.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Start Glossator"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE "English"

; A running program holds its files: replacing half of them would break it.
!macro WaitUntilClosed un
  Function ${un}WaitUntilClosed
    again:
    ${IfNot} ${FileExists} "$INSTDIR\glossator.exe"
      Return
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\glossator.exe" a
    ${If} ${Errors}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Glossator is open. Close it, then choose Retry." /SD IDCANCEL IDRETRY again
      SetErrorLevel 2
      Quit
    ${EndIf}
    FileClose $0
  FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_ICONSTOP "Glossator needs 64-bit Windows 10 or newer." /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd

Section "Glossator" Program
  SectionIn RO
  Call WaitUntilClosed
  ; What an older version had and this one has not must go. _internal holds nothing of the user's.
  ${If} ${FileExists} "$INSTDIR\glossator.exe"
    RMDir /r "$INSTDIR\_internal"
  ${EndIf}
  SetOutPath "$INSTDIR"
  File /r "${TREE}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "Software\Glossator" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${CLASSES}\Applications\glossator.exe" "FriendlyAppName" "Glossator"
  WriteRegStr HKCU "${CLASSES}\Applications\glossator.exe\shell\open\command" "" '"$INSTDIR\glossator.exe" "%1"'
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Glossator"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\glossator.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Glossator contributors"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section "In the Start menu" StartMenu
  CreateShortcut "$SMPROGRAMS\Glossator.lnk" "$INSTDIR\glossator.exe"
SectionEnd

Section /o "On the desktop" Desktop
  CreateShortcut "$DESKTOP\Glossator.lnk" "$INSTDIR\glossator.exe"
SectionEnd

; Offered in "Open with" and in the system's list of default programs. What opens a file now goes on opening it.
Section "In “Open with”" OpenWith
  WriteRegStr HKCU "${CAPABILITIES}" "ApplicationName" "Glossator"
  WriteRegStr HKCU "${CAPABILITIES}" "ApplicationDescription" "See the people, quotes and claims of an article beside its text"
  WriteRegStr HKCU "Software\RegisteredApplications" "Glossator" "${CAPABILITIES}"
  !insertmacro AddKinds
  ${RefreshShellIcons}
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${Program} "The program, with everything it needs."
  !insertmacro MUI_DESCRIPTION_TEXT ${StartMenu} "An entry in the Start menu."
  !insertmacro MUI_DESCRIPTION_TEXT ${Desktop} "A shortcut on the desktop."
  !insertmacro MUI_DESCRIPTION_TEXT ${OpenWith} "Offers Glossator for texts, web pages, PDF, books, documents and mail. The programs that open them now are not changed."
!insertmacro MUI_FUNCTION_DESCRIPTION_END

Section "Uninstall"
  Call un.WaitUntilClosed
  ; Only what was installed: somebody may have chosen a folder that holds other things.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\glossator.exe"
  Delete "$INSTDIR\glossator-cli.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Glossator.lnk"
  Delete "$DESKTOP\Glossator.lnk"
  !insertmacro RemoveKinds
  DeleteRegKey HKCU "${CLASSES}\Applications\glossator.exe"
  DeleteRegValue HKCU "Software\RegisteredApplications" "Glossator"
  DeleteRegKey HKCU "Software\Glossator"
  DeleteRegKey HKCU "${UNINSTALL}"
  ${RefreshShellIcons}
  ${If} ${FileExists} "${DATA}\library.db"
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON1 "Keep your library, with all notes?$\r$\n$\r$\nIt is in ${DATA}. If you install Glossator again, it is found there. “No” deletes it for good, with its copies." /SD IDYES IDYES keep
    Delete "${DATA}\library.db"
    Delete "${DATA}\library.db-wal"
    Delete "${DATA}\library.db-shm"
    Delete "${DATA}\settings.json"
    RMDir /r "${DATA}\backups"
    RMDir /r "${DATA}\logs"
    RMDir /r "${DATA}\reports"
    RMDir "${DATA}"
    keep:
  ${EndIf}
SectionEnd
