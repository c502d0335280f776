package org.panderm4j.benchmarks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** A made-up picture of a dermatoscope's usual size: smooth skin, a dark disc, some noise. Compresses about as well as a photograph. */
final class SkinPicture {
    static final int WIDTH = 1022;
    static final int HEIGHT = 767;

    private SkinPicture() {}

    static byte[] jpeg() throws IOException {
        Random random = new Random(1);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                boolean lesion = Math.hypot(x - WIDTH / 2.0, y - HEIGHT / 2.0) < HEIGHT / 4.0;
                int light = (lesion ? 90 : 200) + x * 20 / WIDTH + random.nextInt(12);
                image.setRGB(x, y, (light << 16) | ((light * 7 / 10) << 8) | (light * 6 / 10));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", bytes);
        return bytes.toByteArray();
    }
}
