package org.panderm4j.data.synth.caption;

import java.util.ArrayList;
import java.util.List;
import org.panderm4j.data.synth.lesion.Artefact;
import org.panderm4j.data.synth.lesion.Attributes;
import org.panderm4j.data.synth.lesion.Lesion;
import org.panderm4j.data.synth.lesion.Structure;
import org.panderm4j.data.synth.lesion.Term;
import org.panderm4j.data.synth.lesion.Vessels;
import org.panderm4j.data.synth.lesion.View;

/** What a patient would say of one picture. */
final class LayFacts {
    private final Attributes attributes;
    private final boolean dermoscopic;
    private final Wording wording;

    LayFacts(Lesion lesion, View view, Wording wording) {
        this.attributes = lesion.attributes();
        this.dermoscopic = view == View.DERMOSCOPIC;
        this.wording = wording;
    }

    /** {@code brown and black}. */
    String colours() {
        return Wording.list(attributes.colours().stream().map(Term::word).toList());
    }

    /** {@code spot}, {@code bump}. */
    String noun() {
        return attributes.raised() ? wording.one("bump", "growth", "lump") : wording.one("spot", "mark", "patch");
    }

    /** In sentence order after "it has". */
    List<String> facts() {
        List<String> facts = new ArrayList<>();
        facts.add(attributes.asymmetric() ? "an uneven shape" : wording.one("an even shape", "a round shape"));
        facts.add(
                switch (attributes.border()) {
                    case REGULAR -> "a smooth edge";
                    case IRREGULAR -> wording.one("a jagged edge", "a ragged edge");
                    case SHARP -> wording.one("a sharp edge", "a clear-cut edge");
                    case ILL_DEFINED -> wording.one("a blurry edge", "no clear edge");
                });
        for (Structure structure : attributes.structures()) {
            if (dermoscopic || structure == Structure.SCALE || structure == Structure.ULCER) {
                facts.add(structure(structure));
            }
        }
        if (dermoscopic && attributes.vessels() == Vessels.ARBORISING) {
            facts.add("branching blood vessels");
        }
        if (dermoscopic && attributes.vessels() == Vessels.DOTTED) {
            facts.add("tiny red points");
        }
        return facts;
    }

    private String structure(Structure structure) {
        return switch (structure) {
            case GLOBULES -> "small dark dots";
            case BLUE_WHITISH_VEIL -> "a blue haze";
            case LACUNAE -> "blood-filled pockets";
            case SCALE -> wording.one("white flakes", "flaky skin");
            case ULCER -> wording.one("an open sore", "a bleeding crust");
            case MILIA -> "little white dots";
        };
    }

    /** What lies over the skin. */
    List<String> artefacts() {
        List<String> facts = new ArrayList<>();
        for (Artefact artefact : attributes.artefacts()) {
            facts.add(
                    switch (artefact) {
                        case HAIR -> "hair";
                        case INK -> wording.one("pen marks", "purple pen");
                        case RULER -> "a ruler";
                    });
        }
        return facts;
    }
}
