<?php
// Keys. docs/keys.md has the duties of whoever holds them.
declare(strict_types=1);

/** A domain of pseudonyms. Each name has 1 to 64 of a–z, 0–9, dot, underscore and hyphen. */
final class ImiloDomain
{
    /**
     * @param string $sector whose field (`emploi`)
     * @param string $recipient who receives (`dares`)
     * @param string $purpose for what (`trajam`)
     * @param int $keyId id of the root key, 1 to 4294967295: the version of the domain
     */
    public function __construct(
        public readonly string $sector,
        public readonly string $recipient,
        public readonly string $purpose,
        public readonly int $keyId,
    ) {
    }
}

/** Root keys of one use: made by `Imilo::keyring`. It does not print, and cannot be copied or serialised. */
final class ImiloKeyring
{
    use ImiloHandle;

    public function __construct(
        private readonly Imilo $imilo,
        private readonly int $use,
        private ?FFI\CData $handle,
    ) {
    }

    /**
     * Adds a root key of 32 random bytes. The library keeps what it derives of it; your copy is yours to erase.
     *
     * @throws ImiloError `key_length`, `key_weak` (all bytes equal: an erased key too), `key_id_zero`, `key_id_twice`,
     *     `key_bytes_twice`
     */
    public function add(int $id, #[SensitiveParameter] string $root): void
    {
        [$memory, $key] = [new ImiloMemory($this->imilo->c), $this->imilo->four($id, 'id')];
        $start = $memory->bytes($root, 'uint8_t');
        $status = $this->imilo->c->imilo_keyring_add($this->handle(), $key, $start, strlen($root));
        $this->imilo->done($status, "roots[$id]");
    }

    /**
     * Takes a key out, and overwrites it.
     *
     * @throws ImiloError `key_id_unknown`
     */
    public function destroy(int $id): void
    {
        $key = $this->imilo->four($id, 'id');
        $this->imilo->done($this->imilo->c->imilo_keyring_destroy($this->handle(), $key), 'id');
    }

    /**
     * Refuses two keyrings that share a root key, whatever its ids: one root has one use.
     *
     * @throws ImiloError `key_bytes_twice`
     */
    public function disjoint(ImiloKeyring $other): void
    {
        $this->imilo->done($this->imilo->c->imilo_keyring_disjoint($this->handle(), $other->handle()));
    }

    /** Frees the keyring, its keys overwritten with zeros. It is of no use afterwards. */
    public function close(): void
    {
        if ($this->handle !== null) {
            $this->imilo->c->imilo_keyring_free($this->handle);
            $this->handle = null;
        }
    }

    /**
     * The keyring of C. For the other files of imilo.
     *
     * @throws ImiloError `null_pointer` at `keys` once it is closed, `key_use` for another use
     */
    public function handle(?int $use = null): FFI\CData
    {
        if ($this->handle === null) {
            throw $this->imilo->failed($this->imilo->c->IMILO_ERROR_NULL_POINTER, 'keys');
        }
        if ($use !== null && $use !== $this->use) {
            throw $this->imilo->failed($this->imilo->c->IMILO_ERROR_KEY_USE, 'keys');
        }
        return $this->handle;
    }
}

trait ImiloKeys
{
    /**
     * A keyring of one use: `$imilo->keyring('first_pass', [1 => $root])`. Close it, and erase your copy of the roots.
     *
     * @param string $use `first_pass`, `second_pass`, `sealing`, `referencing` or `attesting`
     * @param array<int, string> $roots 32 bytes each, by the id of the key
     * @throws ImiloError `key_…` with the key in `field`; `invalid_argument` for another use
     */
    public function keyring(string $use, #[SensitiveParameter] array $roots = []): ImiloKeyring
    {
        $number = [
            'first_pass' => $this->c->IMILO_USE_FIRST_PASS,
            'second_pass' => $this->c->IMILO_USE_SECOND_PASS,
            'sealing' => $this->c->IMILO_USE_SEALING,
            'referencing' => $this->c->IMILO_USE_REFERENCING,
            'attesting' => $this->c->IMILO_USE_ATTESTING,
        ][$use] ?? 0;
        $handle = $this->c->new('imilo_keyring *');
        $status = $this->c->imilo_keyring_new($number, FFI::addr($handle));
        if ($status !== $this->c->IMILO_OK) {
            throw $this->failed($status, 'use');
        }
        $keys = new ImiloKeyring($this, $number, $handle);
        try {
            foreach ($roots as $id => $root) {
                $this->rows([$root], "roots[$id]", false);
                $keys->add($this->id($id, 'roots'), $root);
            }
        } catch (ImiloError $error) {
            $keys->close();
            throw $error;
        }
        return $keys;
    }

    /**
     * A new root key, 32 bytes of the randomness of the operating system.
     *
     * @throws ImiloError `no_randomness`
     */
    public function makeRootKey(): string
    {
        $memory = new ImiloMemory($this->c);
        $root = $memory->room('uint8_t', 32);
        $this->done($this->c->imilo_make_root_key($root));
        return FFI::string($root, 32);
    }

    /**
     * Overwrites a text where PHP has it, and empties it. Another variable that shares it (a copy, an element of an
     * array, an argument) may keep it; a text that stands in the script itself stays.
     */
    public static function erase(#[SensitiveParameter] ?string &$text): void
    {
        if (function_exists('sodium_memzero') && $text !== null && $text !== '') {
            sodium_memzero($text);
        }
        for ($place = strlen($text ?? '') - 1; $place >= 0; $place--) {
            $text[$place] = "\0";
        }
        $text = '';
    }
}
