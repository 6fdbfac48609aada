"""The master key on paper: digits only, because they can be typed on a number pad and no input method eats them.

Sixteen groups carry two bytes each as five digits, a seventeenth is a check over the whole key. Every group ends in a
check digit after Damm, over its place and its digits: it finds each wrong digit, each swap of neighbours, and a group
typed in another's place.
"""

from frontdesk.devices.tokens.keys import MASTER_KEY_LENGTH, cmac

GROUP_LENGTH = 6
GROUPS = MASTER_KEY_LENGTH // 2 + 1
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


class WrongGroups(ValueError):
    """Groups that can't be right, counted from 1; empty when each is sound and the whole is not."""

    def __init__(self, groups: tuple[int, ...]) -> None:
        super().__init__(groups)
        self.groups = groups


def sheet_groups(key: bytes) -> tuple[str, ...]:
    """The seventeen groups of six digits."""
    numbers = [int.from_bytes(key[place : place + 2], "big") for place in range(0, MASTER_KEY_LENGTH, 2)]
    numbers.append(_whole(key))
    return tuple(f"{number:05d}{_check(place, number)}" for place, number in enumerate(numbers))


def is_sound(place: int, group: str) -> bool:
    """Whether a group of digits can stand at a place (from 0)."""
    if len(group) != GROUP_LENGTH or not (group.isascii() and group.isdigit()):
        return False
    number = int(group[:-1])
    return number <= 0xFFFF and group[-1] == _check(place, number)


def key_of(groups: tuple[str, ...]) -> bytes:
    """The key from its groups. Raises WrongGroups."""
    if len(groups) != GROUPS:
        raise WrongGroups(tuple(range(min(len(groups), GROUPS) + 1, GROUPS + 1)))
    wrong = tuple(place + 1 for place, group in enumerate(groups) if not is_sound(place, group))
    if wrong:
        raise WrongGroups(wrong)
    key = b"".join(int(group[:-1]).to_bytes(2, "big") for group in groups[:-1])
    if _whole(key) != int(groups[-1][:-1]):
        raise WrongGroups(())
    return key


def _whole(key: bytes) -> int:
    return int.from_bytes(cmac(key, b"frontdesk recovery sheet")[:2], "big")


def _check(place: int, number: int) -> str:
    interim = 0
    for digit in f"{place:02d}{number:05d}":
        interim = int(_DAMM[interim][int(digit)])
    return str(interim)
