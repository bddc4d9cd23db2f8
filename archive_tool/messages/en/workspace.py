"""Sentences of the workspace."""

SENTENCES: dict[str, str] = {
    "workspace.none": "There is no archive-tool.yaml in {folder} or above it, so it is no workspace. Go into one, name one with -C, or make one with archive-tool init.",
    "workspace.no_such_case": 'There is no case "{case}". Write an id, a folder or the path of a record; there are: {known}.',
    "workspace.exists": "{path} exists already; nothing was changed. Take another name, or use it as it is.",
    "history.outside": "{file}: its old place lies outside the case folder; not restored. Check the name in history.",
    "history.no_such": "There is no old file number {number}; there are {total}. Look first with history CASE.",
    "W-101": 'The id "{id}" is used already in {other}.',
    "W-101.hint": "Give one of the two another id.",
    "W-102": 'The decision "{id}" it comes under does not exist.',
    "W-102.hint": "Check `decision`, or make it with archive-tool new decision {id}.",
    "W-103": '"{file}" is registered, but attachments has no such file.',
    "W-103.hint": "Put the file back into attachments, or take the line out of received.yaml.",
    "W-104": '"{file}" lies in attachments and is not yet registered for an item.',
    "W-104.hint": "Run archive-tool attach {case} {path} --item CODE.",
    "W-105": '"{file}" differs from what was registered.',
    "W-105.hint": "If it was replaced on purpose, register it again with archive-tool attach; else find the original.",
    "W-106": 'The candidate "{name}" of case {cases} comes under this decision, which does not name that person.',
    "W-106.hint": "Add the person to the decision's candidates, or correct `decision` in the case.",
}
