"""The texts by whose beginnings an article is found."""

import re
from collections.abc import Iterator

_WORD_START = re.compile(r"(?<![0-9a-z])[0-9a-z]")


def folded(text: str) -> str:
    """A search text in the form terms are stored in: lower case, without spaces."""
    return "".join(text.lower().split())


def terms_of(sku: str, barcode: str | None, name_zh: str, name_en: str) -> set[str]:
    """Every term of an article: its codes, and its names from each word on as text, pinyin and initials."""
    # A Chinese name has no spaces, so people begin anywhere in it: 水 finds 矿泉水.
    found = {folded(sku), *_beginnings(name_zh)}
    if barcode:
        found.add(folded(barcode))
    lowered = name_en.lower()
    found.update(folded(lowered[match.start() :]) for match in _WORD_START.finditer(lowered))
    return {term for term in found if term}


def _beginnings(name_zh: str) -> Iterator[str]:
    # Costs a moment at its first import, which start-up need not pay.
    from pypinyin import lazy_pinyin

    syllables: list[str] = []
    for part in re.findall(r"[0-9A-Za-z]+|[^0-9A-Za-z\s]", name_zh):
        syllables.append(part.lower() if part.isascii() else lazy_pinyin(part)[0].lower())
    whole = lazy_pinyin("".join(name_zh.split()))
    # Read as a whole the phrase gives better readings (银行 yinhang); it is used where it splits the same way.
    if len(whole) == len(syllables):
        syllables = [found.lower() for found in whole]
    yield from (folded(name_zh[at:]) for at in range(len(name_zh)) if _begins(name_zh, at))
    for at in range(len(syllables)):
        yield "".join(syllables[at:])
        yield "".join(syllable[0] for syllable in syllables[at:] if syllable)


def _begins(text: str, at: int) -> bool:
    # Inside a run of Latin letters or digits nobody begins to type: 550ml is not looked for by 0ml.
    return at == 0 or not (
        text[at].isascii() and text[at].isalnum() and text[at - 1].isascii() and text[at - 1].isalnum()
    )
