"""What the editor's own window adds to the stylesheet of all widgets."""

from __future__ import annotations

import re

from gui.theme import Theme

STYLE = """
QWidget#searchPill { background: @field; border: 1px solid @line; border-radius: 14px; }
QWidget#searchPill:hover { border-color: @muted; }
QToolButton#qt_menubar_ext_button { padding: 0; border-radius: 3px; }
QFrame#workspaceSwitch { background: @field; border: 1px solid @line; border-radius: 9px; }
QPushButton[role="segment"] {
    background: transparent; border: 1px solid transparent; border-radius: 7px; color: @muted; padding: 0 10px;
    min-height: 0;
}
QPushButton[role="segment"]:hover { color: @text; }
QPushButton[role="segment"]:checked { background: @card; border-color: @line; color: @text; font-weight: 600; }
QPushButton[role="segment"]:focus { border-color: @accent; }
QFrame[role="source"] { background: @card; border: 1px solid @line; border-radius: 8px; }
QFrame[role="source"][chosen="true"] { border: 1px solid @accent; }
QFrame[role="card"] { background: @card; border: 1px solid @line; border-radius: 8px; }
QWidget#columnsView { background: @canvas; }
QPushButton[link="true"] {
    background: transparent; border: none; color: @accent; padding: 2px 6px; font-size: 12px; min-height: 16px;
}
QPushButton[link="true"]:hover { text-decoration: underline; }
QPushButton[link="true"]:focus { border: 1px solid @accent; border-radius: 5px; }
QPushButton[link="true"]::menu-indicator { width: 0; }
QPushButton[mend="true"] { color: @accent; text-align: left; padding: 3px 10px; font-size: 12px; }
QLabel[role="strong"] { font-weight: 600; }
QFrame#commandSearch { background: @card; border: 1px solid @line; border-radius: 10px; }
QFrame#commandSearch QListWidget { background: @card; }
QFrame[role="plot"] { background: @field; border-radius: 8px; }
QFrame[role="row"] { background: @field; border-radius: 7px; }
QFrame[role="nested"] { border: none; border-left: 2px solid @line; }
QFrame[role="row"] QLineEdit, QFrame[role="row"] QComboBox { background: @panel; }
QLabel[role="small"] { font-size: 12px; }
QLabel[role="ok"] { font-size: 12px; color: @ok; }
QLabel[role="warn"] { font-size: 12px; color: @warn; }
QLineEdit[role="name"] {
    font-size: 18px; font-weight: 600; background: transparent; border: 1px solid transparent; padding: 2px 4px;
    margin-left: -7px;
}
QLineEdit[role="name"]:hover { border-color: @line; }
QLineEdit[role="name"]:focus { border-color: @accent; background: @field; }
QToolButton[role="fold"] { color: @muted; padding: 4px 0; font-weight: 600; font-size: 12px; }
QToolButton[role="fold"]:checked { background: transparent; }
QToolButton[role="fold"]:hover { background: transparent; color: @text; }
QToolButton[role="quiet"] { color: @muted; padding: 0 6px; font-size: 15px; }
QWidget#topBar, QWidget#bottom { background: @panel; }
QPlainTextEdit[role="code"] { border: none; border-radius: 8px; background: @field; }
QListWidget { background: transparent; }
"""


def window_style(theme: Theme) -> str:
    """The stylesheet in the theme's colours."""
    values = {name: color.name() for name, color in vars(theme.colors).items()}
    return re.sub(r"@(\w+)", lambda match: values[match[1]], STYLE)
