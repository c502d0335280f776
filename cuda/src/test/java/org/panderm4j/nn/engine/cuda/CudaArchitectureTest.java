package org.panderm4j.nn.engine.cuda;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What this module may know: towers, engines, CUDA; no ND4J, no files. */
@AnalyzeClasses(packages = "org.panderm4j.nn.engine.cuda", importOptions = ImportOption.DoNotIncludeTests.class)
class CudaArchitectureTest {
    @ArchTest
    static final ArchRule KNOWS_TOWERS_AND_CUDA = classes()
            .that()
            .resideInAPackage("org.panderm4j.nn.engine.cuda")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.slf4j",
                    "org.bytedeco.cuda..",
                    "org.bytedeco.javacpp..",
                    "org.panderm4j.nn.tower",
                    "org.panderm4j.nn.graph", // names of outputs
                    "org.panderm4j.nn.engine",
                    "org.panderm4j.nn.engine.cuda");
}
