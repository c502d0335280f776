package org.panderm4j.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.panderm4j.run.Digests;
import org.panderm4j.run.RunFacts;
import org.panderm4j.run.RunFolder;
import org.panderm4j.run.RunPlan;
import org.panderm4j.run.RunRecord;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.open.OpenModel;
import org.panderm4j.weights.report.LoadReport;
import org.panderm4j.weights.store.ModelFolder;
import org.panderm4j.weights.store.TextSettings;

/** Writes models as folders of our own. */
public final class Conversion {
    /** Also a note for whoever converts such a model. */
    public static final String NO_VOCABULARY =
            "CLIP's vocabulary was neither beside the model nor in the hub's cache, so the folder holds none: pictures are "
                    + "embedded, texts need the vocabulary's folder with --text-model";

    private final Map<String, String> options;
    private final long seed;

    /**
     * @param options in force, for {@code run.json}
     * @param seed for {@code run.json}; nothing here is random
     */
    public Conversion(Map<String, String> options, long seed) {
        this.options = Map.copyOf(options);
        this.seed = seed;
    }

    /**
     * Whether this very conversion lies in {@code out} already. One that was interrupted is not there at all, and begins anew.
     *
     * @throws IOException when another run lies there
     */
    public boolean isFinished(OpenModel model, Path out) throws IOException {
        return RunFolder.isFinished(out, plan(Digests.ofFiles(model.files())));
    }

    private RunPlan plan(String digest) {
        return new RunPlan("convert", options, seed, digest);
    }

    /**
     * Writes {@code model} to {@code out}; on failure nothing is left there.
     *
     * @param out must not exist, or be empty
     * @param dtype F32 or BF16, of matrices
     * @return what was written, in name order
     * @throws IOException when the files of a BERT's tokenizer are nowhere, or {@code out} cannot be used
     */
    public List<WrittenFile> run(OpenModel model, Path out, DType dtype) throws IOException {
        Instant started = Instant.now();
        long nanos = System.nanoTime();
        Optional<Path> tokenizer = tokenizer(model);
        boolean lacking = model.description().text().isPresent() && tokenizer.isEmpty();
        LoadReport report = lacking ? model.report().warning(NO_VOCABULARY) : model.report();
        ModelFolder.Content content = new ModelFolder.Content(model.description(), model.weights(), tokenizer, report);
        ModelFolder.write(out, content, dtype, folder -> {
            String digest = Digests.ofFiles(model.files());
            RunFacts facts = new RunFacts(Map.of(), Map.of("model", digest));
            RunRecord.write(folder, plan(digest), facts, started, Duration.ofNanos(System.nanoTime() - nanos));
        });
        return files(out, content, dtype);
    }

    /** A BERT's vocabulary is its own; CLIP's is the same for all models and seldom lies beside one. */
    private static Optional<Path> tokenizer(OpenModel model) throws IOException {
        Optional<TextSettings> texts = model.description().text();
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(model.tokenizerFolder());
        } catch (NoSuchFileException e) {
            if (texts.get().tokenizer() == TextSettings.Kind.BYTEPAIR) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static List<WrittenFile> files(Path out, ModelFolder.Content content, DType dtype) throws IOException {
        List<WrittenFile> written = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(out)) {
            for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
                written.add(new WrittenFile(file, Files.size(file), what(out.relativize(file), content, dtype)));
            }
        }
        return written;
    }

    private static String what(Path name, ModelFolder.Content content, DType dtype) {
        return switch (name.toString()) {
            case ModelFolder.DESCRIPTION -> "architecture, preprocessing, tokenizer settings";
            case ModelFolder.WEIGHTS ->
                content.weights().names().size() + " tensors, matrices in "
                        + dtype.name().toLowerCase(Locale.ROOT);
            case ModelFolder.REPORT -> "where every size and tensor came from";
            case RunRecord.NAME -> "how this folder came to be";
            default -> "vocabulary";
        };
    }
}
