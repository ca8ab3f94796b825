"""Find names in quotation marks and book-title marks, where what stands beside them tells the class."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from kg.extraction.entities import dictionary
from kg.extraction.entities.found import Found
from kg.extraction.entities.growing import PLANS, Grower
from kg.model import Span

__all__ = ["find"]

_QUOTE = regex.compile(
    r"“(?<inside>[^“”，。；！？\n]{2,24}|[^“”。；！？：\n]{3,16})”|‘(?<inside>[^‘’，。；！？：\n]{2,24})’"
)
_BOOK = regex.compile(r"《(?<inside>[^《》\n]{2,60})》(?<after>排名|排行榜|榜单|榜)?")
_SLOGAN = regex.compile(
    r"(?:[0-9一二三四五六七八九十两]+(?:\+[0-9一二三四五六七八九十N]+)+)|(?:[0-9一二三四五六七八九十两][^\d、，一二三四五六七八九十]{1,4}[、，]?){2,5}"
)
_PLAN_BEFORE = regex.compile(
    r"(?:实施|推进|开展|启动|深化|推行|构建|紧扣|落实|打造|持续|加力|坚持|围绕|布局|创新|首创|推出)[^，。；“”]{0,14}$"
)
_SCHEME_AFTER = regex.compile(
    r"(?:、[^，。；：]{2,24})?等[^，。；：、]{0,8}(?:工程|行动|计划|专项|机制|改革|举措)"
    r"|(?:等|、“[^”]{2,10}”等?)?(?:机制|模式|制度|改革|行动|工程|计划|选派|试点|政策|升级版|系列活动)"
)
_DOES = regex.compile(r"(?:实施|推行|推进|开展|深化|启动)(?:了|好)?$")
_ARTICLES = regex.compile(r"\p{Han}{1,8}[0-9一二三四五六七八九十]{1,3}条")
_COUNTED_SCHEME = regex.compile(
    r"[一二三四五六七八九十百千万两双](?!个)[\p{Han}]{1,6}(?:改革|行动|工程|计划|中心|平台|机制|体系|专项|战略|攻坚|提升|倍增|优势|举措)"
)
_MAKE_BEFORE = regex.compile(r"(?:研发|研制|自主研制|攻克|致力于|推出|发布|量产|发明)(?:了|的|出)?$")
_MADE_AFTER = regex.compile(r"的?(?:研发|研制|攻关|发射|下线|升空|问世|投用|首次|成功|创造|实现|绕月)")
_MACHINE = regex.compile(r".*(?:系统|设备|装置|装备|平台|机器人|卫星|火箭|飞船|大模型|芯片|号|机组|仪|机|软件)$")
_GRANTED = regex.compile(r"(?:获评|授予|荣获|评为|认定为|命名为|荣膺|获颁|授牌|获授|当选)(?:了|全[国省市])?$")
_CHRISTENED = ("探测器", "科考船", "新星", "号星", "机型", "车型", "原型机", "样机", "机组", "操作系统", "飞船")
_NUMBERED = regex.compile(r".*[^字型符信账称口代暗记编品牌]号")
_TECHNIQUE = regex.compile(r"(?!关键|核心|先进|高新)[^的]{4,}(?:技术|工艺|算法)")
_TECHNIQUE_AFTER = regex.compile(r"(?:技术|工艺|算法)")
_STANDARD = regex.compile(r".*(?:分型|标准|指南|规范)$")
_DOCUMENT = regex.compile(
    r".*(?:公报|法律?|决议|白皮书|蓝皮书|指南|标准|战略|细则|公告|批复|规划|纲要|意见|办法|条例|决定|方案|计划|通知|措施|目录|政策|行动|若干)[^》]{0,12}$"
)
_RANKING = regex.compile(r".*(?:指数|排名|排行榜|榜|百强|评价报告|指数报告)[^》]{0,12}$")


def find(text: str, grower: Grower) -> Iterator[Found]:
    """Find what quotation marks and book-title marks name."""
    for match in _QUOTE.finditer(text):
        found = _quoted(text, match, grower)
        if found is not None:
            yield found
    for match in _BOOK.finditer(text):
        found = _book(match)
        if found is not None:
            yield found


def _quoted(text: str, match: regex.Match[str], grower: Grower) -> Found | None:
    inside = match["inside"]
    start, end = match.span("inside")
    before, after = text[max(0, match.start() - 14) : match.start()], text[match.end() : match.end() + 8]
    if _TECHNIQUE.fullmatch(inside) or (_TECHNIQUE_AFTER.match(after) and len(inside) >= 4):
        return Found(Span(start, end), "Technology", inside, "entity.quoted-technique/1", weight=2)
    if _MACHINE.match(inside) and (
        _MAKE_BEFORE.search(before) or _MADE_AFTER.match(after) or _NUMBERED.fullmatch(inside)
    ):
        return Found(Span(start, end), "Product", inside, "entity.quoted-product/1", weight=3)
    if (
        2 <= len(inside) <= 8
        and inside not in ("卡脖子", "小巨人")
        and _is_christened(before)
        and not _SLOGAN.fullmatch(inside)
    ):
        return Found(Span(start, end), "Product", inside, "entity.quoted-name/1", weight=2)
    if _SLOGAN.fullmatch(inside):
        return Found(Span(*match.span()), "Strategy", f"“{inside}”", "entity.slogan/1", weight=1)
    if _STANDARD.match(inside) and len(inside) >= 4:
        return Found(Span(start, end), "Standard", inside, "entity.quoted-standard/1", weight=1)
    return _by_ending(text, match, before, grower)


def _is_christened(before: str) -> bool:
    """Say whether a product's head noun stands before the quotation: 通信卫星“…”, 新药“…”."""
    rows = (dictionary.heads().get(before[-length:]) for length in (5, 4, 3, 2))
    row = next((row for row in rows if row is not None), None)
    return (row is not None and row["type"] == "Product" and row["kind"] in ("", "alone")) or before.endswith(
        _CHRISTENED
    )


def _by_ending(text: str, match: regex.Match[str], before: str, grower: Grower) -> Found | None:
    inside = match["inside"]
    start, end = match.span("inside")
    if _ARTICLES.fullmatch(inside):
        return Found(Span(*match.span()), "Measure", f"“{inside}”", "entity.quoted-policy/1")
    if _GRANTED.search(before) and len(inside) >= 4:
        return Found(Span(start, end), "Honour", inside, "entity.quoted-honour/1", core=False, weight=2)
    for length in range(min(8, len(inside) - 1), 1, -1):
        row = dictionary.suffixes().get(inside[-length:])
        if inside[-length:] in ("中心", "基地"):
            continue
        if row is not None and row["type"] not in ("Enterprise", "Industry", "Cluster", "Honour", "Highland"):
            begin = grower.left(match.start(), row["type"]) if row["type"] in PLANS else match.start()
            span = Span(begin, match.end()) if begin < match.start() else Span(start, end)
            return Found(span, row["type"], span.of(text), "entity.quoted-ending/1", weight=1)
    after = text[match.end() : match.end() + 40]
    if len(inside) >= 3 and (_SCHEME_AFTER.match(after) or (_DOES.search(before) and len(inside) >= 4)):
        return Found(Span(*match.span()), "Measure", f"“{inside}”", "entity.quoted-scheme/1", core=False)
    if _COUNTED_SCHEME.fullmatch(inside):
        return Found(Span(*match.span()), "Measure", f"“{inside}”", "entity.quoted-counted/1", core=False)
    if _PLAN_BEFORE.search(before) and inside[:1] in "先双一二三四五六七八九十百千万智揭" and len(inside) >= 4:
        return Found(Span(*match.span()), "Measure", f"“{inside}”", "entity.quoted-measure/1", core=False)
    return None


def _book(match: regex.Match[str]) -> Found | None:
    inside = match["inside"]
    if match["after"] or _RANKING.fullmatch(inside):
        return Found(Span(*match.span()), "Ranking", f"《{inside}》", "entity.ranking/1", weight=3)
    if _DOCUMENT.fullmatch(inside):
        return Found(Span(*match.span()), "Programme", f"《{inside}》", "entity.document/1", weight=3)
    return None
