package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panderm4j.data.image.ImageDecoder;
import org.panderm4j.data.image.Picture;

class SynthCommandTest {
    @TempDir
    private Path folder;

    private Path synth(String name, Object... options) {
        Path out = folder.resolve(name);
        Program.run("synth", "--out", out, "--size", 32, List.of(options)).succeeds();
        return out;
    }

    private static List<String> column(Path csv, String name) throws IOException {
        List<List<String>> records = Given.records(csv);
        int at = records.get(0).indexOf(name);
        return records.stream().skip(1).map(record -> record.get(at)).toList();
    }

    @Test
    void writesPicturesTablesAndARecord() throws IOException {
        Path out = synth("world", "--lesions", 9);
        List<String> files = Given.files(out);
        assertThat(files)
                .hasSize(18 + 4)
                .contains("lesions.csv", "pairs.csv", "classes.txt", "run.json", "images/clinical/L00008.png");
        assertThat(column(out.resolve("lesions.csv"), "lesion")).hasSize(9);
        assertThat(Files.readAllLines(out.resolve("classes.txt"))).hasSizeGreaterThanOrEqualTo(8);
        for (String image : column(out.resolve("pairs.csv"), "image_path")) {
            Picture picture = ImageDecoder.decode(out.resolve(image));
            assertThat(List.of(picture.width(), picture.height())).containsExactly(32, 32);
        }
    }

    @Test
    void sameSeedSameBytes() throws IOException {
        Path one = synth("one", "--lesions", 8, "--seed", 5);
        Path same = synth("same", "--lesions", 8, "--seed", 5, "--threads", 1);
        Path other = synth("other", "--lesions", 8, "--seed", 6);
        for (String file : Given.files(one)) {
            if (!file.equals("run.json")) {
                assertThat(same.resolve(file)).hasSameBinaryContentAs(one.resolve(file));
            }
        }
        assertThat(Files.readAllBytes(other.resolve("images/clinical/L00000.png")))
                .isNotEqualTo(Files.readAllBytes(one.resolve("images/clinical/L00000.png")));
    }

    @Test
    void partsAreThoseOfTheWhole() throws IOException {
        Path all = synth("all", "--lesions", 60);
        Path part = synth("part", "--lesions", 60, "--split", "val,TEST");
        List<String> splits = column(all.resolve("lesions.csv"), "split");
        List<String> lesions = column(all.resolve("lesions.csv"), "lesion");
        List<String> expected = IntStream.range(0, 60)
                .filter(i -> !splits.get(i).equals("train"))
                .mapToObj(lesions::get)
                .toList();
        assertThat(column(part.resolve("lesions.csv"), "lesion"))
                .isNotEmpty()
                .hasSizeLessThan(60)
                .isEqualTo(expected);
        String image = "images/dermoscopic/" + expected.get(0) + ".png";
        assertThat(part.resolve(image)).hasSameBinaryContentAs(all.resolve(image));
        assertThat(Given.files(part.resolve("images/clinical"))).hasSameSizeAs(expected);
    }

    @Test
    void artefactsComeAsAskedFor() throws IOException {
        Path out = synth(
                "biased",
                "--lesions",
                48,
                "--biased-artefact",
                "hair=basal cell carcinoma",
                "--artefact",
                "ink=1",
                "--artefact",
                "ruler=0");
        Path table = out.resolve("lesions.csv");
        List<String> diagnoses = column(table, "diagnosis");
        assertThat(diagnoses).contains("basal cell carcinoma", "melanoma");
        assertThat(column(table, "hair"))
                .isEqualTo(diagnoses.stream()
                        .map(name -> name.equals("basal cell carcinoma") ? "1" : "0")
                        .toList());
        assertThat(column(table, "ink")).containsOnly("1");
        assertThat(column(table, "ruler")).containsOnly("0");
    }

    @Test
    void goesOnWhereItWasInterrupted() throws IOException {
        Path whole = synth("whole", "--lesions", 4);
        Path out = folder.resolve("broken");
        Program.run("synth", "--out", out, "--size", 32, "--lesions", 4).succeeds();
        Program.run("synth", "--out", out, "--size", 32, "--lesions", 4).fails(ExitStatus.FAILED, out, "finished");
        Program.run("synth", "--out", out, "--size", 32, "--lesions", 4, "--resume")
                .succeeds()
                .explains("nothing to do");
        Program.run("synth", "--out", out, "--size", 48, "--lesions", 4, "--resume")
                .fails(ExitStatus.FAILED, "--size");
        assertThat(out.resolve("pairs.csv")).hasSameBinaryContentAs(whole.resolve("pairs.csv"));
    }

    @ParameterizedTest
    @CsvSource({
        "--lesions,0,--lesions",
        "--lesions,many,--lesions",
        "--size,8,--size",
        "--size,100000,--size",
        "--split,train;holdout,holdout",
        "--artefact,hair=1.5,--artefact hair",
        "--artefact,feather=0.5,feather",
        "--artefact,hair,hair",
        "--ambiguous,-1,--ambiguous",
        "--blurred,NaN,--blurred",
        "--biased-artefact,hair,hair=melanoma",
        "--biased-artefact,hair=measles,measles"
    })
    void badInputIsOneLine(String option, String value, String word) throws IOException {
        Path out = folder.resolve("never");
        Program.run("synth", "--out", out, "--size", 32, option, value.replace(';', ','))
                .fails(ExitStatus.USAGE, word);
        assertThat(out).doesNotExist();
    }

    @Test
    void threadsAreChecked() {
        Program.run("synth", "--out", folder.resolve("never"), "--threads", 0).fails(ExitStatus.USAGE, "--threads");
    }

    @Test
    void twoSharesOfOneArtefactAreRefused() {
        Path out = folder.resolve("never");
        Program.run("synth", "--out", out, "--artefact", "hair=0.1", "--artefact", "hair=0.9")
                .fails(ExitStatus.USAGE, "--artefact hair", "twice");
        assertThat(out).doesNotExist();
    }

    @Test
    void saysWhatDoesNotFitTogether() throws IOException {
        Path out = folder.resolve("never");
        Program.run("synth", "--out", out, "--biased-artefact", "hair=nevus", "--artefact", "hair=0.5")
                .fails(ExitStatus.USAGE, "hair", "twice");
        Program.run("synth", "--out", out, "--biased-artefact", "hair=nevus", "--biased-artefact", "hair=melanoma")
                .fails(ExitStatus.USAGE, "hair", "twice");
        boolean trains = column(synth("one", "--lesions", 1).resolve("lesions.csv"), "split")
                .equals(List.of("train"));
        String others = trains ? "val,test" : "train";
        Program.run("synth", "--out", out, "--lesions", 1, "--split", others)
                .fails(ExitStatus.USAGE, "--split " + others, "more lesions");
        Path file = Given.lines(folder.resolve("file"), "taken");
        Program.run("synth", "--out", file, "--lesions", 1).fails(ExitStatus.FAILED, file, "found a file");
        assertThat(out).doesNotExist();
    }
}
