//! Where a page came from: the host in its address, in the letters that readers see.

/// The host of a URL, lower-case and without `www.`. What the domain name system has as `xn--…` is in its own letters.
///
/// ```
/// assert_eq!(offcut::read::host("https://www.News.example:443/a?b").as_deref(), Some("news.example"));
/// assert_eq!(offcut::read::host("https://xn--mller-kva.example/a").as_deref(), Some("müller.example"));
/// assert_eq!(offcut::read::host("not a url"), None);
/// ```
#[must_use]
pub fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    let host = authority.rsplit('@').next().unwrap_or("");
    let host = in_letters(host.split(':').next().unwrap_or("").trim_end_matches('.'));
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let plausible = host.contains('.') && !host.contains(char::is_whitespace);
    plausible.then(|| host.to_owned())
}

/// A host in small letters, its `xn--` labels in letters of their own.
pub(crate) fn in_letters(host: &str) -> String {
    let host = host.to_lowercase();
    let letters = |label: &str| label.strip_prefix("xn--").and_then(decoded);
    let labels = host.split('.').map(|label| letters(label).unwrap_or_else(|| label.to_owned()));
    labels.collect::<Vec<_>>().join(".").to_lowercase()
}

/// No label is longer; decoding takes time by the square of its length.
const LONGEST_LABEL: usize = 63;

/// A label in Punycode, RFC 3492: its ASCII letters, then for each other letter how far on from the last it comes, counting
/// by code point and place at once.
fn decoded(label: &str) -> Option<String> {
    let (ascii, others) = label.rsplit_once('-').unwrap_or(("", label));
    if others.is_empty() || label.len() > LONGEST_LABEL {
        return None;
    }
    let mut letters: Vec<char> = ascii.chars().collect();
    let mut digits = others.bytes();
    let (mut code, mut at, mut bias) = (128, 0, 72);
    while digits.len() > 0 {
        let step = number(&mut digits, bias)?;
        let places = letters.len() + 1;
        bias = adapted(step, places, at == 0);
        (code, at) = (code + (at + step) / places, (at + step) % places);
        letters.insert(at, char::from_u32(u32::try_from(code).ok()?)?);
        at += 1;
    }
    Some(letters.into_iter().collect())
}

/// The next number: digits of growing weight, the last of them below its threshold.
fn number(digits: &mut impl Iterator<Item = u8>, bias: usize) -> Option<usize> {
    let (mut number, mut weight) = (0_usize, 1_usize);
    for place in (36_usize..).step_by(36) {
        let digit = match digits.next()? {
            letter @ b'a'..=b'z' => usize::from(letter - b'a'),
            digit @ b'0'..=b'9' => usize::from(digit - b'0') + 26,
            _ => return None,
        };
        number = number.checked_add(digit.checked_mul(weight)?)?;
        let threshold = place.saturating_sub(bias).clamp(1, 26);
        if digit < threshold {
            break;
        }
        weight = weight.checked_mul(36 - threshold)?;
    }
    u32::try_from(number).ok().map(|_| number)
}

/// The bias after a step, by which small steps take few digits.
fn adapted(step: usize, places: usize, is_first: bool) -> usize {
    let mut step = if is_first { step / 700 } else { step / 2 };
    step += step / places;
    let mut bias = 0;
    while step > 455 {
        step /= 35;
        bias += 36;
    }
    bias + 36 * step / (step + 38)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_decoded() {
        for (ascii, letters) in [
            ("xn--mller-kva.example", "müller.example"),
            ("XN--MLLER-KVA.example", "müller.example"),
            ("xn--80aswg.xn--p1ai", "сайт.рф"),
            ("xn--fsqu00a.xn--0zwm56d", "例子.测试"),
            ("xn--ls8h.la", "💩.la"),
            ("xn--bcher-kva.news.example", "bücher.news.example"),
            ("Müller.example", "müller.example"),
        ] {
            assert_eq!(in_letters(ascii), letters);
        }
    }

    #[test]
    fn what_is_no_punycode_stays() {
        let long = format!("xn--{}.example", "a".repeat(100));
        for host in
            ["xn--.example", "xn--news-.example", "xn--a*b.example", "xn--99999999999.example", "xn--9.example", &long]
        {
            assert_eq!(in_letters(host), *host);
        }
    }
}
