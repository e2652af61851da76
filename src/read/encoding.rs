//! Bytes to UTF-8: a byte order mark says what they are, or else a label that somebody gave; UTF-16 is known by its zeros,
//! UTF-8 by being valid. Of other bytes a page may name the encoding; otherwise it is guessed.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{Content, ReadError};

pub(super) struct Decoded {
    pub text: String,
    pub encoding: &'static str,
    pub malformed: bool,
}

/// Decodes `content`. Valid UTF-8 comes through byte for byte, its byte order mark included, so that what is
/// restored is what was given.
pub(super) fn decode(content: Content, label: Option<&str>, is_html: bool) -> Result<Decoded, ReadError> {
    let named = label.map(lookup).transpose()?;
    let bytes = match content {
        Content::Text(text) => return Ok(Decoded { text, encoding: UTF_8.name(), malformed: false }),
        Content::Bytes(bytes) => bytes,
    };
    refuse_binary(&bytes)?;
    let named = named.or_else(|| unmarked_utf16(&bytes));
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if text.starts_with('\u{feff}') || named.is_none_or(|encoding| encoding == UTF_8) => {
            return Ok(Decoded { text, encoding: UTF_8.name(), malformed: false });
        }
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    };
    let encoding = named.or_else(|| if is_html { declared(&bytes) } else { None }).unwrap_or_else(|| detect(&bytes));
    let (text, used, malformed) = encoding.decode(&bytes);
    Ok(Decoded { text: text.into_owned(), encoding: used.name(), malformed })
}

fn lookup(label: &str) -> Result<&'static Encoding, ReadError> {
    Encoding::for_label_no_replacement(label.as_bytes()).ok_or_else(|| ReadError::UnknownEncoding(label.to_owned()))
}

/// UTF-16 without its mark: its blanks and line ends are pairs, and those of one byte order only. Such bytes can also be
/// valid UTF-8, but then they are full of zeros or other controls.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(1024)];
    let zeros = start.iter().filter(|byte| **byte == 0).count();
    let is_text = |text: &str| !text.chars().any(|c| c.is_ascii_control() && !"\0\t\n\r\u{c}".contains(c));
    if start.len() < 8 || (zeros * 4 <= start.len() && std::str::from_utf8(start).is_ok_and(is_text)) {
        return None;
    }
    let pairs = start.as_chunks::<2>().0;
    let blanks = |pair: fn(u8) -> [u8; 2]| pairs.iter().filter(|it| b" \r\n".map(pair).contains(it)).count();
    match (blanks(|low| [low, 0]), blanks(|low| [0, low])) {
        (1.., 0) => Some(UTF_16LE),
        (0, 1..) => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that a page's own markup names, in its first 1,024 bytes. Only asked where the bytes are not UTF-8:
/// many pages are stored as UTF-8 and still name what they were fetched in.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    if Encoding::for_bom(bytes).is_some() {
        return None;
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let (_, rest) = start.split_once("charset")?;
    let value = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let label: String = value.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c)).collect();
    // A page that can be read as far as this name is not UTF-16, whatever it says.
    Encoding::for_label_no_replacement(label.as_bytes()).map(Encoding::output_encoding)
}

/// The encoding of bytes that are not valid UTF-8.
fn detect(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if is_damaged_utf8(bytes) {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// Whether this was UTF-8 before it was cut short or spoilt in a few places: twice as many good multi-byte characters as
/// runs of bad bytes. A legacy encoding hardly ever looks so.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= 2 * bad
}

/// Formats that people hand over by mistake, by their first bytes.
const BINARY: &[(&[u8], &str, &str)] = &[
    (b"\x1f\x8b", "gzip data", "decompress it first"),
    (b"\x28\xb5\x2f\xfd", "zstd data", "decompress it first"),
    (b"\xff\xfe\0\0", "UTF-32", "turn it into UTF-8 first, for example with `iconv`"),
    (b"\0\0\xfe\xff", "UTF-32", "turn it into UTF-8 first, for example with `iconv`"),
    (b"PK\x03\x04", "a zip archive", "unpack it and name the files inside"),
    (b"%PDF-", "a PDF file", "turn it into text first, for example with `pdftotext`"),
    (b"\x89PNG", "a PNG picture", "name text files"),
    (b"\xff\xd8\xff", "a JPEG picture", "name text files"),
    (b"\x7fELF", "a program", "name text files"),
];

fn refuse_binary(bytes: &[u8]) -> Result<(), ReadError> {
    match BINARY.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        Some(&(_, found, advice)) => Err(ReadError::NotText { found, advice }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], label: Option<&str>) -> Decoded {
        decode(Content::Bytes(bytes.to_vec()), label, false).unwrap()
    }

    #[test]
    fn utf8_keeps_every_byte() {
        let page = "\u{feff}caf\u{e9}\r\n\0";
        for label in [None, Some("utf-8"), Some("windows-1252")] {
            assert_eq!(decoded(page.as_bytes(), label).text, page, "the mark says what it is");
        }
    }

    #[test]
    fn utf16_is_known_by_its_mark() {
        let page = decoded(b"\xff\xfeH\0i\0", None);
        assert_eq!((page.text.as_str(), page.encoding), ("Hi", "UTF-16LE"));
    }

    #[test]
    fn utf16_is_known_without_its_mark() {
        for (bytes, encoding) in [(b"T\0h\0e\0 \0b\0", "UTF-16LE"), (b"\0T\0h\0e\0 \0b", "UTF-16BE")] {
            let page = decoded(bytes, None);
            assert_eq!((page.text.as_str(), page.encoding), ("The b", encoding));
        }
        let page: Vec<u8> = "　Мэр открыл мост.\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(&page, None).text, "　Мэр открыл мост.\n");
        assert_eq!(decoded(b"one\0two\0three\0", None).encoding, "UTF-8", "a list parted by zeros");
    }

    #[test]
    fn a_page_that_says_utf16_in_single_bytes_is_not() {
        let page = decode(Content::Bytes(b"<meta charset=utf-16><p>caf\xe9 is open</p>".to_vec()), None, true).unwrap();
        assert!(page.text.contains("caf\u{fffd} is open"));
        let page =
            decode(Content::Bytes(b"<meta charset=hz-gb-2312><p>caf\xe9 is open</p>".to_vec()), None, true).unwrap();
        assert!(page.text.contains("caf\u{e9} is open"));
    }

    #[test]
    fn utf32_is_refused() {
        let refused = decode(Content::Bytes(b"\xff\xfe\0\0T\0\0\0".to_vec()), None, false);
        assert!(matches!(refused, Err(ReadError::NotText { found: "UTF-32", .. })));
    }

    #[test]
    fn legacy_bytes_are_guessed() {
        let page = decoded(b"Die Universit\xe4t M\xfcnchen er\xf6ffnet ein B\xfcro f\xfcr Gr\xfcnder.", None);
        assert_eq!(page.text, "Die Universität München eröffnet ein Büro für Gründer.");
        assert_eq!(page.encoding, "windows-1252");
    }

    #[test]
    fn a_label_wins_over_the_guess() {
        assert_eq!(decoded(b"\xcf\xf0\xe8\xe2\xe5\xf2", Some("windows-1251")).text, "Привет");
    }

    #[test]
    fn utf8_cut_short_stays_utf8() {
        let page = "Größe, Höhe, Länge, Körper, é".as_bytes();
        let page = decoded(&page[..page.len() - 1], None);
        assert_eq!(page.encoding, "UTF-8");
        assert!(page.malformed && page.text.starts_with("Größe"));
    }
}
