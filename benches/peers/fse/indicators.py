"""The indicators as conditions in three-valued logic, written once for polars and once for SQL.

NULL is "not known". A code is (population, rule): counted where both are true, in the denominator where the population is
true and the rule is known.
"""

import polars as pl


def polars_columns() -> dict[str, pl.Expr]:
    """What the codes are made of, from the columns of the file."""
    col = pl.col
    month_day = lambda day: day.dt.month().cast(pl.Int32) * 32 + day.dt.day().cast(pl.Int32)
    entry, birth = col("entry"), col("birth")
    age = entry.dt.year() - birth.dt.year() - (month_day(entry) < month_day(birth)).cast(pl.Int32)
    answer = lambda name: pl.when(col(name).is_in([1, 2])).then(col(name) == 1)
    window = col("exit").dt.offset_by("28d")
    asked = col("exit").is_not_null() & (col("followed") == 1)

    def dated(name: str, strictly: bool) -> pl.Expr:
        after = col(name) > entry if strictly else col(name) >= entry
        inside = (after & (col(name) <= window)).fill_null(False)
        return pl.when(inside).then(True).when(asked).then(False)

    at_6m = pl.when(col("exit").is_not_null() & (col("at_6m") > 0)).then(col("at_6m"))
    months = pl.when(age < 25).then(entry > col("since").dt.offset_by("6mo"))
    return {
        "age": age,
        "u": col("status") == 1,
        "i": col("status") == 2,
        "e": col("status") == 3,
        "long_spell": months.otherwise(entry > col("since").dt.offset_by("12mo")),
        "not_taught": pl.when(col("in_education") > 0).then(col("in_education") == 2),
        "background": answer("background"),
        "disability": answer("disability"),
        "other_answer": answer("other"),
        "minority": answer("minority"),
        "homeless": answer("homeless"),
        "rural": answer("rural"),
        "third_country": answer("third_country"),
        "education": dated("education", strictly=True),
        "qualified": dated("qualification", strictly=False),
        "offered": pl.when(asked).then(False),
        "searching": pl.when(asked).then(col("last_event").is_in([1, 4]).fill_null(False)),
        "working": pl.when(asked).then(col("last_event").is_in([2, 3]).fill_null(False)),
        "status_6m": at_6m,
        "working_6m": at_6m.is_in([2, 3]),
        "better": pl.when(at_6m.is_not_null()).then(answer("improved")),
        "completed": pl.when(col("exit").is_not_null()).then(answer("completed")),
        "taught": pl.when(col("exit").is_not_null()).then(answer("taught_6m")),
    }


SQL_COLUMNS = """
    SELECT *,
        date_part('year', entry) - date_part('year', birth)
            - CASE WHEN date_part('month', entry) * 32 + date_part('day', entry)
                      < date_part('month', birth) * 32 + date_part('day', birth) THEN 1 ELSE 0 END AS age,
        status = 1 AS u, status = 2 AS i, status = 3 AS e,
        CASE WHEN in_education > 0 THEN in_education = 2 END AS not_taught,
        CASE WHEN background IN (1, 2) THEN background = 1 END AS background_,
        CASE WHEN disability IN (1, 2) THEN disability = 1 END AS disability_,
        CASE WHEN other IN (1, 2) THEN other = 1 END AS other_answer,
        CASE WHEN minority IN (1, 2) THEN minority = 1 END AS minority_,
        CASE WHEN homeless IN (1, 2) THEN homeless = 1 END AS homeless_,
        CASE WHEN rural IN (1, 2) THEN rural = 1 END AS rural_,
        CASE WHEN third_country IN (1, 2) THEN third_country = 1 END AS third_country_,
        exit IS NOT NULL AND followed = 1 AS asked,
        exit + 28 AS window_end,
        CASE WHEN exit IS NOT NULL AND at_6m > 0 THEN at_6m END AS status_6m,
        CASE WHEN exit IS NOT NULL AND completed IN (1, 2) THEN completed = 1 END AS completed_,
        CASE WHEN exit IS NOT NULL AND taught_6m IN (1, 2) THEN taught_6m = 1 END AS taught
    FROM file LEFT JOIN last_events USING (row)
    WHERE gender IN (1, 2) AND birth < entry AND status > 0 AND isced < 9 AND (exit IS NULL OR exit >= entry)
"""

SQL_FACTS = """
    SELECT gender, age, u, i, e, not_taught, isced, status_6m, completed_ AS completed, taught, other_answer,
        background_ AS background, disability_ AS disability, minority_ AS minority, homeless_ AS homeless,
        rural_ AS rural, third_country_ AS third_country,
        entry > CASE WHEN age < 25 THEN since + INTERVAL 6 MONTH ELSE since + INTERVAL 12 MONTH END AS long_spell,
        CASE WHEN education > entry AND education <= window_end THEN true WHEN asked THEN false END AS education,
        CASE WHEN qualification >= entry AND qualification <= window_end THEN true WHEN asked THEN false END AS qualified,
        CASE WHEN asked THEN false END AS offered,
        CASE WHEN asked THEN coalesce(last_event IN (1, 4), false) END AS searching,
        CASE WHEN asked THEN coalesce(last_event IN (2, 3), false) END AS working,
        status_6m IN (2, 3) AS working_6m,
        CASE WHEN status_6m IS NOT NULL AND improved IN (1, 2) THEN improved = 1 END AS better
    FROM base
"""

# Both languages read these conditions: names of facts, AND, OR, NOT, parentheses, comparisons with numbers.
LTU = "(u AND long_spell)"
NEET = "(i AND not_taught)"
OTHER = "(other_answer OR (isced = 0 AND usual_age_past))"
DISADVANTAGED = f"(background OR disability OR {OTHER})"
FREE = "(u OR i)"
SEARCH, WORK = "(i AND searching)", f"({FREE} AND working)"
RESULT = f"(education OR qualified OR {WORK})"
EVERYONE = "(age > -1)"

OUTPUTS = {
    "CO01": "u", "CO02": LTU, "CO03": "i", "CO04": NEET, "CO05": "e", "CO06": "age < 25", "CO07": "age > 54",
    "CO08": f"age > 54 AND (u OR {NEET})", "CO09": "isced > 0 AND isced < 3", "CO10": "isced > 2 AND isced < 5",
    "CO11": "isced > 4", "CO15": "background", "CO16": "disability", "CO17": OTHER, "CO18": "homeless", "CO19": "rural",
}
RESULTS = {
    "CR01": ("i", SEARCH), "CR02": (EVERYONE, "education"), "CR03": (EVERYONE, "qualified"), "CR04": (FREE, WORK),
    "CR05": (DISADVANTAGED, f"{SEARCH} OR {RESULT}"), "CR06": (FREE, "working_6m"), "CR07": ("e", "working_6m AND better"),
    "CR08": (f"age > 54 AND {FREE}", "working_6m"), "CR09": (f"{DISADVANTAGED} AND {FREE}", "working_6m"),
}
IEJ = {
    f"YEI_CR{3 * block + number:02}": (who, rule)
    for block, who in enumerate(["u", LTU, NEET])
    for number, rule in [(1, "completed"), (2, "offered"), (3, RESULT)]
} | {
    "YEI_CR10": (EVERYONE, "taught"), "YEI_CR11": (EVERYONE, "status_6m = 2"), "YEI_CR12": (EVERYONE, "status_6m = 3"),
}
PLUS = {
    "EECO01": EVERYONE, "EECO02": "u", "EECO03": LTU, "EECO04": "i", "EECO05": "e", "EECO06": "age < 18",
    "EECO07": "age > 17 AND age < 30", "EECO08": "age > 54", "EECO09": "isced < 3", "EECO10": "isced > 2 AND isced < 5",
    "EECO11": "isced > 4", "EECO12": "disability", "EECO13": "third_country", "EECO14": "background",
    "EECO15": "minority", "EECO16": "homeless", "EECO17": "rural",
}
PLUS_RESULTS = {
    "EECR01": ("i", SEARCH), "EECR02": (EVERYONE, "education"), "EECR03": (EVERYONE, "qualified"), "EECR04": (FREE, WORK),
    "EECR05": (FREE, "working_6m"), "EECR06": ("e", "working_6m AND better"),
}
outputs = lambda rows: {code: (EVERYONE, rule) for code, rule in rows.items()}
PROGRAMMES = {
    "FSE": outputs(OUTPUTS) | RESULTS,
    "IEJ": outputs(OUTPUTS) | RESULTS | IEJ,
    "FSE+": outputs(PLUS) | PLUS_RESULTS,
}
