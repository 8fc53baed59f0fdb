<?php
// The same job as bindings/c/example.c, from PHP: php -d ffi.enable=1 example.php path/of/libimilo.so
declare(strict_types=1);

require __DIR__ . '/imilo.php';

$wrong = false;

function check(string $what, bool $right): void
{
    global $wrong;
    if (!$right) {
        echo "WRONG: $what\n";
        $wrong = true;
    }
}

$imilo = new Imilo($argv[1] ?? 'libimilo.so');

$versions = $imilo->ask('versions');
echo "imilo {$versions['crate']}, ABI {$versions['abi']}, texts read up to {$versions['rules']}\n";
check('versions', $versions['abi'] === $imilo->c->imilo_abi_version());

$right = $imilo->ask('nir_check', ['nir' => '2 84 05 88 321 025 32']);
$refused = $imilo->ask('nir_check', ['nir' => '2 84 05 88 321 025 30']);
echo "NIR: {$right['outcome']}\nNIR: {$refused['outcome']}, « {$refused['message_fr']} »\n";
check('right NIR', $right['outcome'] === 'conforming');
check('wrong NIR', $refused['message_fr'] === 'la clé ne correspond pas aux treize caractères');

$rows = $imilo->nirs(['284058832102532', null, '284058832102530', "\xFF"]);
$statuses = array_column($rows, 'status');
echo 'NIRs: ', implode(' ', $statuses), "\n";
check('many NIRs', $statuses === [
    $imilo->c->IMILO_OK, $imilo->c->IMILO_NO_NUMBER, $imilo->c->IMILO_ERROR_NIR_KEY, $imilo->c->IMILO_ERROR_TEXT_ENCODING,
]);
check('position', $rows[2]['position'] === 14);
check('no NIRs', $imilo->nirs([]) === []);

$facts = [
    'birth_date' => '2001-02-03', 'programmes' => [], 'cej_contracts' => [], 'rqth_periods' => [],
    'fse' => ['cofinanced' => false],
];
$dossier = fn (string $date): array => ['kind' => 'dossier', 'date' => $date, 'facts' => $facts];
$one = $imilo->ask('conservation', $dossier('2021-05-22'));
echo "dossier: {$one['state']} until {$one['accessible_until']} by {$one['rule_set']}\n";
check('one dossier', $one['accessible_until'] === '2027-02-03');
$many = $imilo->ask('conservation_many', ['requests' => [$dossier('2021-05-22'), $dossier('2014-01-01')]])['results'];
check('many dossiers', $many[0]['answer'] === $one && $many[1]['error']['code'] === 'before_first_rule_set');

$law = $imilo->ask('rule_set', ['date' => '2021-05-22']);
echo "law of 2021-05-22: {$law['rule_set']}\n";
check('law', $law['rule_set'] === 'V2015');

try {
    $imilo->ask('rule_set', ['date' => '2021-02-29']);
    check('a day that does not exist', false);
} catch (ImiloError $error) {
    echo "error {$error->getCode()}: {$error->failure['message_fr']}\n";
    check('error', $error->getCode() === $imilo->c->IMILO_ERROR_DATE_INVALID);
}

echo $wrong ? "WRONG\n" : "all right\n";
exit($wrong ? 1 : 0);
