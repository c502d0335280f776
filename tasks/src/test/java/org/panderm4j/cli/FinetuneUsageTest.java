package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code panderm finetune} says to options and tables that cannot be. */
class FinetuneUsageTest {
    @TempDir
    Path folder;

    @BeforeEach
    void draw() throws IOException {
        ImageIO.write(
                new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("p.png").toFile());
        for (String split : new String[] {"train", "val", "test"}) {
            table(split, "0", "1", "1");
        }
    }

    private void table(String split, String... targets) throws IOException {
        List<String> lines = new ArrayList<>(List.of("derm_path,clinical_path,age,sex,site,target"));
        for (String target : targets) {
            lines.add("p.png,p.png,40,male,trunk," + target);
        }
        Given.lines(folder.resolve("meta/" + split + ".csv"), lines.toArray(String[]::new));
    }

    private Program run(String... more) {
        return Program.run(
                "finetune",
                "--dataset",
                "milk-11",
                "--data",
                folder,
                "--model",
                "demo",
                "--epochs",
                1,
                "--batch-size",
                4,
                "--out",
                folder.resolve("out"),
                List.of(more));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--augment-copies=2147483647",
                "--augment-copies=-1",
                "--resamples=2147483647",
                "--resamples=0",
                "--mix-up=1e30",
                "--mix-up=-1",
                "--mix-up=NaN",
                "--att-depth=2147483647",
                "--meta-att-depth=2147483647"
            })
    void refusesNumbersThatNoRunCanHave(String option) {
        run(option).fails(ExitStatus.USAGE, option.substring(0, option.indexOf('=')), "expected from");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "last-99, 8, query, --clinical-tower",
        "lora, 1000, query, --lora-rank",
        "lora, 8, gate, --lora-targets",
    })
    void refusesWhatATowerHasNotBeforeAPictureIsOpened(String mode, int rank, String target, String option) {
        List<String> more = new ArrayList<>(List.of("--clinical-tower", mode));
        if (mode.equals("lora")) {
            more.addAll(List.of("--lora-rank", Integer.toString(rank), "--lora-targets", target));
        }
        Program run = run(more.toArray(String[]::new)).fails(ExitStatus.FAILED, option, "clinical tower");
        assertThat(run.err()).doesNotContain("pictures, ");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,a,c,d,e,f,g,h,i,j,k", "a,,c,d,e,f,g,h,i,j,k"})
    void refusesClassNamesThatTellNoClassesApart(String names) {
        run("--class-names", names).fails(ExitStatus.USAGE, "--class-names", names);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void namesTheOptionOfThreadsAlone() {
        Program run = run("--threads=0").fails(ExitStatus.USAGE, "--threads: expected at least 1, found 0");
        assertThat(run.err()).doesNotContain("--model");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void asksForValidationCasesBeforeAPictureIsOpened() throws IOException {
        table("val");
        Program run = run().fails(ExitStatus.FAILED, "split val", "--monitor none");
        assertThat(run.err()).doesNotContain("pictures, ");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void asksForTwoClassesBeforeAPictureIsOpened() throws IOException {
        table("train", "1", "1", "1");
        Program run = run().fails(ExitStatus.FAILED, "at least two classes", "train.csv");
        assertThat(run.err()).doesNotContain("pictures, ");
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
