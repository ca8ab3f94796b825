// What the browser says, in the language of the page.
const zh = {
  interactive: "交互视图", still: "静态图", fit: "适应窗口", find: "查找", findHint: "名称", classes: "类别", times: "时间", modalities: "情态",
  all: "全部", pin: "固定", unpin: "取消固定", expand: "展开", arrange: "重新排列", png: "PNG", svg: "SVG", graphml: "GraphML", save: "导出",
  open: "打开页面", sentence: "在原文中查看", noSentence: "没有原句：此关系来自名录或推断。", relations: "关系", filters: "筛选", restsOn: "推断，依据此句",
  help: "拖动移动，双击展开，单击连线看出处。", cap: "已达上限 {n} 个事物，其余未画出。", expanded: "新增 {n} 个事物。", nothingNew: "没有更多相邻事物。",
  notFound: "没有找到“{text}”。", reporter: "报道原文", canvas: "可移动的关系图", failed: "请求失败：{text}",
  asserted: "陈述", planned: "计划", forecast: "预测", suggested: "建议", evaluated: "评价", stated: "原文所述", registry: "名录", inferred: "推断", row: "同一行",
  run: "运行", running: "运行中…", stop: "停止", rows: "{n} 行，用时 {ms} 毫秒", triples: "{n} 条三元组，用时 {ms} 毫秒", cut: "结果被服务的上限截断。",
  table: "表格", graph: "关系图", chart: "图表", raw: "原文", download: "下载", copy: "复制", copied: "已复制", permalink: "固定链接", share: "分享与代码",
  filter: "筛选行", next: "下一页", previous: "上一页", page: "第 {n} / {of} 页", yes: "是", no: "否", answer: "答案",
  mended: "发现 {n} 处全角标点，已改为半角。", undo: "撤销", error: "查询有误", at: "第 {line} 行第 {column} 列", hint: "提示",
  empty: "没有结果。", doctor: "为什么没有结果？", diagnosing: "正在诊断…", tryThis: "运行修复后的查询", useThis: "放进编辑器", history: "历史", clear: "清空", format: "整理",
  editorLabel: "SPARQL 查询", unbound: "", loading: "加载中…", noGraph: "结果里没有可画的 IRI。", noChart: "结果里没有数字列。", property: "属性", class: "类", entity: "事物", concept: "概念", document: "文档",
};
const en = {
  interactive: "Interactive view", still: "Still picture", fit: "Fit", find: "Find", findHint: "name", classes: "Classes", times: "Time", modalities: "Modality",
  all: "all", pin: "Pin", unpin: "Unpin", expand: "Expand", arrange: "Rearrange", png: "PNG", svg: "SVG", graphml: "GraphML", save: "Export",
  open: "Open page", sentence: "See it in the text", noSentence: "No sentence: this relation comes from the registry or is inferred.", relations: "Relations", filters: "Filters", restsOn: "inferred; it rests on this sentence",
  help: "Drag to move, double-click to expand, click a line for its source.", cap: "The limit of {n} things is reached; the rest is not drawn.", expanded: "{n} things added.", nothingNew: "No further neighbours.",
  notFound: "“{text}” was not found.", reporter: "The report itself", canvas: "Graph that can be moved", failed: "The request failed: {text}",
  asserted: "asserted", planned: "planned", forecast: "forecast", suggested: "suggested", evaluated: "evaluated", stated: "stated in the text", registry: "registry", inferred: "inferred", row: "same row",
  run: "Run", running: "Running…", stop: "Stop", rows: "{n} rows in {ms} ms", triples: "{n} triples in {ms} ms", cut: "The result was cut by a limit of the service.",
  table: "Table", graph: "Graph", chart: "Chart", raw: "Raw", download: "Download", copy: "Copy", copied: "Copied", permalink: "Permalink", share: "Share and code",
  filter: "Filter rows", next: "Next", previous: "Previous", page: "Page {n} of {of}", yes: "Yes", no: "No", answer: "Answer",
  mended: "{n} full-width punctuation marks were made half-width.", undo: "Undo", error: "The query has a mistake", at: "line {line}, column {column}", hint: "Hint",
  empty: "No results.", doctor: "Why are there no results?", diagnosing: "Looking for the reason…", tryThis: "Run the mended query", useThis: "Put it in the editor", history: "History", clear: "Clear", format: "Tidy",
  editorLabel: "SPARQL query", unbound: "", loading: "Loading…", noGraph: "There are no IRIs to draw in this result.", noChart: "There is no numeric column in this result.", property: "property", class: "class", entity: "thing", concept: "concept", document: "document",
};

export const lang = document.documentElement.lang.startsWith("en") ? "en" : "zh";
const words = lang === "en" ? en : zh;

export function say(key, values = {}) {
  return Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), words[key] ?? key);
}
