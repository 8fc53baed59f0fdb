//! The structures and communes of the sample, from the two files beside this one.

use time::Date;

use crate::dates;
use crate::rng::Rng;

/// A mission locale.
pub(crate) struct Structure {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    /// Communes of its département.
    home: Drawer,
}

/// A commune or a country, with the days between which its code is that of a birth there.
#[derive(Clone, Copy)]
struct Place {
    code: &'static str,
    name: &'static str,
    departement: &'static str,
    weight: u32,
    from: Option<Date>,
    until: Option<Date>,
}

impl Place {
    fn valid(&self, born: Date) -> bool {
        self.from.is_none_or(|from| from <= born) && self.until.is_none_or(|until| born < until)
    }
}

/// Structures and places of birth.
pub(crate) struct Data {
    structures: Vec<Structure>,
    by_weight: Drawer,
    places: Vec<Place>,
    france: Drawer,
    abroad: Drawer,
}

/// Draws positions of a list by weight.
struct Drawer {
    /// Position, and sum of the weights up to it.
    bounds: Vec<(usize, u32)>,
}

impl Drawer {
    fn new(weights: impl Iterator<Item = (usize, u32)>) -> Self {
        let sums = weights.scan(0, |sum, (position, weight)| {
            *sum += weight;
            Some((position, *sum))
        });
        Self { bounds: sums.collect() }
    }

    fn draw(&self, rng: &mut Rng) -> Option<usize> {
        let drawn = rng.below(self.bounds.last()?.1);
        let at = self.bounds.partition_point(|(_, bound)| *bound <= drawn);
        self.bounds.get(at).map(|(position, _)| *position)
    }
}

/// A line of a data file that cannot be read.
#[derive(Debug)]
pub(crate) struct Unreadable(&'static str);

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "unreadable line of data: {}", self.0)
    }
}

impl std::error::Error for Unreadable {}

impl Data {
    /// Reads the two files.
    pub(crate) fn load() -> Result<Self, Unreadable> {
        let places: Vec<Place> = lines(include_str!("data/communes.csv"), place)?;
        let home =
            |departement: &str| Drawer::new(weights(&places, |place| place.departement == departement));
        let rows = lines(include_str!("data/structures.csv"), |line| {
            let [code, departement, weight, name] = fields(line)?;
            Some((Structure { code, name, home: home(departement) }, weight.parse::<u32>().ok()?))
        })?;
        let by_weight = Drawer::new(rows.iter().map(|(_, weight)| *weight).enumerate());
        let france = Drawer::new(weights(&places, |place| place.departement != "99"));
        let abroad = Drawer::new(weights(&places, |place| place.departement == "99"));
        Ok(Self {
            structures: rows.into_iter().map(|(structure, _)| structure).collect(),
            by_weight,
            places,
            france,
            abroad,
        })
    }

    /// A structure, large ones more often.
    pub(crate) fn structure(&self, rng: &mut Rng) -> Option<&Structure> {
        self.structures.get(self.by_weight.draw(rng)?)
    }

    /// Code of a place of birth that is valid on the day: 12 % abroad, of the others two thirds nearby.
    pub(crate) fn birthplace(&self, rng: &mut Rng, structure: &Structure, born: Date) -> &'static str {
        let drawer = if rng.percent(12) {
            &self.abroad
        } else if rng.percent(67) && !structure.home.bounds.is_empty() {
            &structure.home
        } else {
            &self.france
        };
        (0..64)
            .filter_map(|_| self.places.get(drawer.draw(rng)?))
            .find(|place| place.valid(born))
            .map_or("31555", |place| place.code)
    }

    /// Name of a place of birth.
    pub(crate) fn place_name(&self, code: &str) -> &'static str {
        self.places.iter().find(|place| place.code == code).map_or("Toulouse", |place| place.name)
    }

    /// Code of a country.
    pub(crate) fn country(&self, rng: &mut Rng) -> &'static str {
        self.abroad
            .draw(rng)
            .and_then(|position| self.places.get(position))
            .map_or("99352", |place| place.code)
    }
}

fn weights(places: &[Place], accept: impl Fn(&Place) -> bool) -> impl Iterator<Item = (usize, u32)> {
    let accepted = places.iter().enumerate().filter(move |(_, place)| accept(place));
    accepted.map(|(position, place)| (position, place.weight))
}

/// The lines of a file after its header.
pub(crate) fn lines<T>(
    text: &'static str,
    read: impl Fn(&'static str) -> Option<T>,
) -> Result<Vec<T>, Unreadable> {
    text.lines().skip(1).map(|line| read(line).ok_or(Unreadable(line))).collect()
}

pub(crate) fn fields<const N: usize>(line: &'static str) -> Option<[&'static str; N]> {
    line.split(';').collect::<Vec<_>>().try_into().ok()
}

fn place(line: &'static str) -> Option<Place> {
    let [code, departement, weight, from, until, name] = fields(line)?;
    let day = |text: &str| if text.is_empty() { Some(None) } else { dates::parse(text).map(Some) };
    let weight = weight.parse().ok()?;
    Some(Place { code, name, departement, weight, from: day(from)?, until: day(until)? })
}
