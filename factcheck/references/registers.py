"""What is found by its number in a public register, or by its shelfmark in an archive: `NCT01234567`, `TNA, HO 45/1234`."""

from __future__ import annotations

from factcheck import prefilter

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
_DATASET = (
    # Accessions by the name of their register, the name given or not: "GEO: GSE12345", "SRA accession SRP012345".
    r"(?:(?:NCBI |EBI |the )?[A-Za-z]{2,14}(?: [A-Z][a-z]{3,12})?(?: (?:accession|dataset|data set|entry|record|project|study|ID|id|[Nn]o\.?|[Nn]umber)){0,2}(?: [Nn]o\.?| [Nn]umbers?)?[: ] ?)?"
    r"(?:GSE\d{3,7}|GSM\d{4,8}|PRJ[A-Z]{2}\d{3,}|[SED]R[APRXSZ]\d{5,9}|SAM[NED][A-Z]?\d{5,}|E-[A-Z]{4}-\d+|PXD\d{6}|EMD-\d{4,5}|EMPIAR-\d{5}|ENS[A-Z]{0,6}[GTP]\d{11}(?:\.\d+)?|rs\d{5,}|VCV\d{9}(?:\.\d+)?|EGA[SD]\d{11}|phs\d{6}(?:\.v\d+)?(?:\.p\d+)?|ds\d{6}|MTBLS\d+|CHEBI:\d+|CHEMBL\d+|GO:\d{7}|HGNC:\d+|GC[AF]_\d{9}(?:\.\d)?|[NX][MPRC]_\d{6,9}(?:\.\d+)?|PANGAEA\.\d{5,7}|BioModels? [A-Z]+\d+)"
    r"|(?:Zenodo|Dryad|figshare|Figshare|OSF|Dataverse|CCDC|ICSD|COD|GBIF|PANGAEA|Pangaea|ICPSR|UKDA|UKDS|UK Data Service|GESIS|NASIS|Roper|Kaggle|OpenML|Mendeley Data|DANS|FSD|NSD|HEPData|VizieR|Protein Data Bank|MycoBank|IPNI|WoRMS|AphiaID|ZooBank|Index Fungorum|Catalogue of Life)"
    r"(?:,? (?:dataset|record|occurrence|deposit(?:ion)?|entry|study|SN|ID|[Nn]o\.?|[Nn]umbers?|accession|project|id|AphiaID)){0,2}[: ]{1,2}#?(?:[A-Z]{0,4}[-_]?\d[\w./-]{2,20}|osf\.io/\w{5})"
    r"|ZA ?\d{4}|J/[A-Z&+]{1,5}/\d+/\w+"
)
"""Data by their accession."""
_PATENT = (
    r"(?:(?:[Pp]at(?:ent|\.)(?: [Aa]pplication| [Aa]ppl?\.)?|[Pp]ublication)(?: [Nn]os?\.?)? )?"
    r"(?:US ?(?:19|20)\d\d[/ ]?\d{6,7}(?: ?[AB]\d)|US ?\d{7,8}(?: ?[ABES]\d?)|US ?\d{1,2},\d{3},\d{3}(?: ?[ABES]\d?)?|EP ?\d ?\d{3} ?\d{3}(?: ?[AB]\d)?|(?:DE|GB|FR|CN|JP|KR|CA|AU|CH|AT|NL|SE|NO|DK|FI|ES|IT|RU|SU|IN|BR)[ -]?(?=[\d/ -]{6,18}(?: ?[ABCUTEY]\d?)?$)(?:\d{1,4}[ -]){0,5}\d{3,9}(?: ?[ABCUTEY]\d?)?"
    r"|JP ?(?:19|20)\d\d-\d{5,6}(?: ?[AB]\d?)?|DRP ?\d{4,6}|PCT/[A-Z]{2}(?:\d\d|\d{4})/\d{5,6})"
    r"|(?:(?:British|German|French|Swiss|Austrian|Canadian|Dutch|Norwegian|Swedish|Danish|Japanese|U\.?S\.?|UK|English|Russian|Soviet|Italian) )?[Pp]at(?:ent|\.) [Nn]o\.? ?\d{1,3}(?:[,.]?\d{3}){0,2}(?: of \d{4}| \(\d{4}\))?"
)
"""Patents by country and number."""
_STANDARD = (
    r"(?:ETSI (?:EN|TS|TR|ES|EG) \d{3} \d{3}(?:-\d+)*(?: V[\d.]+)?|3GPP T[SR] \d\d\.\d{3}(?: [Vv][\d.]+)?|UIC \d{3,4}(?:-\d+)?(?: R| OR?)?|WCAG \d\.\d|UN(?:ECE)? (?:R|Regulation (?:[Nn]o\.? ?)?)\d{1,3}|API (?:[A-Z]{2,4} )?\d{1,4}[A-Z]{0,2}|JIS [A-Z] \d{4}(?:[-:]\d{4})?"
    r"|GB(?:/T|/Z)? ?\d{3,6}(?:\.\d+)?[-–]\d{4}|NF (?:EN|[A-Z]) ?[\d-]{3,9}|AS(?:/NZS)? \d{3,5}(?:\.\d)?(?:[:-]\d{4})?|GOST(?: R)? \d{3,5}(?:\.\d+)*(?:-\d{2,4})?|CODEX STAN \d{1,3}-\d{4}|CXS \d{1,3}-\d{4}|IS \d{3,5} ?: ?\d{4}|SANS \d{3,5}(?:-\d)?|CSA [A-Z]\d{2,3}(?:\.\d+)?(?:[:-]\d\d(?:\d\d)?)?|UL \d{2,5}|ASCE \d{1,2}-\d\d|ACI \d{3}[A-Z]?-\d\d|AASHTO [A-Z] ?\d{2,3}|ASHRAE (?:Standard )?\d{2,3}(?:\.\d)?(?:-\d{4})?|MIL-(?:STD|HDBK|PRF)-\d{2,5}\w?|(?:Eurocode \d,? )?EN(?: ISO)? \d{3,6}(?:-\d+)*(?::\d{4})?|DVGW [A-Z] \d{3}|VDI(?:/VDE)? \d{4}|SIA \d{3}|ÖNORM [A-Z] ?(?:EN )?\d{3,5}|SS-?EN \d{3,5}|PAS \d{2,5}(?::\d{4})?|TOGAF \d+|PCI DSS v?\d\.\d)"
)
"""Standards by the body that sets them and number."""
_LAID_BEFORE = r"(?:HC|HL|HL Paper|HC Paper) \d{1,4}(?:-[IVX]+)?,? ?\(?(?:19|20)\d\d[–-]\d\d(?:\d\d)?\)?|(?:Cm|Cmd|Cmnd)\.? ?\d{3,4}|CP ?\d{2,4} \((?:19|20)\d\d\)|(?:Bundestags|Bundesrats|BT-|BR-)[Dd]r(?:uck)?s(?:ache|\.)? ?\d{1,3}/\d{1,5}|Kamerstukken(?: I{1,2})? [\d/]+,? \d{5},? (?:nr\.? ?)?\d+|(?:Prop|SOU|Ds|Bet|NOU|Meld\. St|St\.meld)\.? ?(?:nr\.? ?)?\d{4}[:/ ]\w[\w/–-]*|GU L? ?\d+/\d{4}"
"""Papers laid before a parliament."""
_INVENTORY = r"(?:[Ii]nv(?:entory|\.)?(?:[ -]?(?:[Nn]o\.?|[Nn]r\.?|[Nn]umber))?|[Aa]cc(?:ession|\.)?(?: [Nn]o\.?| [Nn]umber)?|[Cc]at(?:alogue|\.)?(?: [Nn]o\.?| [Nn]umber)|[Oo]bject(?: [Nn]o\.?| [Nn]umber)|[Rr]eg(?:istration|\.)? [Nn](?:o\.?|umber)|[Mm]useum [Nn](?:o\.?|umber))"
_HOUSE = (
    r"(?:(?:the )?(?:[A-ZÀ-Þ][\w’'-]+ )(?:(?:[A-ZÀ-Þ][\w’'-]+|of|the|and|for|&|de|du|des|der|für) ){0,6}?(?:Museum|Gallery|Collection|Institut(?:e|ion)|Antiquities Scheme|Treasury|Kunsthalle|Galerie|Pinakothek)(?: (?:of|for|in|at|de|du|der|für) (?:the )?[A-ZÀ-Þ][\w’'-]+(?:(?: and| of)? [A-ZÀ-Þ][\w’'-]+){0,4})?"
    r"|(?:Museum|Museo|Musée|Museu|Muzeum|Gallery|Galleria) (?:of|for|de|du|des|di|der|für|voor|d['’])?(?: ?(?:the |la |le |los )?[A-ZÀ-Þ][\w’'-]+)(?:(?:,| and| of| de)? [A-ZÀ-Þ][\w’'-]+){0,5}|Rijksmuseum|Louvre|Hermitage|Uffizi|Prado|Ashmolean|Smithsonian|MoMA|Tate(?: Britain| Modern)?|Met|V&A|BM|PAS|KHM|MFA)"
)
_NUMBER_OF_OBJECT = (
    r"(?:[A-Z]{1,4}[-. ]?)?(?!(?:1[5-9]|20)\d\d$)\d[\d.,:/-]*\d(?:[-.]?[A-Za-z\d]+)*|[A-Z]{1,3}-?[A-Z\d]{3,8}"
)
_OBJECT = rf"{_HOUSE},? (?:{_INVENTORY}[: ] ?)?(?=[^)]{{4}})(?:{_NUMBER_OF_OBJECT})|(?:{_HOUSE},? )?{_INVENTORY}[:.]? ?(?:{_NUMBER_OF_OBJECT})"
"""Objects of a collection by their number: "(British Museum, 1892,0720.1)", "(inv. no. 1923.45)"."""
_REGISTER_BOOK = r"(?:[Pp]arish|[Cc]hurch|[Bb]aptismal|[Bb]urial|[Mm]arriage|[Cc]ivil|[Tt]ax|[Ll]and|[Ww]ill|[Cc]ourt) (?:registers?|records?|books?|rolls?) of [A-Z][\w’' -]{2,40},? (?:1[2-9]|20)\d\d[^,]{0,10}, (?:fols?|f|ff|pp?|no|entry|[Bb]l)\. ?[\w–-]+"
_ARCHIVE = (
    r"(?:TNA|PRO|NAI|NARA|NRS|NLS|NLI|NLW|BnF|BNF|BArch|BL|LoC|LOC|AN|AGI|AHN|ASV|AAV|ADM|HStA|StA|GStA|IWM|CUL|LMA|IOR|UKNA|The National Archives|National Archives|British Library|Bodleian(?: Library)?"
    r"|(?:[A-ZÀ-Þ][\w’'-]+ (?:[A-ZÀ-Þ][\w’'-]+ |of |the |and |for )*)(?:Archives?|Archive Service|Record(?:s)? Office|Archives of [A-Z]\w+|Libraries|Library|Records Centre|Staatsarchiv|Stadtarchiv)(?: of (?:the )?[A-Z]\w+(?: [A-Z]\w+)?)?"
    r"|Archives? (?:[Nn]ationales?|[Dd]épartementales?|of the [A-Z]\w+|of [A-Z]\w+)|Archivo (?:General|Histórico) [\w ]{2,30}|(?:Bundes|Staats|Stadt|Landes|Hauptstaats|Riks|National)arch?ief?\w*(?: [A-Z]\w+)?)"
)
_SHELFMARK = (
    r"(?:[A-Z]{1,3} ?[IVX]{1,4} ?\d{1,4}[a-z]?|[A-Z]{1,4}/[A-Z]{1,4}-?\d[\w./]*|RG ?\d{1,3}/\d{1,5}|[A-Z][A-Za-z]{0,5}\.?(?: [A-Z]{1,4})?[ .]?\d{1,5}(?:/[\w.]+){1,5}|[A-Z]{1,6}(?:/[\w.]+){1,5}|(?:Add(?:itional)?\.? |Cotton |Harley |Sloane |Egerton |lat\. |gr\. )?(?:MSS?|ms)\.? ?(?:[A-Z][\w.]* ?){0,3}\d[\w.]*|(?:RG|Record Group) ?\d+"
    r"|(?:[Cc]od(?:ex)?\.|Vat\.|Clm|Cgm) ?[\w. ]{0,12}\d+|[A-Z]{1,3} ?\d{1,4}(?=,? (?:fol|f|ff|no|nr|box|folder|p|Bl)\b)|(?:[Bb]ox|[Ff]older|[Ff]onds?|[Ss]eries|[Cc]arton|[Rr]eel) ?[A-Z]?\d+)"
)
_BEHIND = r"(?:,? (?:(?:fols?|ff?|no|nr|nos|box|folder|pp?|Bl|item|file|piece|vol|reel|series|letter|entry)\.? ?)?[\w/ .–-]{1,40}){0,3}"
_WHICH_PAPER = r"[^\W\d_](?:[^.;:()\"“”]|(?<=\b[A-Z])\.){2,80}?"
"""What a paper in an archive is: "Inquest papers, Brennick Record Office, COR/1874/61"."""
_REGISTERED = prefilter.compile(
    rf"(?:(?:see|cf\.|via|in|PROSPERO|ClinicalTrials\.gov|ClinicalTrials\.gov identifier|clinical trial(?: registration)?|registered(?: as)?|registration|trial registration|report|no\.|number)[: ]+)*"
    rf"(?:{_TRIAL}|{_PAPER}|{_REPORT}|{_DATASET}|{_PATENT}|{_STANDARD}|{_LAID_BEFORE}|{_OBJECT}|{_REGISTER_BOOK})(?:,? (?:pp?\.|§|paras?\.?|SC|cl(?:ause|\.)|[Ss]ec(?:tion|\.)|ch\.|[Tt]able|[Ff]ig\.|at) ?[\w.–-]+)?"
)
_ARCHIVAL = prefilter.compile(
    rf"(?:(?:see|cf\.|in) )?(?:{_WHICH_PAPER}[,:] )?(?:in )?(?:the )?{_ARCHIVE}(?: \([A-Z]{{2,8}}\))?(?:,? [A-Z][\w’' .&-]{{2,40}})??[,:]? {_SHELFMARK}{_BEHIND}"
)
_IN_WORDS = prefilter.compile(rf"(?<![\w/-])(?:{_TRIAL})(?![\w-])")


_PAPERS = prefilter.compile(
    r"(?=.{0,160}\b(?:[Bb]ox|[Ff]older|[Ff]older|[Cc]arton|[Rr]eel|[Bb]undle|[Ff]onds) \w{1,6}\b)(?=.{0,160}\b(?:Papers|Collections?|Archives?|Library|Records?|Manuscripts)\b)[^\W\d_].{10,158}"
)
"""A paper by its box and the papers it lies among: "Roe to Lind, 4 May 1911, box 3, Lind Papers, Hallin Library"."""


def is_registered(text: str) -> bool:
    """Whether words are a number of a public register or a shelfmark of an archive, and nothing else."""
    words = " ".join(text.split()).strip(" .")
    if not 5 <= len(words) <= 160 or not any(character.isdigit() for character in words):
        return False
    return bool(_REGISTERED.fullmatch(words) or _ARCHIVAL.fullmatch(words) or _PAPERS.fullmatch(words))


def in_words(text: str) -> list[tuple[int, int]]:
    """Where registration numbers of trials stand in a text, whether or not in brackets."""
    return [(match.start(), match.end()) for match in _IN_WORDS.finditer(text)]
