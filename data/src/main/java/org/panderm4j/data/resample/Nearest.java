package org.panderm4j.data.resample;

/** Picks the sample under each new pixel's centre; positions are accumulated in double precision, as Pillow does. */
final class Nearest {
    private Nearest() {}

    static byte[] resize(Samples source, Sizing sizing) {
        int channels = source.channels();
        int[] columns = positions(source.width(), sizing.width(), sizing.left(), sizing.cropWidth());
        int[] rows = positions(source.height(), sizing.height(), sizing.top(), sizing.cropHeight());
        byte[] out = new byte[sizing.cropWidth() * sizing.cropHeight() * channels];
        int at = 0;
        for (int y = 0; y < sizing.cropHeight(); y++) {
            int row = rows[y] * source.width();
            for (int x = 0; x < sizing.cropWidth(); x++) {
                int from = (row + columns[x]) * channels;
                for (int c = 0; c < channels; c++) {
                    out[at++] = source.data()[from + c];
                }
            }
        }
        return out;
    }

    private static int[] positions(int in, int out, int from, int count) {
        double scale = (double) in / out;
        double position = scale * 0.5;
        int[] positions = new int[count];
        for (int i = 0; i < from + count; i++) {
            if (i >= from) {
                positions[i - from] = Math.min((int) position, in - 1);
            }
            position += scale;
        }
        return positions;
    }
}
