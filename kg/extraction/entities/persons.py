"""Find persons: a post and a name with a known surname (局长明炬, 记者 周允 杨竣, 张学敏院士).

Place in the stream: hits of posts + words → finds. The segmenter has a say: what it takes for another word is no name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import regex
import rjieba

from kg.extraction import lexicon
from kg.extraction.entities import bylines, dictionary
from kg.extraction.entities.dictionary import Hit
from kg.extraction.entities.found import Found
from kg.extraction.entities.words import Words
from kg.model import Span

__all__ = ["find"]

_TITLE = regex.compile("院士|教授|研究员|总书记|主席|总理|同志|先生|女士|博士|省长|市长|部长|书记|主任|工程师")
_FOLLOWED = regex.compile(
    "院长|所长|校长|会长|理事长|秘书长|董事长|总经理|总裁|局长|厅长|处长|区长|县长|司长|馆长|行长|经理|老师|医生|团队|课题组|一行"
)
_SPEAKS = regex.compile("(?:表示|介绍|认为|指出|坦言|告诉记者|透露)(?:[，：:道说]|$)")
_COLON = regex.compile(r"(?:（[^（）\n]{2,30}）|\([^()\n]{2,30}\))?：")
_LINE_START = regex.compile(r"(?:^|\n)[-—•\s]*$")
_OPENS = "，。；”\n“"
_LENGTHS = (4, 3, 2)
_GAP = regex.compile(
    r"(?:（[^（）\n]{2,14}）|\([^()\n]{2,14}\))?(?:：\s{0,3}(?=\p{Han}{2,4}\s*(?:\n|$))|[ \t\u3000]{0,2})"
)
_TALKS = regex.compile(
    r"[说称讲道问答]|作(?=\p{Han})|摄(?!\p{Han})|[和与及在是将等]|介(?=绍)|表(?=示)|指(?=出)|告(?=诉)"
)
_BETWEEN = regex.compile(r"[ \t\u3000]{0,2}[、和][ \t\u3000]{0,2}|[ \u3000]{1,2}")


@cache
def _edge() -> regex.Pattern[str]:
    followers = "|".join(sorted(lexicon.words("name-edge"), key=lambda word: (-len(word), word)))
    return regex.compile(rf"{followers}|[，。、：；（）()“”！？\s/·]|$")


def find(text: str, roles: list[Hit], words: Words) -> Iterator[Found]:
    """Find persons named with a post or a title, or as speakers; words that are no name are refused."""
    known: set[str] = set()
    found: list[Found] = []
    signed: set[int] = set()
    for begin, spans in bylines.find(text):
        signed.update(range(begin, spans[0].start + 1) if spans else ())
        known.update(span.of(text) for span in spans)
        found += [Found(span, "Person", span.of(text), "entity.person-byline/1", weight=3) for span in spans]
    for span, rule in _candidates(text, roles, signed, words):
        found += _person(text, span, words, known, f"entity.person-{rule}/1")
    yield from (_whole(text, one, known) for one in found)


def _whole(text: str, one: Found, known: set[str]) -> Found:
    """Lengthen a name of two letters to one of three that is known from elsewhere: 潘信|如欣喜, where 潘信如 is."""
    longer = text[one.span.start : one.span.end + 1]
    if len(one.label) != 2 or longer not in known:
        return one
    return replace(one, span=Span(one.span.start, one.span.end + 1), label=longer)


def _candidates(text: str, roles: list[Hit], signed: set[int], words: Words) -> Iterator[tuple[tuple[int, int], str]]:
    """Give what could be names with the kind of evidence; `signed` are the offsets of bylines that were read."""
    posts = {offset for hit in roles for offset in range(hit.start, hit.end)}
    for end in sorted({hit.end for hit in roles} - signed):
        yield from ((span, "post") for span in _named_after(text, end, words) if posts.isdisjoint(range(*span)))
    yield from ((span, "title") for span in _titled(text, posts, words))
    for start, end in _named_before(text, _COLON):
        if _LINE_START.search(text, max(0, start - 12), start):
            yield (start, end), "line"
    for start, end in _named_before(text, _SPEAKS):
        if start == 0 or text[start - 1] in _OPENS:
            yield (start, end), "speaks"


def _is_city(name: str) -> bool:
    """Say whether a name is a city's; a county (罗平) may be a person's namesake."""
    return any(row["code"].endswith("00") for row in dictionary.places().get(name, ()))


def _titled(text: str, posts: set[int], words: Words) -> Iterator[tuple[int, int]]:
    """Give what could be a name right before a title; 党委副|书记 and 常务副|院长 hold a part of a post."""
    for start, end in _named_before(text, _TITLE):
        if not _cuts_a_word(start, words) and start not in posts and end - 1 not in posts:
            yield _shrink((start, end), words)
    for start, end in _named_before(text, _FOLLOWED):
        if _is_called(start, end, words) and start not in posts and end - 1 not in posts:
            yield start, end


def _ends_after_one_more(text: str, n: int, longest: int, words: Words) -> bool:
    """Say whether the letter behind what the segmenter takes for a name belongs to it: 舒歌|群|应邀."""
    if n + 2 >= len(words.starts) or words.ends[n + 1] != longest or words.tags[n + 1] in _FUNCTION:
        return False
    return _edge().match(text, longest) is not None or words.ends[n + 2] - words.starts[n + 2] >= 2


_HAN = regex.compile(r"\p{Han}")
_FUNCTION = frozenset({"v", "d", "p", "c", "u", "f", "r", "m", "q", "uj", "ul", "t"})


def _is_called(start: int, end: int, words: Words) -> bool:
    """Say whether the segmenter itself takes what stands before a title for a person."""
    n = words.holding(start)
    return words.starts[n] == start and words.ends[n] == end and words.tags[n] == "nr"


def _named_before(text: str, mark: regex.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Give what could be a name right before each mark, the longer first."""
    for match in mark.finditer(text):
        end = match.start()
        for length in _LENGTHS:
            if end >= length and bylines.pattern().fullmatch(text, end - length, end):
                yield end - length, end


def _named_after(text: str, start: int, words: Words) -> Iterator[tuple[int, int]]:
    """Read the names that follow a post: one, or several with 、 or blanks between."""
    begin = _GAP.match(text, start).end()  # type: ignore[union-attr]
    while True:
        span = _name_at(text, begin, words)
        if span is None:
            return
        yield span
        between = _BETWEEN.match(text, span[1])
        if between is None:
            return
        begin = between.end()


def _name_at(text: str, start: int, words: Words) -> tuple[int, int] | None:
    """Choose the length of a name: what the segmenter takes for a person, else what an edge follows."""
    name = bylines.pattern().match(text, start)
    if name is None:
        return None
    longest = name.end()
    if longest - start == 3 and _TALKS.match(text, longest - 1):
        longest -= 1  # 李华|说, 马刚|作工作报告
    if not _HAN.match(text, longest):
        return start, longest
    n = words.holding(start)
    if words.starts[n] == start and words.tags[n] in ("nr", "x") and start + 2 <= words.ends[n] <= longest:
        return start, longest if _ends_after_one_more(text, n, longest, words) else words.ends[n]
    for end in range(start + 2, longest):  # 书记江成|说: a verb begins inside the longer name
        verb = _edge().match(text, end)
        if verb is not None and verb[0] in lexicon.words("speech-verb"):
            return start, end
    return next(((start, end) for end in range(longest, start + 1, -1) if _edge().match(text, end)), None)


def _cuts_a_word(start: int, words: Words) -> bool:
    """Say whether a name would begin with the end of another word and go beyond it: 培养工|程硕|博士."""
    n = words.holding(start)
    return words.starts[n] < start and words.ends[n] == start + 1 and words.tags[n] not in ("nr", "x")


def _shrink(span: tuple[int, int], words: Words) -> tuple[int, int]:
    """Start a name at a word boundary when its first character ends another word (邀请|张学敏)."""
    start, end = span
    if end - start == 3 and words.starts[words.holding(start)] != start and words.cuts(start + 1, end):
        return start + 1, end
    return start, end


def _person(text: str, span: tuple[int, int], words: Words, known: set[str], rule: str) -> Iterator[Found]:
    start, end = span
    name = text[start:end]
    if (
        name in lexicon.words("no-name")
        or _is_city(name)
        or not _plausible(name, span, words, known, by_post="post" in rule)
    ):
        return
    known.add(name)
    yield Found(Span(start, end), "Person", name, rule, weight=3)


_VERBAL = frozenset({"v", "vn", "d", "a", "p", "c", "u", "vd"})


def _is_made_up(name: str) -> bool:
    """Say whether a surname stands apart from what follows it: 陈|开发, 李|应|红."""
    return len(rjieba.cut(name, False)[0]) == 1


def _plausible(name: str, span: tuple[int, int], words: Words, known: set[str], *, by_post: bool) -> bool:
    """Accept what the segmenter calls a person, or what is not one ordinary word to it."""
    start, end = span
    if name in known or (words.printed[words.holding(end)] in ("院士", "教授") if end < len(words.text) else False):
        return True
    n = words.holding(start)
    if by_post and words.starts[n] < start:  # the segmenter cut through the post: 区|长金志|鹏
        return not bylines.is_word(name)
    whole = words.starts[n] == start and words.ends[n] == end
    if by_post and len(name) == 3 and not _HAN.match(words.text, end) and _is_made_up(name):
        return not bylines.is_word(name)
    if whole and by_post:
        return words.tags[n] not in _VERBAL and not bylines.is_word(name)
    if whole:
        return words.tags[n] in ("nr", "nrt", "nrfg", "x", "nz", "n") and (words.tags[n] != "n" or len(name) == 3)
    inside = range(n, words.holding(end - 1) + 1)
    return all(words.ends[k] - words.starts[k] <= 2 or words.tags[k].startswith("nr") for k in inside) and not any(
        words.tags[k] in ("v", "p", "c") and words.ends[k] - words.starts[k] == 2 for k in inside
    )
