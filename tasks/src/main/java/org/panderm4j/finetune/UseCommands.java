package org.panderm4j.finetune;

import java.util.ArrayList;
import java.util.List;
import org.panderm4j.report.Fact;
import org.panderm4j.run.RunPlan;
import org.panderm4j.run.ShellWords;

/** Command lines that use a fine-tuned model. */
final class UseCommands {
    private final RunPlan plan;

    UseCommands(RunPlan plan) {
        this.plan = plan;
    }

    List<Fact> all() {
        return List.of(
                new Fact(
                        "Its test cases again, with the mean over seven versions of each picture",
                        command("test", List.of("--data", option("--data"), "--tta", "--out", "tested"))),
                new Fact(
                        "New cases, in a table with the same columns of pictures and metadata",
                        command("predict", List.of("--csv", "new.csv", "--out", "predicted"))));
    }

    private String command(String word, List<String> more) {
        List<String> words = new ArrayList<>(
                List.of("./panderm", "finetune", word, "--run", plan.options().getOrDefault("--run", option("--out"))));
        words.addAll(more);
        return ShellWords.join(words);
    }

    private String option(String name) {
        return plan.options().getOrDefault(name, ".");
    }
}
