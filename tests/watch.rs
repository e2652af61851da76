//! `offcut rules watch` on a real file: what is saved is tried, and a broken pack does not end it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// What takes so long does not come.
const PATIENCE: Duration = Duration::from_mins(1);

/// The program at work; it ends with the test.
struct Watch {
    program: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(folder: &Path, args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_offcut"));
        command.args(args).current_dir(folder);
        let mut program = command.stdout(Stdio::piped()).spawn().unwrap();
        let (send, lines) = channel();
        let stdout = BufReader::new(program.stdout.take().unwrap());
        std::thread::spawn(move || stdout.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
        Self { program, lines }
    }

    /// Waits for a line that begins so.
    fn says(&self, start: &str) {
        while !self.lines.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("never said `{start}`")).starts_with(start) {
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.program.kill().unwrap();
        self.program.wait().unwrap();
    }
}

#[test]
fn what_is_saved_is_tried() {
    let folder = tempfile::tempdir().unwrap();
    let pack = |starts: &str| {
        let head = "[[rule]]\nid = 'news/ferry'\ncategory = 'related'\ncut = 'block'\nwhy = 'A box.'\n";
        let text = format!(
            "{head}match.phrase.starts = ['{starts}']\nfinds = ['{starts}: 6']\nspares = ['The council met.']\n"
        );
        fs::write(folder.path().join("pack.toml"), text).unwrap();
    };
    pack("Ferry times");
    fs::create_dir(folder.path().join("pages")).unwrap();
    fs::write(folder.path().join("pages/page.txt"), "Ferry times: 6 and 9\n\nBoats: 3\n\nThe council met on Monday.\n")
        .unwrap();
    let watch = Watch::start(folder.path(), &["rules", "watch", "news.example", "pages", "--rules", "pack.toml"]);
    watch.says("pages/page.txt: 1 cut");
    pack("Boats");
    watch.says("- pages/page.txt: Ferry times: 6 and 9  ← news/ferry");
    watch.says("+ pages/page.txt: Boats: 3  ← news/ferry");
    fs::write(folder.path().join("pack.toml"), "[[rule]]\n").unwrap();
    watch.says("error: `id` is missing");
    pack("Ferry times");
    watch.says("+ pages/page.txt: Ferry times: 6 and 9  ← news/ferry");
}

#[test]
fn a_pack_is_watched_with_its_saved_pages() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("news.example");
    fs::create_dir(&pages).unwrap();
    fs::write(folder.path().join("news.example.toml"), "hosts = ['news.example']\n").unwrap();
    fs::write(pages.join("page.clean.txt"), "The council met on Monday.\n").unwrap();
    fs::write(pages.join("page.txt"), "Share\n\nThe council met on Monday.\n").unwrap();
    let watch = Watch::start(folder.path(), &["rules", "test", "news.example.toml", "--watch"]);
    assert_eq!(watch.lines.recv_timeout(PATIENCE).unwrap(), "news.example/page.txt: 1 cut");
}

#[test]
fn the_command_of_the_tutorial_watches() {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::os::unix::fs::symlink(root.join("samples"), folder.path().join("samples")).unwrap();
    fs::create_dir(folder.path().join("packs")).unwrap();
    fs::write(folder.path().join("packs/harbour-herald.example.toml"), "hosts = ['harbour-herald.example']\n").unwrap();
    let tutorial = fs::read_to_string(root.join("docs/tutorial.md")).unwrap();
    let (_, command) = tutorial.split_once("`offcut rules watch ").unwrap();
    let args: Vec<&str> = command.split_once('`').unwrap().0.split_whitespace().collect();
    let watch = Watch::start(folder.path(), &[&["rules", "watch"], &*args].concat());
    watch.says("samples/outlet/eel-fair.html: ");
}
