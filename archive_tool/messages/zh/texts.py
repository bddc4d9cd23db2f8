"""Sentences of the texts room."""

SENTENCES: dict[str, str] = {
    "texts.image": "图片，没有文字可供检索",
    "texts.no_reader": "这种格式不能提取文字",
    "texts.scan": "扫描件，没有文字层",
    "texts.garbled": "文字层是乱码",
    "texts.encrypted": "设有打开密码",
    "texts.damaged": "文件已损坏，或不是它的扩展名所说的格式",
    "texts.doctype": "含有不允许的 DTD 声明",
    "texts.encoding": "编码无法识别",
    "texts.too_large": "文件过大，未提取文字",
    "texts.too_costly": "提取文字耗时或占用内存过多，已放弃",
    "texts.holds_more": "含有正文以外的内容（图片、嵌入文件、宏或批注）",
    "texts.empty": "没有文字",
    "texts.partial": "部分页没有文字",
    "texts.cannot_split": "{path}：不是可以拆分的 PDF（可能已损坏或加密）。请先另存为普通 PDF。",
    "texts.no_such_pages": "{path} 共 {pages} 页，没有第 {first} 至 {last} 页。请改正 --pages。",
}
