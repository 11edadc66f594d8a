"""Bidi on a terminal grid: text in logical order to rows of cells in visual order, and back.

Everything Arabic on the screen goes through `layout` (many rows) or `fit` (one row).
"""

from tui.bidi.layout import Cell, Line, fit, layout, measure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.bidi.layout import Align as Align
    from tui.bidi.layout import Base as Base

__all__ = ["Cell", "Line", "fit", "layout", "measure"]
