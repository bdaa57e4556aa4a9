"""What is found by its number in a public register, or by its shelfmark in an archive: `NCT01234567`, `TNA, HO 45/1234`."""

from __future__ import annotations

import re

_TRIAL = (
    r"NCT ?\d{8}|ISRCTN ?\d{8}|ACTRN ?\d{14}[a-z]?|ChiCTR[-A-Za-z]*\d{8,10}|EudraCT(?: (?:no\.?|number))?:? ?\d{4}-\d{6}-\d{2}|EUCTR\d{4}-\d{6}-\d{2}"
    r"|DRKS ?\d{8}|JPRN-\w{6,}|UMIN ?\d{9}|jRCT\w{8,}|CTRI/\d{4}/\d{2}/\d{6}|PACTR ?\d{15}|IRCT\w{10,}|NTR ?\d{3,5}|CRD ?42\d{6,13}|ANZCTR ?\d{8,}"
)
_PAPER = (
    r"hdl:? ?\d[\d.]*/[\w./-]+|https?://hdl\.handle\.net/\S+|ark:/?\d{5,9}/\S+|urn:(?:nbn|isbn|issn|doi|lex|uuid):[\w:.()/-]+"
    r"|SSRN(?: (?:no\.?|id|abstract|paper))?:? ?\d{5,8}|(?:bio|med|chem|earth|psy|soc)[AaRr]r?[Xx]iv:? ?(?:\d{4}\.\d\d\.\d\d\.\d{4,8}|\d{6,}|[a-z0-9]{5,6}\b)(?:v\d+)?"
    r"|JSTOR:? ?(?:\d{4,}|j\.\w+)|OCLC:? ?(?:[Nn]o\.? ?)?\d{4,}|LCCN:? ?\d{6,}|ERIC:? ?ED\d{6}|ED\d{6}|Zbl:? ?\d+\.\d+|MR ?\d{6,8}|S2CID:? ?\d{4,}|CORE ID:? ?\d+"
    r"|NBER (?:Working Paper|WP)(?: No\.?| #)? ?\d{3,5}|w\d{5}(?= NBER)|IZA (?:DP|Discussion Paper)(?: No\.?)? ?\d{3,5}|CEPR (?:DP|Discussion Paper)(?: No\.?)? ?\d{3,5}|CESifo Working Paper(?: No\.?)? ?\d{3,5}"
    r"|(?:18|19|20)\d\d[A-Za-z&.]{5}[\d.]{4}[A-Za-z\d.][\d.]{4}[A-Z]"
)
_REPORT = (
    r"GAO-\d\d-\d{2,6}\w*|(?:GAO|CBO|OIG|OEI|OECD|ECB|IMF|NASA|USGS|EPA|CDC|WHO|UNEP|FAO|NREL|PNNL|ORNL|LBNL|SAND)[/ -](?:[A-Z]{1,6}[/ -]?)*(?:19|20)?\d\d[-–/]\d{1,6}(?:-\d+)?|EPA[ -]\d{3}[-/][A-Z][-/]\d\d[-/]\d{3}"
    r"|NASA[ /](?:TM|TP|CR|SP|RP)[-–—]?\d{2,6}(?:[-–]\d+)?|NUREG(?:/CR)?-\d{4}|NREL/[A-Z]{2}-\d{4}-\d{5}|WHO/[A-Z]{2,}(?:/[A-Z\d]+)*/\d\d(?:\d\d)?\.\d+|DOT HS \d{3} \d{3}|CRS (?:Report )?(?:R[LS]?|IF|IN)\d{4,5}|DHHS \(NIOSH\) (?:Pub(?:lication)?\.? ?)?No\.? ?\d\d(?:\d\d)?-\d{3}"
    r"|CVE-\d{4}-\d{4,7}|GHSA(?:-\w{4}){3}|USC-\d{5}|VU#\d{5,6}|PEP ?\d{1,4}|JEP ?\d{1,4}|BIP[- ]?\d{1,4}|EIP-\d{2,5}|XEP-\d{4}|draft-[a-z\d]+(?:-[a-z\d]+){2,}-\d\d|BCP ?\d{1,3}|STD ?\d{1,2}(?! ?\d)|ECMA-\d{3}|(?:Unicode )?UAX ?#\d{1,2}"
    r"|GSE\d{3,7}|PRJ[A-Z]{2}\d{4,}|PDB:? ?\d\w{3}|(?:UniProt|UniProtKB):? ?[A-Z]\d\w{3,8}|PubChem (?:CID|SID):? ?\d+|CAS(?: [Nn]o\.?)?:? ?\d{2,7}-\d\d-\d|EC \d+\.\d+\.\d+\.\d+|OMIM:? ?#?\d{6}|GenBank:? ?[A-Z]{1,3}_?\d{5,9}(?:\.\d)?|NHLE \d{7}"
    r"|[Ll]ist [Ee]ntry(?: (?:[Nn]o\.?|[Nn]umber))? ?\d{6,7}|NRHP (?:[Rr]eference )?(?:#|[Nn]o\.?) ?\d{8}"
)
_ARCHIVE = (
    r"(?:TNA|PRO|NAI|NARA|NRS|NLS|NLI|NLW|BnF|BNF|BArch|BL|LoC|LOC|AN|AGI|AHN|ASV|AAV|ADM|HStA|StA|GStA|IWM|CUL|LMA|IOR|UKNA|The National Archives|National Archives|British Library|Bodleian(?: Library)?"
    r"|(?:[A-ZÀ-Þ][\w’'-]+ (?:[A-ZÀ-Þ][\w’'-]+ |of |the |and |for )*)(?:Archives?|Archive Service|Record(?:s)? Office|Libraries|Library|Records Centre|Staatsarchiv|Stadtarchiv)(?: of (?:the )?[A-Z]\w+(?: [A-Z]\w+)?)?"
    r"|Archives? (?:[Nn]ationales?|[Dd]épartementales?|of the [A-Z]\w+|of [A-Z]\w+)|Archivo (?:General|Histórico) [\w ]{2,30}|(?:Bundes|Staats|Stadt|Landes|Hauptstaats|Riks|National)arch?ief?\w*(?: [A-Z]\w+)?)"
)
_SHELFMARK = (
    r"(?:[A-Z][A-Za-z]{0,5}\.?(?: [A-Z]{1,4})?[ .]?\d{1,5}(?:/[\w.]+){1,5}|[A-Z]{1,6}(?:/[\w.]+){1,5}|(?:Add(?:itional)?\.? |Cotton |Harley |Sloane |Egerton |lat\. |gr\. )?(?:MSS?|ms)\.? ?(?:[A-Z][\w.]* ?){0,3}\d[\w.]*|(?:RG|Record Group) ?\d+"
    r"|(?:[Cc]od(?:ex)?\.|Vat\.|Clm|Cgm) ?[\w. ]{0,12}\d+|[A-Z]{1,3} ?\d{1,4}(?=,? (?:fol|f|ff|no|nr|box|folder|p|Bl)\b)|(?:[Bb]ox|[Ff]older|[Ff]onds?|[Ss]eries|[Cc]arton|[Rr]eel) ?[A-Z]?\d+)"
)
_BEHIND = r"(?:,? (?:(?:fols?|ff?|no|nr|nos|box|folder|pp?|Bl|item|file|piece|vol|reel|series|letter|entry)\.? ?)?[\w/ .–-]{1,40}){0,3}"
_REGISTERED = re.compile(
    rf"(?:(?:see|cf\.|via|in|PROSPERO|ClinicalTrials\.gov|ClinicalTrials\.gov identifier|clinical trial(?: registration)?|registered(?: as)?|registration|trial registration|report|no\.|number)[: ]+)*"
    rf"(?:{_TRIAL}|{_PAPER}|{_REPORT})(?:,? (?:pp?\.|§|sec(?:tion|\.)|ch\.|table|fig\.) ?[\w.–-]+)?"
)
_ARCHIVAL = re.compile(
    rf"(?:(?:see|cf\.|in) )?(?:the )?{_ARCHIVE}(?:,? [A-Z][\w’' .&-]{{2,40}})??,? {_SHELFMARK}{_BEHIND}"
)
_IN_WORDS = re.compile(rf"(?<![\w/-])(?:{_TRIAL})(?![\w-])")


def is_registered(text: str) -> bool:
    """Whether words are a number of a public register or a shelfmark of an archive, and nothing else."""
    words = " ".join(text.split()).strip(" .")
    if not 5 <= len(words) <= 160 or not any(character.isdigit() for character in words):
        return False
    return bool(_REGISTERED.fullmatch(words) or _ARCHIVAL.fullmatch(words))


def in_words(text: str) -> list[tuple[int, int]]:
    """Where registration numbers of trials stand in a text, whether or not in brackets."""
    return [(match.start(), match.end()) for match in _IN_WORDS.finditer(text)]
