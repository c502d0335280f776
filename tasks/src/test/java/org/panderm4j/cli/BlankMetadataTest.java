package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A blank of which the reference makes NaN. */
class BlankMetadataTest {
    @TempDir
    Path folder;

    @BeforeEach
    void draw() throws IOException {
        ImageIO.write(
                new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("p.png").toFile());
        for (String split : new String[] {"train", "val", "test"}) {
            Given.lines(
                    folder.resolve("meta/" + split + ".csv"),
                    "derm_path,clinical_path,age,sex,site,target",
                    "p.png,p.png,40,male,trunk,0",
                    "p.png,p.png,,female,hand,1",
                    "p.png,p.png,50,female,trunk,1");
        }
    }

    private Program run(Object... more) {
        return Program.run(
                "finetune",
                "--dataset",
                "milk-11",
                "--data",
                folder,
                "--model",
                "demo",
                "--use-meta",
                "--epochs",
                1,
                "--batch-size",
                4,
                "--quiet",
                "--out",
                folder.resolve("out"),
                List.of(more));
    }

    @Test
    void isRefusedWhereTheReferenceIsMatched() {
        run("--match-reference").fails(ExitStatus.FAILED, "train.csv", "line 3", "age", "--match-reference");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void isFilledInElse() throws IOException {
        run().succeeds();
        JsonNode layout = new ObjectMapper()
                .readTree(folder.resolve("out/finetuned.json").toFile())
                .findValue("layout");
        assertThat(layout)
                .anySatisfy(column -> {
                    assertThat(column.get("kind").textValue()).isEqualTo("NUMBER");
                    assertThat(column.get("source").textValue()).isEqualTo("age");
                    assertThat(column.get("mean").doubleValue()).isEqualTo(45); // of 40 and 50
                    assertThat(column.get("whenBlank").doubleValue()).isZero(); // their mean
                })
                .anySatisfy(column -> {
                    assertThat(column.get("kind").textValue()).isEqualTo("MISSING");
                    assertThat(column.get("source").textValue()).isEqualTo("age");
                    assertThat(column.get("whenBlank").doubleValue()).isOne();
                });
    }
}
