"""The report page's colours: text can be read, and what differs is seen to differ, by colour-blind readers too."""

import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import combinations

import numpy as np
import pytest

CSS = files("quoteminer.render").joinpath("static", "report.css").read_text("utf-8")
SCHEMES = ("light", "dark", "print")
TEXT_ON = [
    *[(text, ground) for text in ("ink", "dim", "accent") for ground in ("page", "panel")],
    *[("ink", ground) for ground in ("content", "content-on", "nested", "cue", "cue-on", "found")],
    *[("source", ground) for ground in ("panel", "content", "content-on", "nested")],
    *[("panel", "accent")],
]
"""What is written on what."""
SHAPE_ON = [
    (shape, ground)
    for shape in ("edge", "focus", "direct", "mixed", "indirect", "bar", "accent")
    for ground in ("page", "panel")
]
"""Edges of fields, and bars."""
KINDS = ("direct", "mixed", "indirect")
GROUNDS = [("content", "cue"), ("content-on", "cue-on"), ("nested", "cue"), ("cue", "panel"), ("cue-on", "panel")]
"""Marks that stand beside each other and are no shade of the same colour."""
SHADES = [("content", "content-on"), ("cue", "cue-on"), ("content-on", "panel"), ("nested", "panel")]

SIGHT = {
    "all colours": np.eye(3),
    # Machado, Oliveira and Fernandes (2009), severity 1.0, for linear RGB.
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def palettes() -> Iterator[tuple[str, dict[str, str]]]:
    """The colours of each scheme; dark and print replace some of the light ones."""
    blocks = re.findall(r":root \{([^}]*)\}", CSS)
    colours: dict[str, str] = {}
    for scheme, block in zip(SCHEMES, blocks, strict=True):
        own = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block))
        colours = colours or own
        yield scheme, colours | own


PALETTES = dict(palettes())


def linear(colour: str) -> np.ndarray:
    """Linear RGB of `#rgb` or `#rrggbb`."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    values = np.array([int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast as WCAG 2 defines it."""
    low, high = sorted(float(_XYZ[1] @ linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, sight: str) -> np.ndarray:
    """CIELAB of a colour as somebody sees it, for the white D65."""
    seen = np.clip(SIGHT[sight] @ linear(colour), 0, 1)
    ratio = _XYZ @ seen / _XYZ.sum(axis=1)
    root = np.where(ratio > 216 / 24389, np.cbrt(ratio), (ratio * 24389 / 27 + 16) / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def distance(one: str, other: str, sight: str) -> float:
    """How different two colours look: 2 is just seen side by side."""
    return float(np.linalg.norm(lab(one, sight) - lab(other, sight)))


def test_the_measures_know_black_from_white() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert lab("#fff", "protanopia") == pytest.approx([100, 0, 0], abs=0.1)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read(scheme: str) -> None:
    colours = PALETTES[scheme]
    low = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in TEXT_ON}
    assert {pair: value for pair, value in low.items() if value < 4.5} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_fields_and_bars_can_be_seen(scheme: str) -> None:
    colours = PALETTES[scheme]
    low = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in SHAPE_ON}
    assert {pair: value for pair, value in low.items() if value < 3} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_kinds_differ_without_colour(scheme: str) -> None:
    light = sorted(lab(PALETTES[scheme][kind], "all colours")[0] for kind in KINDS)
    assert min(np.diff(light)) > 10


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_kinds_and_marks_differ_for_everybody(scheme: str, sight: str) -> None:
    colours = PALETTES[scheme]

    def near(pairs: list[tuple[str, str]], least: float) -> dict[tuple[str, str], float]:
        far = {pair: round(distance(colours[pair[0]], colours[pair[1]], sight), 1) for pair in pairs}
        return {pair: value for pair, value in far.items() if value < least}

    assert near(list(combinations(KINDS, 2)), 20) == {}
    assert near(GROUNDS, 8) == {}
    assert near(SHADES, 5) == {}
