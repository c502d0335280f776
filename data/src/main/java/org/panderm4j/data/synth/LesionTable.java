package org.panderm4j.data.synth;

import java.util.ArrayList;
import java.util.List;
import org.panderm4j.data.synth.caption.Captions;
import org.panderm4j.data.synth.lesion.Attributes;
import org.panderm4j.data.synth.lesion.Diagnosis;
import org.panderm4j.data.synth.lesion.Lesion;
import org.panderm4j.data.synth.lesion.View;

/**
 * A world as rows of strings. Paths are relative to the world's folder, with forward slashes.
 *
 * @param world whose lesions are the rows
 */
public record LesionTable(DemoWorld world) {
    /** What the column {@code source} says of pictures that are drawn. */
    public static final String SOURCE = "panderm4j demo world";

    /**
     * Columns of {@link #lesionRow}: who and what, both pictures, attributes as words ({@code border}), then each as 0 or 1
     * ({@code border_irregular}), captions of both views, where it came from.
     */
    public List<String> lesionHeader() {
        List<String> header = new ArrayList<>(List.of(
                "lesion",
                "patient",
                "split",
                "diagnosis",
                "label",
                "malignant",
                "image_clinical",
                "image_dermoscopic",
                "age",
                "sex",
                "site",
                "skin_tone",
                "diameter",
                "border",
                "main_colour",
                "network",
                "vessels"));
        header.addAll(flagNames());
        for (View view : View.values()) {
            header.add("blurred_" + view.token());
        }
        for (View view : View.values()) {
            for (int i = 1; i <= Captions.COUNT; i++) {
                header.add("caption_" + view.token() + "_" + i);
            }
        }
        header.add("source");
        return header;
    }

    /** The attributes that are yes or no, in column order. */
    public List<String> flagNames() {
        return List.copyOf(world.lesions().get(0).attributes().flags().keySet());
    }

    /** One lesion; as many fields as {@link #lesionHeader}. */
    public List<String> lesionRow(Lesion lesion) {
        Attributes attributes = lesion.attributes();
        Diagnosis diagnosis = lesion.diagnosis();
        List<String> row = new ArrayList<>(List.of(
                lesion.id(),
                lesion.patient().id(),
                lesion.patient().split().token(),
                diagnosis.word(),
                Integer.toString(diagnosis.label()),
                bit(diagnosis.malignant()),
                path(lesion, View.CLINICAL),
                path(lesion, View.DERMOSCOPIC),
                Integer.toString(lesion.patient().age()),
                lesion.patient().sex().token(),
                lesion.site().token(),
                Integer.toString(lesion.patient().skin().step()),
                attributes.diameter().token(),
                attributes.border().token(),
                attributes.mainColour().token(),
                attributes.network().token(),
                attributes.vessels().token()));
        attributes.flags().values().forEach(flag -> row.add(bit(flag)));
        for (View view : View.values()) {
            row.add(bit(lesion.blurred().contains(view)));
        }
        for (View view : View.values()) {
            row.addAll(world.captions(lesion, view));
        }
        row.add(SOURCE);
        return row;
    }

    /** Columns of {@link #pairRow}, as {@code panderm zero-shot}, {@code retrieve} and {@code pretrain} read them. */
    public List<String> pairHeader() {
        List<String> header = new ArrayList<>(
                List.of("image_path", "label", "diagnosis", "lesion", "patient", "split", "source", "caption"));
        for (int i = 2; i <= Captions.COUNT; i++) {
            header.add("caption_" + i);
        }
        return header;
    }

    /** One picture with its captions; the source is the view, so that a sampler can balance them. */
    public List<String> pairRow(Lesion lesion, View view) {
        List<String> row = new ArrayList<>(List.of(
                path(lesion, view),
                Integer.toString(lesion.diagnosis().label()),
                lesion.diagnosis().word(),
                lesion.id(),
                lesion.patient().id(),
                lesion.patient().split().token(),
                view.token()));
        row.addAll(world.captions(lesion, view));
        return row;
    }

    /** Where a picture is: {@code images/clinical/L00012.png}. */
    public static String path(Lesion lesion, View view) {
        return "images/" + view.token() + "/" + lesion.id() + ".png";
    }

    private static String bit(boolean value) {
        return value ? "1" : "0";
    }
}
