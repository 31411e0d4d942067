#!/usr/bin/env python3
"""Times whole processes: lajur against what an office could pick instead, in turn in one run, and prints ratios.

    python3 benches/compare.py [--runs 7] [--batch 100] [--lajur target/release/lajur]

Opponents, each left out with a word when it is not installed: Typst (`pip install typst`) sets the same spec with
peers/lembar.typ; Graphviz (`apt-get install graphviz`) draws the bare flowchart without any table. CPU seconds (user and
system, of the process and all its threads) are what is compared: wall time on a shared machine says little. Of each figure
the median is printed; quote the ratio, not the seconds.

The sheets of a batch differ in their number alone, as those of one template for many offices do. Typst and lajur both keep what
they have worked out and use it again; what a sheet costs that shares nothing with others is seen in the run of one sheet.
"""
import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SPEC = ROOT / "examples" / "kalipare.toml"
TYPST = """
import sys, typst
for serial in range(int(sys.argv[3])):
    typst.compile(sys.argv[1], output=f"{sys.argv[2]}/{serial}.pdf", root=sys.argv[4],
                  sys_inputs={"spec": sys.argv[5], "serial": f" {serial}"}, pdf_standards=sys.argv[6:])
"""


def cpu_of(command):
    """CPU seconds that a command and its children take"""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def specs(folder, count):
    """`count` specs like Kalipare's that differ in their number"""
    text = SPEC.read_text(encoding="utf-8").replace('logo = "lambang.svg"\n', "")
    for serial in range(count):
        (folder / f"{serial}.toml").write_text(text.replace("35.07.11/2019", f"35.07.11/{serial}"), encoding="utf-8")


def graphs(folder, count):
    """the same flows for Graphviz: a cluster a lane, no table"""
    spec = tomllib.loads(SPEC.read_text(encoding="utf-8"))
    rows = spec["kegiatan"]
    at = {row.get("id"): i for i, row in enumerate(rows)}
    out = ['node [shape=box, fontname="Liberation Sans", fontsize=9]; newrank=true; splines=ortho;']
    for lane in spec["pelaksana"]:
        own = [f'n{i} [label="{i + 1}. {r["uraian"]}"{", shape=diamond" if "tidak" in r else ""}];'
               for i, r in enumerate(rows) if r["pelaksana"] == lane.get("id", lane["nama"])]
        out.append(f'subgraph "cluster_{lane["nama"]}" {{ label="{lane["nama"]}"; {" ".join(own)} }}')
    for i, row in enumerate(rows[:-1]):
        out.append(f"n{i} -> n{at[row['ya']] if 'ya' in row else i + 1};")
        if "tidak" in row:
            out.append(f'n{i} -> n{at[row["tidak"]]} [xlabel="Tidak"];')
    for serial in range(count):
        (folder / f"{serial}.dot").write_text(f'digraph g{serial} {{ label="{serial}"; {" ".join(out)} }}', encoding="utf-8")


def contestants(lajur, folder, count):
    """name -> command that draws `count` sheets"""
    out = folder / "out"
    out.mkdir()
    runs = {"lajur": [lajur, "render", str(folder / "specs"), "-o", str(out), "-f", "pdf", "-j", "1", "--force"]}
    if subprocess.run([sys.executable, "-c", "import typst"], stderr=subprocess.DEVNULL).returncode == 0:
        base = [sys.executable, "-c", TYPST, str(HERE / "peers" / "lembar.typ"), str(out), str(count), str(ROOT),
                "/" + SPEC.relative_to(ROOT).as_posix()]
        runs["typst"] = base
        runs["typst, PDF/A-2a"] = [*base, "a-2a"]
    if shutil.which("dot"):
        runs["graphviz, bare flow"] = ["dot", "-Tsvg", "-O", *map(str, sorted((folder / "graphs").glob("*.dot")))]
    return runs


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--batch", type=int, default=100)
    options.add_argument("--lajur", default=str(ROOT / "target" / "release" / "lajur"))
    asked = options.parse_args()
    for count in (1, asked.batch):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            for name, make in (("specs", specs), ("graphs", graphs)):
                (folder / name).mkdir()
                make(folder / name, count)
            runs = contestants(asked.lajur, folder, count)
            taken = {name: [] for name in runs}
            for turn in range(asked.runs + 1):          # the first turn warms the caches and is not counted
                for name, command in runs.items():
                    seconds = cpu_of(command)
                    if turn:
                        taken[name].append(seconds)
        ours = statistics.median(taken["lajur"])
        print(f"{count} sheet{'s' if count > 1 else ''}, CPU seconds a run, median of {asked.runs}:")
        for name, seconds in taken.items():
            median = statistics.median(seconds)
            print(f"  {name:22} {median:8.3f}   {median / ours:7.1f} x lajur   ({min(seconds):.3f} to {max(seconds):.3f})")
        for name in ("typst", "graphviz, bare flow"):
            if name not in taken:
                print(f"  {name}: not installed, left out")


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
