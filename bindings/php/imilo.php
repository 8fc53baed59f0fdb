<?php
// imilo for PHP: the C ABI through FFI. This file converts and keeps the memory rules, and holds no rule of
// the law. Requests are sensitive parameters: PHP leaves them out of its stack traces.
declare(strict_types=1);

/** Input that could not be judged. `failure` is the JSON object of the error; it never repeats a value. */
final class ImiloError extends RuntimeException
{
    /** @param array<string, mixed> $failure */
    public function __construct(public readonly array $failure, public readonly string $json)
    {
        parent::__construct($failure['code'] . ': ' . $failure['message_fr'], $failure['number']);
    }
}

/** The library, loaded once a process. */
final class Imilo
{
    public readonly FFI $c;

    /**
     * @param string $library path of libimilo.so; a name without a slash is looked for where the system looks
     * @throws RuntimeException when FFI is not enabled, or the library is not found or not that of the header
     */
    public function __construct(string $library = 'libimilo.so')
    {
        if (!extension_loaded('ffi')) {
            throw new RuntimeException('imilo: the PHP extension FFI is not loaded (php.ini: extension=ffi)');
        }
        $header = current(array_filter([__DIR__ . '/imilo.ffi.h', __DIR__ . '/../c/imilo.ffi.h'], is_file(...)));
        if ($header === false) {
            throw new RuntimeException('imilo: imilo.ffi.h is neither beside imilo.php nor in ../c');
        }
        try {
            $this->c = FFI::cdef(file_get_contents($header), $library);
        } catch (FFI\Exception $why) {
            $restricted = str_contains($why->getMessage(), 'ffi.enable');
            throw new RuntimeException($restricted
                ? 'imilo: FFI is not enabled for this script (php.ini: ffi.enable=true, or preload imilo.php)'
                : "imilo: $library could not be loaded, or lacks a function of imilo.ffi.h: {$why->getMessage()}", 0, $why);
        }
        if ($this->c->imilo_abi_version() !== $this->c->IMILO_ABI_VERSION) {
            throw new RuntimeException("imilo: $library is not the library of imilo.ffi.h");
        }
    }

    /**
     * Asks a service in JSON: `$imilo->json('rule_set', '{"date": "2026-03-01"}')`.
     *
     * @throws ImiloError when the request cannot be judged; a refusal is an answer
     */
    public function json(string $service, #[SensitiveParameter] string $request): string
    {
        $answer = $this->c->new('imilo_buffer *');
        $error = $this->c->new('imilo_buffer *');
        $status = $this->c->imilo_call(
            $service, strlen($service), $request, strlen($request), FFI::addr($answer), FFI::addr($error)
        );
        if ($status === $this->c->IMILO_OK) {
            return $this->taken($answer);
        }
        $json = $this->taken($error);
        throw new ImiloError(json_decode($json, true, 512, JSON_THROW_ON_ERROR), $json);
    }

    /**
     * The same with arrays: `$imilo->ask('nir_check', ['nir' => '2 84 05 88 321 025 32'])['outcome']`.
     *
     * PHP writes an empty array as a list: an object without keys, further down, is `new stdClass()`.
     *
     * @throws ImiloError when the request cannot be judged; a refusal is an answer
     */
    public function ask(string $service, #[SensitiveParameter] array $request = []): array
    {
        $json = json_encode((object) $request, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
        return json_decode($this->json($service, $json), true, 512, JSON_THROW_ON_ERROR);
    }

    /**
     * Checks a column of numbers without JSON; a null row gives the status IMILO_NO_NUMBER.
     *
     * @param list<?string> $numbers
     * @return list<array{status: int, position: int, key_state: int, kind: int, findings: int}>
     */
    public function nirs(#[SensitiveParameter] array $numbers, ?int $accept = null): array
    {
        $count = count($numbers);
        if ($count === 0) {
            return [];
        }
        $offsets = $this->c->new('size_t[' . ($count + 1) . ']');
        $absent = $this->c->new("uint8_t[$count]");
        $results = $this->c->new("imilo_nir_result[$count]");
        $end = 0;
        $offsets[0] = 0;
        foreach (array_values($numbers) as $row => $number) {
            $end += strlen($number ?? '');
            $offsets[$row + 1] = $end;
            $absent[$row] = $number === null ? 1 : 0;
        }
        $status = $this->c->imilo_nir_validate_many(
            implode('', $numbers), $end, $offsets, $count, $accept ?? $this->c->IMILO_ACCEPT_DEFAULT, $absent, $results
        );
        if ($status !== $this->c->IMILO_OK) {
            throw new InvalidArgumentException("imilo_nir_validate_many: $status");
        }
        $rows = [];
        foreach ($results as $result) {
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

    /** The text of a buffer, which is freed. */
    private function taken(FFI\CData $buffer): string
    {
        try {
            // FFI copies a C string into a PHP string; JSON holds no NUL that would end it early.
            return $this->c->imilo_buffer_data($buffer);
        } finally {
            $this->c->imilo_buffer_free($buffer);
        }
    }
}
