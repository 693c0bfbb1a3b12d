"""Articles and what was found in them."""

from __future__ import annotations

from app.domain.analysis import Analysis
from app.domain.article import Article
from app.domain.changes import Changes
from app.domain.lexicon import Lexicon
from app.domain.marks import ArticleView
from app.services.ports import BlockingKeys, Link, Store


class Articles:
    """Adds articles, keeps their analyses, shows them with the user's decisions applied."""

    def __init__(self, store: Store, link: Link, blocking_keys: BlockingKeys) -> None:
        self._store = store
        self._link = link
        self._blocking_keys = blocking_keys

    def add(self, article: Article, path: str) -> ArticleView:
        """The article with this text, made, moved or given a new version as needed."""
        raise NotImplementedError

    def view(self, article_id: int) -> ArticleView:
        raise NotImplementedError

    def save_analysis(self, article_id: int, version: str, analysis: Analysis) -> Changes:
        """Replace what the machine found; nothing happens when `version` is no longer the article's."""
        raise NotImplementedError

    def mark_failed(self, article_id: int, version: str, sentence: str, unsupported: bool = False) -> Changes:
        raise NotImplementedError

    def is_analysed(self, article_id: int, version: str, model: str) -> bool:
        raise NotImplementedError

    def remember_place(self, article_id: int, offset: int) -> None:
        raise NotImplementedError

    def lexicon(self) -> Lexicon:
        raise NotImplementedError
