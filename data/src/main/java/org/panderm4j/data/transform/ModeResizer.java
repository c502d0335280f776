package org.panderm4j.data.transform;

import org.panderm4j.data.image.Mode;
import org.panderm4j.data.image.Picture;
import org.panderm4j.data.resample.Filter;
import org.panderm4j.data.resample.Resampler;
import org.panderm4j.data.resample.Samples;
import org.panderm4j.data.resample.Scratch;
import org.panderm4j.data.resample.Sizing;
import org.panderm4j.data.resample.WideResampler;

/** Resizes a picture in its own mode by the rule Pillow has for that mode. */
final class ModeResizer {
    private ModeResizer() {}

    static Picture resize(Picture picture, Sizing sizing, Filter filter, Scratch scratch) {
        if (picture.mode() == Mode.I) {
            int[] values = WideResampler.resize(picture.wide(), picture.width(), picture.height(), sizing, filter);
            return Picture.wide(sizing.cropWidth(), sizing.cropHeight(), values);
        }
        Mode mode = picture.mode();
        // Indices and bits cannot be averaged.
        Filter used = mode == Mode.P || mode == Mode.BILEVEL ? Filter.NEAREST : filter;
        Samples source = new Samples(picture.width(), picture.height(), mode.channels(), picture.samples());
        Samples resized = Resampler.resize(source, mode.hasAlpha(), sizing, used, scratch);
        return picture.with(resized.width(), resized.height(), resized.data());
    }
}
