package org.panderm4j.dl4j;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.Tower;

/** What Deeplearning4j hands on, as a tower's batch. */
final class TowerInput {
    private TowerInput() {}

    /**
     * Reads a batch.
     *
     * @param input pictures [b, 3, H, W], preprocessed as the model wants them, or token ids [b, n]
     * @throws IllegalArgumentException when it is neither, or not what the tower takes
     */
    static Batch of(INDArray input, Tower tower) {
        return tower.stem() instanceof TokenStem stem ? texts(input).cut(stem.end()) : images(input);
    }

    private static Batch.Images images(INDArray input) {
        if (input.rank() != 4 || input.size(1) != 3) {
            throw new IllegalArgumentException(
                    "expected pictures [b, 3, H, W] for a tower, found an array " + Arrays.toString(input.shape()));
        }
        return new Batch.Images(List.of(rows(input)), Math.toIntExact(input.size(2)), Math.toIntExact(input.size(3)));
    }

    private static Batch.Texts texts(INDArray input) {
        if (input.rank() != 2) {
            throw new IllegalArgumentException(
                    "expected token ids [b, n] for a tower, found an array " + Arrays.toString(input.shape()));
        }
        return new Batch.Texts(Arrays.stream(rows(input)).map(TowerInput::ids).toArray(int[][]::new));
    }

    private static int[] ids(float... values) {
        int[] ids = new int[values.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (int) values[i];
            if (ids[i] != values[i] || ids[i] < 0) {
                throw new IllegalArgumentException("expected token ids for a tower, found the number " + values[i]);
            }
        }
        return ids;
    }

    /** The values of each input. */
    static float[][] rows(INDArray input) {
        int rows = Math.toIntExact(input.size(0));
        float[][] values = new float[rows][Math.toIntExact(input.length() / rows)];
        try (INDArray plain = input.castTo(DataType.FLOAT).dup('c')) {
            FloatBuffer all = NativeFloats.of(plain);
            for (float[] row : values) {
                all.get(row);
            }
        }
        return values;
    }
}
