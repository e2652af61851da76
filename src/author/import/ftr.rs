//! Site configs of Full-Text RSS, a file for each host, as <https://github.com/fivefilters/ftr-site-config> collects them.
//! The format is described at <https://help.fivefilters.org/full-text-rss/site-patterns.html>.

use std::collections::HashSet;

use super::pack::{Outlet, Wish, packs};
use super::xpath::{Translated, class, id, translate};
use super::{Foreign, Import};
use crate::author::naming::{action, has_no_text, may_hold_headline};
use crate::category::Category;
use crate::document::Role;
use crate::hit::Reach;
use crate::names::nearest;
use crate::rule::Action;

/// What a directive is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Directive {
    /// The element with the article.
    Body,
    /// Elements to take out, by XPath.
    Strip,
    /// Elements to take out, by name.
    StripName,
    /// Where a part of the article stands.
    Is(Role),
    /// A page to try the config on.
    Page,
    /// Words that are left of that page.
    Words,
    /// How to fetch or rewrite a page, which offcut does not do.
    Other,
}

const DIRECTIVES: &[(&str, Directive)] = &[
    ("body", Directive::Body),
    ("strip", Directive::Strip),
    ("strip_id_or_class", Directive::StripName),
    ("title", Directive::Is(Role::Headline)),
    ("author", Directive::Is(Role::Byline)),
    ("date", Directive::Is(Role::Date)),
    ("test_url", Directive::Page),
    ("test_contains", Directive::Words),
];

/// Directives that are [`Directive::Other`].
const OTHERS: &str = "autodetect_next_page autodetect_on_failure convert_double_br_tags dissolve find_string footnotes \
    http_header if_page_contains insert_detected_image login_extra_fields login_password_field login_uri \
    login_username_field move_into native_ad_clue next_page_link not_logged_in_xpath parser prune \
    replace_string requires_login single_page_link single_page_link_in_feed skip_id_check skip_json_ld \
    src_lazy_load_attr strip_attr strip_comments strip_image_src tidy user_agent wrap_in";

/// Makes packs of site configs. Their names are their hosts: `news.example.txt`, `.news.example.txt` for all hosts below
/// one, `global.txt` for all pages.
///
/// ```
/// use offcut::author::import::{Foreign, ftr};
/// let config = Foreign { name: "news.example.txt", text: "strip: //div[contains(@class, 'share')]\ntidy: no\n" };
/// let import = ftr(&[config]);
/// let (name, pack) = &import.packs[0];
/// assert_eq!(name, "news.example");
/// assert!(pack.to_string().contains(r#"html.css = 'div[class*="share"]'"#));
/// assert_eq!(import.not_applicable["tidy"], 1);
/// ```
#[must_use]
pub fn ftr(files: &[Foreign<'_>]) -> Import {
    let mut import = Import::default();
    let mut outlets: Vec<Outlet> = Vec::new();
    for file in files {
        let Some(mut outlet) = outlet(file.name) else {
            import.remark((file.name, 0, ""), true, "its name is no host, such as `news.example.txt`");
            continue;
        };
        if let Some(known) = outlets.iter().find(|known| known.name == outlet.name) {
            import.remark((file.name, 0, ""), true, format!("its host has the {} already", known.from));
            continue;
        }
        Config { file, import: &mut import, outlet: &mut outlet }.read();
        if outlet.wishes.is_empty() {
            import.set_aside("a file from which no rule comes");
        } else {
            outlets.push(outlet);
        }
    }
    import.packs = packs(outlets);
    import
}

/// An outlet without wishes as yet, by the name of its file.
fn outlet(name: &str) -> Option<Outlet> {
    let host = name.strip_suffix(".txt")?.to_lowercase();
    let from = format!("site config {name}");
    if host == "global" {
        return Some(Outlet { name: host, from, ..Outlet::default() });
    }
    let below = host.strip_prefix('.');
    let host = super::host(below.unwrap_or(&host))?;
    let (name, host) = match below {
        Some(_) => (format!("_wildcard.{host}"), format!("*.{host}")),
        None => (host.clone(), host),
    };
    Some(Outlet { name, from, hosts: vec![host], ..Outlet::default() })
}

/// A site config that is being read.
struct Config<'f> {
    file: &'f Foreign<'f>,
    import: &'f mut Import,
    outlet: &'f mut Outlet,
}

/// Where a line stands, and the line.
type At<'l> = (usize, &'l str);

/// The name of a directive, what it is for, and its value.
type Found<'l> = (&'static str, Directive, &'l str);

impl Config<'_> {
    fn read(&mut self) {
        let before = self.import.remarks.len();
        let mut lines = Vec::new();
        for (number, line) in self.file.text.trim_start_matches('\u{feff}').lines().enumerate() {
            let at = (number + 1, line.trim());
            if !at.1.is_empty() && !at.1.starts_with('#') {
                self.import.lines += 1;
                match self.directive(at) {
                    Ok(found) => lines.push((at, found)),
                    Err(why) => self.remark(at, true, why),
                }
            }
        }
        // What is to be taken out must be known not to hold the headline and its like.
        lines.sort_by_key(|(_, (_, directive, _))| !matches!(directive, Directive::Is(_)));
        for (at, found) in lines {
            if let Err(why) = self.line(at, found) {
                self.remark(at, true, why);
            }
        }
        let mut seen = HashSet::new();
        self.outlet.wishes.retain(|wish| seen.insert(wish.clone()));
        self.import.remarks[before..].sort_by_key(|remark| remark.line);
    }

    fn remark(&mut self, (line, text): At<'_>, lost: bool, why: impl Into<String>) {
        self.import.remark((self.file.name, line, text), lost, why);
    }

    fn changed(&mut self, at: At<'_>, why: impl Into<String>) {
        self.remark(at, false, why);
    }

    fn line(&mut self, at: At<'_>, (name, directive, value): Found<'_>) -> Result<(), String> {
        if value.is_empty() && directive != Directive::Other {
            return Err("nothing stands behind its colon".to_owned());
        }
        match directive {
            Directive::Body => return self.body(at, value),
            Directive::Strip => return self.strip(at, value),
            Directive::StripName => return self.strip_name(at, value),
            Directive::Is(role) => return self.role(at, role, value, name),
            Directive::Page => self.outlet.notes.push(format!("Try it on {value}")),
            Directive::Words => self.outlet.notes.push(format!("  which says: {value}")),
            Directive::Other => self.import.set_aside(name),
        }
        Ok(())
    }

    /// The directive of a line, by its name or one that is nearly it.
    fn directive<'l>(&mut self, at: At<'l>) -> Result<Found<'l>, String> {
        let (head, value) = at.1.split_once(':').ok_or("no directive; that is a name and a colon")?;
        let name = head.split('(').next().unwrap_or(head).trim();
        if let Some((name, directive)) = known(name) {
            return Ok((name, directive, value.trim()));
        }
        // `test:url: …`
        let joined =
            value.split_once(':').and_then(|(more, rest)| Some((known(&format!("{name}_{}", more.trim()))?, rest)));
        let near = || {
            let names: Vec<&str> = DIRECTIVES.iter().map(|(name, _)| *name).chain(OTHERS.split(' ')).collect();
            nearest(&name.to_lowercase().replace(['-', ' '], "_"), &names).and_then(known).map(|near| (near, value))
        };
        let ((name, directive), value) =
            joined.or_else(near).ok_or_else(|| format!("no directive is called `{name}`"))?;
        self.changed(at, format!("read as `{name}`"));
        Ok((name, directive, value.trim()))
    }

    /// The selectors of an XPath.
    fn selectors(&mut self, at: At<'_>, xpath: &str) -> Result<Translated, String> {
        let translated = translate(xpath)?;
        for repair in &translated.repairs {
            self.changed(at, *repair);
        }
        if !xpath.starts_with(['/', '(', '.']) && !xpath.contains("(/") {
            self.changed(at, "read as if `//` stood before it");
        }
        Ok(translated)
    }

    fn wish(&mut self, action: Action, selector: String) -> Result<(), String> {
        self.outlet.wishes.push(Wish::new(action, selector)?);
        Ok(())
    }

    fn body(&mut self, at: At<'_>, xpath: &str) -> Result<(), String> {
        let selectors = self.selectors(at, xpath)?.selectors;
        selectors.into_iter().try_for_each(|it| self.wish(Action::Cut(Category::Outside, Reach::Block), it))
    }

    fn strip(&mut self, at: At<'_>, xpath: &str) -> Result<(), String> {
        let translated = self.selectors(at, xpath)?;
        if translated.attribute {
            self.import.set_aside("strip of an attribute");
            return Ok(());
        }
        match () {
            () if translated.text => return Err("it takes out text, not elements; see `cut = \"span\"`".to_owned()),
            () if translated.first => return Err("no selector asks for the first element of a whole page".to_owned()),
            () => {}
        }
        translated.selectors.into_iter().try_for_each(|selector| self.strip_elements(at, &[selector]))
    }

    /// Takes out what one of these selectors finds. What Full-Text RSS prints apart belongs to the article here: headlines,
    /// author lines, dates, captions.
    fn strip_elements(&mut self, at: At<'_>, selectors: &[String]) -> Result<(), String> {
        let Some(first) = selectors.first().filter(|first| !has_no_text(first)) else {
            self.import.set_aside("strip of an element without text");
            return Ok(());
        };
        let action = action(first, Category::Outside);
        let held = self.held_by(first);
        if let Action::Role(role) = action {
            self.changed(at, format!("the {role} belongs to the article, and is not cut"));
        } else if !held.is_empty() {
            self.changed(at, "not cut where the headline stands in it");
        }
        let selectors: Vec<_> = selectors.iter().map(|selector| format!("{selector}{held}")).collect();
        self.wish(action, selectors.join(", "))
    }

    /// The condition that what the config says is the headline and the like is spared, where that may stand in an element.
    fn held_by(&self, selector: &str) -> String {
        if may_hold_headline(selector) {
            return ":not(h1, :has(h1))".to_owned();
        }
        let roles = self.outlet.wishes.iter().filter(|wish| matches!(wish.action, Action::Role(_)));
        let inside = roles.filter_map(|wish| wish.selector.strip_prefix(selector)?.strip_prefix(' '));
        inside.map(|inside| format!(":not(:has({inside}))")).collect::<Vec<_>>().concat()
    }

    fn strip_name(&mut self, at: At<'_>, value: &str) -> Result<(), String> {
        let name = value.trim_matches(['"', '\'', '‘', '’', '“', '”']).trim_start_matches(['.', '#']);
        if name != value {
            self.changed(at, "the signs around the name are no part of it");
        }
        let names: Vec<&str> = name.split([' ', '.']).filter(|name| !name.is_empty()).collect();
        match names.as_slice() {
            [name] => self.strip_elements(at, &[class(name), id(name)]),
            [] => Err("it names nothing".to_owned()),
            names => {
                self.changed(at, "read as an element with all of these classes");
                self.strip_elements(at, &[names.iter().map(|name| class(name)).collect()])
            }
        }
    }

    fn role(&mut self, at: At<'_>, role: Role, xpath: &str, name: &str) -> Result<(), String> {
        let translated = self.selectors(at, xpath)?;
        for selector in translated.selectors {
            // Of attributes only a time's says what the reader sees.
            let is_data =
                translated.attribute && !selector.split([' ', '>']).next_back().unwrap_or_default().starts_with("time");
            if is_data || has_no_text(&selector) {
                self.import.set_aside(&format!("{name} in the page's data"));
            } else {
                self.wish(Action::Role(role), selector)?;
            }
        }
        Ok(())
    }
}

fn known(name: &str) -> Option<(&'static str, Directive)> {
    let others = OTHERS.split(' ').map(|name| (name, Directive::Other));
    DIRECTIVES.iter().copied().chain(others).find(|(known, _)| *known == name)
}
