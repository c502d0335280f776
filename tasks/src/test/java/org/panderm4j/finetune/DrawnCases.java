package org.panderm4j.finetune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.panderm4j.data.multimodal.CaseTable;
import org.panderm4j.data.multimodal.DataSets;
import org.panderm4j.data.synth.DemoWorld;
import org.panderm4j.data.synth.WorldFolder;
import org.panderm4j.data.synth.WorldOptions;
import org.panderm4j.data.transform.ChannelOrder;
import org.panderm4j.data.transform.FinetuneTransform;
import org.panderm4j.data.transform.PreprocessConfig;
import org.panderm4j.nn.engine.EngineOptions;
import org.panderm4j.nn.fusion.Fusing;
import org.panderm4j.nn.fusion.FusionDesign.HeadKind;
import org.panderm4j.nn.lora.Lora;
import org.panderm4j.nn.lora.LoraTarget;
import org.panderm4j.weights.hub.HubProgress;
import org.panderm4j.weights.open.ModelOpener;
import org.panderm4j.weights.open.ModelRequest;

/** A small drawn world as cases, and options of small runs on it. */
final class DrawnCases {
    private final Path folder;
    private final Path description;

    private DrawnCases(Path folder, Path description) {
        this.folder = folder;
        this.description = description;
    }

    /** Draws them into a new folder. */
    static DrawnCases draw(Path parent, int lesions) throws IOException {
        Path folder = parent.resolve("world");
        WorldFolder.write(DemoWorld.of(new WorldOptions(7, lesions)), folder, 64);
        Path description = parent.resolve("world.yaml");
        Files.writeString(description, """
                name: drawn
                tables: lesions.csv
                clinical: image_clinical
                dermoscopic: image_dermoscopic
                label:
                  column: diagnosis
                split:
                  column: split
                group: patient
                metadata:
                  numeric: [age]
                  categorical: [sex, site]
                text: "A {sex} patient of {age} years[ with a lesion on the {site}]."
                criteria:
                  border: []
                """);
        return new DrawnCases(folder, description);
    }

    Path folder() {
        return folder;
    }

    CaseTable read() throws IOException {
        return DataSets.named(description.toString()).read(folder);
    }

    static BaseModel model() throws IOException {
        return new BaseModel(
                "demo",
                new ModelOpener(Map.of(), HubProgress.NONE).open(ModelRequest.of("demo")),
                EngineOptions.DEFAULT,
                ReadOut.MEAN);
    }

    FinetuneTask.Inputs inputs(BaseModel model) throws IOException {
        FinetuneTransform transform = new FinetuneTransform(
                ChannelOrder.RGB, model.side(), PreprocessConfig.IMAGENET_MEAN, PreprocessConfig.PROBE_STD);
        return new FinetuneTask.Inputs(
                read(),
                model,
                new OpenCvPictures(transform, "rgb"),
                ReadOut.MEAN,
                Map.of("channel-order", "RGB", "statistics", "REFERENCE"),
                Optional.empty());
    }

    /** Everything that is drawn at random is on. */
    static FinetuneOptions options(String towers, FusionOptions.Metadata metadata, int threads) {
        return options(towers, metadata, threads, "loss", false);
    }

    /** Of frozen towers without metadata. */
    static FinetuneOptions options(String monitor, boolean reference) {
        return options("frozen", FusionOptions.Metadata.NONE, 1, monitor, reference);
    }

    private static FinetuneOptions options(
            String towers, FusionOptions.Metadata metadata, int threads, String monitor, boolean reference) {
        TowerMode mode = TowerMode.of(towers);
        boolean learns = mode.learns();
        return new FinetuneOptions(
                fusion(metadata),
                new TowerOptions(mode, mode, mode, Lora.of(2, 4, LoraTarget.QUERY, LoraTarget.VALUE), learns, 0.2, 0.1),
                new StepOptions(
                        3,
                        8,
                        2,
                        1e-3,
                        OptionalDouble.of(5e-4),
                        1,
                        1e-4,
                        false,
                        0.9,
                        OptionalDouble.of(1),
                        Optional.of(monitor),
                        0,
                        true),
                new LossOptions(true, 0.1, 0.4, 0.5),
                learns ? 0 : 2,
                true,
                MissingRule.MEAN,
                reference,
                8,
                20,
                2,
                1,
                5,
                threads,
                2);
    }

    static FusionOptions fusion(FusionOptions.Metadata metadata) {
        return new FusionOptions(
                Set.of(View.CLINICAL, View.DERMOSCOPIC),
                metadata,
                Fusing.CROSS_ATTENTION,
                4,
                1,
                true,
                Fusing.CROSS_ATTENTION,
                OptionalInt.of(16),
                4,
                1,
                HeadKind.MLP,
                true);
    }
}
