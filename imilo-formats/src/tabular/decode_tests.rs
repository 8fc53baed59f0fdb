use std::io;

use super::*;

/// Hands out a few bytes at a time, then fails if told to.
struct Chunks<'a> {
    data: &'a [u8],
    size: usize,
    failure: Option<ErrorKind>,
}

impl Read for Chunks<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.data.is_empty()
            && let Some(kind) = self.failure
        {
            return Err(kind.into());
        }
        let size = self.size.min(self.data.len()).min(buf.len());
        let (now, later) = self.data.split_at(size);
        buf[..size].copy_from_slice(now);
        self.data = later;
        Ok(size)
    }
}

type Lines = Vec<(u64, Result<String, RefusalCode>)>;

fn drain<R: Read>(source: &mut LineSource<R>) -> Lines {
    let mut lines = Vec::new();
    while let Some(line) = source.next_line() {
        lines.push((line.number, line.text.map(str::to_owned)));
    }
    lines
}

fn texts(data: &[u8]) -> Vec<Result<String, RefusalCode>> {
    drain(&mut LineSource::open(data, None).unwrap()).into_iter().map(|(_, text)| text).collect()
}

fn opening(data: &[u8]) -> TabularError {
    LineSource::open(data, None).err().unwrap()
}

fn ok(text: &str) -> Result<String, RefusalCode> {
    Ok(text.to_owned())
}

#[test]
fn line_ends() {
    let expected = [ok("a;b"), ok("1;2"), ok(""), ok("3;4")];
    assert_eq!(texts(b"a;b\n1;2\n\n3;4"), expected);
    assert_eq!(texts(b"a;b\r\n1;2\r\n\r\n3;4\r\n"), expected);
    assert_eq!(texts(b"a;b\r\r\n1;2\r\n\n3;4\n"), expected);
    assert_eq!(texts(b"a;b\r1;2\r\r3;4\r"), expected);
    assert_eq!(texts(b"a;b\r"), [ok("a;b")]);
    let stray = texts(b"a;b\n1;2\r3;4\n5;6\n");
    assert_eq!(stray, [ok("a;b"), Err(RefusalCode::ControlCharacter), ok("5;6")]);
}

#[test]
fn encodings() {
    let mut source = LineSource::open(&b"nom\n\xE9t\xE9\nOK\n\x80 \x9Cuvre \xC3\xA9\n"[..], None).unwrap();
    assert_eq!(source.encoding(), None);
    let lines: Vec<_> = drain(&mut source).into_iter().map(|(_, text)| text).collect();
    assert_eq!(lines, [ok("nom"), ok("été"), ok("OK"), ok("€ œuvre Ã©")]);
    assert_eq!(source.encoding(), Some(Encoding::Windows1252));

    // Decided once: a later line of the other encoding is refused.
    let bad = Err(RefusalCode::Encoding);
    assert_eq!(texts(b"nom\n\xC3\xA9\n\xE9\nok"), [ok("nom"), ok("é"), bad.clone(), ok("ok")]);
    // A byte order mark decides before any line, and over the caller.
    assert_eq!(texts(b"\xEF\xBB\xBFnom\n\xE9\n\xC3\xA9"), [ok("nom"), bad, ok("é")]);
    let mut source = LineSource::open(&b"\xEF\xBB\xBF\xC3\xA9"[..], Some(Encoding::Windows1252)).unwrap();
    assert_eq!(drain(&mut source), [(1, ok("é"))]);
    let mut source = LineSource::open(&b"\xC3\xA9"[..], Some(Encoding::Windows1252)).unwrap();
    assert_eq!(drain(&mut source), [(1, ok("Ã©"))]);
}

#[test]
fn files_that_are_not_text() {
    assert_eq!(opening(b"\xFF\xFEa\0;\0"), TabularError::Utf16);
    assert_eq!(opening(b"\xFE\xFF\0a\0;"), TabularError::Utf16);
    assert_eq!(opening(b"nom;prenom\nA\0;B\n"), TabularError::Binary);
    assert_eq!(opening(b"\x01\x02\x03a"), TabularError::Binary);
    for empty in [&b""[..], b"\xEF\xBB\xBF", b"\n\r\n  \n\t\n", b"\xEF\xBB\xBF\n\n", b" ", b"\r\r"] {
        assert_eq!(opening(empty), TabularError::Empty);
    }
    assert_eq!(opening(&vec![b'\n'; 3 * MAX_LINE]), TabularError::Empty);
}

#[test]
fn blank_lines_ahead_are_counted() {
    let mut source = LineSource::open(&b"\n  \r\n\nnom\n"[..], None).unwrap();
    assert_eq!(source.leading_blank_lines(), 3);
    assert_eq!(drain(&mut source), [(4, ok("nom"))]);
    assert_eq!(source.position(), 10);
    // More of them than the sample or the buffer holds.
    let mut data = vec![b'\n'; 2 * BUFFER];
    data.extend_from_slice(b"nom");
    let mut source = LineSource::open(&data[..], None).unwrap();
    assert_eq!(drain(&mut source), [(2 * BUFFER as u64 + 1, ok("nom"))]);
    assert!(source.buf.len() <= 2 * BUFFER);
}

#[test]
fn control_characters_refuse_their_line() {
    let mut data = b"nom\n".to_vec();
    data.resize(SAMPLE + 10, b'x');
    data.extend_from_slice(b"\na\0b\n\x1B[2J\na\tb\n");
    let lines = texts(&data);
    assert_eq!(
        lines[2..],
        [Err(RefusalCode::ControlCharacter), Err(RefusalCode::ControlCharacter), ok("a\tb")]
    );
}

#[test]
fn long_lines_are_passed_without_being_kept() {
    let line = |length: usize| vec![b'x'; length];
    let data = [b"nom".to_vec(), line(MAX_LINE), line(MAX_LINE + 1), line(20 * MAX_LINE), b"z".to_vec()];
    for end in [&b"\n"[..], b"\r\n"] {
        let data = data.join(end);
        for size in [usize::MAX, 100_003] {
            let chunks = Chunks { data: &data, size, failure: None };
            let mut source = LineSource::open(chunks, None).unwrap();
            let lines = drain(&mut source);
            assert_eq!(lines[1].1.as_ref().unwrap().len(), MAX_LINE);
            let too_long = |line| (line, Err(RefusalCode::TooLong));
            assert_eq!(lines[2..], [too_long(3), too_long(4), (5, ok("z"))]);
            assert!(source.buf.len() <= LARGE_BUFFER);
            assert_eq!(source.position(), data.len() as u64);
        }
    }
}

#[test]
fn reading_in_pieces_changes_nothing() {
    let mut data = b"\n\xEF\xBB\xBFn\xE9;b\r\n1;2\r\n\r\n".to_vec();
    data.extend(b"x\xE9;y\xC3\xA9\n\n".repeat(5_000));
    let whole = drain(&mut LineSource::open(&data[..], None).unwrap());
    for size in [1, 7, 4096] {
        let chunks = Chunks { data: &data, size, failure: None };
        assert!(drain(&mut LineSource::open(chunks, None).unwrap()) == whole);
    }
}

#[test]
fn coming_back_to_the_mark() {
    let mut data = b"nom\n".to_vec();
    data.extend(b"0123456789\n".repeat(100_000));
    let mut source = LineSource::open(&data[..], None).unwrap();
    source.next_line();
    let position = source.position();
    source.mark();
    let first = drain(&mut source);
    assert_eq!(source.since_mark(), data.len() - 4);
    source.rewind();
    assert_eq!(source.position(), position);
    assert!(drain(&mut source) == first);

    // A line without end stops the marked stretch, not the reading.
    let data = [b"nom\na\n".to_vec(), vec![b'x'; 30 * MAX_LINE], b"\nb\n".to_vec()].concat();
    let mut source = LineSource::open(&data[..], None).unwrap();
    source.next_line();
    source.mark();
    assert_eq!(drain(&mut source), [(2, ok("a"))]);
    assert!(source.buf.len() <= LARGE_BUFFER);
    source.rewind();
    assert_eq!(drain(&mut source), [(2, ok("a")), (3, Err(RefusalCode::TooLong)), (4, ok("b"))]);
}

#[test]
fn a_failing_input_is_not_an_end() {
    let failure = Some(ErrorKind::ConnectionReset);
    let error = LineSource::open(Chunks { data: b"nom\na\n", size: 3, failure }, None).err();
    assert_eq!(error, Some(TabularError::Read(ErrorKind::ConnectionReset)));

    let data = b"0123456789\n".repeat(SAMPLE / 10);
    let mut source = LineSource::open(Chunks { data: &data, size: 5_000, failure }, None).unwrap();
    source.mark();
    let lines = drain(&mut source);
    assert_eq!(lines.len(), SAMPLE / 10 + 1);
    assert_eq!(lines.last().unwrap().1, Err(RefusalCode::ReadFailed));
    assert_eq!(source.failure(), failure);
    source.rewind();
    assert!(drain(&mut source) == lines);
}
