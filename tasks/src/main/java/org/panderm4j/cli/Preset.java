package org.panderm4j.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The values of a published script of the reference, as options. An option that is written overrules the preset's; one of
 * {@code --use-cli}, {@code --use-derm} and {@code --use-meta} overrules all three. What then means nothing any more is left out, such as how
 * metadata are fused that are not seen.
 */
enum Preset {
    DERM7PT_CDM(
            "--dataset=derm7pt",
            "--use-cli",
            "--use-derm",
            "--use-meta",
            "--use-text-encoder",
            "--fusion=cross attention",
            "--num-head=8",
            "--att-depth=2",
            "--meta-fusion-mode=cross attention",
            "--meta-num-head=8",
            "--meta-att-depth=4",
            "--learning-rate=1e-5",
            "--monitor=acc",
            "--patience=100"),
    MILK11_CD(
            "--dataset=milk-11",
            "--use-cli",
            "--use-derm",
            "--fusion=cross attention",
            "--num-head=8",
            "--att-depth=4",
            "--learning-rate=5e-6",
            "--monitor=loss",
            "--patience=25",
            "--weight-sampler"),
    PAD_CM(
            "--dataset=pad",
            "--use-cli",
            "--use-meta",
            "--use-text-encoder",
            "--meta-fusion-mode=cross attention",
            "--meta-num-head=8",
            "--meta-att-depth=2",
            "--learning-rate=1e-5",
            "--monitor=acc",
            "--patience=100");

    private static final String COMMAND = "finetune";
    private static final String OPTION = "--preset";
    /** What the three scripts have in common. */
    private static final List<String> COMMON = List.of(
            "--towers=full",
            "--encoder-pool=mean",
            "--channel-order=bgr",
            "--head=mlp",
            "--epochs=50",
            "--batch-size=32",
            "--accum-freq=2",
            "--weight-decay=1e-4",
            "--depth-dropout=0.1");

    private static final String METADATA = "--use-meta";
    private static final Set<String> SEEN = Set.of("--use-cli", "--use-derm", METADATA);
    private static final List<String> TOWERS = List.of("--clinical-tower", "--dermoscopic-tower", "--text-tower");

    /** Options of which any takes the place of the preset's. */
    private static final List<Set<String>> ALIKE = List.of(
            SEEN,
            Set.of("--learning-rate", "--lr"),
            Set.of("--accum-freq", "--accumulate"),
            Set.of("--weight-decay", "--wd"));

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> own;

    Preset(String... own) {
        this.own = List.of(own);
    }

    /** Its options in the order in which they would be written. */
    List<String> options() {
        return Stream.concat(own.stream(), COMMON.stream()).toList();
    }

    /** The arguments of a command line with those of its preset put in; as they are without one, or with one that is not known. */
    static String[] expand(String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals(COMMAND)) {
            return arguments;
        }
        Optional<Preset> preset = written(arguments);
        if (preset.isEmpty()) {
            return arguments;
        }
        List<String> names = Arrays.stream(arguments).map(Preset::name).toList();
        List<String> all = new ArrayList<>(List.of(arguments[0]));
        preset.get().options().stream()
                .filter(option -> names.stream().noneMatch(name -> overrules(name, name(option))))
                .filter(option -> meansSomething(name(option), arguments))
                .forEach(all::add);
        all.addAll(Arrays.asList(arguments).subList(1, arguments.length));
        return all.toArray(String[]::new);
    }

    /** What is about metadata, patience or blocks that learn would be refused where what is written leaves none. */
    private static boolean meansSomething(String option, String... arguments) {
        List<String> written = Arrays.stream(arguments).map(Preset::name).toList();
        if (option.startsWith("--meta-") || option.equals("--use-text-encoder")) {
            return written.contains(METADATA) || SEEN.stream().noneMatch(written::contains);
        }
        return switch (option) {
            case "--patience" -> !value("--monitor", arguments).equals(Optional.of("none"));
            case "--depth-dropout" -> learns(arguments);
            default -> true;
        };
    }

    private static boolean learns(String... arguments) {
        String all = value("--towers", arguments).orElse("full");
        return TOWERS.stream()
                .anyMatch(tower -> !value(tower, arguments).orElse(all).equals("frozen"));
    }

    private static Optional<Preset> written(String... arguments) {
        return value(OPTION, arguments)
                .map(value -> value.toUpperCase(Locale.ROOT).replace('-', '_'))
                .flatMap(value -> Arrays.stream(values())
                        .filter(one -> one.name().equals(value))
                        .findFirst());
    }

    private static Optional<String> value(String option, String... arguments) {
        for (int i = 1; i < arguments.length; i++) {
            if (arguments[i].startsWith(option + "=")) {
                return Optional.of(arguments[i].substring(option.length() + 1));
            }
            if (arguments[i].equals(option) && i + 1 < arguments.length) {
                return Optional.of(arguments[i + 1]);
            }
        }
        return Optional.empty();
    }

    private static boolean overrules(String written, String own) {
        return written.equals(own) || ALIKE.stream().anyMatch(alike -> alike.contains(written) && alike.contains(own));
    }

    private static String name(String argument) {
        return argument.split("=", 2)[0];
    }
}
