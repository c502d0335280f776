package org.panderm4j.data.multimodal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The reference's sentence of Derm7pt: {@code This is a female nodular lesion on lower limbs.}
 *
 * <p>Parts are left out where a field is blank, and only that: {@code This is a on genital area.} is one of its sentences, which the
 * published towers were tuned on.
 */
final class Derm7ptText implements MetadataText {
    private static final Map<String, String> SITES =
            Map.of("head neck", "head and neck", "genital areas", "genital area");

    @Override
    public String of(Map<String, String> fields) {
        List<String> parts = new ArrayList<>();
        String sex = fields.get("sex");
        String elevation = fields.get("elevation");
        String site = fields.get("location");
        if (sex != null) {
            parts.add(sex);
        }
        if (elevation != null) {
            parts.add(elevation + " lesion");
        }
        if (site != null) {
            parts.add("on " + SITES.getOrDefault(site, site));
        }
        return "This is a " + (parts.isEmpty() ? "patient with a skin lesion" : String.join(" ", parts)) + ".";
    }
}
