"""50 PDFs: our batch against one bare soffice batch of the same files and fonts, and against one process each.

Run: python tests/benchmarks/bench_pdf.py
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from archive_tool.documents.libreoffice import PDF_A_2B, LibreOffice
from archive_tool.documents.properties import Marks
from archive_tool.documents.rendering import load_template, render
from tests.documents.record import words

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "templates/fonts.conf"
REPORT = ROOT / "templates/appointment/C6_考察材料.docx"
NUMBER, ALONE = 50, 5


def bare(program: str, folder: Path, files: list[Path]) -> float:
    """Seconds of soffice alone over some files."""
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", PDF_A_2B, "--outdir", str(folder)]
    start = perf_counter()
    subprocess.run([*command, *map(str, files)], check=False, capture_output=True, env={**os.environ, "FONTCONFIG_FILE": str(FONTS)})
    return perf_counter() - start


def main() -> None:
    """Prints the two ratios."""
    program = shutil.which("soffice")
    if program is None:
        print("soffice is not installed: nothing measured")
        return
    data = render(load_template(REPORT.name, REPORT.read_bytes()), words(), Marks()).data
    documents = {f"d{number}": data for number in range(NUMBER)}
    with TemporaryDirectory() as place:
        folder = Path(place)
        files = [folder / f"{name}.docx" for name in documents]
        for file in files:
            file.write_bytes(data)
        bare(program, folder, files[:1])  # the profile is made once; ours makes its own within its time
        alone = sum(bare(program, folder, [file]) for file in files[:ALONE]) / ALONE * NUMBER
        together = bare(program, folder, files)
    start = perf_counter()
    made = LibreOffice(program, os.environ, FONTS).convert(documents)
    ours = perf_counter() - start
    assert len(made.pdfs) == NUMBER
    print(f"{NUMBER} PDFs: bare batch {together:.1f} s, ours {ours:.1f} s ({ours / together:.2f} times), one process each {alone:.1f} s ({alone / ours:.1f} times ours)")


if __name__ == "__main__":
    main()
