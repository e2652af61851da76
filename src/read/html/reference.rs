//! Character references as people write them: `&amp;`, `&#8217;`.

use html5ever::data::NAMED_ENTITIES;
use html5ever::tendril::StrTendril;
use memchr::memchr;

/// A text with what its references stand for; `None` where one is not written out, for that is the tokenizer's to say.
pub(super) fn resolved(text: &str, in_attribute: bool) -> Option<StrTendril> {
    let mut resolved = StrTendril::new();
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        resolved.push_slice(&rest[..at]);
        rest = &rest[at + 1..];
        let name = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
        match rest.as_bytes().get(name) {
            Some(b';') if name > 0 => {
                character(&rest[..=name])?.into_iter().for_each(|character| resolved.push_char(character));
                rest = &rest[name + 1..];
            }
            // As in `?page=1&amp=2`: an address, and no reference at all.
            Some(b'=') if in_attribute && !rest[..name].contains('#') => resolved.push_char('&'),
            _ if name == 0 => resolved.push_char('&'),
            _ => return None,
        }
    }
    resolved.push_slice(rest);
    Some(resolved)
}

/// What a reference from behind its `&` to its `;` stands for.
fn character(reference: &str) -> Option<Vec<char>> {
    if let Some(number) = reference.strip_prefix('#') {
        return Some(vec![numbered(number.trim_end_matches(';'))?]);
    }
    // Zero stands for no character, and of a name cut short for no reference.
    let &(first, second) = NAMED_ENTITIES.get(reference).filter(|(first, _)| *first > 0)?;
    Some([first, second].into_iter().filter(|&number| number > 0).filter_map(char::from_u32).collect())
}

fn numbered(number: &str) -> Option<char> {
    let number = match number.strip_prefix(['x', 'X']) {
        Some(number) => u32::from_str_radix(number, 16),
        None => number.parse(),
    };
    // In place of control signs browsers show others.
    char::from_u32(number.ok()?).filter(|character| !character.is_control())
}
