"""Trains the re-labeller of names: python -m tests.evaluation.train_entities PARSED… (see docs/analysis.md).

It learns what our component agrees on with itself over whole articles, from words around names and word vectors, and
so can tell the kind of a name where the model wavers. Only linear weights are kept, no text.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from app.analysis.entities.component import EntityFinder
from app.analysis.entities.features import features
from app.analysis.entities.found import texts_of
from app.analysis.entities.headings import heading_tokens
from app.analysis.entities.relabel import Relabeller
from app.analysis.entities.runs import capital_runs
from app.domain.analysis import EntityKind
from app.domain.names import words_of

CLASSES = ["person", "organisation", "place", "group", "other", "none"]
OTHER = {EntityKind.EVENT, EntityKind.WORK, EntityKind.PRODUCT, EntityKind.LAW}


def examples(doc, gold, seen: Counter) -> list:
    """(features, class, weight) for the names and unmarked capitalised runs of one article."""
    EntityFinder(Relabeller(Path("none")))(doc)
    at = {t.idx: t.i for t in doc}
    ends = {t.idx + len(t): t.i + 1 for t in doc}
    taken = bytearray(len(doc))
    texts = texts_of(doc)
    headings = heading_tokens(doc, texts)
    out = []
    right = {(e["start"], e["end"]): {"PER": 0, "ORG": 1, "LOC": 2}.get(e["label"]) for e in gold}
    for ent in doc.ents:
        taken[ent.start : ent.end] = b"\x01" * (ent.end - ent.start)
    here: Counter = Counter()
    for m in doc._.mentions:
        s, e = at.get(m.span.start), ends.get(m.span.end)
        if s is None or e is None:
            continue
        taken[s:e] = b"\x01" * (e - s)
        known = right.get((m.span.start, m.span.end))
        label = known if known is not None else CLASSES.index("other" if m.kind in OTHER else m.kind.value)
        form = (words_of(m.span.of(doc.text)), label)
        here[form] += 1
        if headings[s] or here[form] > 4 or (m.confidence < 0.7 and known is None):
            continue
        seen[form] += 1
        out.append((features(doc, [(s, e)])[0], label, (3.0 if known is not None else m.confidence), form))
    for s, e in capital_runs(doc, texts, taken):
        if not headings[s]:
            form = (words_of(doc[s:e].text), 5)
            seen[form] += 1
            out.append((features(doc, [(s, e)])[0], 5, 0.7, form))
    return out


def train(rows: list, seen: Counter, path: Path) -> None:
    x = np.stack([r[0] for r in rows])
    y = np.array([r[1] for r in rows])
    w = np.array([r[2] / np.sqrt(seen[r[3]]) for r in rows])
    print(x.shape, Counter(CLASSES[i] for i in y), flush=True)
    model = LogisticRegression(C=0.3, max_iter=100).fit(x, y, sample_weight=w / w.mean())
    print("train accuracy", model.score(x, y))
    np.savez_compressed(
        path,
        weights=model.coef_.astype(np.float16),
        bias=model.intercept_.astype(np.float32),
        classes=np.array(CLASSES),
    )


if __name__ == "__main__":
    from app.analysis.document import parse
    from app.analysis.pipeline import Analyzer

    nlp = Analyzer.load().nlp
    seen: Counter = Counter()
    rows = []
    for name in sys.argv[2:]:
        for line in Path(name).read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            rows += examples(parse(nlp, article["text"]), article.get("entities", ()), seen)
    train(rows, seen, Path(sys.argv[1]))
