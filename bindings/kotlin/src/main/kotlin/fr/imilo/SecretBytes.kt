package fr.imilo

import java.security.MessageDigest

/**
 * Bytes that do not show when they are printed: a root key, or a number in clear. Close it to overwrite them.
 *
 * A record of Kotlin prints the arrays that it holds; this does not. The array is yours: it is not copied.
 */
public class SecretBytes(public val bytes: ByteArray) : AutoCloseable {
    /** Overwrites the bytes with zeros. */
    override fun close(): Unit = bytes.fill(0)

    /** In constant time. */
    override fun equals(other: Any?): Boolean = other is SecretBytes && MessageDigest.isEqual(bytes, other.bytes)

    /** Of the length alone. */
    override fun hashCode(): Int = bytes.size

    override fun toString(): String = "SecretBytes(…)"
}
