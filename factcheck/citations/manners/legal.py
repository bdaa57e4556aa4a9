"""Legal citations: acts with their year, regulations and directives, codes, cases, neutral citations.

Forms after OSCOLA (4th ed.) and The Bluebook (21st ed.), by their fixed parts only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.citations.manners.found import NOTHING, Found, Listed
from factcheck.document import MarkKind

_WORD = r"[A-Z][\w’'.-]*"
_TITLE = rf"{_WORD}(?:,? (?:{_WORD}|of|and|the|for|in|on|to|\([A-Z][\w .,’'-]+\))){{0,9}}"
_PLACE = (
    r"(?:,? ?(?:s{1,2}\.|sec(?:tion|tions|\.)|§{1,2}|arts?\.|articles?|regs?\.|c\.|cl\.|ch\.|para(?:graph)?s?\.?|part|annex|schedule|sch\.|title|recital|rule|r\.) ?"
    r"(?:\[\?\]|[\dIVXLCivxlc]+[\w()./-]*)(?:(?:,| and|–|-) ?\d+[\w()]*)*)*"
)
_COURTS = r"(?:UKSC|UKHL|UKPC|EWCA(?: Civ| Crim)?|EWHC|UKUT|UKFTT|UKEAT|CSOH|CSIH|NICA|NIQB|IESC|IECA|IEHC|HCA|FCA|FCAFC|NSWCA|NSWSC|VSCA|NZSC|NZCA|NZHC|SCC|ONCA|BCCA|ZASCA|ZACC|SGCA|SGHC|HKCFA|ECHR|EUECJ|CAT)"
_REPORTERS = r"(?:U\.\s?S\.|S\.\s?Ct\.|L\.\s?Ed\.(?:\s?2d)?|F\.(?:\s?Supp\.)?(?:\s?[23]d|\s?4th)?|A\.(?:2d|3d)?|N\.E\.(?:2d|3d)?|P\.(?:2d|3d)?|So\.(?:\s?[23]d)?|Cal\.(?:\s?\w+)?|N\.Y\.(?:\s?[23]d)?)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # [2019] UKSC 44 · [1998] 2 AC 1
        rf"\[(?:1[89]|20)\d\d\] (?:{_COURTS}|\d? ?(?:AC|QB|KB|WLR|All ER|Ch|Fam|CMLR|ECR|SC|SLT|EHRR|ICR|IRLR|Cr App R)) \d+(?: \(\w+\))?",
        # (EU) 2016/679 · 2008/50/EC · No 1907/2006
        r"(?:(?:Council |Commission |Delegated |Implementing |Framework )*(?:Regulation|Directive|Decision|Recommendation)s?) (?:\((?:EU|EC|EEC|Euratom|EU, Euratom|CFSP)\) )?(?:No\.? ?)?\d{1,4}/\d{1,4}(?:/(?:EC|EU|EEC|JHA|CFSP|Euratom))?"
        + _PLACE,
        # 12 U.S.C. § 1701 · 42 CFR 493.2 · 12 U.S.C. [?]
        r"\b\d+ (?:U\.?\s?S\.?\s?C\.?(?:A\.)?|C\.?\s?F\.?\s?R\.?|Fed\. Reg\.|Stat\.|D\.C\. Code)(?:,? ?(?:§{1,2}|ss?\.|sec\.|part|pt\.|title))* ?(?:\[\?\]|\d[\w.():-]*\w\)?|\d)",
        r"\bPub(?:lic|\.)? ?L(?:aw|\.)? ?(?:No\. ?)?\d+[-–]\d+" + _PLACE,
        # 410 U.S. 113 (1973)
        rf"(?:{_WORD}(?: {_WORD}| of| and| &| for)* v\.? {_WORD}(?: {_WORD}| of| and| &)*, )?\b\d+ {_REPORTERS} \d+(?:, \d+)?(?: \([^()]{{0,30}}\d{{4}}\))?",
        # Equality Act 2010, s. 20 · Data Protection Act 1998 · Clean Air Act of 1970
        rf"\b(?:{_TITLE} )?(?:Act|Ordinance|Statute|Order|Regulations|Rules|Bill|Measure|Code|Law)(?: \([A-Z][\w ]+\))?,? (?:of )?(?:1[2-9]|20)\d\d(?:,? ?\(?(?:No\.? ?\d+|Cth|NSW|Vic|Qld|UK|NI)\)?)?"
        + _PLACE,
        # 27 Hen. VIII, c. 28 · 5 & 6 Will. IV, c. 76
        r"\b\d+(?: ?(?:&|and) ?\d+)? (?:Hen|Edw|Eliz|Jac|Car|Geo|Will|Vict?|Ric|Ann|Phil)(?:\.|[a-z]*)? ?(?:(?:& M(?:ar)?\. )?(?:[IVX]+|\d)\b)?(?:,? ?(?:Stat\. ?\d+,? ?)?c(?:ap|h)?\. ?\d+)",
        # § 823 BGB · Art. 6 GDPR · Article 8 ECHR · art. 1240 Code civil
        r"(?:§{1,2} ?\d+\w*(?: ?(?:Abs\.|para\.|\() ?\d+\)?)*|\b(?:Art(?:icles?|s?\.)|art\.) ?\d+\w*(?:\(\d+\))*(?:\([a-z]\))*) (?:(?:of )?(?:the )?(?:[A-Z]{2,6}\b|[A-Z][\w-]*(?:gesetz|ordnung|buch)|Code \w+|Grundgesetz|(?:General Data Protection Regulation|European Convention on Human Rights|Treaty on [\w ]+ Union|Constitution|Charter|Basic Law)))",
        # Article 59(3)(a) in Chapter 2 of Part III of the Constitution of Peru
        r"\b(?:Art(?:icles?|s?\.)|[Ss]ections?|[Cc]lauses?) ?\d+\w*(?:\(\w+\))*(?: ?[–-] ?\d+\w*(?:\(\w+\))*)?,?(?: (?:in|of) [^.;()]{0,90}?)? (?:of|in) the (?:\[\[)?(?:[A-Z]\w+ )?(?:Constitution|Basic Law|Charter|Treaty|Convention)(?: of [A-Z]\w+(?: [A-Z]\w+)?)?",
        # SR&O 1921, No. 533
        r"\bS\.?R\.? ?(?:&|and) ?O\.? \d{4},? (?:No\.? ?)?\d+",
        # Case C-131/12 · Case T-201/04
        r"\b(?:Joined )?[Cc]ases? [CTF][-‑–]\d+/\d\d(?: P)?",
        # SI 2015/102 · S.I. No. 123/2004 · BGBl. I S. 123
        r"\bS\.?I\.? (?:No\.? ?)?(?:\d{4}/\d+|\d+/\d{4})" + _PLACE,
        r"\bBGBl\. (?:I+ )?(?:S\. ?|\d{4},? ?)\d+",
        # Standards, where they are given in brackets as a source is: (NIST SP 800-63B, section 5) · (ISO 9001:2015)
        r"(?<=\()(?:see )?(?:(?:NIST SP|NIST IR|ISO(?:/IEC)?|IEC|IEEE|DIN|ASTM|ANSI|FIPS|ITU-T|ECMA|NFPA|SAE|BS|EN|CIE|ICAO|W3C)(?: (?:EN|ISO|IEC))* (?:Std )?[A-Z]{0,2}[ .-]?\d[\w.:/-]*)[^()]{0,40}(?=\))",
        r"\bRFC ?\d{3,5}(?:,? (?:section|§) ?[\d.]+\d)?",
    )
)
_QUICK = re.compile(
    r"\[(?:1[89]|20)\d\d\]|/\d|U\.?\s?S\.?\s?C|C\.?F\.?R|Pub|\bv\.? |\bAct\b|Ordinance|Statute|Order|Regulations|Rules|Bill|Measure|Code|Law\b|§|\bArt|\bart\.|Case|S\.?I\.? |BGBl|\bc\. ?\d|U\. ?S\. \d|RFC|NIST|ISO|IEC|IEEE|DIN|ASTM|ANSI|FIPS|ITU|ECMA|SAE|BS |EN "
)


def find(text: str, _: Listed = NOTHING) -> Iterator[Found]:
    """Legal citations in a text, the longest at each place."""
    if not _QUICK.search(text):
        return
    ranges: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not any(match.start() < end and start < match.end() for start, end in ranges):
                ranges.append((match.start(), match.end()))
    for start, end in sorted(ranges):
        low = start
        while low > 0 and text[low - 1] in "  ":
            low -= 1
        lead = re.search(
            r"(?:(?:;|,)? ?(?:see(?: also)?|cf\.|under|pursuant to))?\s*\Z", text[max(0, low - 20) : low]
        )
        bracketed = text[low - 1 : low] == "(" and text[end : end + 1] == ")" and bool(lead)
        target = text[start:end]
        if bracketed:
            yield Found(
                MarkKind.EMPTY if "[?]" in target else MarkKind.LEGAL,
                (target,),
                low - 1,
                end + 1,
                bracketed=True,
            )
        else:
            yield Found(
                MarkKind.EMPTY if "[?]" in target else MarkKind.LEGAL, (target,), start, end, bracketed=False
            )
