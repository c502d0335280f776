package org.panderm4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.panderm4j.data.table.ProbeTable;
import org.panderm4j.probe.ProbeTunable;
import org.panderm4j.run.Digests;
import org.panderm4j.tune.Tunable;
import org.panderm4j.tune.TuneTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code panderm tune linear-probe}. */
@Command(
        name = "linear-probe",
        description =
                "Search c, penalty, class-weight, standardize, normalize and max-iterations on the validation rows.")
final class TuneLinearProbeCommand extends TuneSubcommand {
    @Spec
    private CommandSpec spec;

    @Mixin
    private FeatureOptions features;

    @Mixin
    private ProbeTableOptions table;

    @Mixin
    private ProbeFitOptions fit;

    private ProbeTunable.Opened opened; // between inputs() and its close

    TuneLinearProbeCommand(Console console) {
        super(console);
    }

    @Override
    Tunable tunable() {
        WrittenOptions written = WrittenOptions.of(spec);
        features.check(written);
        // A trial is scored on the validation rows alone, and once.
        for (String option : List.of("--sweep", "--sweep-metric", "--knn", "--centroid", "--subgroup", "--resamples")) {
            if (written.has(option)) {
                throw new UsageException(
                        option + ": plays no part in a search; give it to the command of the best trial");
            }
        }
        int threads = Math.max(1, common().workers() / parallel());
        return new ProbeTunable(fit.settings(common().seed), () -> opened, threads, common().progress(console()));
    }

    @Override
    Inputs inputs() throws IOException {
        ProbeTable rows = table.read(common().seed);
        FeatureOptions.Opened source = features.open(rows, common(), console());
        opened = new ProbeTunable.Opened(rows, source.features());
        return new Inputs() {
            @Override
            public Collection<String> identity() throws IOException {
                List<String> identity = new ArrayList<>(source.identity());
                identity.add(Digests.ofFile(table.csv));
                identity.addAll(rows.classes().names());
                return identity;
            }

            @Override
            public TuneTask.Facts facts() {
                return source.facts()::with;
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }
}
