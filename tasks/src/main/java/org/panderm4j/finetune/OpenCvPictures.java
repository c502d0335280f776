package org.panderm4j.finetune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.panderm4j.data.augment.FinetuneAugmentation;
import org.panderm4j.data.augment.TestTimeVariants;
import org.panderm4j.data.augment.VariantDraws;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.transform.FinetuneTransform;
import org.panderm4j.data.transform.PictureBuffers;

/**
 * Pictures as the reference's fine-tuning prepares them.
 *
 * @param transform size, statistics and channel order
 * @param identity all that changes the numbers, as text
 */
public record OpenCvPictures(FinetuneTransform transform, String identity) implements CasePictures {
    @Override
    public int side() {
        return transform.size();
    }

    @Override
    public float[] plain(Path file, PictureBuffers buffers) throws IOException {
        return transform.normalize(transform.load(file));
    }

    @Override
    public float[] augmented(Path file, RandomGenerator draws, PictureBuffers buffers) throws IOException {
        FinetuneAugmentation augmentation = new FinetuneAugmentation(transform);
        Pixels loaded = transform.load(file);
        return transform.normalize(augmentation.apply(loaded, augmentation.draw(draws)));
    }

    @Override
    public int versions() {
        return TestTimeVariants.COUNT;
    }

    @Override
    public float[] version(Path file, int index, RandomGenerator draws, PictureBuffers buffers) throws IOException {
        TestTimeVariants variants = new TestTimeVariants(transform);
        return transform.normalize(variants.of(index, transform.load(file), VariantDraws.draw(draws)));
    }
}
