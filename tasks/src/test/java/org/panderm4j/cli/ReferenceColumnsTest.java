package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns of vectors as the reference has them, where a model is tested on a data set that holds the test cases alone. */
class ReferenceColumnsTest {
    private static final String HEADER = "clinical_path,target,smoke,drink,age,pesticide,gender,skin_cancer_history,"
            + "cancer_history,fitspatrick,region,diameter_1,diameter_2,itch,grew,hurt,changed,bleed,elevation";

    @TempDir
    Path folder;

    @BeforeEach
    void draw() throws IOException {
        Path data = Files.createDirectories(folder.resolve("pad"));
        ImageIO.write(
                new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB),
                "png",
                data.resolve("p.png").toFile());
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (String region : List.of("ARM", "FACE", "HAND")) {
            for (int target = 0; target < 2; target++) {
                lines.add("p.png," + target + ",True,False,40,False,MALE,True,False,2," + region
                        + ",4,5,True,False,UNK,True,False,True");
            }
        }
        for (String split : List.of("train", "val")) {
            Given.lines(data.resolve(split + ".csv"), lines.toArray(String[]::new));
        }
        Given.lines(data.resolve("test.csv"), lines.subList(0, 3).toArray(String[]::new));
    }

    @Test
    void areThoseOfTheTrainingCases() throws IOException {
        Path run = folder.resolve("run");
        Program.run(
                        List.of("finetune", "--dataset", "pad", "--data", folder.resolve("pad"), "--model", "demo"),
                        List.of("--use-meta", "--match-reference", "--epochs", 1, "--resamples", 5, "--quiet"),
                        List.of("--out", run))
                .succeeds();
        Path alone = Files.createDirectories(folder.resolve("alone"));
        Files.copy(folder.resolve("pad/test.csv"), alone.resolve("test.csv"));
        Files.copy(folder.resolve("pad/p.png"), alone.resolve("p.png"));
        Path tested = folder.resolve("tested");
        Program.run(
                        List.of("finetune", "test", "--run", run, "--data", alone, "--resamples", 5, "--quiet"),
                        List.of("--out", tested))
                .succeeds();
        String file = "detailed_predictions.csv";
        assertThat(tested.resolve(file)).hasSameTextualContentAs(run.resolve(file));
    }
}
