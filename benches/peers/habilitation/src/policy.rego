# Habilitation to receive (operation `transmit`), whole records: décret n° 2015-59, art. 4, and annexe 3 of the arrêtés.
# The tables of a day are `data.tables`, which src/tables.rs writes from the rows of the list.
package imilo

import rego.v1

row := data.tables.rows[input.actor.class][input.finalite]

# What the texts say of the data whatever the request, by row and form.
place := row.forms[input.form] if {
	row
} else := data.tables.unnamed.person[input.form] if {
	person
} else := data.tables.unnamed.other[input.form]

person if input.actor.class == "data_subject"

# Conditions of a row.

conditions_met if {
	staff
	profile
	count(row.attested - input.attested) == 0
	every it in row.structure {
		holds(it)
	}
}

staff if not row.staff

staff if {
	input.actor.designated
	input.day <= input.actor.habilitated_until
}

profile if not input.actor.operations

profile if "transmit" in input.actor.operations

holds(it) if {
	it == "scheme_entrusted"
	own(input.scheme.structure)
	input.scheme.valid_from <= input.day
	not ended(input.scheme)
}

holds(it) if {
	it == "convention_signed"
	own(input.convention.structure)
	input.convention.signed_on <= input.day
	not ended(input.convention)
}

holds(it) if {
	it == "convention_covers"
	"transmit" in input.convention.operations
}

holds(it) if {
	it == "commissions_structure"
	own(input.commissions)
}

holds(it) if {
	it == "finances_structure"
	own(input.finances)
}

own(structure) if {
	structure != ""
	structure == input.mission_locale
}

ended(it) if it.valid_to < input.day

# What refuses a whole record.

foreign_purpose if not input.finalite in data.tables.finalites

limited if {
	"limitation" in input.attested
	input.day >= "2018-05-25"
	not person
}

anonymised if {
	input.state == "anonymised"
	input.form == "nominative"
}

archived if {
	input.state == "fse_archive"
	input.form == "nominative"
	not person
}

anonymised_only if {
	row.form == "anonymised"
	input.form == "nominative"
}

bars contains "habilitation_foreign_purpose" if foreign_purpose

bars contains "habilitation_limitation" if limited

bars contains "habilitation_anonymised" if anonymised

bars contains "habilitation_fse_archive" if archived

bars contains "habilitation_anonymised_only" if anonymised_only

bars contains "habilitation_no_row" if {
	data.tables.in_full
	not row
}

bars contains "habilitation_conditions" if {
	row
	not conditions_met
}

open if {
	conditions_met
	not foreign_purpose
	not limited
	not anonymised
	not archived
	not anonymised_only
}

# The NIR goes to who has a title of his own.

own_title if input.own_nir_title_from <= input.day

nir_held if {
	row.nir != "free"
	not own_title
}

nir := data.tables.nir if {
	nir_held
} else := data.tables.none

nir_refused := data.tables.nir if {
	row.nir == "refused"
	not own_title
} else := data.tables.none

# Necessity is attested datum by datum.

needed := input.necessary if {
	input.necessary
} else := data.tables.none

# Answers.

granted := ((place.may & needed) - input.actor.withheld) - nir if {
	open
} else := data.tables.none

refused := data.tables.all if {
	count(bars) > 0
} else := ((place.refused | (data.tables.all - needed)) | input.actor.withheld) | nir_refused

causes_of_data contains "habilitation_not_necessary" if count(needed) < count(data.tables.all)

causes_of_data contains "habilitation_withheld" if count(input.actor.withheld) > 0

causes_of_data contains "habilitation_nir_withheld" if count(nir_refused) > 0

causes_of_data contains "habilitation_nir_title_unknown" if {
	nir_held
	row.nir == "unknown"
}

row_id := row.id if {
	row
} else := ""

answer := {
	"granted": granted,
	"refused": refused,
	"causes": (bars | place.causes) | causes_of_data,
	"row": row_id,
}

# One datum.

default allow := false

allow if {
	open
	input.donnee in place.may
	input.donnee in input.necessary
	not input.donnee in input.actor.withheld
	not nir_barred
}

nir_barred if {
	input.donnee in data.tables.nir
	nir_held
}
