// What works on rows of tokens: norms, activations, rotation, sums, pooling, stems.

// A row in the registers of one warp: eight rows a block. d is a multiple of 4, at most 128 * CHUNKS; no more registers than the
// width needs, since the more warps there are the more of the memory's time is used.
#define NORM_WARPS 8

// s = x + added + more, where something is added; y = (s - mean) / sqrt(variance + eps) * gain + offset, the variance from the
// differences. Where they are there, sum receives s and wide receives y in float32; either may be x.
template <int CHUNKS, typename In, typename Out>
__device__ __forceinline__ void norm_in_registers(
        const In* x, const Out* added, const Out* more, const float* gain, const float* offset,
        Out* y, float* sums, float* wide, int rows, int d, float eps) {
    int row = blockIdx.x * NORM_WARPS + (threadIdx.x >> 5);
    int lane = threadIdx.x & 31;
    if (row >= rows) return;
    size_t base = (size_t) row * d;
    float4 v[CHUNKS];
    float sum = 0.f;
#pragma unroll
    for (int c = 0; c < CHUNKS; c++) {
        int i = (c * 32 + lane) * 4;
        if (i < d) {
            v[c] = load4(x + base + i);
            if (added) {
                float4 a = load4(added + base + i);
                v[c].x += a.x; v[c].y += a.y; v[c].z += a.z; v[c].w += a.w;
            }
            if (more) {
                float4 a = load4(more + base + i);
                v[c].x += a.x; v[c].y += a.y; v[c].z += a.z; v[c].w += a.w;
            }
            if (sums) store4(sums + base + i, v[c]);
            sum += v[c].x + v[c].y + v[c].z + v[c].w;
        }
    }
    float mean = warp_sum(sum) / d;
    float squares = 0.f;
#pragma unroll
    for (int c = 0; c < CHUNKS; c++) {
        if ((c * 32 + lane) * 4 < d) {
            v[c].x -= mean; v[c].y -= mean; v[c].z -= mean; v[c].w -= mean;
            squares += v[c].x * v[c].x + v[c].y * v[c].y + v[c].z * v[c].z + v[c].w * v[c].w;
        }
    }
    float scale = 1.f / sqrtf(warp_sum(squares) / d + eps);
#pragma unroll
    for (int c = 0; c < CHUNKS; c++) {
        int i = (c * 32 + lane) * 4;
        if (i < d) {
            float4 g = load4(gain + i), o = load4(offset + i);
            float4 r = make_float4(
                    v[c].x * scale * g.x + o.x, v[c].y * scale * g.y + o.y,
                    v[c].z * scale * g.z + o.z, v[c].w * scale * g.w + o.w);
            if (wide) store4(wide + base + i, r);
            if (y) store4(y + base + i, r);
        }
    }
}

template <typename In, typename Out>
__device__ __forceinline__ float summed(const In* x, const Out* added, const Out* more, size_t i) {
    float v = widen(x[i]);
    if (added) v += widen(added[i]);
    return more ? v + widen(more[i]) : v;
}

// Any width: a block a row, read three times, the second and third time from a cache.
template <typename In, typename Out>
__device__ __forceinline__ void norm_from_memory(
        const In* x, const Out* added, const Out* more, const float* gain, const float* offset,
        Out* y, float* sums, float* wide, int d, float eps) {
    __shared__ float shared[32];
    size_t base = (size_t) blockIdx.x * d;
    float sum = 0.f;
    for (int i = threadIdx.x; i < d; i += blockDim.x) sum += summed(x, added, more, base + i);
    float mean = block_sum(sum, shared) / d;
    float squares = 0.f;
    for (int i = threadIdx.x; i < d; i += blockDim.x) {
        float v = summed(x, added, more, base + i) - mean;
        squares += v * v;
    }
    float scale = 1.f / sqrtf(block_sum(squares, shared) / d + eps);
    for (int i = threadIdx.x; i < d; i += blockDim.x) {
        float v = summed(x, added, more, base + i);
        float r = (v - mean) * scale * gain[i] + offset[i];
        if (sums) sums[base + i] = v;
        if (wide) wide[base + i] = r;
        if (y) narrow(y + base + i, r);
    }
}

#define NORM_OF(NAME, IN, OUT, CHUNKS) \
    extern "C" __global__ void __launch_bounds__(32 * NORM_WARPS) norm_##CHUNKS##_##NAME( \
            const IN* x, const OUT* added, const OUT* more, const float* gain, const float* offset, \
            OUT* y, float* sums, float* wide, int rows, int d, float eps) { \
        norm_in_registers<CHUNKS>(x, added, more, gain, offset, y, sums, wide, rows, d, eps); \
    }
#define NORM(NAME, IN, OUT) \
    NORM_OF(NAME, IN, OUT, 4) \
    NORM_OF(NAME, IN, OUT, 8) \
    NORM_OF(NAME, IN, OUT, 16) \
    extern "C" __global__ void __launch_bounds__(256) norm_any_##NAME( \
            const IN* x, const OUT* added, const OUT* more, const float* gain, const float* offset, \
            OUT* y, float* sums, float* wide, int rows, int d, float eps) { \
        norm_from_memory(x, added, more, gain, offset, y, sums, wide, d, eps); \
    }
NORM(f32_f32, float, float)
NORM(f32_bf16, float, bf16)
NORM(bf16_bf16, bf16, bf16)

#define GELU 0
#define GELU_TANH 1
#define QUICK_GELU 2
#define SILU 3
#define TANH 4
#define RELU 5

template <int KIND>
__device__ __forceinline__ float activated(float v) {
    if (KIND == GELU) return 0.5f * v * (1.f + erff(v * 0.70710678118654752f));
    if (KIND == GELU_TANH) return 0.5f * v * (1.f + tanhf(0.79788456080286536f * (v + 0.044715f * v * v * v)));
    if (KIND == QUICK_GELU) return v / (1.f + expf(-1.702f * v));
    if (KIND == SILU) return v / (1.f + expf(-v));
    if (KIND == TANH) return tanhf(v);
    return v < 0.f ? 0.f : v; // keeps NaN
}

// h = f(h), or f(gate) h where there is a gate. n values; eight a thread, the last ones one by one.
template <int KIND, typename T>
__device__ __forceinline__ void activate(T* h, const T* gate, long long n) {
    long long i = ((long long) blockIdx.x * blockDim.x + threadIdx.x) * 8;
    if (i + 8 <= n) {
        float v[8], g[8];
        load8(h + i, v);
        load8((gate ? gate : h) + i, g);
#pragma unroll
        for (int k = 0; k < 8; k++) v[k] = gate ? activated<KIND>(g[k]) * v[k] : activated<KIND>(v[k]);
        store8(h + i, v);
        return;
    }
    for (; i < n; i++) {
        float v = widen(h[i]);
        narrow(h + i, gate ? activated<KIND>(widen(gate[i])) * v : activated<KIND>(v));
    }
}

#define ACTIVATE(NAME, KIND) \
    extern "C" __global__ void __launch_bounds__(256) NAME##_f32(float* h, const float* gate, long long n) { \
        activate<KIND>(h, gate, n); \
    } \
    extern "C" __global__ void __launch_bounds__(256) NAME##_bf16(bf16* h, const bf16* gate, long long n) { \
        activate<KIND>(h, gate, n); \
    }
ACTIVATE(gelu, GELU)
ACTIVATE(gelu_tanh, GELU_TANH)
ACTIVATE(quick_gelu, QUICK_GELU)
ACTIVATE(silu, SILU)
ACTIVATE(tanh, TANH)
ACTIVATE(relu, RELU)

// Queries and keys in qkv [tokens][3][heads][c] turned by the angles of their places: halves (u, v) to u cos - v sin, v cos + u sin.
template <typename T>
__device__ __forceinline__ void rotate(
        T* qkv, const float* cosines, const float* sines, long long tokens, int n, int heads, int c) {
    int half = c / 2;
    long long each = 2ll * heads * half;
    long long i = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= tokens * each) return;
    long long token = i / each;
    int rest = (int) (i % each);
    int head = rest / half; // of queries, then of keys
    int at = rest % half;
    int place = (int) (token % n) * c;
    T* row = qkv + (token * 3 * heads + head) * c;
    float u = widen(row[at]), v = widen(row[half + at]);
    narrow(row + at, u * cosines[place + at] - v * sines[place + at]);
    narrow(row + half + at, v * cosines[place + half + at] + u * sines[place + half + at]);
}
extern "C" __global__ void __launch_bounds__(256) rotate_f32(
        float* qkv, const float* cosines, const float* sines, long long tokens, int n, int heads, int c) {
    rotate(qkv, cosines, sines, tokens, n, heads, c);
}
extern "C" __global__ void __launch_bounds__(256) rotate_bf16(
        bf16* qkv, const float* cosines, const float* sines, long long tokens, int n, int heads, int c) {
    rotate(qkv, cosines, sines, tokens, n, heads, c);
}

template <typename T>
__device__ __forceinline__ void add(float* x, const T* y, long long n) {
    long long i = ((long long) blockIdx.x * blockDim.x + threadIdx.x) * 4;
    if (i + 4 <= n) {
        float4 a = load4(x + i), b = load4(y + i);
        store4(x + i, make_float4(a.x + b.x, a.y + b.y, a.z + b.z, a.w + b.w));
        return;
    }
    for (; i < n; i++) x[i] += widen(y[i]);
}
extern "C" __global__ void __launch_bounds__(256) add_f32(float* x, const float* y, long long n) { add(x, y, n); }
extern "C" __global__ void __launch_bounds__(256) add_bf16(float* x, const bf16* y, long long n) { add(x, y, n); }

extern "C" __global__ void __launch_bounds__(256) copy_bf16(const float* x, bf16* y, long long n) {
    long long i = ((long long) blockIdx.x * blockDim.x + threadIdx.x) * 4;
    if (i + 4 <= n) {
        store4(y + i, load4(x + i));
        return;
    }
    for (; i < n; i++) narrow(y + i, x[i]);
}

// Pixels [b][3][rows p][columns p] to patches [b][rows][columns][3][p][p], each padded with zeros to k values. EACH neighbours a
// thread: a divisor of p and k.
template <int EACH, typename T>
__device__ __forceinline__ void cut(const float* pixels, T* patches, long long n, int rows, int columns, int p, int k) {
    long long piece = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    int pieces = k / EACH;
    if (piece >= n * pieces) return;
    int value = (int) (piece % pieces) * EACH;
    long long patch = piece / pieces;
    T* to = patches + patch * k + value;
    bool exists = value < 3 * p * p;
    int x = value % p, y = value / p % p, channel = value / (p * p);
    int column = (int) (patch % columns);
    long long above = patch / columns; // rows of patches, of all pictures
    int row = (int) (above % rows);
    long long picture = above / rows;
    long long line = (picture * 3 + channel) * rows * p + (long long) row * p + y;
    const float* from = pixels + line * columns * p + column * p + x;
    if (EACH == 4) {
        store4(to, exists ? load4(from) : make_float4(0.f, 0.f, 0.f, 0.f));
    } else {
        narrow(to, exists ? *from : 0.f);
    }
}
#define CUT(NAME, T, EACH) \
    extern "C" __global__ void __launch_bounds__(256) cut_##EACH##_##NAME( \
            const float* pixels, T* patches, long long n, int rows, int columns, int p, int k) { \
        cut<EACH>(pixels, patches, n, rows, columns, p, k); \
    }
CUT(f32, float, 1)
CUT(f32, float, 4)
CUT(bf16, bf16, 1)
CUT(bf16, bf16, 4)

// Tokens [b][n][d]: the first `leading` of each sequence from the template, then its patches; the template, [places][d], is added
// to them as far as it reaches. EACH neighbours a thread: a divisor of d.
template <int EACH>
__device__ __forceinline__ void sequence(
        const float* patches, const float* model, float* x, long long tokens, int n, int leading, int places, int d) {
    long long piece = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    int pieces = d / EACH;
    if (piece >= tokens * pieces) return;
    int at = (int) (piece % pieces) * EACH;
    long long token = piece / pieces;
    int place = (int) (token % n);
    const float* own = patches + (token / n * (n - leading) + place - leading) * d + at;
    const float* added = model + (size_t) place * d + at;
    if (EACH == 4) {
        float4 v = place < places ? load4(added) : make_float4(0.f, 0.f, 0.f, 0.f);
        if (place >= leading) {
            float4 w = load4(own);
            v = make_float4(v.x + w.x, v.y + w.y, v.z + w.z, v.w + w.w);
        }
        store4(x + token * d + at, v);
    } else {
        float v = place < places ? *added : 0.f;
        if (place >= leading) v += *own;
        x[token * d + at] = v;
    }
}
extern "C" __global__ void __launch_bounds__(256) sequence_1_f32(
        const float* patches, const float* model, float* x, long long tokens, int n, int leading, int places, int d) {
    sequence<1>(patches, model, x, tokens, n, leading, places, d);
}
extern "C" __global__ void __launch_bounds__(256) sequence_4_f32(
        const float* patches, const float* model, float* x, long long tokens, int n, int leading, int places, int d) {
    sequence<4>(patches, model, x, tokens, n, leading, places, d);
}

// Tokens of texts: a row of the table for each id and one of the places.
extern "C" __global__ void __launch_bounds__(256) words_f32(
        const int* ids, const float* table, const float* places, float* x,
        long long words, int n, int rows, int d) {
    long long i = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= words * d) return;
    int at = (int) (i % d);
    long long word = i / d;
    int place = (int) (word % n) % rows;
    x[i] = table[(size_t) ids[word] * d + at] + places[(size_t) place * d + at];
}

// Sums of a sequence's tokens, each with its share: [b][n] times [b][n][d].
extern "C" __global__ void __launch_bounds__(128) pool_f32(const float* shares, const float* x, float* pooled, int n, int d) {
    int at = blockIdx.y * blockDim.x + threadIdx.x;
    if (at >= d) return;
    const float* share = shares + (size_t) blockIdx.x * n;
    const float* from = x + (size_t) blockIdx.x * n * d + at;
    float sum = 0.f;
    for (int i = 0; i < n; i++) {
        float s = share[i];
        // A token without a share is not read at all, so that what it holds cannot matter; NaN is a share.
        if (s != 0.f) sum += s * from[(size_t) i * d];
    }
    pooled[(size_t) blockIdx.x * d + at] = sum;
}

// One token of each sequence.
extern "C" __global__ void __launch_bounds__(128) take_f32(const int* places, const float* x, float* taken, int n, int d) {
    int at = blockIdx.y * blockDim.x + threadIdx.x;
    if (at >= d) return;
    taken[(size_t) blockIdx.x * d + at] = x[((size_t) blockIdx.x * n + places[blockIdx.x]) * d + at];
}
