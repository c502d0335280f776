package org.panderm4j.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.panderm4j.model.DermModel;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.weights.hub.HubProgress;
import org.panderm4j.weights.open.ModelOpener;
import org.panderm4j.weights.open.ModelRequest;
import org.panderm4j.weights.open.ShippedModel;

/** A model: whether it opens and is complete, whether its preprocessing fits, whether its vocabulary is there. */
final class ModelChecks {
    private ModelChecks() {}

    /** The model that comes with the program. */
    static Finding shipped() {
        return ShippedModel.find()
                .map(folder -> Finding.pass("demo model", folder.toString()))
                .orElseGet(() -> Finding.warn(
                        "demo model",
                        "not beside the program",
                        "everything but 'panderm demo' and '--model demo' works; keep data/demo where it was built"));
    }

    static List<Finding> all(
            ModelRequest request, EngineOptions engine, Map<String, String> environment, HubProgress progress) {
        List<Finding> findings = new ArrayList<>();
        try (DermModel model = DermModel.of(new ModelOpener(environment, progress).open(request), engine)) {
            findings.add(Finding.pass(
                    "model",
                    model.file() + ", " + model.description().family() + ", embeddings of " + model.embeddingWidth()));
            findings.addAll(EngineChecks.all(engine, model.description().towers()));
            findings.add(pictures(model));
            if (model.description().text().isPresent()) {
                findings.add(texts(model));
            }
        } catch (IOException | RuntimeException e) {
            findings.add(Finding.fail("model", e, "see 'panderm inspect " + request.model() + "'"));
        }
        return findings;
    }

    private static Finding pictures(DermModel model) {
        try {
            Path file = model.file();
            int side = model.transform().config().height();
            return Finding.pass("pictures", file.getFileName() + " takes " + side + " x " + side + " pixels");
        } catch (IllegalArgumentException e) {
            return Finding.fail("pictures", e, "pictures cannot be embedded until this is corrected");
        }
    }

    private static Finding texts(DermModel model) {
        try {
            return Finding.pass("vocabulary", "texts of " + model.tokenizer().contextLength() + " tokens");
        } catch (IOException | RuntimeException e) {
            return new Finding(
                    Finding.Status.WARN,
                    "vocabulary",
                    Finding.fail("", e, "").found(),
                    "pictures can be embedded, texts cannot");
        }
    }
}
