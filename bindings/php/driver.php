<?php
// The driver protocol of the conformance run: php -d ffi.enable=1 driver.php path/of/libimilo.so
declare(strict_types=1);

require __DIR__ . '/imilo.php';

$imilo = new Imilo($argv[1] ?? 'libimilo.so');
while (($line = fgets(STDIN)) !== false) {
    $parts = explode("\t", rtrim($line, "\n"), 2);
    if (count($parts) < 2) {
        fwrite(STDERR, "driver: a line has no tab\n");
        exit(2);
    }
    try {
        $given = "ok\t" . $imilo->json($parts[0], $parts[1]);
    } catch (ImiloError $error) {
        $given = "err\t" . $error->json;
    }
    if (fwrite(STDOUT, $given . "\n") === false || !fflush(STDOUT)) {
        exit(2);
    }
}
