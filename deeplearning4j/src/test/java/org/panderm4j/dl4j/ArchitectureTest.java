package org.panderm4j.dl4j;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of this module. */
@AnalyzeClasses(packages = "org.panderm4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String HERE = "org.panderm4j.dl4j..";

    @ArchTest
    static final ArchRule KNOWS_NETWORKS_AND_MODELS = noClasses()
            .that()
            .resideInAPackage(HERE)
            .should()
            .dependOnClassesThat(resideInAPackage("org.panderm4j..")
                    .and(resideOutsideOfPackages(HERE, "org.panderm4j.nn..", "org.panderm4j.weights..")));

    @ArchTest
    static final ArchRule DEEPLEARNING4J_STAYS_HERE = noClasses()
            .that()
            .resideOutsideOfPackage(HERE)
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.deeplearning4j.."));

    @ArchTest
    static final ArchRule IS_USED_BY_NOBODY =
            noClasses().that().resideOutsideOfPackage(HERE).should().dependOnClassesThat(resideInAPackage(HERE));
}
