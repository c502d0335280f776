#!/bin/bash
# Checks the cuda engine on this machine, which needs a driver for CUDA 13, CUDA 13's libraries, tar and xz; no Java, no network.
# kit.tar.xz lies beside this script. Prints one table; ends with 0 when all checks pass, 1 when one fails, 77 when no card can be
# used. Arguments are those of GpuCheck: --kernels, --models, --speed, --seed N; without any, everything.
set -uo pipefail

here=$(cd "$(dirname "$0")" && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
tar -C "$place" -xJf "$here/kit.tar.xz" || exit 1
kit=$place/kit

# Folders that hold a library that is needed: those of the system, and those of Python packages, PyTorch's among them.
python=$(command -v python3 || true)
packages=()
if [ -n "$python" ]; then
    mapfile -t packages < <("$python" -c 'import site, sys; print("\n".join(dict.fromkeys(site.getsitepackages() + sys.path[1:])))')
fi
# -H: an installation's lib64 is a link, mostly.
folders=$(find -H "${packages[@]}" /usr/local/cuda*/lib64 /usr/local/cuda*/targets/*/lib /usr/local/nvidia/lib64 /usr/lib64 \
    /usr/lib/x86_64-linux-gnu /usr/lib/wsl/lib -maxdepth 5 \
    \( -name libcublasLt.so.13 -o -name libcudart.so.13 -o -name libnvrtc.so.13 -o -name libcuda.so.1 \) -printf '%h\n' 2>/dev/null |
    sort -u | paste -sd:)
libraries=$folders${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
echo "libraries: ${folders:-none found}" >&2

table=$place/table.md
LD_LIBRARY_PATH=$libraries "$kit/jre/bin/java" -Xmx16g -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 -Dorg.bytedeco.javacpp.maxBytes=0 \
    -Dorg.bytedeco.javacpp.cachedir="$place/cache" -cp "$kit/lib/*" org.panderm4j.nn.engine.cuda.GpuCheck "$@" | tee "$table"
status=${PIPESTATUS[0]}
case $status in
    0 | 1 | 2 | 77) ;;
    *)
        echo "the check itself ended with $status" >&2
        status=1
        ;;
esac

# PyTorch's rows go on with the table; it compares with those that are there. What befalls PyTorch says nothing of the engine.
if [ "$status" -ne 77 ] && [ -n "$python" ] && grep -q '^| speed | ViT' "$table"; then
    "$python" "$kit/torch_peer.py" "$table" || {
        peer=$?
        [ $peer -eq 77 ] || echo "torch_peer.py ended with $peer: there is less to compare with" >&2
    }
fi
exit "$status"
