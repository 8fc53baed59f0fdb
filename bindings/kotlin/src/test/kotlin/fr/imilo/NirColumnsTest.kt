package fr.imilo

import java.nio.ByteBuffer
import java.nio.ByteOrder
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test

/** Columns of numbers as bytes: the codes of the specification, and those of the single check. */
class NirColumnsTest {
    // Valid, key, character, first digit, month, place, order.
    private val rows = listOf(
        "284058832102532" to 0, "284058832102530" to 128, "2840588321O2532" to 2, "984058832102532" to 131,
        "284138832102532" to 132, "284058800002532" to 133, "284058832100032" to 134,
    )
    private val many = List(53) { rows[it % rows.size] }
    private val codes = many.map { it.second.toByte() }.toByteArray()

    private fun bits(valid: List<Boolean>) = ByteArray((valid.size + 7) / 8) { at ->
        (0..7).filter { valid.getOrElse(8 * at + it) { false } }.sumOf { 1 shl it }.toByte()
    }

    private fun code(call: () -> Unit) = assertThrows(ImiloException::class.java) { call() }.let { it.code to it.field }

    @Test
    fun `records of a fixed size`() {
        for ((stride, padding) in listOf(15 to "", 16 to "\n")) {
            val column = nirColumnFixed(many.joinToString("") { it.first + padding }.toByteArray(), stride)
            assertArrayEquals(codes, column.codes)
            assertArrayEquals(bits(many.map { it.second == 0 }), column.bits)
        }
        assertEquals("nir_column_stride" to null, code { nirColumnFixed(ByteArray(31), 15) })
        assertEquals("invalid_argument" to "stride", code { nirColumnFixed(ByteArray(0), 14) })
        assertEquals(0, nirColumnFixed(ByteArray(0), 15).codes.size)
        val third = nirColumnFixed("384058832102532".toByteArray(), 15)
        val accepted = nirColumnFixed("384058832102532".toByteArray(), 15, Acceptance(sex34 = true))
        assertEquals(3 to 0, (third.codes[0].toInt() and 127) to (accepted.codes[0].toInt() and 127))
    }

    @Test
    fun `a column of Arrow, with nulls, in both widths`() {
        val there = many.indices.map { it % 5 != 4 }
        val texts = many.mapIndexed { at, row -> if (at % 3 == 2) "12" else row.first }
        val expected = ByteArray(53) { if (!there[it]) 0 else if (it % 3 == 2) 1 else codes[it] }
        val data = texts.joinToString("").toByteArray()
        val ends = texts.runningFold(0) { end, text -> end + text.length }
        val narrow = ByteBuffer.allocate(4 * ends.size).order(ByteOrder.LITTLE_ENDIAN)
        val wide = ByteBuffer.allocate(8 * ends.size).order(ByteOrder.LITTLE_ENDIAN)
        ends.forEach { narrow.putInt(it); wide.putLong(it.toLong()) }
        val validity = bits(listOf(false, false, false) + there)
        for ((offsets, size) in listOf(narrow.array() to 4, wide.array() to 8)) {
            val column = nirColumnOffsets(data, offsets, size, validity, 3)
            assertArrayEquals(expected, column.codes)
            assertArrayEquals(bits(there.indices.map { there[it] && expected[it].toInt() == 0 }), column.bits)
        }
        assertEquals("nir_column_offsets" to null, code { nirColumnOffsets(data.copyOf(9), narrow.array(), 4) })
        assertEquals("nir_column_validity" to null, code { nirColumnOffsets(data, narrow.array(), 4, ByteArray(1)) })
        assertEquals("invalid_argument" to "offsets", code { nirColumnOffsets(data, ByteArray(7), 4) })
        assertEquals("invalid_argument" to "offset_bytes", code { nirColumnOffsets(data, ByteArray(8), 2) })
        val before = code { nirColumnOffsets(data, narrow.array(), 4, validity, -1) }
        assertEquals("invalid_argument" to "validity_offset", before)
    }
}
