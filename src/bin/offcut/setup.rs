//! From arguments to a cleaner. Everything that stops a run before it begins is found here.

use std::fmt;
use std::path::Path;

use offcut::view::Style;
use offcut::{Cleaner, PackSource, Profile, RuleError, RuleSet};

use crate::args::{DecidingArgs, ProfileArgs, RuleArgs};
use crate::output;

/// Wrong usage or a broken rule file.
#[derive(Debug)]
pub struct Usage(pub String);

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// An error of usage, from anything that can be said.
pub fn usage(message: impl fmt::Display) -> anyhow::Error {
    Usage(message.to_string()).into()
}

pub fn cleaner(args: &DecidingArgs) -> anyhow::Result<Cleaner> {
    Ok(Cleaner::new(rules(&args.rules)?, profile(&args.profile)?))
}

/// The rules of a run: the built-in packs and the user's.
pub fn rules(args: &RuleArgs) -> anyhow::Result<RuleSet> {
    RuleSet::new(&packs(args)?).map_err(|errors| broken(&errors))
}

/// The packs of a run.
pub fn packs(args: &RuleArgs) -> anyhow::Result<Vec<PackSource>> {
    let mut packs = if args.no_builtin_rules { Vec::new() } else { PackSource::builtin() };
    packs.extend(packs_from(&args.rules)?);
    Ok(packs)
}

pub fn packs_from(paths: &[impl AsRef<Path>]) -> anyhow::Result<Vec<PackSource>> {
    let mut packs = Vec::new();
    for path in paths {
        packs.extend(PackSource::from_path(path.as_ref()).map_err(usage)?);
    }
    Ok(packs)
}

/// More faults than a screen or two help nobody.
const MOST_SHOWN: usize = 20;

/// The faults of rule files, each with the lines where it stands.
pub fn faults(errors: &[RuleError], style: Style) -> String {
    errors.iter().take(MOST_SHOWN).map(|error| error.render(style.colour) + "\n").collect::<Vec<_>>().join("\n")
}

/// Prints the faults of the rule files and says how many there are.
pub fn broken(errors: &[RuleError]) -> anyhow::Error {
    output::explain(faults(errors, output::error_style()).trim_end());
    let faults = if errors.len() == 1 { "fault" } else { "faults" };
    usage(format!("{} {faults} in rule files", errors.len()))
}

/// A label that nobody knows would fail every input.
pub fn check_encoding(label: Option<&str>) -> anyhow::Result<()> {
    match label.filter(|label| encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()).is_none()) {
        Some(label) => Err(usage(offcut::ReadError::UnknownEncoding(label.to_owned()))),
        None => Ok(()),
    }
}

pub fn profile(args: &ProfileArgs) -> anyhow::Result<Profile> {
    let mut profile = match Profile::named(&args.profile) {
        Some(profile) => profile,
        None => profile_file(Path::new(&args.profile))?,
    };
    for name in &args.cut {
        profile.cut(name).map_err(usage)?;
    }
    for name in &args.keep {
        profile.keep(name).map_err(usage)?;
    }
    Ok(profile)
}

fn profile_file(path: &Path) -> anyhow::Result<Profile> {
    let shown = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| usage(format!("`{shown}` is neither `archive` nor `body` nor a file to read: {error}")))?;
    Profile::from_toml(&text).map_err(|error| usage(format!("{shown}: {error}")))
}
