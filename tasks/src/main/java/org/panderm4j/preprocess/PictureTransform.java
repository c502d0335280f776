package org.panderm4j.preprocess;

import java.io.IOException;
import java.nio.file.Path;
import org.panderm4j.data.transform.ChannelOrder;
import org.panderm4j.data.transform.FinetuneTransform;
import org.panderm4j.data.transform.ImageTransform;
import org.panderm4j.data.transform.PictureBuffers;

/** From a picture file to the network's input. Implementations are safe in any number of threads. */
public sealed interface PictureTransform {
    /** Rows of the result. */
    int height();

    /** Columns of the result. */
    int width();

    /** Decodes and resizes in the calling thread's buffers, to [3, H, W]; not normalised. */
    byte[] bytes(Path picture, PictureBuffers buffers) throws IOException;

    /** The same, normalised. */
    float[] values(Path picture, PictureBuffers buffers) throws IOException;

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
        public byte[] bytes(Path picture, PictureBuffers buffers) throws IOException {
            return transform.load(picture, buffers).channelFirst();
        }

        @Override
        public float[] values(Path picture, PictureBuffers buffers) throws IOException {
            return transform.normalize(transform.load(picture, buffers));
        }
    }

    /** OpenCV's resize, which allocates for itself. */
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
        public byte[] bytes(Path picture, PictureBuffers buffers) throws IOException {
            return transform.channelFirst(transform.load(picture));
        }

        @Override
        public float[] values(Path picture, PictureBuffers buffers) throws IOException {
            return transform.normalize(transform.load(picture));
        }
    }
}
