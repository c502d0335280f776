package org.panderm4j.preprocess;

import java.io.IOException;
import java.nio.file.Path;
import org.panderm4j.data.image.ImageDecoder;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.transform.ChannelOrder;
import org.panderm4j.data.transform.FinetuneTransform;
import org.panderm4j.data.transform.ImageTransform;

/** From a picture file to the network's input. Implementations are safe in any number of threads. */
public sealed interface PictureTransform {
    /** Rows of the result. */
    int height();

    /** Columns of the result. */
    int width();

    /** Decodes and resizes; not normalised. // [3, H, W] */
    byte[] bytes(Path picture) throws IOException;

    /** The same, normalised. // [3, H, W] */
    float[] values(Path picture) throws IOException;

    /** Of the evaluations: a model's own, or the linear probe's. */
    static PictureTransform evaluation(ImageTransform transform) {
        return new Evaluation(transform);
    }

    /** Of multimodal fine-tuning. */
    static PictureTransform finetune(ChannelOrder order) {
        return new Finetune(new FinetuneTransform(order));
    }

    /** Pillow's resize and crop. */
    record Evaluation(ImageTransform transform) implements PictureTransform {
        @Override
        public int height() {
            return transform.config().height();
        }

        @Override
        public int width() {
            return transform.config().width();
        }

        @Override
        public byte[] bytes(Path picture) throws IOException {
            return pixels(picture).channelFirst();
        }

        @Override
        public float[] values(Path picture) throws IOException {
            return transform.normalize(pixels(picture));
        }

        private Pixels pixels(Path picture) throws IOException {
            return transform.apply(ImageDecoder.decode(picture));
        }
    }

    /** OpenCV's resize. */
    record Finetune(FinetuneTransform transform) implements PictureTransform {
        @Override
        public int height() {
            return FinetuneTransform.SIZE;
        }

        @Override
        public int width() {
            return FinetuneTransform.SIZE;
        }

        @Override
        public byte[] bytes(Path picture) throws IOException {
            return transform.channelFirst(transform.load(picture));
        }

        @Override
        public float[] values(Path picture) throws IOException {
            return transform.normalize(transform.load(picture));
        }
    }
}
