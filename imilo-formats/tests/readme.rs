//! The French README is the twin of the English one: same sections, same code, same links.

use std::collections::BTreeSet;

fn read(name: &str) -> String {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    std::fs::read_to_string(root.join(name)).unwrap_or_default()
}

/// The blocks of code.
fn blocks(page: &str) -> Vec<&str> {
    page.split("\n```").skip(1).step_by(2).collect()
}

/// Where the links lead.
fn links(page: &str) -> BTreeSet<&str> {
    page.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect()
}

/// The commands within a sentence.
fn commands(page: &str) -> BTreeSet<&str> {
    let prose = page.split("\n```").step_by(2);
    let code = prose.flat_map(|part| part.split('`').skip(1).step_by(2));
    code.filter(|code| code.contains(' ') && !code.contains("…")).collect()
}

/// How many sections, rows of tables and elements of lists.
fn shape(page: &str) -> [usize; 3] {
    ["## ", "| ", "- "].map(|mark| page.lines().filter(|line| line.starts_with(mark)).count())
}

#[test]
fn the_french_readme_is_the_twin_of_the_english_one() {
    let (english, french) = (read("README.md"), read("README.fr.md"));
    assert_eq!(blocks(&english).len(), 3);
    assert_eq!(blocks(&english), blocks(&french));
    assert_eq!(shape(&english), shape(&french));
    assert!(commands(&english).len() >= 3);
    assert_eq!(commands(&english), commands(&french));
    let (mut of_english, mut of_french) = (links(&english), links(&french));
    assert!(of_english.remove("README.fr.md") && of_french.remove("README.md"), "each leads to the other");
    assert_eq!(of_english, of_french);
}
