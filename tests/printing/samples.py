"""Slips that look like those of a business day."""

from frontdesk.printing.slip import Big, Cell, Columns, Cut, Feed, Rule, Slip, Text, row

GOODS = ("农夫山泉饮用天然水 550ml 瓶装", "蛋白棒 Protein Bar chocolate hazelnut crunchy", "毛巾", "香蕉")


def receipt(number: str = "1-20261123-0042", lines: int = 3, member: str = "王小明") -> Slip:
    """A sale's receipt with a member's name on it."""
    goods = [
        Columns(
            (
                Cell(GOODS[at % len(GOODS)]),
                Cell(str(at + 1), width=4, align="right"),
                Cell("¥6.00", width=10, align="right"),
            )
        )
        for at in range(lines)
    ]
    return Slip(
        (
            Big("悦动健身"),
            Text("欢迎光临", "center"),
            Rule("double"),
            row("单号", number),
            row("会员", member),
            Rule(),
            *goods,
            Rule("dashes"),
            row("应收", "¥1,234.50", bold=True, size="double"),
            row("找零", "¥0.00", size="tall"),
            Text("记账 9f2c 81ab", "center"),
            Feed(1),
            Cut(),
        )
    )
