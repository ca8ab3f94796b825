"""Products, techniques, industries, zones, plans and events: what names one, and what only says a class."""

from __future__ import annotations

import pytest

from kg.extraction import entities
from kg.extraction.entities import reported
from kg.model import Article
from kg.reading import view

THINGS = frozenset({"Product", "Technology", "Industry", "Zone", "Programme", "Highland", "Event", "Ranking", "Honour"})


def things(text: str) -> set[tuple[str, str]]:
    """Give class and characters of each thing that a text names."""
    seen = view.of(Article(text, "0" * 64))
    found = entities.find(seen).found
    return {(reported(one.type), one.span.of(text)) for one in found if reported(one.type) in THINGS}


def named(text: str, type_: str) -> set[str]:
    """Give the things of one class that a text names."""
    return {label for kind, label in things(text) if kind == type_}


@pytest.mark.parametrize(
    ("text", "products"),
    [
        ("公司自主研制的高压共轨喷油泵填补国内空白。", {"高压共轨喷油泵"}),
        ("企业实现高容高频微波材料的国产化量产。", {"高容高频微波材料"}),
        ("公司主要生产碳化硅衬底、外延片和功率模块等产品。", {"碳化硅衬底", "外延片", "功率模块"}),
        ("产品涵盖超声波清洗机、真空镀膜设备、激光切割机等多个品类。", {"超声波清洗机", "真空镀膜设备", "激光切割机"}),
        ("去年，该公司的电解液销量居全球第一。", {"电解液"}),
        ("搭载自研“云龙”操作系统的服务器批量交付。", {"“云龙”操作系统"}),
        ("“逐日”系列储能电池出口欧洲。", {"“逐日”系列储能电池"}),
        ("一类新药“海泽单抗”获批上市。", {"海泽单抗"}),
        ("国内唯一一家玻璃基板生产商落户。", {"玻璃基板"}),
        ("由某所牵头研制的肿瘤电场治疗仪获得注册证。", {"肿瘤电场治疗仪"}),
    ],
)
def test_a_product_is_told_by_its_head_and_by_what_is_done_with_it(text: str, products: set[str]) -> None:
    assert named(text, "Product") == products


@pytest.mark.parametrize(
    ("text", "techniques"),
    [
        ("他们采用激光选区熔化技术，寿命提高3倍。", {"激光选区熔化技术"}),
        ("企业掌握了超临界二氧化碳发泡工艺。", {"超临界二氧化碳发泡工艺"}),
        ("团队攻克了微通道散热、高精度封装、异质集成等关键技术。", {"微通道散热", "高精度封装", "异质集成"}),
        ("经基因组测序，找到疾病的规律。", {"基因组测序"}),
        ("研究人员提出一种基于神经网络的交通流预测算法。", {"交通流预测算法"}),
    ],
)
def test_a_technique_is_told_by_its_head_its_process_or_its_list(text: str, techniques: set[str]) -> None:
    assert named(text, "Technology") == techniques


@pytest.mark.parametrize(
    ("text", "industries"),
    [
        ("食品饮料、轻工纺织、能源化工三大传统产业改造升级。", {"食品饮料", "轻工纺织", "能源化工"}),
        ("三大主导产业：智能家电、数控机床、锂电新材料。", {"智能家电", "数控机床", "锂电新材料"}),
        ("聚焦新型显示、功率半导体、精密光学，打造集群。", {"新型显示", "功率半导体", "精密光学"}),
        ("形成了以光电显示、生物制药为主导的产业体系。", {"光电显示", "生物制药"}),
        ("在光电子信息、汽车及零部件、装备制造等产业链上。", {"光电子信息", "汽车及零部件", "装备制造"}),
        ("园区软件和信息服务产业获评“五星级”。", {"软件和信息服务产业"}),
        ("推动高质量发展文化旅游产业。", {"文化旅游产业"}),
        ("在教育、医疗、养老等领域开展示范。", set()),
        ("人才、资金、技术等要素向产业集聚。", set()),
    ],
)
def test_a_list_tells_its_members_to_be_industries(text: str, industries: set[str]) -> None:
    assert named(text, "Industry") == industries


@pytest.mark.parametrize(
    ("text", "type_", "label"),
    [
        ("嘉陵江文化旅游走廊建设提速。", "Zone", "嘉陵江文化旅游走廊"),
        ("粤桂合作特别试验区（梧州·封开）签约项目12个。", "Zone", "粤桂合作特别试验区（梧州·封开）"),
        ("苏南国家自主创新示范区建设加快。", "Zone", "苏南国家自主创新示范区"),
        ("坚持创新驱动核心战略不动摇。", "Programme", "创新驱动核心战略"),
        ("总投资60亿元的华兴新能源电池项目开工。", "Programme", "华兴新能源电池项目"),
        ("首届西部科学城科技成果对接大会举行。", "Event", "首届西部科学城科技成果对接大会"),
        ("省科技工作会议召开。", "Event", "省科技工作会议"),
        ("公司入选中国企业500强。", "Ranking", "中国企业500强"),
        ("该县获评“全国科普示范县”。", "Honour", "全国科普示范县"),
        ("建设国家战略人才力量集聚高地。", "Highland", "国家战略人才力量集聚高地"),
    ],
)
def test_an_ending_names_a_thing(text: str, type_: str, label: str) -> None:
    assert (type_, label) in things(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("打造综合功能平台、产业承载平台和园区平台。", id="platforms by their use"),
        pytest.param("标志性工程、重大工程和道路工程加快推进。", id="works of a sort"),
        pytest.param("这是全区的总部核心区，也是科技创新高地。", id="what the place is"),
        pytest.param("项目较原计划提前一个月，按原计划推进。", id="a plan of no name"),
        pytest.param("结出产业转化的硕果，做大做强主导产业。", id="a verb before 产业"),
        pytest.param("申建省级新区，全省有国家级经开区6个。", id="classes of zones"),
        pytest.param("全方位考核评价开发区的综合水平，预料园区将扩建。", id="verbs before a zone"),
        pytest.param("研发的产品、生产的设备和推出的系统都很先进。", id="products of no name"),
        pytest.param("掌握关键核心技术，采用先进技术。", id="techniques of no name"),
        pytest.param("一批重大项目集中开工，合作项目签约。", id="projects of no name"),
    ],
)
def test_what_is_only_general_names_no_thing(text: str) -> None:
    assert things(text) == set()
