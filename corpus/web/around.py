"""A web page and its body in; what belongs to the text and stands around the body out.

Many sites print the document's number, a deck or the byline between headline and body, and the
files that belong to it below.
"""

import re
from collections.abc import Iterator

from corpus.page.articles import BYLINE
from corpus.policy.official import ORDER, is_number
from corpus.policy.official_days import DAY
from corpus.web.lines import ATTRIBUTE_LINE
from corpus.web.page import Element, drop, element_names, is_attachment, squeeze, words

HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
INLINE = frozenset("a abbr b em font i label small span strong sub sup time u".split())
MOST_LINE_CHARS = 80
# A list of files is a document's own where it says so: 附件：…, fujian (its pinyin).
FILES = frozenset("fujian fj attach attachment attachments appendix annex filelist files".split())
NEAR = 3  # how far up such a name may stand
ATTACHMENT = re.compile(r"(?:相关)?附[件表]")


def cut_above_headline(body: Element, title: str) -> None:
    """Cut from a body what stands above the page's own headline in it: crumbs, notes to visitors."""
    headlines = body.iter("h1", "h2", "h3")
    node = next((h for h in headlines if squeeze(_line(h, len(title))) == squeeze(title)), None)
    while node is not None and node is not body and title:
        drop(node.itersiblings(preceding=True))
        node = node.getparent()
        if node is not None:
            node.text = None


def lines_above(root: Element, body: Element, title: str) -> list[str]:
    """The number, deck, byline and the lines of date and source between headline and body."""
    bare = squeeze(title)
    found: list[str] = []
    below = False
    for element in _before(root, body):
        said = _line(element, MOST_LINE_CHARS + len(title))
        if bare and squeeze(said) == bare:
            found, below = [], True
        elif below and said and said not in found and _belongs(element, said):
            found.append(said)
    return found


def files_below(root: Element, body: Element) -> list[str]:
    """The names of the files that belong to the text and are not linked in it."""
    said_within = squeeze(words(body))
    linked = {link.get("href") for link in body.iter("a")}
    within = set(body.iter())
    found: list[str] = []
    after = False
    for element in root.iter():
        after = after or element is body
        if not after or element in within or element.tag != "a" or not is_attachment(element):
            continue
        said = " ".join(words(element).split())
        stem = squeeze(re.sub(r"\.\w{2,4}$", "", said))
        known = element.get("href") in linked or not stem or stem in said_within
        if not known and (ATTACHMENT.match(said) or _lists_files(element)):
            found.append(said if ATTACHMENT.match(said) else f"附件：{said}")
            linked.add(element.get("href"))
    return found


def _before(root: Element, body: Element) -> Iterator[Element]:
    """The elements that end before the body starts, and those that only open before it not."""
    around = set(body.iterancestors())
    for element in root.iter():
        if element is body:
            return
        if element not in around and isinstance(element.tag, str) and element.tag not in INLINE:
            yield element


def _belongs(element: Element, said: str) -> bool:
    if is_number(said) or ORDER.fullmatch(said) or BYLINE.match(said) or ATTRIBUTE_LINE.match(said):
        return True
    above = element.getprevious()
    follows = above is not None and (above.tag == "h1" or above.tag in HEADINGS)
    is_deck = element.tag in HEADINGS and follows and not DAY.search(said)
    return is_deck and next(element.iterdescendants("a"), None) is None


def _lists_files(link: Element) -> bool:
    for ancestor, _ in zip(link.iterancestors(), range(NEAR), strict=False):
        if not element_names(ancestor).isdisjoint(FILES):
            return True
        if ATTACHMENT.match(
            next((s for bit in ancestor.itertext() if (s := str(bit).strip())), "")
        ):
            return True
    return False


def _line(element: Element, most: int) -> str:
    """An element's words with single blanks; "" where they are more than fit in a line."""
    said = ""
    for bit in element.itertext():
        said += str(bit)
        if len(said) > most and len(squeeze(said)) > most:
            return ""
    return " ".join(said.split())
