"""Words that stand in and around names in English news, listed by hand for this program."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(words.split())


MALE_HONORIFICS = word_set("mr mister sir lord king prince duke baron count emperor sheikh sultan father brother")
FEMALE_HONORIFICS = word_set(
    "mrs ms miss madam madame lady dame queen princess duchess baroness countess empress sister"
)

TITLES = (
    word_set("""
    dr doctor prof professor president premier chancellor minister ministers secretary senator senators sen rep
    representative congressman congresswoman councillor councilman councilwoman governor gov mayor ambassador envoy
    judge justice chief general gen colonel col lieutenant lt major maj captain capt sergeant sgt corporal cpl private
    admiral adm commander cmdr brigadier marshal officer detective inspector constable superintendent sheriff deputy
    pope cardinal bishop archbishop reverend rev rabbi imam ayatollah pastor monsignor saint
    ceo cfo coo chairman chairwoman chairperson chair director manager coach boss spokesman spokeswoman
    spokesperson speaker leader attorney prosecutor lawyer analyst economist commissioner comrade
    mp mep msp archduke hon honourable honorable coroner magistrate principal dean chef co-founder founder
    vice-president
    """)
    | MALE_HONORIFICS
    | FEMALE_HONORIFICS
)
"""Lower-case words, without full stops, that may end a title before a person's name."""

TITLE_MODIFIERS = word_set("""
    foreign prime vice deputy defense defence former interim acting attorney general finance interior home state
    lieutenant chief executive senior assistant associate district first crown opposition party minority majority house
    senate press trade treasury energy health education justice lord second major under ex incoming outgoing then late
    supreme staff sergeant police then-president ex-president head co-chief managing regional presiding
    """)
"""Words that belong to a title when a word of TITLES follows them."""

PARTICLES = word_set(
    "van von de la le del della der den ter ten di da dos das du al el bin ibn abu ben bint st st. zu af av mac o"
)
GENERATIONS = word_set("jr jr. sr sr. ii iii iv v junior senior")

CORPORATE_SUFFIXES = word_set("""
    inc inc. incorporated corp corp. corporation co co. company companies ltd ltd. limited plc llc l.l.c. llp lp ag sa
    s.a. nv n.v. gmbh spa s.p.a. ab asa oyj kk pty bhd holdings holding group se bv b.v. sarl computer
    """)

ORGANISATION_WORDS = word_set("""
    agency alliance army assembly association authority bank board brigade brothers bureau cabinet center centre chamber
    church club coalition college commission committee communications confederation congress consortium corporation
    council court department directorate division exchange federation forces forum foundation front fund government
    guard guild institute institution laboratories league legislature ministry movement museum navy network office
    organisation organization parliament partners party police press program reserve school senate service services
    society squad systems team technologies times tribunal trust union university workers airlines airways motors
    newspaper post herald tribune journal gazette observatory orchestra band industries international records
    pictures studios entertainment media group company corp inc ltd plc co llc ag hospital clinic academy ferries
    shipping bloc insurers railways railway steel breweries cooperative
    """)
"""Lower-case words that make the name they stand in an organisation's."""

PAPERS = word_set("""
    post herald tribune journal gazette observer times courier ledger chronicle telegraph mail star sun news echo
    standard examiner inquirer dispatch globe mercury argus advertiser
    """)
"""Lower-case words that end the names of newspapers, often after the place they are made in."""

PLACE_WORDS = word_set("""
    airport avenue bay beach boulevard bridge canyon cape castle city coast county creek desert district forest
    glacier gulf harbor harbour heights highway hill hills island islands isle lake mountain mountains mount ocean park
    peninsula plateau plaza province range region reef reservoir ridge river road sea square state strait street
    territory town valley village volcano woods territories ranch cemetery stadium junction falls springs
    point quay sound
    """)

EVENT_WORDS = word_set(
    "war wars olympics championship championships cup games festival revolution summit conference massacre"
)

PEOPLES = word_set("""
    hispanic hispanics latino latinos latina latinas muslim muslims christian christians jew jews jewish catholic
    catholics
    protestant protestants evangelical evangelicals mormon mormons hindu hindus sikh sikhs buddhist buddhists sunni
    sunnis shia shiite shiites kurd kurds kurdish arab arabs african africans european europeans asian asians
    african-american african-americans democrat democrats republican republicans tory tories conservatives liberals
    libertarian libertarians communists socialists islamists uighur uighurs uyghur uyghurs rohingya tibetan tibetans
    chechen chechens catalan catalans basque basques hutu hutus tutsi tutsis pashtun pashtuns houthi houthis zionist
    zionists texan texans californian californians londoner londoners scandinavian balkan
""")
"""Lower-case words for members of religions, peoples and parties, where they end a name."""

NOT_ALONE = word_set("""
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec
    i he she it we they you his her its our their the a an this that these those there here what when where who why how
    mr mrs ms dr god internet web today yesterday tomorrow noon midnight spring summer autumn winter christmas easter
    ramadan hanukkah thanksgiving covid covid-19 coronavirus gmt est edt pst bst utc am pm photo video image read
    advertisement getty story update related share click subscribe
    """)
"""Lower-case words that, standing alone, name no person, organisation or place."""

_NICKNAMES = """
alexander alex sasha aleksandr alexandr; alexandra alex sandra; andrew andy drew andrei andrey; anthony tony antony;
benjamin ben benny; charles charlie chuck; christopher chris; christina chris christine tina; daniel dan danny;
david dave davey; deborah debbie deb; dmitry dmitri dmitriy; donald don donnie; edward ed eddie ted ned teddy;
elizabeth liz beth betty lizzie eliza; eugene gene evgeny yevgeny; francis frank; frederick fred freddie; george jorge;
gerald gerry jerry; gregory greg; harold harry hal; henry harry hank; jacob jake; james jim jimmy jamie; jeffrey jeff
geoffrey geoff; jennifer jen jenny; jessica jess; john jack johnny jon; jonathan jon; joseph joe joey; joshua josh;
katherine kate kathy katie catherine cathy kathryn; kenneth ken kenny; lawrence larry laurence; leonard len leo;
margaret maggie meg peggy; matthew matt; michael mike mick mikey mikhail; mohammed mohamed muhammad mohammad mohamad;
nancy nan; nathaniel nate nathan nat; nicholas nick nicolas; nikolai nikolay; patricia pat patty trish; patrick pat
paddy; peter pete pyotr; philip phil phillip; raymond ray; rebecca becky; richard rick dick rich ricky; robert bob
rob bobby robbie; ronald ron ronnie; samuel sam sammy; samantha sam; sergei sergey serge; stephen steve steven stefan;
susan sue susie; theodore ted theo; thomas tom tommy; timothy tim; victor viktor; vincent vince vinny; volodymyr
vladimir; walter walt wally; william bill will billy; xavier javier; yuri yury iurii; zachary zach zack; hillary hilary
"""
NICKNAMES: tuple[frozenset[str], ...] = tuple(frozenset(g.split()) for g in _NICKNAMES.split(";") if g.strip())
"""Groups of given names, lower case, any two of which may name one person."""

_MALE = """
james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald
steven stephen paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary
nicholas eric jonathan larry justin scott brandon benjamin samuel gregory alexander patrick frank raymond jack dennis
jerry tyler aaron jose adam nathan henry peter kyle douglas zachary walter harold jeremy carl keith roger arthur
lawrence joe juan bill bob tom jim mike steve tim ted ben dan sam max leo hugo oscar vladimir sergei ivan dmitry boris
mikhail nikolai yuri viktor igor oleg pavel andrei mohammed ahmed ali hassan omar ibrahim abdul khalid carlos luis
pedro miguel antonio manuel francisco diego pierre jean jacques francois emmanuel nicolas hans klaus jurgen wolfgang
stefan giovanni marco paolo mario silvio luca karl lars erik sven narendra rahul barack bernie mitt rand rick ron rudy
al jeb marco bashar recep kofi nelson tony gordon alan ian neil simon graham nigel stuart colin derek trevor geoffrey
martin philip phil craig chad doug greg jeff ken kim-jong fred harry louis roy russell ralph bruce wayne albert howard
"""
_FEMALE = """
mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley
kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen
amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet
catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith
megan andrea cheryl hannah jacqueline martha gloria teresa ann anne sara madison frances kathryn janice jean alice
abigail sophia grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte
marie kayla alexis lori hillary melania ivanka michelle ursula theresa angela nikki kamala nancy condoleezza tulsi
natalia olga svetlana irina tatiana elena fatima aisha leila yasmin priya indira benazir claire chelsea monica rosa
lucia carmen paola giulia ingrid astrid greta margrethe kellyanne megyn gabrielle naomi erin tina jill jane kate lucy
"""
MALE_NAMES = frozenset(_MALE.split())
FEMALE_NAMES = frozenset(_FEMALE.split())
GIVEN_NAMES = MALE_NAMES | FEMALE_NAMES | frozenset().union(*NICKNAMES)
"""Common given names, lower case: evidence that a capitalised run is a person's name, and of the person's sex."""
