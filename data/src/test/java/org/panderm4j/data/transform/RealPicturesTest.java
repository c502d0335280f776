package org.panderm4j.data.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.panderm4j.data.golden.GoldenCases;
import org.panderm4j.data.image.ImageDecoder;
import org.panderm4j.data.image.Mode;
import org.panderm4j.data.image.Picture;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.resample.Filter;
import org.panderm4j.data.resample.Scratch;
import org.panderm4j.data.resample.Sizing;

/** Photographs beside the project, if they are there, against the digests of what Pillow makes of them. */
@Tag("golden")
class RealPicturesTest {
    private final Scratch scratch = new Scratch();

    @Test
    void everyPictureHasThePixelsThatPillowGivesIt() throws IOException {
        Path data = GoldenCases.home().resolve("../shared/data").normalize();
        assumeThat(data).as("photographs beside the project").isDirectory();
        List<String> wrong = new ArrayList<>();
        int pictures = 0;
        for (Path reference : references(data)) {
            try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(reference)) {
                for (NamedCsvRecord row : rows) {
                    pictures++;
                    compare(reference.resolveSibling(row.getField("file")), row, wrong);
                }
            }
        }
        assertThat(pictures).as("pictures").isPositive();
        assertThat(wrong).as("of %d pictures", pictures).isEmpty();
    }

    private void compare(Path file, NamedCsvRecord row, List<String> wrong) throws IOException {
        Picture picture = ImageDecoder.decode(file);
        Pixels rgb = picture.toRgb();
        Picture source = Picture.of(Mode.RGB, rgb.width(), rgb.height(), rgb.rgb());
        Sizing shorter = Sizing.whole(number(row, "short224_width"), number(row, "short224_height"));
        check(file, "mode", picture.mode().pillowName(), row.getField("mode"), wrong);
        check(file, "width", picture.width() + "", row.getField("width"), wrong);
        check(file, "height", picture.height() + "", row.getField("height"), wrong);
        check(file, "decoded_md5", md5(rgb), row.getField("decoded_md5"), wrong);
        check(file, "short224_md5", resized(source, shorter, Filter.BICUBIC), row.getField("short224_md5"), wrong);
        Pixels cropped = new ImageTransform(PreprocessConfig.OPENAI_224, ColorOrder.RGB_FIRST).apply(picture);
        check(file, "short224_crop224_md5", md5(cropped), row.getField("short224_crop224_md5"), wrong);
        Sizing square = Sizing.whole(224, 224);
        for (Filter filter : List.of(Filter.BICUBIC, Filter.BILINEAR)) {
            String column = "squash224_" + filter.name().toLowerCase(Locale.ROOT) + "_md5";
            check(file, column, resized(source, square, filter), row.getField(column), wrong);
        }
    }

    private String resized(Picture source, Sizing sizing, Filter filter) {
        return md5(ModeResizer.resize(source, sizing, filter, scratch).toRgb());
    }

    private static void check(Path file, String what, String found, String expected, List<String> wrong) {
        if (!found.equals(expected)) {
            wrong.add(file.getFileName() + ": " + what + " " + found + " instead of " + expected);
        }
    }

    private static int number(NamedCsvRecord row, String column) {
        return Integer.parseInt(row.getField(column));
    }

    private static String md5(Pixels pixels) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(pixels.rgb()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> references(Path data) throws IOException {
        try (Stream<Path> folders = Files.list(data)) {
            return folders.map(folder -> folder.resolve("pillow-reference.csv"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }
}
