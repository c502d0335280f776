package org.panderm4j.nn.engine.cuda;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.Loader;

/**
 * Compiles every kernel, in every form that is used, for the kinds of cards that are supported; needs NVRTC and no card. As a
 * program it prints registers and spills, and ends with 1 when there are any spills, with 77 when NVRTC does not load.
 */
final class KernelCompilation {
    private static final List<String> ARCHITECTURES = List.of("sm_80", "sm_86", "sm_89", "sm_90", "sm_100", "sm_120");
    /** Multiples of 8 for the matrix unit, and some that are none or too wide for it. */
    private static final int[] WIDTHS = IntStream.concat(
                    IntStream.rangeClosed(1, 16).map(i -> 8 * i), IntStream.of(12, 160, 240))
            .toArray();

    private static final Pattern KERNEL = Pattern.compile("Compiling entry function '(\\w+)' for");
    private static final Pattern SPILLS =
            Pattern.compile("(\\d+) bytes stack frame, (\\d+) bytes spill stores, (\\d+) bytes spill loads");
    private static final Pattern REGISTERS = Pattern.compile("Used (\\d+) registers");

    private KernelCompilation() {}

    /**
     * One file, as it is compiled for a use.
     *
     * @param definitions what the compiler is told
     */
    record Source(String file, List<String> definitions) {}

    /**
     * What became of a kernel.
     *
     * @param source what it was compiled from
     * @param registers of a thread
     * @param stack bytes of a thread's memory
     * @param spills bytes of registers stored to and loaded from memory
     */
    record Use(Source source, String architecture, String kernel, int registers, int stack, int spills) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-7s %-22s %3d registers %4d stack %4d spilled  %s",
                    architecture,
                    kernel,
                    registers,
                    stack,
                    spills,
                    String.join(" ", source.definitions()));
        }
    }

    /** Why nothing can be compiled here; empty where it can. */
    static Optional<String> absence() {
        try {
            Loader.load(nvrtc.class);
            return Optional.empty();
        } catch (LinkageError e) {
            return Optional.of("NVRTC does not load: " + e.getMessage());
        }
    }

    /**
     * Everything that is compiled for some tower.
     *
     * @param widths of heads
     */
    static List<Source> sources(int... widths) {
        List<Source> sources = new ArrayList<>();
        Stream.of(Compiler.ROWS, Compiler.GRIDS)
                .filter(file -> Compiler.class.getResource(file) != null)
                .forEach(file -> sources.add(new Source(file, List.of())));
        IntStream.of(widths)
                .boxed()
                .flatMap(KernelCompilation::attentions)
                .distinct()
                .forEach(sources::add);
        return sources;
    }

    private static Stream<Source> attentions(int width) {
        return Stream.of(Element.F32, Element.BF16)
                .flatMap(format -> IntStream.of(1, 64, 65, 10_000)
                        .boxed()
                        .flatMap(length -> Stream.of(false, true)
                                .map(masked -> AttentionPlan.of(call(width, length, masked), format))))
                .map(plan -> new Source(Compiler.ATTENTION, plan.definitions()));
    }

    private static AttentionCall call(int width, int length, boolean masked) {
        return new AttentionCall(0, 0, masked ? 1 : 0, 0, 1, length, 1, width, 1, false);
    }

    /** Compiles one source. */
    private static List<Use> compile(Source source, String architecture) {
        return uses(source, architecture, Compiler.report(source.file(), architecture, source.definitions()));
    }

    /** What the assembler's report says. */
    static List<Use> uses(Source source, String architecture, String report) {
        Matcher words = Pattern.compile(KERNEL + "|" + SPILLS + "|" + REGISTERS).matcher(report);
        List<Use> uses = new ArrayList<>();
        String kernel = "";
        int stack = 0;
        int spills = 0;
        while (words.find()) {
            if (words.group(1) != null) {
                kernel = words.group(1);
            } else if (words.group(2) != null) {
                stack = Integer.parseInt(words.group(2));
                spills = Integer.parseInt(words.group(3)) + Integer.parseInt(words.group(4));
            } else {
                uses.add(new Use(source, architecture, kernel, Integer.parseInt(words.group(5)), stack, spills));
            }
        }
        if (uses.isEmpty()) {
            throw new IllegalStateException("the assembler tells nothing of " + source);
        }
        return uses;
    }

    /** Compiles all of it for all kinds of cards, on all processors. */
    static List<Use> all(int... widths) {
        return ARCHITECTURES.stream()
                .flatMap(
                        architecture -> sources(widths).parallelStream()
                                .flatMap(source -> compile(source, architecture).stream())
                                .toList()
                                .stream())
                .toList();
    }

    /** Prints the table. */
    public static void main(String... none) {
        PrintStream out = System.out;
        Optional<String> absence = absence();
        if (absence.isPresent()) {
            out.println("SKIPPED: " + absence.get());
            System.exit(77);
        }
        List<Use> uses = all(WIDTHS);
        uses.forEach(out::println);
        long spilled = uses.stream().filter(use -> use.spills() > 0).count();
        out.println(uses.size() + " kernels compiled, " + spilled + " with registers in memory, most registers "
                + uses.stream().mapToInt(Use::registers).max().orElse(0));
        System.exit(spilled == 0 ? 0 : 1);
    }
}
