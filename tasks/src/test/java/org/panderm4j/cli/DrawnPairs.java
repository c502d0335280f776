package org.panderm4j.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small pictures of one shape on skin, with captions that say which: enough to learn from in seconds. */
final class DrawnPairs {
    static final List<String> KINDS = List.of("red round spot", "blue square", "black line", "white ring");

    private DrawnPairs() {}

    /** Draws {@code count} pictures and writes {@code pairs.csv} beside them, two captions and a source a row. */
    static Path in(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        Random random = new Random(7);
        List<String> lines = new ArrayList<>(List.of("image,caption,other,origin,split,label"));
        for (int i = 0; i < count; i++) {
            int kind = i % KINDS.size();
            Path file = folder.resolve("p" + i + ".png");
            ImageIO.write(drawn(kind, random), "png", file.toFile());
            lines.add(String.join(
                    ",",
                    file.toString(),
                    "a " + KINDS.get(kind) + " on the skin",
                    "skin with a " + KINDS.get(kind),
                    kind == 0 ? "atlas" : "web",
                    i < count / 2 ? "train" : "val",
                    Integer.toString(kind)));
        }
        return Given.lines(folder.resolve("pairs.csv"), lines.toArray(String[]::new));
    }

    /** The classes, one a line. */
    static Path labels(Path folder) throws IOException {
        return Given.lines(folder.resolve("labels.txt"), KINDS.toArray(String[]::new));
    }

    private static BufferedImage drawn(int kind, Random random) {
        BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(200 + random.nextInt(40), 160 + random.nextInt(40), 140 + random.nextInt(30)));
        pen.fillRect(0, 0, 40, 40);
        int x = 6 + random.nextInt(10);
        int y = 6 + random.nextInt(10);
        switch (kind) {
            case 0 -> {
                pen.setColor(Color.RED);
                pen.fillOval(x, y, 16, 16);
            }
            case 1 -> {
                pen.setColor(Color.BLUE);
                pen.fillRect(x, y, 14, 14);
            }
            case 2 -> {
                pen.setColor(Color.BLACK);
                pen.fillRect(2, y, 36, 4);
            }
            default -> {
                pen.setColor(Color.WHITE);
                pen.fillOval(x, y, 18, 18);
                pen.setColor(Color.PINK);
                pen.fillOval(x + 5, y + 5, 8, 8);
            }
        }
        pen.dispose();
        return image;
    }
}
