package org.panderm4j.data.image;

/** Sample widths and channel counts of decoders brought to those of {@link Mode}. */
final class Bits {
    private Bits() {}

    /** 0 and 1 to 0 and 255. */
    static byte[] toBytes(byte[] bits) {
        byte[] bytes = new byte[bits.length];
        for (int i = 0; i < bits.length; i++) {
            bytes[i] = (byte) -bits[i];
        }
        return bytes;
    }

    /** First channel of a 16-bit raster as 0..65535. */
    static int[] unsigned(OpenCv.Raster raster) {
        int[] values = new int[raster.words().length / raster.channels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = raster.words()[i * raster.channels()] & 0xFFFF;
        }
        return values;
    }

    /** 8-bit samples as they are, 16-bit ones without their low byte. */
    static byte[] highBytes(OpenCv.Raster raster) {
        short[] words = raster.words();
        if (words.length == 0) {
            return raster.bytes();
        }
        byte[] bytes = new byte[words.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (words[i] >> 8);
        }
        return bytes;
    }

    /** The channels a mode has, out of as many or more: a decoder may spread grey over three and add alpha. */
    static byte[] pick(byte[] samples, int found, Mode mode) {
        int wanted = mode.channels();
        if (found == wanted) {
            return samples;
        }
        if (found < wanted) {
            throw new IllegalStateException(
                    "expected " + wanted + " channels for " + mode + ", the decoder gave " + found);
        }
        byte[] out = new byte[samples.length / found * wanted];
        for (int from = 0, to = 0; to < out.length; from += found, to += wanted) {
            System.arraycopy(samples, from, out, to, wanted);
            if (mode == Mode.LA) {
                out[to + 1] = samples[from + found - 1];
            }
        }
        return out;
    }
}
