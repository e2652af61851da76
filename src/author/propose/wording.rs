//! What kind of boilerplate something is, by its words, its names and its place.

use crate::category::Category;
use crate::document::Role;

use super::handle;

/// Words of element names and of labels that tell a category.
const CUES: &[(Category, &[&str])] = &[
    (Category::Newsletter, &["newsletter", "newsletters", "subscribe", "signup", "inbox", "mailing", "briefing"]),
    (Category::Paywall, &["paywall", "subscription", "subscriber", "subscribers", "abo", "premium", "login"]),
    (Category::Consent, &["cookie", "cookies", "consent", "gdpr", "privacy"]),
    (Category::Comments, &["comment", "comments", "disqus", "kommentare", "commentaires", "comentarios"]),
    (Category::Share, &["share", "sharing", "social", "follow", "whatsapp", "facebook", "teilen"]),
    (
        Category::Advert,
        &["advert", "advertisement", "ads", "sponsored", "promo", "promotion", "promoted", "affiliate", "anzeige"],
    ),
    (Category::Appeal, &["donate", "donation", "donations", "support", "contribute", "fundraising", "spenden"]),
    (Category::AuthorBio, &["author", "authors", "bio", "autor", "auteur", "contributor"]),
    (Category::Credit, &["credit", "credits", "photo", "foto", "getty", "reuters", "afp", "dpa"]),
    (Category::Player, &["player", "audio", "podcast", "playlist"]),
    (Category::Footer, &["footer", "copyright", "imprint", "impressum", "colophon", "rights"]),
    (
        Category::Related,
        &[
            "related",
            "recommended",
            "recommendations",
            "teaser",
            "teasers",
            "popular",
            "trending",
            "latest",
            "more",
            "read",
            "stories",
            "headlines",
            "lesen",
            "mehr",
            "lire",
            "leer",
            "leggi",
            "meistgelesen",
            "carousel",
        ],
    ),
    (
        Category::Navigation,
        &["nav", "navigation", "menu", "breadcrumb", "breadcrumbs", "pager", "pagination", "tags", "topics"],
    ),
];

/// The category that the words of a name or a label tell.
pub(super) fn category(words: &str) -> Option<Category> {
    let words = handle::words(words);
    let tells = |cues: &&[&str]| words.iter().any(|word| cues.contains(&&**word));
    CUES.iter().find(|(_, cues)| tells(cues)).map(|(category, _)| *category)
}

/// Words of element names that tell a role which every article has.
const ROLES: &[(Role, &[&str])] = &[
    (Role::Byline, &["byline", "author", "authors", "autor", "autoren", "auteur"]),
    (Role::Date, &["date", "dateline", "datetime", "time", "timestamp", "published", "updated"]),
];

/// The role that the words of an element's name tell.
pub(super) fn role(words: &str) -> Option<Role> {
    let words = handle::words(words);
    ROLES.iter().find(|(_, cues)| words.iter().any(|word| cues.contains(&&**word))).map(|(role, _)| *role)
}
