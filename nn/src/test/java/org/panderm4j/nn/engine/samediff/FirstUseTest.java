package org.panderm4j.nn.engine.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.panderm4j.nn.reference.RandomTowers;
import org.panderm4j.nn.reference.RandomWeights;
import org.panderm4j.nn.tower.Tower;

/** Opening an encoder may be the first thing that a program asks of ND4J, with a number of threads, too. */
class FirstUseTest {
    /** A program that does nothing else. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            RandomTowers towers = new RandomTowers(new Random(1));
            Tower tower = towers.image();
            RandomWeights weights = new RandomWeights(tower, "", new Random(1));
            try (SameDiffEncoder encoder = SameDiffEncoder.open(tower, weights, "", 1)) {
                encoder.features(towers.batch(tower), Tower.EMBEDDING);
            }
        }
    }

    @Test
    void threadsMayBeChosenAtOnce() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        List.of(java.toString(), "-cp", System.getProperty("java.class.path"), Program.class.getName()))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
