package org.panderm4j.cli;

import java.nio.file.Path;
import java.util.Collection;
import org.panderm4j.run.Digests;
import org.panderm4j.run.RunPlan;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of the commands that leave a run folder. */
final class RunOptions {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of the results.")
    Path out;

    @Option(names = "--resume", description = "Continue an interrupted run in the same folder.")
    boolean resume;

    /**
     * The plan of a run: all options in force, and a digest of what they stand for.
     *
     * @param inputs whatever else must be the same when the run is resumed
     */
    RunPlan plan(CommandSpec command, long seed, Collection<String> inputs) {
        return new RunPlan(command.name(), OptionValues.of(command), seed, Digests.ofTexts(inputs));
    }
}
