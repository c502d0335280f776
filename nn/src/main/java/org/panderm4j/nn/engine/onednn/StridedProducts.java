package org.panderm4j.nn.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.nn.engine.onednn.Fusion.Function;

/**
 * Products of float32 matrices that lie where the caller says, with any step from row to row and from column to column, and native
 * memory for them. One thread at a time.
 */
public final class StridedProducts implements AutoCloseable {
    /** Of products of different forms. */
    private static final int KEPT = 64;

    private final Resources resources = new Resources();
    private final Workspace workspace = new Workspace(resources.memory());
    private final Map<Form, Prepared> operations = new LinkedHashMap<>(16, 0.75f, true);
    private final int threads;

    private StridedProducts(int threads) {
        this.threads = threads;
    }

    /**
     * Products on so many threads.
     *
     * @param threads 0 leaves the number as it is
     * @throws IllegalStateException when the library cannot run here
     */
    public static StridedProducts open(int threads) {
        return new StridedProducts(threads);
    }

    /**
     * A matrix in native memory.
     *
     * @param address of its first value
     * @param rowStep values from one row to the next
     * @param columnStep values from one column to the next
     */
    public record Place(long address, long rows, long columns, long rowStep, long columnStep) {
        /** One row behind the other. */
        public static Place dense(long address, long rows, long columns) {
            return new Place(address, rows, columns, columns, 1);
        }

        /** The same values as the matrix with rows and columns exchanged. */
        public Place transposed() {
            return new Place(address, columns, rows, columnStep, rowStep);
        }

        private Layout layout() {
            return Layout.strided(Format.F32, new long[] {rows, columns}, rowStep, columnStep);
        }
    }

    private record Form(List<Layout> layouts, boolean rectified) {}

    /** Sets {@code result} to {@code left right}. */
    public void multiply(Place left, Place right, Place result) {
        run(List.of(role(DNNL_ARG_SRC, left), role(DNNL_ARG_WEIGHTS, right), role(DNNL_ARG_DST, result)), false);
    }

    /**
     * Sets {@code result} to the larger of 0 and {@code left right + bias}.
     *
     * @param bias address of one value a column
     */
    public void multiplyAndRectify(Place left, Place right, long bias, Place result) {
        Place row = Place.dense(bias, 1, right.columns());
        run(
                List.of(
                        role(DNNL_ARG_SRC, left),
                        role(DNNL_ARG_WEIGHTS, right),
                        role(DNNL_ARG_DST, result),
                        role(DNNL_ARG_BIAS, row)),
                true);
    }

    private static Execution.Role role(int role, Place place) {
        return new Execution.Role(role, new View(new Location(Location.Kind.FIXED, place.address()), place.layout()));
    }

    private void run(List<Execution.Role> roles, boolean rectified) {
        OneDnnEncoder.useThreads(threads);
        List<Layout> layouts = new ArrayList<>();
        roles.forEach(role -> layouts.add(role.view().layout()));
        operations
                .computeIfAbsent(
                        new Form(layouts, rectified), form -> new Prepared(product(form.layouts(), rectified), roles))
                .run(resources.stream(), workspace, roles);
        if (operations.size() > KEPT) {
            Form oldest = operations.keySet().iterator().next();
            operations.remove(oldest).close();
        }
    }

    private static Primitive product(List<Layout> layouts, boolean rectified) {
        try (Attributes attributes = Attributes.of(rectified ? Fusion.of(Function.RELU) : Fusion.NONE, false)) {
            return Operations.described(
                    layouts,
                    (description, d) -> dnnl_matmul_primitive_desc_create(
                            description,
                            OneDnn.engine(),
                            d.get(0),
                            d.get(1),
                            rectified ? d.get(3) : null,
                            d.get(2),
                            attributes.handle()));
        }
    }

    /** Memory that is given back when closed, or with that of these products. */
    public final class Floats implements AutoCloseable {
        private final NativeMemory.Region region;
        private final long count;

        private Floats(long count) {
            this.region = resources.memory().take(count * Float.BYTES);
            this.count = count;
        }

        /** Of the first value, on a cache line. */
        public long address() {
            return region.address();
        }

        public long count() {
            return count;
        }

        /** Some of the values, from position 0 on. */
        public FloatBuffer view(long first, int length) {
            if (first < 0 || first + length > count) {
                throw new IndexOutOfBoundsException(
                        "expected a part of " + count + " values, found " + length + " from " + first);
            }
            return Address.floats(address() + first * Float.BYTES, length);
        }

        @Override
        public void close() {
            resources.memory().giveBack(region);
        }
    }

    /** Native memory taken so far and not given back. */
    public long bytes() {
        return resources.memory().bytes();
    }

    /** Takes memory of undefined contents. */
    public Floats floats(long count) {
        return new Floats(count);
    }

    @Override
    public void close() {
        operations.values().forEach(Prepared::close);
        operations.clear();
        resources.close();
    }
}
