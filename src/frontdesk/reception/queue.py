"""Who is at the desk and who is next: what comes while a decision is open waits its turn."""

from collections import deque

from frontdesk.visits.decide import Asked


class DecisionQueue:
    """One thing is shown at a time; the same thing never stands in the queue twice."""

    def __init__(self) -> None:
        self._current: Asked | None = None
        self._open = False
        self._waiting: deque[Asked] = deque()

    @property
    def current(self) -> Asked | None:
        """What is shown."""
        return self._current

    @property
    def is_open(self) -> bool:
        """Whether what is shown still wants an answer; otherwise the next takes its place at once."""
        return self._open and self._current is not None

    @property
    def waiting(self) -> tuple[Asked, ...]:
        """Who is next, in order."""
        return tuple(self._waiting)

    def offer(self, asked: Asked) -> bool:
        """Something came to the desk; True when it is to be shown now, False when it waits or is shown already."""
        if asked == self._current and self._open:
            return False
        if self.is_open:
            if asked not in self._waiting:
                self._waiting.append(asked)
            return False
        self._show(asked)
        return True

    def replace(self, asked: Asked) -> None:
        """Show something in place of what is shown, such as what the clerk chose on the board."""
        self._show(asked)

    def shown(self, wants_answer: bool) -> None:
        """The decision of the current one is painted; whether it wants an answer decides if others must wait."""
        self._open = wants_answer

    def settle(self) -> Asked | None:
        """The current one is answered: the next one, now shown, or None; then the answer may stay in view."""
        self._open = False
        return self._next()

    def put_away(self) -> Asked | None:
        """Nothing more with the current one: the next one, now shown, or None."""
        self._current = None
        self._open = False
        return self._next()

    def clear(self) -> None:
        """Nobody is at the desk."""
        self._current = None
        self._open = False
        self._waiting.clear()

    def restore(self, current: Asked | None, waiting: tuple[Asked, ...]) -> None:
        """Take over a queue from before the window was rebuilt."""
        self._waiting = deque(waiting)
        if current is not None:
            self._show(current)

    def _next(self) -> Asked | None:
        if not self._waiting:
            return None
        asked = self._waiting.popleft()
        self._show(asked)
        return asked

    def _show(self, asked: Asked) -> None:
        self._current = asked
        # Until its decision is painted it counts as open: a tap in between must not push it aside.
        self._open = True
