#!/usr/bin/env python3
"""Makes the tables of imilo-core/src/cog and of imilo-core/src/structures from public sources.

    cd FOLDER && for version in 0.8.0 1.1.1 2.3.1 3.1.1 4.1.0 5.3.0 6.0.0; do
        npm pack @etalab/decoupage-administratif@$version; done
    python3 tools/cog/build.py FOLDER            # writes the tables
    python3 tools/cog/build.py FOLDER --check    # fails if one differs from what is committed
    python3 tools/cog/build.py FOLDER --rows OUT # writes the rows of the sources, for the test of all rows

--pays FILE and --structures FILE make these two tables as well; where the files come from: README.md.
"""

import argparse
import sys
from pathlib import Path

sys.dont_write_bytecode = True
import rows  # noqa: E402
import sources  # noqa: E402
import states  # noqa: E402
import table  # noqa: E402
import territories  # noqa: E402

HERE = Path(__file__).resolve().parent
CORE = HERE.parents[1] / "imilo-core" / "src"


def tables(packages: Path, pays: Path | None, structures: Path | None) -> dict[Path, bytes]:
    newest, day = list(sources.EDITIONS.items())[-1]
    made = {
        CORE / "cog/data/communes.bin": table.write(states.build(packages, HERE / "data"), day),
        CORE / "cog/data/departements.csv": territories.departements(packages, newest),
        CORE / "cog/data/regions.csv": territories.regions(packages, newest),
    }
    made |= {CORE.parent / "tests/cog" / name: content for name, content in rows.files(packages, False).items()}
    if pays:
        made[CORE / "cog/data/pays.csv"] = territories.pays(pays)
    if structures:
        made[CORE / "structures/structures.csv"] = territories.structures(structures)
    return made


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("packages", type=Path, help="folder of the packages")
    arguments.add_argument("--pays", type=Path, help="pays2014.txt of the Insee")
    arguments.add_argument("--structures", type=Path, help="referentiel_structures_milo.json")
    arguments.add_argument("--check", action="store_true", help="compare instead of writing")
    arguments.add_argument("--rows", type=Path, metavar="OUT", help="write the rows of the sources to this folder")
    given = arguments.parse_args()
    if given.rows:
        given.rows.mkdir(parents=True, exist_ok=True)
        for name, content in rows.files(given.packages, True).items():
            (given.rows / name).write_bytes(content)
        return 0
    status = 0
    for path, content in tables(given.packages, given.pays, given.structures).items():
        if not given.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        same = path.read_bytes() == content
        status |= not same
        print(f"{path.relative_to(CORE.parent)}: {len(content)} bytes{'' if same else ', DIFFERS'}")
    return status


if __name__ == "__main__":
    sys.exit(main())
