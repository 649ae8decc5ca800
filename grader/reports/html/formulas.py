"""A formula as MathML, from the LaTeX that its tree was written in."""

from __future__ import annotations

import functools
import html
from xml.etree import ElementTree as ET

from latex2mathml.converter import convert_to_element
from markupsafe import Markup

from grader.results import Formula

ATTRIBUTES = {"accent", "display", "fence", "form", "mathvariant", "stretchy", "xmlns"}


def mathml(formula: Formula) -> Markup:
    """Return a formula as MathML, or as plain text where it has no LaTeX."""
    return _converted(formula.latex) or Markup("<code>{}</code>").format(formula.plain)


@functools.lru_cache(4096)  # most of a class write the same
def _converted(latex: str) -> Markup | None:
    if not latex:
        return None
    try:
        tree = convert_to_element(latex, display="block")
    except Exception:  # the plain text says the same, whatever is wrong with the library
        return None
    for element in tree.iter():
        element.text = html.unescape(element.text or "")
        for name in element.attrib.keys() - ATTRIBUTES:
            del element.attrib[name]
    return Markup(ET.tostring(tree, encoding="unicode"))  # noqa: S704 - it escapes texts
