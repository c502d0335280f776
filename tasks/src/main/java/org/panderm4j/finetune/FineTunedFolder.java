package org.panderm4j.finetune;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.panderm4j.nn.tower.Weights;
import org.panderm4j.nn.train.optimizer.Optimizer;
import org.panderm4j.run.Digests;
import org.panderm4j.run.RunFolder;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.checkpoint.DType;
import org.panderm4j.weights.safetensors.SafetensorsWriter;

/** A fine-tuned model in a run folder: {@code finetuned.json} and {@code finetuned.safetensors}. */
public final class FineTunedFolder {
    static final String DESCRIPTION = "finetuned.json";
    static final String WEIGHTS = "finetuned.safetensors";
    /** A format in which nothing is told of a temperature. */
    private static final int WITHOUT_TEMPERATURE = 1;
    /** In the description beside what is known of the model: SHA-256 of the weights' file. */
    private static final String DIGEST = "weightsDigest";
    /** Before a view's name: the mean feature of its training pictures. */
    static final String MEAN = "mean.";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private FineTunedFolder() {}

    /**
     * Writes one.
     *
     * @param trained parameters and buffers; the optimiser's are left out
     * @param means of the training cases' features
     */
    static void write(RunFolder run, FineTuned model, Weights trained, Map<View, float[]> means) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter().describe("format", "panderm4j-finetuned");
        trained.names().stream()
                .filter(name -> !name.startsWith(Optimizer.PREFIX))
                .sorted()
                .forEach(
                        name -> writer.add(name, DType.F32, trained.shape(name), target -> trained.copy(name, target)));
        means.forEach((view, mean) -> writer.add(MEAN + view.word(), new long[] {mean.length}, FloatBuffer.wrap(mean)));
        run.write(WEIGHTS, writer::write);
        ObjectNode description =
                JSON.createObjectNode().put(DIGEST, Digests.ofFile(run.path().resolve(WEIGHTS)));
        description.setAll(JSON.<ObjectNode>valueToTree(model));
        run.write(DESCRIPTION, file -> Files.writeString(file, JSON.writeValueAsString(description) + "\n"));
    }

    /**
     * Reads the description.
     *
     * @param folder of a finished run
     * @throws IOException in one line when there is none, or it is of another version
     */
    public static FineTuned describe(Path folder) throws IOException {
        Path file = folder.resolve(DESCRIPTION);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(
                    file + ": no such file; expected the folder of a finished 'panderm finetune'");
        }
        try {
            JsonNode read = JSON.readTree(Files.readString(file));
            if (!(read instanceof ObjectNode told)) {
                throw new IOException(file + ": expected what is known of a fine-tuned model, found "
                        + (read.isMissingNode() ? "nothing" : read.isNull() ? "null" : "something else"));
            }
            int format = told.path("format").asInt();
            if (format == WITHOUT_TEMPERATURE) {
                told.put("format", FineTuned.FORMAT).putNull("temperature");
            } else if (format != FineTuned.FORMAT) {
                throw new IOException(file + ": expected format " + FineTuned.FORMAT + ", found "
                        + (told.has("format") ? told.get("format") : "none")
                        + "; read it with the version that wrote it");
            }
            told.remove(DIGEST);
            FineTuned model = JSON.treeToValue(told, FineTuned.class);
            new DescriptionCheck(file, model).require();
            return model;
        } catch (JacksonException e) {
            throw new IOException(
                    file + ": not a fine-tuned model of this version: " + DescriptionErrors.of(e)
                            + "; take the file as 'panderm finetune' wrote it",
                    e);
        }
    }

    /**
     * Opens the weights; the caller closes them.
     *
     * @throws IOException in one line when they are not those that the description was written with
     */
    public static Checkpoint open(Path folder) throws IOException {
        Path weights = folder.resolve(WEIGHTS);
        JsonNode expected =
                JSON.readTree(Files.readString(folder.resolve(DESCRIPTION))).path(DIGEST);
        String found = Digests.ofFile(weights);
        if (expected.isTextual() && !expected.textValue().equals(found)) {
            throw new IOException(weights + ": damaged, or of another run: expected sha256 " + expected.textValue()
                    + ", which stands in " + DESCRIPTION + ", found " + found
                    + "; take both files as 'panderm finetune' wrote them");
        }
        return Checkpoint.open(weights);
    }
}
