package org.panderm4j.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.clip.Towers;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.engine.EngineOptions.Precision;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.engine.Residence;
import org.panderm4j.run.Digests;
import org.panderm4j.weights.open.ModelOpener;
import org.panderm4j.weights.open.ModelRequest;
import org.panderm4j.weights.open.OpenModel;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the commands that take a model by {@code --model}. */
final class ModelOptions {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "M",
            description = {
                "demo (the small model that comes with the program), a folder in hub layout, a checkpoint file,",
                "hf-hub:OWNER/NAME[@REVISION], or a short name (see 'panderm models')."
            })
    String model;

    @Mixin
    ModelDetails details;

    private boolean told;

    /** Options of a command that names its model in another way. */
    static ModelOptions of(String model, ModelDetails details) {
        ModelOptions options = new ModelOptions();
        options.model = model;
        options.details = details;
        return options;
    }

    /** Opens the model; the caller closes it. */
    DermModel open(CommonOptions common, Console console) throws IOException {
        return open(details.engine(common), common, console);
    }

    /** Opens it to run in another way than {@code --engine} says; a second time it has nothing new to tell. */
    DermModel open(EngineOptions engine, CommonOptions common, Console console) throws IOException {
        OpenModel files = details.files(model, common, console);
        if (!common.quiet && !told) {
            told = true;
            notes(files, engine).forEach(note -> console.messages().println("note: " + note));
        }
        return DermModel.of(files, engine);
    }

    /** What a user should know before the model runs. */
    private static List<String> notes(OpenModel files, EngineOptions engine) {
        List<String> notes = new ArrayList<>(files.report().warnings());
        Towers towers = files.description().towers();
        EngineNotes.of(towers, engine).ifPresent(notes::add);
        if (Engines.streams(towers.image(), engine)) {
            notes.add("the image tower's weights are read from disk for every batch (--weights "
                    + engine.residence().name().toLowerCase(Locale.ROOT)
                    + "); a larger --batch-size shares the reading among more pictures");
        }
        return notes;
    }

    /**
     * What must be the same of a model when a run goes on: the files of its weights, all that configuration made of it, and what computes
     * it, since engines differ in the last digits and precisions in more.
     */
    static List<String> identity(DermModel model) throws IOException {
        return List.of(
                Digests.ofFileList(model.files()),
                model.description().toString(),
                model.versions().get("backend"),
                model.versions().get("precision"));
    }

    /** Options that belong to a model, however it is named. */
    static final class ModelDetails {
        private static final ObjectMapper JSON = new ObjectMapper();

        @Option(
                names = "--text-model",
                paramLabel = "DIR",
                description =
                        "Folder of the text model's config.json and vocabulary, when they are not beside the model.")
        Path textModel;

        @Option(
                names = "--arch",
                paramLabel = "FILE|JSON",
                description =
                        "Hyper-parameters that a checkpoint cannot tell (heads, eps, image_size ...); they win over what is inferred.")
        String arch;

        @Option(
                names = "--engine",
                defaultValue = EngineOptions.AUTO,
                paramLabel = "E",
                description = {
                    "auto, onednn, samediff, cuda or cuda:N, the card of that number (default: ${DEFAULT-VALUE}, the",
                    "fastest that is present; docs/gpu.md says how cuda is built and what it runs)."
                })
        String engine;

        @Option(
                names = "--precision",
                defaultValue = "auto",
                converter = PrecisionConverter.class,
                paramLabel = "P",
                description = {
                    "auto, f32, tf32, bf16 or bf16-math (default: auto, which is f32).",
                    "bf16: weights and factors in bf16, sums and the rest in f32;",
                    "tf32: weights in f32, products of factors rounded to TF32; cuda only;",
                    "bf16-math: weights in f32, products of factors rounded to bf16; needs AMX."
                })
        Precision precision;

        @Option(
                names = "--quick-gelu",
                defaultValue = "AUTO",
                description =
                        "auto, on or off: the activation of a CLIP-like model; auto follows its configuration (default: auto).")
        QuickGelu quickGelu;

        @Option(names = "--allow-unexpected", description = "Load a checkpoint that holds tensors no rule knows.")
        boolean allowUnexpected;

        /** Whether a model's activation is QuickGELU. */
        enum QuickGelu {
            AUTO,
            ON,
            OFF;

            Optional<Boolean> choice() {
                return this == AUTO ? Optional.empty() : Optional.of(this == ON);
            }
        }

        @Option(
                names = "--weights",
                defaultValue = "AUTO",
                paramLabel = "WHERE",
                description = {
                    "memory, streamed or auto: in memory, or block by block from disk for every batch.",
                    "auto streams a tower that would take more than half of the memory (default: auto)."
                })
        Residence weights;

        /** Refuses what says how a model is read and run where there is none; {@code --text-model} is accepted everywhere. */
        void onlyWithModel(boolean model, WrittenOptions written) {
            written.onlyWith(
                    model,
                    "--model",
                    "--arch",
                    "--engine",
                    "--precision",
                    "--quick-gelu",
                    "--allow-unexpected",
                    "--weights");
        }

        EngineOptions engine(CommonOptions common) {
            EngineOptions options = new EngineOptions(engine, precision, common.threads(), weights);
            Engines.resolve(options);
            return options;
        }

        ModelRequest request(String model, CommonOptions common) throws IOException {
            ModelRequest request = ModelRequest.of(model)
                    .withArch(arch())
                    .withOffline(common.offline)
                    .withAllowUnexpected(allowUnexpected)
                    .withQuickGelu(quickGelu.choice());
            return textModel == null ? request : request.withTextModel(textModel);
        }

        OpenModel files(String model, CommonOptions common, Console console) throws IOException {
            return opener(common, console).open(request(model, common));
        }

        ModelOpener opener(CommonOptions common, Console console) {
            return new ModelOpener(System.getenv(), new DownloadProgress(console, common.quiet));
        }

        private JsonNode arch() throws IOException {
            if (arch == null) {
                return MissingNode.getInstance();
            }
            boolean literal = arch.strip().startsWith("{");
            if (!literal && !Files.isRegularFile(Path.of(arch))) {
                throw new NoSuchFileException("--arch " + arch + ": no such file; expected JSON, or a path to it");
            }
            try {
                JsonNode node = JSON.readTree(literal ? arch : Files.readString(Path.of(arch)));
                if (!node.isObject()) {
                    throw new IOException("--arch " + arch + ": expected a JSON object");
                }
                return node;
            } catch (CharacterCodingException e) {
                throw new IOException("--arch " + arch + ": expected UTF-8, found other bytes", e);
            } catch (JacksonException e) {
                throw new IOException("--arch " + arch + ": not valid JSON", e);
            }
        }
    }
}
