//! What a page says of itself: title, author, date, address, in its head and in JSON-LD.

use scraper::{ElementRef, Html};
use serde_json::Value;

use crate::document::Said;
use crate::fold::fold;

/// What a page says of itself.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) struct Meta {
    pub title: Option<String>,
    pub byline: Option<String>,
    pub date: Option<String>,
    pub url: Option<String>,
    pub said: Said,
}

/// Looks at every `title`, `meta`, `link` and JSON-LD block of the page; what the article's own data says goes first.
pub(super) fn find(html: &Html) -> Meta {
    let mut heard = Heard::default();
    for element in html.tree.root().descendants().filter_map(ElementRef::wrap) {
        let text = || element.text().collect::<String>();
        match element.value().name() {
            "title" => heard.window_title = heard.window_title.or_else(|| clean(&text())),
            "link" if is_canonical(element) => {
                heard.canonical = heard.canonical.or_else(|| clean(element.attr("href")?));
            }
            "meta" => heard.hear_meta(element),
            "script" if element.attr("type") == Some("application/ld+json") => heard.hear_json(&text()),
            _ => {}
        }
    }
    heard.together()
}

fn is_canonical(link: ElementRef<'_>) -> bool {
    link.attr("rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|kind| kind == "canonical"))
}

/// Everything that was said, before it is known what counts.
#[derive(Default)]
struct Heard {
    data: Meta,
    properties: Meta,
    window_title: Option<String>,
    canonical: Option<String>,
}

impl Heard {
    fn hear_meta(&mut self, element: ElementRef<'_>) {
        let name = element.attr("property").or_else(|| element.attr("name")).or_else(|| element.attr("itemprop"));
        let (Some(name), Some(value)) = (name, element.attr("content").and_then(clean)) else { return };
        let place = match name.to_ascii_lowercase().as_str() {
            "og:title" | "twitter:title" | "headline" => &mut self.properties.title,
            "author" | "article:author" | "parsely-author" | "byl" | "dc.creator" => &mut self.properties.byline,
            "article:published_time" | "datepublished" | "date" | "dc.date" | "parsely-pub-date" | "pubdate" => {
                &mut self.properties.date
            }
            "og:url" => &mut self.properties.url,
            "description" | "og:description" | "twitter:description" => &mut self.properties.said.description,
            _ => return,
        };
        place.get_or_insert(value);
    }

    fn hear_json(&mut self, json: &str) {
        let Some(value) = parse(json) else { return };
        let mut open = vec![&value];
        // Without recursion: the nesting is the page's to choose.
        while let Some(value) = open.pop() {
            match value {
                Value::Array(items) => open.extend(items.iter().rev()),
                Value::Object(fields) => {
                    if is_article(fields.get("@type")) {
                        self.hear_article(fields);
                    }
                    open.extend(
                        ["@graph", "mainEntity", "mainEntityOfPage"].into_iter().filter_map(|key| fields.get(key)),
                    );
                }
                _ => {}
            }
        }
    }

    fn hear_article(&mut self, fields: &serde_json::Map<String, Value>) {
        let text = |key: &str| fields.get(key).and_then(Value::as_str).and_then(clean);
        let data = &mut self.data;
        data.title = data.title.take().or_else(|| text("headline")).or_else(|| text("name"));
        data.date = data.date.take().or_else(|| text("datePublished"));
        data.url = data.url.take().or_else(|| text("url"));
        data.byline = data.byline.take().or_else(|| names(fields.get("author")?));
        data.said.body = data.said.body.take().or_else(|| text("articleBody")).or_else(|| text("reviewBody"));
        data.said.description = data.said.description.take().or_else(|| text("description"));
    }

    fn together(self) -> Meta {
        let Self { data, properties, window_title, canonical } = self;
        Meta {
            title: data.title.or(properties.title).or(window_title),
            byline: data.byline.or(properties.byline.filter(|name| !name.starts_with("http"))),
            date: data.date.or(properties.date),
            url: [canonical, properties.url, data.url].into_iter().flatten().find_map(|said| address(&said)),
            said: Said {
                body: data.said.body.map(|body| fold(&body)),
                description: properties.said.description.or(data.said.description).map(|text| fold(&text)),
            },
        }
    }
}

/// An address that names a host. `//host/path` leaves only the scheme to the page; what is relative to the page's own
/// address does not say which that is.
fn address(said: &str) -> Option<String> {
    let address = if said.starts_with("//") { format!("https:{said}") } else { said.to_owned() };
    let (scheme, rest) = address.split_once("://")?;
    let is_whole = scheme.chars().all(|c| c.is_ascii_alphabetic()) && rest.starts_with(char::is_alphanumeric);
    is_whole.then_some(address)
}

/// JSON as pages write it: line ends and tabs inside strings are mended.
fn parse(json: &str) -> Option<Value> {
    let json = json.trim().trim_start_matches("<!--").trim_end_matches("-->").trim_end_matches(';');
    serde_json::from_str(json).ok().or_else(|| {
        let mended: String = json.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&mended).ok()
    })
}

fn is_article(kind: Option<&Value>) -> bool {
    let named = |value: &Value| {
        value.as_str().is_some_and(|name| name.ends_with("Article") || name.ends_with("Posting") || name == "Report")
    };
    match kind {
        Some(Value::Array(kinds)) => kinds.iter().any(named),
        Some(kind) => named(kind),
        None => false,
    }
}

/// One author or several, as a name, an object with a name, or a list of either.
fn names(author: &Value) -> Option<String> {
    let name = |author: &Value| author.as_str().or_else(|| author.get("name")?.as_str()).and_then(clean);
    match author {
        Value::Array(authors) => {
            let names: Vec<_> = authors.iter().filter_map(name).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        one => name(one),
    }
}

/// White space folded; nothing for an empty text.
fn clean(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}
