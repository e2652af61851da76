fn main() {
    let sources: Vec<_> = match std::env::args().nth(1) {
        None => offcut::PackSource::builtin(),
        Some(p) => { let mut b = offcut::PackSource::builtin(); b.extend(offcut::PackSource::from_path(p.as_ref()).unwrap()); b }
    };
    let rules = match offcut::RuleSet::new(&sources) { Ok(r) => r, Err(e) => { for e in e { eprintln!("{e}\n"); } std::process::exit(2) } };
    for rule in rules.rules() {
        for f in offcut::check::check(&rules, rule) {
            if f.verdict.name() != "ok" { println!("{} {}: {:?}\n wanted {:?}\n got {:?}", f.verdict, rule.id, f.text, f.wanted, f.got); }
        }
    }
}
