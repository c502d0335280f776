package org.panderm4j.nn.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.panderm4j.nn.train.Workers;

class ContrastiveLossTest {
    private static final Workers WORKERS = new Workers(2);
    private static final double SCALE = 9;
    private static final double BIAS = -2;
    private static final double STEP = 1e-5;

    enum Kind {
        CLIP,
        SIGLIP;

        ContrastiveLoss loss(Workers workers) {
            return this == CLIP ? new ClipLoss(workers) : new SiglipLoss(workers);
        }
    }

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    /** Vectors of about unit length; both sides alike, so that the diagonal means something. */
    private static double[][][] pairs(int count, int width) {
        Random random = new Random(count);
        double[][] images = new double[count][width];
        double[][] texts = new double[count][width];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < width; k++) {
                images[i][k] = random.nextGaussian() / Math.sqrt(width);
                texts[i][k] = images[i][k] / 2 + random.nextGaussian() / 2 / Math.sqrt(width);
            }
        }
        return new double[][][] {images, texts};
    }

    /** By the formulas alone. */
    private static double plainLoss(Kind kind, double[][] images, double[][] texts, double scale, double bias) {
        int pairs = images.length;
        double sum = 0;
        for (int i = 0; i < pairs; i++) {
            double row = 0;
            double column = 0;
            for (int j = 0; j < pairs; j++) {
                double logit = logit(images[i], texts[j], scale, bias);
                row += Math.exp(logit);
                column += Math.exp(logit(images[j], texts[i], scale, bias));
                if (kind == Kind.SIGLIP) {
                    sum += Math.log(1 + Math.exp(i == j ? -logit : logit));
                }
            }
            if (kind == Kind.CLIP) {
                sum += (Math.log(row) + Math.log(column)) / 2 - logit(images[i], texts[i], scale, bias);
            }
        }
        return sum / pairs;
    }

    private static double logit(double[] image, double[] text, double scale, double bias) {
        double cosine = 0;
        for (int k = 0; k < image.length; k++) {
            cosine += image[k] * text[k];
        }
        return scale * cosine + bias;
    }

    @ParameterizedTest
    @EnumSource
    void followsItsDefinition(Kind kind) {
        for (int count : new int[] {1, 2, 17, 300}) {
            double[][][] pairs = pairs(count, 6);
            assertThat(kind.loss(WORKERS).of(pairs[0], pairs[1], SCALE, BIAS).loss())
                    .isCloseTo(plainLoss(kind, pairs[0], pairs[1], SCALE, BIAS), within(1e-10));
        }
    }

    @ParameterizedTest
    @EnumSource
    void gradientsAreThoseOfTheLoss(Kind kind) {
        double[][][] pairs = pairs(270, 5);
        PairGradients found = kind.loss(WORKERS).of(pairs[0], pairs[1], SCALE, BIAS);
        for (int i : new int[] {0, 1, 130, 255, 256, 269}) {
            check(kind, pairs, found.images()[i][i % 5], 0, i, i % 5);
            check(kind, pairs, found.texts()[i][(i + 2) % 5], 1, i, (i + 2) % 5);
        }
        check(found.scale(), shift -> plainLoss(kind, pairs[0], pairs[1], SCALE + shift, BIAS));
        check(found.bias(), shift -> plainLoss(kind, pairs[0], pairs[1], SCALE, BIAS + shift));
    }

    private static void check(Kind kind, double[][][] pairs, double found, int side, int row, int column) {
        double value = pairs[side][row][column];
        check(found, shift -> {
            pairs[side][row][column] = value + shift;
            double loss = plainLoss(kind, pairs[0], pairs[1], SCALE, BIAS);
            pairs[side][row][column] = value;
            return loss;
        });
    }

    private static void check(double found, DoubleUnaryOperator loss) {
        double slope = (loss.applyAsDouble(STEP) - loss.applyAsDouble(-STEP)) / (2 * STEP);
        assertThat(found).isCloseTo(slope, within(1e-9 + 1e-6 * Math.abs(slope)));
    }

    @ParameterizedTest
    @EnumSource
    void threadsMakeNoDifference(Kind kind) {
        double[][][] pairs = pairs(300, 24);
        PairGradients several = kind.loss(WORKERS).of(pairs[0], pairs[1], SCALE, BIAS);
        try (Workers alone = new Workers(1)) {
            PairGradients one = kind.loss(alone).of(pairs[0], pairs[1], SCALE, BIAS);
            assertThat(one.loss()).isEqualTo(several.loss());
            assertThat(one.scale()).isEqualTo(several.scale());
            assertThat(one.bias()).isEqualTo(several.bias());
            assertThat(one.images()).isDeepEqualTo(several.images());
            assertThat(one.texts()).isDeepEqualTo(several.texts());
        }
    }

    /** Logits whose exponentials no double can hold. */
    @ParameterizedTest
    @EnumSource
    void hugeLogitsStayFinite(Kind kind) {
        double[][] images = {{1, 0}, {0, 1}};
        double[][] wrong = {{-1, 0}, {0, -1}};
        PairGradients found = kind.loss(WORKERS).of(images, wrong, 2000, 0);
        double expected = kind == Kind.CLIP ? 2000 : 2000 + Math.log(2);
        assertThat(found.loss()).isCloseTo(expected, within(1e-9));
        assertThat(found.images()[0][0]).isFinite().isNotZero();
    }

    @Test
    void refusesWhatDoesNotPair() {
        ContrastiveLoss loss = new ClipLoss(WORKERS);
        assertThatThrownBy(() -> loss.of(new double[0][], new double[0][], 1, 0))
                .hasMessageContaining("found 0 images and 0 texts");
        assertThatThrownBy(() -> loss.of(new double[2][3], new double[1][3], 1, 0))
                .hasMessageContaining("found 2 images and 1 texts");
        assertThatThrownBy(() -> loss.of(new double[1][3], new double[1][4], 1, 0))
                .hasMessageContaining("found 3 and 4");
    }
}
