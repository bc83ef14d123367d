//! The language of a text: by its script where that settles it, else by its words.

use crate::script::{self, Script};

/// The BCP 47 tag of a text's language, when it can be told.
pub(super) fn detect<'a>(texts: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut sample = String::new();
    for text in texts {
        sample.push_str(text);
        sample.push('\n');
        if sample.len() > 20_000 {
            break;
        }
    }
    let (mut han, mut kana, mut hangul, mut letters) = (0usize, 0usize, 0usize, 0usize);
    let (mut simplified, mut traditional) = (0usize, 0usize);
    for c in sample.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        match script::of(c) {
            Script::Hiragana | Script::Katakana => kana += 1,
            Script::Hangul => hangul += 1,
            Script::Han => {
                han += 1;
                simplified += usize::from(SIMPLIFIED.contains(c));
                traditional += usize::from(TRADITIONAL.contains(c));
            }
            _ => {}
        }
    }
    if letters < 20 {
        return None;
    }
    if kana * 20 > letters && kana * 8 > han {
        return Some("ja".to_owned());
    }
    if hangul * 4 > letters {
        return Some("ko".to_owned());
    }
    if han * 4 > letters {
        let tag = match (simplified, traditional) {
            (s, t) if s >= 3 && s > t * 8 => "zh-Hans",
            (s, t) if t >= 3 && t > s * 8 => "zh-Hant",
            _ => "zh",
        };
        return Some(tag.to_owned());
    }
    let info = whatlang::detect(&sample)?;
    (info.confidence() > 0.2 || letters > 400).then(|| tag(info.lang()))
}

/// Characters that only the simplified script uses, and those only the traditional one does.
const SIMPLIFIED: &str = "们这国说时会对发过还没动样种为个来学后进问题开关现实经让马语东车长门间见话计边给应该点权网络规则议际战军争办务头认识产业员报导华两严乐习书买亲从众优传伤价体余儿党兰兴养写农冲决净减几凤击刘创别删刚剂剧劝协单卖卫历压厅厉县参双变叶号吗听启员呜园围圆圣场坏块坚坛坝处备复够夺奋奖妇妈";
const TRADITIONAL: &str = "們這國說時會對發過還沒動樣種為個來學後進問題開關現實經讓馬語東車長門間見話計邊給應該點權網絡規則議際戰軍爭辦務頭認識產業員報導華兩嚴樂習書買親從眾優傳傷價體餘兒黨蘭興養寫農衝決淨減幾鳳擊劉創別刪剛劑劇勸協單賣衛歷壓廳厲縣參雙變葉號嗎聽啟員嗚園圍圓聖場壞塊堅壇壩處備復夠奪奮獎婦媽";

fn tag(lang: whatlang::Lang) -> String {
    use whatlang::Lang;
    let tag = match lang {
        Lang::Eng => "en",
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Nld => "nl",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Bel => "be",
        Lang::Bul => "bg",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Est => "et",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Ell => "el",
        Lang::Tur => "tr",
        Lang::Ara => "ar",
        Lang::Pes => "fa",
        Lang::Urd => "ur",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Ben => "bn",
        Lang::Vie => "vi",
        Lang::Tha => "th",
        Lang::Ind => "id",
        Lang::Cat => "ca",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Kat => "ka",
        Lang::Hye => "hy",
        other => other.code(),
    };
    tag.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_script_or_words() {
        for (text, want) in [
            ("The committee met on Tuesday and decided that nothing more could be done about it.", "en"),
            ("Der Ausschuss trat am Dienstag zusammen und beschloss, dass man nichts mehr tun könne.", "de"),
            ("Комитет собрался во вторник и решил, что больше ничего нельзя сделать.", "ru"),
            ("اجتمعت اللجنة يوم الثلاثاء وقررت أنه لا يمكن فعل أي شيء آخر بهذا الشأن.", "ar"),
            ("委员会于星期二举行会议，决定对此问题不再进行讨论，这是为了让大家有更多时间。", "zh-Hans"),
            ("委員會於星期二舉行會議，決定對此問題不再進行討論，這是為了讓大家有更多時間。", "zh-Hant"),
            ("委員会は火曜日に会議を開き、この問題についてこれ以上議論しないことを決めた。", "ja"),
            ("위원회는 화요일에 회의를 열고 이 문제에 대해 더 이상 논의하지 않기로 결정했다.", "ko"),
        ] {
            assert_eq!(detect(std::iter::once(text)).as_deref(), Some(want), "{text}");
        }
        assert_eq!(detect(std::iter::once("123")), None);
    }
}
