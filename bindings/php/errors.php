<?php
// Each error of README.md that a test can make: php errors.php case path/of/libimilo.so. Prints class and message.
declare(strict_types=1);

[, $case, $library] = $argv;
$script = __DIR__ . '/imilo.php';

if ($case === 'header') {
    // The files of PHP alone, as they are copied into another project.
    $folder = sys_get_temp_dir() . '/imilo-php-' . getmypid();
    mkdir("$folder/imilo", recursive: true);
    foreach (['imilo.php', ...array_map(fn ($part) => 'imilo/' . basename($part), glob(__DIR__ . '/imilo/*.php'))] as $file) {
        copy(__DIR__ . "/$file", "$folder/$file");
    }
    $script = "$folder/imilo.php";
    register_shutdown_function(function () use ($folder): void {
        array_map('unlink', [...glob("$folder/imilo/*"), ...glob("$folder/*.php")]);
        rmdir("$folder/imilo");
        rmdir($folder);
    });
}
require $script;

try {
    $imilo = new Imilo($case === 'library' ? '/nowhere/libimilo.so' : $library);
    match ($case) {
        'request' => $imilo->ask('rule_set', ['date' => '2021-02-29']),
        'utf8' => $imilo->ask('nir_check', ['nir' => "\xE9"]),
        'row' => $imilo->nirs(['284058832102532', 284058832102532]),
        'flag' => $imilo->nirs(['284058832102532'], 1 << 20),
        'function' => $imilo->ask('fse_report'),
        'type' => $imilo->nirs('284058832102532'),
        default => null,
    };
    echo "no error\n";
} catch (Throwable $error) {
    echo get_class($error), ': ', $error->getMessage(), "\n";
}
