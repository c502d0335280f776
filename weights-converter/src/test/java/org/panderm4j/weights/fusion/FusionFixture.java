package org.panderm4j.weights.fusion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.nn.fusion.Fusing;
import org.panderm4j.nn.fusion.FusionDesign;
import org.panderm4j.nn.fusion.FusionDesign.HeadKind;
import org.panderm4j.nn.fusion.FusionDesign.Images;
import org.panderm4j.nn.fusion.FusionDesign.Metadata;
import org.panderm4j.nn.fusion.FusionDesign.Output;
import org.panderm4j.nn.fusion.FusionInputs;
import org.panderm4j.nn.fusion.Modality;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.checkpoint.TensorSource;

/** One folder of {@code fusion}: what the reference's classifier did with made-up features. */
record FusionFixture(Path folder, JsonNode description) {
    private static final Map<Modality, String> INPUTS =
            Map.of(Modality.CLINICAL, "cli", Modality.DERMOSCOPIC, "derm", Modality.METADATA, "meta");

    /** All folders that are cases. */
    static List<FusionFixture> all() throws IOException {
        List<FusionFixture> fixtures = new ArrayList<>();
        for (Path folder : GoldenCases.cases("fusion")) {
            Path file = folder.resolve("case.json");
            if (Files.exists(file)) {
                fixtures.add(new FusionFixture(folder, new ObjectMapper().readTree(file.toFile())));
            }
        }
        return fixtures;
    }

    boolean runs() {
        return description.get("reference_runs").booleanValue();
    }

    boolean has(String file) {
        return Files.exists(folder.resolve(file));
    }

    FusionDesign design() {
        JsonNode config = description.get("config");
        Images images = new Images(
                config.get("hidden_dim").intValue(),
                fusing(config.get("fusion")),
                config.get("num_head").intValue(),
                config.get("att_depth").intValue());
        return new FusionDesign(
                config.get("use_cli").booleanValue(),
                config.get("use_derm").booleanValue(),
                images,
                config.get("use_visual_embedding_layer").booleanValue(),
                config.get("use_meta").booleanValue() ? Optional.of(metadata(config)) : Optional.empty(),
                config.get("out").textValue().equals("mlp") ? HeadKind.MLP : HeadKind.LINEAR,
                List.of(new Output("diagnosis", config.get("classes").intValue())));
    }

    private static Metadata metadata(JsonNode config) {
        boolean text = config.get("use_text_encoder").booleanValue();
        int width = config.get("meta_dim").intValue();
        return new Metadata(
                text ? Metadata.Kind.TEXT : Metadata.Kind.VECTOR,
                text ? width : config.get("meta_input_dim").intValue(),
                width,
                fusing(config.get("meta_fusion_mode")),
                config.get("meta_num_head").intValue(),
                config.get("meta_att_depth").intValue());
    }

    private static Fusing fusing(JsonNode mode) {
        return mode.textValue().equals("cross attention") ? Fusing.CROSS_ATTENTION : Fusing.CONCATENATION;
    }

    FusionInputs inputs() {
        Map<String, NpyArray> arrays = arrays("inputs.npz");
        Map<Modality, float[][]> features = new LinkedHashMap<>();
        for (Modality modality : design().modalities()) {
            features.put(modality, rows(arrays.get(key(modality))));
        }
        return FusionInputs.of(features);
    }

    private static float[][] rows(NpyArray array) {
        float[] values = array.floats();
        float[][] rows = new float[array.dim(0)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(values, i * array.dim(1), (i + 1) * array.dim(1));
        }
        return rows;
    }

    int[] targets() {
        return Arrays.stream(arrays("inputs.npz").get("target").longs())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    /** The parts that the reference takes of the batch in each step of training, as rows. */
    List<int[]> parts() {
        int parts = description.get("train_accum").intValue();
        int cases = targets().length;
        int size = (cases + parts - 1) / parts;
        return IntStream.range(0, parts)
                .mapToObj(part -> IntStream.range(part * size, Math.min(cases, (part + 1) * size))
                        .toArray())
                .toList();
    }

    /** What the reference calls a modality. */
    static String key(Modality modality) {
        return INPUTS.get(modality);
    }

    /** The modality of a gradient {@code input.NAME}. */
    static Modality modality(String name) {
        return INPUTS.entrySet().stream()
                .filter(input -> name.equals("input." + input.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** The reference's state, by our names. */
    ReferenceFusion state() {
        Map<String, TensorSource> tensors = new LinkedHashMap<>();
        arrays("state.npz").forEach((name, array) -> tensors.put(name, new NpyTensor(name, array)));
        return new ReferenceFusion(tensors);
    }

    /** Arrays of a {@code .npz} file by name. */
    Map<String, NpyArray> arrays(String name) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        try (InputStream file = Files.newInputStream(folder.resolve(name));
                ZipInputStream zip = new ZipInputStream(file)) {
            Path scratch = Files.createTempFile("array", ".npy");
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.write(scratch, zip.readAllBytes());
                arrays.put(entry.getName().replaceFirst("\\.npy$", ""), Npy.read(scratch));
            }
            Files.delete(scratch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return arrays;
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }

    private record NpyTensor(String name, NpyArray array) implements TensorSource {
        @Override
        public DType dtype() {
            return DType.F32;
        }

        @Override
        public long[] shape() {
            return array.shape();
        }

        @Override
        public long elements() {
            return array.size();
        }

        @Override
        public void copyTo(FloatBuffer target) {
            target.put(array.floats());
        }
    }
}
