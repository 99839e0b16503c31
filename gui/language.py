"""The language of all texts: the system's, or the one chosen in the settings."""

from __future__ import annotations

from importlib.resources import as_file, files

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator


def locale_of(setting: str) -> QLocale:
    """The locale for `system`, `en` or `zh_CN`."""
    return QLocale.system() if setting == "system" else QLocale(setting)


def install_language(app: QCoreApplication, setting: str) -> list[QTranslator]:
    """Load our texts and Qt's own; returns the translators that are in use, none for English."""
    locale = locale_of(setting)
    used = []
    with as_file(files("resources") / "i18n") as folder:
        places = {"layerloom": str(folder), "qtbase": QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)}
    for name, place in places.items():
        translator = QTranslator(app)
        if translator.load(locale, name, "_", place):
            app.installTranslator(translator)
            used.append(translator)
    return used
