"""The clips of each language: their file names, and what each says.

Own recordings carry the same names: ``7.wav`` says seven, ``100.wav`` hundred, ``received.wav`` "we received".
"""

from typing import Literal, get_args

VoiceLanguage = Literal["zh", "en"]
LANGUAGES: tuple[VoiceLanguage, ...] = get_args(VoiceLanguage)
MOST_FEN = 9_999_999_999
"""¥99,999,999.99, more than any counter takes."""

_CHINESE = {
    "0": "零",
    "1": "一",
    "2": "二",
    "2-liang": "两",
    "3": "三",
    "4": "四",
    "5": "五",
    "6": "六",
    "7": "七",
    "8": "八",
    "9": "九",
    "10": "十",
    "100": "百",
    "1000": "千",
    "10000": "万",
    "yuan": "元",
    "jiao": "角",
    "fen": "分",
    "due": "应收",
    "received": "收您",
    "change": "找您",
    "wechat": "微信收款",
    "alipay": "支付宝收款",
    "bankcard": "银行卡收款",
    "balance": "余额支付",
    "tab": "挂账",
    "thanks": "谢谢",
}
_ENGLISH = {
    "0": "zero",
    "1": "one",
    "2": "two",
    "3": "three",
    "4": "four",
    "5": "five",
    "6": "six",
    "7": "seven",
    "8": "eight",
    "9": "nine",
    "10": "ten",
    "11": "eleven",
    "12": "twelve",
    "13": "thirteen",
    "14": "fourteen",
    "15": "fifteen",
    "16": "sixteen",
    "17": "seventeen",
    "18": "eighteen",
    "19": "nineteen",
    "20": "twenty",
    "30": "thirty",
    "40": "forty",
    "50": "fifty",
    "60": "sixty",
    "70": "seventy",
    "80": "eighty",
    "90": "ninety",
    "100": "hundred",
    "1000": "thousand",
    "1000000": "million",
    "and": "and",
    "yuan": "yuan",
    "fen": "fen",
    "due": "To pay",
    "received": "Received",
    "change": "Your change",
    "wechat": "Received by WeChat",
    "alipay": "Received by Alipay",
    "bankcard": "Received by bank card",
    "balance": "Paid from the balance",
    "tab": "On the tab",
    "thanks": "Thank you",
}
CLIPS: dict[VoiceLanguage, dict[str, str]] = {"zh": _CHINESE, "en": _ENGLISH}
"""Language → clip → the words it says."""


def words_of(language: VoiceLanguage, clips: tuple[str, ...]) -> str:
    """What a row of clips says, written: Chinese without, English with spaces."""
    return ("" if language == "zh" else " ").join(CLIPS[language][clip] for clip in clips)
