package org.panderm4j.data.image;

import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** OpenCV's decoders, in any number of threads with a buffer each. */
final class OpenCv {
    static {
        // Pictures are decoded in several threads at once; a pool inside each decode would only get in the way.
        opencv_core.setNumThreads(1);
    }

    private OpenCv() {}

    /**
     * Samples as OpenCV stores them, but red first.
     *
     * @param bytes interleaved 8-bit samples; empty at 16 bits
     * @param words interleaved 16-bit samples; empty at 8 bits
     */
    record Raster(int width, int height, int channels, byte[] bytes, short[] words) {}

    /** Decodes in the file's own depth and channels; orientation is not applied. */
    static Raster decode(Encoded file, DecodeBuffer buffer) throws IOException {
        return decode(file, opencv_imgcodecs.IMREAD_UNCHANGED, buffer);
    }

    /** Decodes to 8-bit colour; orientation is not applied. The decoder writes red first by itself, which saves a pass. */
    static Raster decodeRgb(Encoded file, DecodeBuffer buffer) throws IOException {
        return decode(file, opencv_imgcodecs.IMREAD_COLOR_RGB | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION, buffer);
    }

    /** Decodes to 8-bit colour, turned as EXIF says: what {@code imread} does when told nothing, but red first. */
    static Raster decodeColour(Encoded file) throws IOException {
        try (DecodeBuffer buffer = new DecodeBuffer()) {
            return decode(file, opencv_imgcodecs.IMREAD_COLOR_RGB, buffer);
        }
    }

    private static Raster decode(Encoded file, int flags, DecodeBuffer buffer) throws IOException {
        try (BytePointer bytes = new BytePointer(file.bytes());
                Mat encoded = new Mat(1, file.length(), opencv_core.CV_8UC1, bytes);
                Mat decoded = opencv_imgcodecs.imdecode(encoded, flags, buffer.mat())) {
            if (decoded == null || decoded.empty()) {
                throw file.damaged("the decoder gave up");
            }
            if (flags == opencv_imgcodecs.IMREAD_UNCHANGED) {
                swapRedAndBlue(decoded);
            }
            return copy(decoded, buffer);
        } catch (RuntimeException e) {
            if (isOutOfMemory(e)) {
                throw (Error) new OutOfMemoryError(file.name() + ": " + firstLine(e)).initCause(e);
            }
            throw file.bad("the decoder failed: " + firstLine(e), "save the picture again");
        }
    }

    private static void swapRedAndBlue(Mat mat) {
        if (mat.channels() == 3) {
            opencv_imgproc.cvtColor(mat, mat, opencv_imgproc.COLOR_BGR2RGB);
        } else if (mat.channels() == 4) {
            opencv_imgproc.cvtColor(mat, mat, opencv_imgproc.COLOR_BGRA2RGBA);
        }
    }

    private static Raster copy(Mat mat, DecodeBuffer buffer) {
        int count = Math.multiplyExact(mat.rows() * mat.cols(), mat.channels());
        boolean wide = mat.depth() == opencv_core.CV_16U;
        byte[] bytes = wide ? new byte[0] : buffer.bytes(count);
        short[] words = new short[wide ? count : 0];
        if (wide) {
            new ShortPointer(mat.data()).get(words);
        } else {
            mat.data().get(bytes);
        }
        return new Raster(mat.cols(), mat.rows(), mat.channels(), bytes, words);
    }

    /** By the words for its code -4; the machine is at fault then, not the picture. */
    static boolean isOutOfMemory(RuntimeException e) {
        return firstLine(e).contains("(-4:");
    }

    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse("no reason given")
                .trim();
    }
}
