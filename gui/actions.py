"""The window's own actions and the menus they stand in; the canvas brings those that work on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication, SignalInstance
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget

from gui.crash import emergency_folder
from gui.editing import Editing
from gui.exporting import ModelExport
from gui.files import DocumentFiles
from gui.finding import Finder
from gui.help import Help
from gui.panels.code import CodePanel
from gui.panels.palette import Palette
from gui.panels.plot import PlotPanel
from gui.panels.problems import ProblemsPanel
from gui.parts import tip
from gui.picture_dialog import Pictures
from gui.recovery import Recovery, is_anything_left
from gui.settings import Settings
from gui.steering import Steering
from gui.training.run import Run
from gui.training.runs import TrainingRuns
from gui.translate import text
from gui.workspaces.pages import DATA, TRAIN, Workspaces
from gui.workspaces.switch import detaching

translate = QCoreApplication.translate
RECOVERED = 10
OLD_KEYS = {TRAIN: ("Alt+1",), DATA: ("Alt+2",)}
"""Keys from when these pages lay below the canvas."""
Key = QKeySequence.StandardKey | str | None


class Window(Protocol):
    """What the actions ask of the window."""

    editing: Editing
    files: DocumentFiles
    settings: Settings
    training: TrainingRuns
    code: CodePanel
    plot: PlotPanel
    palette_panel: Palette
    problems: ProblemsPanel
    help: Help
    finder: Finder
    steering: Steering
    exporting: ModelExport
    pictures: Pictures
    recovery: Recovery
    menus: QMenuBar
    window_wanted: SignalInstance
    workspaces: Workspaces
    set_language: Callable[[str], None]

    def pages(self) -> dict[str, QWidget]: ...
    def show_below(self, page: QWidget) -> None: ...
    def set_theme(self, name: str) -> None: ...
    def train(self) -> None: ...
    def show_keys(self) -> None: ...
    def show_report(self) -> None: ...
    def show_settings(self) -> None: ...
    def show_history_list(self) -> None: ...


class Actions:
    """All actions of the window by name, and its menus."""

    def __init__(self, window: Window, widget: QWidget) -> None:
        self.window, self.widget = window, widget
        self.all: dict[str, QAction] = {}
        self.choices: list[QAction] = []
        """What stands in menus to choose from: themes, languages."""
        w = window
        keys = QKeySequence.StandardKey
        files, training = w.files, w.training
        self._add("new", translate("MainWindow", "New"), keys.New, files.new)
        self._add("new_window", translate("MainWindow", "New Window"), "Ctrl+Shift+N", w.window_wanted.emit)
        self._add("open", translate("MainWindow", "Open…"), keys.Open, lambda: files.open())
        self._add("save", translate("MainWindow", "Save"), keys.Save, files.save)
        self._add("save_as", translate("MainWindow", "Save As…"), "Ctrl+Shift+S", lambda: files.save_as())
        self._add("recover", translate("MainWindow", "Recover Unsaved Documents…"), None, w.recovery.offer)
        self._add("export_model", translate("MainWindow", "Export Model…"), None, lambda: w.exporting.export())
        self._add("export", translate("MainWindow", "Export Python Script…"), None, w.code.save)
        self._add("export_plot", translate("MainWindow", "Export Plot…"), None, w.plot.save)
        self._add("export_picture", translate("MainWindow", "Export Picture…"), None, w.pictures.export)
        self._add("print", translate("MainWindow", "Print…"), None, w.pictures.print)
        self._add("close", translate("MainWindow", "Close Window"), "Ctrl+W", widget.close)
        self._add("quit", translate("MainWindow", "Quit"), keys.Quit, QApplication.closeAllWindows)
        self._add("undo", translate("MainWindow", "Undo"), keys.Undo, w.editing.undo)
        self._add("redo", translate("MainWindow", "Redo"), "Ctrl+Shift+Z", w.editing.redo)
        self._add("history", translate("MainWindow", "Undo History…"), "Ctrl+Alt+Z", w.show_history_list)
        self._add("settings", translate("MainWindow", "Settings…"), "Ctrl+,", w.show_settings)
        self._add("search", translate("MainWindow", "Search…"), "Ctrl+K", w.finder.open)
        self._add("filter", translate("MainWindow", "Filter the palette"), "/", w.palette_panel.focus_filter)
        self._add("find", translate("MainWindow", "Find a layer…"), keys.Find, w.finder.open_layers)
        self._add("next_problem", translate("MainWindow", "Next problem"), "F8", w.problems.next)
        self._add("train", translate("MainWindow", "Train"), "Ctrl+Return", w.train)
        self._add("pause", translate("MainWindow", "Pause"), "Ctrl+P", training.link.pause)
        self._add("stop", translate("MainWindow", "Stop"), "Ctrl+.", training.link.stop)
        for place, workspace in enumerate(w.workspaces.pages.values()):
            keys_of_page = [f"Ctrl+{place + 1}", *OLD_KEYS.get(workspace.name, ())]
            go = partial(w.workspaces.go, workspace.name)
            self._add(f"page.{workspace.name}", workspace.title, None, go).setShortcuts(keys_of_page)
        for page, (title, widget_below) in enumerate(w.pages().items()):
            self._add(f"below.{page}", title, f"Alt+{page + 3}", partial(w.show_below, widget_below))
        self._add(
            "show_training",
            translate("MainWindow", "Show the Train page when a training starts"),
            None,
            self._choose_page,
        )
        self.all["show_training"].setCheckable(True)
        self.all["show_training"].setChecked(w.settings.shows_training)
        self._add("open_runs", translate("MainWindow", "Open the run's folder"), None, w.steering.open_run_folder)
        self._add("reference", translate("MainWindow", "Reference"), "F1", w.help.reference)
        self._add("keys", translate("MainWindow", "Keys and gestures"), "Shift+F1", w.show_keys)
        self._add("report", translate("MainWindow", "Report a Problem…"), None, w.show_report)
        self._add("about", translate("MainWindow", "About Layerloom"), None, w.help.about)
        for name, title in self.themes().items():
            shown = translate("MainWindow", "Theme: {name}").format(name=title)
            self._add(f"theme.{name}", shown, None, partial(w.set_theme, name))
        for name, title in self.languages().items():
            shown = translate("MainWindow", "Language: {name}").format(name=title)
            self._add(f"language.{name}", shown, None, partial(w.set_language, name))
        self.show_history(w.editing)

    def _add(self, name: str, title: str, key: Key, run: Callable[[], object]) -> QAction:
        action = QAction(title, self.widget)
        action.setObjectName(name)
        if key is not None:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _checked=False: run())
        self.widget.addAction(action)
        self.all[name] = action
        return action

    def show_history(self, editing: Editing) -> None:
        """Say what is undone and redone."""
        for name, plain, step in (
            ("undo", translate("MainWindow", "Undo"), editing.undo_text),
            ("redo", translate("MainWindow", "Redo"), editing.redo_text),
        ):
            self.all[name].setEnabled(step is not None)
            self.all[name].setText(f"{plain} {step}".rstrip().replace("&", "&&") if step else plain)

    def build_menus(self, canvas: Sequence[QAction]) -> None:
        """Fill the menu bar; actions of the canvas go where their key property `menu` says, else into Edit."""
        w, bar, a = self.window, self.window.menus, self.all
        bar.clear()
        own = {name: action.text() for name, action in a.items()}
        brought = [action for action in canvas if action.objectName() not in own]
        file = bar.addMenu(translate("MainWindow", "&File"))
        file.addActions([a["new"], a["new_window"]])
        self.templates = file.addMenu(translate("MainWindow", "New from Template"))
        self.templates.setToolTipsVisible(True)
        # The runtime, which has them, is loaded when somebody looks.
        self.templates.aboutToShow.connect(self._list_templates)
        file.addAction(a["open"])
        self.recent = file.addMenu(translate("MainWindow", "Open Recent"))
        self.refresh_recent()
        w.settings.recent_changed.connect(self.refresh_recent)
        for name in (
            "",
            "save",
            "save_as",
            "",
            "export_model",
            "export",
            "export_plot",
            "export_picture",
            "",
            "print",
            "",
            "quit",
        ):
            file.addAction(a[name]) if name else file.addSeparator()
        edit = bar.addMenu(translate("MainWindow", "&Edit"))
        edit.addActions([a["undo"], a["redo"], a["history"]])
        edit.addSeparator()
        view, model = QMenu(translate("MainWindow", "&View"), bar), QMenu(translate("MainWindow", "M&odel"), bar)
        align = QMenu(translate("MainWindow", "Align"), bar)
        menus = {"view": view, "model": model, "align": align}
        for action in brought:
            menus.get(str(action.property("menu") or ""), edit).addAction(action)
        model.addMenu(align)
        edit.addSeparator()
        edit.addActions([a["search"], a["find"], a["filter"]])
        edit.addSeparator()
        edit.addAction(a["settings"])
        bar.addMenu(view)
        view.addSeparator()
        self._choices(view.addMenu(translate("MainWindow", "Theme")), self.themes(), w.settings.theme, w.set_theme)
        languages = view.addMenu(translate("MainWindow", "Language"))
        self._choices(languages, self.languages(), w.settings.language, w.set_language)
        view.addSeparator()
        view.addActions([action for name, action in a.items() if name.startswith("page.")])
        self.apart = view.addMenu(translate("MainWindow", "In a window of its own"))
        self.apart.aboutToShow.connect(self._list_apart)
        view.addSeparator()
        view.addActions([action for name, action in a.items() if name.startswith("below.")])
        if not model.isEmpty():
            bar.addMenu(model)
        model.addAction(a["next_problem"])
        train = bar.addMenu(translate("MainWindow", "&Train"))
        train.addActions([a["train"], a["pause"], a["stop"]])
        self.interrupted = train.addMenu(translate("MainWindow", "Interrupted Runs"))
        train.aboutToShow.connect(self._list_interrupted)
        train.addSeparator()
        train.addActions([a["show_training"], a["open_runs"]])
        self.recovered = file.addMenu(translate("MainWindow", "Emergency Copies"))
        file.insertMenu(a["save"], self.recovered)
        file.insertAction(a["save"], a["recover"])
        file.aboutToShow.connect(self._list_recovered)
        bar.addMenu(translate("MainWindow", "&Help")).addActions([a["reference"], a["keys"], a["report"], a["about"]])
        self._hold = (view, model, align)

    def _list_apart(self) -> None:
        pages = self.window.workspaces
        self.apart.clear()
        for name, workspace in pages.pages.items():
            self.apart.addAction(detaching(pages, name, workspace.title, self.apart))

    def _choose_page(self) -> None:
        self.window.settings.shows_training = self.all["show_training"].isChecked()

    def _list_templates(self) -> None:
        from runtime.files.templates import TEMPLATES

        if self.templates.isEmpty():
            for template in TEMPLATES:
                action = self.templates.addAction(
                    text(template.title), partial(self.window.files.new_from_template, template.name)
                )
                action.setToolTip(tip(text(template.about)))

    def _list_recovered(self) -> None:
        """Copies that were saved when the program had a fault; without any there is no such menu."""
        copies = sorted(emergency_folder().glob("*.loom"), reverse=True)[:RECOVERED]
        self.recovered.clear()
        for path in copies:
            self.recovered.addAction(path.stem, partial(self.window.files.recover, path))
        self.recovered.menuAction().setVisible(bool(copies))
        self.all["recover"].setVisible(is_anything_left())

    def _list_interrupted(self) -> None:
        """Runs that were stopped or whose process was ended; without any there is no such menu."""
        found = [] if self.window.training.link.is_busy else self.window.training.interrupted()
        self.interrupted.clear()
        for run in found:
            title = translate("MainWindow", "Resume {name}").format(name=run.name).replace("&", "&&")
            self.interrupted.addAction(title, partial(self._resume, run))
        self.interrupted.menuAction().setVisible(bool(found))

    def _resume(self, run: Run) -> None:
        self.window.workspaces.go(TRAIN)
        self.window.training.resume(run)

    def refresh_recent(self) -> None:
        self.recent.clear()
        for path in self.window.settings.recent:
            # Two ampersands show as one; names are no mnemonics.
            action = self.recent.addAction(path.name.replace("&", "&&"), partial(self.window.files.open, path))
            action.setToolTip(tip(str(path)))
            action.setStatusTip(tip(str(path)))
        self.recent.setEnabled(not self.recent.isEmpty())
        if not self.recent.isEmpty():
            self.recent.addSeparator()
            self.recent.addAction(translate("MainWindow", "Clear the list"), self.window.settings.forget_all)

    def themes(self) -> dict[str, str]:
        return {
            "system": translate("MainWindow", "System"),
            "light": translate("MainWindow", "Light"),
            "dark": translate("MainWindow", "Dark"),
        }

    def languages(self) -> dict[str, str]:
        return {"system": translate("MainWindow", "System"), "en": "English", "zh_CN": "中文"}

    def _choices(self, menu: QMenu, choices: dict[str, str], now: str, choose: Callable[[str], None]) -> None:
        group = QActionGroup(menu)
        for name, title in choices.items():
            action = menu.addAction(title, partial(choose, name))
            action.setCheckable(True)
            action.setChecked(name == now)
            group.addAction(action)
            found = f"{menu.title().replace('&', '')}: {title}"
            # By the program's own word too, whatever the language: who types dark finds it in Chinese.
            action.setProperty("found as", found if name.lower() in found.lower() else f"{found} ({name})")
            self.choices.append(action)
