"""Values printed in Chinese, apart from the reader under test."""

CHINESE_DIGITS = "零一二三四五六七八九"

WIDE = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")


def print_section(value: int) -> str:
    """1 to 9999 as 一千零五十."""
    printed, pending_zero = "", False
    for size, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, size)
        if digit:
            printed += ("零" if pending_zero else "") + CHINESE_DIGITS[digit] + word
            pending_zero = False
        elif printed:
            pending_zero = True
    return printed


def print_chinese(value: int) -> str:
    if value == 0:
        return "零"
    printed = ""
    for size, word in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, value = divmod(value, size)
        if part >= 10**4:
            printed += print_chinese(part) + word
        elif part:
            gap = printed and part < 1000
            printed += ("零" if gap else "") + print_section(part) + word
    return printed
