"""Words and phrases that tell a checkable statement from an opinion, a forecast or a formality.

All lists were written for this program. An entry of one word matches a token's form or lemma in lower case, an entry of
two or three words matches forms in a row.
"""

from __future__ import annotations

from types import MappingProxyType

_GROUPS = {
    "trend": """rise fall increase decrease drop grow shrink climb plunge soar surge decline slump double triple halve
        quadruple jump tumble expand widen narrow shorten slow accelerate rebound recover worsen improve dwindle
        growth decline increase reduction upturn downturn steadily sharply gradually rapidly cheaper dearer
        went up|gone up|goes up|go up|going up|went down|gone down|goes down|go down|down from|up from|down by|up by
        down to|on the rise|on the increase|record high|record low|risen by|fallen by|no longer""",
    "comparison": """than twice double half third quarter equal compared highest lowest largest smallest biggest
        most least fewer fewest majority minority exceed outnumber average outpace lag rank only sole unprecedented
        more than|less than|fewer than|at least|at most|as many|as much|as high as|as low as|as few as|compared with
        compared to|in contrast|the first|the last|the only|the same|one of the|times as|times more|times higher
        bigger than|higher than|lower than|larger than|smaller than|better than|worse than|ahead of|above those
        below those|on average|out of every|for every|per head|per capita|in ten""",
    "cause": """because cause trigger provoke blame owing therefore consequently hence thereby attribute prevent
        stem enable contribute
        due to|led to|lead to|leads to|leading to|result of|results in|resulted in|resulting in|thanks to|as a result
        caused by|because of|result from|brought about|responsible for|contributed to|contributes to|owing to
        on account of|in response to|stemmed from|prompted by|driven by|gave rise to|the reason""",
    "source": """figure statistic data survey poll study report research census audit estimate analysis finding record
        document evidence index bulletin minutes register
        according to|figures show|data show|study found|report found|research shows|records show|poll found
        survey found|official figures|the report|a study|a survey|a poll|a report|documents show|papers show""",
    "finding": """show find reveal confirm indicate suggest demonstrate record measure count calculate estimate
        document disclose publish detect discover establish conclude trace prove verify""",
    "absence": """no evidence|no proof|no sign|no indication|no record|no records|no reason to|not produced
        without evidence|without any evidence
        without proof|any evidence|never been|has never|have never|had never|no one has|nobody has|none of
        not a single|no link|no connection|no figures|no published|not one of|failed to|has yet to|no longer
        nothing to suggest|no trace|no known|no case|no cases""",
    "negation": "not n't no never none nobody nothing neither nor without cannot deny fail lack",
    "quantifier": """all every each most many several few half third quarter dozen hundred thousand million billion
        trillion percent per majority nearly almost about approximately roughly around over under some double
        two-thirds three-quarters number share rate amount total""",
    "unit": """percent cent kilometre kilometer km metre meter mile foot feet acre hectare tonne ton kilogram kg gram
        litre liter gallon barrel degree hour minute second day week month year decade century dollar euro pound crown
        cent yen krona franc rupee ruble yuan peso people resident voter passenger visitor patient student worker
        employee job seat vote household case death casualty unit % $ € £ ¥ mph kph mw gw kwh""",
    "month": """january february march april june july august september october november december jan feb mar apr jun
        jul aug sept sep oct nov dec""",
    "weekday": "monday tuesday wednesday thursday friday saturday sunday",
    "moment": """ago yesterday today tonight overnight midnight noon spring summer autumn winter
        last year|last month|last week|last night|last summer|last winter|last spring|last autumn|last fall|last decade
        last quarter|last century|this year|this month|this week|this morning|years ago|months ago|weeks ago|days ago
        the same day|the same year|the end of|at the time|over the past|in the past""",
    "past_time": """since earlier previously formerly until originally recently already then
        so far|at that time|since then|during the|in recent|for years|for decades""",
    "event": """approve vote sign arrest announce die kill win lose elect appoint resign launch found build close open
        buy sell pay spend cost earn charge sentence convict sue file pass reject veto ban attack invade destroy damage
        injure evacuate arrive leave meet visit host publish release issue order cancel postpone suspend start begin
        end finish join merge acquire hire fire cut raise lower introduce abolish repeal enact carry employ produce
        export import ship deliver land sink break burn crash collapse replace move transfer send receive award grant
        refuse withdraw retire marry born graduate serve work live run own hold contain include cover belong consist
        defeat beat score finish lead""",
    "state": """be have own hold contain include cover stand lie measure weigh last belong consist comprise employ carry
        represent account total amount located based known called named""",
    "opinion": """good bad great terrible awful horrible wonderful excellent amazing beautiful ugly best worst better
        worse right wrong fair unfair just unjust moral immoral evil disgraceful shameful shocking appalling outrageous
        ridiculous absurd silly stupid foolish clever brilliant smart wise unwise ill-advised reckless brave cowardly
        honest dishonest decent noble pathetic laughable dreadful delightful charming pleasant unpleasant splendid
        superb fantastic incredible unbelievable remarkable extraordinary astonishing surprising disappointing sad
        tragic unfortunate fortunate lucky important crucial vital essential necessary unnecessary needless pointless
        useless worthless valuable precious dangerous harmful toxic corrupt rotten vile wicked cruel brutal merciless
        heroic glorious proud ashamed love hate admire despise deserve hope wish fear worry feel prefer regret
        obvious clear plain blatant utter sheer mere so-called supposed genuine true real proper sensible reasonable
        unreasonable ludicrous farcical scandalous scandal disgrace shame mess chaos disaster catastrophe nightmare
        nonsense madness folly joke farce triumph failure hypocrisy hypocrite liar bully coward hero villain menace
        threat crisis tyranny betrayal insult outrage beauty wonder pity interesting boring exciting dull strange weird
        odd bizarre curious funny amusing ironic impressive mediocre weak strong powerful feeble bold timid hard easy
        difficult simple simplistic naive cynical arrogant smug selfish greedy lazy generous kind unkind rude polite
        ideological radical extreme extremist irrational hysterical paranoid delusional elite regime propaganda agenda
        unfortunately fortunately sadly happily surely hopefully frankly honestly clearly obviously
        undoubtedly certainly
        of course|in my opinion|in my view|in our view|i think|i believe|i feel|i hope|i suspect|i doubt|i fear
        we believe|seems to me|it seems|if anything|let us|let 's|who cares|no wonder|make no mistake|the truth is
        the fact is|the point is|needless to say|to be honest|at best|at worst|worth it|so much for|more like""",
    "intensifier": """very really so too quite rather extremely absolutely totally completely utterly truly deeply
        highly incredibly simply merely just even ever indeed hardly barely perhaps especially precisely purely
        literally entirely wholly terribly awfully enormously massively such""",
    "hedge": """may might could perhaps maybe possibly probably likely unlikely apparently seemingly
        reportedly allegedly
        supposedly suggest appear seem believe think suspect presume assume roughly perceive potentially conceivably
        appears to|seems to|tend to|is said to|are said to|was said to|it is thought|it is believed|as far as""",
    "prediction": """will 'll shall wo tomorrow forecast predict expect anticipate foresee upcoming soon eventually
        going to|gonna|next year|next month|next week|in the future|is expected|are expected|set to|due to be|about to
        in the coming|coming weeks|coming months|coming years|is likely|are likely|plans to|intends to|hopes to|aims to
        is to|are to|wants to|would be able""",
    "obligation": """should must ought need shall let please
        need to|have to|has to|ought to|had better|time to|we must|we should|we need|it is time|must not""",
    "spoken": """well okay ok yeah yes uh um oh look listen thank thanks please sir ma'am gentleman gentlemen lady folks
        guy guys hey wow sorry absolutely sure anyway
        you know|i mean|thank you|by the way|let me|i want|i 'm|i 'd|i 'll|i 've|we 're|we 've|you 're|that 's|it 's
        do n't|kind of|sort of|and so|my opponent|mr. president""",
    "first_person": "i me my mine myself",
    "first_plural": "we us our ours ourselves",
    "second_person": "you your yours yourself yourselves",
    "third_person": "he she they him her them his their its it",
    "reporting": """say tell add state claim argue explain note announce declare insist warn admit deny confirm write
        report describe call ask reply respond comment reject repeat promise acknowledge maintain testify allege
        according to|told reporters|in a statement|in an interview""",
    "public_matter": """tax budget deficit debt law bill policy job wage unemployment economy inflation trade crime
        school hospital health insurance immigration immigrant border military war troop nuclear energy oil gas climate
        emission vaccine virus pension welfare poverty income price court senate congress parliament council minister
        government administration president governor mayor election voter treaty sanction company profit revenue sale
        market export bank loan police prison abortion gun education teacher university medicare security""",
    "boilerplate": """subscribe newsletter cookies copyright unsubscribe reprint advertisement disclaimer
        all rights reserved|rights reserved|views expressed|opinions expressed|of the author|sign up
        follow us|click here
        read more|privacy policy|terms of use|terms and conditions|photo credit|photograph by|getty images
        our newsletter|your inbox|subscribe to|originally published|first published
        first appeared|contact us|contributed to this|reporting by|editing by|all images
        find out more|share this|join the conversation|support our journalism
        letters may be|letters to the|may be edited|for length|write to us|never miss|reproduction only|reproduced with
        written permission|may be ordered|is a columnist|is a contributor|is published by|do not necessarily
        not those of|for more information|this article was|this story was|image credit|related articles|recommended for
        our free letter|of this page|send letters|appears in print|appeared in print""",
}


def _entries(text: str) -> tuple[str, ...]:
    """Phrases of the lines that have bars, single words of the others."""
    found: list[str] = []
    for line in text.splitlines():
        found += line.strip().split("|") if "|" in line else line.split()
    return tuple(dict.fromkeys(found))


GROUPS: MappingProxyType[str, tuple[str, ...]] = MappingProxyType({k: _entries(v) for k, v in _GROUPS.items()})
"""Group name → its words and phrases, in lower case."""
