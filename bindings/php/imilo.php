<?php
// imilo for PHP: the C ABI through FFI. This file converts and keeps the memory rules, and holds no rule of
// the law. Requests are sensitive parameters: PHP leaves them out of its stack traces.
declare(strict_types=1);

foreach (['error', 'memory', 'files', 'columns', 'keyring', 'rows', 'pseudonyms', 'seals', 'journal'] as $part) {
    require_once __DIR__ . "/imilo/$part.php";
}

/** The library, loaded once a process. */
final class Imilo
{
    use ImiloFailures;
    use ImiloFiles;
    use ImiloColumns;
    use ImiloKeys;
    use ImiloRows;
    use ImiloPseudonyms;
    use ImiloSeals;
    use ImiloJournals;

    public readonly FFI $c;

    /**
     * @param string $library path of libimilo.so; a bare name is looked for where the system looks
     * @throws RuntimeException when FFI or the header is missing, or the library is not that of the header
     * @throws FFI\Exception when FFI is not allowed (`ffi.enable`), or the library cannot be loaded
     */
    public function __construct(string $library = 'libimilo.so')
    {
        if (!extension_loaded('FFI')) {
            throw new RuntimeException('imilo needs the PHP extension FFI');
        }
        $this->c = FFI::cdef(self::header(), $library);
        if ($this->c->imilo_abi_version() !== $this->c->IMILO_ABI_VERSION) {
            throw new RuntimeException('libimilo is not that of imilo.ffi.h');
        }
    }

    /**
     * Asks a service in JSON: `$imilo->json('rule_set', '{"date": "2026-03-01"}')`.
     *
     * @throws ImiloError when the request cannot be judged; a refusal is an answer
     */
    public function json(string $service, #[SensitiveParameter] string $request): string
    {
        return $this->given(
            fn ($answer, $error) => $this->c->imilo_call(
                $service, strlen($service), $request, strlen($request), $answer, $error
            )
        );
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
        return json_decode($this->json($service, self::encoded($request)), true, 512, JSON_THROW_ON_ERROR);
    }

    /**
     * The answer of a function of the C ABI that writes an answer or an error. For the other files of imilo.
     *
     * @param callable(FFI\CData, FFI\CData): int $call takes where to write both
     * @throws ImiloError
     */
    public function given(callable $call): string
    {
        $answer = $this->c->new('imilo_buffer *');
        $error = $this->c->new('imilo_buffer *');
        if ($call(FFI::addr($answer), FFI::addr($error)) !== $this->c->IMILO_OK) {
            throw $this->refused($error);
        }
        return $this->taken($answer);
    }

    /** The exception of an error in JSON. */
    private function refused(FFI\CData $error): ImiloError
    {
        $json = $this->taken($error);
        return new ImiloError(json_decode($json, true, 512, JSON_THROW_ON_ERROR), $json);
    }

    /** A request as JSON. For the other files of imilo. */
    public static function encoded(#[SensitiveParameter] array $request): string
    {
        return json_encode((object) $request, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
    }

    /** The declarations of the C ABI: beside this file where it was copied, else where they are in the project. */
    private static function header(): string
    {
        foreach ([__DIR__ . '/imilo.ffi.h', __DIR__ . '/../c/imilo.ffi.h'] as $path) {
            if (is_file($path)) {
                return (string) file_get_contents($path);
            }
        }
        throw new RuntimeException('imilo.ffi.h is neither beside imilo.php nor in ../c');
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
