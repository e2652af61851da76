//! Why something is cut: the closed list of categories.

use crate::names::named;

named! {
    /// What a piece of boilerplate is. The list is closed: a new category is a decision.
    ///
    /// ```
    /// use offcut::Category;
    /// assert_eq!("newsletter".parse(), Ok(Category::Newsletter));
    /// assert!("newsletters".parse::<Category>().is_err());
    /// ```
    Category, "category" {
        /// Menus, skip links, breadcrumbs, pagers.
        Navigation = "navigation",
        /// Invitations to subscribe to mail, and the form's own messages.
        Newsletter = "newsletter",
        /// Share and follow bars, app prompts.
        Share = "share",
        /// Links to other articles: lists, cards, "read more" lines, widgets.
        Related = "related",
        /// A caption or headline that stands twice.
        CaptionDuplicate = "caption-duplicate",
        /// Who owns or made a picture, where it stands alone.
        Credit = "credit",
        /// Advertisements, their labels, affiliate notices.
        Advert = "advert",
        /// Requests for donations or support.
        Appeal = "appeal",
        /// Offers and notices of a paywall or an account.
        Paywall = "paywall",
        /// Cookie and privacy dialogues.
        Consent = "consent",
        /// A note about the author, contact lines.
        AuthorBio = "author-bio",
        /// Readers' comments and their forms.
        Comments = "comments",
        /// Audio and video players' controls.
        Player = "player",
        /// Licence and republication notices.
        Licence = "licence",
        /// Copyright lines, imprints, site-wide footers.
        Footer = "footer",
        /// What the scraper or the page's scripts left: prefixes, placeholders, marks.
        Artefact = "artefact",
        /// Not part of the article at all, or a role that the profile leaves out.
        Outside = "outside",
        /// White space that nothing needs any more.
        Space = "space",
    }
}
