"""Signs, notarises and packs the program for macOS. Run by bundle.py, on a Mac; build.spec asks it for Info.plist.

Signing needs GLOSSATOR_SIGN_IDENTITY ("Developer ID Application: …", in the keychain), notarising also
GLOSSATOR_NOTARY_PROFILE (made once with `xcrun notarytool store-credentials`). Without them the result is unsigned, and
macOS asks whoever opens it for consent in System Settings.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kinds import KINDS, Kind

HERE = Path(__file__).resolve().parent
IDENTIFIER = "org.glossator.Glossator"
ENTITLEMENTS = HERE / "macos" / "entitlements.plist"
OLDEST = "13.0"
"""What the wheels of Qt 6.11 are built for."""


def info_plist(version: str, kinds: Iterable[Kind] = KINDS) -> dict[str, Any]:
    """What Info.plist says beyond what PyInstaller writes: kinds of files, among others."""
    known = list(kinds)
    return {
        "CFBundleDisplayName": "Glossator",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "LSApplicationCategoryType": "public.app-category.productivity",
        "LSMinimumSystemVersion": OLDEST,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "The Glossator contributors. GPL-3.0-or-later",
        "NSRequiresAquaSystemAppearance": False,  # it has a dark look
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": kind.name,
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",  # what opens a file now goes on opening it
                "LSItemContentTypes": [kind.uti],
            }
            for kind in known
        ],
        "UTImportedTypeDeclarations": [
            {
                "UTTypeIdentifier": kind.uti,
                "UTTypeDescription": kind.name,
                "UTTypeConformsTo": [kind.conforms],
                "UTTypeTagSpecification": {
                    "public.filename-extension": list(kind.extensions),
                    "public.mime-type": list(kind.media_types),
                },
            }
            for kind in known
            if kind.conforms
        ],
    }


def sign(app: Path, identity: str) -> None:
    """Sign every library, then the bundle, under the hardened runtime that notarising demands."""
    base = ["codesign", "--force", "--timestamp", "--options", "runtime", "--sign", identity]
    inside = [p for p in app.rglob("*") if p.is_file() and not p.is_symlink() and p.suffix in (".so", ".dylib")]
    for library in sorted(inside, key=lambda p: -len(p.parts)):
        subprocess.run([*base, str(library)], check=True)
    for framework in sorted(app.rglob("*.framework"), key=lambda p: -len(p.parts)):
        subprocess.run([*base, str(framework)], check=True)
    subprocess.run([*base, "--entitlements", str(ENTITLEMENTS), str(app)], check=True)
    subprocess.run(["codesign", "--verify", "--deep", "--strict", str(app)], check=True)


def notarise(image: Path, profile: str) -> None:
    """Have Apple look at the image, and fasten its answer to it, so that it opens without a network."""
    subprocess.run(["xcrun", "notarytool", "submit", str(image), "--keychain-profile", profile, "--wait"], check=True)
    subprocess.run(["xcrun", "stapler", "staple", str(image)], check=True)


def dmg(app: Path, version: str, dist: Path) -> Path:
    """dist/glossator-VERSION-macos-MACHINE.dmg: the program, and a link to Applications to drag it on."""
    identity = os.environ.get("GLOSSATOR_SIGN_IDENTITY", "")
    profile = os.environ.get("GLOSSATOR_NOTARY_PROFILE", "")
    if identity:
        sign(app, identity)
    path = dist / f"glossator-{version}-macos-{os.uname().machine}.dmg"
    path.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        stage = Path(folder)
        subprocess.run(["ditto", str(app), str(stage / app.name)], check=True)  # cp would follow the frameworks' links
        (stage / "Applications").symlink_to("/Applications")
        image = ["hdiutil", "create", "-volname", "Glossator", "-fs", "HFS+", "-format", "ULMO"]
        subprocess.run([*image, "-srcfolder", folder, str(path)], check=True)
    if identity:
        subprocess.run(["codesign", "--timestamp", "--sign", identity, str(path)], check=True)
    if identity and profile:
        notarise(path, profile)
    return path
