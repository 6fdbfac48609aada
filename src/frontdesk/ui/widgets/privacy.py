"""What is masked while a member stands there: phones, amounts, contracts. Shown while a key is held or for 20 s."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from frontdesk.core.i18n import t
from frontdesk.ui.widgets.buttons import IconButton
from frontdesk.ui.widgets.labels import ElidedLabel, Words
from frontdesk.ui.widgets.naming import named
from frontdesk.ui.widgets.surface import row

SHOWN_FOR_MS = 20_000
HOLD_KEY = "F8"
MASK = "••••"


class Curtain(QObject):
    """One curtain before all masked texts of the window: the window holds it open while F8 is held."""

    moved = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._held = False

    def hold(self, open_: bool) -> None:
        """F8 went down or up, or the desk was locked."""
        if open_ != self._held:
            self._held = open_
            self.moved.emit(open_)

    def is_open(self) -> bool:
        """Whether everything is shown now."""
        return self._held


curtain = Curtain()


class PrivacyText(QWidget):
    """A text that is masked until asked for, and masked again by itself."""

    def __init__(
        self, name: str, label: str, *, masked: str = MASK, words: Words = "strong", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._masked = masked
        self._secret = ""
        self._label = label
        self._asked = False
        self._text = ElidedLabel(masked, words)
        self._eye = IconButton("eye", f"{name}.show", t("ui.privacy.show", what=label))
        self._eye.setFixedSize(36, 36)
        self._eye.clicked.connect(self.toggle)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(SHOWN_FOR_MS)
        self._again.timeout.connect(self.cover)
        # The eye right after the words, however wide the place is.
        self.setLayout(row(self._text, self._eye, None, spacing=4))
        named(self, name, label)
        curtain.moved.connect(self._paint)

    def set_label(self, label: str) -> None:
        """Say of another fact what it is."""
        self._label = label
        self.setAccessibleName(label)

    def set_secret(self, secret: str, masked: str = "") -> None:
        """Another text; it starts masked."""
        self._secret = secret
        self._masked = masked or self._masked
        self.cover()

    def shown(self) -> bool:
        """Whether the text can be read now."""
        return self._asked or curtain.is_open()

    def text(self) -> str:
        """What stands there now."""
        return self._text.whole()

    @Slot()
    def toggle(self) -> None:
        """Show for 20 s, or mask at once."""
        self._asked = not self._asked
        if self._asked:
            self._again.start()
        self._paint()

    @Slot()
    def cover(self) -> None:
        """Mask now."""
        self._asked = False
        self._again.stop()
        self._paint()

    @Slot()
    def _paint(self) -> None:
        shown = self.shown()
        self._text.set_whole(self._secret if shown else self._masked)
        self._text.setAccessibleName(self._secret if shown else t("ui.privacy.masked", what=self._label))
        self._eye.set_icon("eye-off" if shown else "eye")
        says = t("ui.privacy.hide" if shown else "ui.privacy.show", what=self._label)
        self._eye.setAccessibleName(says)
        if says != self._eye.toolTip():
            self._eye.setToolTip(says)
