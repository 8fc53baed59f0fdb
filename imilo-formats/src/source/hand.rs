//! Parts of a file, and what reads them: a file may be read by several threads.
//!
//! One thread takes chunks off the file in their order; each of the others has a hand, which reads the rows of a
//! chunk. What a hand found is given back at the end.

use std::io::Read;

use imilo_core::conservation::FactsError;

use crate::tabular::Batch;

use super::csv::CsvHand;
use super::words::UnknownWords;
use super::{DossierReader, Inner, Refusal, Row};

/// Rows that are read before another thread judges them, in formats whose rows are not parted from their reading.
const ROWS: usize = 256;

/// A part of a file.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    records: Batch,
    /// Rows that are read already.
    rows: Vec<Result<Row, Refusal>>,
}

/// Where the facts of a row stand in its file.
#[derive(Clone, Copy)]
pub(crate) struct Columns<'h>(Option<&'h CsvHand>);

impl Columns<'_> {
    /// Why a row is refused whose facts cannot be judged: in a file of columns, at the column of the fact.
    pub(crate) fn refuse(self, row: &Row, error: &FactsError) -> Refusal {
        let refusal = Refusal::facts(row, error);
        match self.0 {
            Some(csv) => csv.at_fact(refusal),
            None => refusal,
        }
    }
}

/// Reads chunks.
#[derive(Debug)]
pub(crate) struct Hand {
    csv: Option<CsvHand>,
    words: UnknownWords,
    row: Row,
}

impl<R: Read> DossierReader<R> {
    /// A hand for another thread.
    pub(crate) fn hand(&self) -> Hand {
        let csv = match &self.inner {
            Inner::Csv(csv) => Some(csv.hand()),
            Inner::Interface(_) | Inner::Own(_) => None,
        };
        Hand { csv, words: UnknownWords::default(), row: Row::default() }
    }

    /// Takes a hand back, with what it found.
    pub(crate) fn take_back(&mut self, hand: Hand) {
        self.words.merge(hand.words);
        if let (Inner::Csv(csv), Some(hand)) = (&mut self.inner, hand.csv) {
            csv.take_back(hand);
        }
    }

    /// Takes the next part of the file; false at its end.
    pub(crate) fn next_chunk(&mut self, chunk: &mut Chunk) -> bool {
        chunk.rows.clear();
        match &mut self.inner {
            Inner::Csv(csv) => return csv.next_batch(&mut chunk.records),
            Inner::Interface(interface) => {
                chunk.rows.extend(std::iter::from_fn(|| interface.next()).take(ROWS))
            }
            Inner::Own(own) => chunk.rows.extend(std::iter::from_fn(|| own.next()).take(ROWS)),
        }
        !chunk.rows.is_empty()
    }
}

impl Hand {
    /// Gives the rows of a chunk in their order, each lent, with the columns of their file if it has columns.
    pub(crate) fn each(
        &mut self,
        chunk: &mut Chunk,
        mut see: impl FnMut(Result<&Row, Refusal>, Columns<'_>),
    ) {
        if let Some(csv) = &mut self.csv {
            for index in 0..chunk.records.len() {
                let Some(read) = csv.read(&chunk.records, index, &mut self.row) else { break };
                if read.is_ok() {
                    self.words.see(&self.row.dossier);
                }
                see(read.map(|()| &self.row), Columns(Some(csv)));
            }
        }
        for read in chunk.rows.drain(..) {
            if let Ok(row) = &read {
                self.words.see(&row.dossier);
            }
            match read {
                Ok(row) => see(Ok(&row), Columns(None)),
                Err(refusal) => see(Err(refusal), Columns(None)),
            }
        }
    }
}
