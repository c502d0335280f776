package org.panderm4j.embed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.panderm4j.nn.engine.Batch;

/** Pictures that were preprocessed before, from an array file (N, 3, H, W). */
public final class PixelArray implements PreparedInputs {
    private final Path file;
    private final Batch.Images pictures;

    public PixelArray(Path file, Batch.Images pictures) {
        this.file = file;
        this.pictures = pictures;
    }

    @Override
    public int size() {
        return pictures.size();
    }

    @Override
    public int height() {
        return pictures.height();
    }

    @Override
    public int width() {
        return pictures.width();
    }

    /** The name of row {@code index} in tables. */
    public String name(int index) {
        return file + "#" + index;
    }

    @Override
    public Stream from(int index) {
        return new Stream() {
            private int next = index;

            @Override
            public List<Prepared> next(int count) {
                List<Prepared> batch = new ArrayList<>();
                while (batch.size() < count && next < pictures.size()) {
                    batch.add(Prepared.of(name(next), pictures.pixels().get(next)));
                    next++;
                }
                return batch;
            }

            @Override
            public void close() {
                // The array belongs to its owner.
            }
        };
    }
}
