package fr.imilo

/**
 * A request that could not be judged: a code of the catalogue ([errors]), the place, both sentences, never a
 * value. A refusal by the law is not one: it is an answer.
 *
 * [message] is a sentence for a log: code, English sentence and field. For Java it is a checked exception.
 *
 * ```kotlin
 * try {
 *     ruleSet(LocalDate.of(2014, 12, 31))
 * } catch (e: ImiloException) {
 *     check(e.code == "before_first_rule_set" && e.number == 204)
 * }
 * ```
 */
class ImiloException private constructor(
    /** Name of the code (`before_first_rule_set`). */
    val code: String,
    /** Number of the code, as in the C ABI. */
    val number: Int,
    /** Path of the field of the request (`facts.programmes[1].end`), where it can be told. */
    val field: String?,
    /** 1-based position in a text, after normalisation, where it can be told. */
    val position: Int?,
    /** 1-based line of a JSON request that cannot be read. */
    val line: Int?,
    /** Sentence in French. */
    val detailFr: String,
    /** Sentence in English. */
    val detailEn: String,
    sentence: String,
) : Exception(sentence) {
    /** The same as a record, as the rows of a batch carry it. */
    val failure: Failure
        get() = Failure(code, number, this.field, position, line, detailFr, detailEn)

    internal fun thrown(): Thrown = Thrown.Failed(failure, message.orEmpty())

    /** What the generated functions hand a failure to. Not for callers. */
    companion object ErrorHandler : UniffiRustCallStatusErrorHandler<ImiloException> {
        private const val serialVersionUID = 1L

        // Every function names this object before it calls the library: a library that does not match
        // the generated source stops here, at the first call, instead of reading memory wrongly.
        init {
            uniffiEnsureInitialized()
        }

        /** @suppress */
        override fun lift(error_buf: RustBuffer.ByValue): ImiloException = FfiConverterTypeImiloError.lift(error_buf)

        internal fun of(thrown: Thrown): ImiloException =
            when (thrown) {
                is Thrown.Failed -> thrown.failure.run {
                    ImiloException(code, number, field, position, line, detailFr, detailEn, thrown.sentence)
                }
            }
    }
}
