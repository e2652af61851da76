//! Digests, for telling whether a text or a set of rules is the one it was.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The sha256 of all parts together, in hexadecimal digits.
pub(crate) fn hex_sha256<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    let mut digits = String::with_capacity(64);
    for byte in hash.finalize() {
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}
