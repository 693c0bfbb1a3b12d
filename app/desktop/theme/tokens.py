"""The colours by their use. Contrasts on their grounds were measured for the light and dark sets: text 14.7 and 13.0,
soft text 5.9 and 7.1, every mark at least 6.0 but the quote bar (3.2, an area and not text).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

if TYPE_CHECKING:
    from app.domain.analysis import EntityKind


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme. Hex colours without `#`."""

    name: str
    ground: str
    pane: str
    hairline: str
    text: str
    soft: str
    accent: str
    person: str
    organisation: str
    place: str
    event: str
    other: str
    quote_bar: str
    quote_ground: str
    claim_rule: str
    claim_ground: str
    selection: str
    field: str
    on_accent: str
    amber: str  # the colours of notes, by their names in domain.tags.COLOURS
    green: str
    blue: str
    rose: str
    violet: str
    again: float  # opacity of a name's underline where it was met before, 0–1
    wash: float  # how much of a note's colour lies behind its passage, 0–1

    def color(self, token: str) -> QColor:
        return QColor(f"#{getattr(self, token)}")

    @property
    def handle(self) -> QColor:
        """Of scroll bars: quieter than any mark, and seen where hairlines are white."""
        return mixed(self.color("soft"), self.color("pane"), 0.5 if self.hairline == self.text else 0.24)

    def ground_of(self, colour: str) -> QColor:
        """What lies behind a passage that a person gave a colour: soft enough to read on."""
        return mixed(self.color(colour), self.color("ground"), self.wash)

    def hue(self, kind: EntityKind) -> QColor:
        """The colour of an entity's underline and name."""
        return self.color(KIND_TOKENS.get(kind, "other"))


KIND_TOKENS: dict[str, str] = {  # by EntityKind, which is a string
    "person": "person",
    "organisation": "organisation",
    "place": "place",
    "event": "event",
}

LIGHT = Tokens(
    name="light",
    ground="FBFAF7",
    pane="F3F1EC",
    hairline="E2DED5",
    text="22252A",
    soft="5D626B",
    accent="8A3B2E",
    person="9A4A1F",
    organisation="285E9E",
    place="2F6B3F",
    event="74439B",
    other="5D626B",
    quote_bar="B0871E",
    quote_ground="F8F2E1",
    claim_rule="3A55A4",
    claim_ground="F0F3FA",
    selection="EFE7D8",
    field="FFFFFF",
    on_accent="FFFFFF",
    amber="B7791F",
    green="3C8A5A",
    blue="3577C2",
    rose="C2417A",
    violet="7D55B8",
    again=0.5,
    wash=0.18,
)

DARK = Tokens(
    name="dark",
    ground="1C1D20",
    pane="232529",
    hairline="34373D",
    text="E4E2DC",
    soft="A4A8B0",
    accent="E59A86",
    person="E8A273",
    organisation="86B4EA",
    place="8CC79A",
    event="C6A0E6",
    other="A4A8B0",
    quote_bar="D6B04A",
    quote_ground="2B2820",
    claim_rule="9DB4F0",
    claim_ground="22262F",
    selection="3A3328",
    field="2A2C31",
    on_accent="1C1D20",
    amber="E0B04F",
    green="7CC79A",
    blue="7FB2EE",
    rose="EE8FB4",
    violet="BFA2EE",
    again=0.55,
    wash=0.2,
)

CONTRAST = Tokens(
    name="contrast",
    ground="000000",
    pane="000000",
    hairline="FFFFFF",
    text="FFFFFF",
    soft="FFFFFF",
    accent="FFD75E",
    person="FFB27A",
    organisation="8EC5FF",
    place="7DF09A",
    event="E0B0FF",
    other="FFFFFF",
    quote_bar="FFD75E",
    quote_ground="302800",
    claim_rule="8EC5FF",
    claim_ground="001E40",
    selection="5A4A00",
    field="000000",
    on_accent="000000",
    amber="FFC44D",
    green="7DF09A",
    blue="8EC5FF",
    rose="FF9CC6",
    violet="D9B8FF",
    again=1.0,
    wash=0.38,
)

THEMES = {t.name: t for t in (LIGHT, DARK, CONTRAST)}


def mixed(above: QColor, below: QColor, share: float) -> QColor:
    """`share` of one colour over another, opaque."""
    parts = zip(above.getRgb()[:3], below.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(a * share + b * (1 - share)) for a, b in parts))
