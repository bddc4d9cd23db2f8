"""Sentences of the workspace."""

SENTENCES: dict[str, str] = {
    "workspace.none": "{folder} 及其上级文件夹里没有 archive-tool.yaml，不是工作区。请进入工作区，或用 -C 指明，或用 archive-tool init 新建。",
    "workspace.no_such_case": "没有“{case}”这个案卷。请写编号、文件夹或记录的路径；现有：{known}。",
    "workspace.exists": "{path} 已存在，没有改动。请换一个名称，或直接使用它。",
    "history.outside": "{file}：原位置不在案卷文件夹内，不予恢复。请核对 history 里的文件名。",
    "history.no_such": "没有第 {number} 份旧文件，共有 {total} 份。请先用 history CASE 查看。",
    "W-101": "编号“{id}”在 {other} 中已经使用。",
    "W-101.hint": "请给其中一份案卷换一个编号。",
    "W-102": "所属会议决定“{id}”不存在。",
    "W-102.hint": "请核对 decision（所属决定），或用 archive-tool new decision {id} 新建。",
    "W-103": "“{file}”已登记，但 attachments 里没有这个文件。",
    "W-103.hint": "请把文件放回 attachments，或从 received.yaml 中删去这一条。",
    "W-104": "“{file}”放在 attachments 里，尚未登记归入哪一件。",
    "W-104.hint": "请执行 archive-tool attach {case} {path} --item 代码。",
    "W-105": "“{file}”的内容与登记时不同。",
    "W-105.hint": "如确系更换，请用 archive-tool attach 重新登记；否则请找回原件。",
    "W-106": "案卷 {cases} 中的考察对象“{name}”归入本决定，但本决定的人选中没有此人。",
    "W-106.hint": "请在决定的 candidates（人选）中补上，或改正案卷的 decision。",
}
