//! The schema: the words of the vocabulary as enumerated entities, and what a request is made of.

use super::super::condition::Condition;
use super::super::words::{
    Actor, ControlAuthority, Direction, DossierState, Finalite, Form, Operation, Processing,
};
use super::text::literal;

/// What does not depend on the words. Keys are those of the requests as JSON (`docs/json.md`) where they are facts.
const SHAPES: &str = "  // A heading of the catalogue; « Toutes » holds them all.
  entity Rubrique in [Rubrique];

  // A datum: a field of the catalogue by its path, or a heading of the lists from 2021 on as a whole by its number
  // (1o for 1°).
  entity Donnee in [Rubrique];

  // Who asks. No `mission_locale`: none of his own; no `habilitated_until`: not habilitated; no `operations`: those of his class.
  entity Requester = {
    class: Actor,
    mission_locale?: String,
    designated: Bool,
    habilitated_until?: datetime,
    by_local_authority: Bool,
    accompanies: Bool,
    operations?: Set<Operation>,
    withheld: Set<Donnee>,
  };

  // A day is a datetime at midnight UTC. What is not given is not attested.
  type Request = {
    day: datetime,
    finalite: Finalite,
    form: Form,
    mission_locale: String,
    state: DossierState,
    attested: Set<Condition>,
    necessary?: Set<Donnee>,
    continuity?: Set<Donnee>,
    moved_on?: datetime,
    residence_zone_of?: String,
    transferred_on?: datetime,
    former_mission_locale?: String,
    age?: Long,
    control?: { by: ControlAuthority, from: datetime, to: datetime, donnees: Set<Donnee> },
    scheme?: { with: String, valid_from: datetime, valid_to?: datetime },
    convention?: {
      with: String,
      signed_on: datetime,
      valid_to?: datetime,
      operations: Set<Operation>,
      security_undertaking: Bool,
      no_other_use_undertaking: Bool,
    },
    commissions?: String,
    finances?: String,
    own_nir_title_from?: datetime,
    processing?: Processing,
    direction?: Direction,
    declared_on?: datetime,
    opened_on?: datetime,
  };
";

/// The schema, the same for every day.
pub(super) fn schema() -> String {
    // Designated and accompanying are attributes of who asks.
    let attested = Condition::ALL
        .iter()
        .copied()
        .filter(|it| it.is_attested() && !matches!(it, Condition::Designated | Condition::Accompanies));
    let words = [
        words("Actor", Actor::ALL.iter().map(|it| it.code())),
        words("Operation", Operation::ALL.iter().map(|it| it.code())),
        words("Finalite", Finalite::ALL.iter().map(|it| it.code())),
        words("Form", Form::ALL.iter().map(|it| it.code())),
        words("DossierState", DossierState::ALL.iter().map(|it| it.code())),
        words("Processing", Processing::ALL.iter().map(|it| it.code())),
        words("Direction", Direction::ALL.iter().map(|it| it.code())),
        words("ControlAuthority", ControlAuthority::ALL.iter().map(|it| it.code())),
        words("Condition", attested.map(Condition::code)),
    ];
    let actions: Vec<_> = Operation::ALL.iter().map(|it| literal(it.code())).collect();
    format!(
        "// Written by imilo: the requests of habilitation (docs/guide/cedar.md).\nnamespace Imilo {{\n{}\n{SHAPES}\n  action {} appliesTo {{\n    principal: [Requester],\n    resource: [Donnee],\n    context: Request,\n  }};\n}}\n",
        words.concat(),
        actions.join(", "),
    )
}

fn words(name: &str, codes: impl Iterator<Item = &'static str>) -> String {
    let codes: Vec<_> = codes.map(literal).collect();
    format!("  entity {name} enum [{}];\n", codes.join(", "))
}
