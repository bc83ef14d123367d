//! Bytes to text: UTF-8 as a rule, and what older files come in; what is no text is said to be none.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::path::SitePath;
use crate::report::faults::{BinaryKind, FileBinary, FileEncoding};
use crate::report::{Checked, Diagnostic};
use crate::text::Text;

/// Decodes a file. A file that is no text gives nothing, and an error that says so.
pub fn decode(path: &SitePath, bytes: &[u8]) -> Checked<Option<Text>> {
    let made = |text: &str| Text::read(path.clone(), &lined(text), bytes);
    if let Some(is) = magic(bytes) {
        return Checked::new(None, vec![binary(path, FileBinary::Kind { is })]);
    }
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        let (text, damaged) = encoding.decode_without_bom_handling(&bytes[bom..]);
        if looks_binary(&text) {
            return Checked::new(None, vec![binary(path, FileBinary::Control)]);
        }
        let mut checked = Checked::clean(Some(made(&text)));
        if damaged {
            let fault = FileEncoding::Damaged { encoding: encoding.name() };
            checked.remarks.push(Diagnostic::of(fault).in_file(path));
        }
        return checked;
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        if looks_binary(text) {
            return Checked::new(None, vec![binary(path, FileBinary::Control)]);
        }
        return Checked::clean(Some(made(text)));
    }
    let encoding = match utf16(bytes) {
        Some(encoding) => encoding,
        None if bytes.contains(&0) => {
            return Checked::new(None, vec![binary(path, FileBinary::Zeros)]);
        }
        None => detect(bytes),
    };
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    if looks_binary(&text) {
        return Checked::new(None, vec![binary(path, FileBinary::NoEncoding)]);
    }
    let fault = FileEncoding::Guessed { encoding: encoding.name(), damaged };
    Checked::new(Some(made(&text)), vec![Diagnostic::of(fault).in_file(path)])
}

/// What the beginning of a file says of the whole: an error where it shows that the file is no text. `first` is the
/// first few thousand bytes, an even number of them.
pub fn glance(path: &SitePath, first: &[u8]) -> Option<Diagnostic> {
    if let Some(is) = magic(first) {
        return Some(binary(path, FileBinary::Kind { is }));
    }
    let control = || Some(binary(path, FileBinary::Control));
    if let Some((encoding, bom)) = Encoding::for_bom(first) {
        return control().filter(|_| looks_binary(&encoding.decode_without_bom_handling(&first[bom..]).0));
    }
    if first.contains(&0) {
        return Some(binary(path, FileBinary::Zeros)).filter(|_| utf16(first).is_none());
    }
    match std::str::from_utf8(first) {
        Ok(text) => control().filter(|_| looks_binary(text)),
        // The last character is cut.
        Err(error) if error.error_len().is_none() => {
            control().filter(|_| looks_binary(&String::from_utf8_lossy(&first[..error.valid_up_to()])))
        }
        // Which encoding it is in, the whole of it may tell better.
        Err(_) => None,
    }
}

/// A text whose lines are those of an old Mac, which ended them with a CR alone, with LF in its place; another as it is.
/// Places stay what they are.
fn lined(text: &str) -> Cow<'_, str> {
    let old = text.contains('\r') && !text.contains('\n');
    if old { Cow::Owned(text.replace('\r', "\n")) } else { Cow::Borrowed(text) }
}

fn binary(path: &SitePath, fault: FileBinary) -> Diagnostic {
    Diagnostic::of(fault).in_file(path)
}

/// What a file is by its first bytes, when it is one of the kinds that people mistake for text.
fn magic(bytes: &[u8]) -> Option<BinaryKind> {
    const KINDS: &[(&[u8], BinaryKind)] = &[
        (b"%PDF-", BinaryKind::Pdf),
        (b"PK\x03\x04", BinaryKind::Zip),
        (b"\x89PNG\r\n", BinaryKind::Png),
        (b"\xff\xd8\xff", BinaryKind::Jpeg),
        (b"GIF87a", BinaryKind::Gif),
        (b"GIF89a", BinaryKind::Gif),
        (b"\x1f\x8b", BinaryKind::Gzip),
        (b"BZh9", BinaryKind::Bzip2),
        (b"\xfd7zXZ\0", BinaryKind::Xz),
        (b"7z\xbc\xaf", BinaryKind::SevenZip),
        (b"Rar!", BinaryKind::Rar),
        (b"\x7fELF", BinaryKind::Program),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", BinaryKind::OldOffice),
        (b"{\\rtf", BinaryKind::Rtf),
        (b"SQLite format 3\0", BinaryKind::Database),
        (b"bplist00", BinaryKind::PropertyList),
        (b"ID3", BinaryKind::Sound),
        (b"OggS", BinaryKind::Sound),
    ];
    KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map(|k| k.1)
}

/// UTF-16 without a mark: zero bytes that stand at every other place only, or Chinese text whose every
/// pair of bytes is a character.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 2 || !bytes.len().is_multiple_of(2) || !bytes.contains(&0) {
        return None;
    }
    let sample = &bytes[..bytes.len().min(64 * 1024)];
    let pairs = sample.len() / 2;
    let zeros = |at: usize| sample.iter().skip(at).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let encoding = if odd > even * 4 {
        UTF_16LE
    } else if even > odd * 4 {
        UTF_16BE
    } else {
        return None;
    };
    let (text, errors) = encoding.decode_without_bom_handling(&sample[..pairs * 2]);
    let good = text
        .chars()
        .filter(|c| {
            c.is_alphanumeric()
                || c.is_whitespace()
                || c.is_ascii_punctuation()
                || matches!(*c as u32, 0x2010..=0x2030 | 0x3000..=0x303f | 0xff00..=0xffef)
        })
        .count();
    (!errors && good * 10 >= text.chars().count() * 9).then_some(encoding)
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    // Mostly valid UTF-8 with a few broken bytes is UTF-8 that was cut or patched.
    let lossy = String::from_utf8_lossy(bytes);
    let broken = lossy.chars().filter(|c| *c == '\u{fffd}').count();
    let wide = lossy.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    if broken * 10 < wide {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether a decoded text holds many control characters.
fn looks_binary(text: &str) -> bool {
    let mut all = 0usize;
    let mut control = 0usize;
    for c in text.chars().take(200_000) {
        all += 1;
        control +=
            usize::from(c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\x0c' | '\x08' | '\x1b' | '\u{85}'));
    }
    control * 50 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path() -> SitePath {
        SitePath::new("seeds/a.txt").unwrap()
    }

    fn utf16_bytes(text: &str, big: bool, bom: bool) -> Vec<u8> {
        let units = bom.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn texts_in_the_encodings_people_have_are_read() {
        let chinese =
            "网络空间的规则制定对中美关系具有重要影响。两国应当通过对话增进互信，共同维护网络空间的和平与稳定。"
                .repeat(3);
        let big5 = "網路空間的規則制定對雙方關係具有重要影響。兩國應當透過對話增進互信，共同維護網路空間的和平與穩定。"
            .repeat(3);
        let japanese =
            "サイバー空間における規範の形成は、両国関係に重要な影響を与えている。対話を通じて信頼を深めるべきである。"
                .repeat(3);
        let korean =
            "사이버 공간의 규범 형성은 양국 관계에 중요한 영향을 미친다. 대화를 통해 신뢰를 쌓아야 한다.".repeat(3);
        let german =
            "Die Übereinkunft über Maßnahmen zur Vertrauensbildung wurde für größere Länder geöffnet.".repeat(3);
        let russian =
            "Правила поведения государств в киберпространстве обсуждались на встрече экспертов двух стран.".repeat(3);
        let encode =
            |text: &str, label: &str| Encoding::for_label(label.as_bytes()).unwrap().encode(text).0.into_owned();
        for (text, bytes, remarked) in [
            (&german, german.as_bytes().to_vec(), false),
            (&german, [b"\xef\xbb\xbf", german.as_bytes()].concat(), false),
            (&german, utf16_bytes(&german, false, true), false),
            (&german, utf16_bytes(&german, true, true), false),
            (&german, utf16_bytes(&german, false, false), true),
            (&german, utf16_bytes(&german, true, false), true),
            (&chinese, encode(&chinese, "gb18030"), true),
            (&big5, encode(&big5, "big5"), true),
            (&japanese, encode(&japanese, "shift_jis"), true),
            (&japanese, encode(&japanese, "euc-jp"), true),
            (&korean, encode(&korean, "euc-kr"), true),
            (&german, encode(&german, "windows-1252"), true),
            (&russian, encode(&russian, "windows-1251"), true),
        ] {
            let got = decode(&path(), &bytes);
            assert_eq!(got.value.as_ref().map(|t| t.text.as_ref()), Some(text.as_str()));
            assert_eq!(!got.remarks.is_empty(), remarked, "{:?}", got.remarks);
        }
    }

    #[test]
    fn lines_that_end_in_cr_alone_are_lines() {
        for (bytes, expect) in [
            (&b"# T\r\rA \xc3\xa9\r"[..], "# T\n\nA é\n"),
            (b"a\r\nb\rc\r\n", "a\r\nb\rc\r\n"),
            (b"a\nb\rc", "a\nb\rc"),
        ] {
            assert_eq!(&*decode(&path(), bytes).value.unwrap().text, expect);
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let noise: Vec<u8> = (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for bytes in [&b"%PDF-1.7 stuff"[..], b"PK\x03\x04rest", b"a\0b\0\0c\0\0\0d", &noise] {
            let got = decode(&path(), bytes);
            assert!(got.value.is_none());
            assert_eq!(got.remarks[0].code.id, "file/binary");
        }
    }

    #[test]
    fn the_beginning_of_a_file_refuses_what_the_whole_would_and_nothing_else() {
        const FIRST: usize = 64 * 1024;
        let text =
            "Die Übereinkunft über Maßnahmen zur Vertrauensbildung wurde für größere Länder geöffnet. ".repeat(900);
        let cut = |bytes: &[u8]| glance(&path(), &bytes[..FIRST]).map(|d| d.words.message);
        let texts = [
            text.as_bytes().to_vec(),
            // A character is cut in two.
            [b"a", text.as_bytes()].concat(),
            [b"ab", text.as_bytes()].concat(),
            utf16_bytes(&text, false, true),
            utf16_bytes(&text, true, false),
            Encoding::for_label(b"windows-1252").unwrap().encode(&text).0.into_owned(),
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        ];
        for bytes in texts {
            assert!(bytes.len() > FIRST);
            assert_eq!(cut(&bytes), None);
            assert!(decode(&path(), &bytes).value.is_some());
        }
        let nothing = vec![0; FIRST + 1];
        let archive = [b"PK\x03\x04", text.as_bytes()].concat();
        let control = "\u{1}\u{2}\u{3}a".repeat(FIRST).into_bytes();
        for bytes in [nothing, archive, control] {
            assert_eq!(cut(&bytes), Some(decode(&path(), &bytes).remarks[0].words.message.clone()));
        }
    }

    #[test]
    fn an_empty_file_is_an_empty_text() {
        assert_eq!(decode(&path(), b"").value.map(|t| t.text.len()), Some(0));
    }
}
