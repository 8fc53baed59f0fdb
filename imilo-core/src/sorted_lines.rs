//! Small tables kept as text: a header, then lines sorted by their first field, fields parted by `;`.

/// The lines whose first field is the key, found by halving.
pub(crate) fn find(table: &'static str, key: &str) -> impl Iterator<Item = &'static str> + use<> {
    let rows = rows(table);
    let (mut low, mut high) = (0, rows.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let before = rows.as_bytes().get(..middle).unwrap_or_default();
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1).max(low);
        let line = rows.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        if first(line) < key {
            low = start + line.len() + 1;
        } else {
            high = start;
        }
    }
    let found = rows.get(low..).unwrap_or_default();
    let found_key = Some(first(found)).filter(|found_key| *found_key == key);
    found.lines().take_while(move |line| found_key == Some(first(line)))
}

/// All lines but the header.
pub(crate) fn rows(table: &'static str) -> &'static str {
    table.split_once('\n').map_or("", |(_, rows)| rows)
}

/// The fields of a line; none when their number is another.
pub(crate) fn fields<const N: usize>(line: &'static str) -> Option<[&'static str; N]> {
    let mut fields = [""; N];
    let mut found = line.split(';');
    for field in &mut fields {
        *field = found.next()?;
    }
    found.next().is_none().then_some(fields)
}

fn first(line: &'static str) -> &'static str {
    line.split(';').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "code;nom\n01;Ain\n02;Aisne\n02;Aisne encore\n2A;Corse-du-Sud\n973;Guyane\n";

    #[test]
    fn each_key_gives_its_lines_and_others_none() {
        for (key, lines) in [
            ("01", &["01;Ain"][..]),
            ("02", &["02;Aisne", "02;Aisne encore"]),
            ("2A", &["2A;Corse-du-Sud"]),
            ("973", &["973;Guyane"]),
        ] {
            assert_eq!(find(TABLE, key).collect::<Vec<_>>(), lines);
        }
        for absent in ["", "00", "0", "011", "2B", "97", "974", "code", "é"] {
            assert_eq!(find(TABLE, absent).count(), 0, "{absent}");
        }
        assert_eq!(find("code;nom\n", "01").count(), 0);
        assert_eq!(find("", "01").count(), 0);
    }

    #[test]
    fn a_line_has_all_its_fields_or_none() {
        assert_eq!(fields::<2>("01;Ain"), Some(["01", "Ain"]));
        assert_eq!(fields::<3>("01;Ain"), None);
        assert_eq!(fields::<1>("01;Ain"), None);
    }
}
