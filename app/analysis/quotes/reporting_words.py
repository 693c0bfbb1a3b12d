"""Which words report speech or thought, by the form of what they report.

The classes follow the verbs of communication and of propositional attitude in Levin, English Verb Classes and
Alternations (1993). Words are lemmas as `Syntax` has them: in American spelling, and with the mistakes of the model's
lemmatiser ("hop" for "hoping").
"""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


SAYING = _words(
    "accord accuse acknowledge add admit advise advocate affirm agree alert allege announce answer apologize "
    "argue ask assert assure attest aver avow beg begin blame blast blog boast brag brief calculate call caution "
    "charge cite claim clarify comment communicate complain concede conclude confess confirm contend continue "
    "convey counter criticize cry declare decree demand denounce deny describe disclose discuss dismiss dispute "
    "divulge email emphasize estimate exclaim explain express forecast foresee fume go guess highlight hint imply "
    "indicate inform insist instruct interject joke judge lament leak lie maintain mention mock murmur mutter "
    "note notify object observe opine order phone plead pledge point posit post pray preach predict proclaim "
    "promise propose protest publish question quip quote rage reaffirm rebut recall reckon recommend recount "
    "refute reiterate reject relate remark remind repeat reply report request resolve respond retort retweet "
    "reveal rule say scream shout signal sing speak specify speculate state stipulate stress suggest summarize "
    "swear talk teach tell testify text theorize threaten thunder tweet underline underscore urge vow warn "
    "whisper wire write yell"
)
"""Verbs of saying and writing, which report a clause."""

THINKING = _words(
    "accept anticipate assume believe conclude consider decide deduce discover doubt dream expect fear feel "
    "figure find guess hop hope imagine infer know learn realize recognize regret remember sense suppose suspect "
    "think trust understand want wish wonder worry"
)
"""Verbs of thinking, which report a clause."""

WONDERING = _words("decide doubt guess hear imagine know see understand wonder")
"""Verbs of thinking that take a question: "wondered whether …"."""

SHOWING = _words("demonstrate find imply indicate project prove show suggest")
"""What studies do, and floods: "The wet floor suggests that it rained" reports nobody."""

IMPERSONAL = SHOWING | _words("confirm highlight inform recognize reveal signal underline underscore")
"""With these, those that say something without being people."""

SOURCES = _words(
    "affidavit analysis article assessment audit bible book census complaint court data document dossier e-mail "
    "email enquiry estimate evidence figure file filing finding forecast indictment inquiry investigation judge "
    "lawsuit letter magazine memo message newspaper note number paper poll polling post record report research "
    "result review site statement statistic study survey transcript tweet website"
)
"""Nouns that are no people but have been written by some, and may show something."""

REPORTING_NOUNS = _words(
    "accusation admission allegation announcement appeal argument assertion assurance belief call claim complaint "
    "concern conclusion confession contention declaration demand denial doubt fear hint hope insistence opinion "
    "plea pledge prediction promise report request rumor rumour statement suggestion threat view vow warning word"
)

REPORTING_ADJECTIVES = _words(
    "adamant afraid certain concerned confident convinced doubtful emphatic hopeful insistent optimistic positive "
    "sceptical skeptical sure unsure worried"
)

TO_DO = _words(
    "advise agree appeal ask beg call caution challenge claim command counsel demand encourage expect hop hope "
    "implore instruct lobby offer order plead pledge promise propose recommend remind request say swear tell "
    "threaten urge volunteer vow want warn wish"
)
"""Verbs under which an infinitive is what was said or wished: "promised to rebuild", "told the crew to wait"."""

UTTERING = _words(
    "accuse acknowledge add admit advise advocate allege announce apologize applaud argue ask assail attribute "
    "bemoan blame blast boast brand call censure chide cite claim commend compare complain condemn confirm "
    "congratulate credit criticize declare decry deem defend demand denounce deny deride describe detail disavow "
    "disclose dismiss dispute emphasize endorse estimate explain express extol fear forecast hail hop hope insist "
    "label lament liken mention mock note object outline plead pledge point portray praise predict project "
    "promise propose protest question quote rail reaffirm rebuke rebut recall recommend recount reference "
    "reiterate reject repeat report request reveal ridicule say slam state stress suggest tell thank threaten "
    "tout tweet urge voice vow want warn welcome"
)
"""Verbs that are an utterance or a wish about the noun phrase they govern: "criticised the plan", "called for it"."""

TELLING = _words("add mention note report say state tell write")
"""Verbs whose pronoun is no content but points to one: "said it in May"."""

CLAIMED = _words("benefit credit descent exemption ignorance immunity innocence responsibility victory")
"""What one claims by saying so; a medal, a race and a life are claimed otherwise."""

WORKS = _words(
    "album anthology article blog book cartoon column comedy documentary drama editorial episode essay exhibition film "
    "game magazine memoir movie musical novel opera painting paper play podcast poem programme program report series "
    "show single sitcom song story thriller track trilogy video"
)
"""Nouns beside which words in marks with capitals are a title: her book “The Long Way Home”."""

NAMING = _words("brand call dub label name")
"""Verbs that give a name."""

SEEN_AS = _words("cast consider depict dismiss paint portray regard see view")
"""Verbs that report a judgement with "as": "sees the bridge as a waste"."""

GERUNDS = _words("admit advocate deny describe mention oppose propose recall recommend recount report suggest")

HEARD = _words("cite hear overhear quote")
"""Verbs whose passive subject is who speaks: "was quoted as saying"."""

LABELS = _words(
    "address advice age answer author best bottom caption category con cons contact cost cover credit date "
    "director email example fact figure genre how image ingredients item level line location method name note "
    "notes overview part phone photo picture price pro problem proof pros q question rating reason result review rule "
    "score size solution source stars step summary table theorem time tip title total type update verdict version "
    "video warning website what when where which who why year"
)
"""What stands before a colon in lists and under pictures, and is nobody."""
