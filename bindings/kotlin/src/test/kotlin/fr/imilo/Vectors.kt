package fr.imilo

import com.fasterxml.jackson.core.JsonGenerator
import com.fasterxml.jackson.core.StreamReadFeature
import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.PropertyNamingStrategies
import com.fasterxml.jackson.databind.SerializerProvider
import com.fasterxml.jackson.databind.json.JsonMapper
import com.fasterxml.jackson.databind.module.SimpleModule
import com.fasterxml.jackson.databind.ser.std.StdSerializer
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer
import java.nio.file.Files
import java.nio.file.Path
import java.time.LocalDate
import kotlin.io.path.name
import kotlin.io.path.readText
import kotlin.streams.asSequence

/** The shared test vectors: `tests/vectors` of the repository. */
internal val VECTORS: Path = Path.of(System.getProperty("imilo.vectors"))

/** Reads JSON strictly, and writes the records of the library as the wire names them. */
internal val JSON: JsonMapper = JsonMapper.builder()
    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
    .addModule(
        SimpleModule()
            .addSerializer(LocalDate::class.java, ToStringSerializer.instance)
            .addSerializer(object : StdSerializer<Enum<*>>(Enum::class.java, false) {
                override fun serialize(value: Enum<*>, out: JsonGenerator, provider: SerializerProvider) =
                    out.writeString(value.name.lowercase())
            }),
    )
    .build()

/** A record as the JSON that the service answers: every field, with the names and codes of the wire. */
internal fun tree(record: Any): JsonNode = JSON.valueToTree(record)

internal fun parse(json: String): JsonNode = JSON.readTree(json)

/** The files of the corpus, at any depth, whose name passes. */
internal fun vectorFiles(named: (String) -> Boolean): List<Path> =
    Files.walk(VECTORS).use { paths -> paths.asSequence().filter { named(it.name) }.sorted().toList() }

/** The cases of a file of the given kind. */
internal fun cases(file: Path, kind: String): List<JsonNode> {
    val root = parse(file.readText())
    check(root["kind"].asText() == kind) { "$file: kind is not $kind" }
    return root["cases"].toList().also { check(it.isNotEmpty()) { "$file: no cases" } }
}

/** What became of the cases of a file. */
internal class Report(private val name: String) {
    private var passed = 0
    private val failed = mutableListOf<String>()
    private val skipped = sortedMapOf<String, Int>()

    fun add(id: String, difference: String?) {
        if (difference == null) passed++ else failed += "$id: $difference"
    }

    fun skip(why: String) {
        skipped.merge(why, 1, Int::plus)
    }

    /** Prints one line, and fails when a case failed or when none could pass. */
    fun close() {
        println("$name: $passed passed, ${failed.size} failed, ${skipped.values.sum()} skipped $skipped")
        check(failed.isEmpty()) { failed.joinToString("\n", "$name\n") }
        check(passed > 0) { "$name: no case was run" }
    }
}

private val FOR_THE_READER = setOf("because", "founding", "clause", "why", "confidence", "topic")

/** Null when the answer agrees with `expected`, or with one of `accept`, on each key that it gives. */
internal fun difference(case: JsonNode, answer: JsonNode): String? {
    val expectations = listOf(case["expected"]) + (case["accept"]?.toList() ?: emptyList())
    val differences = expectations.map { expected -> differs(expected, answer) ?: return null }
    return differences.first()
}

private fun differs(expected: JsonNode, answer: JsonNode): String? {
    val error = expected["error"]?.takeUnless { it.isNull }
    if (error != null || answer.has("error")) {
        return if (error == answer["error"]) null else "error: expected $error, found ${answer["error"] ?: "an answer"}"
    }
    for ((key, wanted) in expected.properties()) {
        if (key in FOR_THE_READER || key == "error") continue
        val found = answer[key] ?: return "the answer has no key $key"
        if (!same(wanted, found)) return "$key: expected $wanted, found $found"
    }
    return null
}

/** Equality, lists being sets. */
private fun same(a: JsonNode, b: JsonNode): Boolean = when {
    a.isArray && b.isArray ->
        a.all { item -> b.any { same(item, it) } } && b.all { item -> a.any { same(item, it) } }
    a.isObject && b.isObject ->
        a.size() == b.size() && a.properties().all { (key, item) -> b[key]?.let { same(item, it) } ?: false }
    else -> a == b
}
