package fr.imilo

import java.io.BufferedInputStream
import java.io.BufferedOutputStream
import java.io.ByteArrayOutputStream
import java.io.InputStream
import java.io.OutputStream

/**
 * The driver of the shared conformance run: lines `service<TAB>request-json` in, `ok<TAB>answer-json` or
 * `err<TAB>failure-json` out, in UTF-8 whatever the locale.
 */
fun main() = drive(BufferedInputStream(System.`in`), BufferedOutputStream(System.out))

internal fun drive(input: InputStream, output: OutputStream) {
    while (true) {
        val line = line(input) ?: break
        output.write((answer(line) + "\n").toByteArray(Charsets.UTF_8))
        output.flush()
    }
}

private fun answer(line: String): String =
    try {
        "ok\t" + given(line.substringBefore('\t'), line.substringAfter('\t', ""))
    } catch (e: ImiloException) {
        "err\t" + failureJson(e.failure)
    }

/** A key of the committed journal: known, and none. */
private fun keys(id: Long, first: Int) = listOf(RootKey(id, SecretBytes(ByteArray(32) { (first + it).toByte() })))

/** The journal that is open. */
private var journal: JournalFolder? = null

private fun given(service: String, request: String): String =
    when (val operation = service.removePrefix("journal.")) {
        service -> callJson(service, request)
        "verify_file" -> journalVerify(request, null, keys(1, 0))
        "open" -> "{}".also { journal = JournalFolder.open(request, keys(1, 0), keys(7, 100)) }
        "close" -> "{}".also { journal?.close() }
        else -> journal!!.call(operation, request)
    }

/** The next line without its end, or null. Only a line feed ends it: JSON may hold the others. */
private fun line(input: InputStream): String? {
    val bytes = ByteArrayOutputStream()
    while (true) {
        when (val byte = input.read()) {
            -1 -> if (bytes.size() == 0) return null else break
            '\n'.code -> break
            else -> bytes.write(byte)
        }
    }
    return bytes.toString(Charsets.UTF_8)
}
