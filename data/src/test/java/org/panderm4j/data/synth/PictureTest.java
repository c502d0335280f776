package org.panderm4j.data.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.synth.lesion.Artefact;
import org.panderm4j.data.synth.lesion.Attributes;
import org.panderm4j.data.synth.lesion.Border;
import org.panderm4j.data.synth.lesion.Colour;
import org.panderm4j.data.synth.lesion.Diameter;
import org.panderm4j.data.synth.lesion.Lesion;
import org.panderm4j.data.synth.lesion.Network;
import org.panderm4j.data.synth.lesion.Patient;
import org.panderm4j.data.synth.lesion.SkinTone;
import org.panderm4j.data.synth.lesion.Structure;
import org.panderm4j.data.synth.lesion.Vessels;
import org.panderm4j.data.synth.lesion.View;

/** What is asked for can be measured in the picture, and nothing else moves. */
class PictureTest {
    private static final int SIZE = 96;

    private final DemoWorld world = DemoWorld.of(new WorldOptions(11, 40));

    @ParameterizedTest
    @CsvSource({
        "1, CLINICAL, 88754971647aa5b0f65ad04bf4c6364e1d3d59b2add0fecac6c4ec9641dd4d19",
        "1, DERMOSCOPIC, b0b52fa0065c6f71976e918a050e57009fa9ed0080fd7197d3825d0c4c25bb3c",
        "2, CLINICAL, 97e84a0161e02c1d8724a212d809fd67e7344a2c93d6f57a659b7c78de01ddc5",
        "2, DERMOSCOPIC, 11f609df04a35ec80004136187c96b6d8a65e250b55831183b921ef192d8f792"
    })
    void sameBytesEverywhere(long seed, View view, String digest) throws NoSuchAlgorithmException {
        DemoWorld seeded = DemoWorld.of(new WorldOptions(seed, 24));
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (Lesion lesion : seeded.lesions()) {
            sha.update(seeded.picture(lesion, view, 64).rgb());
        }
        assertThat(HexFormat.of().formatHex(sha.digest())).isEqualTo(digest);
    }

    @Test
    void threadsDoNotDisturbOneAnother() {
        List<Pixels> alone = world.lesions().stream()
                .map(lesion -> world.picture(lesion, View.DERMOSCOPIC, 48))
                .toList();
        List<Pixels> together = world.lesions().parallelStream()
                .map(lesion -> world.picture(lesion, View.DERMOSCOPIC, 48))
                .toList();
        for (int i = 0; i < alone.size(); i++) {
            assertThat(together.get(i).rgb()).isEqualTo(alone.get(i).rgb());
        }
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void hairIsThinAndDark(View view) {
        for (Lesion lesion : plainLesions()) {
            Change change = change(lesion, lesion.with(Artefact.HAIR, true), view);
            assertThat(change.share()).isBetween(0.03, 0.45);
            assertThat(change.darker()).isGreaterThan(0.9);
        }
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void inkIsViolet(View view) {
        for (Lesion lesion : plainLesions()) {
            Change change = change(lesion, lesion.with(Artefact.INK, true), view);
            assertThat(change.share()).isBetween(0.02, 0.45);
            assertThat(change.blueOverRed()).isGreaterThan(20);
        }
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void rulerIsAStrip(View view) {
        for (Lesion lesion : plainLesions()) {
            Change change = change(lesion, lesion.with(Artefact.RULER, true), view);
            assertThat(change.share()).isBetween(0.04, 0.3);
        }
    }

    @ParameterizedTest
    @EnumSource(Structure.class)
    void structuresLieInTheLesion(Structure structure) {
        for (Lesion lesion : plainLesions()) {
            Lesion other = lesion.with(lesion.attributes().withStructure(structure, true));
            assertInsideOnly(lesion, other);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Vessels.class, names = "ABSENT", mode = EnumSource.Mode.EXCLUDE)
    void vesselsLieInTheLesionAndAreRed(Vessels vessels) {
        for (Lesion lesion : plainLesions()) {
            Lesion other = lesion.with(lesion.attributes().withVessels(vessels));
            assertInsideOnly(lesion, other);
            assertThat(change(lesion, other, View.DERMOSCOPIC).redOverGreen()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Network.class, names = "ABSENT", mode = EnumSource.Mode.EXCLUDE)
    void networkIsSeenThroughTheDermatoscope(Network network) {
        for (Lesion lesion : plainLesions()) {
            Lesion other = lesion.with(lesion.attributes().withNetwork(network));
            assertInsideOnly(lesion, other);
            assertThat(change(lesion, other, View.DERMOSCOPIC).size())
                    .isGreaterThan(2 * change(lesion, other, View.CLINICAL).size());
        }
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void coloursOrderAsTheirNamesSay(View view) {
        for (Lesion lesion : plainLesions()) {
            double[] red = meanInside(coloured(lesion, Colour.RED), view);
            double[] brown = meanInside(coloured(lesion, Colour.LIGHT_BROWN), view);
            double[] dark = meanInside(coloured(lesion, Colour.DARK_BROWN), view);
            double[] black = meanInside(coloured(lesion, Colour.BLACK), view);
            double[] blue = meanInside(coloured(lesion, Colour.BLUE_GREY), view);
            double[] white = meanInside(coloured(lesion, Colour.WHITE), view);
            assertThat(red[0] - red[1]).isGreaterThan(brown[0] - brown[1] + 15);
            assertThat(brown[0]).isGreaterThan(dark[0] + 15);
            assertThat(dark[0]).isGreaterThan(black[0] + 5);
            assertThat(blue[2] - blue[0]).isGreaterThan(0);
            assertThat(white[1]).isGreaterThan(brown[1] + 30);
        }
    }

    @Test
    void furtherColoursAreSeen() {
        for (Lesion lesion : plainLesions()) {
            for (boolean asymmetric : new boolean[] {false, true}) {
                Lesion shaped = lesion.with(lesion.attributes().withAsymmetric(asymmetric));
                Lesion other = shaped.with(shaped.attributes().withFurtherColours(Set.of(Colour.WHITE)));
                assertThat(change(shaped, other, View.DERMOSCOPIC).share()).isGreaterThan(0.04);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void skinDarkensStepByStep(View view) {
        Lesion lesion = plainLesions().get(0);
        double last = Double.MAX_VALUE;
        for (SkinTone tone : SkinTone.values()) {
            Patient patient = lesion.patient();
            Patient other = new Patient(patient.number(), patient.age(), patient.sex(), tone, patient.split());
            Lesion toned = new Lesion(
                    lesion.number(), other, lesion.diagnosis(), lesion.site(), lesion.attributes(), lesion.blurred());
            double green = meanAround(toned, view);
            assertThat(green).isLessThan(last - 10);
            last = green;
        }
    }

    @Test
    void blurTakesContrast() {
        for (Lesion lesion : plainLesions()) {
            Lesion blurred = lesion.withBlurred(Set.of(View.CLINICAL));
            assertThat(contrast(blurred, View.CLINICAL)).isLessThan(0.8 * contrast(lesion, View.CLINICAL));
            assertThat(world.picture(blurred, View.DERMOSCOPIC, SIZE).rgb())
                    .isEqualTo(world.picture(lesion, View.DERMOSCOPIC, SIZE).rgb());
        }
    }

    @Test
    void refusesPicturesWithoutRoom() {
        assertThatThrownBy(() -> world.picture(world.lesions().get(0), View.CLINICAL, 15))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 16")
                .hasMessageContaining("15");
    }

    /** Light brown, flat and without any structure, on skin of every kind. */
    private List<Lesion> plainLesions() {
        Attributes plain = new Attributes(
                false,
                false,
                Diameter.MEDIUM,
                Border.SHARP,
                Colour.LIGHT_BROWN,
                Set.of(),
                Network.ABSENT,
                Vessels.ABSENT,
                Set.of(),
                Set.of());
        return world.lesions().stream()
                .limit(8)
                .map(lesion -> lesion.with(plain).withBlurred(Set.of()))
                .toList();
    }

    private static Lesion coloured(Lesion lesion, Colour colour) {
        return lesion.with(lesion.attributes().withMainColour(colour));
    }

    private void assertInsideOnly(Lesion before, Lesion after) {
        byte[] one = world.picture(before, View.DERMOSCOPIC, SIZE).rgb();
        byte[] two = world.picture(after, View.DERMOSCOPIC, SIZE).rgb();
        float[] mask = world.mask(before, View.DERMOSCOPIC, SIZE);
        double inside = 0;
        double outside = 0;
        int within = 0;
        for (int i = 0; i < mask.length; i++) {
            double distance = 0;
            for (int c = 0; c < 3; c++) {
                distance += Math.abs((one[3 * i + c] & 0xFF) - (two[3 * i + c] & 0xFF));
            }
            if (mask[i] > 0.5) {
                inside += distance;
                within++;
            } else {
                outside += distance;
            }
        }
        assertThat(inside / within).as("mean change inside, of 765").isGreaterThan(6);
        assertThat(outside / (mask.length - within)).as("mean change outside").isLessThan(2);
    }

    private double[] meanInside(Lesion lesion, View view) {
        byte[] rgb = world.picture(lesion, view, SIZE).rgb();
        float[] mask = world.mask(lesion, view, SIZE);
        double[] sum = new double[3];
        int count = 0;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] > 0.99) {
                count++;
                for (int c = 0; c < 3; c++) {
                    sum[c] += rgb[3 * i + c] & 0xFF;
                }
            }
        }
        return new double[] {sum[0] / count, sum[1] / count, sum[2] / count};
    }

    /** Mean green of the skin around. */
    private double meanAround(Lesion lesion, View view) {
        byte[] rgb = world.picture(lesion, view, SIZE).rgb();
        float[] mask = world.mask(lesion, view, SIZE);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] < 0.01) {
                count++;
                sum += rgb[3 * i + 1] & 0xFF;
            }
        }
        return sum / count;
    }

    /** Standard deviation of green over the picture. */
    private double contrast(Lesion lesion, View view) {
        byte[] rgb = world.picture(lesion, view, SIZE).rgb();
        double sum = 0;
        double squares = 0;
        for (int i = 1; i < rgb.length; i += 3) {
            int green = rgb[i] & 0xFF;
            sum += green;
            squares += green * green;
        }
        double mean = 3 * sum / rgb.length;
        return Math.sqrt(3 * squares / rgb.length - mean * mean);
    }

    private Change change(Lesion before, Lesion after, View view) {
        return Change.between(world.picture(before, view, SIZE), world.picture(after, view, SIZE));
    }

    /**
     * Between two pictures, over the pixels that differ clearly.
     *
     * @param share of all pixels
     * @param darker share of those that lost light
     * @param blueOverRed mean gain of blue less that of red, in 8-bit steps
     * @param redOverGreen mean gain of red less that of green
     * @param size mean distance over all pixels
     */
    private record Change(double share, double darker, double blueOverRed, double redOverGreen, double size) {
        static Change between(Pixels before, Pixels after) {
            byte[] one = before.rgb();
            byte[] two = after.rgb();
            int changed = 0;
            int darker = 0;
            double blue = 0;
            double red = 0;
            double size = 0;
            for (int i = 0; i < one.length; i += 3) {
                int dr = (two[i] & 0xFF) - (one[i] & 0xFF);
                int dg = (two[i + 1] & 0xFF) - (one[i + 1] & 0xFF);
                int db = (two[i + 2] & 0xFF) - (one[i + 2] & 0xFF);
                int distance = Math.abs(dr) + Math.abs(dg) + Math.abs(db);
                size += distance;
                if (distance > 24) {
                    changed++;
                    darker += dr + dg + db < 0 ? 1 : 0;
                    blue += db - dr;
                    red += dr - dg;
                }
            }
            double pixels = one.length / 3.0;
            int divisor = Math.max(1, changed);
            return new Change(
                    changed / pixels, (double) darker / divisor, blue / divisor, red / divisor, size / pixels);
        }
    }
}
