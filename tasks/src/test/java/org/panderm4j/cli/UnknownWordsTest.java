package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words of metadata that no training case has: they become zeros, of which fine-tuning, test and prediction tell. */
class UnknownWordsTest {
    private static final String HEADER = "derm_path,clinical_path,age,sex,site,target";

    private static final String WORDS =
            "2 words of metadata stand in no training case, and count as none of those that do:"
                    + " sex \"Male\", site \"toe\"";

    @TempDir
    Path folder;

    @Test
    void areToldOf() throws IOException {
        ImageIO.write(
                new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("p.png").toFile());
        String usual = "p.png,p.png,40,male,trunk,";
        Given.lines(folder.resolve("meta/train.csv"), HEADER, usual + 0, usual + 1, usual + 1);
        Given.lines(folder.resolve("meta/val.csv"), HEADER, usual + 1);
        Path test = Given.lines(folder.resolve("meta/test.csv"), HEADER, usual + 0, "p.png,p.png,40,Male,toe,1");
        Path run = folder.resolve("run");
        Object data = List.of("--data", folder);
        tells(data, List.of("finetune", "--dataset", "milk-11", "--epochs", 1, "--batch-size", 4, "--out", run));
        assertThat(Files.readString(run.resolve("results.json"))).contains(WORDS.replace("\"", "\\\""));
        tells(data, List.of("finetune", "test", "--run", run, "--out", folder.resolve("tested")));
        List<Object> predict = List.of("finetune", "predict", "--run", run, "--image-root", folder);
        tells(List.of("--csv", test, "--out", folder.resolve("new")), predict);
    }

    private static void tells(Object inputs, List<Object> command) {
        Program run = Program.run(command, inputs, "--model", "demo").succeeds();
        assertThat(run.err().lines())
                .filteredOn(line -> line.contains(WORDS))
                .as(run.err())
                .hasSize(1);
    }
}
