"""Time the extraction on one core, and print the table that stands in the README.

    python -m tests.bench.extraction [FOLDER ...] [--rounds 5] [--hostile 100000]

Seconds are those of the processor, each text's best of some rounds; a text is read as `kg.extraction.read` reads it,
from the article to the coverage. Memory is what the process holds after reading all texts once and after ten times.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.extraction import read
from kg.model import Article
from kg.reading import article

BUNDLED = Path("kg/articles")
HOSTILE = {
    "counted clauses": "一是二是三是",
    "no punctuation": "去年全市新增高新技术企业三千家左右实现产值1200亿元同比增长12%其中重庆大学和金凤实验室共建平台",
    "one digit after another": "1234567890",
    "open brackets": "（",
    "open quotes": "“",
    "one name again and again": "重庆金凤实验室",
    "line ends": "\n",
    "short lines": "甲\n",
    "a list without an end": "新材料、",
    "counts in a list": "企业3家、",
    "a list that says 等": "甲乙、丙丁等企业",
    "shares": "12%",
    "firms": "甲乙丙有限公司",
    "speakers": "张三说，“",
}


def main() -> None:
    """Time the bundled article, the texts of the folders, and hostile texts."""
    parser = argparse.ArgumentParser(description="Time the extraction on one core.")
    parser.add_argument("folders", type=Path, nargs="*", default=[Path("tests/gold")])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--hostile", type=int, default=100_000, help="characters of each hostile text; 0: none")
    given = parser.parse_args()
    bundled, texts = list(_articles([BUNDLED])), list(_articles(given.folders))
    read(bundled[0])  # rules and word lists are loaded once a process
    _row("the article", *_best(bundled, given.rounds))
    _row(f"{len(texts)} texts", *_best(texts, given.rounds))
    _memory(texts)
    for name, piece in HOSTILE.items() if given.hostile else ():
        hostile = article.of_bytes(("甲" + piece * (given.hostile // len(piece))).encode())
        _row(f"hostile: {name}", *_best([hostile], 1))


def _articles(folders: Sequence[Path]) -> Iterator[Article]:
    for folder in folders:
        yield from (article.read(path) for path in sorted(folder.glob("*.txt")))


def _best(texts: Sequence[Article], rounds: int) -> tuple[int, float]:
    """Give the characters of some texts and the sum of each one's best seconds."""
    best = [min(_seconds(text) for _ in range(rounds)) for text in texts]
    return sum(len(text.text) for text in texts), sum(best)


def _seconds(text: Article) -> float:
    began = time.process_time()
    read(text)
    return time.process_time() - began


def _memory(texts: Sequence[Article]) -> None:
    held = []
    for times in (1, 9):
        for text in [*texts] * times:
            read(text)
        held.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(f"| memory after the texts once, ten times | {held[0]:,.0f} MB | {held[1]:,.0f} MB |")


def _row(name: str, characters: int, seconds: float) -> None:
    print(f"| {name} | {characters:,} characters | {characters / seconds:,.0f} characters/s |", flush=True)


if __name__ == "__main__":
    main()
