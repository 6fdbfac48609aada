"""What is said at the till (唱收唱付, K04): what is due, what was received, what goes back.

Nothing said names a person or what is left on their account.
"""

from frontdesk.devices.voice import chinese, english
from frontdesk.devices.voice.clips import MOST_FEN, VoiceLanguage

_AMOUNTS = {"zh": chinese.amount, "en": english.amount}
_NAMED_TENDERS = ("wechat", "alipay", "bankcard", "balance", "tab")


def amount(language: VoiceLanguage, fen: int) -> tuple[str, ...]:
    """The clips of an amount; nothing for what can't be said (negative, or above MOST_FEN)."""
    return _AMOUNTS[language](fen) if 0 <= fen <= MOST_FEN else ()


def due(language: VoiceLanguage, due_fen: int) -> tuple[str, ...]:
    """应收 X: said when paying begins."""
    return _with_amount(language, "due", due_fen)


def paid(
    language: VoiceLanguage, tenders: tuple[str, ...], due_fen: int, received_fen: int, change_fen: int
) -> tuple[str, ...]:
    """What came in and what goes back; ``tenders`` are the kinds it was paid with.

    One tender other than cash is called by its name, with what was due; several are counted together.
    """
    if not tenders:
        return ()
    if len(tenders) == 1 and tenders[0] in _NAMED_TENDERS:
        said = _with_amount(language, tenders[0], due_fen)
    else:
        said = _with_amount(language, "received", received_fen)
    if said and change_fen > 0:
        said += _with_amount(language, "change", change_fen)
    return (*said, "thanks") if said else ()


def _with_amount(language: VoiceLanguage, phrase: str, fen: int) -> tuple[str, ...]:
    said = amount(language, fen)
    return (phrase, *said) if said else ()
