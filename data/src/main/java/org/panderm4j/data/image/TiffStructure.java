package org.panderm4j.data.image;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * First directory of a TIFF file of 8-bit grey or colour samples, all of whose strips or tiles are there.
 *
 * @param mode L, RGB or RGBA
 */
record TiffStructure(Frame frame, Mode mode) {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int PHOTOMETRIC = 262;
    private static final int STRIP_OFFSETS = 273;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES = 277;
    private static final int STRIP_LENGTHS = 279;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_LENGTHS = 325;
    private static final Set<Integer> READ = Set.of(
            WIDTH,
            HEIGHT,
            BITS,
            PHOTOMETRIC,
            STRIP_OFFSETS,
            ORIENTATION,
            SAMPLES,
            STRIP_LENGTHS,
            TILE_OFFSETS,
            TILE_LENGTHS);

    static TiffStructure parse(Encoded file) throws IOException {
        Map<Integer, long[]> tags = directory(file);
        Frame frame = Frame.of(file, first(tags, WIDTH, 0), first(tags, HEIGHT, 0));
        long bits = first(tags, BITS, 1);
        long photometric = first(tags, PHOTOMETRIC, -1);
        long samples = first(tags, SAMPLES, 1);
        if (bits != 8 || first(tags, ORIENTATION, 1) != 1) {
            throw file.unsupported("a TIFF of " + bits + " bits a sample, orientation " + first(tags, ORIENTATION, 1));
        }
        requireData(file, tags, STRIP_OFFSETS, STRIP_LENGTHS);
        requireData(file, tags, TILE_OFFSETS, TILE_LENGTHS);
        if (photometric == 1 && samples == 1) {
            return new TiffStructure(frame, Mode.L);
        }
        if (photometric == 2 && (samples == 3 || samples == 4)) {
            return new TiffStructure(frame, samples == 3 ? Mode.RGB : Mode.RGBA);
        }
        throw file.unsupported("a TIFF of " + samples + " samples a pixel, photometric interpretation " + photometric);
    }

    private static long first(Map<Integer, long[]> tags, int tag, long otherwise) {
        long[] values = tags.get(tag);
        return values == null || values.length == 0 ? otherwise : values[0];
    }

    private static void requireData(Encoded file, Map<Integer, long[]> tags, int offsets, int lengths)
            throws IOException {
        long[] from = tags.getOrDefault(offsets, new long[0]);
        long[] length = tags.getOrDefault(lengths, new long[0]);
        for (int i = 0; i < Math.min(from.length, length.length); i++) {
            file.require(from[i], length[i]);
        }
    }

    private static Map<Integer, long[]> directory(Encoded file) throws IOException {
        boolean little = file.has(0, "II");
        long at = u32(file, 4, little);
        int entries = u16(file, at, little);
        Map<Integer, long[]> tags = new HashMap<>();
        for (int i = 0; i < entries; i++) {
            long entry = at + 2 + 12L * i;
            int type = u16(file, entry + 2, little);
            int tag = u16(file, entry, little);
            // Only what is looked at: many entries may claim the whole file as their values.
            if (READ.contains(tag) && (type == 3 || type == 4)) {
                tags.put(tag, values(file, entry, type == 3 ? 2 : 4, little));
            }
        }
        return tags;
    }

    private static long[] values(Encoded file, long entry, int size, boolean little) throws IOException {
        long count = u32(file, entry + 4, little);
        long at = count * size <= 4 ? entry + 8 : u32(file, entry + 8, little);
        file.require(at, count * size);
        long[] values = new long[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = size == 2 ? u16(file, at + 2L * i, little) : u32(file, at + 4L * i, little);
        }
        return values;
    }

    private static int u16(Encoded file, long at, boolean little) throws IOException {
        return little ? file.u16le(at) : file.u16be(at);
    }

    private static long u32(Encoded file, long at, boolean little) throws IOException {
        return little ? file.u32le(at) : file.u32be(at);
    }
}
