package org.panderm4j.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.data.npy.WholeMatrix;
import org.panderm4j.data.table.ColumnEncoder;
import org.panderm4j.data.table.Table;
import org.panderm4j.data.table.TableRow;
import org.panderm4j.embed.ImageFeatures;
import org.panderm4j.embed.NoUsableInputException;
import org.panderm4j.embed.PreparedInputs;
import org.panderm4j.model.DermModel;
import org.panderm4j.model.ImageFeature;
import org.panderm4j.nn.clip.Vectors;
import org.panderm4j.run.Failure;
import org.panderm4j.run.ModelFacts;
import org.panderm4j.run.ProgressReport;

/** Where inputs to be classified come from. */
public final class PredictSources {
    private PredictSources() {}

    /** All rows of a folder that {@code panderm embed} has written. */
    public static PredictTask.Source stored(Path folder) {
        return run -> {
            StoredFeatures stored = new StoredFeatures(folder);
            float[][] all = stored.all();
            Table metadata = stored.metadata(all.length);
            List<String> names = StoredFeatures.paths(metadata);
            List<String> usable = new ArrayList<>();
            List<float[]> features = new ArrayList<>();
            List<Failure> failures = new ArrayList<>();
            for (int i = 0; i < all.length; i++) {
                if (Vectors.isFinite(all[i])) {
                    usable.add(names.get(i));
                    features.add(all[i]);
                } else {
                    failures.add(new Failure(i, names.get(i), names.get(i) + ": its feature is not finite"));
                }
            }
            if (usable.isEmpty()) {
                run.abandon();
                throw new NoUsableInputException(all.length, failures.get(0).reason());
            }
            run.failures().addAll(failures);
            return new PredictTask.Inputs("path", usable, features.toArray(float[][]::new), stored.origin(), failures);
        };
    }

    /**
     * The rows of a table, for a head on columns.
     *
     * @param origin of the head
     * @param nameColumn that names the rows; their line in the file without one
     * @throws IOException when the head was fitted on something else
     */
    public static PredictTask.Source columns(FeatureSource.Origin origin, Table table, Optional<String> nameColumn)
            throws IOException {
        String json = origin.facts().get(ColumnFeatures.ENCODER);
        if (json == null) {
            throw new IOException("expected --model or --embeddings: the head was fitted on features of "
                    + origin.source() + ", not on columns of a table");
        }
        ColumnEncoder encoder = ColumnEncoder.fromJson(json);
        return run -> {
            List<String> names = nameColumn.isPresent()
                    ? table.values(nameColumn.get())
                    : table.rows().stream()
                            .map(row -> Long.toString(row.line()))
                            .toList();
            List<TableRow> rows = table.rows();
            return new PredictTask.Inputs(
                    nameColumn.orElse("line"), names, encoder.encode(table, rows), origin, List.of());
        };
    }

    /**
     * Pictures, through a model.
     *
     * @param pictures decoded and transformed as for the head
     * @param names of the pictures, in order
     */
    public static PredictTask.Source pictures(
            DermModel model,
            ModelFacts facts,
            ImageFeature feature,
            PreparedInputs pictures,
            List<String> names,
            int batchSize,
            ProgressReport progress) {
        return run -> {
            String file = ModelFeatures.FOLDER + "/" + StoredFeatures.EMBEDDINGS;
            ImageFeatures.Settings how = new ImageFeatures.Settings(feature.output(), feature.unit(), batchSize);
            try {
                List<Failure> failures = new ImageFeatures(model, how, progress).write(run, file, pictures);
                return new PredictTask.Inputs(
                        "path",
                        Failure.kept(names, failures),
                        WholeMatrix.read(run.path().resolve(file)),
                        new FeatureSource.Origin(
                                model.file().toString(),
                                Optional.ofNullable(facts.get().digests().get("model")),
                                Map.of()),
                        failures);
            } catch (NoUsableInputException e) {
                run.abandon();
                throw e;
            }
        };
    }
}
