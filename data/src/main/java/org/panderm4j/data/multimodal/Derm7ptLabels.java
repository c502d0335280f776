package org.panderm4j.data.multimodal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.panderm4j.data.table.CodedColumn;

/** Texts of Derm7pt and the classes that they stand for: the five groups of diagnoses, and the seven criteria. */
final class Derm7ptLabels {
    static final CodedColumn DIAGNOSIS = column(
            "diagnosis",
            named("BCC", "basal cell carcinoma"),
            named(
                    "NEV",
                    "nevus",
                    "blue nevus",
                    "clark nevus",
                    "combined nevus",
                    "congenital nevus",
                    "dermal nevus",
                    "recurrent nevus",
                    "reed or spitz nevus"),
            named(
                    "MEL",
                    "melanoma",
                    "melanoma (in situ)",
                    "melanoma (less than 0.76 mm)",
                    "melanoma (0.76 to 1.5 mm)",
                    "melanoma (more than 1.5 mm)",
                    "melanoma metastasis"),
            named(
                    "MISC",
                    "DF/LT/MLS/MISC",
                    "dermatofibroma",
                    "lentigo",
                    "melanosis",
                    "miscellaneous",
                    "vascular lesion"),
            named("SK", "seborrheic keratosis"));

    /** In the order of the seven-point checklist's table. */
    static final List<CodedColumn> CRITERIA = List.of(
            column("pigment_network", same("absent"), same("typical"), same("atypical")),
            column("blue_whitish_veil", same("absent"), same("present")),
            column(
                    "vascular_structures",
                    same("absent"),
                    same("regular", "arborizing", "comma", "hairpin", "within regression", "wreath"),
                    same("dotted/irregular", "dotted", "linear irregular")),
            column(
                    "pigmentation",
                    same("absent"),
                    same("regular", "diffuse regular", "localized regular"),
                    same("irregular", "diffuse irregular", "localized irregular")),
            column("streaks", same("absent"), same("regular"), same("irregular")),
            column("dots_and_globules", same("absent"), same("regular"), same("irregular")),
            column(
                    "regression_structures",
                    same("absent"),
                    same("present", "blue areas", "white areas", "combinations")));

    /** A class and its texts. */
    private record Texts(String className, List<String> texts) {}

    private Derm7ptLabels() {}

    private static Texts named(String className, String... texts) {
        return new Texts(className, List.of(texts));
    }

    /** Named like its first text. */
    private static Texts same(String... texts) {
        return new Texts(texts[0], List.of(texts));
    }

    private static CodedColumn column(String name, Texts... classes) {
        List<String> classNames = new ArrayList<>();
        Map<String, String> texts = new LinkedHashMap<>();
        for (Texts one : classes) {
            classNames.add(one.className);
            one.texts.forEach(text -> texts.put(text, one.className));
        }
        return CodedColumn.of(name, classNames, texts);
    }
}
