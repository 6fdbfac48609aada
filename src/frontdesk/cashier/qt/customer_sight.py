"""Tells the desk what the customer may see of the receipt, at every step of it."""

from PySide6.QtCore import QObject, QTimer, Slot

from frontdesk.cashier.customer_view import paid_view, view_of
from frontdesk.cashier.qt.received_row import ReceivedEdit
from frontdesk.cashier.qt.till import Till
from frontdesk.devices.displays.view import CustomerView, Idle, Paid, Thanks


class CustomerSight(QObject):
    """Watches a till. One step of the till may be several changes: the customer sees what they come to."""

    def __init__(self, till: Till, received: ReceivedEdit) -> None:
        super().__init__(till)
        self._till = till
        self._received = received
        self._seen: CustomerView = Idle()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._tell)
        till.changed.connect(self._soon.start)
        received.typed.connect(self._soon.start)

    @Slot()
    def _tell(self) -> None:
        till, seen = self._till, self._seen
        if till.booked is not None:
            view: CustomerView = paid_view(till.booked.result.total_fen, till.booked.payment, booked=True)
        else:
            # From the first digit of what is handed over the customer sees what is due.
            paying = self._received.is_typed() and bool(self._received.fen())
            view = view_of(till.cart, till.payment, paying=paying)
        if view == Idle() and isinstance(seen, Paid | Thanks):
            served = isinstance(seen, Thanks) or seen.booked
            view = Thanks() if served else view
        if view != seen:
            self._seen = view
            till.desk.customer_view.emit(view)
