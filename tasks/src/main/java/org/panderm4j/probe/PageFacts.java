package org.panderm4j.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.panderm4j.data.table.ProbeTable;
import org.panderm4j.data.table.Split;
import org.panderm4j.eval.Bootstrap;
import org.panderm4j.nn.linear.Lbfgs;
import org.panderm4j.report.Fact;
import org.panderm4j.report.ShortNumber;
import org.panderm4j.run.RunPlan;
import org.panderm4j.run.ShellWords;

/** What the page of a probe says in words: where features came from, how heads were fitted, how they are used. */
final class PageFacts {
    private final ProbeSettings settings;
    private final RunPlan plan;
    private final ProbeResult result;

    PageFacts(ProbeSettings settings, RunPlan plan, ProbeResult result) {
        this.settings = settings;
        this.plan = plan;
        this.result = result;
    }

    String lead() {
        return "A linear classifier of column \"" + result.table().classes().column() + "\" on frozen features of "
                + result.origin().source() + " (width " + result.width()
                + "): what they tell without being trained for it.";
    }

    List<Fact> all() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Features", result.origin().source()));
        facts.add(new Fact("Width", Integer.toString(result.width())));
        result.origin().model().ifPresent(digest -> facts.add(new Fact("Model, sha256", digest)));
        new TreeMap<>(result.origin().facts()).forEach((name, value) -> {
            if (!name.equals(ColumnFeatures.ENCODER)) {
                facts.add(new Fact(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1), value));
            }
        });
        facts.add(new Fact("Scaling", scaling()));
        facts.add(new Fact("Penalty", penalty()));
        facts.add(new Fact("Class weights", settings.balanced() ? "balanced: every class counts the same" : "none"));
        facts.add(new Fact("Solver", solver()));
        facts.add(new Fact(
                "Rows of a share", "by class, seed " + settings.thinning().seed()));
        facts.add(new Fact("Splits", splits()));
        facts.add(new Fact("Intervals", intervals()));
        facts.add(new Fact("Seed", Long.toString(settings.seed())));
        return facts;
    }

    private String scaling() {
        List<String> steps = new ArrayList<>();
        if (settings.scaling().unit()) {
            steps.add("each row to length 1");
        }
        if (settings.scaling().standard()) {
            steps.add("each feature to mean 0 and deviation 1 over the training rows");
        }
        return steps.isEmpty() ? "none" : String.join(", then ", steps);
    }

    private String penalty() {
        return switch (settings.regression().penalty()) {
            case REFERENCE -> "reference: lambda times the length of all weights, lambda = 0.5 / C";
            case L2 -> "l2: lambda / 2 times the squared length of all weights, lambda = 1 / (C x rows)";
            case NONE -> "none";
        };
    }

    private String solver() {
        Lbfgs solver = settings.regression().solver();
        return "L-BFGS, at most " + solver.iterations() + " iterations and " + solver.evaluations() + " evaluations";
    }

    private String splits() {
        ProbeTable table = result.table();
        return String.format(
                Locale.ROOT,
                "%,d training, %,d validation, %,d test rows in the table",
                table.of(Split.TRAIN).size(),
                table.of(Split.VAL).size(),
                table.of(Split.TEST).size());
    }

    private String intervals() {
        long groups =
                result.testRows().stream().map(ProbeTable.Row::group).distinct().count();
        String drawn =
                groups < result.testRows().size() ? groups + " groups, each with all its rows" : groups + " rows";
        return Math.round(100 * Bootstrap.LEVEL) + " %, bootstrap of " + settings.resamples() + " resamples of "
                + drawn;
    }

    /** How the fit of one share went. */
    List<Fact> fit(ShareResult share) {
        Lbfgs.Result solution = share.fit().solution();
        return List.of(
                new Fact("C", ShortNumber.of(share.fit().cost())),
                new Fact("lambda", ShortNumber.of(share.fit().strength())),
                new Fact("Iterations", Integer.toString(solution.iterations())),
                new Fact("Evaluations", Integer.toString(solution.evaluations())),
                new Fact("Loss", ShortNumber.of(solution.firstValue()) + " → " + ShortNumber.of(solution.value())),
                new Fact("Ended by", ending(solution.ending())),
                new Fact("Weight norm", ShortNumber.of(share.head().linear().weightNorm())),
                new Fact(
                        "Temperature",
                        share.head().temperature().isPresent()
                                ? ShortNumber.of(share.head().temperature().getAsDouble())
                                : "none"));
    }

    private static String ending(Lbfgs.Ending ending) {
        return ending.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Command lines that use the head. */
    List<Fact> commands() {
        String head = "./panderm linear-probe predict --head "
                + ShellWords.quoted(plan.options().getOrDefault("--out", "."));
        String tempered = result.last().head().temperature().isPresent() ? " --calibrated" : "";
        String out = tempered + " --out predictions";
        List<Fact> commands = new ArrayList<>();
        if (result.origin().facts().containsKey(ColumnFeatures.ENCODER)) {
            commands.add(new Fact("Rows of another table with the same columns", head + " --csv new.csv" + out));
            return commands;
        }
        String model =
                plan.options().getOrDefault("--model", result.origin().facts().getOrDefault("model", "MODEL"));
        commands.add(new Fact(
                "New pictures", head + " --model " + ShellWords.quoted(model) + " --images new-pictures" + out));
        commands.add(new Fact(
                "Features that 'panderm embed --feature probe' has written of new pictures",
                head + " --embeddings new-features" + out));
        return commands;
    }
}
