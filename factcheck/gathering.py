"""The pages of a collection and the conflicts between them: what is kept is read, the rest is studied and compared.

What studies and compares is imported when another process has begun to load the language model.

The answer is the same whatever is kept. A page is kept by its text and all else that it depends on. Which claims are
worth comparing depends on the whole collection, and is found anew in every run, from outlines in arrays; a page's
outline is kept by the page and those of its terms that are usual in the collection. What came of comparing two claims
depends on the two alone, and is kept by their names; that nothing could be told of them, for as long as there are not
far fewer claims that say the same kind of thing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from factcheck import cache, language, lexicon, prefilter, processes, studying
from factcheck.settings import Settings
from factcheck.studying import Progress, Studied
from factcheck.text import Source

if TYPE_CHECKING:
    from factcheck.comparing import Claims
    from factcheck.conflicts.candidates import Outline, Usual, Vocabulary
    from factcheck.conflicts.conflict import Conflict
    from factcheck.conflicts.disagreement import Disagreement
    from factcheck.conflicts.remembered import Remembered
    from factcheck.page import Library, Page

_BATCHES = 8
"""How many comparisons are remembered one beside the other before they are joined."""


class Gathering:
    """The pages of some articles, and what is needed to compare them."""

    def __init__(
        self,
        articles: Sequence[Source],
        library: Callable[[], Library],
        settings: Settings,
        shop: cache.Shop | None = None,
        parser: language.Parser | None = None,
    ) -> None:
        self._sources = {source.path: source for source in articles}
        self._library = library
        self._settings = settings
        self._shop = shop
        self._parser = parser
        """What parses in another process, where that was begun before."""
        self._pages: dict[str, Page] = {}
        self._vocabularies: dict[str, Vocabulary] = {}
        self._frames: dict[str, bytes] = {}
        self._earlier: list[tuple[int, Remembered]] | None = None
        self._outlined: dict[bytes, Outline] = {}
        """Outlines that were read before it was known which are wanted, by their names in the cache."""
        self._known = 0
        """How much is kept of what is known of patterns and word lists."""
        self.problems: list[tuple[str, str]] = []
        """Articles that cannot be read, and why."""

    @property
    def pages(self) -> list[Page]:
        """The pages, without frames, in the order of their paths."""
        return [self._pages[path] for path in sorted(self._pages)]

    def read(self, *, jobs: int = 0, progress: Progress | None = None) -> None:
        """Read the pages that are kept and study the others."""
        shop = self._shop
        keys = shop.keys if shop is not None else {}
        names = {path: shop.vocabulary(path) for path in keys} if shop is not None else {}
        known = shop.store.known((*keys.values(), *names.values())) if shop is not None else frozenset()
        missing = [
            source
            for path, source in self._sources.items()
            if shop is None or keys[path] not in known or names[path] not in known
        ]
        if missing:
            self._know()
        with studying.begun(
            missing,
            self._library,
            self._settings,
            jobs=jobs,
            besides=bool(known),
            parser=self._parser,
            progress=progress,
        ) as studied:
            from factcheck.conflicts.candidates import Vocabulary
            from factcheck.page import Page

            decode_page = msgspec.msgpack.Decoder(Page).decode
            decode_vocabulary = msgspec.msgpack.Decoder(Vocabulary).decode
            to_study = {source.path for source in missing}
            kept = shop.store.get((*keys.values(), *names.values())) if shop is not None else {}
            broken = []
            for path, source in self._sources.items():
                if path in to_study:
                    continue
                try:
                    page = decode_page(kept[keys[path]])
                    vocabulary = decode_vocabulary(kept[names[path]])
                except (KeyError, msgspec.DecodeError, ValueError):
                    broken.append(source)
                else:
                    self._pages[path], self._vocabularies[path] = page, vocabulary
            if self._pages and missing:
                self._prepare()
            for batch in studied:
                self._take(batch)
        if broken:
            self._take([studying.study_one(source, self._library(), self._settings) for source in broken])
        if missing:
            self._keep()

    def _know(self) -> None:
        """Take over what an earlier run read of patterns and word lists."""
        if self._shop is None:
            return
        kept = self._shop.store.get((self._shop.patterns, self._shop.lists))
        with contextlib.suppress(msgspec.DecodeError, ValueError):
            patterns = kept.get(self._shop.patterns, b"")
            prefilter.know(msgspec.msgpack.decode(patterns, type=dict[bytes, prefilter.Needed]))
            self._known += len(prefilter.known())
        with contextlib.suppress(msgspec.DecodeError, ValueError):
            lexicon.know(msgspec.msgpack.decode(kept.get(self._shop.lists, b""), type=dict[str, Any]))
            self._known += len(lexicon.known())

    def _keep(self) -> None:
        """Keep what is known of patterns and word lists, where that is more than before."""
        patterns, lists = prefilter.known(), lexicon.known()
        if self._shop is None or len(patterns) + len(lists) <= self._known:
            return
        listed = {name: [sorted(one) for one in patterns[name]] for name in sorted(patterns)}
        encode = msgspec.msgpack.encode
        self._shop.store.put(
            {
                self._shop.patterns: encode(listed),
                self._shop.lists: encode({name: lists[name] for name in sorted(lists)}),
            }
        )

    def _prepare(self) -> None:
        """What studying and comparing will need, made ready while another process loads the language model."""
        from factcheck import comparing, rules  # noqa: F401 (imported now, used when all are read)
        from factcheck.conflicts import candidates

        studying.prepare()
        rules.rules()
        self._earlier = self._remembered()
        if self._shop is not None:
            # What is usual without the pages that are missing is nearly always what is usual with them.
            usual = candidates.usual(list(self._vocabularies.values()))
            self._outlined = self._kept_outlines(self._outline_names(self._shop, usual).values())

    def _take(self, batch: Sequence[Studied]) -> None:
        from factcheck.conflicts.candidates import Vocabulary
        from factcheck.page import Page

        fresh: dict[bytes, bytes] = {}
        for one in batch:
            if one.problem:
                self.problems.append((one.path, one.problem))
                continue
            self._pages[one.path] = msgspec.msgpack.decode(one.page, type=Page)
            self._vocabularies[one.path] = msgspec.msgpack.decode(one.vocabulary, type=Vocabulary)
            self._frames[one.path] = one.frames
            if self._shop is not None:
                fresh[self._shop.keys[one.path]] = one.page
                fresh[self._shop.vocabulary(one.path)] = one.vocabulary
                fresh[self._shop.frames(one.path)] = one.frames
        if self._shop is not None:
            self._shop.store.put(fresh)

    # --- Comparing

    def conflicts(self, *, jobs: int = 0) -> tuple[Conflict, ...]:
        """Every conflict between the pages."""
        from factcheck import comparing, conflicts
        from factcheck.conflicts import candidates

        jobs = jobs or processes.cores()
        paths = sorted(self._pages)
        claims = comparing.Claims(
            tuple(paths),
            self._frames_of,
            conflicts.members_of(self._settings.kinds),
            candidates.usual([self._vocabularies[path] for path in paths]),
        )
        outlines = self._outlines(claims, jobs)

        def contrast(first: Any, second: Any) -> Sequence[Disagreement | None]:
            return comparing.contrast(claims, candidates.starts(outlines), first, second, jobs)

        earlier = self._remembered() if self._earlier is None else self._earlier
        found, added, instead = conflicts.compare(outlines, contrast, [one for _, one in earlier])
        self._remember(earlier, added, instead)
        self._frames.clear()
        return found

    def _outlines(self, claims: Claims, jobs: int) -> list[Outline]:
        """Every page in arrays, in the order of the paths."""
        from factcheck import comparing

        shop = self._shop
        found: dict[str, Outline] = {}
        keys = {}
        if shop is not None:
            keys = self._outline_names(shop, claims.usual)
            others = self._kept_outlines([name for name in keys.values() if name not in self._outlined])
            known = self._outlined | others
            found = {path: known[name] for path, name in keys.items() if name in known}
        missing = [path for path in claims.paths if path not in found]
        fresh = {}
        for outline in comparing.outlines(claims, missing, jobs) if missing else ():
            found[outline.path] = outline
            if shop is not None:
                fresh[keys[outline.path]] = msgspec.msgpack.encode(outline)
        if shop is not None:
            shop.store.put(fresh)
        return [found[path] for path in claims.paths]

    def _outline_names(self, shop: cache.Shop, usual: Usual) -> dict[str, bytes]:
        """The names of the pages' outlines in the cache, where such terms are usual."""
        return {path: shop.outline(path, usual.within(one)) for path, one in self._vocabularies.items()}

    def _kept_outlines(self, names: Collection[bytes]) -> dict[bytes, Outline]:
        """What is kept of some outlines, by their names."""
        from factcheck.conflicts.candidates import Outline

        decoder = msgspec.msgpack.Decoder(Outline)
        found = {}
        for name, data in self._shop.store.get(names).items() if self._shop is not None else ():
            with contextlib.suppress(msgspec.DecodeError, ValueError):
                found[name] = decoder.decode(data)
        return found

    def _frames_of(self, paths: Sequence[str]) -> dict[str, list[bytes]]:
        """The encoded frames of some pages; a page whose frames were lost is studied again."""
        shop = self._shop
        wanted = [path for path in paths if path not in self._frames]
        kept = shop.store.get(shop.frames(path) for path in wanted) if shop is not None else {}
        for path in wanted:
            data = kept.get(shop.frames(path)) if shop is not None else None
            if data is None:
                data = studying.study_one(self._sources[path], self._library(), self._settings).frames
                if shop is not None:
                    shop.store.put({shop.frames(path): data})
            self._frames[path] = data
        decoder = msgspec.msgpack.Decoder(list[bytes])
        return {path: decoder.decode(self._frames[path]) for path in paths}

    def _remembered(self) -> list[tuple[int, Remembered]]:
        """What is remembered of earlier comparisons, with its number in the cache."""
        if self._shop is None:
            return []
        from factcheck.conflicts.remembered import Remembered

        decoder = msgspec.msgpack.Decoder(Remembered)
        found = []
        for number, data in self._shop.store.batches(self._shop.scope):
            with contextlib.suppress(msgspec.DecodeError, ValueError):
                found.append((number, decoder.decode(data)))
        return found

    def _remember(
        self, earlier: Sequence[tuple[int, Remembered]], added: Remembered, instead: Callable[[], Remembered]
    ) -> None:
        if self._shop is None or not len(added):
            return
        sizes = [len(one) for _, one in earlier]
        store, scope = self._shop.store, self._shop.scope
        if len(earlier) >= _BATCHES or 2 * (sum(sizes[1:]) + len(added)) > sum(sizes[:1]):
            store.put_batch(scope, msgspec.msgpack.encode(instead()), [number for number, _ in earlier])
        else:
            store.put_batch(scope, msgspec.msgpack.encode(added), ())
