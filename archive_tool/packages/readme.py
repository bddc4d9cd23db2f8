"""先读我.txt: what the package is and how to check it in twenty years, in plain words, with no tool of ours."""

from archive_tool import VERSION
from archive_tool.packages.catalogue import Totals, said_totals
from archive_tool.packages.planning import PackagePlan


def readme_text(plan: PackagePlan, counted: Totals) -> bytes:
    """先读我.txt, UTF-8 with its mark and CRLF so that every Windows editor shows it right."""
    dossier = plan.dossier
    lines = [
        f"这是一份封存的档案包：{plan.name}",
        "",
        f"案卷：{dossier.title}（{dossier.case}）",
        f"年度：{dossier.year}    保管期限：{plan.retention}",
        f"封装日期：{dossier.sealed_on}    封装人：{dossier.sealed_by}",
        said_totals(counted),
        *_related(plan),
        "",
        "一、里面有什么",
        *(f"  data/{folder}/" for _, folder in dossier.stages if _used(plan, folder)),
        "      归档文件，按工作环节排列；文件名为“代码_短题名[_序号]”。同一件的签字正本、Word 文件、PDF 放在一起。",
        "  data/00_目录/",
        "      封面、归档文件目录（Word、xlsx、CSV）、备考表、四性检测报告；",
        "      全卷.pdf 把包内的 PDF 按归档次序合为一册，带目录、书签和页码，单个文件仍在各环节目录下。",
        "  查阅.html",
        "      用浏览器打开：目录、筛选、全文检索（简繁体、姓名拼音），点文件名即可打开文件；不连接网络。",
        "  metadata/",
        "      封装时的案卷记录和人员信息、目录（JSON、CSV）、",
        "      DA/T 46 元数据（elements.xml）、PREMIS 保管信息（premis.xml）、四性检测报告（JSON）。",
        "  bagit.txt、bag-info.txt、manifest-*.txt、tagmanifest-*.txt",
        "      国际通行的 BagIt 1.0（RFC 8493）封装说明和每个文件的摘要值。",
        "",
        "二、怎样核验没有被改动（不需要本软件）",
        "  先把整个 zip 解压，进入解压出来的文件夹，然后任选一种：",
        "  1. Linux 或 macOS：",
        "       sha256sum -c manifest-sha256.txt",
        "       sha256sum -c tagmanifest-sha256.txt",
        "     （macOS 写作 shasum -a 256 -c。）每行都是“成功”或“OK”，即未被改动。",
        "  2. Windows：在 PowerShell 中执行 Get-FileHash 文件名 -Algorithm SHA256，",
        "     与 manifest-sha256.txt 中该文件的一行对照。",
        "  3. 任何支持 BagIt 的软件，例如 bagit.py --validate 文件夹。",
        "  摘要值只能说明内容与封装时相同；整个 zip 的摘要值另记在工作区的 archive/ledger.jsonl 中，",
        "  两者都对得上才算数。",
        "",
        "三、说明",
        "  zip 中各文件的日期一律是 1980-01-01：同样的内容任何时候封装都得到同样的字节，便于核对。",
        "  真实的日期在目录、备考表和 metadata/ 里。",
        "  本包封存后不再修改；补交和更正另作补充包，并注明参见本包。",
        f"  封装软件：archive-tool {VERSION}。全部内容为通用格式，文件名为 UTF-8 编码。",
    ]
    return b"\xef\xbb\xbf" + "".join(f"{line}\r\n" for line in lines).encode("utf-8", "replace")


def _related(plan: PackagePlan) -> list[str]:
    others = [name for name in plan.siblings if name != plan.name]
    lines = [f"同一案卷的其他包：{'、'.join(others)}"] if others else []
    if plan.supplements is not None:
        lines.append(f"本包是“{plan.supplements.package}”的补充。原因：{plan.supplements.reason}")
    return lines


def _used(plan: PackagePlan, folder: str) -> bool:
    return any(file.path.parent.name == folder for file in plan.files)
