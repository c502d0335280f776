package org.panderm4j.data.resample;

/**
 * The resize as the specification words it, one sample at a time over the whole picture, then the crop: slow, and the
 * judge of the fast one.
 */
final class PlainResampler {
    private PlainResampler() {}

    static Samples resize(Samples source, boolean alpha, Sizing sizing, Filter filter) {
        Samples whole = source;
        boolean changes = source.width() != sizing.width() || source.height() != sizing.height();
        if (alpha && changes) {
            whole = premultiplied(whole);
        }
        if (source.width() != sizing.width()) {
            whole = horizontal(whole, sizing.width(), filter);
        }
        if (source.height() != sizing.height()) {
            whole = transposed(horizontal(transposed(whole), sizing.height(), filter));
        }
        if (alpha && changes) {
            Alpha.divide(whole.data(), whole.channels());
        }
        return cropped(whole, sizing);
    }

    private static Samples premultiplied(Samples source) {
        byte[] out = new byte[source.data().length];
        for (int i = 0; i < out.length; i++) {
            int channels = source.channels();
            int last = i / channels * channels + channels - 1;
            int product = (source.data()[i] & 0xFF) * (source.data()[last] & 0xFF);
            out[i] = i == last ? source.data()[i] : (byte) Math.round(product / 255.0);
        }
        return new Samples(source.width(), source.height(), source.channels(), out);
    }

    private static Samples horizontal(Samples source, int width, Filter filter) {
        int channels = source.channels();
        byte[] out = new byte[width * source.height() * channels];
        for (int i = 0; i < out.length; i++) {
            int row = i / (width * channels) * source.width() * channels;
            out[i] = sample(source, row + i % channels, i / channels % width, width, filter);
        }
        return new Samples(width, source.height(), channels, out);
    }

    private static byte sample(Samples source, int start, int x, int width, Filter filter) {
        double scale = (double) source.width() / width;
        double filterScale = Math.max(scale, 1);
        double support = filter.radius() * filterScale;
        double centre = (x + 0.5) * scale;
        int low = Math.max((int) (centre - support + 0.5), 0);
        int high = Math.min((int) (centre + support + 0.5), source.width());
        double sum = 0;
        for (int j = low; j < high; j++) {
            sum += filter.weight((j - centre + 0.5) * (1 / filterScale));
        }
        long value = 1L << 21;
        for (int j = low; j < high; j++) {
            double weight = filter.weight((j - centre + 0.5) * (1 / filterScale)) / sum * (1 << 22);
            long quantised = (long) (weight < 0 ? weight - 0.5 : weight + 0.5);
            value += quantised * (source.data()[start + j * source.channels()] & 0xFF);
        }
        return (byte) Math.max(0, Math.min(255, value >> 22));
    }

    private static Samples transposed(Samples source) {
        int channels = source.channels();
        byte[] out = new byte[source.data().length];
        for (int i = 0; i < out.length; i++) {
            int pixel = i / channels;
            int from = (pixel % source.height() * source.width() + pixel / source.height()) * channels;
            out[i] = source.data()[from + i % channels];
        }
        return new Samples(source.height(), source.width(), channels, out);
    }

    private static Samples cropped(Samples source, Sizing sizing) {
        int length = sizing.cropWidth() * source.channels();
        byte[] out = new byte[length * sizing.cropHeight()];
        for (int y = 0; y < sizing.cropHeight(); y++) {
            int from = ((sizing.top() + y) * source.width() + sizing.left()) * source.channels();
            System.arraycopy(source.data(), from, out, y * length, length);
        }
        return new Samples(sizing.cropWidth(), sizing.cropHeight(), source.channels(), out);
    }
}
