package org.panderm4j.nn.fusion;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.panderm4j.nn.fusion.FusionDesign.HeadKind;
import org.panderm4j.nn.fusion.FusionDesign.Images;
import org.panderm4j.nn.fusion.FusionDesign.Metadata;
import org.panderm4j.nn.fusion.FusionDesign.Output;
import org.panderm4j.nn.tower.Weights;

/** Small fusion networks of every kind, with weights as a trained one has them. */
final class FusionSample implements Weights {
    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private final Map<String, float[]> values = new LinkedHashMap<>();

    FusionSample(FusionDesign design, Random random) {
        shapes.putAll(FusionNetwork.parameterShapes(design));
        shapes.putAll(FusionNetwork.bufferShapes(design));
        shapes.forEach((name, shape) -> values.put(name, drawn(name, shape, random)));
    }

    private static float[] drawn(String name, long[] shape, Random random) {
        int size = 1;
        for (long axis : shape) {
            size *= (int) axis;
        }
        boolean gain = shape.length == 1 && name.endsWith("norm.weight");
        double deviation = shape.length == 2 ? 1 / Math.sqrt((double) shape[1]) : 0.2;
        float[] drawn = new float[size];
        for (int i = 0; i < size; i++) {
            double value = (gain ? 1 : 0) + deviation * random.nextGaussian();
            drawn[i] = (float) (name.endsWith(".variance") ? 0.5 + value * value : value);
        }
        return drawn;
    }

    /** One of every combination; what makes no difference to the combination is drawn. */
    static List<FusionDesign> designs(Random random) {
        List<FusionDesign> designs = new ArrayList<>();
        for (HeadKind head : HeadKind.values()) {
            for (Optional<Metadata> metadata : metadata(random)) {
                for (int pictures = 0; pictures < 4; pictures++) {
                    for (Fusing fusing : Fusing.values()) {
                        boolean twice = fusing == Fusing.CONCATENATION && pictures != 3;
                        boolean needless = pictures == 0
                                && (metadata.isEmpty() || metadata.get().fusing() == Fusing.CONCATENATION);
                        if (!twice && !needless) {
                            designs.add(design(pictures, fusing, metadata, head, random));
                        }
                    }
                }
            }
        }
        return designs;
    }

    private static FusionDesign design(
            int pictures, Fusing fusing, Optional<Metadata> metadata, HeadKind head, Random random) {
        int heads = 1 + random.nextInt(2);
        List<Output> outputs = new ArrayList<>(List.of(new Output("diagnosis", 2 + random.nextInt(4))));
        if (random.nextBoolean()) {
            outputs.add(new Output("streaks", 3));
        }
        return new FusionDesign(
                (pictures & 1) != 0,
                (pictures & 2) != 0,
                new Images(8, fusing, heads, 1 + random.nextInt(2)),
                random.nextBoolean(),
                metadata,
                head,
                outputs);
    }

    private static List<Optional<Metadata>> metadata(Random random) {
        List<Optional<Metadata>> all = new ArrayList<>(List.of(Optional.empty()));
        for (Metadata.Kind kind : Metadata.Kind.values()) {
            for (Fusing fusing : Fusing.values()) {
                int width = random.nextBoolean() ? 8 : 6;
                all.add(Optional.of(new Metadata(kind, 5, width, fusing, 2, 1 + random.nextInt(2))));
            }
        }
        return all;
    }

    /** Features of some cases. */
    static FusionInputs inputs(FusionDesign design, int cases, Random random) {
        Map<Modality, float[][]> features = new EnumMap<>(Modality.class);
        for (Modality modality : design.modalities()) {
            float[][] rows = new float[cases][design.inputWidth(modality)];
            for (float[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = (float) random.nextGaussian();
                }
            }
            features.put(modality, rows);
        }
        return FusionInputs.of(features);
    }

    /** A copy in double precision. */
    Map<String, double[]> doubles() {
        Map<String, double[]> doubles = new LinkedHashMap<>();
        values.forEach((name, floats) -> {
            double[] copy = new double[floats.length];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = floats[i];
            }
            doubles.put(name, copy);
        });
        return doubles;
    }

    @Override
    public Set<String> names() {
        return shapes.keySet();
    }

    @Override
    public long[] shape(String name) {
        return shapes.get(name);
    }

    @Override
    public void copy(String name, FloatBuffer target) {
        target.put(values.get(name));
    }
}
