//! Telling JSON from text, so that nobody's data is cleaned as if it were prose.

use serde::de::IgnoredAny;
use serde_json::{Deserializer, Error};

use super::ReadError;

/// Whether all of a text is JSON: objects or lists, one or several, the last perhaps cut short. A page printed as text may begin
/// with JSON that was left in it; that is text.
pub(super) fn is_json(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_start();
    let is_value = |value: Result<IgnoredAny, Error>| value.map_or_else(|error| error.is_eof(), |_| true);
    text.starts_with(['{', '[']) && Deserializer::from_str(text).into_iter().all(is_value)
}

/// What to tell somebody who hands it over as text.
pub(super) const REFUSED: ReadError = ReadError::NotText {
    found: "JSON",
    advice: "give it with `--from ndjson`, each line an object with `text` or `html`; \
        `jq -c '.[]'` makes such lines of a list, and `jq -c .` of an object over several lines",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_told_from_text() {
        for json in [
            "[]",
            r#"{"text": "One."}"#,
            "\u{feff} [\n{\"a\": [1]},",
            "{\"a\":1}\n{\"a\":2}\n",
            "[\"One, two",
            r#"["One"]"#,
        ] {
            assert!(is_json(json), "{json}");
        }
        for text in [
            "",
            "[Editor's note: x] One.",
            "[1] One.",
            "{{ title }}\nOne.",
            "{\"@type\":\"Article\"}\nThe council met.",
            "“[…]”",
        ] {
            assert!(!is_json(text), "{text}");
        }
    }
}
