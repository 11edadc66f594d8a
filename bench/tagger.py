"""Words a second of the builtin tagger, and of camel-tools' recogniser over a BERT of the usual size.

usage: python bench/tagger.py [FILE...] [--words N] [--camel-words N]

FILE are plain-text articles; without them the samples in `seeds/` are read. The recogniser's weights are
random: they cost what trained ones do. It needs the extra `neural`; without it only the builtin engine is
measured.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import resource
import tempfile
import time
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

from tui.arabic.tokens import tokens  # noqa: E402
from tui.entities.camel import NEEDED  # noqa: E402
from tui.entities.engine import Engine, load_engine  # noqa: E402

SEEDS = Path(__file__).parents[1] / "seeds"


def read(files: list[Path], words: int) -> list[str]:
    """Articles of about `words` words in all, the files over and over if they are few."""
    texts = [file.read_text(encoding="utf-8") for file in files]
    taken: list[str] = []
    count = 0
    while texts and count < words:
        for text in texts:
            taken.append(text)
            count += sum(1 for _ in tokens(text))
            if count >= words:
                break
    return taken


def memory() -> float:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(name: str, articles: list[str], model: Path | None = None) -> None:
    held = memory()
    began = time.perf_counter()
    engine: Engine = load_engine(name, model)
    loaded = time.perf_counter() - began
    words = sum(sum(1 for _ in tokens(text)) for text in articles)
    began, began_cpu = time.perf_counter(), time.process_time()
    found = sum(len(engine.names(text)) for text in articles)
    wall, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    print(
        f"{engine.name:22} load {1000 * loaded:7.0f} ms   {words:7} words   {words / wall:9.0f} words/s   "
        f"{words / cpu:9.0f} words a CPU-second   {found} names   +{memory() - held:.0f} MB"
    )


def random_bert(folder: Path) -> None:
    """A BERT-base token classifier with random weights, and a vocabulary of letters and common endings."""
    from transformers import BertConfig, BertForTokenClassification
    from transformers.utils import logging

    logging.disable_progress_bar()
    letters = [chr(code) for code in range(0x20, 0x7F)] + [chr(code) for code in range(0x600, 0x6FF)]
    letters = [letter for letter in letters if not letter.isspace()]
    pairs = [first + second for first in letters[-200:] for second in letters[-200:] if first.isalpha()]
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    vocabulary = [
        *special,
        *letters,
        *(f"##{letter}" for letter in letters),
        *pairs,
        *(f"##{pair}" for pair in pairs),
    ]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    labels = ["B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O"]
    config = BertConfig(
        vocab_size=len(vocabulary),
        id2label=dict(enumerate(labels)),
        label2id={label: index for index, label in enumerate(labels)},
    )
    BertForTokenClassification(config).save_pretrained(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--words", type=int, default=50_000, help="words the builtin engine reads")
    parser.add_argument("--camel-words", type=int, default=600, help="words camel-tools reads")
    options = parser.parse_args()
    files = options.files or sorted(SEEDS.rglob("*.txt"))
    if not files:
        parser.error("no articles: name some files")
    measure("builtin", read(files, options.words))
    if missing := [name for name in NEEDED if importlib.util.find_spec(name) is None]:
        print(f"camel-tools is left out: {', '.join(missing)} not installed (extra `neural`)")
        return
    with tempfile.TemporaryDirectory() as folder:
        random_bert(Path(folder))
        measure("camel", read(files, options.camel_words), Path(folder))


if __name__ == "__main__":
    main()
