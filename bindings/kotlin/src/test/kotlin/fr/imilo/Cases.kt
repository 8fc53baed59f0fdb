package fr.imilo

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.ObjectNode
import java.time.LocalDate

/** A retention case as a typed request. What a case does not give is known to be none. */
internal fun typed(case: JsonNode): ConservationRequest {
    val facts = case["facts"]
    return ConservationRequest(
        facts = when (val kind = case["kind"].asText()) {
            "dossier" -> ConservationFacts.Dossier(dossier(facts))
            "user_account" -> ConservationFacts.UserAccount(accountEnd(facts, "habilitation_end"))
            "partner_staff" -> ConservationFacts.PartnerStaff(accountEnd(facts, "account_deactivated"))
            else -> error("unknown kind $kind")
        },
        date = if (case.has("instant")) null else date(case["date"]),
        instant = case["instant"]?.asText(),
        options = case["options"]?.let(::readings),
    )
}

/** The same case as the JSON request of the service. */
internal fun json(case: JsonNode): String {
    val request = JSON.createObjectNode()
    val facts = case["facts"].deepCopy<ObjectNode>()
    if (case["kind"].asText() == "dossier") {
        for (list in listOf("rqth_periods", "programmes", "cej_contracts")) {
            if (!facts.has(list)) facts.putArray(list)
        }
        if (!facts.has("fse")) facts.putObject("fse").put("cofinanced", false)
        (facts["fse"] as? ObjectNode)?.let { if (!it.has("interruptions")) it.putArray("interruptions") }
    }
    request.set<JsonNode>("kind", case["kind"])
    request.set<JsonNode>("facts", facts)
    val day = if (case.has("instant")) "instant" else "date"
    request.set<JsonNode>(day, case[day])
    case["options"]?.let { request.set<JsonNode>("options", it) }
    return request.toString()
}

private fun dossier(facts: JsonNode): DossierFacts {
    only(facts, "birth_date", "rqth_periods", "programmes", "cej_contracts", "fse", "anonymised_on")
    return DossierFacts(
        birthDate = date(facts["birth_date"]),
        rqthPeriods = list(facts["rqth_periods"]) {
            only(it, "from", "until")
            Period(day(it["from"]), date(it["until"]))
        },
        programmes = list(facts["programmes"], ::programme),
        cejContracts = list(facts["cej_contracts"]) {
            only(it, "start", "end", "planned_end")
            ContratCej(day(it["start"]), date(it["end"]))
        },
        fse = facts["fse"].let { if (it == null) Fse.NotCofinanced else if (it.isNull) null else fse(it) },
        anonymisedOn = date(facts["anonymised_on"]),
    )
}

private fun programme(programme: JsonNode): Programme {
    // A planned end has no effect, and no place in the typed request.
    only(programme, "kind", "start", "end", "regular_follow_up", "planned_end")
    return Programme(
        kind = code<ProgrammeKind>(programme["kind"]),
        start = day(programme["start"]),
        end = date(programme["end"]),
        regularFollowUp = programme["regular_follow_up"]?.let {
            if (it.isBoolean) it.asBoolean() else null.also { _ -> check(it.isNull || it.asText() == "unknown") }
        },
    )
}

private fun fse(fse: JsonNode): Fse {
    // Days in a former system and of technical records have no effect, and no place in the typed request.
    only(
        fse, "cofinanced", "first_record", "last_record", "interruptions", "first_record_original",
        "last_technical_record",
    )
    if (!fse["cofinanced"].asBoolean()) return Fse.NotCofinanced
    return Fse.Cofinanced(
        firstRecord = date(fse["first_record"]),
        lastRecord = date(fse["last_record"]),
        interruptions = list(fse["interruptions"]) {
            only(it, "from", "until", "cause")
            Interruption(day(it["from"]), date(it["until"]), code<InterruptionCause>(it["cause"]))
        },
    )
}

/** Absent is not known; null says that it runs. */
private fun accountEnd(facts: JsonNode, key: String): AccountEnd? {
    only(facts, key)
    val end = facts[key] ?: return null
    return if (end.isNull) AccountEnd.Running else AccountEnd.Ended(day(end))
}

private fun readings(options: JsonNode): Readings {
    only(options, "A2", "A3", "A6", "A6b", "A7", "A8")
    return Readings(
        a2 = when (val it = options["A2"]?.asText()) {
            null -> null
            "feb28" -> A2.FEB_28
            "mar1" -> A2.MAR_1
            else -> error("A2 $it")
        },
        a3 = options["A3"]?.let { A3.valueOf("AT_${it.asText()}") },
        a6 = options["A6"]?.let { code<A6>(it) },
        a6b = options["A6b"]?.let { code<A6b>(it) },
        a7 = options["A7"]?.let { code<A7>(it) },
        a8 = options["A8"]?.let { code<A8>(it) },
    )
}

private fun <T> list(node: JsonNode?, item: (JsonNode) -> T): List<T>? =
    if (node == null) emptyList() else if (node.isNull) null else node.map(item)

private fun date(node: JsonNode?): LocalDate? = node?.takeUnless { it.isNull }?.let(::day)

private fun day(node: JsonNode): LocalDate = LocalDate.parse(node.asText())

private inline fun <reified T : Enum<T>> code(node: JsonNode): T = enumValueOf(node.asText().uppercase())

/** A key that is not read here would be a fact that the typed request lacks. */
private fun only(node: JsonNode, vararg keys: String) {
    val unknown = node.properties().map { it.key } - keys.toSet()
    check(unknown.isEmpty()) { "unknown keys $unknown" }
}
