//! The export of imilo in the Cedar engine: one question a datum, all made beforehand.

use cedar_policy::{Entities, Request as Question};
use imilo_cedar::{Asked, Engine, action_uid, donnee_uid};
use imilo_core::explain::Outcome;
use imilo_core::habilitation::{Donnee, Operation, Request};

use crate::Said;
use crate::places::Place;

/// The engine with the export of a day.
pub struct Cedar {
    engine: Engine,
}

/// The questions of a record, with the entities for which they are asked.
pub struct Record {
    entities: Entities,
    questions: Vec<(Donnee, Question)>,
}

impl Cedar {
    /// The whole policy set, parsed and validated, or the policies alone whose scope holds the operation.
    ///
    /// # Errors
    /// What the engine has against it.
    pub fn new(place: &Place<'_>, sliced: bool) -> Result<Self, String> {
        let engine = Engine::new(&place.rules.cedar())?;
        let engine = if sliced { engine.for_action(&action_uid(Operation::Transmit))? } else { engine };
        Ok(Self { engine })
    }

    /// How many policies.
    pub fn policies(&self) -> usize {
        self.engine.policies().policies().count()
    }

    /// The questions of a record, of which the first is held against the schema: the others have the same facts.
    ///
    /// # Errors
    /// When it does not fit.
    pub fn record(&self, request: &Request<'_>, place: &Place<'_>) -> Result<Record, String> {
        let asked = Asked::new(request, place.day)?;
        let question = |(index, donnee): (usize, Donnee)| {
            Ok((donnee, self.engine.request(&asked, &donnee_uid(donnee), index == 0)?))
        };
        let questions = request.donnees.iter().enumerate().map(question).collect::<Result<_, String>>()?;
        Ok(Record { entities: self.engine.entities(&asked)?, questions })
    }

    /// How many data are granted and refused.
    ///
    /// # Errors
    /// What the engine says.
    pub fn count(&self, record: &Record) -> Result<(u32, u32), String> {
        let (mut granted, mut refused) = (0, 0);
        for (_, question) in &record.questions {
            match self.outcome(question, record)? {
                Outcome::Conforming => granted += 1,
                Outcome::NotConforming => refused += 1,
                Outcome::Undetermined => {}
            }
        }
        Ok((granted, refused))
    }

    fn outcome(&self, question: &Question, record: &Record) -> Result<Outcome, String> {
        let outcome = self.engine.outcome(question, &record.entities)?;
        outcome.ok_or_else(|| "the set does not hold on that day".to_owned())
    }

    /// The same by names.
    ///
    /// # Errors
    /// What the engine says.
    pub fn whole(&self, record: &Record) -> Result<Said, String> {
        let mut said = Said { granted: Default::default(), refused: Default::default() };
        for (donnee, question) in &record.questions {
            let set = match self.outcome(question, record)? {
                Outcome::Conforming => &mut said.granted,
                Outcome::NotConforming => &mut said.refused,
                Outcome::Undetermined => continue,
            };
            set.insert(donnee.name().to_owned());
        }
        Ok(said)
    }

    /// The outcome of the only question of a record of one datum.
    ///
    /// # Errors
    /// What the engine says.
    pub fn first(&self, record: &Record) -> Result<Outcome, String> {
        let (_, question) = record.questions.first().ok_or("no datum was asked for")?;
        self.outcome(question, record)
    }
}
