<?php
// What leaves in place of a number, by domain.
declare(strict_types=1);

trait ImiloPseudonyms
{
    /**
     * The pseudonyms of many numbers, as people wrote them, in one domain.
     *
     * @param list<?string> $nirs
     * @param ?int $accept a sum of IMILO_ACCEPT_…
     * @param int $admit a sum of IMILO_ADMIT_…; an NNP or a MIG needs its IMILO_ACCEPT_… too
     * @return list<?array{pseudonym: ?string, error: ?array{code: string, number: int, message_fr: string, message_en: string}}>
     *     null where there is no number
     * @throws ImiloError for keys, domain, flags, or a row that is no text
     */
    public function pseudonyms(
        ImiloKeyring $keys,
        ImiloDomain $domain,
        #[SensitiveParameter] array $nirs,
        ?int $accept = null,
        int $admit = 0,
    ): array {
        $handle = $keys->handle($this->c->IMILO_USE_FIRST_PASS);
        [$accept, $admit] = [$this->accepted($accept), $this->admitted($admit)];
        return $this->texts(
            'pseudonym', $this->rows($nirs, 'nirs'), $this->c->IMILO_PSEUDONYM_LENGTH, $domain,
            fn ($memory, $texts, $out, $statuses) => $this->c->imilo_pseudonyms(
                $handle, FFI::addr($memory->domain($domain)), FFI::addr($texts), $accept, $admit, $out, $statuses
            )
        );
    }

    /**
     * The recipient's own pseudonyms (`q1.`) of those it was given (`p1.`), under its own key.
     *
     * @param list<?string> $first
     * @return list<?array{pseudonym: ?string, error: ?array<string, mixed>}> as `pseudonyms`
     * @throws ImiloError as `pseudonyms`
     */
    public function secondPass(ImiloKeyring $keys, ImiloDomain $domain, array $first): array
    {
        $handle = $keys->handle($this->c->IMILO_USE_SECOND_PASS);
        return $this->texts(
            'pseudonym', $this->rows($first, 'first'), $this->c->IMILO_PSEUDONYM_LENGTH, $domain,
            fn ($memory, $texts, $out, $statuses) => $this->c->imilo_second_pass(
                $handle, FFI::addr($memory->domain($domain)), FFI::addr($texts), $out, $statuses
            )
        );
    }

    /**
     * Reads pseudonyms of both passes that somebody typed, and writes them as the library does.
     *
     * @param list<?string> $typed
     * @return list<?array{pseudonym: ?string, error: ?array<string, mixed>}> as `pseudonyms`
     * @throws ImiloError for a row that is no text
     */
    public function readPseudonyms(array $typed): array
    {
        return $this->texts(
            'pseudonym', $this->rows($typed, 'typed'), $this->c->IMILO_PSEUDONYM_LENGTH, null,
            fn ($memory, $texts, $out, $statuses) =>
                $this->c->imilo_read_pseudonyms(FFI::addr($texts), $out, $statuses)
        );
    }

    /**
     * One of them.
     *
     * @throws ImiloError `pseudonym_malformed`
     */
    public function readPseudonym(string $typed): string
    {
        $row = $this->readPseudonyms([$typed])[0];
        return $row['pseudonym'] ?? throw $this->failed($row['error']['number'], 'typed');
    }

    /**
     * Replaces the pseudonyms of changed numbers by the first one of the person: only that one leaves. Never for a
     * parent's number or a mistake: two persons would become one.
     *
     * @param list<array{string, string}> $pairs the new pseudonym, then the one that it follows to
     * @param list<?string> $pseudonyms
     * @return list<?array{pseudonym: ?string, error: ?array<string, mixed>}> as `pseudonyms`
     * @throws ImiloError `alias_…` or `pseudonym_malformed` with the pair that cannot stand
     */
    public function followAliases(ImiloDomain $domain, array $pairs, array $pseudonyms): array
    {
        [$memory, $length] = [new ImiloMemory($this->c), $this->c->IMILO_PSEUDONYM_LENGTH];
        $given = '';
        foreach (array_values($pairs) as $place => $pair) {
            foreach ($this->rows(is_array($pair) ? $pair : [$pair], "pairs[$place]", false) as $text) {
                // A text of another length is no pseudonym; the library says so of this one.
                $given .= strlen($text) === $length ? $text : str_repeat('?', $length);
            }
            if (strlen($given) !== 2 * $length * ($place + 1)) {
                throw $this->failed($this->c->IMILO_ERROR_INVALID_ARGUMENT, "pairs[$place]", $place);
            }
        }
        $rows = $this->readPseudonyms($pseudonyms);
        $malformed = ['pseudonym' => null, 'error' => $this->error($this->c->IMILO_ERROR_PSEUDONYM_MALFORMED)];
        $column = '';
        foreach ($rows as $place => $row) {
            // Those of the second pass are not ours to replace.
            if ($row !== null && ($row['error'] !== null || !str_starts_with($row['pseudonym'], 'p'))) {
                $rows[$place] = $malformed;
            }
            $column .= $rows[$place]['pseudonym'] ?? str_repeat("\0", $length);
        }
        [$in_place, $wrong] = [$memory->room('char', strlen($column)), $this->c->new('size_t')];
        if ($column !== '') {
            FFI::memcpy($in_place, $column, strlen($column));
        }
        $status = $this->c->imilo_follow_aliases(
            FFI::addr($memory->domain($domain)), $memory->bytes($given), intdiv(strlen($given), 2 * $length),
            $in_place, count($rows), FFI::addr($wrong)
        );
        if ($this->ofDomain($status)) {
            throw $this->domainFailed($status, $domain);
        } elseif ($status !== $this->c->IMILO_OK) {
            throw $this->failed($status, "pairs[{$wrong->cdata}]", $wrong->cdata);
        }
        foreach ($rows as $place => $row) {
            if (isset($row['pseudonym'])) {
                $rows[$place]['pseudonym'] = FFI::string(FFI::addr($in_place[$place * $length]), $length);
            }
        }
        return $rows;
    }

    /**
     * The table that a recipient needs, once, when the key of a domain changes. Hand it over and keep nothing: whoever
     * has it joins both domains. Numbers out of seals have no key: admit IMILO_ADMIT_WITHOUT_KEY.
     *
     * @param ImiloDomain $domain with the id of the old key
     * @param list<?string> $nirs
     * @return array{pairs: list<array{string, string}>, errors: list<?array<string, mixed>>} old and new pseudonym, in
     *     the order of the old ones; why a number has no pair, null when it has one or where there is no number
     * @throws ImiloError as `pseudonyms`; `rotation_domains` when both ids are the same
     */
    public function rotationTable(
        ImiloKeyring $keys,
        ImiloDomain $domain,
        int $newKeyId,
        #[SensitiveParameter] array $nirs,
        ?int $accept = null,
        int $admit = 0,
    ): array {
        $handle = $keys->handle($this->c->IMILO_USE_FIRST_PASS);
        [$accept, $admit] = [$this->accepted($accept), $this->admitted($admit)];
        [$new, $length] = [$this->id($newKeyId, 'new_key_id'), $this->c->IMILO_PSEUDONYM_LENGTH];
        [$memory, $nirs] = [new ImiloMemory($this->c), $this->rows($nirs, 'nirs')];
        [$pairs, $used] = [$memory->room('char', 2 * $length * count($nirs)), $this->c->new('size_t')];
        $statuses = $memory->room('int32_t', count($nirs));
        $status = $this->c->imilo_rotation_table(
            $handle, FFI::addr($memory->domain($domain)), $new, FFI::addr($memory->texts($nirs)), $accept, $admit,
            $pairs, FFI::addr($used), $statuses
        );
        if ($status !== $this->c->IMILO_OK) {
            throw $this->domainFailed($status, $domain);
        }
        $table = ['pairs' => [], 'errors' => []];
        for ($place = 0; $place < $used->cdata; $place++) {
            $pair = FFI::string(FFI::addr($pairs[2 * $length * $place]), 2 * $length);
            $table['pairs'][] = str_split($pair, $length);
        }
        foreach ($nirs as $place => $nir) {
            $status = $statuses[$place];
            $table['errors'][] = $status <= $this->c->IMILO_OK ? null : $this->error($status);
        }
        return $table;
    }

    /** @throws ImiloError for a bit without a name: the library checks flags in one step, so it is asked beforehand */
    private function admitted(int $admit): int
    {
        $known = $this->c->IMILO_ADMIT_WITHOUT_KEY | $this->c->IMILO_ADMIT_NNP | $this->c->IMILO_ADMIT_MIG;
        if (($admit & ~$known) !== 0) {
            throw $this->failed($this->c->IMILO_ERROR_INVALID_ARGUMENT, 'admit');
        }
        return $admit;
    }
}
