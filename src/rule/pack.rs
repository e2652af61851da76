//! Where packs come from: the ones in the binary, and the user's files.

use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;

include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// A rule file's text and what it is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PackSource {
    /// Its name for `extends`: the path below its folder, without `.toml`.
    pub name: String,
    /// Its path for messages.
    pub path: String,
    /// The TOML.
    pub text: String,
    /// Whether it came with offcut; a user's rule of the same id replaces a rule of such a pack.
    pub builtin: bool,
}

impl PackSource {
    /// A pack from a string.
    ///
    /// ```
    /// let pack = offcut::PackSource::new("mine", "[[rule]]\nid = 'x/y'");
    /// assert_eq!(pack.path, "mine.toml");
    /// ```
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let name = name.into();
        Self { path: format!("{name}.toml"), name, text: text.into(), builtin: false }
    }

    /// The packs that came with offcut, in the order of their names.
    #[must_use]
    pub fn builtin() -> Vec<Self> {
        let pack = |&(name, text): &(&str, &str)| Self {
            name: name.to_owned(),
            path: format!("rules/{name}.toml"),
            text: text.to_owned(),
            builtin: true,
        };
        PACKS.iter().map(pack).collect()
    }

    /// The pack at `path`, or all packs of a folder and the folders in it, in the order of their names.
    ///
    /// # Errors
    /// When the path cannot be read, or a folder holds no `.toml` file.
    pub fn from_path(path: &Path) -> Result<Vec<Self>, PackError> {
        Self::each_from_path(path).into_iter().collect()
    }

    /// The same, each by itself: one that cannot be read does not stop the others.
    #[must_use]
    pub fn each_from_path(path: &Path) -> Vec<Result<Self, PackError>> {
        if path.is_file() {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            return vec![Self::from_file(path, name)];
        }
        let mut files = Vec::new();
        if let Err(cause) = toml_files(path, &mut files) {
            return vec![Err(PackError::unreadable(path, &cause))];
        }
        files.sort();
        if files.is_empty() {
            return vec![Err(PackError::Empty(path.to_owned()))];
        }
        let pack = |file: &PathBuf| {
            let name = file.strip_prefix(path).unwrap_or(file).with_extension("");
            Self::from_file(file, name.to_string_lossy().replace('\\', "/"))
        };
        files.iter().map(pack).collect()
    }

    fn from_file(path: &Path, name: String) -> Result<Self, PackError> {
        let bytes = std::fs::read(path).map_err(|cause| PackError::unreadable(path, &cause))?;
        let text = String::from_utf8(bytes).map_err(|error| PackError::not_utf8(path, &error))?;
        // The path goes to terminals as it is.
        let path = path.to_string_lossy().replace(char::is_control, "\u{fffd}");
        Ok(Self { name, path, text, builtin: false })
    }
}

fn toml_files(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            toml_files(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    Ok(())
}

/// Why no pack could be read from a path.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PackError {
    /// The path is not there, or not to be read.
    #[error("cannot read rules from {}: {cause}", path.display())]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// What the system says.
        cause: String,
    },
    /// A file in another encoding.
    #[error("cannot read rules from {}:{line}:{column}: the byte 0x{byte:02X} is not UTF-8; save the file as UTF-8", path.display())]
    NotUtf8 {
        /// The path.
        path: PathBuf,
        /// The line of the first such byte, from 1.
        line: usize,
        /// Its column, from 1, in characters.
        column: usize,
        /// The byte.
        byte: u8,
    },
    /// A folder without rule files.
    #[error("no .toml file in {}; name a rule file or a folder that holds some", .0.display())]
    Empty(PathBuf),
}

impl PackError {
    fn unreadable(path: &Path, cause: &std::io::Error) -> Self {
        Self::Unreadable { path: path.to_owned(), cause: cause.to_string() }
    }

    fn not_utf8(path: &Path, error: &FromUtf8Error) -> Self {
        let sound = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..sound]);
        let column = 1 + before.chars().rev().take_while(|&c| c != '\n').count();
        let line = 1 + before.matches('\n').count();
        Self::NotUtf8 { path: path.to_owned(), line, column, byte: error.as_bytes()[sound] }
    }
}
