<?php
// Files: the bilan of one, the report of its participations, its dossiers some at a time. docs/files.md has the keys.
declare(strict_types=1);

/** The dossiers of a file: made by `Imilo::import`. */
final class ImiloImport implements IteratorAggregate
{
    /** What is to be said of the whole file, once its last row was given. @var ?array<string, mixed> */
    public ?array $file = null;

    public function __construct(
        private readonly Imilo $imilo,
        private ?FFI\CData $import,
        private readonly int $most = 500,
    ) {
    }

    public function __destruct()
    {
        $this->close();
    }

    /**
     * The next rows, at most so many: `rows`, `end`, and with the end `file`.
     *
     * @return array{rows: list<array<string, mixed>>, end: bool, file?: array<string, mixed>}
     * @throws ImiloError `invalid_argument` for a number below 1, `null_pointer` after `close`
     */
    public function next(int $most): array
    {
        $answer = $this->imilo->given(
            fn ($answer, $error) => $this->imilo->c->imilo_import_next($this->import, max(0, $most), $answer, $error)
        );
        $answer = json_decode($answer, true, 512, JSON_THROW_ON_ERROR);
        $this->file = $answer['file'] ?? $this->file;
        return $answer;
    }

    /** The rows one by one, to the end of the file. */
    public function getIterator(): Generator
    {
        do {
            $answer = $this->next($this->most);
            yield from $answer['rows'];
        } while (!$answer['end']);
    }

    /** Frees the file; its bytes are overwritten. Nothing can be asked afterwards. */
    public function close(): void
    {
        if ($this->import !== null) {
            $this->imilo->c->imilo_import_close($this->import);
            $this->import = null;
        }
    }
}

trait ImiloFiles
{
    /**
     * The bilan of a file: `$imilo->bilan(['date' => '2026-11-24', 'path' => 'dossiers.csv', 'folder' => 'bilan'])`.
     *
     * @param ?string $bytes the file, if the request has no path
     * @throws ImiloError when the file or the request cannot be read
     */
    public function bilan(array $request, #[SensitiveParameter] ?string $bytes = null): array
    {
        return $this->file('imilo_bilan', $request, $bytes);
    }

    /**
     * The report of a file of participations: `$imilo->fseReport(['programme' => 'FSE+', 'path' => 'p.csv'])`.
     *
     * @param ?string $bytes the file, if the request has no path
     * @throws ImiloError when the file or the request cannot be read
     */
    public function fseReport(array $request, #[SensitiveParameter] ?string $bytes = null): array
    {
        return $this->file('imilo_fse_report', $request, $bytes);
    }

    /**
     * The register of requests of persons: `$imilo->rightsRegister(['date' => '2026-11-24', 'path' => 'registre.csv'])`.
     *
     * @param ?string $bytes the file, if the request has no path
     * @throws ImiloError when the file or the request cannot be read
     */
    public function rightsRegister(array $request, #[SensitiveParameter] ?string $bytes = null): array
    {
        return $this->file('imilo_rights_register', $request, $bytes);
    }

    /**
     * The access dossier of one person: `$imilo->accessDossier(['date' => '2026-11-24', 'path' => 'd.csv', 'dossier' => '7'])`.
     *
     * @param ?string $bytes the file, if the request has no path
     * @throws ImiloError when the file or the request cannot be read, or the file has no such dossier
     */
    public function accessDossier(array $request, #[SensitiveParameter] ?string $bytes = null): array
    {
        return $this->file('imilo_access_dossier', $request, $bytes);
    }

    /**
     * The dossiers of a file: `foreach ($imilo->import(['path' => 'dossiers.csv']) as $row) { … }`.
     *
     * @param ?string $bytes the file, if the request has no path
     * @throws ImiloError when the file or the request cannot be read
     */
    public function import(array $request = [], #[SensitiveParameter] ?string $bytes = null): ImiloImport
    {
        [$memory, $import] = [new ImiloMemory($this->c), $this->c->new('imilo_import *')];
        $json = self::encoded($request);
        [$data, $length] = $bytes === null ? [null, 0] : [$memory->bytes($bytes, 'uint8_t'), strlen($bytes)];
        $error = $this->c->new('imilo_buffer *');
        $status = $this->c->imilo_import_open(
            $json, strlen($json), $data, $length, FFI::addr($import), FFI::addr($error)
        );
        if ($status !== $this->c->IMILO_OK) {
            throw $this->refused($error);
        }
        return new ImiloImport($this, $import);
    }

    private function file(string $function, array $request, #[SensitiveParameter] ?string $bytes): array
    {
        $memory = new ImiloMemory($this->c);
        $json = self::encoded($request);
        [$data, $length] = $bytes === null ? [null, 0] : [$memory->bytes($bytes, 'uint8_t'), strlen($bytes)];
        $answer = $this->given(
            fn ($answer, $error) => $this->c->$function($json, strlen($json), $data, $length, $answer, $error)
        );
        return json_decode($answer, true, 512, JSON_THROW_ON_ERROR);
    }
}
