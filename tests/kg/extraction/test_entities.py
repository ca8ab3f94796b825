"""Names: what is one, of which class, under which label, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest

from kg.extraction import entities, lexicon, linking
from kg.model import Article, Entity, Metadata, Name, Ref
from kg.reading import view


def read(text: str, *, year: int | None = None, home: str = "", registry: tuple[Name, ...] = ()) -> dict[str, Entity]:
    issued = date(year, 1, 1) if year else None
    seen = view.of(Article(text, "0" * 64, Metadata(issued=issued, home=home)))
    return {one.label: one for one in linking.link(seen, entities.find(seen, registry=registry), registry)}


def typed(text: str, **known: object) -> dict[str, str]:
    return {label: one.type for label, one in read(text, **known).items()}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "label", "type_"),
    [
        ("昨天，之川实验室揭牌。", "之川实验室", "Laboratory"),
        ("安徽明光机器人股份有限公司上市。", "安徽明光机器人股份有限公司", "Enterprise"),
        ("杭州市滨江区人民政府发布通告。", "杭州市滨江区人民政府", "PublicBody"),
        ("企业落户成都高新区。", "成都高新区", "Zone"),
        ("持续实施江淮英才计划。", "江淮英才计划", "Programme"),
        ("深入实施“东风”行动计划。", "“东风”行动计划", "ActionPlan"),
        ("打造量子信息产业高地。", "量子信息产业高地", "Highland"),
        ("中国海洋装备博览会开幕。", "中国海洋装备博览会", "Event"),
        ("加入中国光学学会。", "中国光学学会", "Organization"),
        ("西安区域科技创新中心获批。", "西安区域科技创新中心", "Highland"),
        ("建成国家先进存储产业创新中心。", "国家先进存储产业创新中心", "InnovationPlatform"),
        ("构建“416”科技创新战略布局。", "“416”科技创新战略布局", "Strategy"),
        ("印发《关于加快科技成果转化的若干措施》。", "《关于加快科技成果转化的若干措施》", "Programme"),
        ("在《全球城市指数》排名中前进。", "《全球城市指数》", "Ranking"),
        ("全球首颗海洋盐度探测卫星发射。", "海洋盐度探测卫星", "Product"),
        ("布局人工智能、低空经济等产业。", "低空经济", "Industry"),
    ],
)
def test_an_ending_or_a_frame_tells_the_class(text: str, label: str, type_: str) -> None:
    assert typed(text).get(label) == type_


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("建设国家重点实验室。", id="a class of laboratories"),
        pytest.param("3071家高新技术企业。", id="a class of enterprises"),
        pytest.param("支持一批科技公司发展。", id="some companies"),
        pytest.param("形成新的工作格局，优化布局。", id="格局 and 布局 are no bureaus"),
        pytest.param("推进重大工程、重点项目。", id="plain projects"),
        pytest.param("六大优势产业增长。", id="counted classes"),
        pytest.param("比如这样，和平发展，互助合作。", id="counties that are ordinary words"),
        pytest.param("召开会议，举行大会。", id="some meeting"),
    ],
)
def test_what_only_says_a_class_is_no_name(text: str) -> None:
    assert typed(text) == {}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("公司董事长王建国说，", ["王建国"]),
        ("本报记者 李明 欧阳文静", ["李明", "欧阳文静"]),
        ("邀请张学敏院士、金力院士来访", ["张学敏", "金力"]),
        ("（记者杨玉华、马姝瑞、吴慧珺）", ["杨玉华", "马姝瑞", "吴慧珺"]),
        ("陕西省省长 赵刚", ["赵刚"]),
        ("主任方面负责，书记强调要抓落实", []),
    ],
)
def test_persons_are_named_by_their_posts(text: str, names: list[str]) -> None:
    assert [label for label, type_ in typed(text).items() if type_ == "Person"] == names


def test_a_list_that_shares_its_ending_names_each_member() -> None:
    found = read("布局建设青云、白鹭、丹霞3大重庆实验室。")
    assert [label for label, one in found.items() if one.type == "Laboratory"] == [
        "青云实验室",
        "白鹭实验室",
        "丹霞实验室",
    ]
    assert found["青云实验室"].mentions[0].text == "青云"


def test_a_declared_alias_is_the_same_thing() -> None:
    found = read("江州星河特种陶瓷有限公司（以下简称星河特陶）成立。星河特陶位于江州。")
    company = found["江州星河特种陶瓷有限公司"]
    assert "星河特陶" in company.aliases
    assert company.type == "Enterprise"


def test_a_name_without_its_place_is_the_same_thing() -> None:
    found = read("重庆青云实验室主任李华介绍，青云实验室正在建设。")
    assert found["青云实验室"].aliases == ("重庆青云实验室",)


def test_the_registry_decides_the_label() -> None:
    row = Name("event", "春季发布会", aliases=("企业创新发布会",))
    found = read("企业创新发布会召开。", registry=(row,))
    assert found["春季发布会"].ref == Ref("event", "春季发布会")


@pytest.mark.parametrize(
    ("year", "type_"),
    [pytest.param(2024, "Zone", id="a zone in 2024"), pytest.param(2026, "District", id="a district since 2025")],
)
def test_a_place_is_what_it_was_at_the_articles_date(year: int, type_: str) -> None:
    assert typed("项目落地两江新区。", year=year)["两江新区"] == type_


def test_an_abolished_district_is_none_after_its_time() -> None:
    assert "渝北区" in typed("项目在重庆市渝北区。", year=2024)
    assert "渝北区" not in typed("项目在重庆市渝北区。", year=2026)


def test_a_county_that_is_an_ordinary_word_needs_its_province() -> None:
    assert typed("在江西南昌新建县调研。", year=2014)["新建县"] == "District"


@pytest.mark.parametrize("simplified", [pytest.param(True, id="simplified"), pytest.param(False, id="traditional")])
def test_script_changes_no_offset(simplified: bool) -> None:
    text = "宁波甬江实验室揭牌成立，崔平院士出席。" if simplified else "寧波甬江實驗室揭牌成立，崔平院士出席。"
    found = read(text)
    assert [(mention.span.start, mention.span.end) for mention in found["宁波甬江实验室"].mentions] == [(0, 7)]


@pytest.mark.parametrize(
    "name", ["fields", "names", "ordinary_places", "places", "suffixes", "surnames", "types", "words"]
)
def test_a_word_list_holds_no_row_twice(name: str) -> None:
    rows = [tuple(row.values()) for row in lexicon.table(name)]
    assert rows
    assert len(rows) == len(set(rows))


def test_every_class_of_the_lists_has_a_kind_and_a_token() -> None:
    used = {row["type"] for name in ("fields", "names", "suffixes") for row in lexicon.table(name)}
    assert used <= set(entities.classes())
