package org.panderm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.image.ImageDecoder;
import org.panderm4j.data.npy.Npy;
import org.panderm4j.data.npy.NpyArray;
import org.panderm4j.data.npy.NpyType;
import org.panderm4j.data.transform.ChannelOrder;
import org.panderm4j.data.transform.FinetuneTransform;
import org.panderm4j.model.DermModel;
import org.panderm4j.verify.GoldenModels;
import org.panderm4j.verify.GoldenModels.Container;
import org.panderm4j.weights.store.Preprocessing;

class PreprocessCommandTest {
    @TempDir
    Path folder;

    private Container container;
    private List<Path> pictures;
    private Path out;

    static List<Container> containers() throws IOException {
        return Fixture.all();
    }

    @BeforeEach
    void find() throws IOException {
        container = Fixture.any();
        pictures = Fixture.pictures(container);
        out = folder.resolve("out/pixels.npy");
    }

    @ParameterizedTest
    @MethodSource("containers")
    void givesThePixelsOfTheReference(Container one) throws IOException {
        List<Path> own = Fixture.pictures(one);
        Program.run("preprocess", Fixture.model(one), "--images", own, "--out", out)
                .succeeds();
        NpyArray found = Npy.read(out);
        assertThat(found.type()).isEqualTo(NpyType.FLOAT32);
        assertThat(names(out.getParent())).containsExactly("pixels.npy");
        try (DermModel model = one.open()) {
            Preprocessing size = model.description().preprocessing();
            assertThat(found.shape()).containsExactly(own.size(), 3, size.height(), size.width());
        }
        NpyArray expected = Npy.read(one.folder().resolve("pixels.npy"));
        if (Fixture.isPreparedAsUsual(one)) {
            assertThat(found.shape()).isEqualTo(expected.shape());
            assertClose(found.floats(), expected.floats());
        }
    }

    /** Arrays of this length are compared value by value many times faster than by the matcher of arrays. */
    private static void assertClose(float[] found, float[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            if (!(Math.abs(found[i] - expected[i]) <= 1e-6f)) {
                assertThat(found[i]).as("value %d", i).isCloseTo(expected[i], within(1e-6f));
            }
        }
    }

    @Test
    void writesBytesBeforeNormalising() throws IOException {
        Program.run("preprocess", Fixture.model(container), "--images", pictures, "--out", out, "--uint8")
                .succeeds();
        NpyArray found = Npy.read(out);
        assertThat(found.type()).isEqualTo(NpyType.UINT8);
        try (DermModel model = container.open()) {
            var transform = model.transform();
            List<Byte> expected = new ArrayList<>();
            for (Path picture : pictures) {
                var pixels = transform.apply(ImageDecoder.decode(picture));
                for (byte value : pixels.channelFirst()) {
                    expected.add(value);
                }
            }
            assertThat(found.bytes()).containsExactly(expected.toArray(Byte[]::new));
        }
    }

    @Test
    void givesTheBytesOfTheRecordedProbeTransforms() throws IOException {
        int cases = 0;
        for (Path cell : GoldenCases.folder("preprocess")) {
            for (JsonNode one : GoldenModels.json(cell.resolve("index.json")).get("cases")) {
                if (one.get("config").textValue().equals("probe")) {
                    checkProbe(cell, one);
                    cases++;
                }
            }
        }
        assertThat(cases).isPositive();
    }

    private void checkProbe(Path cell, JsonNode one) throws IOException {
        Path picture =
                GoldenCases.beside(cell, "images").resolve(one.get("image").textValue());
        List<Object> words = List.of(
                "preprocess",
                "--transform",
                "probe",
                "--images",
                picture,
                "--out",
                out,
                "--resize",
                one.get("resize"),
                "--crop",
                one.get("crop"));
        List<Object> bytes = new ArrayList<>(words);
        bytes.add("--uint8");
        Program.run(bytes.toArray()).succeeds();
        assertThat(Npy.read(out).bytes())
                .isEqualTo(Npy.read(cell.resolve(one.get("u8").textValue())).bytes());
        if (one.has("f32")) {
            Program.run(words.toArray()).succeeds();
            float[] expected =
                    Npy.read(cell.resolve(one.get("f32").textValue())).floats();
            assertClose(Npy.read(out).floats(), expected);
        }
    }

    @Test
    void finetuneIsBlueFirstUnlessToldOtherwise() throws IOException {
        Path picture = pictures.get(0);
        for (ChannelOrder order : ChannelOrder.values()) {
            Program.run(
                            "preprocess",
                            "--transform",
                            "finetune",
                            "--images",
                            picture,
                            "--out",
                            out,
                            "--uint8",
                            "--channel-order",
                            order.name().toLowerCase(Locale.ROOT))
                    .succeeds();
            FinetuneTransform transform = new FinetuneTransform(order);
            assertThat(Npy.read(out).bytes()).isEqualTo(transform.channelFirst(transform.load(picture)));
        }
        Program.run(
                        "preprocess",
                        Fixture.model(container),
                        "--transform",
                        "finetune",
                        "--images",
                        picture,
                        "--out",
                        out)
                .succeeds();
        FinetuneTransform blueFirst = new FinetuneTransform(ChannelOrder.BGR);
        assertThat(Npy.read(out).floats()).isEqualTo(blueFirst.normalize(blueFirst.load(picture)));
        assertThat(Npy.read(out).shape()).containsExactly(1, 3, 224, 224);
    }

    @Test
    void readsFoldersInNameOrderAndKeepsTheOrderGiven() throws IOException {
        Path album = Files.createDirectory(folder.resolve("album"));
        Files.copy(pictures.get(0), album.resolve("b" + ending(pictures.get(0))));
        Files.copy(pictures.get(1), album.resolve("a" + ending(pictures.get(1))));
        Files.writeString(album.resolve("notes.txt"), "no picture");
        Program.run("preprocess", Fixture.model(container), "--images", album, pictures.get(0), "--out", out)
                .succeeds();
        Path named = folder.resolve("named.npy");
        List<Path> same = List.of(pictures.get(1), pictures.get(0), pictures.get(0));
        Program.run("preprocess", Fixture.model(container), "--images", same, "--out", named, "--threads", 3)
                .succeeds();
        assertThat(out).hasSameBinaryContentAs(named);
    }

    @Test
    void skipsABadPicture() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.png"), "not a picture");
        List<Path> mixed = List.of(pictures.get(0), bad, pictures.get(1));
        Program run = Program.run("preprocess", Fixture.model(container), "--images", mixed, "--out", out);
        assertThat(run.status()).isEqualTo(ExitStatus.SKIPPED);
        Path table = out.resolveSibling("pixels.npy.failures.csv");
        run.explains(bad, "text that begins", table);
        List<List<String>> failures = Given.records(table);
        assertThat(failures).hasSize(2);
        assertThat(failures.get(0)).containsExactly("input", "reason");
        assertThat(failures.get(1).get(0)).isEqualTo(bad.toString());
        Path good = folder.resolve("good.npy");
        Program.run("preprocess", Fixture.model(container), "--images", pictures.subList(0, 2), "--out", good)
                .succeeds();
        assertThat(out).hasSameBinaryContentAs(good);
        Program.run("preprocess", Fixture.model(container), "--images", pictures, "--out", out)
                .succeeds();
        assertThat(table).doesNotExist();
    }

    @Test
    void failsWhenNoPictureIsUsable() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.png"), "not a picture");
        Program.run("preprocess", Fixture.model(container), "--images", Collections.nCopies(40, bad), "--out", out)
                .fails(ExitStatus.FAILED, bad, "none of the 40 inputs could be used");
        assertThat(names(out.getParent())).isEmpty();
    }

    @Test
    void namesAMissingPicture() throws IOException {
        Path absent = folder.resolve("absent.png");
        Program.run("preprocess", Fixture.model(container), "--images", pictures.get(0), absent, "--out", out)
                .fails(ExitStatus.FAILED, absent);
        assertThat(out.getParent()).doesNotExist();
    }

    @Test
    void refusesOptionsOfAnotherTransform() throws IOException {
        List<String> model = Fixture.model(container);
        Path picture = pictures.get(0);
        for (List<String> words : List.of(
                List.of("--resize", "64"),
                List.of("--crop", "64"),
                List.of("--channel-order", "rgb"),
                List.of("--transform", "probe", "--channel-order", "rgb"),
                List.of("--transform", "finetune", "--crop", "64"))) {
            String option = words.get(words.size() - 2);
            Program.run("preprocess", model, "--images", picture, "--out", out, words)
                    .fails(ExitStatus.USAGE, option, "--transform");
        }
        Program.run("preprocess", "--images", picture, "--out", out).fails(ExitStatus.USAGE, "--model");
        Program.run("preprocess", "--transform", "probe", "--crop", "0", "--images", picture, "--out", out)
                .fails(ExitStatus.USAGE, "--crop");
    }

    @Test
    void neverReplacesAnInput() throws IOException {
        Path picture = folder.resolve("picture" + ending(pictures.get(0)));
        Files.copy(pictures.get(0), picture);
        Program.run("preprocess", Fixture.model(container), "--images", picture, "--out", picture)
                .fails(ExitStatus.FAILED, picture, "--out");
        assertThat(picture).hasSameBinaryContentAs(pictures.get(0));
        Program.run("preprocess", Fixture.model(container), "--images", picture, "--out", folder)
                .fails(ExitStatus.FAILED, folder, "--out");
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.'));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
