"""Amounts in spoken English, as rows of clips.

"One hundred and five yuan", "twelve yuan fifty", "ten yuan and five fen", "fifty fen": ten fen and more follow the
yuan bare, fewer are named, since "ten yuan five" could be 10.50; jiao aren't said, and nothing takes a plural.
"""


def amount(fen: int) -> tuple[str, ...]:
    """The clips of an amount in fen, from 0 to MOST_FEN."""
    yuan, fen = divmod(fen, 100)
    if fen == 0:
        return (*whole(yuan), "yuan")
    if yuan == 0:
        return (*whole(fen), "fen")
    if fen < 10:
        return (*whole(yuan), "yuan", "and", *whole(fen), "fen")
    return (*whole(yuan), "yuan", *whole(fen))


def whole(number: int) -> tuple[str, ...]:
    """A whole number from 0 to 99,999,999, with "and" as in British English."""
    said: list[str] = []
    for size in (1_000_000, 1_000):
        if number >= size:
            said += [*_below_thousand(number // size), str(size)]
            number %= size
    if said and 0 < number < 100:
        said.append("and")
    if number or not said:
        said += _below_thousand(number)
    return tuple(said)


def _below_thousand(number: int) -> list[str]:
    said: list[str] = []
    if number >= 100:
        said += [str(number // 100), "100"]
        number %= 100
        if not number:
            return said
        said.append("and")
    if number >= 20:
        said.append(str(number // 10 * 10))
        number %= 10
        if not number:
            return said
    return [*said, str(number)]
