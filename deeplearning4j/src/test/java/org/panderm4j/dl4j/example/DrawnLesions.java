package org.panderm4j.dl4j.example;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.panderm4j.data.image.Pixels;
import org.panderm4j.data.synth.DemoWorld;
import org.panderm4j.data.synth.WorldOptions;
import org.panderm4j.data.synth.lesion.Diagnosis;
import org.panderm4j.data.synth.lesion.Lesion;
import org.panderm4j.data.synth.lesion.Split;
import org.panderm4j.data.synth.lesion.View;
import org.panderm4j.weights.hub.HubProgress;
import org.panderm4j.weights.open.ModelOpener;
import org.panderm4j.weights.open.ModelRequest;
import org.panderm4j.weights.open.OpenModel;
import org.panderm4j.weights.store.Preprocessing;

/** Drawn dermoscopic pictures with their diagnoses as Deeplearning4j's data sets, preprocessed as a model wants them. */
final class DrawnLesions {
    private final DemoWorld world;
    private final Preprocessing preprocessing;

    private DrawnLesions(DemoWorld world, Preprocessing preprocessing) {
        this.world = world;
        this.preprocessing = preprocessing;
    }

    static DrawnLesions of(String model, long seed, int lesions) throws IOException {
        try (OpenModel open = new ModelOpener(System.getenv(), HubProgress.NONE).open(ModelRequest.of(model))) {
            return new DrawnLesions(
                    DemoWorld.of(new WorldOptions(seed, lesions)),
                    open.description().preprocessing());
        }
    }

    /** Width and height of the pictures. */
    int size() {
        return preprocessing.height();
    }

    /** Features are pictures [b, 3, H, W], labels are one-hot [b, 8]. */
    List<DataSet> batches(Split split, int size) {
        List<Lesion> lesions = world.lesions(split);
        List<DataSet> batches = new ArrayList<>();
        for (int from = 0; from < lesions.size(); from += size) {
            batches.add(batch(lesions.subList(from, Math.min(lesions.size(), from + size))));
        }
        return batches;
    }

    private DataSet batch(List<Lesion> lesions) {
        INDArray pictures = Nd4j.create(lesions.size(), 3, size(), size());
        INDArray labels = Nd4j.zeros(lesions.size(), Diagnosis.values().length);
        for (int i = 0; i < lesions.size(); i++) {
            Pixels pixels = world.picture(lesions.get(i), View.DERMOSCOPIC, size());
            pictures.slice(i).assign(Nd4j.createFromArray(normalised(pixels)).reshape(3, size(), size()));
            labels.putScalar(i, lesions.get(i).diagnosis().label(), 1);
        }
        return new DataSet(pictures, labels);
    }

    private float[] normalised(Pixels pixels) {
        int area = pixels.width() * pixels.height();
        float[] values = new float[3 * area];
        for (int channel = 0; channel < 3; channel++) {
            float mean = preprocessing.mean().get(channel).floatValue();
            float deviation = preprocessing.std().get(channel).floatValue();
            for (int i = 0; i < area; i++) {
                values[channel * area + i] = ((pixels.rgb()[3 * i + channel] & 0xFF) / 255f - mean) / deviation;
            }
        }
        return values;
    }
}
