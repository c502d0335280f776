package org.panderm4j.weights.open;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.nn.tower.Stem;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.hub.HubClient;
import org.panderm4j.weights.hub.HubModelId;
import org.panderm4j.weights.hub.HubProgress;
import org.panderm4j.weights.hub.HubSettings;
import org.panderm4j.weights.mapping.Mapping;
import org.panderm4j.weights.mapping.MappingException;
import org.panderm4j.weights.mapping.ModelConfigs;
import org.panderm4j.weights.report.LoadReport;
import org.panderm4j.weights.store.ModelDescription;
import org.panderm4j.weights.store.ModelFolder;
import org.panderm4j.weights.store.Preprocessing;
import org.panderm4j.weights.store.StoredModel;
import org.panderm4j.weights.store.TextSettings;

/** Finds and opens models. */
public final class ModelOpener {
    /** What the reference takes for this image tower when the configuration names no size. */
    private static final int DEFAULT_SIZE = 224;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HubSettings settings;
    private final HubProgress progress;

    /**
     * @param environment where the hub's variables are looked up, e.g. {@link System#getenv()}
     * @param progress told of downloads
     */
    public ModelOpener(Map<String, String> environment, HubProgress progress) {
        this.settings = HubSettings.fromEnvironment(environment);
        this.progress = progress;
    }

    /** Opens a model that must be complete. */
    public OpenModel open(ModelRequest request) throws IOException {
        return open(request, true);
    }

    /** Opens a model as far as it goes; its report says what is missing. */
    public OpenModel inspect(ModelRequest request) throws IOException {
        return open(request, false);
    }

    private OpenModel open(ModelRequest request, boolean strict) throws IOException {
        Path path = Path.of(request.model());
        if (Files.isDirectory(path)) {
            return ModelFolder.is(path)
                    ? openOurs(path, request, strict)
                    : openForeign(ModelFiles.in(path), request, strict, hub(true));
        }
        if (Files.exists(path)) {
            Path folder = path.toAbsolutePath().getParent();
            return openForeign(new ModelFiles(path, folder), request, strict, hub(true));
        }
        HubClient hub = hub(request.offline());
        return openForeign(ModelFiles.on(hub, hubId(request.model())), request, strict, hub);
    }

    private static HubModelId hubId(String model) throws IOException {
        Optional<ShortName> known = ShortName.find(model);
        if (known.isPresent()) {
            return known.get().hub();
        }
        if (HubModelId.hasPrefix(model)) {
            return HubModelId.parse(model);
        }
        throw new NoSuchFileException(
                "model '" + model + "': no such file or folder, and no short name; expected a path, "
                        + "hf-hub:OWNER/NAME, or one of " + ShortName.names() + " (see 'panderm models')");
    }

    private HubClient hub(boolean offline) {
        return new HubClient(settings.withOffline(offline || settings.offline()), progress);
    }

    private static OpenModel openOurs(Path folder, ModelRequest request, boolean strict) throws IOException {
        if (!request.arch().isMissingNode()) {
            throw new IllegalArgumentException("--arch cannot change a converted model; "
                    + folder.resolve(ModelFolder.DESCRIPTION) + " is its architecture");
        }
        Checkpoint checkpoint = Checkpoint.open(folder.resolve(ModelFolder.WEIGHTS));
        try {
            StoredModel stored = StoredModel.of(folder, checkpoint);
            if (strict) {
                requireLoadable(stored.report());
            }
            Path tokenizer = request.textModel().orElse(folder.resolve(ModelFolder.TOKENIZER));
            return new OpenModel(checkpoint, stored.description(), stored.weights(), stored.report(), () -> tokenizer);
        } catch (IOException | RuntimeException e) {
            checkpoint.close();
            throw e;
        }
    }

    private static void requireLoadable(LoadReport report) throws IOException {
        if (!report.missing().isEmpty()) {
            throw new IOException(report.file() + ": tensor "
                    + report.missing().get(0).key() + " is missing; convert the model again");
        }
        if (!report.misshaped().isEmpty()) {
            LoadReport.Finding first = report.misshaped().get(0);
            throw new IOException(report.file() + ": tensor " + first.key() + ": " + ModelFolder.DESCRIPTION
                    + " asks for shape " + first.expected() + ", found " + first.found()
                    + "; convert the model again");
        }
    }

    private static OpenModel openForeign(ModelFiles files, ModelRequest request, boolean strict, HubClient hub)
            throws IOException {
        Path configFile = files.folder().resolve(ModelFiles.OPEN_CLIP_CONFIG);
        JsonNode openClip = Files.exists(configFile) ? json(configFile) : MissingNode.getInstance();
        JsonNode textConfig = openClip.path("model_cfg").path("text_cfg");
        TextModelFiles text = new TextModelFiles(request.textModel(), files.folder(), textConfig, hub);
        Optional<Path> bert = text.config();
        ModelConfigs configs = new ModelConfigs(
                openClip, bert.isPresent() ? json(bert.get()) : MissingNode.getInstance(), request.arch());
        Checkpoint checkpoint = Checkpoint.open(files.checkpoint());
        try {
            Mapping mapping = map(checkpoint, configs, request, strict);
            return new OpenModel(
                    checkpoint, describe(mapping, openClip), mapping.weights(), mapping.report(), text::tokenizer);
        } catch (RuntimeException e) {
            checkpoint.close();
            throw e;
        }
    }

    private static Mapping map(Checkpoint checkpoint, ModelConfigs configs, ModelRequest request, boolean strict) {
        try {
            return strict
                    ? Mapping.load(checkpoint, configs, request.allowUnexpected())
                    : Mapping.inspect(checkpoint, configs);
        } catch (IllegalArgumentException e) {
            // A wrong image_size shows first as tensors of the wrong shape; what to correct is the size.
            JsonNode given = configs.arch().path("vision").path("image_size");
            Preprocessing pictures = Preprocessing.of(configs.openClip().path("preprocess_cfg"), DEFAULT_SIZE);
            int size = given.intValue();
            if (given.isInt()
                    && !configs.openClip().isMissingNode()
                    && (size != pictures.height() || size != pictures.width())) {
                throw new MappingException(checkpoint.file() + ": --arch says image_size " + size
                        + ", but the preprocessing in " + ModelFiles.OPEN_CLIP_CONFIG + " makes " + pictures.height()
                        + " x " + pictures.width() + "; correct one of them (" + e.getMessage() + ")");
            }
            throw e;
        }
    }

    private static ModelDescription describe(Mapping mapping, JsonNode openClip) {
        int tower = ((Stem.PatchStem) mapping.towers().image().stem()).image();
        return new ModelDescription(
                ModelDescription.FORMAT,
                mapping.family(),
                mapping.towers(),
                Preprocessing.of(openClip.path("preprocess_cfg"), openClip.isMissingNode() ? tower : DEFAULT_SIZE),
                new TextSettings(TextSettings.WORDPIECE, mapping.contextLength()));
    }

    private static JsonNode json(Path file) throws IOException {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (JacksonException e) {
            String where =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw new IOException(file + ": not valid JSON" + where, e);
        }
    }
}
