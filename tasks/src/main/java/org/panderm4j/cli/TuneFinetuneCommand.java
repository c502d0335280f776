package org.panderm4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.finetune.BaseModel;
import org.panderm4j.finetune.CasePictures;
import org.panderm4j.finetune.FinetuneOptions;
import org.panderm4j.finetune.FinetuneTask;
import org.panderm4j.finetune.FinetuneTunable;
import org.panderm4j.finetune.MissingRule;
import org.panderm4j.finetune.TowerMode;
import org.panderm4j.finetune.TowerOptions;
import org.panderm4j.nn.lora.Lora;
import org.panderm4j.nn.lora.LoraTarget;
import org.panderm4j.run.ModelFacts;
import org.panderm4j.tune.Tunable;
import org.panderm4j.tune.TuneTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panderm tune finetune}: the fusion, on towers that stay as they are. */
@Command(
        name = "finetune",
        description =
                "Search how a fusion on frozen towers is trained (learning-rate, epochs, fusion, head ...) on the validation cases.",
        defaultValueProvider = FinetuneCommand.Defaults.class)
final class TuneFinetuneCommand extends TuneSubcommand {
    private static final int RESAMPLES = 1;
    private static final int FEATURE_BATCH = 8;
    /** What a search is for unless it says so, and what the command watches unless it says so. */
    private static final String METRIC = "acc";

    @Spec
    private CommandSpec spec;

    @Mixin
    private CaseTableOptions cases;

    @Mixin
    private ModelOptions model;

    @Mixin
    private CasePictureOptions pictures;

    @Mixin
    private FusionCommandOptions fusion;

    @Mixin
    private FinetuneStepOptions steps;

    @Option(
            names = "--augment-copies",
            defaultValue = "0",
            paramLabel = "N",
            description =
                    "Features of N versions of each training picture, changed at random (default: ${DEFAULT-VALUE}).")
    private int copies;

    private FinetuneTunable.Opened opened; // between inputs() and its close

    TuneFinetuneCommand(Console console) {
        super(console);
    }

    @Override
    Tunable tunable() {
        WrittenOptions written = WrittenOptions.of(spec);
        cases.check();
        fusion.check(written);
        steps.check(written, false, fusion.criteria);
        String metric = metric() == null ? METRIC : metric();
        if (!steps.monitor.equals(metric)) {
            throw new UsageException("--monitor: expected " + metric
                    + ", which the search is for and the best command is to" + " watch, found " + steps.monitor);
        }
        Bounds.between(0, FinetuneCommand.MOST_COPIES, "--augment-copies", copies);
        Bounds.atLeast(2, "--batch-size", common().batchSize());
        return new FinetuneTunable(() -> opened, common().progress(console()));
    }

    @Override
    Inputs inputs() throws IOException {
        CaseTable table = cases.read(common().seed);
        BaseModel base = BaseModels.open(model, pictures.readOut, common(), console());
        try {
            CasePictures prepared = pictures.of(base, false);
            opened = new FinetuneTunable.Opened(
                    new FinetuneTask.Inputs(
                            table, base, prepared, pictures.readOut, pictures.facts(false), cases.description()),
                    options(table, base));
            List<String> identity = new ArrayList<>(CaseTableOptions.identity(table));
            identity.addAll(base.identity());
            identity.add(prepared.identity());
            return new Opened(base, identity);
        } catch (IOException | RuntimeException e) {
            base.close();
            throw e;
        }
    }

    private FinetuneOptions options(CaseTable table, BaseModel base) {
        TowerMode frozen = new TowerMode.Frozen();
        TowerOptions towers = new TowerOptions(frozen, frozen, frozen, Lora.of(1, 1, LoraTarget.QUERY), false, 0, 0);
        return new FinetuneOptions(
                fusion.options(table, base),
                towers,
                steps.steps(common().batchSize()),
                steps.loss(),
                copies,
                false,
                MissingRule.SKIP,
                false,
                FEATURE_BATCH,
                RESAMPLES,
                0,
                1,
                common().seed,
                Math.max(1, common().workers() / parallel()),
                Math.max(1, common().workers() / parallel()));
    }

    /** A model that a search works on. */
    private record Opened(BaseModel base, Collection<String> identity) implements Inputs {
        @Override
        public TuneTask.Facts facts() {
            ModelFacts facts = ModelFacts.of(base.files(), base.versions());
            return digests -> facts.get(new TreeMap<>(digests));
        }

        @Override
        public void close() {
            base.close();
        }
    }
}
