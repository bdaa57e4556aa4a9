"""Legal citations: acts with their year, regulations and directives, codes, cases, neutral citations.

Forms after OSCOLA (4th ed.) and The Bluebook (21st ed.), by their fixed parts only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck import prefilter
from factcheck.citations.manners.found import NOTHING, Found, Listed
from factcheck.document import MarkKind

_WORD = r"[A-Z][\w’'.-]*"
_TITLE = rf"{_WORD}(?:,? (?:{_WORD}|of|and|the|for|in|on|to|\([A-Z][\w .,’'-]+\))){{0,9}}"
_BLANK = r"\[?(?:\?+|_{2,}|x{2,}|X{2,}|\.{3}|…|TBC|TBD|TK|tbc|tbd)\]?(?!\w)"
"""Where a number is to come."""
_PLACE = (
    r"(?:,? ?(?:[sS]{1,2}\.?(?= ?[\[\d_?])|[sS]ec(?:tion|tions|\.)|§{1,2}|[aA]rts?\.?(?= ?[\[\dIVXL_?])|[aA]rticles?|[aA]rtikeln?|[aA]rt[íi]culos?|[aA]rticol[oi]|[kK]ap\.|[rR]egs?\.|[cC]hs?\.|c\.|cl\.|[pP]ara(?:graph)?s?\.?|[pP]arts?|[aA]nnex|[aA]nhang|[sS]chedule|[sS]ch\.|[tT]itle|[rR]ecital|[rR]ule|r\.) ?"
    rf"(?:{_BLANK}|(?:[LRD]\. ?)?[\dIVXLCivxlc](?:[\w/-]|\.(?=\d)|\(\w{{1,5}}\))*)(?:(?:,| and| und|–|-) ?\d[\w-]*(?:\(\w{{1,5}}\))*)*(?: ?(?:Abs\.|al\.|lid|ledd|Satz|Nr\.|lit\.) ?\w{{1,4}})*)*"
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH},? (?:1[2-9]|20)\d\d|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:1[2-9]|20)\d\d|\d{{1,2}}[./]\d{{1,2}}[./](?:1[2-9]|20)\d\d|(?:1[89]|20)\d\d-\d\d-\d\d)"
_ENACTED = r"(?:Law|Act|Decree(?:-Law)?|Decree-[Ll]aw|Ordinance|Order|Regulations?|Edict|Statute|Proclamation|Directive|Code|Resolution|Circular|Bye?-?law|Charter)"
_NATURE = r"(?:(?:Royal|Legislative|Presidential|Federal|Ministerial|Constitutional|Organic|Basic|Supreme|Imperial|Government|Grand-Ducal|National|Republic|Executive|Cantonal|State|Municipal|Implementing|Emergency|Statutory|Prime Ministerial|Cabinet) )*"
_NUMBERED = r"(?:(?:[Nn]o|[Nn]r|[Nn]°|[Nn]º|№|#)\.? ?)"
_COURTS = r"(?:UKSC|UKHL|UKPC|EWCA(?: Civ| Crim)?|EWHC|UKUT|UKFTT|UKEAT|CSOH|CSIH|NICA|NIQB|IESC|IECA|IEHC|HCA|FCA|FCAFC|NSWCA|NSWSC|VSCA|NZSC|NZCA|NZHC|SCC|ONCA|BCCA|ZASCA|ZACC|SGCA|SGHC|HKCFA|ECHR|EUECJ|CAT)"
_REPORTERS = r"(?:U\.\s?S\.|S\.\s?Ct\.|L\.\s?Ed\.(?:\s?2d)?|F\.(?:\s?Supp\.)?(?:\s?[23]d|\s?4th)?|A\.(?:2d|3d)?|N\.E\.(?:2d|3d)?|P\.(?:2d|3d)?|So\.(?:\s?[23]d)?|Cal\.(?:\s?\w+)?|N\.Y\.(?:\s?[23]d)?)"
_PARTY = rf"{_WORD}(?: {_WORD}| of| and| &| for){{0,5}}"
CASE = rf"(?!(?:In|Under|See|After|Since|By|And|But|Cf)\b){_PARTY} v\.? {_PARTY}"
"""The name of a case: "Roe v Lind"."""
_FORMS = (
    # [2019] UKSC 44 · [1998] 2 AC 1 · Roe v Lind [2019] UKSC 44
    rf"(?:(?<!\w){CASE},? )?\[(?:1[89]|20)\d\d\] (?:{_COURTS}|\d? ?(?:AC|QB|KB|WLR|All ER|Ch|Fam|CMLR|ECR|SC|SLT|EHRR|ICR|IRLR|Cr App R)) \d+(?: \(\w+\))?",
    # (EU) 2016/679 · 2008/50/EC · No 1907/2006
    r"(?:(?:Council |Commission |Delegated |Implementing |Framework )*(?:Regulation|Directive|Decision|Recommendation)s?) (?:\((?:EU|EC|EEC|Euratom|EU, Euratom|CFSP)\) )?(?:No\.? ?)?\d{1,4}/\d{1,4}(?:/(?:EC|EU|EEC|JHA|CFSP|Euratom))?"
    + _PLACE,
    # 12 U.S.C. § 1701 · 42 CFR 493.2 · 12 U.S.C. [?]
    r"\b\d+ (?:U\.?\s?S\.?\s?C\.?(?:A\.)?|C\.?\s?F\.?\s?R\.?|Fed\. Reg\.|Stat\.|D\.C\. Code)(?:,? ?(?:§{1,2}|ss?\.|sec\.|part|pt\.|title))* ?(?:\[\?\]|\d(?:[\w:-]|\.(?=\d)|\(\w{1,5}\))*)",
    r"\bPub(?:lic|\.)? ?L(?:aw|\.)? ?(?:No\. ?)?\d+[-–]\d+" + _PLACE,
    # 410 U.S. 113 (1973)
    rf"(?:(?<!\w){_WORD}(?: {_WORD}| of| and| &| for)* v\.? {_WORD}(?: {_WORD}| of| and| &)*, )?\b\d+ {_REPORTERS} \d+(?:, \d+)?(?: \([^()]{{0,30}}\d{{4}}\))?",
    # Equality Act 2010, s. 20 · Data Protection Act 1998 · Clean Air Act of 1970
    rf"\b(?:{_TITLE} )?(?:Act|Ordinance|Statute|Order|Regulations|Rules|Bill|Measure|Code|Law)(?: \([A-Z][\w ]+\))?,? (?:of )?(?:1[2-9]|20)\d\d(?!\d)(?:,? ?\(?(?:No\.? ?\d+|Cth|NSW|Vic|Qld|UK|NI)\)?)?"
    + _PLACE,
    # 27 Hen. VIII, c. 28 · 5 & 6 Will. IV, c. 76
    r"\b\d+(?: ?(?:&|and) ?\d+)? (?:Hen|Edw|Eliz|Jac|Car|Geo|Will|Vict?|Ric|Ann|Phil)(?:\.|[a-z]*)? ?(?:(?:& M(?:ar)?\. )?(?:[IVX]+|\d)\b)?(?:,? ?(?:Stat\. ?\d+,? ?)?c(?:ap|h)?\. ?\d+)",
    # § 823 BGB · § 44 BNatSchG · Art. 6 GDPR · Article 8 ECHR · art. 1240 Code civil
    r"(?:§§? ?\d+\w*(?: ?(?:(?:Abs\.|para\.|Satz|S\.|Hs\.|Nr\.|\() ?\d+|lit\. ?\w)\)?)*|\b(?:[Aa]rt(?:icles?|ikel|s?\.)|art\.) ?\d+\w*(?:\(\d+\))*(?:\([a-z]\))*(?: ?(?:Abs\.|al\.|lid) ?\d+)?) (?:(?:of |der |des |du |van de |de la )?(?:the )?(?:[A-Z]{2,6}\b|[A-Z][A-Za-z]{0,8}[a-z][A-Z]{1,3}[a-z]?\b|[A-Z][\w-]*(?:gesetz(?:es|buch|buchs)?|ordnung|buch)\b|Code \w+|Grundgesetz|(?:General Data Protection Regulation|European Convention on Human Rights|Treaty on [\w ]+ Union|Constitution|Charter|Basic Law)))",
    # s 21(1)(b) HA 1988 · ss 4 and 5 of the HRA 1998
    r"\bss?\.? ?\d+[A-Z]{0,2}(?:\(\w{1,5}\))*(?:(?:,| and|–|-) ?\d+[A-Z]{0,2}(?:\(\w{1,5}\))*)*,? (?:of (?:the )?)?[A-Z]{2,6} (?:1[89]|20)\d\d\b",
    # Bundesnaturschutzgesetz 2009, § 44 · Jagdgesetz, Art. 7 · Gewerbeordnung § 14
    r"\b(?:[A-ZÄÖÜ][\w-]*(?:[gG]esetz|gesetzbuch|[oO]rdnung|verordnung|wet|lagen|loven|laki)|Wet (?:op |van |inzake )?(?:de |het )?[a-z]\w+|Lov om [a-zæøå]\w+|Code (?:de |du |des |d['’])(?:la |l['’])?[\wéèêà-]+|C[óo]digo [A-Z]\w+|Codice [a-z]\w+)(?: (?:von |vom |of |de )?(?:1[7-9]|20)\d\d)?(?:,? ?(?:§|[Aa]rt|[Kk]ap))"
    r"(?:\.|ikel|[íi]culo|icolo)? ?(?:[LRD]\. ?)?\d+[\w-]*(?:\.\d+)*(?: ?(?:Abs\.|al\.|lid) ?\d+)?",
    rf"\b[A-ZÄÖÜ][\w-]*(?:[gG]esetz|gesetzbuch|verordnung) (?:von |vom )?(?:1[7-9]|20)\d\d{_PLACE}",
    # Loi n° 76-629 du 10 juillet 1976 · Ley 42/2007, art. 56 · D.Lgs. 152/2006 · Lei n.º 9.610/98 · SFS 1998:808
    r"\b(?:[Ll]oi(?: organique)?|[Dd]écret(?:-loi)?|[Oo]rdonnance|[Aa]rrêté) (?:n[°ºo]\.? ?)\d+[\d-]*\d(?: du \d{1,2}(?:er)? \w+ \d{4})?"
    + _PLACE,
    r"\b(?:[Ll]ey(?: [Oo]rgánica| [Ff]oral)?|[Rr]eal [Dd]ecreto(?:-[Ll]ey)?|[Dd]ecreto(?:-[Ll]e[iy])?|[Ll]ei(?: [Cc]omplementar)?|[Ll]egge|[Dd]ecreto [Ll]egislativo|D\. ?Lgs\.|D\. ?L\.|D\. ?P\. ?R\.)(?: n[.°ºo]{1,3})? ?\d[\d.]*/\d{2,4}"
    + _PLACE,
    r"\b(?:SFS|SOU|prop\.) \d{4}(?:[:/]\d{2,4}){1,2}|\b[Ll]ov (?:nr\.? ?\d+ )?(?:af|av|om) \d{1,2}\. \w+ \d{4}|\bLOV-\d{4}-\d\d-\d\d(?:-\d+)?|\bDz\. ?U\. \d{4}[\w .]{0,20}poz\. \d+|\bStb\. \d{4}, \d+",
    r"\bBGE \d{1,3} [IVX]+ \d+|\bBVerfGE \d+, \d+|\bBGHZ \d+, \d+|\b(?:BGH|BVerfG|BAG|BSG|BFH|BVerwG),? (?:Urt(?:eil|\.)|Beschl(?:uss|\.)) v(?:om|\.) \d{1,2}\.|\bECLI:[A-Z]{2}:[A-Z]\w*:\d{4}:[\w.]+|\bCOM\(\d{4}\) ?\d+|\b[AES]/RES/\d+(?:/\d+)?|\bSR \d{3}(?:\.\d+)+",
    # Law of 3 October 2022, Art. 5 · Royal Decree No. 12/2007 of 5 May 2007 · Order of the Minister of Health of 3 May 2010
    rf"\b{_NATURE}{_ENACTED}(?: {_NUMBERED}[\w./-]*\d[\w./-]*)? (?:of (?:the [A-Z][\w ]{{2,50}}?(?: of [A-Z]\w+)? of )?|dated ){_DAY}"
    + _PLACE,
    # Law No. 10.406/2002 · Act No. 5 of 1996 · Republic Act No. 7160 · Decree no. 2020-1310 · Federal Law No. 152-FZ · Act LVI of 2009
    rf"\b{_NATURE}{_ENACTED} {_NUMBERED}\d+(?:\.\d+)*(?:[/-][\w/-]+)?(?: of (?:1[2-9]|20)\d\d)?" + _PLACE,
    r"\b(?:Executive Order|Republic Act|Presidential Decree|Public Act|Local Law|General Order) \d{2,6}(?:-[A-Z])?\b(?: of (?:1[2-9]|20)\d\d)?"
    + _PLACE,
    r"\bAct (?:[IVXLC]+|\d{1,3}) of (?:1[2-9]|20)\d\d" + _PLACE,
    # Loi du 29 juillet 1881 · Gesetz vom 3. März 2009 · Wet van 3 juli 1978 · Ley de 8 de junio de 1957 · Legge 20 maggio 1970, n. 300
    r"\b(?:[Ll]oi|[Dd]écret|[Aa]rrêté|[Oo]rdonnance|[Ww]et|[Kk]oninklijk [Bb]esluit|[Ll]ey|[Dd]ecreto|[Ll]egge|[Ll]ei|[Gg]esetz|[A-Z]\w+gesetz|[Vv]erordnung|[Ll]ov|[Ll]ag|[Uu]stawa z dnia)"
    r" (?:du |vom |van |de |del |af |av |di |om )?\d{1,2}(?:er|\.|º)? (?:de )?[a-zéûäçA-Z]{3,10} (?:de )?(?:1[5-9]|20)\d\d(?:,? (?:n|nr)[.°º]? ?\d+)?"
    + _PLACE,
    r"\b[Zz]ákon č\. ?\d+/\d{4}(?: Sb\.| Z\. z\.)?|\b[Ll]ag \(\d{4}:\d+\)|\b(?:[Ll]aki|[Aa]setus) \d+/\d{4}|\bNN \d+/\d{2,4}",
    # Labour Code, Art. 74 · Constitution, art. 12 · GDPR Art. 6(1)(f) · California Penal Code § 187
    r"\b(?:[A-Z][\w’'-]+ ){0,4}(?:Code|Constitution|Charter|Act|Ordinance|Treaty|Convention|Basic Law|Bylaws?|Statute),? \(?(?:§{1,2}|[Ss]ec(?:tion|\.)|ss?\.|[Aa]rts?\.|[Aa]rticles?|[Rr]eg\.|[Cc]ap\.) ?\d[\w.-]*(?:\(\w{1,5}\))*",
    r"\b(?:[A-ZÄÖÜ]{2,8}|[A-ZÄÖÜ][a-zäöü]{1,6}[A-Z]{1,3}),? (?:[Aa]rt(?:\.|icles?)|§{1,2}) ?\d+\w*(?:\(\w{1,4}\))*",
    # Minn. Stat. § 144.4 · Cal. Penal Code § 187 · ORS 475.300 · S.C. 1996, c. 19 · RSO 1990, c. E.19
    r"\b(?:[A-Z][a-z]{1,6}\.|[A-Z]\.[A-Z]\.)(?: (?:[A-Z][a-z]{1,7}\.?|&)){0,4} (?:Code|Stat\.|Laws|L\.|Ann\.)(?: Ann\.)?,? (?:ch\. ?\d+\w*,? )?§{1,2} ?\d[\w.:-]*",
    r"\b(?:ORS|RCW|NRS|MCL|KRS|NMSA|A\.R\.S\.|ARS)(?: §)? \d{1,4}[.-]\d[\w.-]*",
    r"\b(?:R\.?S\.?[CO]\.?|S\.?[CO]\.?|RSBC|RSA|SOR) (?:1[89]|20)\d\d(?:,| ?/) ?(?:c\. ?[A-Z]?[\w.-]+|\d+)"
    + _PLACE,
    # HC Deb 17 January 2018, vol 634, col 888 · 163 Cong. Rec. H1234 · BT-Drs. 19/1234 · H.R. 3590, 111th Cong.
    rf"\bH[CL] Deb,? (?:\({_DAY}\)|{_DAY})(?:,? (?:vol\.?|\d+) ?\d*)?(?:,? (?:cc?|cols?)\.? ?\d+\w*(?:[–-]\d+\w*)?)?|\b\d+ Cong\. Rec\. [HSED]? ?\d+|\bBT-Dr(?:s|ucks)\. \d+/\d+"
    r"|\b(?:H\. ?R\.|S\.|H\. ?Con\. ?Res\.|S\. ?Res\.) \d+, \d+(?:th|st|nd|rd) Cong(?:\.|ress)|\b[HS]\.(?: ?R\.)? Rep\. (?:No\. )?\d+-\d+|\bHansard,? (?:H[CL] )?(?:\({_DAY}\))?,? ?(?:vol\.? ?)?\d{2,4},? (?:cols?|cc?)\.? ?\d+".replace(
        "{_DAY}", _DAY
    ),
    # UN Doc. A/HRC/12/3 · 1155 UNTS 331 · Security Council Resolution 1325 (2000) · OJ L 119, 4.5.2016 · CELEX 32016R0679
    r"\bUN Doc\.? [AESCT][\w./-]*/[\w./()-]+",
    r"\b\d{1,4} U\.?N\.?T\.?S\.? \d+",
    r"\b(?:General Assembly|Security Council|UNSC|UNGA|UNSCR|SC|GA) [Rr]es(?:olution|\.)? \d+(?:/\d+)?(?: \((?:19|20)\d\d\))?",
    r"\bOJ (?:[LC] ?\d+|\d{4} [LC] ?\d+)[,/ ]{1,2}[\d.]+(?:, pp?\. ?\d+)?|\bCELEX:? ?\d{5}[A-Z]{1,2}\d{4}",
    # App. no. 25781/94 · AIR 1973 SC 1461 · (2003) 5 SCC 1 · 2018 BCSC 45
    r"\b[Aa]pp(?:lication|l)?\.? [Nn]os?\.? ?\d{3,5}/\d\d|\bAIR (?:19|20)\d\d [A-Z]\w* \d+",
    r"\bECtHR\b[^()]{0,60}?\b[Nn]os?\.? ?\d{3,5}/\d\d",
    # BGH, judgment of 18 April 2007 – VIII ZR 182/06 · 1 BvR 16/13 · NJW 2007, 2177
    rf"\b(?:BGH|BVerfG|BAG|BSG|BFH|BVerwG|OLG|OGH|BGer|Bundesgericht)(?: [A-Z]\w+)?,? (?:[Jj]udge?ment|[Dd]ecision|[Oo]rder|[Rr]uling) (?:of |dated )?{_DAY}",
    r"\b(?:[IVX]{1,5}|\d{1,2}) (?:ZR|ZB|StR|AZR|ABR|BvR|BvL|BvF|BvE|BvQ) \d{1,4}/\d\d\b",
    r"\b(?:NJW|NJW-RR|NVwZ|NVwZ-RR|NZM|NZA|NStZ|MDR|WuM|DVBl|EuZW|GRUR|FamRZ) (?:19|20)\d\d, \d+",
    r"\((?:19|20)\d\d\) \d+ (?:SCC|SCR|CLR|NZLR|SLR|DLR|EHRR|FLR|WLR) \d+",
    r"\b(?:19|20)\d\d (?:SCC|BCSC|BCCA|ONCA|ONSC|ABCA|QCCA|NSSC|FCA?) \d+\b",
    # US Patent 6,285,999 · EP 1 234 567 · US 79,265
    r"\b(?:US|U\.S\.)(?: [Pp]at(?:ent|\.))?(?: [Nn]os?\.)? ?\d{1,2},\d{3},\d{3}\b|\b(?:US|U\.S\.) [Pp]at(?:ent|\.)(?: [Nn]os?\.)? ?\d{1,3}(?:,?\d{3})+\b|\bEP ?\d{7}\b|\bWO ?\d{4}/\d{5,6}\b",
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
_PATTERNS = prefilter.AnyOf([prefilter.compile(form) for form in _FORMS])
_UNFILLED = prefilter.late(rf"(?<=[ \[.]){_BLANK}$")
_DIGIT = prefilter.late(r"\d")
_SURE = prefilter.late(
    r"\[(?:1[89]|20)\d\d\]|/\d|U\.?\s?S\.?\s?C|C\.?F\.?R|Pub|\bv\.? |\bAct\b|Ordinance|Statute|Order|Regulations|Rules|Bill|Measure|Code|Law\b|§|\bArt|\bart\.|Case|S\.?I\.? |BGBl|\bc\. ?\d|U\. ?S\. \d|RFC|NIST|ISO|IEC|IEEE|DIN|ASTM|ANSI|FIPS|ITU|ECMA|SAE|BS |EN |[gG]esetz|[oO]rdnung|wet\b|lagen|loven|laki|[Ll]oi |[Dd]écret|Ordonnance|[Aa]rrêté|[Ll]ey |[Dd]ecreto|[Ll]ei |[Ll]egge|D\. ?L|D\. ?P|SFS|[Ll]ov |LOV|Dz\.|Stb|BGE|BVerf|BGH|ECLI|COM\(|RES/|SR \d|Patent|\bEP|\bWO|US|U\.S\.|C[óo]di"
    r"|\bss?\.? ?\d[\w()]*,? (?:of |the )*[A-Z]{2}|Bv[RLFEQ] \d|NJW|NVwZ|NZM|NZA|NStZ|MDR|WuM|DVBl|EuZW|GRUR|FamRZ|\bLaw |Decree|Edict|Proclam|Resolution|Circular|Deb\b|Cong\.|Drs\.|Drucks|Hansard|Stat\.|ORS|RCW|NRS|MCL|KRS|R\.?S\.?[CO]|S\.C\.|Constitution|Charter|Treaty|Convention|Statute|UN Doc|UNTS|U\.N\.T|[Rr]es\.? \d|OJ [LC\d]|CELEX|[Aa]pp|AIR |SCC|[Ww]et |[Gg]esetz|[Vv]erordnung|[Uu]stawa|[Zz]ákon|[Ll]ag \(|[Aa]setus|NN \d|[Bb]esluit|[Ll]ov |Act \w"
)
"""What a text with a legal citation has somewhere: forms without it are too rare to be told from others."""


def find(text: str, _: Listed = NOTHING) -> Iterator[Found]:
    """Legal citations in a text, the longest at each place."""
    if not _DIGIT.search(text):
        return
    ranges: list[tuple[int, int]] = []
    for match in _PATTERNS.each(text):
        if not any(match.start() < end and start < match.end() for start, end in ranges):
            ranges.append((match.start(), match.end()))
    if not ranges or not _SURE.search(text):
        return
    for start, end in sorted(ranges):
        low = start
        while low > 0 and text[low - 1] in "  ":
            low -= 1
        lead = re.search(
            r"(?:(?:;|,)? ?(?:see(?: also)?|cf\.|under|pursuant to))?\s*\Z", text[max(0, low - 20) : low]
        )
        bracketed = text[low - 1 : low] == "(" and text[end : end + 1] == ")" and bool(lead)
        target = text[start:end]
        kind = MarkKind.EMPTY if _UNFILLED.search(target) else MarkKind.LEGAL
        if bracketed:
            yield Found(
                kind,
                (target,),
                low - 1,
                end + 1,
                bracketed=True,
            )
        else:
            yield Found(kind, (target,), start, end, bracketed=False)
