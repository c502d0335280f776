package org.panderm4j.weights.open;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.weights.checkpoint.Checkpoint;
import org.panderm4j.weights.hub.HubClient;
import org.panderm4j.weights.hub.HubModelId;
import org.panderm4j.weights.hub.HubProgress;
import org.panderm4j.weights.hub.HubSettings;
import org.panderm4j.weights.report.LoadReport;
import org.panderm4j.weights.store.ModelDescription;
import org.panderm4j.weights.store.ModelFolder;
import org.panderm4j.weights.store.StoredModel;
import org.panderm4j.weights.store.TextSettings;
import org.panderm4j.weights.store.Vocabularies;

/** Finds and opens models. */
public final class ModelOpener {
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
        if (request.model().equals(ShippedModel.NAME)) {
            // Before any folder of this name: one is easily left behind by 'panderm demo --out demo'.
            return openOurs(ShippedModel.require(), request, strict);
        }
        if (HubModelId.hasPrefix(request.model())) {
            // Not a path, and on Windows its colon could be in none.
            return openOnHub(HubModelId.parse(request.model()), request, strict);
        }
        Path path = Path.of(request.model());
        if (Files.isDirectory(path)) {
            return ModelFolder.is(path)
                    ? openOurs(path, request, strict)
                    : foreign(ModelFiles.in(path), request).open(strict);
        }
        if (Files.exists(path)) {
            Path folder = path.toAbsolutePath().getParent();
            return foreign(new ModelFiles(path, folder), request).open(strict);
        }
        Optional<ShortName> known = ShortName.find(request.model());
        if (known.isPresent()) {
            return openOnHub(known.get().requireHub(), request, strict);
        }
        throw new NoSuchFileException(
                "model '" + request.model() + "': no such file or folder, and no short name; expected a path, "
                        + "hf-hub:OWNER/NAME, or one of " + ShippedModel.NAME + " " + ShortName.names()
                        + " (see 'panderm models')");
    }

    private OpenModel openOnHub(HubModelId id, ModelRequest request, boolean strict) throws IOException {
        HubClient hub = hub(request.offline());
        return new ForeignModel(ModelFiles.on(hub, id), request, hub, Optional.of(id)).open(strict);
    }

    private HubClient hub(boolean offline) {
        return new HubClient(settings.withOffline(offline || settings.offline()), progress);
    }

    private static OpenModel openOurs(Path folder, ModelRequest request, boolean strict) throws IOException {
        Checkpoint checkpoint = Checkpoint.open(folder.resolve(ModelFolder.WEIGHTS));
        try {
            StoredModel stored = StoredModel.of(folder, checkpoint);
            Path description = folder.resolve(ModelFolder.DESCRIPTION);
            ArchAgreement.check(request.arch(), stored.description(), description);
            ArchAgreement.checkActivation(request.quickGelu(), stored.description(), description);
            if (strict) {
                requireLoadable(stored.report());
            }
            return new OpenModel(
                    checkpoint,
                    stored.description(),
                    stored.weights(),
                    stored.report(),
                    () -> tokenizer(folder, request, stored.description()));
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

    private static Path tokenizer(Path folder, ModelRequest request, ModelDescription description)
            throws NoSuchFileException {
        TextSettings.Kind kind = description.text().orElseThrow().tokenizer();
        Path own = folder.resolve(ModelFolder.TOKENIZER);
        Path place = request.textModel()
                .filter(given -> Vocabularies.in(given, kind))
                .orElse(own);
        if (!Vocabularies.in(place, kind)) {
            throw new NoSuchFileException(
                    own + ": no " + Vocabularies.expected(kind) + "; give the vocabulary's folder with --text-model");
        }
        return place;
    }

    /** The hub is asked only for models that came from it. */
    private ForeignModel foreign(ModelFiles files, ModelRequest request) {
        return new ForeignModel(files, request, hub(true), Optional.empty());
    }
}
