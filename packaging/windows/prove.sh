#!/bin/sh
# Installs, upgrades and removes a stand-in of the Windows installer under Wine, and looks at what each step leaves.
# Needs nsis, wine64 and xvfb (Debian). It shows that the installer does what it says; not that the program runs there.
# The stand-in is a 64-bit program, since Wine without its 32-bit half runs no other: Debian's makensis can make both.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
export WINEPREFIX="$work/wine" WINEDEBUG=-all
wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
if [ -z "${DISPLAY:-}" ]; then
    export DISPLAY=:87
    Xvfb :87 -screen 0 1280x800x24 >/dev/null 2>&1 &
    xvfb=$!
fi
trap 'wineserver -k 2>/dev/null || true; [ -z "${xvfb:-}" ] || kill "$xvfb"; rm -rf "$work"' EXIT

fail() { echo "prove: $1" >&2; exit 1; }
has() { [ -e "$1" ] || fail "missing: $1"; }
lacks() { [ ! -e "$1" ] || fail "left behind: $1"; }
registry() { found=$("$wine" reg query "$1" /s 2>/dev/null) && printf '%s\n' "$found" || true; }

python3 "$here/../windows.py" --stand-in "$work/glossator-0.0.1.exe" amd64-unicode >/dev/null
wineboot -i >/dev/null 2>&1
"$wine" winecfg -v win10
local="$WINEPREFIX/drive_c/users/$(id -un)/AppData/Local"
program="$local/Programs/Glossator"
link="$WINEPREFIX/drive_c/users/$(id -un)/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Glossator.lnk"

"$wine" "$work/glossator-0.0.1.exe" /S || fail "the installer ended with $?"
has "$program/glossator.exe"; has "$program/_internal/resources/samples/ä b.txt"; has "$program/uninstall.exe"; has "$link"
registry 'HKCU\Software\Classes\.pdf\OpenWithProgids' | grep -q Glossator.Pdf || fail "PDF is not offered"
registry 'HKCU\Software\Classes\Glossator.Pdf' | grep -q 'glossator.exe" "%1"' || fail "PDF opens nothing"
registry 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Glossator' | grep -q QuietUninstall || fail "no entry"
[ -z "$(registry 'HKLM\Software\Glossator')" ] || fail "something was written for all users"
echo "prove: installed for one user, with Start menu, file kinds and an entry among the installed programs"

touch "$program/_internal/of an older version.dll" "$program/somebody's.txt"
mkdir -p "$local/Glossator/backups"; touch "$local/Glossator/library.db"
"$wine" "$work/glossator-0.0.1.exe" /S || fail "the upgrade ended with $?"
lacks "$program/_internal/of an older version.dll"; has "$program/somebody's.txt"; has "$local/Glossator/library.db"
echo "prove: upgraded; what was old is gone, the library is untouched"

"$wine" "$program/uninstall.exe" /S
wineserver -w
lacks "$program/glossator.exe"; lacks "$program/_internal"; lacks "$program/uninstall.exe"; lacks "$link"
has "$program/somebody's.txt"; has "$local/Glossator/library.db"
[ -z "$(registry 'HKCU\Software\Glossator')" ] || fail "settings of the installer are left"
[ -z "$(registry 'HKCU\Software\Classes\Glossator.Pdf')" ] || fail "a kind of file is left"
if registry 'HKCU\Software\Classes' | grep -q Glossator; then fail "a kind of file is left"; fi
echo "prove: removed; what was not installed, and the library, are still there"
