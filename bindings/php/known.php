<?php
// Pseudonyms, seals, files and columns from PHP: php -d ffi.enable=1 known.php path/of/libimilo.so path/of/tests/vectors
// Expected values are the given known answers, and what the C header says of wrong calls.
declare(strict_types=1);

require __DIR__ . '/imilo.php';

[, $library, $vectors] = $argv;
$imilo = new Imilo($library);
$c = $imilo->c;
$wrong = 0;

function same(string $what, mixed $expected, mixed $found): void
{
    global $wrong;
    if ($expected !== $found) {
        // What was found may hold a number: its name is enough.
        echo "WRONG: $what\n";
        $wrong++;
    }
}

/** The code, the field and the row of the exception of a call; null when there is none. */
function failing(callable $call): ?array
{
    try {
        $call();
    } catch (ImiloError $error) {
        return [$error->failure['code'], $error->failure['field'], $error->row];
    }
    return null;
}

$root = fn (int $first): string => implode('', array_map('chr', range($first, $first + 31)));
$ring = fn (string $use, array $keys): ImiloKeyring => $imilo->keyring(
    $use, array_combine(
        array_map(fn ($key) => hexdec($key['key_id']), $keys), array_map(fn ($key) => hex2bin($key['root']), $keys)
    )
);
$codes = ['seal_malformed' => 'malformed', 'pseudonym_malformed' => 'malformed', 'key_id_unknown' => 'unknown_key_id',
    'seal_refused' => 'refused'];

// What a case expects, and what is found: a text or the name of an error.
$answer = function (array $case) use ($imilo, $ring, $codes, $c): string {
    $id = hexdec($case['key_id'] ?? '0');
    $domain = new ImiloDomain($case['sector'] ?? '', $case['recipient'] ?? '', $case['purpose'] ?? '', $id);
    $told = fn (?array $row, string $key): string => $row[$key] ?? $codes[$row['error']['code']] ?? $row['error']['code'];
    try {
        switch ($case['op']) {
            case 'pseudonym':
                $admit = ($case['accept_13'] ?? false) ? $c->IMILO_ADMIT_WITHOUT_KEY : 0;
                $rows = $imilo->pseudonyms($ring('first_pass', [$case]), $domain, [$case['nir']], null, $admit);
                return $told($rows[0], 'pseudonym');
            case 'second_pass':
                return $told($imilo->secondPass($ring('second_pass', [$case]), $domain, [$case['first']])[0], 'pseudonym');
            case 'read':
                return $told($imilo->readPseudonyms([$case['text']])[0], 'pseudonym');
            case 'seal':
                // A nonce is never given: what is sealed is opened again.
                $keys = $ring('sealing', [$case]);
                [$nirs, $dossiers, $used] = [[$case['nir']], [$case['dossier']], $case['version'] === 1 ? 0 : null];
                $seals = $imilo->seal($keys, $id, $nirs, $dossiers, $case['purpose'], $used);
                same("count of {$case['id']}", $used === null ? null : 1, $seals['used']);
                return $told($imilo->open($keys, [$seals['rows'][0]['seal']], $dossiers, $case['purpose'])[0], 'nir');
            case 'open':
                $keys = $ring('sealing', $case['keys']);
                return $told($imilo->open($keys, [$case['sealed']], [$case['dossier']], $case['purpose'])[0], 'nir');
            case 'keyring':
                $keys = $imilo->keyring('first_pass');
                foreach ($case['keys'] as $key) {
                    $keys->add(hexdec($key['key_id']), hex2bin($key['root']));
                }
                return 'ok';
        }
    } catch (ImiloError $error) {
        return $codes[$error->failure['code']] ?? $error->failure['code'];
    }
    return 'no such operation';
};

$cases = json_decode(file_get_contents("$vectors/given/pseudonyms.json"), true, 512, JSON_THROW_ON_ERROR)['cases'];
$ops = [];
foreach ($cases as $case) {
    $found = $answer($case);
    $expect = $case['expect'];
    $wanted = match (true) {
        isset($expect['text']) => $expect['text'],
        isset($expect['canonical']) => $expect['canonical'],
        isset($expect['nir']) => $expect['nir'],
        isset($expect['sealed']) => substr($case['nir'], 0, 13),
        isset($expect['ok']) => 'ok',
        default => $expect['error'],
    };
    $good = ['ok', substr($case['nir'] ?? '-', 0, 13)];
    $refused = !in_array($found, $good, true) && !str_starts_with($found, 'p1.') && !str_starts_with($found, 'q1.')
        && $found !== 'no such operation';
    same("{$case['id']}, of the known answers", true, $wanted === 'any' ? $refused : $found === $wanted);
    $ops[$case['op']] = ($ops[$case['op']] ?? 0) + 1;
}
ksort($ops);
echo 'known answers: ', json_encode($ops), "\n";
same('each operation has a case', ['keyring', 'open', 'pseudonym', 'read', 'seal', 'second_pass'], array_keys($ops));

// Rows that are refused leave the others.
$nir = '255081416802538';
$first = 'p1.00000001.5W645JRBXGPW6T82J4BD9F4KDFVE';
$keys = $imilo->keyring('first_pass', [1 => $root(0), 2 => strrev($root(0))]);
$domain = new ImiloDomain('emploi', 'dares', 'trajam', 1);
$rows = $imilo->pseudonyms($keys, $domain, [$nir, null, substr($nir, 0, 13), '255081416802539', '']);
same('rows', [$first, null, null, null, null], array_map(fn ($row) => $row['pseudonym'] ?? null, $rows));
same('errors of rows', [null, null, 'pseudonym_key_absent', 'nir_key', 'nir_length'],
    array_map(fn ($row) => $row['error']['code'] ?? null, $rows));
same('no rows', [], $imilo->pseudonyms($keys, $domain, []));
$nnp = ['718610018826448'];
same('NNP not accepted', 'nir_first_digit', $imilo->pseudonyms($keys, $domain, $nnp, null, $c->IMILO_ADMIT_NNP)[0]['error']['code']);
same('NNP', 'pseudonym_kind', $imilo->pseudonyms($keys, $domain, $nnp, $c->IMILO_ACCEPT_NNP)[0]['error']['code']);
same('NNP admitted', null, $imilo->pseudonyms($keys, $domain, $nnp, $c->IMILO_ACCEPT_NNP, $c->IMILO_ADMIT_NNP)[0]['error']);

// Changed numbers and changed keys.
$other = $imilo->pseudonyms($keys, $domain, ['185072a00412388'])[0]['pseudonym'];
$pairs = [[$other, $first]];
same('aliases', [$first, $first, null, null], array_map(
    fn ($row) => $row['pseudonym'] ?? null, $imilo->followAliases($domain, $pairs, [$other, $first, null, 'x'])
));
same('a bad row', 'pseudonym_malformed', $imilo->followAliases($domain, $pairs, ['x'])[0]['error']['code']);
same('cycle', ['alias_cycle', 'pairs[1]', 1], failing(fn () => $imilo->followAliases($domain, [...$pairs, [$first, $other]], [])));
same('bad pair', ['pseudonym_malformed', 'pairs[0]', 0], failing(fn () => $imilo->followAliases($domain, [[$first, 'x']], [])));
same('half a pair', ['invalid_argument', 'pairs[0]', 0], failing(fn () => $imilo->followAliases($domain, [[$first]], [])));
$new = fn (string $nir): string => $imilo->pseudonyms($keys, new ImiloDomain('emploi', 'dares', 'trajam', 2), [$nir])[0]['pseudonym'];
$table = $imilo->rotationTable($keys, $domain, 2, [$nir, '185072a00412388', null, '1', $nir]);
$expected = [[$first, $new($nir)], [$other, $new('185072a00412388')]];
sort($expected);
same('rotation', $expected, $table['pairs']);
same('rotation, rows', [null, null, null, 'nir_length', null], array_map(fn ($row) => $row['code'] ?? null, $table['errors']));
same('same key', ['rotation_domains', null, null], failing(fn () => $imilo->rotationTable($keys, $domain, 1, [$nir])));
same('one', $first, $imilo->readPseudonym(strtolower($first)));
same('one, wrong', ['pseudonym_malformed', 'typed', null], failing(fn () => $imilo->readPseudonym('x')));

// Mistakes of the caller.
$named = fn (string $recipient, int $id): ImiloDomain => new ImiloDomain('emploi', $recipient, 'trajam', $id);
$seals = $imilo->keyring('sealing', [3 => $root(64)]);
foreach ([
    'no such key' => [fn () => $imilo->pseudonyms($keys, $named('dares', 9), [$nir]), ['key_id_unknown', 'domain.key_id', null]],
    'key zero' => [fn () => $imilo->pseudonyms($keys, $named('dares', 0), [$nir]), ['key_id_zero', 'domain.key_id', null]],
    'name' => [fn () => $imilo->pseudonyms($keys, $named('DARES', 1), [$nir]), ['pseudonym_name', 'domain.recipient', null]],
    'name, aliases' => [fn () => $imilo->followAliases($named('', 1), [], []), ['pseudonym_name', 'domain.recipient', null]],
    'purpose' => [fn () => $imilo->open($seals, [], [], 'C2S'), ['pseudonym_name', 'purpose', null]],
    'use of a keyring' => [fn () => $imilo->pseudonyms($seals, $domain, [$nir]), ['key_use', 'keys', null]],
    'no such use' => [fn () => $imilo->keyring('any'), ['invalid_argument', 'use', null]],
    'short key' => [fn () => $imilo->keyring('sealing', [1 => 'short']), ['key_length', 'roots[1]', null]],
    'weak key' => [fn () => $imilo->keyring('sealing', [1 => str_repeat("\0", 32)]), ['key_weak', 'roots[1]', null]],
    'key twice' => [fn () => $keys->add(7, $root(0)), ['key_bytes_twice', 'roots[7]', null]],
    'id too long' => [fn () => $keys->add(1 << 32, $root(1)), ['invalid_argument', 'id', null]],
    'shared root' => [fn () => $keys->disjoint($imilo->keyring('sealing', [5 => $root(0)])), ['key_bytes_twice', null, null]],
    'not destroyed' => [fn () => $keys->destroy(9), ['key_id_unknown', 'id', null]],
    'count' => [fn () => $imilo->seal($seals, 3, [$nir], ['1'], 'c2s', $c->IMILO_SEAL_LIMIT), ['seal_count', 'used', null]],
    'dossiers' => [fn () => $imilo->seal($seals, 3, [$nir], [], 'c2s'), ['column_length', 'dossiers', null]],
    'flags' => [fn () => $imilo->pseudonyms($keys, $domain, [$nir], 1 << 20), ['invalid_argument', 'accept', null]],
    'admission' => [fn () => $imilo->pseudonyms($keys, $domain, [$nir], null, 8), ['invalid_argument', 'admit', null]],
    'integer' => [fn () => $imilo->nirs(['', 284058832102532]), ['json_field', 'nirs[1]', 1]],
    'integer, pseudonyms' => [fn () => $imilo->pseudonyms($keys, $domain, [284058832102532]), ['json_field', 'nirs[0]', 0]],
    'flags of nirs' => [fn () => $imilo->nirs([$nir], 1 << 20), ['invalid_argument', 'accept', null]],
    'flags below zero' => [fn () => $imilo->nirs([$nir], -1), ['invalid_argument', 'accept', null]],
    'flags too long' => [fn () => $imilo->nirs([$nir], 1 << 32), ['invalid_argument', 'accept', null]],
    'stride' => [fn () => $imilo->nirColumnFixed($nir, 14), ['invalid_argument', 'stride', null]],
    'stride zero' => [fn () => $imilo->nirColumnFixed($nir, 0), ['invalid_argument', 'stride', null]],
    'remainder' => [fn () => $imilo->nirColumnFixed("$nir-"), ['nir_column_stride', 'stride', null]],
    'offsets' => [fn () => $imilo->nirColumnOffsets($nir, pack('V*', 0, 99)), ['nir_column_offsets', 'offsets', null]],
    'half an offset' => [fn () => $imilo->nirColumnOffsets($nir, 'abcde'), ['nir_column_offsets', 'offsets', null]],
    'width' => [fn () => $imilo->nirColumnOffsets($nir, '', 2), ['invalid_argument', 'offset_bytes', null]],
    'validity' => [fn () => $imilo->nirColumnOffsets($nir, pack('V*', 0, 15), 4, ''), ['nir_column_validity', 'validity', null]],
    'file by ask' => [fn () => $imilo->ask('fse_report'), ['file_function', null, null]],
    'no file' => [fn () => $imilo->bilan(['date' => '2026-11-24', 'path' => '/no/such/file']), ['file_unreadable', 'path', null]],
    'register by ask' => [fn () => $imilo->ask('rights_register'), ['file_function', null, null]],
    'register of a day that is none' => [
        fn () => $imilo->rightsRegister(['date' => '2026-02-30'], "numero\n1\n"), ['date_invalid', 'date', null],
    ],
    'neither path nor bytes' => [fn () => $imilo->fseReport(['programme' => 'FSE+']), ['file_source', 'path', null]],
    'no such operation' => [fn () => $imilo->fseRecords(['operation' => 'x'], "date_entree\n02/10/2023\n"), ['invalid_argument', 'operation', null]],
    'key of a request' => [fn () => $imilo->import(['nri' => 1], ''), ['unknown_field', 'nri', null]],
] as $what => [$call, $expected]) {
    same($what, $expected, failing($call));
}

// What is sealed opens for its dossier alone; keys are closed, and texts erased.
$sealed = $imilo->seal($seals, 3, [$nir, null, '1', $nir], ['123456', '7', '8', ''], 'c2s');
same('sealed', [62, 0, 0, 0], array_map(fn ($row) => strlen($row['seal'] ?? ''), $sealed['rows']));
same('not sealed', [null, null, 'nir_length', 'seal_dossier'], array_map(fn ($row) => $row['error']['code'] ?? null, $sealed['rows']));
$seal = $sealed['rows'][0]['seal'];
same('opened', [substr($nir, 0, 13), null], array_map(
    fn ($row) => $row['nir'] ?? null, $imilo->open($seals, [$seal, $seal], ['123456', '123457'], 'c2s')
));
same('no dossier', 'seal_dossier', $imilo->open($seals, [$seal], [''], 'c2s')[0]['error']['code']);
$seals->close();
$seals->close();
same('closed', ['null_pointer', 'keys', null], failing(fn () => $imilo->open($seals, [$seal], ['123456'], 'c2s')));
$drawn = $imilo->makeRootKey();
same('drawn', [32, true], [strlen($drawn), $drawn !== $imilo->makeRootKey()]);
Imilo::erase($drawn);
same('erased', '', $drawn);
same('nothing shows', false, str_contains(print_r($keys, true), 'handle'));

// Columns: the second row of the first has a wrong key; in the second one the second is not there.
$fixed = $imilo->nirColumnFixed('284058832102532284058832102530');
same('fixed', [[$c->IMILO_CODE_VALID, $c->IMILO_CODE_KEY], 1], [array_map('ord', str_split($fixed['codes'])), ord($fixed['bits'])]);
foreach ([4 => 'V*', 8 => 'P*'] as $width => $format) {
    $column = $imilo->nirColumnOffsets('2840588321025322840588321025', pack($format, 0, 15, 15, 28), $width, "\x0A", 1);
    same("offsets of $width", [0, 0, 0], array_map('ord', str_split($column['codes'])));
    same("bits of $width", 5, ord($column['bits']));
}
same('empty columns', ['bits' => '', 'codes' => ''], $imilo->nirColumnOffsets('', ''));
same('no numbers', [], $imilo->nirs([]));

// Files, in memory and by path.
$file = "matricule;nir;date_naissance\n7;255081416802538;1997-05-03\n8;;1997-02-30\n9;;\n";
$path = tempnam(sys_get_temp_dir(), 'imilo');
file_put_contents($path, "matricule;date_naissance\n7;1997-05-03\n");
try {
    $of_path = $imilo->bilan(['date' => '2026-11-24', 'path' => $path, 'name' => 'f.csv']);
} finally {
    unlink($path);
}
same('bilan', [1, 'f.csv'], [$of_path['rows'], $of_path['source']]);
// Before the 28th birthday nothing can close the dossier; after the 27th, under the other reading, facts are missing.
foreach (['28' => [1, 0], '27' => [0, 1]] as $age => $expected) {
    $request = ['date' => '2026-11-24', 'options' => ['A3' => (string) $age]];
    $total = $imilo->bilan($request, "matricule;date_naissance\n7;1999-06-01\n")['total'];
    same("reading of $age", $expected, [$total['conforming'], $total['undetermined']]);
}
$options = ['date' => '2026-11-24', 'options' => ['A3' => 'no such reading']];
same('options reach the library', ['json_field', 'options.A3', null], failing(fn () => $imilo->bilan($options, $file)));
same('refused rows', ['date_invalid' => 1], $imilo->bilan(['date' => '2026-11-24'], $file)['refused']['by_code']);
$import = $imilo->import([], $file);
$rows = iterator_to_array($import, false);
same('import', ['7', null, '9'], array_map(fn ($row) => $row['dossier']['identite']['matricule'] ?? null, $rows));
same('import, code', 'date_invalid', $rows[1]['code']);
same('import, file', true, $import->file['complete']);
same('no NIR', false, str_contains(json_encode($rows), '25508'));
same('most', ['invalid_argument', 'most', null], failing(fn () => $import->next(0)));
$import->close();
same('import, closed', ['null_pointer', 'import', null], failing(fn () => $import->next(1)));
$clear = $imilo->import(['nir' => 'clear'], $file);
same('by parts', [1, false], [count($clear->next(1)['rows']), $clear->next(1)['end']]);
$p = "participant_id;operation_id;sexe;date_entree\n0012;007;F;02/10/2023\n0013;007;M;30/02/2023\n";
$report = $imilo->fseReport(['programme' => 'FSE+'], $p);
same('report', [2, ['date_invalid' => 1]], [$report['rows'], $report['refused']['by_code']]);
$register = $imilo->rightsRegister(['date' => '2026-11-20'], "numero;date_reception\n1;15/10/2026\n2;30/10/2026\n");
same('register', [[1], [2]], [$register['overdue'], $register['due_soon']]);
$told = $imilo->accessDossier(['date' => '2026-11-24', 'dossier' => '7'], $file);
same('access dossier', ['7', 'left_out'], [$told['dossier'], $told['nir']]);
same('access dossier, no NIR', false, str_contains(json_encode($told), '25508'));

// The journal: two events, a day closed, an export that is verified alone, and what is wrong in it.
$folder = sys_get_temp_dir() . '/imilo-journal-' . getmypid();
$export = "$folder.jsonl";
$attesting = $imilo->keyring('attesting', [1 => implode('', array_map('chr', range(0, 31)))]);
$referencing = $imilo->keyring('referencing', [2 => implode('', array_map('chr', range(32, 63)))]);
$open = ['folder' => $folder, 'name' => 'imilo.example/journal', 'key_id' => 1, 'reference_key_id' => 2];
same('journal, use', ['key_use', 'keys', null], failing(fn () => $imilo->journal($open, $referencing)));
$journal = $imilo->journal($open, $attesting, $referencing);
// 24 November 2026, 11:00 UTC.
$event = ['instant_ms' => 1795518000000, 'agent' => 'agent-7', 'actor' => 'agent_mission_locale', 'operation' => 'consult',
    'purpose' => 'accompaniment', 'outcome' => 'conforming', 'dossier' => 'dossier-42', 'granted' => ['identite.prenoms']];
$receipts = $journal->append([['operation' => 'connect', 'dossier' => null, 'granted' => []] + $event, $event]);
same('receipts', ['2026-11-24/1', true], [$receipts[1]['segment'], $receipts[0]['index'] < $receipts[1]['index']]);
same('event, NIR', ['event_text', 'events[0].agent', null], failing(fn () => $journal->append([['agent' => '2 84 05 88 321 025 32'] + $event])));
same('one writer', true, failing(fn () => $imilo->journal($open, $attesting, $referencing)) !== null);
same('reference', 32, strlen($journal->ask('reference', ['dossier' => 'dossier-42'])['dossier_ref']));
same('checkpoints', 1, count($journal->checkpoint('2026-11-24')));
same('sound', true, $journal->verify()['sound']);
// Art. 10 of 2025: seven months exactly.
$purge = ['segment' => '2026-11-24/1', 'agent' => 'dpo', 'actor' => 'technical_operator', 'instant_ms' => 1795604400000];
same('purge too early', 'not_conforming', $journal->ask('purge', $purge)['outcome']);
$journal->export($export);
$text = file_get_contents($export);
$found = $imilo->verifyJournal(['name' => 'imilo.example/journal'], $attesting, $text);
same('export', [true, true, 2], [$found['sound'], $found['attested'], $found['segments'][0]['events']]);
same('export, by path', true, $imilo->verifyJournal(['path' => $export])['sound']);
$found = $imilo->verifyJournal([], null, str_replace('agent-7', 'agent-8', $text));
same('changed', [false, true], [$found['sound'], $found['flaws'][0]['line'] > 0]);
same('no such operation', ['unknown_entry', null, null], failing(fn () => $journal->ask('append_all')));
$journal->close();
same('journal, closed', ['null_pointer', 'journal', null], failing(fn () => $journal->verify()));
same('journal, nothing shows', false, str_contains(print_r($journal, true), 'journal =>'));
foreach ([...glob("$folder/*"), ...glob("$folder/.*"), $export] as $each) {
    is_file($each) && unlink($each);
}
rmdir($folder);

echo $wrong === 0 ? "all right\n" : "$wrong WRONG\n";
exit($wrong === 0 ? 0 : 1);
