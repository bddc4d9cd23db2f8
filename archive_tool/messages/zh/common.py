"""Sentences that several rooms share."""

SENTENCES: dict[str, str] = {
    "write.differs": "{path}：写入后读回，内容不一致。请检查磁盘，再执行一次。",
    "write.denied": "{path}：无法写入，文件可能正被打开，或没有写入权限。请关闭该文件或调整权限后再执行一次。",
    "write.full": "{path}：磁盘空间不足，没有写入任何内容。请清理磁盘后再执行一次。",
    "write.failed": "{path}：写入失败（{reason}），原文件未受影响。请检查磁盘和路径后再执行一次。",
    "lock.held": "{path}：正在被“{holder}”占用。请等对方完成后再执行一次。",
    "state.missing": "缺少",
    "state.excused": "不适用",
    "state.not_generated": "未生成",
    "state.current": "已生成",
    "state.stale": "已过期",
    "state.edited": "已改动",
    "state.attached": "已附",
}
