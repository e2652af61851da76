//! What a selector's names say of what it finds.

use crate::category::Category;
use crate::document::Role;
use crate::hit::Reach;
use crate::matcher::{Call, Mark, marks};
use crate::rule::Action;

/// Words of names, in small letters, and what is called so.
const CATEGORIES: &[(Category, &str)] = &[
    (Category::Newsletter, "newsletter newsletters nl signup mailchimp mailing mailinglist nieuwsbrief inscription"),
    (
        Category::Share,
        "share shares sharing sharer social socials sns follow facebook twitter whatsapp telegram pinterest linkedin \
         flattr sharedaddy addthis addtoany sociable teilen partager compartir condividi",
    ),
    (
        Category::Related,
        "related relateds recommended recommendation recommendations recommends recirc recirculation outbrain taboola \
         plista teaser teasers readmore readalso seealso popular trending trends mostread morefrom moreon upnext \
         crosslink crosslinks carousel similar latest",
    ),
    (
        Category::Advert,
        "ad ads adv adx advert adverts advertise advertisement advertising advertorial adbox adslot adsense adsbygoogle \
         adcontainer adwrapper adunit banner banners sponsor sponsored sponsors dfp gpt commercial affiliate promo \
         promoted promotion anzeige anzeigen werbung reklame publicite publicidad pub",
    ),
    (Category::Appeal, "appeal donate donation donations contribution contributions contribute support spenden"),
    (
        Category::Paywall,
        "paywall premium subscribe subscriber subscribers subscription subscriptions regwall register registration login \
         signin gate metered abo abonnement",
    ),
    (Category::Consent, "cookie cookies consent gdpr privacy cmp"),
    (Category::AuthorBio, "authorbox authorbio authorinfo authorcard authorprofile aboutauthor bio biography"),
    (
        Category::Comments,
        "comment comments commenting disqus livefyre replies respond kommentare commentaires comentarios",
    ),
    (Category::Player, "player players audio video videos podcast listen jwplayer"),
    (Category::Licence, "licence license republish reprint reprints"),
    (Category::Footer, "footer foot colophon imprint copyright"),
    (
        Category::Navigation,
        "nav navi navbar navigation menu menus breadcrumb breadcrumbs pager pagination paging topbar tag \
         tags tagcloud topics topic category categories skip skiplink prev next pagenav toc",
    ),
    (Category::Credit, "credit credits photographer imagecredit"),
];

/// The same for what belongs to an article. Site configs strip it where they print it elsewhere.
const ROLES: &[(Role, &str)] = &[
    (Role::Headline, "h1 headline"),
    (Role::Byline, "byline bylines author authors autor autoren auteur writer"),
    (Role::Date, "date dateline timestamp published pubdate datetime time datum fecha"),
    (Role::Caption, "figcaption caption captions legend"),
];

/// What to do with what a selector finds: as its last telling word says, which is the nearest to the element itself.
pub(crate) fn action(selector: &str, otherwise: Category) -> Action {
    let words = words(&without_not(selector));
    // Two words may tell what neither tells alone: `most-read`.
    let mut names =
        (0..words.len()).rev().flat_map(|at| [words[at.saturating_sub(1)..=at].concat(), words[at].clone()]);
    names.find_map(|name| told_by(&name)).unwrap_or(Action::Cut(otherwise, Reach::Element))
}

/// The category that its names tell, if they tell one.
pub(crate) fn category(selector: &str) -> Option<Category> {
    match action(selector, Category::Outside) {
        Action::Cut(category, _) => (category != Category::Outside).then_some(category),
        Action::Keep(_) | Action::Role(_) => None,
    }
}

/// The role that its names tell, if they tell one.
pub(crate) fn role(selector: &str) -> Option<Role> {
    match action(selector, Category::Outside) {
        Action::Role(role) => Some(role),
        Action::Cut(..) | Action::Keep(_) => None,
    }
}

/// Elements that are no text, so that nothing can be cut of them.
const NO_TEXT: &str = "img picture source svg iframe object embed video audio canvas script style noscript link meta input \
    select textarea hr br head title amp-ad amp-img amp-iframe";

/// Whether what a selector finds holds no text, by the name of the element.
pub(crate) fn has_no_text(selector: &str) -> bool {
    let subject = selector.rsplit([' ', '>', '+', '~']).next().unwrap_or(selector);
    let tag = subject.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default();
    !tag.is_empty() && NO_TEXT.split_ascii_whitespace().any(|known| known == tag)
}

/// Whether a headline may stand in what a selector finds, by its last word.
pub(crate) fn may_hold_headline(selector: &str) -> bool {
    let words = words(&without_not(selector));
    words.last().is_some_and(|word| ["header", "head", "heading", "hero", "hgroup", "title"].contains(&word.as_str()))
}

fn told_by(name: &str) -> Option<Action> {
    let has = |words: &str| words.split_ascii_whitespace().any(|known| known == name);
    let category = CATEGORIES.iter().find(|(_, words)| has(words));
    let role = || ROLES.iter().find(|(_, words)| has(words)).map(|(role, _)| Action::Role(*role));
    category.map(|(category, _)| Action::Cut(*category, Reach::Element)).or_else(role)
}

/// Whether a machine made a class or an id: the next build of the site has another.
pub(crate) fn is_hashed(name: &str) -> bool {
    let parts = || name.split(['-', '_']).filter(|part| !part.is_empty());
    let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    // `mc4wp` and `h2o` are a person's.
    let mixed = |part: &str| {
        digits(part) > 1 && part.trim_end_matches(|c: char| c.is_ascii_digit()).contains(|c: char| c.is_ascii_digit())
    };
    let of_a_tool = parts().next().is_some_and(|tool| ["css", "sc", "jsx", "svelte", "emotion"].contains(&tool));
    parts().any(|part| is_jumble(part) || mixed(part)) || (of_a_tool && digits(name) > 0)
}

/// Capitals at random: two in a row amid small letters, or hardly two letters from one to the next.
pub(crate) fn is_jumble(part: &str) -> bool {
    let capital = |c: char| c.is_ascii_uppercase();
    let mixed = part.contains(capital) && part.contains(|c: char| c.is_ascii_lowercase());
    let in_a_row = part.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_uppercase));
    let capitals = part.chars().filter(|c| capital(*c)).count();
    mixed && part.len() <= 8 && (in_a_row || (capitals > 1 && capitals * 3 >= part.len()))
}

/// What an element is *not* called says nothing of it.
fn without_not(selector: &str) -> String {
    let mut kept = selector.to_owned();
    for mark in marks(selector).unwrap_or_default().into_iter().rev() {
        if let Mark::Call(Call { name: "not", at, .. }) = mark {
            kept.replace_range(at, "");
        }
    }
    kept
}

/// The words of all names: `shareBar__top-left2` has four. Numbers behind a word do not count, but `h1` has one.
fn words(selector: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in selector.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && before.is_lowercase()) {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    let bare = |word: &String| word.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let words = words.into_iter().map(|word| if word.chars().nth(2).is_some() { bare(&word) } else { word });
    words.filter(|word| word.chars().nth(1).is_some()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_names_are_known() {
        for name in ["css-1x2y3z", "sc-bdVaJa", "Box_title__3xYz1", "jsx-38472", "_3kX9zq", "text-NyXPlw"] {
            assert!(is_hashed(name), "{name}");
        }
        for name in ["most-read", "newsletterBox", "related2", "o-teaser__list", "h2o-box", "entry-content", "sc-box"] {
            assert!(!is_hashed(name), "{name}");
        }
    }

    #[test]
    fn names_tell() {
        let cut = |category| Action::Cut(category, Reach::Element);
        for (selector, wanted) in [
            (".share-bar", cut(Category::Share)),
            ("#comments .shareBar2", cut(Category::Share)),
            ("div[class*=\"Newsletter_x\"]", cut(Category::Newsletter)),
            ("div.ad:not(.share:has(nav))", cut(Category::Advert)),
            (".author-box", cut(Category::AuthorBio)),
            ("h4.author", Action::Role(Role::Byline)),
            (".most-read, .share-tools", cut(Category::Share)),
            (".most-read li", cut(Category::Related)),
            ("nav", cut(Category::Navigation)),
            ("h3:contains(Related):upward(section)", cut(Category::Related)),
            (".shadow, .adapter", cut(Category::Outside)),
            ("p.byline", Action::Role(Role::Byline)),
            ("article h1", Action::Role(Role::Headline)),
        ] {
            assert_eq!(action(selector, Category::Outside), wanted, "{selector}");
        }
    }
}
