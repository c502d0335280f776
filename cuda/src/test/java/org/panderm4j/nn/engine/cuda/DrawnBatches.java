package org.panderm4j.nn.engine.cuda;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.tower.Stem.JointStem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Stem.TokenStem;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

/** Made-up inputs of towers: each picture or text depends on its place in the batch alone. */
final class DrawnBatches {
    private static final int LENGTH = 77;

    private DrawnBatches() {}

    /** A batch that fits: pictures of values from -1 to 1; texts of all lengths up to 77. */
    static Batch of(Tower tower, int size) {
        if (tower.stem() instanceof JointStem stem) {
            return joint(stem, size);
        }
        return tower.stem() instanceof PatchStem stem
                ? pictures(stem.image(), size)
                : texts((TokenStem) tower.stem(), size, LENGTH, 3, LENGTH);
    }

    /** Pictures with texts of different lengths, one of them empty. */
    private static Batch joint(JointStem stem, int size) {
        int[][] ids = new int[size][LENGTH / 4];
        for (int place = 0; place < size; place++) {
            SplittableRandom random = new SplittableRandom(place);
            Arrays.fill(ids[place], stem.padding());
            for (int i = 0; i < Math.min(ids[place].length, 4 * place); i++) {
                ids[place][i] = random.nextInt(1, stem.vocabulary());
            }
        }
        return new Batch.Joint(pictures(stem.image(), size), new Batch.Texts(ids));
    }

    private static Batch.Images pictures(int side, int size) {
        int values = 3 * side * side;
        List<float[]> pixels = IntStream.range(0, size)
                .parallel()
                .mapToObj(place -> {
                    SplittableRandom random = new SplittableRandom(place);
                    float[] picture = new float[values];
                    for (int i = 0; i < values; i++) {
                        picture[i] = (float) (2 * random.nextDouble() - 1);
                    }
                    return picture;
                })
                .toList();
        return new Batch.Images(pixels, side, side);
    }

    /**
     * Texts of some lengths. Where they end at padding, every third has padding inside, and one of five holds nothing else.
     *
     * @param length of the rows
     * @param from shortest text
     * @param to longest text
     */
    static Batch texts(TokenStem stem, int size, int length, int from, int to) {
        boolean padded = stem.end() instanceof TextEnd.Padding;
        int[][] ids = new int[size][length];
        for (int place = 0; place < size; place++) {
            SplittableRandom random = new SplittableRandom(place);
            int end = random.nextInt(from, to + 1);
            for (int i = 0; i < end; i++) {
                ids[place][i] = random.nextInt(1, stem.vocabulary() - 1);
            }
            ids[place][end - 1] = stem.vocabulary() - 1;
            if (padded && place % 3 == 1) {
                ids[place][from / 2] = 0;
            }
            if (padded && place % 5 == 3) {
                Arrays.fill(ids[place], 0);
            }
        }
        return new Batch.Texts(ids);
    }

    /** Texts without padding inside. */
    static Batch captions(TokenStem stem, int size, int length, int from, int to) {
        int[][] ids = new int[size][length];
        for (int place = 0; place < size; place++) {
            SplittableRandom random = new SplittableRandom(place);
            int end = random.nextInt(from, to + 1);
            for (int i = 0; i < end; i++) {
                ids[place][i] = random.nextInt(1, stem.vocabulary());
            }
        }
        return new Batch.Texts(ids);
    }

    /** Some members of a batch. */
    static Batch some(Batch batch, int... places) {
        if (batch instanceof Batch.Joint joint) {
            return new Batch.Joint(
                    (Batch.Images) some(joint.images(), places), (Batch.Texts) some(joint.texts(), places));
        }
        return batch instanceof Batch.Images images
                ? new Batch.Images(
                        Arrays.stream(places).mapToObj(images.pixels()::get).toList(), images.height(), images.width())
                : new Batch.Texts(Arrays.stream(places)
                        .mapToObj(place -> ((Batch.Texts) batch).ids()[place])
                        .toArray(int[][]::new));
    }
}
