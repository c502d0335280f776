package org.panderm4j.data.resample;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Pixels of 1 to 4 interleaved bytes, each as one int: channel {@code c} is {@code pixel >>> 8 * c & 0xFF}, bits above the last
 * channel are undefined. One load and one store move a pixel, where bytes would need as many as there are channels.
 */
final class PackedPixels {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private PackedPixels() {}

    /** Reads {@code count} pixels, the first at {@code in[at]}, each {@code step} bytes behind the one before. */
    static void read(byte[] in, int at, int step, int count, int[] out) {
        // Those of whose four bytes none is behind the end: all but, perhaps, the last few.
        int whole = (int) Math.min(count, ((long) in.length - Integer.BYTES - at + step) / step);
        for (int i = 0; i < whole; i++) {
            out[i] = (int) INT.get(in, at + i * step);
        }
        for (int i = Math.max(whole, 0); i < count; i++) {
            out[i] = last(in, at + i * step);
        }
    }

    private static int last(byte[] in, int at) {
        int pixel = 0;
        for (int i = at; i < Math.min(in.length, at + Integer.BYTES); i++) {
            pixel |= (in[i] & 0xFF) << (8 * (i - at));
        }
        return pixel;
    }

    /** Writes {@code count} pixels of {@code channels} bytes side by side, the first to {@code out[at]}. */
    static void write(int[] pixels, int count, int channels, byte[] out, int at) {
        // Each is written as four bytes, and what is too much is written over by the next; the last few fit by fewer.
        int whole = Math.max(0, count - Integer.BYTES / channels);
        for (int i = 0; i < whole; i++) {
            INT.set(out, at + i * channels, pixels[i]);
        }
        for (int i = whole * channels; i < count * channels; i++) {
            out[at + i] = (byte) (pixels[i / channels] >>> (8 * (i % channels)));
        }
    }

    /** One channel of the first {@code count} pixels, 0..255. */
    static void channel(int[] pixels, int shift, int count, int[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = pixels[i] >>> shift & 0xFF;
        }
    }

    /** Columns to rows: {@code rows[row + y][column + x] = columns[x][y]} for {@code y < length}; eight columns at most. */
    static void transpose(int[][] columns, int count, int length, int[][] rows, int row, int column) {
        for (int y = 0; y < length; y++) {
            int[] to = rows[row + y];
            for (int x = 0; x < count; x++) {
                to[column + x] = columns[x][y];
            }
        }
    }
}
