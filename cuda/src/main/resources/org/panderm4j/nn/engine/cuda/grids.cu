// Residual networks and what joins a picture with a text, float32; the channels of a place lie beside each other.

// What a convolution multiplies: a row for each place of the result, [b][to][to][kernel][kernel][channels] padded with zeros to k
// values. Strides of the source are given, so that it may be pixels by planes.
extern "C" __global__ void __launch_bounds__(256) columns_f32(
        const float* x, float* columns, long long rows, int from, int to, int kernel, int step, int channels, int k,
        long long picture, int line, int place, int plane) {
    long long i = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= rows * k) return;
    int value = (int) (i % k);
    long long row = i / k;
    float v = 0.f;
    if (value < kernel * kernel * channels) {
        int channel = value % channels, across = value / channels % kernel, down = value / (channels * kernel);
        int column = (int) (row % to) * step + across - kernel / 2;
        int above = (int) (row / to % to) * step + down - kernel / 2;
        if (column >= 0 && column < from && above >= 0 && above < from)
            v = x[row / ((long long) to * to) * picture + (long long) above * line + column * place
                  + (long long) channel * plane];
    }
    columns[i] = v;
}

// The largest of 3 x 3, every second place; what lies beyond the border never is, and what is no number always is.
extern "C" __global__ void __launch_bounds__(256) largest_f32(
        const float* x, float* y, long long places, int from, int channels) {
    long long i = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= places * channels) return;
    int to = from / 2, channel = (int) (i % channels);
    long long place = i / channels;
    int column = (int) (place % to) * 2, above = (int) (place / to % to) * 2;
    const float* picture = x + place / ((long long) to * to) * from * from * channels + channel;
    float most = __int_as_float(0xff800000);
    for (int dy = -1; dy <= 1; dy++)
        for (int dx = -1; dx <= 1; dx++) {
            int yy = above + dy, xx = column + dx;
            if (yy < 0 || yy >= from || xx < 0 || xx >= from) continue;
            float v = picture[((long long) yy * from + xx) * channels];
            if (v > most || v != v) most = v;
            if (most != most) break;
        }
    y[i] = most;
}

// y = max(0, x + y); keeps what is no number.
extern "C" __global__ void __launch_bounds__(256) add_relu_f32(const float* x, float* y, long long n) {
    long long i = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    float v = x[i] + y[i];
    y[i] = v < 0.f ? 0.f : v;
}

// [b][places][channels] to [b][channels][places].
extern "C" __global__ void __launch_bounds__(256) planes_f32(
        const float* x, float* y, long long n, int places, int channels) {
    long long i = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    int place = (int) (i % places), channel = (int) (i / places % channels);
    long long picture = i / ((long long) places * channels);
    y[i] = x[(picture * places + place) * channels + channel];
}

// A picture's tokens [b][image][d] and a text's [b][text][d] behind each other; those that nobody sees are 0.
extern "C" __global__ void __launch_bounds__(256) join_f32(
        const float* pictures, const float* texts, const u8* seen, float* x, long long tokens, int image, int text, int d) {
    long long i = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= tokens * d) return;
    int n = image + text, at = (int) (i % d);
    long long token = i / d, sequence = token / n;
    int place = (int) (token % n);
    float v = place < image ? pictures[(sequence * image + place) * d + at]
                            : texts[(sequence * text + place - image) * d + at];
    x[i] = seen[token] ? v : 0.f;
}

// Scores of places, [heads][n][n]: products of the queries' and keys' vectors, [n][heads][c].
extern "C" __global__ void __launch_bounds__(256) place_scores_f32(
        const float* queries, const float* keys, float* scores, int n, int heads, int c) {
    long long i = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= (long long) heads * n * n) return;
    int key = (int) (i % n), query = (int) (i / n % n), head = (int) (i / ((long long) n * n));
    const float* a = queries + ((size_t) query * heads + head) * c;
    const float* b = keys + ((size_t) key * heads + head) * c;
    float sum = 0.f;
    for (int k = 0; k < c; k++) sum += a[k] * b[k];
    scores[i] = sum;
}

// What a block has learned of distances, added to those scores: a row of its table [heads][distances] for each pair of places.
extern "C" __global__ void __launch_bounds__(256) distances_f32(
        const float* scores, const float* table, const int* rows, float* added, int n, int heads, int distances) {
    long long i = (long long) blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= (long long) heads * n * n) return;
    int head = (int) (i / ((long long) n * n));
    added[i] = scores[i] + table[(size_t) head * distances + rows[i % ((long long) n * n)]];
}
