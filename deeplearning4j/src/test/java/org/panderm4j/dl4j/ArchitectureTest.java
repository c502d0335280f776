package org.panderm4j.dl4j;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What this module knows. Those below it have Deeplearning4j's networks on no class path. */
@AnalyzeClasses(packages = "org.panderm4j.dl4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String HERE = "org.panderm4j.dl4j..";

    @ArchTest
    static final ArchRule KNOWS_NETWORKS_AND_MODELS = noClasses()
            .that()
            .resideInAPackage(HERE)
            .should()
            .dependOnClassesThat(resideInAPackage("org.panderm4j..")
                    .and(resideOutsideOfPackages(HERE, "org.panderm4j.nn..", "org.panderm4j.weights..")));
}
