//! The pages in French are the twins of the English ones: same sections, same code, same links.

use std::collections::BTreeSet;

fn read(name: &str) -> String {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    std::fs::read_to_string(root.join(name)).unwrap_or_default()
}

/// The blocks of code, without their comments, which are in the language of the page.
fn blocks(page: &str) -> Vec<String> {
    let block = |block: &str| {
        let code = |line: &str| {
            let comment = ["# ", "// "].iter().filter_map(|mark| line.find(mark)).min().filter(|at| *at > 0);
            line.get(..comment.unwrap_or(line.len())).unwrap_or_default().trim_end().to_owned()
        };
        block.lines().map(code).collect::<Vec<_>>().join("\n")
    };
    page.split("\n```").skip(1).step_by(2).map(block).collect()
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

/// The first cells of the rows of tables: what is named there has one name in both languages.
fn named(page: &str) -> Vec<&str> {
    page.lines().filter_map(|line| line.strip_prefix("| `")?.split(" |").next()).collect()
}

#[test]
fn the_french_guide_of_the_bilan_is_the_twin_of_the_english_one() {
    let (english, french) = (read("docs/guide/bilan.md"), read("docs/guide/bilan.fr.md"));
    assert_eq!((shape(&english), shape(&french)), ([2, 34, 0], shape(&english)));
    assert_eq!(named(&english), named(&french));
    assert!(named(&english).len() > 20);
    // The command names its arguments in the language of the page.
    assert_eq!(blocks(&english).get(1..), blocks(&french).get(1..));
    let (mut of_english, mut of_french) = (links(&english), links(&french));
    assert!(of_english.remove("bilan.fr.md") && of_french.remove("bilan.md"), "each leads to the other");
    assert!(of_english.remove("fse.md") && of_french.remove("fse.fr.md"), "and to its own guide of the FSE");
    assert!(of_english.remove("droits.md") && of_french.remove("droits.fr.md"), "and of the rights");
    assert_eq!(of_english, of_french);
}

#[test]
fn the_french_guide_of_the_fse_is_the_twin_of_the_english_one() {
    let (whole, french) = (read("docs/guide/fse.md"), read("docs/guide/fse.fr.md"));
    // The columns have one table, for both.
    let english = whole.split("<!-- columns").next().unwrap_or_default().replace("bilan.md", "bilan.fr.md");
    assert_eq!((shape(&english), shape(&french)), ([2, 27, 9], shape(&english)));
    let codes = |page| named(page).into_iter().map(|cell| cell.split(' ').next()).collect::<Vec<_>>();
    assert_eq!(codes(&english), codes(&french));
    // Each prints the message in its language.
    assert_eq!(blocks(&english.replace("message_en", "message_fr")), blocks(&french));
    assert_eq!(commands(&english), commands(&french));
    let (mut of_english, mut of_french) = (links(&english), links(&french));
    assert!(of_english.remove("fse.fr.md") && of_french.remove("fse.md"), "each leads to the other");
    assert_eq!(of_english, of_french);
}

#[test]
fn the_french_guide_of_the_rights_is_the_twin_of_the_english_one() {
    let english = read("docs/guide/droits.md").replace("journal.md", "journal.fr.md");
    let french = read("docs/guide/droits.fr.md");
    assert_eq!(shape(&english), shape(&french));
    assert_eq!(
        named(&english),
        imilo_core::droits::registre::Inscription::COLUMNS.map(|name| format!("{name}`"))
    );
    assert_eq!(named(&english), named(&french));
    assert_eq!(blocks(&english), blocks(&french));
    assert_eq!(commands(&english), commands(&french));
    let (mut of_english, mut of_french) = (links(&english), links(&french));
    assert!(of_english.remove("droits.fr.md") && of_french.remove("droits.md"), "each leads to the other");
    assert_eq!(of_english, of_french);
}

#[test]
fn the_french_guide_of_the_journal_is_the_twin_of_the_english_one_and_has_every_flaw() {
    let (english, french) = (read("docs/guide/journal.md"), read("docs/guide/journal.fr.md"));
    assert_eq!((shape(&english), shape(&french)), ([3, 32, 0], shape(&english)));
    let codes = imilo_core::journal::FlawKind::ALL.map(|kind| format!("{}`", kind.code()));
    assert_eq!(named(&english), codes);
    assert_eq!(named(&french), codes);
    assert_eq!(blocks(&english), blocks(&french));
    let (mut of_english, mut of_french) = (links(&english), links(&french));
    assert!(of_english.remove("journal.fr.md") && of_french.remove("journal.md"), "each leads to the other");
    assert_eq!(of_english, of_french);
}

#[test]
fn every_operation_of_a_journal_is_on_its_page() {
    let page = read("docs/journal.md");
    for operation in [
        "append",
        "checkpoint",
        "consultations",
        "export",
        "purge",
        "reference",
        "release",
        "state",
        "verify",
    ] {
        assert!(named(&page).contains(&format!("{operation}`").as_str()), "{operation}");
    }
}

#[test]
fn the_french_readme_is_the_twin_of_the_english_one() {
    let (english, french) = (read("README.md"), read("README.fr.md"));
    assert_eq!(blocks(&english).len(), 4);
    assert_eq!(blocks(&english), blocks(&french));
    assert_eq!(shape(&english), shape(&french));
    assert!(commands(&english).len() >= 3);
    assert_eq!(commands(&english), commands(&french));
    let (mut of_english, mut of_french) = (links(&english), links(&french));
    let pairs = [
        ("README.fr.md", "README.md"),
        ("docs/guide/bilan.md", "docs/guide/bilan.fr.md"),
        ("docs/guide/fse.md", "docs/guide/fse.fr.md"),
        ("docs/guide/journal.md", "docs/guide/journal.fr.md"),
        ("docs/guide/droits.md", "docs/guide/droits.fr.md"),
    ];
    for (en, fr) in pairs {
        assert!(of_english.remove(en) && of_french.remove(fr), "each leads to its own: {en}, {fr}");
    }
    assert_eq!(of_english, of_french);
}
