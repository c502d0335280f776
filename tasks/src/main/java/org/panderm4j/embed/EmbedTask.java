package org.panderm4j.embed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.data.table.Table;
import org.panderm4j.model.DermModel;
import org.panderm4j.run.Digests;
import org.panderm4j.run.Failure;
import org.panderm4j.run.ModelFacts;
import org.panderm4j.run.ProgressReport;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;

/** {@code embeddings.npy} and {@code metadata.csv} of a list of pictures. */
public final class EmbedTask {
    private static final String EMBEDDINGS = "embeddings.npy";
    private static final String METADATA = "metadata.csv";

    private EmbedTask() {}

    /**
     * What to embed.
     *
     * @param inputs in order
     * @param names of the inputs, as {@code metadata.csv} shall have them
     * @param table whose rows the inputs are, if they came from one
     */
    public record Inputs(PreparedInputs inputs, List<String> names, Optional<Table> table) {
        /** Of the file that the inputs came from, by role; pictures are told by the run's digest of all inputs. */
        private Map<String, String> digests() throws IOException {
            if (table.isPresent()) {
                return Map.of("table", Digests.ofFile(table.get().file()));
            }
            return inputs instanceof PixelArray array
                    ? Map.of("pixels", Digests.ofFile(Path.of(array.origin())))
                    : Map.of();
        }
    }

    /**
     * Runs, or goes on with an interrupted run.
     *
     * @return the inputs that were skipped; empty if the run was finished before
     * @throws NoUsableInputException when all were; the folder is left as it was
     */
    public static Optional<List<Failure>> run(
            DermModel model,
            Inputs inputs,
            ImageFeatures.Settings settings,
            Path out,
            RunPlan plan,
            boolean resume,
            ProgressReport progress)
            throws IOException {
        try (RunFolder run = RunFolder.open(out, plan, resume)) {
            if (run.isFinished()) {
                return Optional.empty();
            }
            ModelFacts facts = ModelFacts.of(model.files(), model.versions());
            try {
                List<Failure> failures =
                        new ImageFeatures(model, settings, progress).write(run, EMBEDDINGS, inputs.inputs());
                run.write(METADATA, file -> Metadata.write(file, inputs.names(), inputs.table(), failures));
                run.finish(facts.get(inputs.digests()));
                return Optional.of(failures);
            } catch (NoUsableInputException e) {
                run.abandon();
                throw e;
            }
        }
    }
}
