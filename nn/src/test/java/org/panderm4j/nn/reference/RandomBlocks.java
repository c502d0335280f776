package org.panderm4j.nn.reference;

import java.util.ArrayList;
import java.util.List;
import org.panderm4j.nn.tower.Attention;
import org.panderm4j.nn.tower.Attention.Biases;
import org.panderm4j.nn.tower.Attention.Mask;
import org.panderm4j.nn.tower.Attention.Place;
import org.panderm4j.nn.tower.Block;
import org.panderm4j.nn.tower.Block.NormPlace;
import org.panderm4j.nn.tower.Mlp;

/** Small encoder blocks of random sizes and switches. */
final class RandomBlocks {
    private final Draw draw;

    RandomBlocks(Draw draw) {
        this.draw = draw;
    }

    /**
     * One to three blocks, some with rotary positions.
     *
     * @param heads of the blocks with rotary positions; 0 for none
     */
    List<Block> ofPictures(int width, int heads) {
        List<Block> blocks = new ArrayList<>();
        for (int i = draw.between(1, 3); i > 0; i--) {
            boolean rotary = heads > 0 && !draw.once(4);
            blocks.add(block(width, rotary ? heads : divisor(width), Mask.NONE, rotary ? Place.ROTARY : Place.NONE));
        }
        return blocks;
    }

    /** One to three blocks, each with one of the masks. */
    List<Block> ofTexts(int width, List<Mask> masks) {
        List<Block> blocks = new ArrayList<>();
        for (int i = draw.between(1, 3); i > 0; i--) {
            blocks.add(block(width, divisor(width), draw.oneOf(masks), Place.NONE));
        }
        return blocks;
    }

    private Block block(int width, int heads, Mask mask, Place place) {
        double scale = Math.sqrt((double) heads / width) * (draw.once(4) ? Math.sqrt(0.5) : 1);
        Biases biases = new Biases(draw.coin(), draw.coin(), draw.coin(), draw.coin());
        return new Block(
                width,
                draw.oneOf(List.of(NormPlace.values())),
                draw.eps(),
                new Attention(heads, scale, biases, mask, place, draw.once(3), draw.once(3)),
                new Mlp(draw.between(3, 40), draw.activation(), draw.once(3), draw.once(3), draw.coin()),
                draw.coin());
    }

    private int divisor(int width) {
        int heads = draw.between(1, 4);
        while (width % heads != 0) {
            heads--;
        }
        return heads;
    }
}
