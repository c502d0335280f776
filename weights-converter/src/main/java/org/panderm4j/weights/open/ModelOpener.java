package org.panderm4j.weights.open;

import com.fasterxml.jackson.databind.JsonNode;
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
        if (request.textModel().isPresent()
                && !Files.isDirectory(request.textModel().get())) {
            throw new NoSuchFileException("--text-model " + request.textModel().get() + ": no such folder");
        }
        if (HubModelId.hasPrefix(request.model())) {
            // Not a path, and on Windows its colon could be in none.
            return openOnHub(HubModelId.parse(request.model()), request, strict);
        }
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
        Optional<ShortName> known = ShortName.find(request.model());
        if (known.isPresent()) {
            return openOnHub(known.get().hub(), request, strict);
        }
        throw new NoSuchFileException(
                "model '" + request.model() + "': no such file or folder, and no short name; expected a path, "
                        + "hf-hub:OWNER/NAME, or one of " + ShortName.names() + " (see 'panderm models')");
    }

    private OpenModel openOnHub(HubModelId id, ModelRequest request, boolean strict) throws IOException {
        HubClient hub = hub(request.offline());
        return openForeign(ModelFiles.on(hub, id), request, strict, hub);
    }

    private HubClient hub(boolean offline) {
        return new HubClient(settings.withOffline(offline || settings.offline()), progress);
    }

    private static OpenModel openOurs(Path folder, ModelRequest request, boolean strict) throws IOException {
        Checkpoint checkpoint = Checkpoint.open(folder.resolve(ModelFolder.WEIGHTS));
        try {
            StoredModel stored = StoredModel.of(folder, checkpoint);
            ArchAgreement.check(request.arch(), stored.description(), folder.resolve(ModelFolder.DESCRIPTION));
            if (strict) {
                requireLoadable(stored.report());
            }
            Path tokenizer = request.textModel()
                    .filter(ModelFolder::hasVocabulary)
                    .orElse(folder.resolve(ModelFolder.TOKENIZER));
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
        JsonNode openClip = Files.exists(configFile) ? JsonFile.read(configFile) : MissingNode.getInstance();
        JsonNode textConfig = openClip.path("model_cfg").path("text_cfg");
        TextModelFiles text = new TextModelFiles(request.textModel(), files.folder(), textConfig, hub);
        ModelConfigs configs =
                new ModelConfigs(openClip, text.config().orElse(MissingNode.getInstance()), request.arch());
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
            Preprocessing pictures = preprocessing(configs.openClip(), DEFAULT_SIZE);
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
                preprocessing(openClip, openClip.isMissingNode() ? tower : DEFAULT_SIZE),
                new TextSettings(TextSettings.WORDPIECE, mapping.contextLength()));
    }

    private static Preprocessing preprocessing(JsonNode openClip, int defaultSize) {
        try {
            return Preprocessing.of(openClip.path("preprocess_cfg"), defaultSize);
        } catch (IllegalArgumentException e) {
            throw new MappingException(ModelFiles.OPEN_CLIP_CONFIG + ": " + e.getMessage());
        }
    }
}
