"""Sentences of the search room."""

SENTENCES: dict[str, str] = {
    "search.too_long": "检索词共 {length} 个字符，最多 {most} 个。请缩短，只留关键的词。",
    "search.too_many": "检索条件超过 {most} 个。请减少。",
    "search.nothing_asked": "没有检索条件。请写要找的词，如 高明远 或 “任前公示”，或写字段，如 职务:副局长。",
    "search.open_quote": "引号没有成对（从“{read}”处开始）。请补上另一半引号；引号本身写作两个英文双引号。",
    "search.empty_phrase": "引号内没有文字。请在引号内写要找的原文。",
    "search.no_field": "没有“{read}”这个字段。可用的字段：{known}；冒号是原文的一部分时，请给整个词加引号。",
    "search.no_value": "字段“{field}”后面没有内容。请在冒号后紧接着写要找的内容，如 职务:副局长。",
    "search.bad_range": "字段“{field}”的范围写法不对（读到“{read}”）。请写成 字段:[起 TO 止]，如 日期:[2019-01-01 TO 2024-12-31]，不限的一端写 *。",
    "search.bad_date": "读不懂日期“{read}”。请写成 2024、2024-03、2024-03-05、2024年3月5日、去年、上半年、2019年以来 等。",
    "search.backward": "范围的起点（{low}）在终点（{high}）之后。请对调。",
    "search.lonely_or": "OR 的两边都要有检索词，如 局长 OR 处长；要找 OR 这个词时请加引号。",
    "search.lonely_minus": "减号后面要紧跟被排除的词，如 -草稿。",
    "search.no_sort": "没有“{read}”这种排序。可用：{known}。",
    "search.no_facet": "不能按“{read}”计数。可用：{known}。",
    "search.no_engine": "没有名为“{engine}”的检索引擎。可用：{known}。请改正 archive-tool.yaml 中的设置。",
    "search.engine_missing": "检索引擎“{engine}”没有安装。请安装它，或改用 whoosh。",
    "search.doubtful": "索引不存在、不完整或由其他版本建立（{file}）。请执行 archive-tool index 重建；归档包不受影响。",
}
