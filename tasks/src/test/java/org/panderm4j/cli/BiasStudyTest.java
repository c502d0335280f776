package org.panderm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
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

        SoftAssertions all = new SoftAssertions();
        for (String artefact : List.of("hair", "ink", "ruler")) {
            BiasStudy.Found found = study.without(artefact).found(artefact, "balanced_accuracy");
            all.assertThat(found.lost())
                    .as("%s: lost by the bias, %s", artefact, found)
                    .isGreaterThan(POINTS);
            all.assertThat(found.wonBack())
                    .as("%s: share won back, %s", artefact, found)
                    .isGreaterThan(HALF);
        }
        all.assertAll();
    }
}
