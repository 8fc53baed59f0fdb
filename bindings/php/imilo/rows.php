<?php
// What the functions of keys, pseudonyms and seals share.
declare(strict_types=1);

trait ImiloRows
{
    /** The rows of a function that writes a text of one length, and a status, for each. */
    private function texts(
        string $key,
        #[SensitiveParameter] array $rows,
        int $length,
        ?ImiloDomain $domain,
        callable $call,
    ): array {
        [$memory, $count] = [new ImiloMemory($this->c), count($rows)];
        [$out, $statuses] = [$memory->room('char', $count * $length), $memory->room('int32_t', $count)];
        $status = $call($memory, $memory->texts($rows), $out, $statuses);
        if ($status !== $this->c->IMILO_OK) {
            throw $this->domainFailed($status, $domain);
        }
        $given = [];
        for ($place = 0; $place < $count; $place++) {
            $given[] = match ($status = $statuses[$place]) {
                $this->c->IMILO_NO_NUMBER => null,
                $this->c->IMILO_OK => [$key => FFI::string(FFI::addr($out[$place * $length]), $length), 'error' => null],
                default => [$key => null, 'error' => $this->error($status)],
            };
        }
        return $given;
    }

    /** @throws ImiloError `invalid_argument`, `key_id_zero` */
    private function id(mixed $id, string $field): int
    {
        if (!is_int($id)) {
            throw $this->failed($this->c->IMILO_ERROR_INVALID_ARGUMENT, $field);
        }
        return $this->four($id, $field);
    }

    private function ofDomain(int $status): bool
    {
        return in_array($status, [
            $this->c->IMILO_ERROR_PSEUDONYM_NAME, $this->c->IMILO_ERROR_KEY_ID_ZERO, $this->c->IMILO_ERROR_KEY_ID_UNKNOWN,
        ], true);
    }

    /** The exception for a call by a domain, or without one by a purpose, with the field where it can be told. */
    private function domainFailed(int $status, ?ImiloDomain $domain): ImiloError
    {
        $field = match ($status) {
            $this->c->IMILO_ERROR_PSEUDONYM_NAME => $domain === null ? 'purpose' : 'domain.' . $this->wrongName($domain),
            $this->c->IMILO_ERROR_KEY_ID_ZERO, $this->c->IMILO_ERROR_KEY_ID_UNKNOWN =>
                $domain === null ? 'key_id' : 'domain.key_id',
            $this->c->IMILO_ERROR_SEAL_COUNT => 'used',
            default => null,
        };
        return $this->failed($status, $field);
    }

    /** The name at fault: the library is asked of each on its own, beside others that are right. */
    private function wrongName(ImiloDomain $domain): string
    {
        foreach (['sector', 'recipient', 'purpose'] as $name) {
            $names = ['sector' => 'a', 'recipient' => 'a', 'purpose' => 'a', $name => $domain->$name];
            $memory = new ImiloMemory($this->c);
            $asked = $memory->domain(new ImiloDomain($names['sector'], $names['recipient'], $names['purpose'], 1));
            if ($this->c->imilo_follow_aliases(FFI::addr($asked), null, 0, null, 0, null) !== $this->c->IMILO_OK) {
                return $name;
            }
        }
        return 'sector';
    }
}
