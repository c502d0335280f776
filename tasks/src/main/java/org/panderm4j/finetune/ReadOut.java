package org.panderm4j.finetune;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.panderm4j.model.ImageFeature;
import org.panderm4j.nn.tower.Head;
import org.panderm4j.nn.tower.Projection;
import org.panderm4j.nn.tower.Tower;
import org.panderm4j.weights.store.ModelDescription;

/** What a fusion network sees of an image tower: one vector a picture, before any map into a shared space. */
public enum ReadOut {
    /**
     * What the reference's fine-tuning reads by the name {@code mean}: for PanDerm-2 the class token, for the first PanDerm the mean of
     * patches, for others the vector that their embedding is projected from.
     */
    MEAN,
    /** The class token. */
    CLS,
    /** The mean of the patch tokens, whatever the reference reads. */
    PATCH_MEAN;

    private static final String POOLED = ".pooled";

    /**
     * The image tower of a model with this read-out as its only head, {@link Tower#FINETUNE}.
     *
     * @throws IllegalArgumentException when the tower has no such tokens
     */
    public Tower of(ModelDescription model) {
        Tower tower = model.towers().image();
        Head usual = usual(model.family(), tower);
        Head head = switch (this) {
            case MEAN -> usual;
            case CLS -> pooled(usual, Head.Pooling.CLASS);
            case PATCH_MEAN -> pooled(usual, Head.Pooling.MEAN_OF_PATCHES);
        };
        return new Tower(tower.stem(), tower.blocks(), Map.of(Tower.FINETUNE, head));
    }

    private static Head usual(String family, Tower tower) {
        Optional<String> told = ImageFeature.all().stream()
                .filter(one -> one.family().equals(family) && one.benchmark().equals(ImageFeature.FINETUNE))
                .map(ImageFeature::output)
                .findFirst();
        String name = told.orElse(tower.heads().containsKey(Tower.FINETUNE) ? Tower.FINETUNE : Tower.EMBEDDING);
        return unprojected(tower.head(name.replace(POOLED, "")));
    }

    private static Head unprojected(Head head) {
        return new Head(
                head.tokenNorm(), head.pooling(), head.pooledNorm(), head.eps(), head.pooler(), new Projection.None());
    }

    private static Head pooled(Head head, Head.Pooling pooling) {
        return new Head(head.tokenNorm(), pooling, head.pooledNorm(), head.eps(), head.pooler(), head.projection());
    }

    /** As it stands in files and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
