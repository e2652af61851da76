//! Web pages: what a reader could see becomes text, what the page says of itself is known, and no page goes past its
//! bounds.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use offcut::read::read;
use offcut::{Cleaner, Document, Fate, Kind, Role, Source, Status, restore};

fn page(markup: &str) -> Document {
    read(Source::html(markup)).unwrap().document
}

#[test]
fn text_is_what_a_reader_sees() {
    for (markup, text) in [
        ("<p>One   two\n three</p>", "One two three\n"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo\n"),
        ("<div>One</div><div>Two <b>bold</b>ly</div>", "One\nTwo boldly\n"),
        ("<p>One<br>two<br><br>three</p>", "One\ntwo\n\nthree\n"),
        ("a<b> b </b>c <i>d</i>", "a b c d\n"),
        ("<ul><li>One<li>Two</ul>After", "One\nTwo\n\nAfter\n"),
        ("<table><tr><td>1<td>2<tr><td>3<td>4</table>", "1\t2\n3\t4\n"),
        ("<pre>a\n  b</pre>", "a\n  b\n"),
        ("caf&eacute;&nbsp;&amp; soft&shy;hyphen &#x1F600;", "café\u{a0}& softhyphen 😀\n"),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", "漢かん\n"),
        ("<p>Seen<script>x</script><style>y</style><template>z</template><noscript>n</noscript></p>", "Seen\n"),
        ("<p>Seen<span hidden>a</span><span style='display: none'>b</span><span class='x sr-only'>c</span>", "Seen\n"),
        (
            "<p style='backface-visibility: hidden'>Seen<b style='color:red;VISIBILITY : Hidden !important'>a</b>",
            "Seen\n",
        ),
        ("<select><option>a</select><textarea>b</textarea><svg><text>c</text></svg><button>Seen</button>", "Seen\n"),
        ("<label>Your name</label><input><button>Send</button><b>now</b>", "Your name Send now\n"),
        (
            "<p class='elementor-hidden-desktop elementor-hidden-tablet elementor-hidden-mobile'>a<p class='w-condition-invisible'>b\
             <p class='elementor-hidden-mobile'>Seen",
            "Seen\n",
        ),
        ("<body><div hidden id='S:0'><p>Streamed</p></div>", "Streamed\n"),
        ("<body hidden><p>All hidden</p>", "All hidden\n"),
        ("<details><summary>Q</summary>A</details>", "Q\nA\n"),
        ("", ""),
        ("<p> </p><p>\u{a0}</p>", "\u{a0}\n"),
    ] {
        assert_eq!(page(markup).text, text, "{markup}");
    }
}

#[test]
fn elements_give_roles() {
    let document = page(
        "<title>Bridge shut | Post</title><h1>Post</h1><h1>Bridge shut</h1><p>Text.</p><h2>More</h2><ul><li><p>One</ul>\
         <blockquote><p>Said.</blockquote><figure><figcaption>Seen</figure><table><td>1</table>",
    );
    let roles: Vec<_> = document.blocks.iter().map(|block| block.role).collect();
    let wanted = [
        Role::Subheading,
        Role::Headline,
        Role::Paragraph,
        Role::Subheading,
        Role::ListItem,
        Role::Quote,
        Role::Caption,
        Role::Table,
    ];
    assert_eq!(roles, wanted);
}

#[test]
fn links_are_counted() {
    let document = page("<p>One <a href=x>two three</a> four</p>");
    assert_eq!(document.blocks[0].linked, "two".len() + "three".len());
}

#[test]
fn pages_speak_of_themselves() {
    let document = page(
        "<title>Window</title><meta property='og:title' content='Open'><link rel='canonical' href='https://www.post.example/a'>\
         <meta property='article:published_time' content='2021-03-04'><meta name='author' content='Ben Okafor'>",
    );
    assert_eq!(document.title.as_deref(), Some("Open"));
    assert_eq!((document.outlet.as_deref(), document.date.as_deref()), (Some("post.example"), Some("2021-03-04")));
    assert_eq!(document.byline.as_deref(), Some("Ben Okafor"));
}

#[test]
fn an_address_names_a_host() {
    let url = |canonical: &str, open: &str| {
        page(&format!("<link rel=canonical href='{canonical}'><meta property='og:url' content='{open}'>")).url
    };
    for canonical in ["/a", "story.html", "/login?next=https://other.example/", "?a", "//", "///a", "file:///a"] {
        assert_eq!(url(canonical, "https://post.example/b").as_deref(), Some("https://post.example/b"), "{canonical}");
    }
    assert_eq!(url("//post.example/a", "https://post.example/b").as_deref(), Some("https://post.example/a"));
    assert_eq!(url("http://localhost:8000/a", "").as_deref(), Some("http://localhost:8000/a"));
    assert_eq!(url("/a", "/b"), None);
}

#[test]
fn pages_speak_of_their_text() {
    let document = page(
        "<meta name=description content='A bridge is SHUT.'><h1>Shut</h1><p>Ada Lindqvist, Harbour Post</p><p>Text.</p>\
         <script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":\"Ada Lindqvist\",\"articleBody\":\"The Bridge  is.\"}</script>",
    );
    assert_eq!(document.said.description.as_deref(), Some("a bridge is shut."));
    assert_eq!(document.said.body.as_deref(), Some("the bridge is."));
    assert_eq!(document.text_of(Role::Byline), Some("Ada Lindqvist, Harbour Post"));
}

#[test]
fn json_ld_comes_in_all_shapes() {
    for json in [
        r#"{"@type":"NewsArticle","headline":"Shut","author":{"name":"Ada"}}"#,
        r#"[{"@type":"WebSite","name":"Post"},{"@type":["NewsArticle"],"headline":"Shut","author":["Ada"]}]"#,
        r#"{"@graph":[{"@type":"Person","name":"X"},{"@type":"BlogPosting","headline":"Shut","author":[{"name":"Ada"}]}]}"#,
        "<!--{\"@type\":\"ReportageNewsArticle\",\"headline\":\"Shut\",\"author\":\"Ada\",\"x\":\"line\nend\"}-->",
    ] {
        let document = page(&format!("<script type='application/ld+json'>{json}</script>"));
        assert_eq!((document.title.as_deref(), document.byline.as_deref()), (Some("Shut"), Some("Ada")), "{json}");
    }
    for broken in ["{", "null", "[[[[", r#"{"@type":"Article","headline":7}"#, &"[".repeat(100_000)] {
        assert_eq!(page(&format!("<script type='application/ld+json'>{broken}</script>")).title, None);
    }
}

#[test]
fn encodings_are_found() {
    let read = |bytes: &[u8]| read(Source::bytes(bytes)).unwrap().document;
    assert_eq!(read(b"<!doctype html><meta charset=windows-1251><p>\xcf\xf0\xe8\xe2\xe5\xf2").text, "Привет\n");
    assert_eq!(
        read(b"<html><meta http-equiv=x content='text/html; charset=shift_jis'><p>\x93\x8c\x8b\x9e").text,
        "東京\n"
    );
    assert_eq!(read("<!doctype html><meta charset=latin1><p>Größe".as_bytes()).text, "Größe\n");
    assert_eq!(read(b"\xff\xfe<\0h\0t\0m\0l\0>\0H\0i\0").text, "Hi\n");
    assert_eq!(read(b"  <!-- c -->\n<HTML><p>x").kind, Kind::Html);
    assert_eq!(read(b"<!-- saved from a -> b on Monday --><html><p>x").kind, Kind::Html);
    assert_eq!(read(b"<!--[if lt IE 9]><html class=old><![endif]--><html><p>x").kind, Kind::Html);
    assert_ne!(read(b"Angle <html> in text").kind, Kind::Html);
}

#[test]
fn bounds_hold() {
    let formatting: String =
        (0..4000).map(|n| format!("<b a{n}>")).chain((0..4000).map(|n| format!("<i a{n}>"))).collect();
    let attributes = (0..50_000).map(|n| format!(" a{n}=x")).collect::<Vec<_>>().concat();
    for (markup, limit) in [
        (format!("<p>Text</p>{}", "<div>".repeat(200_000)), "limit.depth"),
        (format!("<p>Text</p>{}", "<ul><li>".repeat(50_000)), "limit.depth"),
        (format!("<p>Text</p>{formatting}x{}", "</b>".repeat(4000)), "limit.depth"),
        (format!("<p>Text</p>{}", "<p>x".repeat(400_000)), "limit.nodes"),
        (format!("<p>Text</p><p{attributes}>more"), "limit.attributes"),
        (format!("<p>Text</p>{}", "<!--x-->".repeat(600_000)), "limit.nodes"),
    ] {
        let document = page(&markup);
        assert!(document.text.starts_with("Text"), "{limit}");
        assert!(document.remarks[0].starts_with(limit), "{limit}");
    }
}

#[test]
fn signs_in_comments_are_no_attributes() {
    let comment = format!("<!--{}-->", "<a href=x>y</a>".repeat(30_000));
    for before in ["", "It is &not; open. ", "<p id=x>"] {
        let document = page(&format!("{before}{comment}<p>The council met.</p>"));
        assert!(document.text.ends_with("The council met.\n") && document.is_whole, "{before}");
        let attributes = (0..50_000).map(|n| format!(" a{n}=x")).collect::<Vec<_>>().concat();
        assert!(!page(&format!("{before}{comment}<p{attributes}>The council met.</p>")).is_whole, "{before}");
    }
}

#[test]
fn a_page_past_a_bound_is_left_as_it_was() {
    let advert = "<p class=ad>Advertisement</p>";
    let page = format!("{advert}<p>The council met.</p>{}<p>It voted.</p>", "<div>".repeat(600));
    let cleaned = Cleaner::builtin().clean(Source::html(page)).unwrap();
    assert_eq!((cleaned.status, &*cleaned.text), (Status::Flagged, "Advertisement\n\nThe council met.\n"));
    assert!(cleaned.cuts.is_empty() && cleaned.rulings.iter().all(|ruling| ruling.fate != Fate::Cut));
    let remark = cleaned.remark().unwrap();
    assert!(remark.starts_with("limit.depth") && remark.ends_with("not read; nothing was cut"), "{remark}");
}

#[test]
fn depth_is_bounded_whatever_stands_between_the_elements() {
    let level = format!("<div>{}a", "a&amp;".repeat(3));
    for before in 0..8 {
        let document = page(&format!("<p>Text</p>{}{}", "a&amp;".repeat(before), level.repeat(5000)));
        let remark = document.remarks.concat();
        assert!(remark.starts_with("limit.depth"), "{before}: {remark:?}");
    }
}

#[test]
fn cuts_carry_the_path_of_their_element() {
    let markup = "<main id=m><div class='story big'><p>The council met.</p><p class=ad>Advertisement</p></div></main>";
    let cleaned = Cleaner::builtin().clean(Source::html(markup)).unwrap();
    assert_eq!(cleaned.cuts[0].path.as_deref(), Some("main#m > div.story.big > p.ad"));
    assert_eq!(restore(&cleaned.text, &cleaned.cuts).unwrap(), cleaned.document.text);
    let markup = "<div class='md:flex w-1/2'><p>The council met.</p><p id=2nd>Advertisement</p></div>";
    let cleaned = Cleaner::builtin().clean(Source::html(markup)).unwrap();
    assert_eq!(cleaned.cuts[0].path.as_deref(), Some("p#\\32 nd"));
    let cleaned = Cleaner::builtin().clean(Source::html(markup.replace(" id=2nd", ""))).unwrap();
    assert_eq!(cleaned.cuts[0].path.as_deref(), Some(r"body > div.md\:flex.w-1\/2 > p"));
}

#[test]
fn a_blank_title_says_nothing() {
    let titled = |title: &str| {
        let page = Source::html("<title>Storm breaks bridge</title><p>Two arches fell.");
        read(Source { title: Some(title.into()), date: Some(title.into()), ..page }).unwrap().document
    };
    assert_eq!((titled(" ").title.as_deref(), titled("").date), (Some("Storm breaks bridge"), None));
    assert_eq!(titled("Bridge falls").title.as_deref(), Some("Bridge falls"));
}

/// Eight paragraphs, a menu before and teasers behind.
fn long_page() -> String {
    let paragraph =
        "<p>The council met on Monday evening to talk about the bridge, which the storm had shut in March.</p>";
    let menu: String = (0..9).map(|n| format!("<li><a href=/{n}>Section {n}</a></li>")).collect::<Vec<_>>().concat();
    let teaser =
        "<div class=teaser><img><h3><a href=/x>Ferry fares to rise</a></h3><p>What it means for you.</p></div>";
    let text: String = (0..8).map(|n| paragraph.replace("Monday", &format!("day {n}"))).collect();
    format!("<ul>{menu}</ul><h1>Bridge shut</h1><div class=article-body>{text}</div><div>{}</div>", teaser.repeat(4))
}

#[test]
fn evidence_finds_the_article_and_adds_up() {
    let cleaner = Cleaner::builtin();
    let cleaned = cleaner.clean(Source::html(long_page())).unwrap();
    assert_eq!(cleaned.text.lines().filter(|line| !line.is_empty()).count(), 1 + 8, "{}", cleaned.text);
    let weighed = cleaner.weigh(Source::html(long_page())).unwrap();
    assert!(weighed.len() >= 8);
    for block in weighed {
        let sum: f32 = block.second.iter().map(|(_, value, weight)| value * weight).sum();
        assert!((sum - block.score).abs() < 1e-3, "{block:?}");
        let own: f32 = block.first.iter().map(|(_, _, weight)| weight).sum();
        let (_, seen, _) = block.second.iter().find(|(name, ..)| *name == "own").unwrap();
        assert!((own.clamp(-7.0, 7.0) - seen).abs() < 1e-3, "{block:?}");
        let inside = cleaned.text.contains(block.span.of(&cleaned.document.text));
        assert_eq!(block.score >= block.least, inside, "{block:?}");
    }
}

#[test]
fn what_stands_in_a_menu_is_no_neighbour() {
    let crumbs = "<nav><a href=/>Home</a><p>Bridge shut after the storm</p></nav><h1>Bridge shut after the storm</h1>";
    let page = long_page().replace("<h1>Bridge shut</h1>", crumbs);
    let cleaned = Cleaner::builtin().clean(Source::html(page)).unwrap();
    assert!(cleaned.text.starts_with("Bridge shut after the storm\n\nThe council"), "{}", cleaned.text);
}

#[test]
fn a_correction_stays_in_an_element_that_goes() {
    let page = "<p>The council met.</p><nav><p>Ferry</p><p>Correction: The bridge is of 1931.</p><p>Quay</p></nav>";
    let cleaned = Cleaner::builtin().clean(Source::html(page)).unwrap();
    assert_eq!(cleaned.text, "The council met.\n\nCorrection: The bridge is of 1931.\n");
}

#[test]
fn a_page_with_little_text_is_left_alone() {
    let page = "<p>Harbour</p><p>Quay</p><p>The ferry is late.</p>";
    assert!(Cleaner::builtin().weigh(Source::html(page)).unwrap().is_empty());
    assert_eq!(Cleaner::builtin().clean(Source::html(page)).unwrap().text, "Harbour\n\nQuay\n\nThe ferry is late.\n");
}

#[test]
fn scripts_and_styles_are_left_out_and_end_where_browsers_end_them() {
    let long = "x".repeat(3000);
    for (markup, text) in [
        (format!("<p>One</p><SCRIPT>if (a</b) {long}</ScRiPt ><p>Two</p>"), "One\n\nTwo\n"),
        (format!("<p>One</p><script a='>' b=\"{long}\">'<p>no</p>'</script><p>Two</p>"), "One\n\nTwo\n"),
        ("<p>One</p><script><!-- <script> no </script> no --></script><p>Two</p>".to_owned(), "One\n\nTwo\n"),
        ("<p>One</p><script></scriptx> no </script><p>Two</p>".to_owned(), "One\n\nTwo\n"),
        (format!("<p>One</p><style>p > a {{}} {long}</style><p>Two</p>"), "One\n\nTwo\n"),
        ("<p>One</p><svg><style>no</style></svg><p>Two</p>".to_owned(), "One\n\nTwo\n"),
        ("<p>One</p><textarea><script></textarea><p>Two</p>".to_owned(), "One\n\nTwo\n"),
        (format!("<p>One</p><script>{long}<p>Two</p>"), "One\n"),
    ] {
        let found = page(&markup).text;
        assert_eq!(found, text, "{}", &markup[..60]);
    }
}
