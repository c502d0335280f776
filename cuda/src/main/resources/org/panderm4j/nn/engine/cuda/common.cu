// Shared by all kernels. No header is included: the compiler at run time has none.
typedef unsigned short bf16;
typedef unsigned int u32;
typedef unsigned char u8;

#define FULL 0xffffffffu

__device__ __forceinline__ float widen(bf16 v) { return __uint_as_float(((u32) v) << 16); }
__device__ __forceinline__ float widen(float v) { return v; }

// Rounds to nearest, ties to even, as the host does.
__device__ __forceinline__ void narrow(bf16* to, float v) {
    bf16 r;
    asm("cvt.rn.bf16.f32 %0, %1;" : "=h"(r) : "f"(v));
    *to = r;
}
__device__ __forceinline__ void narrow(float* to, float v) { *to = v; }

__device__ __forceinline__ u32 pack(float low, float high) {
    u32 r;
    asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(r) : "f"(high), "f"(low));
    return r;
}

// Four neighbours at once; the address is a multiple of four elements.
__device__ __forceinline__ float4 load4(const float* p) { return *(const float4*) p; }
__device__ __forceinline__ float4 load4(const bf16* p) {
    uint2 v = *(const uint2*) p;
    return make_float4(
            __uint_as_float(v.x << 16), __uint_as_float(v.x & 0xffff0000u),
            __uint_as_float(v.y << 16), __uint_as_float(v.y & 0xffff0000u));
}
__device__ __forceinline__ void store4(float* p, float4 v) { *(float4*) p = v; }
__device__ __forceinline__ void store4(bf16* p, float4 v) { *(uint2*) p = make_uint2(pack(v.x, v.y), pack(v.z, v.w)); }

// Eight neighbours at once; the address is a multiple of eight elements.
__device__ __forceinline__ void load8(const float* p, float* v) {
    *(float4*) v = load4(p);
    *(float4*) (v + 4) = load4(p + 4);
}
__device__ __forceinline__ void load8(const bf16* p, float* v) {
    uint4 u = *(const uint4*) p;
    u32 w[4] = {u.x, u.y, u.z, u.w};
#pragma unroll
    for (int i = 0; i < 4; i++) {
        v[2 * i] = __uint_as_float(w[i] << 16);
        v[2 * i + 1] = __uint_as_float(w[i] & 0xffff0000u);
    }
}
__device__ __forceinline__ void store8(float* p, const float* v) {
    store4(p, make_float4(v[0], v[1], v[2], v[3]));
    store4(p + 4, make_float4(v[4], v[5], v[6], v[7]));
}
__device__ __forceinline__ void store8(bf16* p, const float* v) {
    *(uint4*) p = make_uint4(pack(v[0], v[1]), pack(v[2], v[3]), pack(v[4], v[5]), pack(v[6], v[7]));
}

__device__ __forceinline__ float warp_sum(float v) {
    for (int o = 16; o; o >>= 1) v += __shfl_xor_sync(FULL, v, o);
    return v;
}

__device__ __forceinline__ float block_sum(float v, float* shared) {
    v = warp_sum(v);
    int lane = threadIdx.x & 31, warp = threadIdx.x >> 5, warps = blockDim.x >> 5;
    __syncthreads();
    if (lane == 0) shared[warp] = v;
    __syncthreads();
    return warp_sum(lane < warps ? shared[lane] : 0.f);
}
