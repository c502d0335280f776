package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.verify.GoldenModels.Container;
import org.panderm4j.verify.Reference;

/** {@code panderm embed --feature}: which numbers each family gives under each name. */
class EmbedFeatureTest {
    private static final float TOLERANCE = 2e-5f;

    /** The arrays of the reference by the name of the feature, of open_clip's and the transformers library's CLIP. */
    private static final Map<String, String> CLIP = Map.of("embedding", "image_features", "probe", "image_features");

    private static final Map<String, String> DINO = Map.of("embedding", "pooler_output", "probe", "pooler_output");

    /** The same for families that differ. */
    private static final Map<String, Map<String, String>> EXPECTED = Map.of(
            "panderm2",
            Map.of(
                    "embedding", "image_features",
                    "probe", "image_features__linear_prob",
                    "finetune", "image_features__finetune_cls"),
            "panderm-v1",
            Map.of(
                    "embedding", "features_linear_probe",
                    "probe", "features_linear_probe",
                    "finetune", "features_finetune_meanpool",
                    "logits", "head_logits"),
            "biomedclip",
            Map.of("embedding", "image_features", "probe", "image_features_norm"),
            "dinov3",
            DINO,
            "dinov3-native",
            DINO,
            "biomedgpt",
            // A picture alone goes with the text [0, 2].
            Map.of(
                    "embedding", "bos_eos__mean_image_tokens",
                    "probe", "bos_eos__mean_image_tokens",
                    "mean_image_tokens", "bos_eos__mean_image_tokens",
                    "mean_all_tokens", "bos_eos__mean_all_tokens"));

    @TempDir
    Path folder;

    static List<Container> containers() throws IOException {
        return Fixture.all();
    }

    static List<Container> families() throws IOException {
        return Fixture.onePerFamily(Fixture.all());
    }

    private static Program embed(Container container, Path out, Object... more) {
        List<Object> words = new ArrayList<>(List.of("embed", Fixture.model(container), "--out", out, "--quiet"));
        words.addAll(List.of(more));
        return Program.run(words.toArray());
    }

    private static void assertClose(float[] found, float[] expected) {
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(found).containsExactly(expected, within(TOLERANCE * largest));
    }

    /** Not every case records every feature; the usual one and the probe's are recorded everywhere. */
    @ParameterizedTest
    @MethodSource("containers")
    void givesTheFeaturesOfTheReferenceFromPixels(Container one) throws IOException {
        Path out = folder.resolve("deep/out");
        Map<String, String> arrays = EXPECTED.getOrDefault(Fixture.family(one), CLIP);
        assertThat(one.arrays()).contains(arrays.get("embedding"), arrays.get("probe"));
        Path pixels = one.folder().resolve("pixels.npy");
        for (Map.Entry<String, String> feature : arrays.entrySet()) {
            if (one.arrays().contains(feature.getValue())) {
                Path to = folder.resolve(feature.getKey());
                embed(one, to, "--pixels", pixels, "--feature", feature.getKey())
                        .succeeds();
                NpyArray found = Npy.read(to.resolve("embeddings.npy"));
                NpyArray expected = Fixture.expected(one, feature.getValue());
                assertThat(found.shape()).isEqualTo(expected.shape());
                assertClose(found.floats(), expected.floats());
            }
        }
        embed(one, out, "--pixels", pixels).succeeds();
        assertThat(out.resolve("embeddings.npy")).hasSameBinaryContentAs(folder.resolve("embedding/embeddings.npy"));
    }

    @ParameterizedTest
    @MethodSource("families")
    void listsTheFeaturesOfTheModelForOneThatItLacks(Container one) throws IOException {
        Path out = folder.resolve("deep/out");
        Set<String> heads;
        try (DermModel model = one.open()) {
            heads = model.description().towers().image().heads().keySet();
        }
        for (String lacking : List.of("finetune", "mean_all_tokens", "nose", "Probe", "")) {
            if (!heads.contains(lacking)) {
                Program run = embed(one, out, "--pixels", one.folder().resolve("pixels.npy"), "--feature", lacking)
                        .fails(ExitStatus.USAGE, "--feature", "'" + lacking + "'", "probe");
                heads.forEach(head -> run.explains(head));
                assertThat(run.err().lines()).hasSize(1);
            }
        }
        assertThat(out).doesNotExist();
    }

    /** Rotary positions know no size; the others were built for one grid. */
    @ParameterizedTest
    @MethodSource("families")
    void anotherGridIsTakenWherePositionsAllowIt(Container one) throws IOException {
        Path out = folder.resolve("deep/out");
        NpyArray usual = Npy.read(one.folder().resolve("pixels.npy"));
        int patch = 0;
        try (DermModel model = one.open()) {
            if (model.description().towers().image().stem() instanceof PatchStem stem && stem.anyGrid()) {
                patch = stem.patch();
            }
        }
        assertThat(patch > 0).isEqualTo(Fixture.family(one).startsWith("dinov3"));
        int side = usual.dim(2);
        Path larger = noise(2, 2 * side, 2 * side);
        Path wide = noise(2, side, 2 * side);
        if (patch == 0) {
            embed(one, out, "--pixels", larger).fails(ExitStatus.FAILED, larger, 2 * side + " x " + 2 * side, side);
            embed(one, out, "--pixels", wide).fails(ExitStatus.FAILED, wide, side + " x " + 2 * side);
            assertThat(out).doesNotExist();
        } else {
            assertAnyGrid(one, List.of(larger, wide, noise(1, patch, 3 * patch)));
            Path uneven = noise(1, side, side + 1);
            embed(one, out, "--pixels", uneven).fails(ExitStatus.FAILED, uneven, side + " x " + (side + 1), patch);
        }
    }

    private void assertAnyGrid(Container one, List<Path> files) throws IOException {
        try (DermModel model = one.open()) {
            for (Path file : files) {
                Path to = folder.resolve(file.getFileName() + ".out");
                embed(one, to, "--pixels", file).succeeds();
                float[][] expected = model.imageEncoder().features(Reference.images(file), Tower.EMBEDDING);
                float[][] found = Given.rows(to.resolve("embeddings.npy"));
                assertThat(found).hasSameDimensionsAs(expected);
                for (int i = 0; i < found.length; i++) {
                    assertClose(found[i], expected[i]);
                    assertThat(found[i]).doesNotContain(Float.NaN);
                }
                if (found.length > 1) {
                    assertThat(found[0]).isNotEqualTo(found[1]);
                }
            }
        }
    }

    private Path noise(int count, int height, int width) throws IOException {
        Random random = new Random(31L * height + width);
        float[] values = new float[count * 3 * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Path file = folder.resolve(count + "x" + height + "x" + width + ".npy");
        Npy.write(file, values, count, 3, height, width);
        return file;
    }

    @ParameterizedTest
    @MethodSource("families")
    void givesTheFeaturesOfTheReferenceFromPictures(Container one) throws IOException {
        Map<String, String> arrays = EXPECTED.getOrDefault(Fixture.family(one), CLIP);
        for (String feature : List.of("embedding", "probe")) {
            Path out = folder.resolve(feature);
            embed(one, out, "--images", Fixture.pictures(one), "--feature", feature)
                    .succeeds();
            NpyArray found = Npy.read(out.resolve("embeddings.npy"));
            NpyArray expected = Fixture.expected(one, arrays.get(feature));
            assertThat(found.shape()).isEqualTo(expected.shape());
            if (Fixture.isPreparedAsUsual(one)) {
                assertClose(found.floats(), expected.floats());
            }
            assertThat(Given.files(out)).containsExactly("embeddings.npy", "metadata.csv", "run.json");
        }
    }
}
