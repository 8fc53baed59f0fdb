<?php
// Each error of README.md that a test can make: php errors.php case path/of/libimilo.so. Prints class and message.
declare(strict_types=1);

[, $case, $library] = $argv;
$script = __DIR__ . '/imilo.php';

if ($case === 'header') {
    // imilo.php alone, as it is copied into another project.
    $folder = sys_get_temp_dir() . '/imilo-php-' . getmypid();
    mkdir($folder);
    copy($script, "$folder/imilo.php");
    $script = "$folder/imilo.php";
    register_shutdown_function(function () use ($folder): void {
        array_map('unlink', glob("$folder/*"));
        rmdir($folder);
    });
}
require $script;

try {
    $imilo = new Imilo($case === 'library' ? '/nowhere/libimilo.so' : $library);
    match ($case) {
        'request' => $imilo->ask('rule_set', ['date' => '2021-02-29']),
        'utf8' => $imilo->ask('nir_check', ['nir' => "\xE9"]),
        'type' => $imilo->nirs([284058832102532]),
        default => null,
    };
    echo "no error\n";
} catch (Throwable $error) {
    echo get_class($error), ': ', $error->getMessage(), "\n";
}
