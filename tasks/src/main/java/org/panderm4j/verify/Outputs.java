package org.panderm4j.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.clip.Vectors;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.engine.Tensor;
import org.panderm4j.nn.graph.RotaryTable;
import org.panderm4j.nn.graph.TowerGraph;
import org.panderm4j.nn.tower.Positions;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.nn.tower.Stem.PatchStem;
import org.panderm4j.nn.tower.Tower;

/** Our values under the reference's names, each tower having run once. */
final class Outputs {
    private static final double REFERENCE_SCALE = 100;

    private final Map<String, Tensor> image = new HashMap<>();
    private final Map<String, Tensor> text = new HashMap<>();
    private final DermModel model;
    private final Optional<Batch.Images> pixels;

    private Outputs(DermModel model, Optional<Batch.Images> pixels) {
        this.model = model;
        this.pixels = pixels;
    }

    /** Runs the towers that there are inputs for, for just what the arrays need. */
    static Outputs of(DermModel model, Optional<Batch.Images> pixels, Optional<Batch.Texts> tokens, List<String> arrays)
            throws IOException {
        Outputs outputs = new Outputs(model, pixels);
        if (pixels.isPresent()) {
            List<String> wanted = wanted(
                    model.imageEncoder(),
                    arrays.stream().map(ReferenceNames::image).toList());
            outputs.image.putAll(model.imageEncoder().encode(seen(model, pixels.get(), tokens), wanted));
        }
        if (tokens.isPresent() && model.description().towers().text().isPresent()) {
            List<String> wanted = wanted(
                    model.textEncoder(),
                    arrays.stream().map(ReferenceNames::text).toList());
            outputs.text.putAll(model.textEncoder().encode(tokens.get(), wanted));
        }
        return outputs;
    }

    /** A tower over both takes each picture with its text. */
    private static Batch seen(DermModel model, Batch.Images pixels, Optional<Batch.Texts> tokens) {
        boolean joint = model.description().towers().image().stem() instanceof Stem.JointStem;
        return joint && tokens.isPresent() ? new Batch.Joint(pixels, tokens.get()) : pixels;
    }

    private static List<String> wanted(Encoder encoder, List<Optional<String>> names) {
        List<String> known = TowerGraph.outputs(encoder.tower());
        List<String> wanted = new ArrayList<>(names.stream()
                .flatMap(Optional::stream)
                .distinct()
                .filter(known::contains)
                .toList());
        if (!wanted.contains(Tower.EMBEDDING)) {
            wanted.add(Tower.EMBEDDING);
        }
        return wanted;
    }

    /** The value that the reference calls {@code name}; empty if this model has none. */
    Optional<Tensor> get(String name) throws IOException {
        return switch (name) {
            case "image_features_norm" -> embedding(image).map(Outputs::unit);
            case "text_features_norm" -> embedding(text).map(Outputs::unit);
            case "logit_scale_exp" -> Optional.of(new Tensor(new float[] {(float) Math.exp(model.logitScale())}));
            case "cosine" -> pairs(1, 0);
            case "logits_per_image" -> pairs(Math.exp(model.logitScale()), model.logitBias());
            case "logits_per_text" ->
                pairs(Math.exp(model.logitScale()), model.logitBias()).map(Outputs::transposed);
            case "probs_100x" -> pairs(REFERENCE_SCALE, 0).map(Outputs::softmax);
            case "patch_conv" -> value(name).map(this::asConvolution);
            case "rope_cos" ->
                rotation().map(table -> table.cosines(headWidth(), 0)).map(this::angles);
            case "rope_sin" ->
                rotation().map(table -> table.sines(headWidth(), 0)).map(this::angles);
            default -> value(name);
        };
    }

    private Optional<Tensor> value(String name) {
        Optional<Tensor> ofImage = ReferenceNames.image(name).map(image::get);
        return ofImage.isPresent() ? ofImage : ReferenceNames.text(name).map(text::get);
    }

    /** Patch vectors [b, gy gx, d] as what a convolution gives, [b, d, gy, gx]. */
    private Tensor asConvolution(Tensor patches) {
        int b = (int) patches.shape()[0];
        int n = (int) patches.shape()[1];
        int d = (int) patches.shape()[2];
        float[] values = new float[patches.values().length];
        for (int i = 0; i < values.length; i++) {
            int picture = i / (n * d);
            int patch = i / d % n;
            values[(picture * d + i % d) * n + patch] = patches.values()[i];
        }
        int columns = pixels.orElseThrow().width() / stem().patch();
        return new Tensor(values, b, d, n / columns, columns);
    }

    private PatchStem stem() {
        return (PatchStem) model.description().towers().image().stem();
    }

    private int headWidth() {
        return model.description().towers().image().blocks().get(0).headWidth();
    }

    private Optional<RotaryTable> rotation() {
        Tower tower = model.description().towers().image();
        if (pixels.isEmpty()
                || !(tower.stem() instanceof PatchStem stem)
                || !(stem.positions() instanceof Positions.Rotary rotary)) {
            return Optional.empty();
        }
        Batch.Images pictures = pixels.get();
        return Optional.of(
                new RotaryTable(rotary.base(), pictures.height() / stem.patch(), pictures.width() / stem.patch()));
    }

    private Tensor angles(float[] table) {
        return new Tensor(table, table.length / headWidth(), headWidth());
    }

    private static Optional<Tensor> embedding(Map<String, Tensor> tower) {
        return Optional.ofNullable(tower.get(Tower.EMBEDDING));
    }

    private static Tensor unit(Tensor features) {
        return Tensor.ofRows(Vectors.unit(features.rows()));
    }

    private Optional<Tensor> pairs(double scale, double bias) {
        if (image.isEmpty() || text.isEmpty()) {
            return Optional.empty();
        }
        float[][] pictures = Vectors.unit(image.get(Tower.EMBEDDING).rows());
        float[][] texts = Vectors.unit(text.get(Tower.EMBEDDING).rows());
        float[][] logits = new float[pictures.length][texts.length];
        for (int i = 0; i < pictures.length; i++) {
            for (int j = 0; j < texts.length; j++) {
                logits[i][j] = (float) (scale * Vectors.dot(pictures[i], texts[j]) + bias);
            }
        }
        return Optional.of(Tensor.ofRows(logits));
    }

    private static Tensor transposed(Tensor matrix) {
        float[][] rows = matrix.rows();
        float[][] columns = new float[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return Tensor.ofRows(columns);
    }

    private static Tensor softmax(Tensor logits) {
        float[][] rows = logits.rows();
        for (float[] row : rows) {
            double largest = Double.NEGATIVE_INFINITY;
            for (float value : row) {
                largest = Math.max(largest, value);
            }
            double sum = 0;
            for (float value : row) {
                sum += Math.exp(value - largest);
            }
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) (Math.exp(row[j] - largest) / sum);
            }
        }
        return Tensor.ofRows(rows);
    }
}
