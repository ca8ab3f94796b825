"""Fill the SVG templates, and give a picture that stands alone the style that pages link to."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from server import palette

SERVER = Path(__file__).parent.parent


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(SERVER / "templates" / "pictures"),
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined,
    )  # fmt: skip


def render(template: str, **context: Any) -> str:
    """Fill a template of `templates/pictures`."""
    return _environment().get_template(template).render(sheet=stylesheet(), **context)


@cache
def stylesheet() -> str:
    """Give the whole style of a picture: the palette for paper and night, then `static/pictures.css`."""
    families = palette.families()
    light = "".join(f"--{family.name}:{family.light};" for family in families)
    dark = "".join(f"--{family.name}:{family.dark};" for family in families)
    tints = "".join(f".{family.name}{{--tint:var(--{family.name})}}" for family in families)
    own = _environment().get_template("alone.css").render(light=light, dark=dark, tints=tints)
    return own + (SERVER / "static" / "pictures.css").read_text("utf-8")


@cache
def policy() -> str:
    """Give the content security policy of a picture that stands alone: its one style, by its digest, nothing else."""
    digest = base64.b64encode(hashlib.sha256(stylesheet().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'self'"
