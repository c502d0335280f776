package org.panderm4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.panderm4j.data.synth.DemoWorld;
import org.panderm4j.data.synth.WorldOptions;
import org.panderm4j.data.synth.lesion.Artefact;
import org.panderm4j.data.synth.lesion.Split;
import org.panderm4j.data.synth.lesion.View;
import org.panderm4j.synth.BiasedArtefact;
import org.panderm4j.synth.SynthTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code panderm synth}. */
@Command(
        name = "synth",
        description = "Draw the demo world: skin lesions that nobody has, with captions, diagnoses and attributes.",
        footer = {"", "Drawn pictures without clinical meaning. Same options, same world, whatever the machine."})
final class SynthCommand implements Callable<Integer> {
    private static final int SMALLEST = 16;
    private static final int LARGEST = 2048;
    private static final int MOST_LESIONS = 99_999;

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private RunOptions run;

    @Option(
            names = "--lesions",
            defaultValue = "200",
            paramLabel = "N",
            description =
                    "Lesions of the world, each with a clinical and a dermoscopic picture (default: ${DEFAULT-VALUE}).")
    private int lesions;

    @Option(
            names = "--size",
            defaultValue = "224",
            paramLabel = "PX",
            description = "Width and height of the pictures (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--split",
            split = ",",
            converter = TermConverter.OfSplit.class,
            paramLabel = "PART",
            description = {
                "Write only the lesions of the patients of these parts: train, val, test.",
                "Of 20 patients, 14 train, 3 validate and 3 test; default: all, told apart by the column split."
            })
    private List<Split> splits;

    @Option(
            names = "--artefact",
            converter = TermConverter.OfArtefact.class,
            paramLabel = "NAME=SHARE",
            description = "Share of lesions with hair, ink or ruler (default: hair=0.25 ink=0.18 ruler=0.18).")
    private Map<Artefact, Double> artefacts = new EnumMap<>(Artefact.class);

    @Option(
            names = "--biased-artefact",
            converter = TermConverter.OfBias.class,
            paramLabel = "NAME=DIAGNOSIS",
            description = "hair, ink or ruler with all lesions of one diagnosis and no other, e.g. hair=melanoma.")
    private List<BiasedArtefact> biased = new ArrayList<>();

    @Option(
            names = "--ambiguous",
            paramLabel = "SHARE",
            description = "Share of lesions that look like the diagnosis they are mistaken for (default: 0.04).")
    private Double ambiguous;

    @Option(
            names = "--blurred",
            paramLabel = "SHARE",
            description = "Share of pictures that are out of focus (default: 0.06).")
    private Double blurred;

    SynthCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (size < SMALLEST || size > LARGEST) {
            throw new UsageException("--size: expected from " + SMALLEST + " to " + LARGEST + ", found " + size);
        }
        WrittenOptions.of(spec).oneOfEachKey("--artefact");
        DemoWorld world = world();
        boolean done = new SynthTask(common.progress(console), common.threads())
                .run(world, size, run.out, run.plan(spec, common.seed, List.of()), run.resume);
        if (!done) {
            return Skips.ofFinished(console, run.out);
        }
        print(world);
        return ExitStatus.DONE;
    }

    private DemoWorld world() {
        DemoWorld world = DemoWorld.of(options());
        requireOneEach();
        for (BiasedArtefact one : biased) {
            world = world.with(one::apply);
        }
        Set<Split> kept = splits == null ? EnumSet.allOf(Split.class) : EnumSet.copyOf(splits);
        DemoWorld part = world.keep(lesion -> kept.contains(lesion.patient().split()));
        if (part.lesions().isEmpty()) {
            throw new UsageException("--lesions " + lesions + ": none of them is of a patient of --split "
                    + String.join(",", kept.stream().map(Split::token).toList()) + "; ask for more lesions");
        }
        return part;
    }

    private WorldOptions options() {
        if (lesions < 1 || lesions > MOST_LESIONS) {
            throw new UsageException("--lesions: expected from 1 to " + MOST_LESIONS + ", found " + lesions);
        }
        WorldOptions options = new WorldOptions(common.seed, lesions);
        for (Map.Entry<Artefact, Double> one : artefacts.entrySet()) {
            String name = "--artefact " + one.getKey().token();
            options = options.withArtefact(one.getKey(), share(name, one.getValue()));
        }
        if (ambiguous != null) {
            options = options.withAmbiguous(share("--ambiguous", ambiguous));
        }
        return blurred == null ? options : options.withBlurred(share("--blurred", blurred));
    }

    private static double share(String option, double value) {
        Bounds.share(option, value);
        return value;
    }

    private void requireOneEach() {
        Set<Artefact> seen = EnumSet.noneOf(Artefact.class);
        seen.addAll(artefacts.keySet());
        for (BiasedArtefact one : biased) {
            if (!seen.add(one.artefact())) {
                throw new UsageException("--biased-artefact: " + one.artefact().token()
                        + " is given twice; expected one --artefact or --biased-artefact for it");
            }
        }
    }

    private void print(DemoWorld world) {
        TextTable table = new TextTable("part", "patients", "lesions", "pictures");
        for (Split split : Split.values()) {
            long count = world.lesions(split).size();
            if (count > 0) {
                long patients = world.patients().stream()
                        .filter(patient -> patient.split() == split)
                        .count();
                table.row(split.token(), patients, count, count * View.values().length);
            }
        }
        table.print(console.results());
        if (!common.quiet) {
            console.messages().println("pictures with captions: " + run.out.resolve("pairs.csv"));
        }
    }
}
