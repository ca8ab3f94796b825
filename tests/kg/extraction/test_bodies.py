"""Firms, offices and persons: what tells them where no list and no plain ending does."""

from __future__ import annotations

import pytest

from kg.extraction import entities, lexicon, linking
from kg.model import Article, Metadata
from kg.reading import view


def named(text: str, type_: str) -> list[str]:
    seen = view.of(Article(text, "0" * 64, Metadata()))
    return [one.label for one in linking.link(seen, entities.find(seen)) if one.type == type_]


@pytest.mark.parametrize(
    ("text", "firms"),
    [
        pytest.param(
            "代表企业有瑞康生物、百灵食品、正源中药、康宁等。",
            ["瑞康生物", "百灵食品", "正源中药", "康宁"],
            id="announced before the list",
        ),
        pytest.param(
            "全区引进了亿卡通、芯晴科技、黑芝麻智能等一批重点企业。",
            ["亿卡通", "芯晴科技", "黑芝麻智能"],
            id="called so behind the list",
        ),
        pytest.param("聚集了华为、中兴通讯和维斯第等企业。", ["华为", "中兴通讯", "维斯第"], id="the last behind 和"),
        pytest.param("海康威视、大华、宇视三家企业占据半壁江山。", ["海康威视", "大华", "宇视"], id="counted"),
        pytest.param("实验室与明矽科技合作，明矽科技投资。", ["明矽科技"], id="a coined word and a trade"),
        pytest.param("天赐高新的销量居首。", ["天赐高新"], id="the stem of a listed firm"),
        pytest.param("明德高新登陆科创板，市值过百亿。", ["明德高新"], id="it goes to the market"),
        pytest.param("锐德创（688999）发布年报。", ["锐德创"], id="a stock code"),
        pytest.param("链主企业奥克斯带动配套厂。", ["奥克斯"], id="a class before it"),
        pytest.param(
            "江苏二十八度节能科技有限公司成立。", ["江苏二十八度节能科技有限公司"], id="a numeral in the name"
        ),
        pytest.param("兴远控股(香港)有限公司签约。", ["兴远控股(香港)有限公司"], id="a place in brackets"),
        pytest.param("走进台企爱仕沃玛纺织有限公司车间。", ["爱仕沃玛纺织有限公司"], id="a sort of firm before it"),
        pytest.param("万宝至精工部件(江门)有限公司投产。", ["万宝至精工部件(江门)有限公司"], id="a particle in it"),
        pytest.param(
            "引进经略长丰、通成宏业、联积电子等企业。", ["经略长丰", "通成宏业", "联积电子"], id="a place's name"
        ),
        pytest.param("华米等科技型企业、建设银行等机构到会。", ["华米"], id="alone in its list"),
        pytest.param("中航锂电“新型电池生产线项目”投产。", ["中航锂电"], id="the owner in a project's name"),
        pytest.param("这是科明新能源公司的初心。", ["科明新能源公司"], id="a copula is no part of it"),
    ],
)
def test_a_firm_is_told_by_its_company_its_trade_or_its_market(text: str, firms: list[str]) -> None:
    assert named(text, "Enterprise") == firms


@pytest.mark.parametrize(
    "text",
    [
        "推动人工智能、生物医药等企业发展。",
        "支持国有企业、民营企业、外资企业等各类企业创新。",
        "引进新能源汽车、动力电池等上下游企业30家。",
        "坚持企业为主体、市场化运作、政府引导。",
        "成为资本市场上的焦点，厚植科创沃土。",
        "整车制造、零部件配套等企业加快集聚。",
        "中国软件产业规模扩大。",
        "发展数字科技、绿色化工、现代物流。",
        "校领导朱长飞、杨金龙、杜江峰等参加了活动。",
        "邓稼先、于敏等9位元勋在这里工作。",
        "青屏市高新技术企业达到120家。",
    ],
)
def test_classes_and_fields_are_no_firms(text: str) -> None:
    assert named(text, "Enterprise") == []


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("市民营经济局、国家外专局出席。", ["市民营经济局", "国家外专局"]),
        ("乐山市文广旅局、达州市通川区医保局印发通知。", ["乐山市文广旅局", "达州市通川区医保局"]),
        ("市委科技办介绍，市行政审批服务局负责。", ["市委科技办", "市行政审批服务局"]),
        ("团省委、省妇联主办。", ["团省委", "省妇联"]),
        ("科技部高新技术司司长到会。", ["科技部高新技术司"]),
        ("优化城市发展布局，形成全市经济发展格局。", []),
        ("发挥乡镇人民政府作用，各级人民政府要落实。", []),
        ("全市科技办学水平提高。", []),
    ],
)
def test_an_office_is_a_level_its_work_and_an_ending(text: str, offices: list[str]) -> None:
    assert named(text, "PublicBody") == offices


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        pytest.param("合远学院党委副书记、校长吴玉成致辞。", ["吴玉成"], id="a part of a post is no name"),
        pytest.param("副校长（研究及创新）赵汝平表示，", ["赵汝平"], id="a bracket behind the post"),
        pytest.param("负责人李华说，区委书记申泽说。", ["李华", "申泽"], id="the verb behind the name"),
        pytest.param("局长马刚作工作报告。", ["马刚"], id="a one-letter verb behind the name"),
        pytest.param("（日报记者 祖明 魏方王博文 袁林）", ["祖明", "魏方", "王博文", "袁林"], id="a lost blank"),
        pytest.param("由研究院陈武院长上台签约。", ["陈武"], id="a title behind the name"),
        pytest.param("王俊团队正在调试。", ["王俊"], id="a person's team"),
        pytest.param("原标题：开发区经验", [], id="a headline's label"),
        pytest.param("党委书记舒歌群应邀出席。", ["舒歌群"], id="a third letter the segmenter left out"),
        pytest.param("书记张迈曾，校长王树国到会。", ["张迈曾", "王树国"], id="an adverb's letter before a mark"),
        pytest.param("街道副主任陈开发、院士李应红。", ["陈开发", "李应红"], id="a word in the name"),
        pytest.param("科技委员会由省委书记和省长担任主任。", [], id="two posts"),
        pytest.param("更多企业上市。（李江波 张现力）", ["李江波", "张现力"], id="names alone in brackets"),
        pytest.param("局长：\n沈叶平", ["沈叶平"], id="a name on its own line"),
        pytest.param("新华社记者 方和摄", ["方和"], id="who took the picture"),
    ],
)
def test_a_person_is_named_beside_a_post_or_in_a_byline(text: str, persons: list[str]) -> None:
    assert named(text, "Person") == persons


@pytest.mark.parametrize(
    ("text", "label", "type_"),
    [
        ("代表见证合肥工业大学智能院研究院揭牌。", "合肥工业大学智能院研究院", "ResearchInstitution"),
        ("由12家单位承建青云实验室。", "青云实验室", "Laboratory"),
        ("校方应邀出席材料科学青云实验室。", "材料科学青云实验室", "Laboratory"),
        ("中国工程院中国新一代人工智能发展战略研究院发布。", "中国新一代人工智能发展战略研究院", "ResearchInstitution"),
        ("北京大学第三医院院长到会。", "北京大学第三医院", "Organization"),
        ("新址位于安亭镇嘉松路。", "安亭镇", "AdministrativeArea"),
        ("集聚先导产业创新中心陕西生物样本库。", "陕西生物样本库", "InnovationPlatform"),
        ("设备成功出口新加坡港务集团。", "新加坡港务集团", "Enterprise"),
        ("浙江省发展规划研究院专家到会。", "浙江省发展规划研究院", "ResearchInstitution"),
        ("中国石油大学(华东)入驻。", "中国石油大学(华东)", "ResearchInstitution"),
        ("合肥全面实施科技创新和人才强市首位战略。", "科技创新和人才强市首位战略", "Strategy"),
    ],
)
def test_a_name_begins_behind_what_governs_it(text: str, label: str, type_: str) -> None:
    assert label in named(text, type_)


@pytest.mark.parametrize(
    "text", ["全省13家省实验室集聚人员。", "但省实验室仍有短板。", "病变组织样本送检。", "建有一个大连市实验室。"]
)
def test_a_counted_or_plain_body_is_no_name(text: str) -> None:
    assert named(text, "Laboratory") + named(text, "Organization") == []


@pytest.mark.parametrize("name", ["firms", "offices", "trades"])
def test_a_word_list_of_bodies_holds_no_row_twice(name: str) -> None:
    rows = [tuple(row.values()) for row in lexicon.table(name)]
    assert rows
    assert len(rows) == len(set(rows))
