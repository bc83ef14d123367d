//! The words of each language that turn a sentence round, tie it to a condition, put it in doubt or say how binding
//! it is. A word stands here if the grammar named with its table treats it as such; names of parts of speech and
//! rarer words are left out.

use crate::script::Script;

use super::{ADVICE, CONDITION, CONTRAST, DOUBT, NEGATION, OBLIGATION, POSSIBILITY, Turns};

/// The words of one language. Words are in small letters, with straight apostrophes, and separated by spaces; `_`
/// joins the words of a phrase, `*` stands for any letters at the beginning or end of a word.
pub struct Table {
    /// The primary tag of the language (BCP 47).
    pub tag: &'static str,
    /// The scripts by which it is told: those of its letters, and of Japanese its kana.
    pub scripts: &'static [Script],
    /// What each group of words does.
    pub words: &'static [(Turns, &'static str)],
    /// The same for languages whose words are not told apart by spaces: found within the text, the longest first.
    pub pieces: &'static [(Turns, &'static str)],
    /// Longer words in which a piece means something else.
    pub others: &'static str,
    /// Words that may stand between what negates and what it negates: verbs that help others, and their signs.
    pub between: &'static str,
    /// Whether it is asked where a text's language is not known: one of few languages whose words seldom mean
    /// something else in another language of the script.
    pub known: bool,
    /// Whether what negates stands behind the verb, so that a quotation can end right before it.
    pub behind: bool,
}

const NONE: Table = Table {
    tag: "",
    scripts: &[Script::Latin],
    words: &[],
    pieces: &[],
    others: "",
    between: "",
    known: false,
    behind: false,
};

/// `unless` and its like: a condition that negates.
const UNLESS: Turns = NEGATION.with(CONDITION);

/// All tables.
pub const TABLES: &[Table] = &[
    // Huddleston and Pullum, The Cambridge Grammar of the English Language, chapters 3 (modality), 8 and 9 (negation).
    Table {
        tag: "en",
        words: &[
            (
                NEGATION,
                "not non no never none nor neither nobody nothing nowhere cannot *n't without no_longer by_no_means refus* fail fails failed reject*   prohibit* forbid* forbad* \
                 forbidden far_from anything_but",
            ),
            (UNLESS, "unless except excepting lest save_for other_than"),
            (CONDITION, "if only provided providing merely solely on_condition in_case as_long_as so_long_as"),
            (CONTRAST, "against but however"),
            (
                DOUBT,
                "allegedly supposedly hardly scarcely barely rarely seldom purportedly reportedly falsely false wrongly wrong untrue incorrectly mistakenly \
                 alleg* purport* so_called doubt* deny denies denied denying denial denials myth lie lies fake pretend* \
                 impossible impossibly",
            ),
            (OBLIGATION, "must shall have_to has_to had_to required obliged will"),
            (ADVICE, "should ought recommended"),
            (POSSIBILITY, "may might can could perhaps possibly maybe probably likely"),
        ],
        others: "no_#",
        between: "be been being to have had",
        known: true,
        ..NONE
    },
    // Grevisse and Goosse, Le bon usage, on negation and on conditional clauses.
    Table {
        tag: "fr",
        words: &[
            (
                NEGATION,
                "ne n' pas jamais aucun aucune aucuns aucunes sans rien ni nul nulle nullement guère personne nulle_part \
                 non plus_jamais refus* interdi* rejet*   aucunement",
            ),
            (UNLESS, "sauf hormis excepté à_moins"),
            (CONDITION, "si s'il s'ils seulement pourvu à_condition uniquement"),
            (CONTRAST, "contre mais cependant toutefois pourtant néanmoins"),
            (
                DOUBT,
                "faussement faux rarement à_peine fausse fausses prétendument soi_disant prétendu* allégu* doute* nie nient démen* tort \
                 erroné* mensong* supposé*",
            ),
            (OBLIGATION, "doit doivent devra devront faut faudra obligé* tenu tenus"),
            (ADVICE, "devrait devraient faudrait"),
            (POSSIBILITY, "peut peuvent pourra pourront pourrait pourraient probablement"),
        ],
        between: "être été avoir eu à de",
        others: "toute_personne une_personne la_personne chaque_personne cette_personne sa_personne",
        known: true,
        ..NONE
    },
    // Duden, Die Grammatik, on negation, on modal verbs and on conditional clauses.
    Table {
        tag: "de",
        words: &[
            (
                NEGATION,
                "nicht kein keine keinen keiner keines keinem nie niemals nichts niemand niemanden niemandem nirgends \
                 nirgendwo weder ohne kaum keinesfalls keineswegs mitnichten nimmer abgelehnt ablehn* lehn* verbot* \
                 verbiet* untersag* verweiger*   keinerlei",
            ),
            (UNLESS, "außer ausser ausgenommen es_sei_denn"),
            (CONDITION, "wenn falls sofern nur lediglich bloß vorausgesetzt"),
            (CONTRAST, "gegen aber jedoch sondern"),
            (
                DOUBT,
                "angeblich* vermeintlich* selten schwerlich fälschlich* falsch falsche falschen falscher falsches irrig* bestreit* leugne* \
                 zweifel* sogenannt* vorgeblich* unwahr* zu_unrecht",
            ),
            (OBLIGATION, "muss müssen muß soll sollen hat_zu haben_zu wird werden"),
            (ADVICE, "sollte sollten müsste müssten"),
            (POSSIBILITY, "kann können könnte könnten darf dürfen dürfte mag mögen möglicherweise vielleicht"),
        ],
        behind: true,
        known: true,
        ..NONE
    },
    // Real Academia Española, Nueva gramática de la lengua española, chapters 47 (conditional clauses) and 48 (negation).
    Table {
        tag: "es",
        words: &[
            (
                NEGATION,
                "no nunca jamás sin ni ningún ninguna ninguno nada nadie tampoco rechaz* niega niegan negó negar negaron prohib* \
                   apenas lejos_de",
            ),
            (UNLESS, "salvo excepto a_menos"),
            (CONDITION, "si solo sólo solamente únicamente siempre_que con_tal"),
            (CONTRAST, "contra pero sino embargo obstante"),
            (
                DOUBT,
                "falsamente falso falsa supuestamente raramente supuest* presunt* duda dudas dudan dudoso* desmient* erróne* mentira pretendid* \
                 equivocadamente",
            ),
            (OBLIGATION, "debe deben deberá deberán tiene_que tienen_que"),
            (ADVICE, "debería deberían"),
            (POSSIBILITY, "puede pueden podrá podrán podría podrían quizá quizás acaso probablemente"),
        ],
        between: "ser sido estar haber a",
        known: true,
        ..NONE
    },
    // Serianni, Grammatica italiana.
    Table {
        tag: "it",
        words: &[
            (NEGATION, "non mai né senza nessun nessuno nessuna niente nulla neanche nemmeno neppure rifiut* vieta*"),
            (UNLESS, "tranne eccetto salvo a_meno"),
            (CONDITION, "soltanto solo solamente purché qualora"),
            (CONTRAST, "contro ma tuttavia però"),
            (DOUBT, "falsamente falso falsa presunt* asserit* dubbi* nega negano erroneamente sedicente"),
            (OBLIGATION, "deve devono dovrà dovranno"),
            (ADVICE, "dovrebbe dovrebbero"),
            (POSSIBILITY, "può possono potrà potranno potrebbe potrebbero forse"),
        ],
        ..NONE
    },
    // Cunha and Cintra, Nova gramática do português contemporâneo.
    Table {
        tag: "pt",
        words: &[
            (NEGATION, "não nem sem nunca jamais nenhum nenhuma ninguém nada tampouco recus* proíb* proib*"),
            (UNLESS, "exceto salvo a_menos"),
            (CONDITION, "apenas só somente desde_que"),
            (CONTRAST, "contra mas porém contudo todavia"),
            (DOUBT, "falsamente falso falsa suposto supostamente alegad* duvid* nega negam erroneamente"),
            (OBLIGATION, "deve devem deverá deverão"),
            (ADVICE, "deveria deveriam"),
            (POSSIBILITY, "pode podem poderá poderão poderia poderiam talvez"),
        ],
        ..NONE
    },
    // Algemene Nederlandse Spraakkunst.
    Table {
        tag: "nl",
        words: &[
            (NEGATION, "niet geen nooit niemand niets nergens zonder nauwelijks weiger* verbied* verbod*"),
            (UNLESS, "tenzij behalve"),
            (CONDITION, "indien mits alleen slechts"),
            (CONTRAST, "tegen maar echter"),
            (DOUBT, "vermeend* zogenaamd* valselijk onterecht ontken* twijfel*"),
            (OBLIGATION, "moet moeten zal zullen"),
            (ADVICE, "zou zouden"),
            (POSSIBILITY, "kan kunnen mag mogen misschien"),
        ],
        behind: true,
        ..NONE
    },
    Table {
        tag: "sv",
        words: &[
            (NEGATION, "inte ej ingen inget inga aldrig utan icke"),
            (CONDITION, "ifall bara endast"),
            (CONTRAST, "men"),
        ],
        behind: true,
        ..NONE
    },
    Table {
        tag: "da",
        words: &[(NEGATION, "ikke ingen intet aldrig uden"), (CONDITION, "hvis kun"), (CONTRAST, "men")],
        behind: true,
        ..NONE
    },
    Table {
        tag: "no",
        words: &[(NEGATION, "ikke ingen intet aldri uten"), (CONDITION, "hvis bare kun"), (CONTRAST, "men")],
        behind: true,
        ..NONE
    },
    Table {
        tag: "fi",
        words: &[(NEGATION, "ei en et emme ette eivät älä ilman"), (CONDITION, "jos vain"), (CONTRAST, "mutta")],
        ..NONE
    },
    Table {
        tag: "pl",
        words: &[
            (NEGATION, "nie nigdy bez żaden żadna żadne nikt nic ani"),
            (CONDITION, "jeśli jeżeli tylko chyba_że"),
            (CONTRAST, "ale"),
        ],
        ..NONE
    },
    Table {
        tag: "cs",
        words: &[
            (NEGATION, "ne není nejsou nikdy bez žádný žádná žádné nikdo nic ani"),
            (CONDITION, "jestliže pokud jen pouze"),
            (CONTRAST, "ale"),
        ],
        ..NONE
    },
    Table {
        tag: "hu",
        words: &[(NEGATION, "nem ne sem nincs soha nélkül senki semmi"), (CONDITION, "ha csak"), (CONTRAST, "de")],
        ..NONE
    },
    Table {
        tag: "ro",
        words: &[
            (NEGATION, "nu n_a n_au niciodată fără nici niciun nicio nimeni nimic"),
            (CONDITION, "dacă numai"),
            (CONTRAST, "dar"),
        ],
        ..NONE
    },
    Table {
        tag: "tr",
        words: &[
            (NEGATION, "değil* yok* hiç hiçbir asla olmadan"),
            (CONDITION, "eğer yalnızca sadece ancak"),
            (CONTRAST, "ama fakat"),
        ],
        behind: true,
        ..NONE
    },
    Table {
        tag: "vi",
        words: &[(NEGATION, "không chưa chẳng chớ đừng"), (CONDITION, "nếu chỉ trừ"), (CONTRAST, "nhưng")],
        ..NONE
    },
    Table {
        tag: "id",
        words: &[
            (NEGATION, "tidak bukan tanpa belum jangan tak"),
            (CONDITION, "jika hanya kecuali"),
            (CONTRAST, "tetapi"),
        ],
        ..NONE
    },
    // Русская грамматика (Академия наук СССР, 1980), on negation and on conditional conjunctions.
    Table {
        tag: "ru",
        scripts: &[Script::Cyrillic],
        words: &[
            (
                NEGATION,
                "не нет ни никогда без никак* ничего ничто ничем никто никого никому нигде нельзя отнюдь едва вряд отказ* \
                 отрица* отверг* запре*   вместо невозможно",
            ),
            (UNLESS, "кроме исключением"),
            (CONDITION, "если только лишь исключительно при_условии"),
            (CONTRAST, "против но однако"),
            (DOUBT, "якобы ложно редко мнимо ложный ложная неверно ошибочно мнимый мнимая сомн* будто неправда лож*"),
            (OBLIGATION, "должен должна должно должны обязан* необходимо"),
            (ADVICE, "следует следовало"),
            (POSSIBILITY, "может могут мог могли можно возможно вероятно"),
        ],
        known: true,
        ..NONE
    },
    Table {
        tag: "uk",
        scripts: &[Script::Cyrillic],
        words: &[
            (NEGATION, "не ні ніколи без жоден жодна жодного ніхто ніщо нічого немає"),
            (UNLESS, "крім окрім"),
            (CONDITION, "якщо тільки лише хоча"),
            (CONTRAST, "проти але проте однак"),
            (DOUBT, "нібито хибно помилково"),
        ],
        ..NONE
    },
    Table {
        tag: "bg",
        scripts: &[Script::Cyrillic],
        words: &[(NEGATION, "не няма никога без никой нищо нито"), (CONDITION, "ако само освен"), (CONTRAST, "но")],
        ..NONE
    },
    Table {
        tag: "sr",
        scripts: &[Script::Cyrillic],
        words: &[(NEGATION, "не није нису никад без нико ништа ни"), (CONDITION, "ако само осим"), (CONTRAST, "али")],
        ..NONE
    },
    Table {
        tag: "el",
        scripts: &[Script::Greek],
        words: &[
            (NEGATION, "δεν μην όχι ποτέ χωρίς κανένας καμία κανένα τίποτα ούτε μη"),
            (CONDITION, "αν εάν μόνο εκτός"),
            (CONTRAST, "αλλά όμως"),
        ],
        known: true,
        ..NONE
    },
    // Ryding, A Reference Grammar of Modern Standard Arabic, on negation and exception.
    Table {
        tag: "ar",
        scripts: &[Script::Arabic],
        words: &[
            (
                NEGATION,
                "لا لم لن ليس ليست ليسوا لست غير بدون دون عدم كلا أبدا قط يرفض ترفض رفض رفضت يمنع يحظر حظر نفى بلا",
            ),
            (UNLESS, "إلا سوى عدا باستثناء"),
            (CONDITION, "إذا لو إن_لم لولا بشرط فقط مالم رغم طالما شريطة"),
            (CONTRAST, "ضد لكن ولكن لكنه لكنها"),
            (DOUBT, "زعم يزعم بالكاد قلما نادرا زعما تزعم مزعوم المزعوم كذب كذبا باطل خطأ الخطأ زورا يزعمون ادعى يدعي"),
            (OBLIGATION, "يجب ينبغي يتعين لابد"),
            (POSSIBILITY, "يمكن يجوز قد ربما"),
        ],
        known: true,
        ..NONE
    },
    Table {
        tag: "fa",
        scripts: &[Script::Arabic],
        words: &[
            (NEGATION, "نه نیست نیستند بدون هیچ هرگز نمی* نخواهد نباید"),
            (CONDITION, "اگر فقط مگر"),
            (CONTRAST, "اما ولی"),
        ],
        ..NONE
    },
    Table {
        tag: "ur",
        scripts: &[Script::Arabic],
        words: &[(NEGATION, "نہیں نہ مت بغیر"), (CONDITION, "اگر صرف مگر"), (CONTRAST, "لیکن")],
        behind: true,
        ..NONE
    },
    Table {
        tag: "he",
        scripts: &[Script::Hebrew],
        words: &[(NEGATION, "לא אין בלי אף אינו אינה אינם מעולם"), (CONDITION, "אם רק אלא"), (CONTRAST, "אבל")],
        known: true,
        ..NONE
    },
    Table {
        tag: "hi",
        scripts: &[Script::Devanagari],
        words: &[(NEGATION, "नहीं न मत बिना कभी_नहीं"), (CONDITION, "यदि अगर केवल सिर्फ"), (CONTRAST, "लेकिन")],
        known: true,
        ..NONE
    },
    Table {
        tag: "bn",
        scripts: &[Script::Bengali],
        words: &[(NEGATION, "না নয় নেই নি ছাড়া"), (CONDITION, "যদি শুধু"), (CONTRAST, "কিন্তু")],
        behind: true,
        ..NONE
    },
    // 국립국어원, 외국인을 위한 한국어 문법, on negation.
    Table {
        tag: "ko",
        scripts: &[Script::Hangul],
        words: &[
            (
                NEGATION,
                "*않* *없* 아니* 아닌* 비 아닙* 아님* 안 못* 말라* 마라* 마십시오* 말아야* 말고 금지* 거부* 결코 전혀 불가* \
                 반대* 부인*",
            ),
            (UNLESS, "제외하고 제외한 제외하면"),
            (
                CONDITION,
                "만약 만일 다만 *뿐만 *뿐 오직 오로지 경우에만 조건* *으면 *하면 *지면 *되면 *오면 *가면 *라면 *다면 *이면",
            ),
            (CONTRAST, "그러나 하지만 *지만"),
            (DOUBT, "거짓* 허위* 자칭 좀처럼 잘못* 이른바 소위 틀렸* 틀린"),
            (OBLIGATION, "*해야 *하여야 의무*"),
            (POSSIBILITY, "아마 *수도 가능*"),
        ],
        behind: true,
        known: true,
        ..NONE
    },
    // 吕叔湘, 现代汉语八百词.
    Table {
        tag: "zh",
        scripts: &[Script::Han],
        pieces: &[
            (
                NEGATION,
                "不 没 沒 没有 沒有 绝不 絕不 从不 從不 并非 並非 难以 難以 无 無 非 未 勿 莫 别 別 否 禁止 拒绝 拒絕",
            ),
            (UNLESS, "除非 除了 除外"),
            (CONDITION, "如果 倘若 假如 若非 只有 只能 仅 僅 唯 只要 前提"),
            (CONTRAST, "但 然而 可是"),
            (DOUBT, "据称 據稱 谎言 謊言 假的 很少 所谓 所謂 虚假 虛假 错误 錯誤 谎称 謊稱 怀疑 懷疑 声称 聲稱"),
            (OBLIGATION, "必须 必須 应当 應當 应该 應該"),
            (POSSIBILITY, "可以 可能 也许 也許 或许 或許 能够 能夠"),
        ],
        others: "特别 特別 区别 區別 分别 分別 级别 級別 类别 類別 性别 性別 个别 個別 识别 識別 辨别 辨別 差别 差別 告别 告別 非洲 非常 除非 \
                 莫斯科 未来 未來 无线 無線 无锡 無錫 是否 能否 不断 不斷 不同 不少 不久 不论 不論 不管",
        between: "得 能 会 會 应 應 应当 應當 应该 應該 可 可以 可能 能够 能夠 必 须 須 需 许 許 允许 允許 准 准许 准許 要 是 再 曾 经 經 敢 肯 愿 願",
        known: true,
        ..NONE
    },
    // 日本語記述文法研究会, 現代日本語文法 3, on polarity.
    Table {
        tag: "ja",
        scripts: &[Script::Hiragana, Script::Katakana],
        pieces: &[
            (
                NEGATION,
                "ない なく なけれ なかっ ません まい せず らず れず わず えず けず めず べず 得ず きず いず ざる らぬ せぬ れぬ ならぬ 決して 禁止 まったく 全く \
                 拒否 否定 ではな 無効",
            ),
            (UNLESS, "除き 除いて 除く 以外"),
            (
                CONDITION,
                "もし ただし 場合 れば えば けば せば てば ねば めば げば べば なら 別で 但し 限り のみ だけ ならば",
            ),
            (CONTRAST, "しかし だが たが、 いが、 うが、 るが、"),
            (DOUBT, "誤って 誤り 偽 自称 めったに 嘘 虚偽 いわゆる 間違"),
            (OBLIGATION, "べき 義務"),
            (POSSIBILITY, "かもしれ 可能 できる できよう"),
        ],
        others: "例えば たとえば いえば 少ない 少なく 少なか わずか わずら いずれ 危ない つなが いずみ",
        behind: true,
        known: true,
        ..NONE
    },
    Table {
        tag: "th",
        scripts: &[Script::Thai],
        pieces: &[(NEGATION, "ไม่ ห้าม มิ อย่า ปราศจาก"), (CONDITION, "ถ้า หาก เว้นแต่ เท่านั้น"), (CONTRAST, "แต่")],
        known: true,
        ..NONE
    },
];
