package org.panderm4j.doctor;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.panderm4j.data.image.ImageDecoder;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.nn.engine.Engines;
import org.panderm4j.nn.engine.onednn.OneDnn;
import org.panderm4j.nn.engine.samediff.Nd4jBackend;
import org.panderm4j.nn.nd4j.BackendGuard;
import org.panderm4j.nn.nd4j.NvidiaDriver;

/** The native libraries: whether they load and compute what they should. */
final class LibraryChecks {
    private static final String CURE =
            "the libraries beside the program must be those of this system; build it here anew (delete tasks/target), "
                    + "and see that the folder for temporary files is writable and allows programs";

    private LibraryChecks() {}

    /** Each check may fail in any way that a native library can. */
    @FunctionalInterface
    interface Check {
        Finding run() throws IOException;
    }

    static List<Finding> all() {
        NvidiaDriver driver = new NvidiaDriver();
        String cure = cure();
        return List.of(
                guarded("ND4J", cure, LibraryChecks::nd4j),
                guarded("OpenCV", LibraryChecks::openCv),
                guarded(
                        "GPU",
                        cure,
                        () -> CudaChecks.gpu(BackendGuard.survey(), driver, Engines.devices(Engines.CUDA))),
                guarded(CudaChecks.ENGINE, cure, () -> CudaChecks.engine(driver)),
                guarded("engines", cure, LibraryChecks::engines));
    }

    /** Where ND4J cannot read the environment, its libraries are not to blame. */
    private static String cure() {
        try {
            BackendGuard.requirePriorities();
            return CURE;
        } catch (IllegalStateException e) {
            return "unset the variable, or set it to a whole number";
        }
    }

    static Finding guarded(String subject, Check check) {
        return guarded(subject, CURE, check);
    }

    static Finding guarded(String subject, String cure, Check check) {
        try {
            return check.run();
        } catch (IOException | RuntimeException | LinkageError e) {
            return Finding.fail(subject, e, cure);
        }
    }

    private static Finding nd4j() {
        float[] found = Nd4jBackend.product(new float[][] {{1, 2}, {3, 4}}, new float[][] {{5, 6}, {7, 8}});
        String backend = Nd4jBackend.name();
        return Arrays.equals(found, new float[] {19, 22, 43, 50})
                ? Finding.pass("ND4J", backend + ", its product of two matrices is right")
                : Finding.fail("ND4J", backend + " multiplies wrongly: " + Arrays.toString(found), CURE);
    }

    private static Finding openCv() throws IOException {
        BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, 0x0A141E);
        picture.setRGB(1, 0, 0xFAF0E6);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        Pixels decoded = ImageDecoder.decodeAsOpenCv(png.toByteArray(), "a test picture");
        byte[] expected = {0x0A, 0x14, 0x1E, (byte) 0xFA, (byte) 0xF0, (byte) 0xE6};
        return Arrays.equals(decoded.rgb(), expected)
                ? Finding.pass("OpenCV", "loads, and decodes a picture rightly")
                : Finding.fail("OpenCV", "decodes a picture wrongly", CURE);
    }

    private static Finding engines() {
        String present = String.join(", ", Engines.present()) + " (fastest first)";
        return OneDnn.absence()
                .map(reason -> Finding.warn(
                        "engines",
                        present + "; onednn is not present here: " + reason,
                        "works, but at about half the speed; use an x86-64 Linux with AVX2"))
                .orElseGet(() -> Finding.pass(
                        "engines",
                        present + "; oneDNN " + OneDnn.version() + ", bf16 "
                                + (OneDnn.multipliesBf16() ? "in hardware" : "not in hardware")));
    }
}
