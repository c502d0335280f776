package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the shipped model: a classifier that learned an artefact errs, and errs less once its neurons are switched off. */
class BiasStudyTest {
    private static final double POINTS = 0.1;
    private static final double HALF = 0.5;

    @TempDir
    Path folder;

    @Test
    @Tag("slow")
    void hairInkAndRulersCanBeSwitchedOff() throws IOException {
        BiasStudy study = new BiasStudy(folder, 21, new BiasStudy.Size(1500, 700, 60)).begin();

        for (String artefact : List.of("hair", "ink", "ruler")) {
            study.without(artefact);
            for (String metric : List.of("auroc", "balanced_accuracy")) {
                holds(study.found(artefact, metric), artefact + " " + metric);
            }
        }
    }

    private static void holds(BiasStudy.Found found, String what) {
        assertThat(found.lost()).as(what + ": lost by the bias, " + found).isGreaterThan(POINTS);
        assertThat(found.wonBack()).as(what + ": share won back, " + found).isGreaterThan(HALF);
    }
}
