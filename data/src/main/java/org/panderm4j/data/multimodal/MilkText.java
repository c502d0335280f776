package org.panderm4j.data.multimodal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The reference's sentence of MILK-11: {@code This is a 58-year-old female with a lesion on the upper extremity.}
 *
 * <p>Its oddities are kept, since the published towers were tuned on them: a minor's sex is lost, {@code a 80-year-old}, {@code This is a
 * with a skin lesion.}
 *
 * @param concepts whether what was seen on the lesion is told too, which the reference can and does not do
 */
record MilkText(boolean concepts) implements MetadataText {
    private static final Map<String, String> SITES = Map.of(
            "head_neck_face", "head, neck, and face",
            "upper_extremity", "upper extremity",
            "lower_extremity", "lower extremity",
            "genital", "genital area");
    private static final Map<String, String> SEXES = Map.of("m", "male", "f", "female");

    /** Columns and what they are called. */
    private static final List<List<String>> CONCEPTS = List.of(
            List.of("ulceration_crust", "ulceration crust"),
            List.of("vasculature_vessels", "vasculature vessels"),
            List.of("erythema", "erythema"),
            List.of("pigmented", "pigmentation"));

    @Override
    public String of(Map<String, String> fields) {
        List<String> parts = new ArrayList<>();
        String person = person(fields.get("age"), fields.get("sex"));
        if (!person.isEmpty()) {
            parts.add(person);
        }
        String site = fields.get("site");
        parts.add(site == null ? "with a skin lesion" : "with a lesion on the " + SITES.getOrDefault(site, site));
        String sentence = ("This is a " + String.join(" ", parts) + ".")
                .replace("  ", " ")
                .replace("a a ", "a ");
        return concepts ? sentence + seen(fields) : sentence;
    }

    private static String person(String age, String writtenSex) {
        String sex = writtenSex == null ? null : SEXES.getOrDefault(writtenSex.toLowerCase(Locale.ROOT), writtenSex);
        if (age == null) {
            return sex == null ? "" : sex + " patient";
        }
        String phrase = phrase(Double.parseDouble(age));
        if (sex == null) {
            return phrase;
        }
        if (!sex.toLowerCase(Locale.ROOT).equals(sex) || !sex.contains("male")) {
            return phrase + " " + sex;
        }
        return phrase.replace("adult", sex).replace("elderly", sex + " elderly patient");
    }

    private static String phrase(double age) {
        if (age == 0) {
            return "newborn";
        }
        String group;
        if (age <= 2) {
            group = "infant";
        } else if (age <= 12) {
            group = "child";
        } else if (age <= 17) {
            group = "adolescent";
        } else {
            group = age <= 64 ? "adult" : "elderly";
        }
        return (long) age + "-year-old " + group;
    }

    private static String seen(Map<String, String> fields) {
        List<String> names = CONCEPTS.stream()
                .filter(one -> isYes(fields.get(one.get(0))))
                .map(one -> one.get(1))
                .toList();
        int last = names.size() - 1;
        return switch (names.size()) {
            case 0 -> "";
            case 1 -> " " + names.get(0) + " is likely present on the lesion.";
            case 2 -> " " + String.join(" and ", names) + " are likely present on the lesion.";
            default ->
                " " + String.join(", ", names.subList(0, last)) + ", and " + names.get(last)
                        + " are likely present on the lesion.";
        };
    }

    private static boolean isYes(String value) {
        return value != null && Double.parseDouble(value) != 0;
    }
}
