package org.panderm4j.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.nn.engine.MatrixPeak;
import org.panderm4j.nn.engine.Timing;
import org.panderm4j.nn.nd4j.NvidiaDriver;

/** The arrows between modules and packages, and what each part keeps its hands off. */
@AnalyzeClasses(
        packages = "org.panderm4j",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    private static final List<String> MODULES = List.of(
            "data", "nn", "cuda", "weights-converter", "deeplearning4j", "tasks", "benchmarks", "benchmarks/peers");

    private static final String OURS = "org.panderm4j..";
    private static final String DATA = "org.panderm4j.data..";
    private static final String NN = "org.panderm4j.nn..";
    private static final String WEIGHTS = "org.panderm4j.weights..";
    private static final String CLI = "org.panderm4j.cli..";

    /** What computes from numbers to numbers. */
    private static final String[] ARITHMETIC = {
        "org.panderm4j.eval..", "org.panderm4j.nn..", "org.panderm4j.data.resample.."
    };

    /** The engine of another module reads its kernels' source and tells of what a card does not hold. */
    private static final String CARDS = "org.panderm4j.nn.engine.cuda";

    private static DescribedPredicate<JavaClass> arithmetic(Class<?>... except) {
        DescribedPredicate<JavaClass> all = resideInAnyPackage(ARITHMETIC).and(resideOutsideOfPackages(CARDS));
        for (Class<?> one : except) {
            all = all.and(not(equivalentTo(one)));
        }
        return all;
    }

    /** Another module's tests, once they are packed. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule DATA_KNOWS_NOBODY =
            noClasses().that().resideInAPackage(DATA).should().dependOnClassesThat(ours(DATA));

    @ArchTest
    static final ArchRule NN_KNOWS_NOBODY =
            noClasses().that().resideInAPackage(NN).should().dependOnClassesThat(ours(NN));

    @ArchTest
    static final ArchRule WEIGHTS_KNOW_NAMES_AND_SHAPES = noClasses()
            .that()
            .resideInAPackage(WEIGHTS)
            .should()
            .dependOnClassesThat(ours(WEIGHTS, "org.panderm4j.nn.tower", "org.panderm4j.nn.clip"));

    @ArchTest
    static final ArchRule COMMANDS_ARE_USED_BY_NOBODY =
            noClasses().that().resideOutsideOfPackage(CLI).should().dependOnClassesThat(resideInAnyPackage(CLI));

    @ArchTest
    static final ArchRule ND4J_STAYS_IN_THE_GRAPH = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.panderm4j.nn.nd4j",
                    "org.panderm4j.nn.graph",
                    "org.panderm4j.nn.backprop",
                    "org.panderm4j.nn.engine.samediff",
                    "org.panderm4j.nn.fusion", // a definition, run by backprop
                    "org.panderm4j.nn.sae", // likewise
                    "org.panderm4j.nn.linear") // its matrix products
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.nd4j.."));

    /** Elsewhere an address would mean that arrays lie in this process's memory, which on CUDA they do not. */
    @ArchTest
    static final ArchRule ADDRESSES_OF_ARRAYS_ARE_TAKEN_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackage("org.panderm4j.nn.nd4j")
            .should()
            .callMethod(DataBuffer.class, "address")
            .orShould()
            .callMethod(DataBuffer.class, "addressPointer")
            .orShould()
            .callMethod(DataBuffer.class, "pointer")
            .orShould()
            .callMethod(DataBuffer.class, "platformAddress");

    @ArchTest
    static final ArchRule ONEDNN_STAYS_IN_ITS_ENGINE = noClasses()
            .that()
            .resideOutsideOfPackage("org.panderm4j.nn.engine.onednn")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.bytedeco.dnnl.."));

    @ArchTest
    static final ArchRule CUDA_STAYS_WITH_WHAT_RUNS_ON_CARDS = noClasses()
            .that()
            .resideOutsideOfPackages("org.panderm4j.nn.engine.cuda", "org.panderm4j.nn.nd4j")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.bytedeco.cuda.."));

    /** It is a part that a build may lack: it is found by {@link java.util.ServiceLoader} alone. */
    @ArchTest
    static final ArchRule THE_ENGINE_FOR_CARDS_IS_NAMED_BY_NOBODY = noClasses()
            .that()
            .resideOutsideOfPackage("org.panderm4j.nn.engine.cuda")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.panderm4j.nn.engine.cuda"));

    @ArchTest
    static final ArchRule ARBITER_STAYS_IN_THE_SEARCH = noClasses()
            .that()
            .resideOutsideOfPackage("org.panderm4j.tune")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.deeplearning4j.arbiter..", "org.apache.commons.math3.."));

    @ArchTest
    static final ArchRule OPENCV_STAYS_WITH_PICTURES = noClasses()
            .that()
            .resideOutsideOfPackages("org.panderm4j.data.image", "org.panderm4j.data.transform")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.bytedeco.opencv.."));

    @ArchTest
    static final ArchRule OPTIONS_ARE_PARSED_BY_COMMANDS = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .dependOnClassesThat(resideInAnyPackage("picocli.."));

    @ArchTest
    static final ArchRule CONSOLE_BELONGS_TO_COMMANDS = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace");

    @ArchTest
    static final ArchRule ENDING_THE_PROGRAM_BELONGS_TO_COMMANDS = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);

    /** But the driver's program is asked what cards there are. */
    @ArchTest
    static final ArchRule ARITHMETIC_HAS_NO_FILES = noClasses()
            .that(arithmetic(NvidiaDriver.class))
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.io", "java.nio.file..", "java.nio.channels..", "java.net..")
                    .and(not(type(Serializable.class))));

    @ArchTest
    static final ArchRule ARITHMETIC_HAS_NO_LOGGER = noClasses()
            .that(arithmetic())
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.slf4j..", "ch.qos.logback..", "java.util.logging.."));

    /** But what measures engines. */
    @ArchTest
    static final ArchRule ARITHMETIC_HAS_NO_CLOCK = noClasses()
            .that(arithmetic(Timing.class, MatrixPeak.class))
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.time.."))
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Date.class, Calendar.class)
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule NO_CYCLES_AMONG_TASKS_AND_MODULES =
            slices().matching("org.panderm4j.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_CYCLES_IN_DATA =
            slices().matching("org.panderm4j.data.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_CYCLES_IN_NN =
            slices().matching("org.panderm4j.nn.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_CYCLES_IN_WEIGHTS =
            slices().matching("org.panderm4j.weights.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NAMES_SAY_SOMETHING =
            classes().should().haveNameNotMatching(".*(Manager|Helper|Utils?|Impl)(\\$.*)?");

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        List<Path> packages = new ArrayList<>();
        for (String module : MODULES) {
            List<Path> own = packagesOf(GoldenCases.home().resolve(module).resolve("src/main/java"));
            assertThat(own).as(module).isNotEmpty();
            packages.addAll(own);
        }
        assertThat(packages)
                .allSatisfy(folder ->
                        assertThat(folder.resolve("package-info.java")).exists());
    }

    private static List<Path> packagesOf(Path sources) throws IOException {
        if (!Files.isDirectory(sources)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
        }
    }

    private static DescribedPredicate<JavaClass> ours(String... except) {
        return resideInAnyPackage(OURS).and(resideOutsideOfPackages(except));
    }
}
