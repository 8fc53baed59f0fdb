<?php
// The driver protocol of the conformance run: php -d ffi.enable=1 driver.php path/of/libimilo.so
declare(strict_types=1);

require __DIR__ . '/imilo.php';

$imilo = new Imilo($argv[1] ?? 'libimilo.so');
// The keys of the committed journal: known, and no keys. One journal is open at a time.
$root = fn (int $first): string => implode('', array_map('chr', range($first, $first + 31)));
$keys = $imilo->keyring('attesting', [1 => $root(0)]);
$references = $imilo->keyring('referencing', [7 => $root(100)]);
$journal = null;
$answer = function (string $service, string $request) use ($imilo, $keys, $references, &$journal): string {
    if (!str_starts_with($service, 'journal.')) {
        return $imilo->json($service, $request);
    }
    switch ($operation = substr($service, 8)) {
        case 'verify_file':
            return $imilo->verifyJournalJson($request, $keys);
        case 'open':
            $journal = $imilo->journal(json_decode($request, true, 512, JSON_THROW_ON_ERROR), $keys, $references);
            return '{}';
        case 'close':
            $journal?->close();
            return '{}';
        default:
            return $journal->json($operation, $request);
    }
};
while (($line = fgets(STDIN)) !== false) {
    $parts = explode("\t", rtrim($line, "\n"), 2);
    if (count($parts) < 2) {
        fwrite(STDERR, "driver: a line has no tab\n");
        exit(2);
    }
    try {
        $given = "ok\t" . $answer($parts[0], $parts[1]);
    } catch (ImiloError $error) {
        $given = "err\t" . $error->json;
    }
    if (fwrite(STDOUT, $given . "\n") === false || !fflush(STDOUT)) {
        exit(2);
    }
}
