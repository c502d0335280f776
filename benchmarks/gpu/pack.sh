#!/bin/bash
# Builds the kit that checks the cuda engine on another machine: target/gpu-kit/kit.tar.xz and run.sh beside it.
# Needs a JDK 17 or newer (its jlink makes the kit's Java) and Maven; MAVEN_ARGS is handed on.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
most=$((60 * 1024 * 1024))
out=$root/target/gpu-kit
modules=java.base,java.logging,java.management,java.naming,java.xml,jdk.unsupported,jdk.management

jlink=${JAVA_HOME:+$JAVA_HOME/bin/}jlink
command -v "$jlink" >/dev/null || jlink=$(dirname "$(readlink -f "$(command -v javac)")")/jlink

rm -rf "$out"
mkdir -p "$out/kit/lib"

cd "$root"
# shellcheck disable=SC2086
mvn -B -q ${MAVEN_ARGS:-} -pl cuda -am -DskipTests package dependency:copy-dependencies \
    -DincludeGroupIds=org.bytedeco,org.slf4j -DincludeArtifactIds=cuda,javacpp,slf4j-api,slf4j-simple \
    -DoutputDirectory="$out/kit/lib"
cp nn/target/panderm4j-nn-*-SNAPSHOT.jar cuda/target/panderm4j-cuda-*-SNAPSHOT.jar cuda/target/panderm4j-cuda-*-tests.jar \
    "$out/kit/lib"
cp benchmarks/gpu/torch_peer.py "$out/kit"
"$jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --compress=0 --output "$out/kit/jre"

tar -C "$out" -cf - kit | xz -6 -T0 >"$out/kit.tar.xz"
rm -r "$out/kit"
cp benchmarks/gpu/run.sh "$out"
size=$(stat -c %s "$out/kit.tar.xz")
echo "$out: kit.tar.xz of $(((size + 1048575) / 1048576)) MiB, run.sh"
if [ "$size" -gt "$most" ]; then
    echo "expected a kit of at most 60 MiB, found $size bytes: leave something out of it" >&2
    exit 1
fi
