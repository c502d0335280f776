package org.panderm4j.nn.engine.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Head.Pooling;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

class InputsTest {
    private final Region memory;
    private final byte[] bytes = new byte[1 << 16];

    InputsTest() {
        Arrays.fill(bytes, (byte) 99);
        memory = (offset, count) ->
                ByteBuffer.wrap(bytes, Math.toIntExact(offset), count).slice().order(ByteOrder.nativeOrder());
    }

    private static Part texts(int length, int[]... ids) {
        return new Part(
                new Shape(ids.length, length, 0, 0, UnitTowers.EMBEDDING),
                new int[ids.length],
                List.of(),
                List.of(ids));
    }

    private Inputs written(Tower tower, Part part) {
        Inputs inputs = new Inputs(tower, part.shape());
        inputs.write(part, memory);
        return inputs;
    }

    private float[] floats(long at, int count) {
        float[] values = new float[count];
        memory.bytes(at, count * Float.BYTES).asFloatBuffer().get(values);
        return values;
    }

    private int[] ints(long at, int count) {
        int[] values = new int[count];
        memory.bytes(at, count * Integer.BYTES).asIntBuffer().get(values);
        return values;
    }

    private byte[] seen(long at, int count) {
        byte[] values = new byte[count];
        memory.bytes(at, count).get(values);
        return values;
    }

    @Test
    void arraysLieBehindEachOtherAtMultiplesOf256Bytes() {
        Inputs inputs = new Inputs(
                UnitTowers.padded(Mask.PADDING, Pooling.MASKED_MEAN), new Shape(3, 24, 0, 0, UnitTowers.EMBEDDING));
        assertThat(inputs.pixels()).isEqualTo(-1);
        assertThat(inputs.ids()).isZero();
        assertThat(inputs.seen()).isEqualTo(512); // 288 bytes of ids
        assertThat(inputs.of(Pooling.MASKED_MEAN)).isEqualTo(768);
        assertThat(inputs.bytes()).isEqualTo(768 + 512);
    }

    @Test
    void onlyWhatIsReadIsThere() {
        Inputs inputs = new Inputs(
                UnitTowers.texts(new TextEnd.LargestId(), Mask.CAUSAL, Pooling.END),
                new Shape(2, 8, 0, 0, UnitTowers.EMBEDDING));
        assertThat(inputs.seen()).isEqualTo(-1);
        assertThat(inputs.of(Pooling.END)).isEqualTo(256);
        assertThat(inputs.bytes()).isEqualTo(512);
    }

    @Test
    void paddingIsNotSeenAndHasNoShare() {
        Inputs inputs = written(
                UnitTowers.padded(Mask.PADDING, Pooling.MASKED_MEAN),
                texts(4, new int[] {5, 6, 0, 0}, new int[] {5, 0, 6, 7}));
        assertThat(ints(inputs.ids(), 8)).containsExactly(5, 6, 0, 0, 5, 0, 6, 7);
        assertThat(seen(inputs.seen(), 9)).containsExactly(1, 1, 0, 0, 1, 0, 1, 1, 99);
        float third = 1f / 3;
        assertThat(floats(inputs.of(Pooling.MASKED_MEAN), 8)).containsExactly(0.5f, 0.5f, 0, 0, third, 0, third, third);
    }

    @Test
    void aMeanOfNothingIsNoNumber() {
        Inputs inputs = written(
                UnitTowers.padded(Mask.PADDING, Pooling.MASKED_MEAN), texts(3, new int[3], new int[] {1, 0, 0}));
        assertThat(floats(inputs.of(Pooling.MASKED_MEAN), 6)).containsExactly(Float.NaN, Float.NaN, Float.NaN, 1, 0, 0);
    }

    @Test
    void theEndIsThePlaceOfTheEndsId() {
        Part part = texts(4, new int[] {5, 99, 6, 7}, new int[] {5, 6, 7, 8}, new int[] {99, 99, 0, 0});
        Inputs first = written(UnitTowers.texts(new TextEnd.FirstId(99), Mask.CAUSAL, Pooling.END), part);
        assertThat(ints(first.of(Pooling.END), 3)).containsExactly(1, 0, 0);
        Inputs largest = written(UnitTowers.texts(new TextEnd.LargestId(), Mask.CAUSAL, Pooling.END), part);
        assertThat(ints(largest.of(Pooling.END), 3)).containsExactly(1, 3, 0);
    }

    @Test
    void theClassTokenIsTheFirst() {
        Inputs inputs = written(UnitTowers.padded(Mask.PADDING, Pooling.CLASS), texts(2, new int[2], new int[2]));
        assertThat(ints(inputs.of(Pooling.CLASS), 2)).containsExactly(0, 0);
    }

    @Test
    void pixelsLieBehindEachOtherAndPatchesShareEqually() {
        float[] one = new float[24];
        float[] two = new float[24];
        for (int i = 0; i < 24; i++) {
            one[i] = i;
            two[i] = 100 + i;
        }
        Part part =
                new Part(new Shape(2, 4, 1, 2, UnitTowers.EMBEDDING), new int[] {0, 1}, List.of(one, two), List.of());
        Inputs inputs = written(UnitTowers.pictures(Pooling.MEAN_OF_PATCHES), part);
        assertThat(floats(inputs.pixels(), 24)).isEqualTo(one);
        assertThat(floats(inputs.pixels() + 96, 24)).isEqualTo(two);
        assertThat(inputs.ids()).isEqualTo(-1);
        // behind the class token and one register
        assertThat(floats(inputs.of(Pooling.MEAN_OF_PATCHES), 8)).containsExactly(0, 0, 0.5f, 0.5f, 0, 0, 0.5f, 0.5f);
    }

    @Test
    void picturesInFrontOfTextsAreSeen() {
        Tower tower = UnitTowers.joint(Pooling.FIRST_OF_TEXT);
        JointStem stem = (JointStem) tower.stem();
        float[] pixels = new float[3 * stem.image() * stem.image()];
        int n = stem.imageTokens() + 3;
        Part part = new Part(
                new Shape(1, n, stem.grid(), stem.grid(), UnitTowers.EMBEDDING),
                new int[1],
                List.of(pixels),
                List.of(new int[] {5, 6, stem.padding()}));
        Inputs inputs = written(tower, part);
        assertThat(stem.imageTokens()).isEqualTo(4);
        assertThat(seen(inputs.seen(), n)).containsExactly(1, 1, 1, 1, 1, 1, 0);
        assertThat(ints(inputs.ids(), 3)).containsExactly(5, 6, stem.padding());
        assertThat(ints(inputs.of(Pooling.FIRST_OF_TEXT), 1)).containsExactly(4);
    }
}
