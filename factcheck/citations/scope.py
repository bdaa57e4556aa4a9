"""How far a citation reaches: clause, sentence, run, paragraph, list, table, document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck import prefilter
from factcheck.citations.resolution import Outcome, Resolution
from factcheck.claims.claim import Statement
from factcheck.document import MarkKind

_WORK = (
    r"(?:stud(?:y|ies)|trials?|surveys?|reports?|papers?|experiments?|anal(?:ysis|yses)|meta-anal(?:ysis|yses)|cohorts?|articles?|reviews?"
    r"|polls?|pilot(?: (?:study|trial|scheme))?|audits?|census(?:es)?|inquir(?:y|ies)|enquir(?:y|ies)|investigations?|evaluations?|assessments?"
    r"|datasets?|documents?|guidelines?|guidance|books?|chapters?|thesis|theses|sources?|publications?|preprints?|briefings?|factsheets?"
    r"|monographs?|essays?|letters?|memoirs?|diar(?:y|ies)|register|registry|database|yearbook|questionnaire|excavations?|bulletin|white paper)"
)
"""Nouns of what can be cited and gone back to."""
_FOUND = r"(?:study|trial|survey|report|paper|experiment|analysis|cohort|article|review|poll|pilot|audit|census|inquiry|enquiry|investigation|evaluation|meta-analysis|dataset|guideline|thesis)"
"""Those that "this" does not mean the text at hand by: "this chapter" is one's own."""
_WITHIN = rf"(?:in|at|from|for|by|within|during|of|on) (?:(?:that|the same|their|these|those) (?:(?!time|day|way|year)[\w-]+ )?{_WORK}|this {_FOUND})\b"

_SAME_MEASURE = (
    r"(?:(?:and|but|whereas|while),? )?(?:for|among|in|at|with|of) [^,.;:()]{2,50}?,? (?:it|they|that|the (?:corresponding |comparable |equivalent )?(?:figures?|shares?|rates?|proportions?|numbers?|averages?|medians?|percentages?|ratios?|totals?|values?))"
    r" (?:is|are|was|were|stood at|stands at|fell to|rose to|came to|reached|comes to)(?: (?:about|around|only|just|nearly|almost|roughly|some|over|under|at|as (?:high|low|much|many|little|few) as|more than|less than|fewer than|no more than|at least|up to))*"
    r" (?:[£€$]?\d[\d.,]*|(?:a|one|two|three) (?:half|third|quarter|fifth|tenth)s?\b|half\b)"
)
"""A figure of the same measure for others, which only the sentence before says what it is: "For drivers it was 66 per cent"."""

CONTINUING = prefilter.compile(
    rf"^(?:{_WITHIN}|{_SAME_MEASURE}|(?:(?:in addition|moreover|furthermore|further|however|similarly|overall|there|by contrast|in contrast|at the same time|again|finally),? )?"
    r"(?:they|she|he|it also|it further|it then|it found|the (?:same )?(?:authors?|team|group|study|trial|survey|report|paper|review|researchers|investigators|analysis|article|experiment|meta-analysis|cohort|document|guideline|poll|census)(?! (?:behind|led by|headed by|by|from|at|commissioned by|of (?:the|an?|\d|[A-Z]))\b)"
    rf"|(?:that|these|those) (?:(?:same|large|small|early|later|first|second|new|recent) )?(?:{_WORK}|work|authors?|team|researchers|group)(?! of\b)|this (?:(?:same|large|small|early|later|first|second|new|recent) )?(?:{_FOUND}|work|team|group)|the same (?!time|day|way|thing)\w+|(?:this|that) (?:decision|ruling|act|law|rule|regulation|directive|judgment|order|letter|book|memoir|chronicle|source|dataset|benchmark|poll)|these (?:authors|studies|trials|researchers|results|findings)|their (?:(?:own|later|earlier|first|second|new) )?(?:results|data|findings|study|analysis|work|conclusion|survey|paper|report|maps?|models?|counts?|measurements?|figures|experiments?|trials?)"
    r"|its (?:authors?|results|findings|conclusion)|the (?:(?:same|lower|appeal) )?(?:court|tribunal|judges?|majority|bench|jury)(?= (?:(?:also|further|then|later|thus|therefore|nevertheless|expressly|unanimously) )*(?:held|rejected|accepted|dismissed|allowed|ruled|found|reasoned|observed|noted|stressed|emphasi[sz]ed|added|considered|concluded|declined|refused|upheld|affirmed|reversed|quashed|granted|distinguished|followed|applied|explained|said|stated|pointed)\b)|the latter|the former|both (?:studies|trials|reports|papers|reviews)))\b",
    re.IGNORECASE,
)
"""Openings that carry on with what the sentence before cited."""

CARRIED_ON = prefilter.compile(
    r",? (?:the (?:same )?(?:authors?|teams?|group|researchers|investigators|study|paper|report|survey|review|trial|article)) "
    r"(?:also )?(?:adds?|added|says?|said|notes?|noted|writes?|wrote|finds?|found|concludes?|concluded|reports?|reported|argues?|argued"
    r"|warns?|warned|estimates?|estimated|suggests?|suggested|observes?|observed|points? out|pointed out)\W*$"
    r"|,? (?:according to|says?|adds?|writes?|notes?) the same (?:\w+ )?(?:authors?|study|paper|report|survey|review|source|article|team)\W*$",
    re.IGNORECASE,
)
"""Endings that carry on with the source last cited: "…, the authors add."."""
WITHIN = prefilter.compile(
    rf"(?<!\w)(?:(?:according to|as per|as reported in|as shown in|so|says?|in|from|by|throughout|across|within|during|of) (?:the authors of )?"
    rf"(?:that|the same|those same|that same|those|th(?:is|ese)(?= (?:\w+ )?(?:stud|trial|survey|poll|cohort|experiment|pilot|audit|census|inquir|enquir|excavation)))"
    rf"|the same|that same) (?:(?!time|day|way|year|week|month)[\w-]+ )?{_WORK}\b(?! of\b)",
    re.IGNORECASE,
)
"""Words anywhere in a sentence by which it says that it goes on with a source: "…, according to that report, …"."""
PRONOUN = re.compile(r"^(?:they|she|he|it (?:also|further|then))\b", re.IGNORECASE)
"""Of these, the ones that go back to whatever the sentence before was about, source or not."""

DEFINITE = prefilter.compile(
    rf"^(?:{_WITHIN}|(?:(?:in addition|moreover|furthermore|further|however|similarly|overall|again|finally),? )?"
    r"(?:the (?:same )?(?:authors?|study|trial|survey|paper|investigators|experiment|meta-analysis|cohort|poll)|th(?:is|ese) (?:authors|study|trial|survey|paper|experiment|meta-analysis|cohort)|(?:that|those) (?:authors|stud(?:y|ies)|trials?|surveys?|papers?|reports?|experiments?|meta-analysis|cohort|poll|audit|census|review|book|article)|their (?:results|data|findings|study|analysis|paper|survey)))\b(?! of\b)",
    re.IGNORECASE,
)
"""Openings that go back to the source last cited, however many sentences above."""

SOURCE_REMARK = prefilter.compile(
    r"^[\[(*_]*(?:sources?|data(?: sources?)?|figures|adapted|data from|from|based on|after|quelle|reference)\s*[:(*_]"
    # What named it has been taken out as a mark: "Source https://…".
    r"|^\W*(?:sources?|references?|refs?\.?|quelle|via|data|figures|credits?)\W*$"
    r"|^\W*(?:unless (?:otherwise )?(?:stated|noted|indicated)(?: otherwise)?, )?(?:(?:all|both|most|the|these|those|our) )+(?:of (?:the|these|those) )?(?:above )?"
    r"(?:figures?|numbers|data|statistics|facts|details|findings|results|claims|estimates|percentages|rates|values|quotes|quotations|passages|information|dates|counts|totals)"
    r"(?: above| here| in this (?:paragraph|section|table|list|article|passage)| quoted| given| cited)* (?:come|came|comes|are|is|were|was|have been|has been|stem|stems|derive|derives)"
    r"(?: all)?(?: taken| drawn| quoted| adapted| compiled| derived| reproduced| based| borrowed| summari[sz]ed)? (?:from|on|after)\b"
    r"|^\W*this (?:paragraph|section|passage|list|table|summary|account|overview) (?:draws|relies|leans|is based|is adapted|is drawn|is taken|follows|summari[sz]es)\b",
    re.IGNORECASE,
)
"""A remark that only names where the things above come from."""
SOURCE_INSIDE = re.compile(
    r"(?:^|[.;(\[]\s*)(?:data |figures )?(?:source|sources|from|data|figures|refs?\.?|references?)\s*:",
    re.IGNORECASE,
)
"""What opens the naming of a source, at the beginning or behind a sentence: "… by 4 %. Source: …"."""

_SOURCE_FIRST = re.compile(r"^\W*(?:sources?|references?|via|quelle)\b", re.IGNORECASE)


def is_link_alone(statement: Statement, resolutions: Sequence[Resolution]) -> bool:
    """Whether it is nothing but a link to a source: "[Harbour Gazette, 3 May](https://…)"."""
    if not resolutions:
        return False
    bare = len(statement.text.strip(" .()[]"))
    return any(
        r.outcome is Outcome.LOCATED and r.mark.kind is MarkKind.LINK and r.mark.end - r.mark.start >= bare
        for r in resolutions
    )


def is_source_remark(statement: Statement, resolutions: tuple[Resolution, ...] = ()) -> bool:
    """Whether it only says where the things above come from: "Source: …", "[Source, Harbour Gazette](https://…)"."""
    if SOURCE_REMARK.match(statement.text):
        return True
    return _SOURCE_FIRST.match(statement.text) is not None and is_link_alone(statement, resolutions)


def _is_aside(text: str, offset: int) -> bool:
    """Whether a place lies in brackets."""
    return text[offset : offset + 1] in ("(", "[") or text.rfind("(", 0, offset) > text.rfind(")", 0, offset)


def covering(
    start: int, end: int, resolutions: tuple[Resolution, ...], text: str = "", verb: int = 0
) -> tuple[Resolution, ...]:
    """The marks of a sentence that cover its clause from `start` to `end`: those in it, else the next ones behind it.

    A mark that is part of the sentence (`@walker2002 saw …`, "according to [the survey](…)") covers all of it; a mark
    set beside a clause, or in brackets behind it, covers what stands before it, back to the mark before. One that
    stands before the first finite verb, at the offset `verb`, goes with the subject, and so with all that it does.
    """
    if not resolutions:
        return ()
    inside = [
        r for r in resolutions if start <= r.mark.end <= end or (r.mark.start < end and start < r.mark.end)
    ]
    whole = [
        r
        for r in resolutions
        if r.mark.narrative
        or (r.mark.end > r.mark.start and not _is_aside(text, r.mark.start))
        or 0 < r.mark.end <= verb
    ]
    if inside:
        return tuple(inside) + tuple(r for r in whole if r not in inside)
    behind = [r for r in resolutions if r.mark.start >= end]
    if behind:
        nearest = min(r.mark.start for r in behind)
        return tuple(r for r in behind if r.mark.start == nearest) + tuple(
            r for r in whole if r.mark.start != nearest
        )
    return tuple(whole)
