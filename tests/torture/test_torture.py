"""What is promised to be survived is survived: the small form of `dev.py torture`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.torture import damage, killing, room


def test_a_file_cut_to_any_length_is_told_kept_and_replaced_by_its_copy(tmp_path: Path) -> None:
    row = damage.damaged(tmp_path, "cut", damage.cut, 12, notes=15)
    assert (row.lost, row.wrong, row.told) == (0, 0, 12), row


def test_flipped_bits_lose_no_note_untold(tmp_path: Path) -> None:
    row = damage.damaged(tmp_path, "flip", damage.flip, 30, notes=15)
    assert (row.lost, row.wrong) == (0, 0), row
    assert row.told >= 28, row


@pytest.mark.skipif(sys.platform == "win32", reason="files that are open cannot be copied there")
def test_a_copy_put_back_by_hand_is_not_mixed_with_the_log_of_a_crash(tmp_path: Path) -> None:
    row = damage.strange_logs(tmp_path, 6)
    assert (row.lost, row.wrong) == (0, 0), row


@pytest.mark.skipif(sys.platform != "linux", reason="small disks are made on Linux")
def test_a_full_disk_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    row = room.full_disk(tmp_path, 2)
    if not row.tries:
        pytest.skip(row.detail)
    assert (row.lost, row.wrong) == (0, 0), row
    assert row.told >= 4


@pytest.mark.skipif(sys.platform == "win32", reason="modes mean something else there")
def test_a_read_only_library_is_told_and_stays_as_it_is() -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:  # one that those who are not root can enter
        Path(folder).chmod(0o755)
        row = room.read_only(Path(folder))
    assert (row.lost, row.wrong) == (0, 0), row
    assert row.told == row.tries


def test_notes_and_decisions_outlive_a_kill_at_any_moment(tmp_path: Path) -> None:
    row = killing.killed(tmp_path, 4)
    assert (row.lost, row.wrong) == (0, 0), row
    assert row.acknowledged >= 4
