<?php
// Memory of the C library that a call borrows. PHP frees its own strings as they are; what lies here is overwritten.
declare(strict_types=1);

/** The arguments and results of one call, overwritten with zeros when it ends. For the other files of imilo only. */
final class ImiloMemory
{
    /** @var list<array{FFI\CData, int}> */
    private array $kept = [];

    public function __construct(private readonly FFI $c)
    {
    }

    public function __destruct()
    {
        foreach ($this->kept as [$room, $size]) {
            FFI::memset($room, 0, $size);
        }
    }

    /** Room for so many values, and at least one: a pointer to it is never NULL. */
    public function room(string $type, int $count): FFI\CData
    {
        $room = $this->c->new($type . '[' . max(1, $count) . ']');
        $this->kept[] = [$room, FFI::sizeof($room)];
        return $room;
    }

    /** A pointer to a copy of a text. */
    public function bytes(#[SensitiveParameter] string $text, string $type = 'char'): FFI\CData
    {
        $room = $this->room($type, strlen($text));
        if ($text !== '') {
            FFI::memcpy($room, $text, strlen($text));
        }
        return $this->start($room, $type);
    }

    /** A pointer to the first value of a room. */
    public function start(FFI\CData $room, string $type): FFI\CData
    {
        return $this->c->cast("$type *", FFI::addr($room[0]));
    }

    /**
     * A column of texts, as `imilo_texts` has it; null is a row that is not there.
     *
     * Each row is copied on its own: a text that holds all of them would be left in the memory of PHP.
     *
     * @param list<?string> $rows
     */
    public function texts(#[SensitiveParameter] array $rows): FFI\CData
    {
        $count = count($rows);
        $size = 0;
        foreach ($rows as $row) {
            $size += strlen($row ?? '');
        }
        [$data, $offsets] = [$this->room('char', $size), $this->room('size_t', $count + 1)];
        $absent = $this->room('uint8_t', $count);
        $offsets[0] = $end = 0;
        foreach ($rows as $place => $row) {
            if ($row !== null && $row !== '') {
                // Never a sum of pointers: PHP 8.2 frees with the sum the type of what it was added to.
                FFI::memcpy(FFI::addr($data[$end]), $row, strlen($row));
                $end += strlen($row);
            }
            $offsets[$place + 1] = $end;
            $absent[$place] = $row === null ? 1 : 0;
        }
        $texts = $this->c->new('imilo_texts');
        $texts->data = $this->start($data, 'char');
        $texts->data_len = $size;
        $texts->offsets = $this->start($offsets, 'size_t');
        $texts->count = $count;
        $texts->is_null = $this->start($absent, 'uint8_t');
        return $texts;
    }

    /** A domain of pseudonyms, as `imilo_domain` has it. */
    public function domain(ImiloDomain $names): FFI\CData
    {
        $domain = $this->c->new('imilo_domain');
        foreach (['sector', 'recipient', 'purpose'] as $name) {
            $domain->$name = $this->bytes($names->$name);
            $domain->{$name . '_len'} = strlen($names->$name);
        }
        $domain->key_id = $names->keyId;
        return $domain;
    }
}

/** What holds a handle of C: closed with its last variable; it does not print, and cannot be copied or serialised. */
trait ImiloHandle
{
    abstract public function close(): void;

    public function __destruct()
    {
        $this->close();
    }

    private function __clone()
    {
    }

    public function __debugInfo(): array
    {
        return [];
    }

    public function __serialize(): array
    {
        throw new LogicException(self::class . ' is not serialised');
    }
}
