package org.panderm4j.finetune;

import java.io.IOException;
import java.util.List;
import org.panderm4j.embed.TextFeatures;
import org.panderm4j.nn.engine.Batch;
import org.panderm4j.nn.engine.Encoder;
import org.panderm4j.nn.tower.TextEnd;
import org.panderm4j.nn.tower.Tower;

/**
 * Features of sentences by an encoder.
 *
 * @param encoder of a text tower; closed by the caller
 */
record EncodedTexts(BaseModel model, Encoder encoder) implements TextFeatures.TextSource {
    @Override
    public int[][] ids(List<String> texts) throws IOException {
        return model.tokenizer().rows(texts);
    }

    @Override
    public TextEnd end() {
        return model.textEnd();
    }

    @Override
    public float[][] features(Batch.Texts texts) {
        return encoder.features(texts.cut(end()), Tower.EMBEDDING);
    }
}
