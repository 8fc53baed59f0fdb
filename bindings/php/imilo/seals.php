<?php
// Sealed numbers: only the holder of the key reads them, for the dossier and the purpose they are bound to.
declare(strict_types=1);

trait ImiloSeals
{
    /**
     * Seals many numbers, each for a dossier and all for one purpose.
     *
     * Without `used`: version 2, a key for each dossier, nothing to count. With it: version 1, one key for all
     * dossiers, which has made so many seals; store what comes back before the seals are used.
     *
     * @param list<?string> $nirs
     * @param list<string> $dossiers as many ids of dossiers
     * @return array{rows: list<?array{seal: ?string, error: ?array<string, mixed>}>, used: ?int}
     * @throws ImiloError for keys, purpose, flags, a count that is spent, rows of another type or number
     */
    public function seal(
        ImiloKeyring $keys,
        int $keyId,
        #[SensitiveParameter] array $nirs,
        array $dossiers,
        string $purpose,
        ?int $used = null,
        ?int $accept = null,
    ): array {
        $handle = $keys->handle($this->c->IMILO_USE_SEALING);
        [$accept, $id] = [$this->accepted($accept), $this->id($keyId, 'key_id')];
        $nirs = $this->rows($nirs, 'nirs');
        $dossiers = $this->dossiers($dossiers, count($nirs));
        $count = null;
        if ($used !== null) {
            if ($used < 0) {
                throw $this->failed($this->c->IMILO_ERROR_INVALID_ARGUMENT, 'used');
            }
            $count = $this->c->new('uint64_t');
            $count->cdata = $used;
        }
        $rows = $this->texts(
            'seal', $nirs, $this->c->IMILO_SEAL_LENGTH, null,
            fn ($memory, $texts, $out, $statuses) => $this->c->imilo_seal(
                $handle, $id, FFI::addr($texts), $accept, FFI::addr($memory->texts($dossiers)), $purpose,
                strlen($purpose), $count === null ? null : FFI::addr($count), $out, $statuses
            )
        );
        return ['rows' => $rows, 'used' => $count?->cdata];
    }

    /**
     * Opens many seals of both versions. The numbers are in clear: erase them (`Imilo::erase`).
     *
     * @param list<?string> $seals
     * @param list<string> $dossiers as many ids of dossiers
     * @return list<?array{nir: ?string, error: ?array<string, mixed>}> thirteen characters
     * @throws ImiloError as `seal`
     */
    public function open(ImiloKeyring $keys, array $seals, array $dossiers, string $purpose): array
    {
        $handle = $keys->handle($this->c->IMILO_USE_SEALING);
        $seals = $this->rows($seals, 'seals');
        $dossiers = $this->dossiers($dossiers, count($seals));
        return $this->texts(
            'nir', $seals, $this->c->IMILO_OPENED_LENGTH, null,
            fn ($memory, $texts, $out, $statuses) => $this->c->imilo_open(
                $handle, FFI::addr($texts), FFI::addr($memory->texts($dossiers)), $purpose, strlen($purpose),
                $out, $statuses
            )
        );
    }

    /** @throws ImiloError with the row that is no text, or when there are not as many as numbers */
    private function dossiers(array $dossiers, int $count): array
    {
        $dossiers = $this->rows($dossiers, 'dossiers', false);
        if (count($dossiers) !== $count) {
            throw $this->failed($this->c->IMILO_ERROR_COLUMN_LENGTH, 'dossiers');
        }
        return $dossiers;
    }
}
