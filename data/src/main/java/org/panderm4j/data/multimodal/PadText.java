package org.panderm4j.data.multimodal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The reference's sentence of PAD-UFES-20: {@code This is a 47-year-old male with a 8.0mm, elevated, itchy and bleeding lesion on the scalp
 * and Fitzpatrick skin type 3.}
 *
 * <p>Its oddities are kept, since the published towers were tuned on them: a minor's gender is lost, three groups of risks or more are
 * left out altogether, a patient's own history of cancer is called the family's, and unknown means no.
 *
 * @param texts columns of the patient's history that hold texts to the reference, of which each is a yes to it, even {@code False}
 */
record PadText(Set<String> texts) implements MetadataText {
    private static final List<String> HISTORY =
            List.of("smoke", "drink", "skin_cancer_history", "cancer_history", "pesticide");
    private static final Set<String> NO = Set.of("False", "FALSE", "false", "0", "0.0");
    private static final int MOST_GROUPS = 2;

    PadText {
        texts = Set.copyOf(texts);
    }

    /** As the reference writes it of the rows of one file: a single word such as {@code UNK} makes texts of a whole column. */
    static MetadataText ofFile(List<Map<String, String>> rows) {
        return new PadText(HISTORY.stream()
                .filter(column -> PandasColumns.isText(
                        rows.stream().map(row -> row.get(column)).toList()))
                .collect(Collectors.toSet()));
    }

    @Override
    public String of(Map<String, String> fields) {
        String region = fields.get("region");
        String lesion = region == null ? "skin lesion" : "lesion on the " + region.toLowerCase(Locale.ROOT);
        List<String> looks = characteristics(fields);
        String where = looks.isEmpty() ? lesion : String.join(", ", looks) + " " + lesion;
        List<String> risks = risks(fields);
        String also = risks.isEmpty() || risks.size() > MOST_GROUPS ? "" : " and " + String.join(" and ", risks);
        return "This is a " + person(fields.get("age"), fields.get("gender")) + " with a " + where + also + ".";
    }

    private static String person(String age, String written) {
        String gender = written == null ? "" : written.toLowerCase(Locale.ROOT);
        boolean isKnown = gender.equals("male") || gender.equals("female");
        if (age == null) {
            return isKnown ? gender + " patient" : "patient";
        }
        double years = Double.parseDouble(age);
        String group;
        if (years <= 12) {
            group = "child";
        } else if (years <= 17) {
            group = "adolescent";
        } else if (years <= 64) {
            group = isKnown ? gender : "adult";
        } else {
            group = isKnown ? "elderly " + gender + " patient" : "elderly patient";
        }
        return (long) years + "-year-old " + group;
    }

    private static List<String> characteristics(Map<String, String> fields) {
        List<String> looks = new ArrayList<>();
        double diameter = Math.max(amount(fields.get("diameter_1")), amount(fields.get("diameter_2")));
        if (diameter > 0) {
            looks.add(asPython(diameter) + "mm");
        }
        addSome(looks, isTrue(fields, "elevation", "elevated"));
        addSome(
                looks,
                isTrue(fields, "itch", "itchy"),
                isTrue(fields, "hurt", "painful"),
                isTrue(fields, "bleed", "bleeding"));
        addSome(looks, isTrue(fields, "grew", "growing"), isTrue(fields, "changed", "changing"));
        return looks;
    }

    private List<String> risks(Map<String, String> fields) {
        List<String> groups = new ArrayList<>();
        addSome(groups, counts(fields, "smoke", "smoking history"), counts(fields, "drink", "alcohol consumption"));
        addSome(
                groups,
                counts(fields, "skin_cancer_history", "family history of skin cancer"),
                counts(fields, "cancer_history", "family history of cancer"));
        addSome(groups, counts(fields, "pesticide", "pesticide exposure"));
        String skin = fields.get("fitspatrick");
        if (skin != null) {
            groups.add("Fitzpatrick skin type " + (long) Double.parseDouble(skin));
        }
        return groups;
    }

    /** Words that are not empty, joined, as one more. */
    private static void addSome(List<String> groups, String... words) {
        List<String> some =
                List.of(words).stream().filter(word -> !word.isEmpty()).toList();
        if (!some.isEmpty()) {
            groups.add(String.join(" and ", some));
        }
    }

    private static String isTrue(Map<String, String> fields, String column, String word) {
        return "true".equalsIgnoreCase(fields.get(column)) ? word : "";
    }

    private String counts(Map<String, String> fields, String column, String word) {
        String value = fields.get(column);
        boolean isNo = value == null || (NO.contains(value) && !texts.contains(column));
        return isNo ? "" : word;
    }

    private static double amount(String value) {
        return value == null ? 0 : Double.parseDouble(value);
    }

    /** Shortest digits that tell the number, at least one after the point. */
    private static String asPython(double number) {
        String digits = new BigDecimal(Double.toString(number)).toPlainString();
        return digits.contains(".") ? digits : digits + ".0";
    }
}
