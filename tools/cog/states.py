"""From the sources to one list of states: what a code was, from when, until when, and who held it."""

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import sources

# A change: the last day on which the old state surely holds, the first on which the new one surely does. Their
# distance is one day when the day is known; None where nothing changed.
Change = tuple | None


@dataclass
class State:
    code: str
    nature: str  # COM commune, ARM arrondissement, COMA associated, COMD delegated, COMP absorbed
    name: str
    start: Change
    end: Change
    # Of a commune that ended, the code that followed it; of the others, the commune that holds them.
    holder: str | None


def build(packages: Path, data: Path) -> list[State]:
    states = from_history(sources.history(packages))
    add_first_edition(states, sources.edition(packages, sources.HISTORY))
    apply_outremer(states, sources.outremer(data))
    known = sources.HISTORY_DAY
    for version, day in sources.EDITIONS.items():
        apply_edition(states, sources.edition(packages, version), (known, day))
        known = day
    return states


def from_history(rows: list[dict]) -> list[State]:
    by_id = {row["id"]: row for row in rows}

    def commune_of(row: dict) -> str:
        """The commune that holds a part, through parts that hold parts."""
        while row["type"] != "COM":
            row = by_id[row["pole"]]
        return row["code"]

    def holder(row: dict) -> str | None:
        if row["type"] != "COM":
            return commune_of(row)
        next_row = by_id.get(row.get("successeur"))
        if next_row is None or (next_row["type"] == "COM" and next_row["code"] == row["code"]):
            return None
        return next_row["code"] if next_row["code"] != row["code"] else commune_of(next_row)

    return [
        State(
            row["code"],
            row["type"],
            row["nom"],
            sources.change(sources.day(row.get("dateDebut"))),
            sources.change(sources.day(row.get("dateFin"))),
            holder(row),
        )
        for row in rows
    ]


def add_first_edition(states: list[State], edition: list[tuple]) -> None:
    """Arrondissements and the overseas collectivities, which the history does not hold; without dates."""
    known = {(state.code, state.nature) for state in states}
    for code, nature, name, holder in edition:
        if nature in ("COM", "ARM") and (code, nature) not in known:
            states.append(State(code, nature, name, None, None, holder or None))


def apply_outremer(states: list[State], rows: list[dict]) -> None:
    """Puts the dated rows in the place of the undated states of their codes."""
    codes = {row["code"] for row in rows}
    states[:] = [state for state in states if state.code not in codes]
    for row in rows:
        start, end = (sources.change(sources.day(row[name])) for name in ("date_debut", "date_fin"))
        states.append(State(row["code"], "COM", row["nom"], start, end, row["successeur"] or None))


def apply_edition(states: list[State], edition: list[tuple], window: Change) -> None:
    """Ends and begins what differs from the edition before: on an unknown day of the window."""
    now = {(code, nature): (name, holder or None) for code, nature, name, holder in edition if nature != "COMP"}
    absorbed = {code: holder for code, nature, _, holder in edition if nature == "COMP"}
    parts = {code: holder for (code, nature), (_, holder) in now.items() if nature in ("COMA", "COMD")}
    open_states = {(s.code, s.nature): s for s in states if s.end is None and s.nature != "COMP"}
    begun, lost = [], defaultdict(str)
    for key, state in open_states.items():
        found = now.get(key)
        if found == (state.name, state.holder):
            continue
        state.end = window
        if found is not None:
            begun.append(replace(state, name=found[0], holder=found[1], start=window, end=None))
            continue
        lost[state.code] = state.name
        if state.nature == "COM":
            state.holder = parts.get(state.code) or absorbed[state.code]
    begun += [
        State(code, nature, name, window, None, holder)
        for (code, nature), (name, holder) in now.items()
        if (code, nature) not in open_states
    ]
    begun += [
        State(code, "COMP", name, window, None, absorbed[code])
        for code, name in lost.items()
        if code not in parts and (code, "COM") not in now
    ]
    states += begun
    still = {(s.code, s.nature): (s.name, s.holder) for s in states if s.end is None and s.nature != "COMP"}
    assert still == now, "the states of the day must be those of the edition"
