package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.panderm4j.finetune.BaseModel;
import org.panderm4j.finetune.FinetuneRun;
import org.panderm4j.finetune.MissingRule;
import org.panderm4j.finetune.OpenFineTuned;
import org.panderm4j.finetune.ScoringOptions;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.weights.open.OpenModel;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the commands that use a fine-tuned model. */
final class FineTunedOptions {
    @Option(
            names = "--run",
            required = true,
            paramLabel = "DIR",
            description = "Folder of a finished 'panderm finetune', whose model is used.")
    Path run;

    @Option(
            names = "--model",
            paramLabel = "M",
            description = "The model that it was fine-tuned from (default: as it was named then).")
    String model;

    @Mixin
    ModelOptions.ModelDetails details;

    @Option(
            names = "--missing",
            paramLabel = "RULE",
            description = {
                "What takes the place of a picture that a case lacks: skip leaves the case out, mean is the mean feature of",
                "the training cases, other the case's other picture, zero a feature of zeros (default: as in the fine-tuning)."
            })
    MissingRule missing;

    /** Reads what the run was. */
    FinetuneRun read() throws IOException {
        return FinetuneRun.open(run);
    }

    /**
     * Opens the model below; the caller closes it.
     *
     * <p>How a checkpoint is read changes what comes out of it, so options of that kind are those of the fine-tuning unless they are
     * written anew.
     */
    BaseModel open(FinetuneRun run, WrittenOptions written, CommonOptions common, Console console) throws IOException {
        recall(run, written);
        String name = model == null ? run.model().model() : model;
        EngineOptions engine = details.engine(common);
        OpenModel files = files(name, common, console);
        try {
            BaseModel base = new BaseModel(name, files, engine, run.model().readOut());
            EngineNotes.tell(files.description().towers(), engine, common, console);
            return base;
        } catch (IllegalArgumentException e) {
            files.close();
            throw new UsageException("--model " + name + ": " + e.getMessage());
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private OpenModel files(String name, CommonOptions common, Console console) throws IOException {
        try {
            return details.files(name, common, console);
        } catch (IOException e) {
            if (model != null) {
                throw e;
            }
            throw new IOException(
                    ErrorLine.of(e) + "; " + run + " was fine-tuned from it: name where it is now by --model", e);
        }
    }

    private void recall(FinetuneRun run, WrittenOptions written) {
        if (!written.has("--arch")) {
            details.arch = run.option("--arch").orElse(null);
        }
        if (!written.has("--text-model")) {
            details.textModel = run.option("--text-model").map(Path::of).orElse(null);
        }
        if (!written.has("--allow-unexpected")) {
            details.allowUnexpected =
                    run.option("--allow-unexpected").map(Boolean::parseBoolean).orElse(false);
        }
        if (!written.has("--quick-gelu")) {
            details.quickGelu = run.option("--quick-gelu")
                    .map(ModelOptions.ModelDetails.QuickGelu::valueOf)
                    .orElse(ModelOptions.ModelDetails.QuickGelu.AUTO);
        }
    }

    ScoringOptions scoring(OpenFineTuned opened, boolean variants, CommonOptions common) {
        return new ScoringOptions(
                variants,
                Optional.ofNullable(missing).orElse(opened.model().missing()),
                common.batchSize(),
                common.seed,
                common.workers());
    }

    /** What must be the same when a run that uses it goes on. */
    static List<String> identity(FinetuneRun run, BaseModel base, OpenFineTuned opened) throws IOException {
        List<String> identity = new ArrayList<>(run.identity());
        identity.addAll(base.identity());
        identity.add(opened.pictures().identity());
        return identity;
    }
}
