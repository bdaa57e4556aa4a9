"""Studying texts, in as many processes as there are cores. Which process studies what changes nothing in the answer.

What studies is imported where it is used: a process that parses is begun before this one imports it.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import operator
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from factcheck import language, processes
from factcheck.errors import UserError
from factcheck.settings import Settings
from factcheck.text import Source
from factcheck.tokens import Parse
from factcheck.values import Value

if TYPE_CHECKING:
    from factcheck.claims.frame import Frame
    from factcheck.page import Framed, Library

Progress = Callable[[int, int], None]
"""Told how many characters of how many are studied."""

_ALONE = 60_000
"""Characters that one process studies sooner than a second one has started."""
_CHUNK = 40_000
"""Characters of one task for a worker."""
_BATCH = language.TOGETHER


class Studied(Value, frozen=True):
    """What is known of one text, encoded to be kept and sent to other processes."""

    path: str
    page: bytes = b""
    """The page without the frames of its claims."""
    vocabulary: bytes = b""
    """That of its claims."""
    frames: bytes = b""
    """Each frame encoded by itself, in the order in which they are compared; only comparing needs them."""
    problem: str = ""
    """Why there is no page."""


def study_one(source: Source, library: Library, settings: Settings) -> Studied:
    """Study one text; a text that cannot be read gives a problem."""
    return study_together((source,), library, settings)[0]


def study_together(sources: Sequence[Source], library: Library, settings: Settings) -> list[Studied]:
    """Study several texts; their sentences are parsed together, which takes less time."""
    from factcheck import page

    found = page.study_together(sources, library, settings)
    return [_encoded(source, one) for source, one in zip(sources, found, strict=True)]


def _encoded(source: Source, found: Framed | UserError) -> Studied:
    from factcheck.conflicts.candidates import vocabulary

    if isinstance(found, UserError):
        return Studied(source.path, problem=str(found))
    encode = msgspec.msgpack.encode
    frames: list[tuple[tuple[int, int, str], bytes]] = []

    def each() -> Iterator[Frame]:
        for frame in itertools.chain.from_iterable(found.frames):
            frames.append(((frame.start, frame.end, frame.text), encode(frame)))
            yield frame

    page, words = encode(found.page), encode(vocabulary(each()))
    frames.sort(key=operator.itemgetter(0))
    return Studied(source.path, page, words, encode([encoded for _, encoded in frames]))


def _study_chunk(held: tuple[Library, Settings], sources: Sequence[tuple[str, str]]) -> list[Studied]:
    return study_together([Source(path, text) for path, text in sources], *held)


@contextlib.contextmanager
def begun(
    missing: Sequence[Source],
    library: Callable[[], Library],
    settings: Settings,
    *,
    jobs: int = 0,
    besides: bool = False,
    parser: language.Parser | None = None,
    progress: Progress | None = None,
) -> Iterator[Iterator[list[Studied]]]:
    """Begin to study texts; what comes of it is handed over in batches, in no order.

    `jobs` of 0 means one process a core. A little text is studied by this process; where it has something to do
    `besides`, another one loads the language model meanwhile and parses: `parser`, where it was begun before. A long
    text by itself is parsed by all.
    """
    total = sum(len(source.text) for source in missing)
    if progress is not None and total:
        progress(0, total)
    jobs = jobs or processes.cores()
    chunks = list(_chunks(missing, _CHUNK))
    if not is_little(total) and jobs > 1 and len(chunks) > 1:
        if processes.can_fork():
            _load_all(settings)
        with processes.team_of(min(jobs, len(chunks)), (library(), settings)) as team:
            tasks = [[(source.path, source.text) for source in chunk] for chunk in chunks]
            yield _studied_there(tasks, team.ask(_study_chunk, tasks), total, progress)
        return
    elsewhere: contextlib.AbstractContextManager[language.Parser | None] = contextlib.nullcontext(parser)
    if not is_little(total) or (besides and parser is None):
        elsewhere = beside(settings, total, jobs=jobs)
    with elsewhere as parse, language.parsed_by(parse):
        yield _studied_here(missing, library, settings, total, progress)


def is_little(characters: int) -> bool:
    """Whether one process studies a text of so many characters sooner than others have started."""
    return characters < _ALONE


def beside(
    settings: Settings, characters: int, *, jobs: int = 0
) -> contextlib.AbstractContextManager[language.Parser | None]:
    """What parses a text of so many characters in other processes, which load the language model from now on; None
    where this process has to, or has loaded it.
    """
    jobs = jobs or processes.cores()
    if jobs == 1 or not characters or not processes.can_fork():
        return contextlib.nullcontext(None)
    if not is_little(characters):
        return _parsing(settings, jobs)
    return contextlib.nullcontext(None) if language.is_loaded() else _parsing(settings, 1)


@contextlib.contextmanager
def _parsing(settings: Settings, workers: int) -> Iterator[language.Parser | None]:
    """Processes that parse, and load the language model first. None where the system gives none."""
    with processes.team_of(workers, settings.language_model or None, first=_load) as team:
        yield functools.partial(_parsed_by, team, workers) if len(team) else None


def _parsed_by(team: processes.Team, workers: int, texts: Sequence[str], model: str | None) -> list[Parse]:
    """Sentences parsed by some processes, in whole batches of different sentences, so that each is parsed beside the
    same others as by one.
    """
    distinct = list(dict.fromkeys(texts))
    size = _BATCH * (1 + len(distinct) // (4 * workers * _BATCH)) if workers > 1 else len(distinct)
    parts = [distinct[at : at + size] for at in range(0, len(distinct), size)]
    found = dict(team.ask(_parse, [(part, model) for part in parts]))
    parses = (one for number in range(len(parts)) for one in found[number])
    known = dict(zip(distinct, parses, strict=True))
    return [known[text] for text in texts]


def prepare() -> None:
    """Load the tables and patterns that studying and comparing read."""
    from factcheck import conflicts, page

    page.prepare()
    conflicts.prepare()


def _load_all(settings: Settings) -> None:
    """Load what every worker reads, once: the processes that are begun from this one have it from the start."""
    prepare()
    with contextlib.suppress(UserError):  # told by the first worker that parses
        language.load(settings.language_model or None)


def _load(model: str | None) -> None:
    language.load(model)


def _parse(_: str | None, task: tuple[Sequence[str], str | None]) -> list[Parse]:
    with language.parsed_by(None):  # where another process could not, this one is asked
        return list(language.parse(*task))


def _studied_here(
    missing: Sequence[Source],
    library: Callable[[], Library],
    settings: Settings,
    total: int,
    progress: Progress | None,
) -> Iterator[list[Studied]]:
    done = 0
    for source in missing:
        yield [study_one(source, library(), settings)]
        done += len(source.text)
        if progress is not None:
            progress(done, total)


def _studied_there(
    tasks: Sequence[Sequence[tuple[str, str]]],
    answers: Iterator[tuple[int, list[Studied]]],
    total: int,
    progress: Progress | None,
) -> Iterator[list[Studied]]:
    done = 0
    for number, studied in answers:
        yield studied
        done += sum(len(text) for _, text in tasks[number])
        if progress is not None:
            progress(done, total)


def _chunks(sources: Sequence[Source], size: int) -> Iterator[list[Source]]:
    """Sources in tasks of about the given number of characters, the longest first."""
    chunk: list[Source] = []
    taken = 0
    for source in sorted(sources, key=lambda one: (-len(one.text), one.path)):
        chunk.append(source)
        taken += len(source.text)
        if taken >= size:
            yield chunk
            chunk, taken = [], 0
    if chunk:
        yield chunk
