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

/// A host in small letters, its `xn--` labels in letters of their own (UTS #46); what is no such host only in small letters.
pub(crate) fn in_letters(host: &str) -> String {
    let (letters, well) = idna::domain_to_unicode(host);
    if well.is_ok() { letters } else { host.to_lowercase() }
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
