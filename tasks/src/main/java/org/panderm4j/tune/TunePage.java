package org.panderm4j.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.panderm4j.report.Fact;
import org.panderm4j.report.OptionAxis;
import org.panderm4j.report.TrialRow;
import org.panderm4j.report.TuningPage;

/** What a search found, as a page shows it. */
record TunePage(Tunable tunable, SearchSpace space, TuneSettings settings) {
    TuningPage of(TuneResult result) {
        return new TuningPage(
                "tune " + tunable.name(),
                result.metric().name(),
                result.metric().minimized(),
                result.best().trial(),
                result.command(),
                space.dimensions().stream().map(TunePage::axis).toList(),
                tunable.metrics().stream().map(TunableMetric::name).toList(),
                result.trials().stream().map(this::row).toList(),
                facts(result));
    }

    private static OptionAxis axis(SearchSpace.Dimension dimension) {
        TunableOption option = dimension.option();
        if (dimension.domain() instanceof Domain.Range range) {
            return OptionAxis.ofRange(option.name(), option.meaning(), range.from(), range.to(), range.logarithmic());
        }
        return OptionAxis.ofWords(
                option.name(), option.meaning(), dimension.domain().grid(1));
    }

    private TrialRow row(TrialResult trial) {
        return new TrialRow(
                trial.trial(),
                List.copyOf(trial.configuration().values().values()),
                tunable.metrics().stream().map(trial::score).toList(),
                trial.steps(),
                trial.seconds(),
                trial.status().word(),
                trial.reason());
    }

    private List<Fact> facts(TuneResult result) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("task", tunable.name()));
        facts.add(new Fact("space", settings.space().toString()));
        facts.add(new Fact("search", settings.kind().name().toLowerCase(Locale.ROOT)));
        facts.add(new Fact(
                "searched for",
                (result.metric().minimized() ? "low " : "high ")
                        + result.metric().name()));
        facts.add(new Fact("early stopping", settings.stopping().name().toLowerCase(Locale.ROOT)));
        facts.add(new Fact("trials at once, at most", Integer.toString(settings.parallel())));
        facts.add(new Fact("memory of running trials, at most", MemoryBudget.text(settings.memory())));
        facts.add(new Fact("seed", Long.toString(settings.seed())));
        return facts;
    }
}
