"""The pure parts of packaging/: what leaves the tree, what is stripped, icons, licences, the Debian package."""

from __future__ import annotations

import gzip
import importlib.util
import struct
import sys
import tomllib
import xml.etree.ElementTree as ET
from configparser import ConfigParser
from pathlib import Path
from types import ModuleType

import pytest

from app import __version__

ROOT = Path(__file__).resolve().parents[1]


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"packaging_{name}", ROOT / "packaging" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def bundle() -> ModuleType:
    return load("bundle")


@pytest.fixture(scope="module")
def linux() -> ModuleType:
    return load("linux_packages")


def make(tree: Path, *names: str) -> None:
    for name in names:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_bytes(b"\x7fELF")


def test_the_version_is_the_one_of_the_program(bundle: ModuleType) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert bundle.version() == __version__ == project["version"]


@pytest.mark.parametrize("qt", ["_internal/PySide6/Qt/plugins", "_internal/PySide6/plugins"])
def test_plugins_that_draw_a_window_stay_and_the_others_go(bundle: ModuleType, tmp_path: Path, qt: str) -> None:
    stay = [f"{qt}/platforms/lib{name}.so" for name in ("qxcb", "qwayland", "qoffscreen")]
    stay += [f"{qt}/platforms/qwindows.dll", f"{qt}/imageformats/libqjpeg.so", f"{qt}/iconengines/libqsvgicon.so"]
    go = [f"{qt}/platforms/libq{name}.so" for name in ("eglfs", "vnc", "minimal", "minimalegl")]
    go += [f"{qt}/tls/libqopensslbackend.so", f"{qt}/imageformats/libqtiff.so"]
    make(tmp_path, *stay, *go)
    assert {file.relative_to(tmp_path).as_posix() for file in bundle.unused(tmp_path)} == set(go)


def test_english_names_of_languages_stay_and_others_go(bundle: ModuleType, tmp_path: Path) -> None:
    folder = "_internal/babel/locale-data"
    make(tmp_path, *(f"{folder}/{name}.dat" for name in ("en", "en_GB", "root", "de", "es")))
    assert {file.name for file in bundle.unused(tmp_path)} == {"de.dat", "es.dat"}


def test_models_and_migrations_never_count_as_unused(bundle: ModuleType, tmp_path: Path) -> None:
    make(tmp_path, "_internal/resources/models/quotes.npz", "_internal/app/store/migrations/versions/0001_first.py")
    assert list(bundle.unused(tmp_path)) == []


def test_libraries_are_stripped_except_those_of_qt_and_relinked_ones(bundle: ModuleType, tmp_path: Path) -> None:
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


def test_the_bare_environment_has_no_path_and_no_python(
    bundle: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    env = bundle.bare_environment(tmp_path)
    assert env["PATH"] == ""
    assert not any(name.startswith("PYTHON") for name in env)


def test_packages_of_the_system_are_read_from_what_dpkg_prints(bundle: ModuleType) -> None:
    listing = (
        "libx11-6:amd64: /usr/lib/x86_64-linux-gnu/libX11.so.6\n"
        "zlib1g:amd64: /lib/x86_64-linux-gnu/libz.so.1\n"
        "libx11-6:amd64: /usr/lib/x86_64-linux-gnu/libX11.so.6.4.0\n"
        "dpkg-query: no path found matching pattern */libunknown.so\n"
    )
    assert bundle.system_packages(listing) == ["libx11-6", "zlib1g"]


def test_checksums_are_those_of_sha256sum(bundle: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "b.deb").write_bytes(b"")
    (tmp_path / "a.tar.xz").write_bytes(b"abc")
    assert bundle.checksums([tmp_path / "b.deb", tmp_path / "a.tar.xz"]) == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.tar.xz\n"
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b.deb\n"
    )


def test_the_newest_needed_glibc_is_found_in_the_libraries(linux: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.so").write_bytes(b"\x00GLIBC_2.4\x00GLIBC_2.28\x00")
    (tmp_path / "b.so.1").write_bytes(b"\x00GLIBC_2.34\x00GLIBC_PRIVATE\x00")
    (tmp_path / "words.txt").write_bytes(b"GLIBC_2.99")
    assert linux.newest_glibc(tmp_path) == "2.34"


def test_the_control_file_has_one_field_a_line_and_no_empty_line(linux: ModuleType) -> None:
    words = linux.control("1.2.3", "amd64", 4096, "2.34")
    assert "Version: 1.2.3\n" in words
    assert "libc6 (>= 2.34)" in words
    assert all(line.startswith(" ") or ": " in line for line in words.splitlines())
    assert words.endswith("\n")


def test_files_under_share_carry_version_and_every_icon(
    linux: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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


def test_desktop_entry_and_metadata_name_the_same_kinds_of_files() -> None:
    entry = ConfigParser(interpolation=None)
    entry.read(ROOT / "packaging/linux/glossator.desktop", encoding="utf-8")
    kinds = {kind for kind in entry["Desktop Entry"]["MimeType"].split(";") if kind}
    metainfo = ET.parse(ROOT / "packaging/linux/org.glossator.Glossator.metainfo.xml")
    assert {node.text for node in metainfo.findall("provides/mediatype")} == kinds


def test_a_windows_icon_points_at_each_picture() -> None:
    pngs = {16: b"small", 256: b"a larger one"}
    data = load("icons").ico(pngs)
    assert struct.unpack_from("<HHH", data) == (0, 1, 2)
    for number, (size, png) in enumerate(sorted(pngs.items())):
        side, _, _, _, _, _, length, at = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        assert side == size % 256
        assert data[at : at + length] == png


def test_a_macos_icon_counts_its_own_bytes() -> None:
    data = load("icons").icns({"ic07": b"one", "ic08": b"three"})
    assert data[:4] == b"icns"
    assert struct.unpack_from(">I", data, 4) == (len(data),)
    assert data[8:12] == b"ic07"


def test_the_table_of_licences_has_each_installed_package() -> None:
    table = load("licences").table("numpy==1.0 \\\n    --hash=x\nno-such-package==2.0\n")
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
