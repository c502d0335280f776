package org.panderm4j.finetune;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.panderm4j.data.multimodal.Criterion;
import org.panderm4j.data.multimodal.MetadataVector;
import org.panderm4j.nn.fusion.FusionDesign;
import org.panderm4j.nn.lora.Lora;

/**
 * What is known of a fine-tuned model beside its weights, {@code finetuned.json}.
 *
 * @param format of this record
 * @param dataSet a data set's name
 * @param description of a data set that is a user's own: the text of its YAML file
 * @param classNames in the order of the first output
 * @param criteria of the further outputs, in their order
 * @param design of the fusion network
 * @param vector how fields become numbers; empty unless metadata come as a vector
 * @param model whose towers it reads, as it was named
 * @param modelDigest SHA-256 of that model's weights, over all their files
 * @param readOut what it reads of the image tower
 * @param pictures how they are prepared, by option
 * @param towers how each was trained, {@code clinical}, {@code dermoscopic}, {@code text}; those that are seen
 * @param lora of the towers that have adapters
 * @param missing what took the place of missing pictures in the test
 * @param epoch that the parameters are of, from 1
 * @param temperature that the first output's logits are divided by for probabilities that fit the accuracy of the validation cases; empty
 *     where there were none, or they asked for one beyond all bounds
 */
public record FineTuned(
        int format,
        String dataSet,
        Optional<String> description,
        List<String> classNames,
        List<Criterion> criteria,
        FusionDesign design,
        Optional<MetadataVector> vector,
        String model,
        String modelDigest,
        ReadOut readOut,
        Map<String, String> pictures,
        Map<String, String> towers,
        Optional<Lora> lora,
        MissingRule missing,
        int epoch,
        Optional<Double> temperature) {
    /** Of what this version writes; it reads those before too. */
    public static final int FORMAT = 2;

    /** Name of the text tower among {@link #towers}. */
    public static final String TEXT = "text";

    public FineTuned {
        classNames = List.copyOf(classNames);
        criteria = List.copyOf(criteria);
        // By name: a repeated run writes the same bytes.
        pictures = Collections.unmodifiableMap(new TreeMap<>(pictures));
        towers = Collections.unmodifiableMap(new TreeMap<>(towers));
    }
}
