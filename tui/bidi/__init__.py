"""Bidi on a terminal grid: text in logical order to rows of cells in visual order, and back.

Everything Arabic on the screen goes through `layout` (many rows) or `fit` (one row).
"""

from tui.bidi.layout import Align, Base, Cell, Line, fit, layout, measure
from tui.bidi.sanitise import sanitise

__all__ = ["Align", "Base", "Cell", "Line", "fit", "layout", "measure", "sanitise"]
