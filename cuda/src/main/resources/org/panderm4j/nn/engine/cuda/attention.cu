// softmax(scale q k' + what is added) v for all heads (Vaswani et al. 2017), one pass over the keys with a running maximum and sum
// (Milakov and Gimelshein 2018; Dao et al. 2022). qkv is [sequences][n][3][heads][C], the result [sequences][n][heads][C].
//
// C, the width of a head, is set when this is compiled; GROUPS and its like only where the matrix unit's form is wanted, whose heads
// are multiples of 8 values and at most 128. Hidden keys (seen[sequence][key] == 0) score HIDDEN, as if the lowest
// number had been added: among others they weigh nothing, and where all keys are hidden each weighs the same. Keys behind the
// query of a causal mask and those behind the end of the sequence do not exist.

// A power of two: its product with the scale is exact, so that hidden keys among themselves differ by nothing.
#define HIDDEN __int_as_float(0xf1800000)
#define NONE __int_as_float(0xff800000)
#define LOG2E 1.4426950408889634f

// A multiple of 16, what the matrix unit takes; the values in between are zeros.
#define CP ((C + 15) / 16 * 16)

#ifdef GROUPS

// GROUPS of 16 queries a warp, WARPS and KEYS of a step, BLOCKS that shall find room at a time: set with C, by measurement.
// MASKED, 0 or 1: whether anything hides keys or is added to scores; what nobody asks for takes no registers.
#define QUERIES (WARPS * GROUPS * 16)
// Rows are an odd number of 16-byte pieces apart, so that eight of them lie in different banks.
#define STRIDE (CP + 8)
#define TILE (KEYS * STRIDE)

// Not volatile: products wait for what they need only, and the compiler may read ahead of them.
__device__ __forceinline__ void multiply(float* c, const u32* a, u32 b0, u32 b1) {
    asm(
            "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0,%1,%2,%3},{%4,%5,%6,%7},{%8,%9},{%0,%1,%2,%3};"
            : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
            : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b0), "r"(b1));
}
__device__ __forceinline__ void matrices(u32* r, u32 address) {
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0,%1,%2,%3}, [%4];"
                 : "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3]) : "r"(address));
}
__device__ __forceinline__ void transposed(u32* r, u32 address) {
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {%0,%1,%2,%3}, [%4];"
                 : "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3]) : "r"(address));
}
__device__ __forceinline__ u32 shared_address(const void* p) { return (u32) __cvta_generic_to_shared(p); }
// Small results are zero, and so is that of NONE.
__device__ __forceinline__ float two_to(float v) {
    float r;
    asm("ex2.approx.ftz.f32 %0, %1;" : "=f"(r) : "f"(v));
    return r;
}
// Sixteen bytes, zeros where they do not exist.
__device__ __forceinline__ void fetch(u32 to, const void* from, bool exists) {
    int bytes = exists ? 16 : 0;
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" :: "r"(to), "l"(from), "r"(bytes));
}

// Offsets inside a sequence fit into 32 bits; wider ones would cost as much as the products.
__device__ __forceinline__ void fetch_tile(const bf16* keys, const bf16* values, u32 row, int first, int n, u32 k, u32 v) {
    constexpr int PIECES = CP / 8;
#pragma unroll
    for (int i = threadIdx.x; i < KEYS * PIECES; i += WARPS * 32) {
        int key = i / PIECES, at = i % PIECES * 8;
        bool exists = first + key < n && at < C;
        u32 from = exists ? (u32) (first + key) * row + at : 0u;
        u32 to = (key * STRIDE + at) * 2;
        fetch(k + to, keys + from, exists);
        fetch(v + to, values + from, exists);
    }
    asm volatile("cp.async.commit_group;");
}

// What a warp knows of its queries.
struct Warp {
    u32 q[GROUPS][CP / 16][4];
    float out[GROUPS][CP / 8][4];
    float most[GROUPS][2], sum[GROUPS][2];
    int first; // of its queries
    int own;   // keys that any of them sees
};

// One step of keys. WHOLE: all of them exist for all queries, and nothing has to be asked on the way: the choices of the other
// form keep the compiler from reading the next keys while products are under way.
template <bool WHOLE>
__device__ __forceinline__ void step(
        Warp& w, u32 k, u32 v, int from, const u8* visible, const float* added, int n, float scale, bool causal) {
    const int lane = threadIdx.x & 31, g = lane >> 2, t = lane & 3;
    const float power = scale * LOG2E;
    const int here = min(KEYS, w.own - from);
    float s[GROUPS][KEYS / 8][4];
#pragma unroll
    for (int i = 0; i < KEYS / 16; i++) {
#pragma unroll
        for (int r = 0; r < GROUPS; r++)
#pragma unroll
            for (int j = 0; j < 4; j++) s[r][2 * i][j] = s[r][2 * i + 1][j] = 0.f;
        if (WHOLE || i * 16 < here) {
#pragma unroll
            for (int c = 0; c < CP / 16; c++) {
                u32 b[4];
                int key = i * 16 + (lane >> 4) * 8 + (lane & 7), at = c * 16 + (lane >> 3 & 1) * 8;
                matrices(b, k + (key * STRIDE + at) * 2);
#pragma unroll
                for (int r = 0; r < GROUPS; r++) {
                    multiply(s[r][2 * i], w.q[r][c], b[0], b[1]);
                    multiply(s[r][2 * i + 1], w.q[r][c], b[2], b[3]);
                }
            }
        }
    }
    // What changes scores is looked at in loops of its own: a choice for each score would take longer than the products.
    if (MASKED && added) {
        const float inverse = 1.f / scale;
#pragma unroll
        for (int r = 0; r < GROUPS; r++)
#pragma unroll
            for (int i = 0; i < KEYS / 8; i++)
#pragma unroll
                for (int j = 0; j < 4; j++) {
                    int key = min(from + i * 8 + t * 2 + (j & 1), n - 1);
                    int query = min(w.first + r * 16 + g + (j >> 1) * 8, n - 1);
                    s[r][i][j] += added[(size_t) query * n + key] * inverse;
                }
    }
    if (MASKED && visible) {
#pragma unroll
        for (int i = 0; i < KEYS / 8; i++)
#pragma unroll
            for (int j = 0; j < 2; j++) {
                bool hidden = !visible[min(from + i * 8 + t * 2 + j, n - 1)];
#pragma unroll
                for (int r = 0; r < GROUPS; r++) {
                    s[r][i][j] = hidden ? HIDDEN : s[r][i][j];
                    s[r][i][j + 2] = hidden ? HIDDEN : s[r][i][j + 2];
                }
            }
    }
    if (!WHOLE) {
#pragma unroll
        for (int r = 0; r < GROUPS; r++)
#pragma unroll
            for (int i = 0; i < KEYS / 8; i++)
#pragma unroll
                for (int j = 0; j < 4; j++) {
                    int key = from + i * 8 + t * 2 + (j & 1), query = w.first + r * 16 + g + (j >> 1) * 8;
                    int end = MASKED && causal ? min(w.own, query + 1) : w.own;
                    s[r][i][j] = key < end ? s[r][i][j] : NONE;
                }
    }
#pragma unroll
    for (int r = 0; r < GROUPS; r++) {
        float high[2] = {w.most[r][0], w.most[r][1]};
#pragma unroll
        for (int i = 0; i < KEYS / 8; i++)
#pragma unroll
            for (int j = 0; j < 4; j++) high[j >> 1] = fmaxf(high[j >> 1], s[r][i][j]);
        float down[2];
#pragma unroll
        for (int h = 0; h < 2; h++) {
            high[h] = fmaxf(high[h], __shfl_xor_sync(FULL, high[h], 1));
            high[h] = fmaxf(high[h], __shfl_xor_sync(FULL, high[h], 2));
            down[h] = -high[h] * power;
            float shrink = two_to(fmaf(w.most[r][h], power, down[h]));
            w.most[r][h] = high[h];
            w.sum[r][h] *= shrink;
#pragma unroll
            for (int i = 0; i < CP / 8; i++) {
                w.out[r][i][2 * h] *= shrink;
                w.out[r][i][2 * h + 1] *= shrink;
            }
        }
    }
#pragma unroll
    for (int i = 0; i < KEYS / 16; i++) {
        if (WHOLE || i * 16 < here) {
            u32 a[GROUPS][4];
#pragma unroll
            for (int r = 0; r < GROUPS; r++) {
                float p[8];
#pragma unroll
                for (int j = 0; j < 8; j++) {
                    int h = j >> 1 & 1;
                    p[j] = two_to(fmaf(s[r][2 * i + (j >> 2)][j & 3], power, -w.most[r][h] * power));
                    w.sum[r][h] += p[j];
                }
#pragma unroll
                for (int j = 0; j < 4; j++) a[r][j] = pack(p[2 * j], p[2 * j + 1]);
            }
#pragma unroll
            for (int c = 0; c < CP / 16; c++) {
                u32 b[4];
                int key = i * 16 + (lane >> 3 & 1) * 8 + (lane & 7), at = c * 16 + (lane >> 4) * 8;
                transposed(b, v + (key * STRIDE + at) * 2);
#pragma unroll
                for (int r = 0; r < GROUPS; r++) {
                    multiply(w.out[r][2 * c], a[r], b[0], b[1]);
                    multiply(w.out[r][2 * c + 1], a[r], b[2], b[3]);
                }
            }
        }
    }
}

__device__ __forceinline__ void attend(
        const bf16* qkv, bf16* mixed, const u8* seen, const float* added, int n, int heads, float scale, bool causal) {
    extern __shared__ __align__(16) bf16 tiles[]; // keys, values; twice
    const int blocks = (n + QUERIES - 1) / QUERIES, block = blockIdx.x % blocks; // neighbours share keys and values
    const int pair = blockIdx.x / blocks, sequence = pair / heads, head = pair % heads;
    const int lane = threadIdx.x & 31, g = lane >> 2, t = lane & 3;
    const u32 row = 3 * heads * C;
    const bf16* queries = qkv + (size_t) sequence * n * row + head * C;
    const bf16* keys = queries + heads * C;
    const bf16* values = keys + heads * C;
    const int last = causal ? min(n, (block + 1) * QUERIES) : n; // keys that any query of the block sees
    const u32 base = shared_address(tiles);
    const u8* visible = seen ? seen + (size_t) sequence * n : nullptr;
    const float* own_added = added ? added + (size_t) head * n * n : nullptr;

    fetch_tile(keys, values, row, 0, n, base, base + TILE * 2);

    Warp w;
    w.first = block * QUERIES + (threadIdx.x >> 5) * GROUPS * 16;
    w.own = causal ? min(n, w.first + GROUPS * 16) : n;
#pragma unroll
    for (int r = 0; r < GROUPS; r++) {
#pragma unroll
        for (int k = 0; k < CP / 16; k++)
#pragma unroll
            for (int j = 0; j < 4; j++) {
                int query = w.first + r * 16 + g + (j & 1) * 8, at = k * 16 + t * 2 + (j >> 1) * 8;
                w.q[r][k][j] = query < n && at < C ? *(const u32*) (queries + (u32) query * row + at) : 0u;
            }
        w.most[r][0] = w.most[r][1] = NONE;
        w.sum[r][0] = w.sum[r][1] = 0.f;
#pragma unroll
        for (int i = 0; i < CP / 8; i++) w.out[r][i][0] = w.out[r][i][1] = w.out[r][i][2] = w.out[r][i][3] = 0.f;
    }

    int stage = 0;
    for (int from = 0; from < last; from += KEYS, stage ^= 1) {
        if (from + KEYS < last) {
            u32 next = base + (stage ^ 1) * 4 * TILE;
            fetch_tile(keys, values, row, from + KEYS, n, next, next + TILE * 2);
            asm volatile("cp.async.wait_group 1;");
        } else {
            asm volatile("cp.async.wait_group 0;");
        }
        __syncthreads();
        if (w.first < n && from < w.own) {
            const u32 k = base + stage * 4 * TILE, v = k + TILE * 2;
            if (from + KEYS <= (causal ? w.first + 1 : n)) {
                step<true>(w, k, v, from, visible, own_added, n, scale, causal);
            } else {
                step<false>(w, k, v, from, visible, own_added, n, scale, causal);
            }
        }
        __syncthreads();
    }

#pragma unroll
    for (int r = 0; r < GROUPS; r++)
#pragma unroll
        for (int h = 0; h < 2; h++) {
            float all = w.sum[r][h];
            all += __shfl_xor_sync(FULL, all, 1);
            all += __shfl_xor_sync(FULL, all, 2);
            float share = 1.f / all;
            int query = w.first + r * 16 + g + h * 8;
            if (query < n) {
                bf16* to = mixed + (((size_t) sequence * n + query) * heads + head) * C;
#pragma unroll
                for (int i = 0; i < CP / 8; i++) {
                    int at = i * 8 + t * 2;
                    if (at < C) *(u32*) (to + at) = pack(w.out[r][i][2 * h] * share, w.out[r][i][2 * h + 1] * share);
                }
            }
        }
}
#if MASKED
extern "C" __global__ void __launch_bounds__(WARPS * 32, 1) attention_masked_bf16(
        const bf16* qkv, bf16* mixed, const u8* seen, const float* added, int n, int heads, float scale, int causal) {
    attend(qkv, mixed, seen, added, n, heads, scale, causal);
}
#else
extern "C" __global__ void __launch_bounds__(WARPS * 32, BLOCKS) attention_bf16(
        const bf16* qkv, bf16* mixed, const u8* seen, const float* added, int n, int heads, float scale, int causal) {
    attend(qkv, mixed, nullptr, nullptr, n, heads, scale, false);
}
#endif

#else

// The same in float32 arithmetic, for any width of heads up to 240: 32 keys at a time, a row of eight threads for PER queries.
#define PLAIN_KEYS 32
#define PLAIN_C ((C + 7) / 8 * 8)
#define PLAIN_STRIDE (PLAIN_C + 4)
#define PER (PLAIN_C <= 96 ? 2 : 1)
#define PLAIN_QUERIES (32 * PER)

template <typename T>
__device__ __forceinline__ void copy_rows(const T* from, size_t row, int first, int count, int n, float* to) {
    for (int i = threadIdx.x; i < count * PLAIN_C; i += 256) {
        int token = i / PLAIN_C, at = i % PLAIN_C;
        to[token * PLAIN_STRIDE + at] =
                first + token < n && at < C ? widen(from[(size_t) (first + token) * row + at]) : 0.f;
    }
}

template <typename T>
__device__ __forceinline__ void attend_plainly(
        const T* qkv, T* mixed, const u8* seen, const float* added, int n, int heads, float scale, int causal) {
    extern __shared__ __align__(16) float rows[];
    float* q = rows;
    float* k = q + PLAIN_QUERIES * PLAIN_STRIDE;
    float* v = k + PLAIN_KEYS * PLAIN_STRIDE;
    float* shares = v + PLAIN_KEYS * PLAIN_STRIDE; // [PLAIN_QUERIES][PLAIN_KEYS + 1]
    const int blocks = (n + PLAIN_QUERIES - 1) / PLAIN_QUERIES, block = blockIdx.x % blocks;
    const int pair = blockIdx.x / blocks, sequence = pair / heads, head = pair % heads;
    const int line = threadIdx.x >> 3, t = threadIdx.x & 7;
    const size_t row = (size_t) 3 * heads * C;
    const T* queries = qkv + (size_t) sequence * n * row + (size_t) head * C;
    const T* keys = queries + (size_t) heads * C;
    const T* values = keys + (size_t) heads * C;
    const int first = block * PLAIN_QUERIES;
    const int last = causal ? min(n, first + PLAIN_QUERIES) : n;
    const u8* visible = seen ? seen + (size_t) sequence * n : nullptr;
    copy_rows(queries, row, first, PLAIN_QUERIES, n, q);

    float out[PER][PLAIN_C / 8];
    float most[PER], sum[PER];
#pragma unroll
    for (int r = 0; r < PER; r++) {
        most[r] = NONE;
        sum[r] = 0.f;
#pragma unroll
        for (int i = 0; i < PLAIN_C / 8; i++) out[r][i] = 0.f;
    }
    for (int from = 0; from < last; from += PLAIN_KEYS) {
        __syncthreads();
        copy_rows(keys, row, from, PLAIN_KEYS, n, k);
        copy_rows(values, row, from, PLAIN_KEYS, n, v);
        __syncthreads();
        float s[PER][4];
#pragma unroll
        for (int r = 0; r < PER; r++)
#pragma unroll
            for (int j = 0; j < 4; j++) s[r][j] = 0.f;
        for (int at = 0; at < PLAIN_C; at += 4) {
            float4 own[PER];
#pragma unroll
            for (int r = 0; r < PER; r++) own[r] = *(const float4*) (q + (line + 32 * r) * PLAIN_STRIDE + at);
#pragma unroll
            for (int j = 0; j < 4; j++) {
                float4 other = *(const float4*) (k + (t + 8 * j) * PLAIN_STRIDE + at);
#pragma unroll
                for (int r = 0; r < PER; r++)
                    s[r][j] += own[r].x * other.x + own[r].y * other.y + own[r].z * other.z + own[r].w * other.w;
            }
        }
#pragma unroll
        for (int r = 0; r < PER; r++) {
            int query = first + line + 32 * r;
            float high = most[r];
#pragma unroll
            for (int j = 0; j < 4; j++) {
                int key = from + t + 8 * j;
                float score = s[r][j] * scale;
                bool exists = key < n && !(causal && key > query);
                if (exists && added && query < n) score += added[((size_t) head * n + query) * n + key];
                if (exists && visible && !visible[key]) score = HIDDEN;
                s[r][j] = exists ? score : NONE;
                high = fmaxf(high, s[r][j]);
            }
            for (int o = 1; o < 8; o <<= 1) high = fmaxf(high, __shfl_xor_sync(FULL, high, o));
            // A query behind the end may see no key of this tile, and NONE less NONE is no number.
            float shrink = high == NONE ? 1.f : expf(most[r] - high);
            float part = 0.f;
#pragma unroll
            for (int j = 0; j < 4; j++) {
                float p = s[r][j] == NONE ? 0.f : expf(s[r][j] - high);
                shares[(line + 32 * r) * (PLAIN_KEYS + 1) + t + 8 * j] = p;
                part += p;
            }
            for (int o = 1; o < 8; o <<= 1) part += __shfl_xor_sync(FULL, part, o);
            most[r] = high;
            sum[r] = sum[r] * shrink + part;
#pragma unroll
            for (int i = 0; i < PLAIN_C / 8; i++) out[r][i] *= shrink;
        }
        __syncwarp(); // a row of threads lies in one warp, and only it reads what it wrote
        for (int key = 0; key < PLAIN_KEYS; key++) {
            float p[PER];
#pragma unroll
            for (int r = 0; r < PER; r++) p[r] = shares[(line + 32 * r) * (PLAIN_KEYS + 1) + key];
#pragma unroll
            for (int i = 0; i < PLAIN_C / 8; i++) {
                float value = v[key * PLAIN_STRIDE + t + 8 * i];
#pragma unroll
                for (int r = 0; r < PER; r++) out[r][i] += p[r] * value;
            }
        }
    }
#pragma unroll
    for (int r = 0; r < PER; r++) {
        int query = first + line + 32 * r;
        if (query < n) {
            T* to = mixed + (((size_t) sequence * n + query) * heads + head) * C;
#pragma unroll
            for (int i = 0; i < PLAIN_C / 8; i++)
                if (t + 8 * i < C) narrow(to + t + 8 * i, out[r][i] / sum[r]);
        }
    }
}
extern "C" __global__ void __launch_bounds__(256, 1) attention_plain_f32(
        const float* qkv, float* mixed, const u8* seen, const float* added, int n, int heads, float scale, int causal) {
    attend_plainly(qkv, mixed, seen, added, n, heads, scale, causal);
}
extern "C" __global__ void __launch_bounds__(256, 1) attention_plain_bf16(
        const bf16* qkv, bf16* mixed, const u8* seen, const float* added, int n, int heads, float scale, int causal) {
    attend_plainly(qkv, mixed, seen, added, n, heads, scale, causal);
}

#endif
