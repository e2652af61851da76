//! What the block is in its article.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::{Fault, Kind, Matcher, Scene};
use crate::document::Role;

/// `role = ["caption", "credit"]`: the block has one of these roles.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(super) struct Roles(#[schemars(with = "Vec<Role>")] Vec<Spanned<String>>);

#[derive(Debug)]
struct OneOf(Vec<Role>);

impl Matcher for OneOf {
    fn holds(&self, scene: &Scene<'_>, at: usize) -> bool {
        self.0.contains(&scene.blocks()[at].role)
    }

    fn lacks(&self, scene: &Scene<'_>, at: usize) -> Vec<String> {
        vec![format!("`role` does not hold: the block's is `{}`", scene.blocks()[at].role)]
    }
}

impl Kind for Roles {
    fn compile(self) -> Result<Box<dyn Matcher>, Fault> {
        let roles = self.0.iter().map(|name| {
            let parsed = name.get_ref().parse::<Role>();
            parsed.map_err(|error| Fault::new(name.span(), error.to_string()).label("no such role"))
        });
        Ok(Box::new(OneOf(roles.collect::<Result<_, _>>()?)))
    }
}
