package org.panderm4j.data.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Opens picture files. Stateless and safe in any number of threads.
 *
 * <p>Every failure is an {@link IOException} of one line: the file, what was found, what to do; an {@link UnusablePictureException}
 * unless it may pass.
 */
public final class ImageDecoder {
    /** Encoded bytes; far above any picture within the pixel limit that is worth reading at once. */
    private static final long MAX_BYTES = 1L << 30;
    /** Bytes of a file's name. */
    private static final int LONGEST_NAME = 255;

    private ImageDecoder() {}

    /** Decodes a file into the mode that Pillow 9.4 opens it in; EXIF orientation is not applied. */
    public static Picture decode(Path file) throws IOException {
        return decode(read(file), file.toString());
    }

    /** The same into memory that is kept: the picture is good until the next call with this buffer. */
    public static Picture decode(Path file, DecodeBuffer buffer) throws IOException {
        return decode(read(file), file.toString(), buffer);
    }

    /**
     * Decodes bytes in memory.
     *
     * @param name what messages call them
     */
    public static Picture decode(byte[] encoded, String name) throws IOException {
        try (DecodeBuffer buffer = new DecodeBuffer()) {
            return decode(encoded, name, buffer);
        }
    }

    /** The same into memory that is kept: the picture is good until the next call with this buffer. */
    public static Picture decode(byte[] encoded, String name, DecodeBuffer buffer) throws IOException {
        Encoded file = new Encoded(name, encoded);
        try {
            return decode(file, buffer);
        } catch (RuntimeException e) {
            // A decoder that trips over damage its file's structure did not show.
            throw new UnusablePictureException(
                    file.damaged(String.valueOf(e.getMessage())).getMessage(), e);
        }
    }

    private static Picture decode(Encoded file, DecodeBuffer buffer) throws IOException {
        return switch (Format.of(file)) {
            case JPEG -> JpegPicture.decode(file, JpegStructure.parse(file), buffer);
            case PNG -> PngPicture.decode(file, PngStructure.parse(file), buffer);
            case GIF -> GifPicture.decode(file, GifStructure.parse(file));
            case BMP -> BmpPicture.decode(file, BmpStructure.parse(file), buffer);
            case WEBP -> OtherPicture.webp(file, WebpStructure.parse(file), buffer);
            case TIFF -> OtherPicture.tiff(file, TiffStructure.parse(file), buffer);
        };
    }

    /**
     * Decodes as OpenCV's {@code imread} does by default: 8-bit colour, EXIF orientation applied, alpha dropped. The same
     * files are refused as by {@link #decode}.
     */
    public static Pixels decodeAsOpenCv(Path file) throws IOException {
        return decodeAsOpenCv(read(file), file.toString());
    }

    /** The same from bytes in memory. */
    public static Pixels decodeAsOpenCv(byte[] encoded, String name) throws IOException {
        Encoded file = new Encoded(name, encoded);
        switch (Format.of(file)) {
            case JPEG -> JpegStructure.parse(file);
            case PNG -> PngStructure.parse(file);
            case GIF -> GifStructure.parse(file);
            case BMP -> BmpStructure.parse(file);
            case WEBP -> WebpStructure.parse(file);
            case TIFF -> TiffStructure.parse(file);
        }
        OpenCv.Raster raster = OpenCv.decodeColour(file);
        return new Pixels(raster.width(), raster.height(), raster.bytes());
    }

    private static byte[] read(Path file) throws IOException {
        try {
            check(file, Files.readAttributes(file, BasicFileAttributes.class));
            return Files.readAllBytes(file);
        } catch (UnusablePictureException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw missing(file, e);
        } catch (AccessDeniedException e) {
            throw new UnusablePictureException(file + ": not readable; check its permissions", e);
        } catch (IOException e) {
            if (isInsideAFile(file) || isTooLong(file)) {
                throw missing(file, e);
            }
            throw new IOException(file + ": cannot be read (" + reason(file, e) + ")", e);
        }
    }

    private static void check(Path file, BasicFileAttributes found) throws IOException {
        if (found.isDirectory()) {
            throw new UnusablePictureException(file + ": expected a picture, found a folder; name the files in it");
        }
        if (!found.isRegularFile()) {
            throw new UnusablePictureException(
                    file + ": expected a picture, found a pipe or device; copy it to a file first");
        }
        if (!Files.isReadable(file)) {
            throw new UnusablePictureException(file + ": not readable; check its permissions");
        }
        long size = found.size();
        if (size > MAX_BYTES) {
            throw new UnusablePictureException(file + ": found " + size + " bytes, over the limit of " + MAX_BYTES
                    + " for a picture; scale it down");
        }
    }

    private static UnusablePictureException missing(Path file, IOException cause) {
        return new UnusablePictureException(
                file + ": no such file; check the path and the folder it begins in (--image-root or --data)", cause);
    }

    private static boolean isInsideAFile(Path file) {
        for (Path above = file.getParent(); above != null; above = above.getParent()) {
            if (Files.isRegularFile(above)) {
                return true;
            }
        }
        return false;
    }

    /** No file system that Java runs on holds a name of more bytes: such a file is nowhere, not out of reach for the moment. */
    private static boolean isTooLong(Path file) {
        for (Path name : file) {
            if (name.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                return true;
            }
        }
        return false;
    }

    private static String reason(Path file, IOException e) {
        String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return reason == null || reason.equals(file.toString()) ? e.getClass().getSimpleName() : reason;
    }
}
