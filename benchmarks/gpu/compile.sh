#!/bin/bash
# Compiles every kernel of the cuda engine for compute capability 8.0, 8.6, 8.9, 9.0, 10.0 and 12.0; needs NVRTC and the runtime of CUDA 13, a
# JDK and Maven, and no card. Prints registers and spills of each; ends with 0 when nothing is spilled, 1 when something is or does
# not compile, 77 when there is no NVRTC. Arguments are folders to look for libnvrtc.so.13 and libcudart.so.13 in, beside the usual
# ones; MAVEN_ARGS is handed on.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
out=$root/target/compile
rm -rf "$out"
mkdir -p "$out/lib"

python=$(command -v python3 || true)
packages=()
if [ -n "$python" ]; then
    mapfile -t packages < <("$python" -c 'import site; print("\n".join(site.getsitepackages()))')
fi
find_library() {
    # -H: an installation's lib64 is a link, mostly.
    find -H "${@:2}" "${packages[@]}" /usr/local/cuda*/lib64 /usr/local/cuda*/targets/*/lib /usr/lib64 /usr/lib/x86_64-linux-gnu \
        -maxdepth 5 -name "$1" 2>/dev/null | head -n 1 || true
}
nvrtc=$(find_library libnvrtc.so.13 "$@")
runtime=$(find_library libcudart.so.13 "$@")
if [ -z "$nvrtc" ] || [ -z "$runtime" ]; then
    echo "SKIPPED: expected libnvrtc.so.13 and libcudart.so.13, found ${nvrtc:-none} and ${runtime:-none};" \
        "name their folders as arguments" >&2
    exit 77
fi
libraries=$(dirname "$nvrtc"):$(dirname "$runtime")

# The Java classes load the driver's library first, though nothing of it is called: where there is none, an empty one does.
case $(ldconfig -p 2>/dev/null || true) in
    *'libcuda.so.1 '*) ;;
    *)
        echo 'static int nothing __attribute__((unused));' |
            cc -x c -shared -fPIC -Wl,-soname,libcuda.so.1 -o "$out/lib/libcuda.so.1" -
        libraries=$out/lib:$libraries
        ;;
esac

cd "$root"
# shellcheck disable=SC2086
mvn -B -q ${MAVEN_ARGS:-} -pl cuda -am -DskipTests package dependency:build-classpath -Dmdep.outputFile=target/classpath
LD_LIBRARY_PATH=$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} "${JAVA_HOME:+$JAVA_HOME/bin/}java" \
    -Dorg.bytedeco.javacpp.cachedir="$out/cache" \
    -cp "cuda/target/classes:cuda/target/test-classes:$(cat cuda/target/classpath)" \
    org.panderm4j.nn.engine.cuda.KernelCompilation
