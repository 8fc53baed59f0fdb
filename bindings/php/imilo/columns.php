<?php
// Columns of numbers, without JSON.
declare(strict_types=1);

trait ImiloColumns
{
    /**
     * Checks a column of numbers as people wrote them; a null row gives the status IMILO_NO_NUMBER.
     *
     * @param list<?string> $numbers
     * @return list<array{status: int, position: int, key_state: int, kind: int, findings: int}>
     * @throws ImiloError `json_field` with the row that is no text (a NIR is no integer); `invalid_argument` for flags
     */
    public function nirs(#[SensitiveParameter] array $numbers, ?int $accept = null): array
    {
        $numbers = $this->rows($numbers, 'nirs');
        $accept = $this->accepted($accept);
        [$memory, $count] = [new ImiloMemory($this->c), count($numbers)];
        $texts = $memory->texts($numbers);
        $results = $memory->room('imilo_nir_result', $count);
        $status = $this->c->imilo_nir_validate_many(
            $texts->data, $texts->data_len, $texts->offsets, $count, $accept, $texts->is_null, $results
        );
        if ($status !== $this->c->IMILO_OK) {
            throw $this->failed($status, 'nirs');
        }
        $rows = [];
        for ($place = 0; $place < $count; $place++) {
            $result = $results[$place];
            $rows[] = [
                'status' => $result->status,
                'position' => $result->position,
                'key_state' => $result->key_state,
                'kind' => $result->kind,
                'findings' => $result->findings,
            ];
        }
        return $rows;
    }

    /**
     * Checks canonical numbers of a fixed size that stand one after the other: 15 bytes each, or 16 of which the last
     * is not looked at.
     *
     * @return array{bits: string, codes: string} one bit a row, lowest first, 1 when it is valid; one byte a row,
     *     IMILO_CODE_…: `ord($column['codes'][$row])`
     * @throws ImiloError `nir_column_stride` when the data is no multiple of it; `invalid_argument`
     */
    public function nirColumnFixed(#[SensitiveParameter] string $data, int $stride = 15, ?int $accept = null): array
    {
        if ($stride < 1) {
            throw $this->failed($this->c->IMILO_ERROR_INVALID_ARGUMENT, 'stride');
        }
        return $this->column(
            intdiv(strlen($data), $stride),
            'stride',
            $accept,
            fn (ImiloMemory $memory, int $accept, FFI\CData $bits, FFI\CData $codes): int =>
                $this->c->imilo_nir_column_fixed(
                    $memory->bytes($data, 'uint8_t'), strlen($data), $stride, $accept, $bits, $codes
                )
        );
    }

    /**
     * The same in the layout of Apache Arrow: row i is from offset i to offset i + 1 of the data.
     *
     * @param string $offsets count + 1 numbers of 4 or 8 bytes, as Arrow has them: `pack('V*', 0, 15, 30)`
     * @param ?string $validity one bit a row, lowest first, 1 when the row is there; null: all are
     * @return array{bits: string, codes: string} as for `nirColumnFixed`
     * @throws ImiloError `nir_column_offsets` when they fall or leave the data; `nir_column_validity` when it is too
     *     short; `invalid_argument`
     */
    public function nirColumnOffsets(
        #[SensitiveParameter] string $data,
        string $offsets,
        int $offsetBytes = 4,
        ?string $validity = null,
        int $validityOffset = 0,
        ?int $accept = null,
    ): array {
        $bits = ['4' => 32, '8' => 64][$offsetBytes] ?? null;
        if ($bits === null || $validityOffset < 0) {
            $field = $bits === null ? 'offset_bytes' : 'validity_offset';
            throw $this->failed($this->c->IMILO_ERROR_INVALID_ARGUMENT, $field);
        }
        if (strlen($offsets) % $offsetBytes !== 0) {
            throw $this->failed($this->c->IMILO_ERROR_NIR_COLUMN_OFFSETS, 'offsets');
        }
        $count = max(0, intdiv(strlen($offsets), $offsetBytes) - 1);
        // The library reads as many bits as there are rows: a shorter text would be read past its end.
        if ($validity !== null && intdiv($validityOffset + $count + 7, 8) > strlen($validity)) {
            throw $this->failed($this->c->IMILO_ERROR_NIR_COLUMN_VALIDITY, 'validity');
        }
        $check = function (
            ImiloMemory $memory, int $accept, FFI\CData $valid, FFI\CData $codes
        ) use ($data, $offsets, $bits, $count, $validity, $validityOffset): int {
            $ends = $this->c->cast("int{$bits}_t *", $memory->bytes($offsets, 'uint8_t'));
            $there = $validity === null ? null : $memory->bytes($validity, 'uint8_t');
            $function = "imilo_nir_column_offsets$bits";
            return $this->c->$function(
                $memory->bytes($data, 'uint8_t'), strlen($data), $ends, $count, $there, $validityOffset, $accept,
                $valid, $codes
            );
        };
        return $this->column($count, 'offsets', $accept, $check);
    }

    /** @return array{bits: string, codes: string} */
    private function column(int $count, string $field, ?int $accept, callable $check): array
    {
        $accept = $this->accepted($accept);
        $memory = new ImiloMemory($this->c);
        $size = intdiv($count + 7, 8);
        [$bits, $codes] = [$memory->room('uint8_t', $size), $memory->room('uint8_t', $count)];
        $status = $check($memory, $accept, $bits, $codes);
        if ($status !== $this->c->IMILO_OK) {
            throw $this->failed($status, $field);
        }
        return ['bits' => FFI::string($bits, $size), 'codes' => FFI::string($codes, $count)];
    }
}
