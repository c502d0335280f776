package org.panderm4j.cli;

import java.io.IOException;
import org.panderm4j.finetune.BaseModel;
import org.panderm4j.finetune.ReadOut;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.weights.open.OpenModel;

/** Opens models to be fine-tuned. */
final class BaseModels {
    private BaseModels() {}

    /**
     * Opens one; the caller closes it.
     *
     * @throws UsageException when the model has no such read-out
     */
    static BaseModel open(ModelOptions model, ReadOut readOut, CommonOptions common, Console console)
            throws IOException {
        EngineOptions engine = model.details.engine(common);
        OpenModel files = model.details.files(model.model, common, console);
        try {
            BaseModel base = new BaseModel(model.model, files, engine, readOut);
            EngineNotes.tell(files.description().towers(), engine, common, console);
            return base;
        } catch (IllegalArgumentException e) {
            files.close();
            throw new UsageException("--model " + model.model + ": " + e.getMessage());
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }
}
