<?php
// What cannot be judged, as an exception, and the guards that the methods of all files share.
declare(strict_types=1);

/** Input that could not be judged. `failure` is the JSON object of the error; it never repeats a value. */
final class ImiloError extends RuntimeException
{
    /**
     * @param array<string, mixed> $failure
     * @param ?int $row place in the list that was given, from 0, where one row is at fault
     */
    public function __construct(
        public readonly array $failure,
        public readonly string $json,
        public readonly ?int $row = null,
    ) {
        $field = $row === null ? '' : " ({$failure['field']})";
        parent::__construct($failure['code'] . ': ' . $failure['message_fr'] . $field, $failure['number']);
    }
}

/** Errors of the functions that answer by a number, with the sentences of the catalogue. */
trait ImiloFailures
{
    /** @var ?array<int, array<string, mixed>> the catalogue by number, once it was asked for */
    private ?array $catalogue = null;

    /**
     * An error by its number: `code`, `number`, `message_fr`, `message_en`.
     *
     * @return array{code: string, number: int, message_fr: string, message_en: string}
     */
    public function error(int $number): array
    {
        $this->catalogue ??= array_column($this->ask('errors'), null, 'number');
        return $this->catalogue[$number] ?? $this->catalogue[$this->c->IMILO_ERROR_INTERNAL];
    }

    /** The exception for a number, at a field of the call. For the other files of imilo, as those that follow. */
    public function failed(int $number, ?string $field = null, ?int $row = null): ImiloError
    {
        $error = $this->error($number);
        $failure = [
            'code' => $error['code'], 'number' => $error['number'], 'field' => $field, 'position' => null,
            'line' => null, 'message_fr' => $error['message_fr'], 'message_en' => $error['message_en'],
        ];
        $json = json_encode($failure, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
        return new ImiloError($failure, $json, $row);
    }

    /**
     * The rows of an argument as a list of texts and nulls. A number that is written as an integer has lost what
     * stands before it, so it is refused.
     *
     * @return list<?string>
     * @throws ImiloError `json_field` with the row of another type
     */
    private function rows(#[SensitiveParameter] array $rows, string $field, bool $nulls = true): array
    {
        $rows = array_values($rows);
        foreach ($rows as $place => $row) {
            if (!is_string($row) && !($nulls && $row === null)) {
                throw $this->failed($this->c->IMILO_ERROR_JSON_FIELD, "{$field}[$place]", $place);
            }
        }
        return $rows;
    }

    /**
     * A number of four bytes: PHP would cut a longer one without a word.
     *
     * @throws ImiloError `invalid_argument` with the field
     */
    public function four(int $number, string $field): int
    {
        if ($number < 0 || $number > 0xFFFFFFFF) {
            throw $this->failed($this->c->IMILO_ERROR_INVALID_ARGUMENT, $field);
        }
        return $number;
    }

    /** @throws ImiloError for a bit without a name, by the library: a column without rows is checked */
    private function accepted(?int $accept): int
    {
        $flags = $this->four($accept ?? $this->c->IMILO_ACCEPT_DEFAULT, 'accept');
        $status = $this->c->imilo_nir_validate_many(null, 0, null, 0, $flags, null, null);
        if ($status !== $this->c->IMILO_OK) {
            throw $this->failed($status, 'accept');
        }
        return $flags;
    }

    /** @throws ImiloError unless the number is that of a success */
    public function done(int $status, ?string $field = null): void
    {
        if ($status !== $this->c->IMILO_OK) {
            throw $this->failed($status, $field);
        }
    }
}
