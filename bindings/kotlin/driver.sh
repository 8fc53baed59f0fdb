#!/bin/sh
# The Kotlin driver of the conformance run, without Maven: `service<TAB>request` lines in, answers out.
# Needs the classes that `mvn -f bindings/kotlin/pom.xml test-compile` makes, and the library.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
exec java -Djna.library.path="${IMILO_LIB_DIR:-$here/../../target/debug}" \
    -cp "$here/target/classes:$here/target/test-classes:$here/target/lib/*" fr.imilo.DriverKt
