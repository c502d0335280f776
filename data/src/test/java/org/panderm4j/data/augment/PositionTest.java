package org.panderm4j.data.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.panderm4j.data.image.Pixels;

class PositionTest {
    /** Two rows of three: a b c over d e f. */
    private static final Pixels SIX = picture(3, 2, "abcdef");

    private static Pixels picture(int width, int height, String names) {
        byte[] rgb = new byte[3 * names.length()];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (names.charAt(i / 3) + 40 * (i % 3));
        }
        return new Pixels(width, height, rgb);
    }

    private static void assertSame(Pixels found, int width, int height, String names) {
        assertThat(found.width()).isEqualTo(width);
        assertThat(found.height()).isEqualTo(height);
        assertThat(found.rgb()).isEqualTo(picture(width, height, names).rgb());
    }

    @Test
    void pixelsGoWhereTheyShould() {
        assertSame(new Position(true, false, 0).of(SIX), 3, 2, "cbafed");
        assertSame(new Position(false, true, 0).of(SIX), 3, 2, "defabc");
        assertSame(new Position(false, false, 1).of(SIX), 2, 3, "daebfc");
        assertSame(new Position(false, false, 2).of(SIX), 3, 2, "fedcba");
        assertSame(new Position(false, false, 3).of(SIX), 2, 3, "cfbead");
        assertSame(new Position(true, false, 1).of(SIX), 2, 3, "fcebda");
        assertSame(new Position(true, true, 2).of(SIX), 3, 2, "abcdef");
    }

    @Test
    void aSquareHasEightPositions() {
        Pixels square = picture(2, 2, "abcd");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 16; i++) {
            Pixels moved = new Position((i & 1) > 0, (i & 2) > 0, i / 4).of(square);
            StringBuilder names = new StringBuilder();
            for (int p = 0; p < 4; p++) {
                names.append((char) moved.rgb()[3 * p]);
            }
            seen.add(names.toString());
        }
        assertThat(seen).hasSize(8);
    }
}
