"""The words of bylines in many languages: what announces a name, what tells a role, what names an organisation.

Tables only, in lower case.
"""

from __future__ import annotations


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


def _phrases(table: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in table.split(","))


ANNOUNCED = (
    r"(?:(?:(?:re)?written|words|story|stories|text|posted|published|reported|reporting|article|opinion|analysis"
    r"|comment|commentary|column|essay|review|interview|guest post|guest column|created|submitted|compiled|edited"
    r"|a (?:story|report|review|column)|exclusive|special report|photography|video|author"
    r"|words and (?:photos|pictures))s? by\b:?"
    r"|(?:reporter|author|writer|byline|journalist|words|text|story|reporting|interview|gespräch|by)s? ?[:：]|by\b"
    r"|(?:(?:ein(?:e[nr]?)?|der|die|das)\s)?(?:\w{0,20}(?:analyse|kommentar|artikel|bericht|beitrag|interview|reportage"
    r"|kolumne|essay|porträt|rezension|meldung|text)\s)?(?:geschrieben |verfasst )?vo[nm]\b:?"
    r"|(?:autor(?:in|en|innen|es|a|as)?|text|von|verfasser(?:in)?|redaktion) ?[:：]|aus .{3,20} berichtet\b"
    r"|(?:propos recueillis |publié |écrit |rédigé |un article |article |texte |posté )?par\b:?"
    r"|(?:auteur|texte|par) ?[:：]"
    r"|un (?:texte|article|reportage|récit) de\b"
    r"|(?:escrito |publicado |redactado |texto |una? (?:crónica|reportaje|artículo) )?por\b:?"
    r"|(?:texto|redacción|por|autoría) ?[:：]"
    r"|(?:a cura |scritto |pubblicato |articolo )d[ia]\b:?|di\b|(?:autore|testo|di) ?[:：]"
    r"|(?:geschreven )?door\b:?|(?:auteur|tekst|door) ?[:：]|(?:skrevet |skriven |tekst )?a[vf]\b:?"
    r"|(?:tekst|text|av|af|journalist|skribent) ?[:：]|(?:autor|tekst|opracował(?:a)?|oprac\.) ?[:：]?"
    r"|(?:teksti|kirjoittaja|toimittaja) ?[:：]|(?:yazar|yazan|haber|haberi hazırlayan|muhabir) ?[:：]"
    r"|(?:автор|авторы|текст|подготовил(?:а)?|автори) ?[:：]?|szerző ?[:：]|(?:autor|text|napsal) ?[:：]"
    r"|(?:文|글|記者|记者|기자) ?[:：/／]|(?:作者|撰文|筆者|執筆|取材・文|著者)[ :：/／]"
    r"|de (?:notre|nos) .{5,40}? ?[:,])"
)
"""What announces the names that follow it; a regex for the start of a line."""

PARTICLES = _words(
    """de del della delle dei degli di da das dos do du des d la le las los el al van von vom der den ten ter te zu zum
    zur bin ibn bint ben abu abd al- el- y e i o san af av auf und 't ' mac mc st st. ap ou"""
)
"""Words in lower case inside a name."""

SUFFIXES = _words("jr jr. sr sr. ii iii iv junior senior filho neto")
"""What belongs to the name before the comma."""

DEGREES = _words(
    """phd ph.d ph.d. md m.d. m.d ma mba esq esq. rn cpa mp frcs facp dds dvm jd j.d. msc mph rd rdn lcsw edd mbe obe
    cbe np pharmd do cfp cfa"""
)

ROLES = _words(
    """editor reporter correspondent writer journalist columnist producer contributor contributors director analyst
    engineer officer dietitian gardener
    photographer photojournalist author blogger critic commentator bureau chief editor-in-chief co-founder founder
    ceo cto president professor lecturer fellow researcher expert specialist manager coordinator strategist intern
    trainee copywriter educator horticulturist horticulturalist presenter anchor host economist scientist
    psychologist attorney therapist consultant redakteur redakteurin redaktorin redaktor korrespondent
    korrespondentin journalistin autorin reporterin volontär volontärin chefredakteur chefredakteurin ressortleiter
    ressortleiterin leiterin leiter rechtsanwalt rechtsanwältin
    kolumnist kolumnistin gastautor gastautorin herausgeber chefredaktor journaliste
    correspondant correspondante rédacteur rédactrice reporter envoyé envoyée chroniqueur chroniqueuse éditorialiste
    redactor redactora periodista corresponsal editora editor enviado enviada columnista director directora
    giornalista corrispondente inviato inviata redattore redattrice direttore caporedattore editorialista jornalista
    repórter correspondente colunista redatora redator estagiário estagiária redacteur verslaggever verslaggeefster
    correspondent hoofdredacteur medewerker journalist redaktør redaktör reporter korrespondent kommentator skribent
    toimittaja uutispäällikkö kirjeenvaihtaja dziennikarz dziennikarka redaktor redaktorka korespondent muhabir
    muhabiri gazeteci yazar editör editörü журналист журналистка корреспондент редактор обозреватель автор
    кореспондент журналістка"""
)
"""Nouns of professions in bylines; what is also a common surname is left out."""

CALLINGS = r"(?: ?(?:記者|記者団|论说委员|編集委員|编辑|記者会|기자|특파원|선임기자|논설위원))+$"
"""Professions that Chinese, Japanese and Korean write behind a name; a regex."""

ROLE_STARTS = _words(
    """senior deputy chief associate assistant staff political politics business sports sport health science education
    environment environmental home foreign diplomatic economics economic technology tech consumer crime legal royal
    showbiz entertainment travel transport social media digital news managing executive special investigative
    investigations national international global world european asia africa us uk ap breaking data features
    lifestyle opinion arts culture film music books food money property personal finance financial markets energy
    climate defence defense security religion community local regional city night weekend audience print online web
    video contributing guest freelance former lead principal content head vice master general our the leitender
    leitende stellvertretender stellvertretende freier freie politischer grand envoyé notre nuestra nuestro chef"""
)
"""Words that begin a role, between a name and the noun of the profession."""

ORGANISATIONS = _phrases(
    """reuters, associated press, the associated press, ap, afp, agence france-presse, agence france presse, dpa, epa,
    efe, agencia efe, ansa, apa, pa, pa media, press association, the press association, upi, tass, interfax,
    xinhua, kyodo, kyodo news, jiji, jiji press, yonhap, pti, ani, ians, aap, australian associated press, canadian
    press, the canadian press, bloomberg, bloomberg news, belga, anp, ntb, ritzau, tt, stt, pap, ctk, čtk, mti,
    lusa, sid, kna, epd, ats, sda, keystone-sda, europa press, anadolu, anadolu agency, aa, dha, iha, afp-jiji, bbc,
    bbc news, bbc sport, cnn, fox news, nbc news, abc news, cbs news, sky news, npr, usa today, deutsche
    presse-agentur, ap news, wam, irna, kcna, ria novosti, риа новости, тасс, рейтер, унян, укринформ,
    共同通信, 時事通信, 时事, 新华社, 中新社, 路透社, 法新社, 연합뉴스, 뉴시스, 뉴스1,
    business wire, pr newswire, globenewswire, the conversation"""
)
"""Agencies and the outlets most often written behind a reporter's name."""

ORGANISATION_WORDS = _words(
    """staff newsroom newsdesk desk team editors editorial board bureau agency agencies press news times post journal
    tribune herald observer gazette chronicle courier magazine media network radio tv television wire wires newswire
    service services insider today daily weekly online digital studio productions foundation institute university
    college association society council committee ministry department group company corporation inc inc. ltd ltd.
    llc gmbh ag contributors correspondents reporters writers partners solutions review report newspapers
    program programme project initiative hospital clinic lab store shop kitchens museum
    amt bank stadt gemeinde landkreis polizei feuerwehr partei bistum sekretariat klub verwaltung redaktion
    onlineredaktion redaktionsteam zeitung nachrichten presse agentur agenturen rundfunk verlag verband verein
    stiftung universität institut bundesministerium newsteam rédaction agence agences journal redacción agencia
    agencias redazione agenzia agenzie redação agência agências redactie persbureau redaksjonen redaktionen
    redaktionens redaktionel toimitus redakcja redakce agencja agentura szerkesztőség redacția haber merkezi servisi
    ajansı ajans gazetesi редакция редакції агентство новости служба
    編集部 取材班 新聞 通信 通信社 通讯社 編輯部 编辑部 本社 뉴스 편집국 신문"""
)
"""Words that make a name one of an organisation."""

ARTICLES = _words("the les die das der los las")
"""Articles that begin the names of outlets and not of persons."""

NOT_NAMES = _phrases(
    """admin, administrator, author, authors, autor, autoren, auteur, auteurs, autore, by, von, par, por, unknown,
    guest, name, about the author, about the authors, share, follow, view profile, more posts, advertisement, print,
    contact, comments, email, twitter, facebook, linkedin, instagram, whatsapp, none, null, undefined, n/a, no
    author, webmaster, user, superuser, writer, edit, posted, published, updated, profile, bio, and, und, et,
    others, und andere, veröffentlicht, verfasst, erstellt, publiziert, publié, publicado, pubblicato, gepubliceerd,
    opublikowano, subscribe, sponsored, root, test, default, byline, see all, read more, weiter, mehr"""
)
"""What stands in a byline's element and is nobody's name."""

TAILS = (
    r"(?:abgelegt unter|filed under|posted in|(?:last )?updated|(?:first )?(?:published|posted)(?! by)|modified"
    r"|(?:photograph|illustration|photo|graphic|image)"
    r"(?:s|y)?(?: by\b| ?[:：])|(?:photos|fotos?|video|bild|bilder|zdjęcia|фото|写真)(?: (?:by|von|de|par)\b| ?[:：])"
    r"|edit(?:ed|ing) by|fact[- ]checked|(?:\w+ally |legally |expert )?reviewed by|translated|additional reporting"
    r"|aktualisiert|veröffentlicht am|publiziert am|publié(?:e)? (?:le|il)|mis(?:e)? à jour|actualizad[oa]"
    r"|publicado (?:el|em|às)|aggiornato|pubblicato (?:il|alle)|gepubliceerd op|follow\b|view (?:more|all|profile|bio"
    r"|author|full)|see (?:more|all)|more (?:articles|posts|from|by|stories|about)|read (?:more|full|next)"
    r"|show (?:more|bio)|about (?:the )?authors?|author[’']?s profile|all (?:posts|articles|stories)"
    r"|share(?: this| on)?\b|\d* ?min(?:ute)?s? read|subscribe\b|\d+ ?(?:comments?|kommentare?)\b"
    r"|(?:comments|kommentare)\b"
    r"|(?:exclusively )?for (?-i:[A-Z])|für (?-i:[A-ZÄÖÜ])|special to |im auftrag|contact\b|e-?mail\b)"
)
"""What ends the names: notes on the text, the pictures, and the page's buttons; a regex."""

NOT_PERSONS = _words(
    """all posts post article articles view news more read sign log login top stories story related most popular
    latest share comments comment about us privacy policy terms world politics business sport sports opinion
    culture home menu search subscribe newsletter photo photos video videos watch listen live breaking exclusive
    analysis podcast contact cookies advertisement follow free trial skip content main back next previous
    minister president prime secretary general chief states kingdom union republic party house court council
    white black friday monday street city county park island river january february march april june july august
    september october november december spring summer autumn winter christmas easter day week month year morning
    evening night war crisis election deal market markets climate change health science tech technology money
    travel style food life entertainment weather games quiz crossword games special report editorial editor's
    pick picks trending recommended this what why how who when where your our my the an and mehr lesen anmelden
    impressum datenschutz kommentare startseite politik wirtschaft kultur wissen meinung panorama lire aussi
    accueil économie société santé leer más inicio economía cultura deportes política leggi anche cronaca
    economia esteri sociedade notícias meer lezen nieuws binnenland buitenland nyheter läs mer les også les mer
    sporten новости политика экономика спорт haberler ekonomi siyaset spor"""
)
"""Words of headings, sections and buttons: a short line with one of them is no bare name."""
