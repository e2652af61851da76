//! Closed lists of names, as users write them in rule files, profiles and on the command line.

/// Makes a field-less enum whose variants have fixed names: `name()`, `ALL`, `Display`, `FromStr`, serde, JSON Schema.
macro_rules! named {
    ($(#[$meta:meta])* $kind:ident, $what:literal { $($(#[$note:meta])* $variant:ident = $name:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, schemars::JsonSchema)]
        #[schemars(inline)]
        pub enum $kind { $($(#[$note])* #[schemars(rename = $name)] $variant,)+ }

        impl $kind {
            /// Every value, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name that rule files, records and options use.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }

        impl std::fmt::Display for $kind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl std::str::FromStr for $kind {
            type Err = crate::names::UnknownName;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|value| value.name() == name).ok_or_else(|| {
                    let known: Vec<_> = Self::ALL.iter().map(|value| value.name()).collect();
                    crate::names::UnknownName::new($what, name, &known)
                })
            }
        }

        impl serde::Serialize for $kind {
            fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.serialize_str(self.name())
            }
        }

        impl<'de> serde::Deserialize<'de> for $kind {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let name = String::deserialize(from)?;
                name.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use named;

/// A name that is not in its list, with the nearest one that is.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{}; {hint}", self.what())]
pub struct UnknownName {
    what: &'static str,
    name: String,
    hint: String,
}

impl UnknownName {
    pub(crate) fn new(what: &'static str, name: &str, known: &[&str]) -> Self {
        Self { what, name: name.to_owned(), hint: hint(name, known) }
    }

    /// What is wrong.
    pub(crate) fn what(&self) -> String {
        format!("unknown {} `{}`", self.what, self.name)
    }

    /// What to do about it.
    pub(crate) fn hint(&self) -> &str {
        &self.hint
    }
}

/// What somebody may have meant who wrote a name that is not in its list.
pub(crate) fn hint(name: &str, known: &[&str]) -> String {
    match nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known: {}", known.join(", ")),
    }
}

/// The known name that `name` was probably meant to be: the one with the fewest slips of the pen.
pub(crate) fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let slips = |candidate: &str| strsim::damerau_levenshtein(name, candidate);
    let best = known.iter().copied().min_by_key(|candidate| (slips(candidate), *candidate))?;
    (slips(best) <= 1 + name.chars().count() / 4).then_some(best)
}
