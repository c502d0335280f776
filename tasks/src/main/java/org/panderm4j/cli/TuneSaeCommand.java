package org.panderm4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.panderm4j.model.EngineFacts;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.run.RunFacts;
import org.panderm4j.sae.SaeData;
import org.panderm4j.sae.SaeTrainingOptions;
import org.panderm4j.sae.SaeTunable;
import org.panderm4j.tune.Tunable;
import org.panderm4j.tune.TuneTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code panderm tune sae}. */
@Command(
        name = "sae",
        description = "Search expansion, l1, lr, batch-size, epochs and topk of a sparse autoencoder on held-out rows.",
        defaultValueProvider = SaeTrainCommand.Defaults.class)
final class TuneSaeCommand extends TuneSubcommand {
    private static final double SHARE = 0.1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SaeDataOptions data;

    @Mixin
    private SaeTrainingValues values;

    @Mixin
    private SaeOptions.Engine engine;

    private SaeTunable.Opened opened; // between inputs() and its close

    TuneSaeCommand(Console console) {
        super(console);
    }

    @Override
    List<String> tuned() {
        return List.of("sae", "train");
    }

    @Override
    Tunable tunable() {
        WrittenOptions written = WrittenOptions.of(spec);
        data.check(written);
        values.check(written);
        common().batchSize();
        engine.resolved();
        return new SaeTunable(() -> opened);
    }

    @Override
    Inputs inputs() throws IOException {
        int threads = Math.max(1, common().workers() / parallel());
        SaeTrainingOptions options = values.options(common(), engine, threads);
        EngineNotes.tell(common(), console());
        SaeData rows = data.open(common().seed, SHARE);
        try {
            List<String> digests = rows.check(common().progress(console()));
            opened = new SaeTunable.Opened(rows, options);
            return new Opened(rows, digests, options.engine());
        } catch (IOException | RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    /** Embeddings that a search works on. */
    private record Opened(SaeData rows, List<String> digests, String engine) implements Inputs {
        @Override
        public Collection<String> identity() {
            List<String> identity = new ArrayList<>(digests);
            identity.add(engine);
            identity.addAll(EngineFacts.identity(engine));
            return identity;
        }

        @Override
        public TuneTask.Facts facts() {
            return more -> {
                Map<String, String> all = new TreeMap<>(more);
                all.put("embeddings", digests.get(0));
                return new RunFacts(Map.of("engine", engine, "backend", Engines.library(engine)), all);
            };
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
