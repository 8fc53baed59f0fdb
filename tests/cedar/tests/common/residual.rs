//! Policies of which some words are known: partial evaluation on their syntax tree.
//!
//! Known are single words that a policy compares with words (`principal.class == …`, `context.finalite in […]`) or asks for
//! (`context has processing`). Each such comparison becomes true or false, and `&&`, `||`, `!` are worked out as far as
//! that tells. The words are enumerated entities without ancestors, so that `in` is equality; strict validation keeps any
//! other part from failing, so that what stands beside a false may be left out. Everything else stays as it is.

use std::collections::HashMap;

use cedar_policy::{Policy, PolicyId, PolicySet};
use serde_json::{Value, json};

/// A word that is known: variable, attribute, and the word if there is one.
pub type Known = (&'static str, &'static str, Option<&'static str>);

/// A policy by its tree.
type Tree = (PolicyId, Value);

/// What is left of the policies of a set, by what is known. Equal rests have one number.
pub struct Residuals {
    rests: Vec<Vec<Tree>>,
    numbers: HashMap<String, usize>,
    folded: HashMap<(usize, Known), usize>,
}

impl Residuals {
    /// Number 0 is the set itself.
    pub fn new(policies: &PolicySet) -> Self {
        let mut trees: Vec<_> =
            policies.policies().map(|policy| (policy.id().clone(), policy.to_json().unwrap())).collect();
        trees.sort_by(|(a, _), (b, _)| a.cmp(b));
        let mut all = Self { rests: Vec::new(), numbers: HashMap::new(), folded: HashMap::new() };
        all.number(trees);
        all
    }

    /// What is left of a rest once a word more is known; policies that cannot fit are left out.
    pub fn fold(&mut self, rest: usize, known: Known) -> usize {
        if let Some(number) = self.folded.get(&(rest, known)) {
            return *number;
        }
        let trees = self.rests[rest].iter().filter_map(|(id, tree)| Some((id.clone(), when(tree, &known)?)));
        let trees = trees.collect();
        let number = self.number(trees);
        self.folded.insert((rest, known), number);
        number
    }

    /// A rest as policies.
    pub fn policies(&self, rest: usize) -> PolicySet {
        let policy = |(id, tree): &Tree| Policy::from_json(Some(id.clone()), tree.clone()).unwrap();
        PolicySet::from_policies(self.rests[rest].iter().map(policy)).unwrap()
    }

    fn number(&mut self, trees: Vec<Tree>) -> usize {
        let text: String = trees.iter().map(|(id, tree)| format!("{id} {tree}\n")).collect();
        let next = self.rests.len();
        let number = *self.numbers.entry(text).or_insert(next);
        if number == next {
            self.rests.push(trees);
        }
        number
    }
}

fn when(tree: &Value, known: &Known) -> Option<Value> {
    let mut kept = Vec::new();
    for condition in tree["conditions"].as_array().unwrap() {
        assert_eq!(condition["kind"], "when");
        match fold(&condition["body"], known) {
            body if body == truth(false) => return None,
            body if body == truth(true) => {}
            body => kept.push(json!({ "kind": "when", "body": body })),
        }
    }
    let mut tree = tree.clone();
    tree["conditions"] = Value::Array(kept);
    Some(tree)
}

fn truth(value: bool) -> Value {
    json!({ "Value": value })
}

fn fold(body: &Value, known: &Known) -> Value {
    let (kind, parts) = body.as_object().unwrap().iter().next().unwrap();
    match kind.as_str() {
        "&&" | "||" => {
            // What decides the whole by itself, and what says nothing.
            let (decides, neutral) = (truth(kind == "||"), truth(kind == "&&"));
            let (left, right) = (fold(&parts["left"], known), fold(&parts["right"], known));
            match (left, right) {
                (left, right) if left == decides || right == decides => decides,
                (left, right) if left == neutral => right,
                (left, right) if right == neutral => left,
                (left, right) => json!({ kind: { "left": left, "right": right } }),
            }
        }
        "!" => match fold(&parts["arg"], known) {
            arg if arg == truth(true) => truth(false),
            arg if arg == truth(false) => truth(true),
            arg => json!({ "!": { "arg": arg } }),
        },
        "has" => match word(&parts["left"], &parts["attr"], known) {
            Some(word) => truth(word.is_some()),
            None => body.clone(),
        },
        "==" | "!=" | "in" => compare(kind, parts, known).unwrap_or_else(|| body.clone()),
        _ => body.clone(),
    }
}

/// A known word beside one or several; none for anything else.
fn compare(kind: &str, parts: &Value, known: &Known) -> Option<Value> {
    let read = parts["left"].get(".")?;
    // Of a word that is not there nothing is compared: a `has` before it is false.
    let word = word(&read["left"], &read["attr"], known)??;
    let is = |entity: &Value| Some(entity["Value"]["__entity"]["id"].as_str()? == word);
    let right = &parts["right"];
    let found = match right.get("Set") {
        Some(set) if kind == "in" => {
            set.as_array()?.iter().map(is).collect::<Option<Vec<_>>>()?.contains(&true)
        }
        _ => is(right)?,
    };
    Some(truth(found != (kind == "!=")))
}

fn word(of: &Value, attribute: &Value, known: &Known) -> Option<Option<&'static str>> {
    let (variable, name, word) = known;
    (of["Var"] == **variable && *attribute == **name).then_some(*word)
}
