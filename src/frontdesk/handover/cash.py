"""Cash by denomination."""

from collections.abc import Sequence

from frontdesk.handover.errors import CountInvalid

DENOMINATIONS_FEN = (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10)
"""Notes and coins in use in mainland China, from ¥100 to ¥0.1."""
MOST_PIECES = 9_999

Pieces = tuple[tuple[int, int], ...]
"""(denomination in fen, how many of it)."""


def total_fen(pieces: Sequence[tuple[int, int]]) -> int:
    """The worth of counted pieces. Raises CountInvalid for unknown or repeated denominations and absurd numbers."""
    seen: set[int] = set()
    for denomination_fen, number in pieces:
        if denomination_fen not in DENOMINATIONS_FEN or denomination_fen in seen or not 0 <= number <= MOST_PIECES:
            raise CountInvalid(line=str(denomination_fen))
        seen.add(denomination_fen)
    return sum(denomination_fen * number for denomination_fen, number in pieces)


def fewest_pieces(amount_fen: int) -> Pieces:
    """An amount in the fewest notes and coins; for the demo and samples. Raises CountInvalid for odd fen."""
    pieces = []
    for denomination_fen in DENOMINATIONS_FEN:
        number, amount_fen = divmod(amount_fen, denomination_fen)
        if number:
            pieces.append((denomination_fen, number))
    if amount_fen:
        raise CountInvalid(line=str(amount_fen))
    return tuple(pieces)
