//! Many inputs: read in order, cleaned by several threads, handed on in order, never all in memory at once.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

use offcut::Source;
use rayon::prelude::*;

use crate::args::{From, ReadingArgs};
use crate::files::Entry;
use crate::input::{self, BadInput, Format, format_of};

/// One thing to clean.
pub enum Item {
    /// A whole file; its bytes are read by the thread that cleans it.
    File(Entry),
    /// What standard input held.
    Bytes { bytes: Vec<u8>, id: String },
    /// One line of NDJSON, and the name for a record that has none.
    Line { line: Vec<u8>, name: String },
    /// Something that could not be read at all.
    Trouble { id: String, why: String, is_line: bool },
}

impl Item {
    /// What is to be cleaned. A file is read now.
    pub fn source(self, reading: &ReadingArgs) -> Result<Source, BadInput> {
        match self {
            Self::Trouble { id, why, .. } => Err(BadInput { id, url: None, why }),
            Self::Line { line, name } => input::from_line(&line, &name, reading),
            Self::Bytes { bytes, id } => Ok(input::from_bytes(bytes, id, reading)),
            Self::File(entry) => match std::fs::read(entry.path.unwrap_or_default()) {
                Ok(bytes) => Ok(input::from_bytes(bytes, entry.id, reading)),
                Err(error) => Err(BadInput { id: entry.id, url: None, why: error.to_string() }),
            },
        }
    }
}

/// Longer lines are refused, so that a file without line ends cannot fill the memory.
const LONGEST_LINE: u64 = 256 << 20;

/// The items of a run's entries, in order.
pub struct Items {
    entries: VecDeque<Entry>,
    from: From,
    lines: Option<Lines>,
}

struct Lines {
    reader: Box<dyn BufRead>,
    id: String,
    number: usize,
}

impl Items {
    pub fn new(entries: Vec<Entry>, from: From) -> Self {
        Self { entries: entries.into(), from, lines: None }
    }

    fn open(&mut self, entry: Entry) -> Option<Item> {
        if let Some(why) = entry.trouble {
            return Some(Item::Trouble { id: entry.id, why, is_line: false });
        }
        match &entry.path {
            Some(path) if format_of(self.from, Some(path), &[]) == Format::Page => Some(Item::File(entry)),
            Some(path) => match File::open(path) {
                Ok(file) => self.read_lines(Box::new(BufReader::new(file)), entry.id),
                Err(error) => Some(Item::Trouble { id: entry.id, why: error.to_string(), is_line: false }),
            },
            None => self.standard_input(entry.id),
        }
    }

    fn read_lines(&mut self, reader: Box<dyn BufRead>, id: String) -> Option<Item> {
        self.lines = Some(Lines { reader, id, number: 0 });
        None
    }

    /// Standard input has no name that tells its format, so its first line does.
    fn standard_input(&mut self, id: String) -> Option<Item> {
        let mut reader = BufReader::new(io::stdin());
        let mut first = Vec::new();
        let read = (&mut reader).take(LONGEST_LINE).read_until(b'\n', &mut first);
        if read.is_ok() && format_of(self.from, None, &first) == Format::Ndjson {
            return self.read_lines(Box::new(io::Cursor::new(first).chain(reader)), id);
        }
        match read.and_then(|_| reader.read_to_end(&mut first)) {
            Ok(_) => Some(Item::Bytes { bytes: first, id }),
            Err(error) => Some(Item::Trouble { id, why: error.to_string(), is_line: false }),
        }
    }
}

impl Lines {
    fn next(&mut self) -> Option<Item> {
        let mut line = Vec::new();
        self.number += 1;
        let name = format!("{}:{}", self.id, self.number);
        match (&mut self.reader).take(LONGEST_LINE).read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(_) if line.len() as u64 == LONGEST_LINE && !line.ends_with(b"\n") => {
                let skipped = skip_line(&mut self.reader);
                let why = format!(
                    "the line is longer than {} MiB{}",
                    LONGEST_LINE >> 20,
                    skipped.err().map_or("", |_| " and not to be read")
                );
                Some(Item::Trouble { id: name, why, is_line: true })
            }
            Ok(_) => Some(Item::Line { line, name }),
            Err(error) => {
                self.reader = Box::new(io::empty());
                Some(Item::Trouble { id: name, why: error.to_string(), is_line: true })
            }
        }
    }
}

fn skip_line(reader: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        let end = buffer.iter().position(|&byte| byte == b'\n');
        let used = end.map_or(buffer.len(), |end| end + 1);
        reader.consume(used);
        if end.is_some() || used == 0 {
            return Ok(());
        }
    }
}

impl Iterator for Items {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.lines.as_mut().and_then(Lines::next) {
                return Some(item);
            }
            self.lines = None;
            let entry = self.entries.pop_front()?;
            if let Some(item) = self.open(entry) {
                return Some(item);
            }
        }
    }
}

/// Items that are in memory at once, for each thread.
const AHEAD: usize = 32;

/// Runs `work` over all items on `threads` threads and hands the results to `take` in order. `take` says whether to
/// go on.
pub fn run<T: Send>(
    mut items: impl Iterator<Item = Item>,
    threads: usize,
    work: impl Fn(Item) -> T + Sync,
    mut take: impl FnMut(T) -> anyhow::Result<bool>,
) -> anyhow::Result<()> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    loop {
        let chunk: Vec<Item> = items.by_ref().take(AHEAD * pool.current_num_threads()).collect();
        if chunk.is_empty() {
            return Ok(());
        }
        let done: Vec<T> = pool.install(|| chunk.into_par_iter().map(&work).collect());
        for result in done {
            if !take(result)? {
                return Ok(());
            }
        }
    }
}
