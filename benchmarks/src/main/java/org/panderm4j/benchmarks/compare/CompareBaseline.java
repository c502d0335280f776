package org.panderm4j.benchmarks.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares a run of JMH with the baseline, or records it as such. */
@Command(
        name = "compare-baseline",
        description = "Tells of each benchmark whether it has become slower. Run it where the result was measured: the"
                + " machine that it compares with the baseline's is this one.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:nothing is slower beyond noise, or the baseline was updated",
            "1:something is slower",
            "2:the command line or a file is not as expected"
        })
public final class CompareBaseline implements Callable<Integer> {
    private static final int SLOWER = 1;
    private static final int REFUSED = 2;

    @Option(names = "--baseline", required = true, paramLabel = "FILE", description = "recorded samples")
    private Path baseline;

    @Option(
            names = "--result",
            required = true,
            paramLabel = "FILE",
            description = "written by JMH's -rf json -rff FILE")
    private Path result;

    @Option(
            names = "--threshold",
            defaultValue = "1.05",
            description = "ratio of times from which a change counts (default: ${DEFAULT-VALUE})")
    private double threshold;

    @Option(
            names = "--update",
            description = "write the result into the baseline file; benchmarks that were not run keep their entries")
    private boolean update;

    @Option(names = "--any-machine", description = "compare with what was measured on other hardware, too")
    private boolean anyMachine;

    @Spec
    private CommandSpec spec;

    private CompareBaseline() {}

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new CompareBaseline());
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("show this and exit")
                        .build());
        line.setExecutionExceptionHandler((error, command, parsed) -> {
            if (error instanceof IOException || error instanceof IllegalArgumentException) {
                command.getErr().println(command.getCommandName() + ": " + error.getMessage());
                return REFUSED;
            }
            throw error;
        });
        return line;
    }

    @Override
    public Integer call() throws IOException {
        Judge judge = new Judge(threshold);
        JmhResult measured = JmhResult.read(existing(result, "measure with JMH's -rf json -rff FILE"));
        MachineDescription here = MachineDescription.here(measured.jdk());
        Baseline recorded = update && !Files.exists(baseline)
                ? Baseline.EMPTY
                : BaselineFile.read(existing(baseline, "record one with --update"));
        PrintWriter out = spec.commandLine().getOut();
        if (update) {
            BaselineFile.write(baseline, recorded.with(measured, here));
            out.println("wrote " + measured.series().size() + " benchmarks of " + here + " into " + baseline);
            warnOfFew(measured, out);
            return 0;
        }
        Comparison comparison = Comparison.of(recorded, measured, here, anyMachine, judge);
        ComparisonTable.lines(comparison, here).forEach(out::println);
        return comparison.count(Verdict.SLOWER) > 0 ? SLOWER : 0;
    }

    private static void warnOfFew(JmhResult measured, PrintWriter out) {
        long few = measured.series().values().stream()
                .filter(series -> !Judge.isEnough(series))
                .count();
        if (few > 0) {
            out.println(few + " of them have fewer than " + Judge.FEWEST_SAMPLES + " samples or " + Judge.FEWEST_FORKS
                    + " forks: nothing can be told from them; measure with -f 5 -i 5");
        }
    }

    private static Path existing(Path file, String cure) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file + ": no such file; " + cure);
        }
        return file;
    }
}
