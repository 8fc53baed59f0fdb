<?php
// The journal of a folder, and the verification of an exported one. docs/journal.md has the keys of each operation.
declare(strict_types=1);

/** A journal in a folder, open for writing: made by `Imilo::journal`. One writer at a time. It does not print. */
final class ImiloJournal
{
    use ImiloHandle;

    public function __construct(private readonly Imilo $imilo, private ?FFI\CData $journal)
    {
    }

    /**
     * Adds events, each as `disclose` gives it, with `instant_ms`; their receipts. What was answered is durable.
     *
     * @param list<array<string, mixed>> $events
     * @return list<array{segment: string, index: int, leaf: string}>
     * @throws ImiloError the first event at fault by its place, `events[1].agent`; those before it may be written
     */
    public function append(array $events): array
    {
        return $this->ask('append', ['events' => array_values($events)])['receipts'];
    }

    /**
     * Closes a day: the texts of its checkpoints. Give each to somebody else, who cannot write the journal.
     *
     * @return list<string>
     * @throws ImiloError
     */
    public function checkpoint(string $day): array
    {
        return $this->ask('checkpoint', ['day' => $day])['checkpoints'];
    }

    /** Verifies the folder: `sound`, `summary`, `flaws`. @throws ImiloError when it cannot be read */
    public function verify(): array
    {
        return $this->ask('verify');
    }

    /** Writes the journal, or a segment of it, as JSON Lines into a file that is not there. @throws ImiloError */
    public function export(string $path, ?string $segment = null): array
    {
        return $this->ask('export', ['path' => $path] + ($segment === null ? [] : ['segment' => $segment]));
    }

    /**
     * Any operation by its name: `$journal->ask('purge', ['segment' => '2026-04-24/1', 'agent' => 'dpo', …])`. A refusal by
     * the law is an answer.
     *
     * @throws ImiloError when it cannot be done; `unknown_entry` for another name; `null_pointer` after `close`
     */
    public function ask(string $operation, #[SensitiveParameter] array $request = []): array
    {
        return json_decode($this->json($operation, Imilo::encoded($request)), true, 512, JSON_THROW_ON_ERROR);
    }

    /** The same with texts. @throws ImiloError as `ask` */
    public function json(string $operation, #[SensitiveParameter] string $json): string
    {
        if ($this->journal === null) {
            throw $this->imilo->failed($this->imilo->c->IMILO_ERROR_NULL_POINTER, 'journal');
        }
        return $this->imilo->given(
            fn ($answer, $error) => $this->imilo->c->imilo_journal_call(
                $this->journal, $operation, strlen($operation), $json, strlen($json), $answer, $error
            )
        );
    }

    /** Closes the journal; its keys are overwritten. Nothing can be asked afterwards. */
    public function close(): void
    {
        if ($this->journal !== null) {
            $this->imilo->c->imilo_journal_close($this->journal);
            $this->journal = null;
        }
    }
}

trait ImiloJournals
{
    /**
     * Opens the journal of a folder, or begins it: `$imilo->journal(['folder' => 'journal', 'name' => 'imilo.example/journal',
     * 'key_id' => 1], $keys)`. The key of that id attests the checkpoints. The keyrings may be closed afterwards.
     *
     * @param ImiloKeyring $keys of the use `attesting`
     * @param ?ImiloKeyring $references of the use `referencing`: with `reference_key_id`, events may name a `dossier`
     * @throws ImiloError when it cannot be opened; `key_use` for a keyring of another use
     */
    public function journal(array $request, ImiloKeyring $keys, ?ImiloKeyring $references = null): ImiloJournal
    {
        $attesting = $keys->handle($this->c->IMILO_USE_ATTESTING);
        $referencing = $references?->handle($this->c->IMILO_USE_REFERENCING);
        [$json, $journal] = [self::encoded($request), $this->c->new('imilo_journal *')];
        $error = $this->c->new('imilo_buffer *');
        $status = $this->c->imilo_journal_open(
            $json, strlen($json), $attesting, $referencing, FFI::addr($journal), FFI::addr($error)
        );
        if ($status !== $this->c->IMILO_OK) {
            throw $this->refused($error);
        }
        return new ImiloJournal($this, $journal);
    }

    /**
     * Verifies an exported journal from its file alone: `$imilo->verifyJournal(['path' => 'journal.jsonl'])['sound']`. With
     * keys and the `name` of the journal, each checkpoint has to be attested by one of them.
     *
     * @param ?string $bytes the file, if the request has no path
     * @throws ImiloError when the file or the request cannot be read; what is wrong in the journal is an answer
     */
    public function verifyJournal(array $request, ?ImiloKeyring $keys = null, ?string $bytes = null): array
    {
        $answer = $this->verifyJournalJson(self::encoded($request), $keys, $bytes);
        return json_decode($answer, true, 512, JSON_THROW_ON_ERROR);
    }

    /** The same with texts. @throws ImiloError as `verifyJournal` */
    public function verifyJournalJson(
        string $json,
        ?ImiloKeyring $keys = null,
        #[SensitiveParameter] ?string $bytes = null,
    ): string {
        $memory = new ImiloMemory($this->c);
        [$data, $length] = $bytes === null ? [null, 0] : [$memory->bytes($bytes, 'uint8_t'), strlen($bytes)];
        $attesting = $keys?->handle($this->c->IMILO_USE_ATTESTING);
        return $this->given(
            fn ($answer, $error) => $this->c->imilo_journal_verify(
                $json, strlen($json), $data, $length, $attesting, $answer, $error
            )
        );
    }
}
