package org.panderm4j.data.synth.caption;

import java.util.ArrayList;
import java.util.List;
import org.panderm4j.data.synth.lesion.Artefact;
import org.panderm4j.data.synth.lesion.Attributes;
import org.panderm4j.data.synth.lesion.Lesion;
import org.panderm4j.data.synth.lesion.Network;
import org.panderm4j.data.synth.lesion.Structure;
import org.panderm4j.data.synth.lesion.Term;
import org.panderm4j.data.synth.lesion.Vessels;
import org.panderm4j.data.synth.lesion.View;

/** What a dermatologist would note of one picture, as noun phrases. */
final class ReportFacts {
    private final Attributes attributes;
    private final boolean dermoscopic;
    private final Wording wording;

    ReportFacts(Lesion lesion, View view, Wording wording) {
        this.attributes = lesion.attributes();
        this.dermoscopic = view == View.DERMOSCOPIC;
        this.wording = wording;
    }

    /** The colours, main one first. */
    String colours() {
        String main = attributes.mainColour().word();
        List<String> further =
                attributes.furtherColours().stream().map(Term::word).toList();
        if (further.isEmpty()) {
            return wording.one(
                    "uniform " + main + " colour", main + " pigmentation", "homogeneous " + main + " colour");
        }
        String others = Wording.list(further);
        return wording.one(
                main + " colour with " + others + " areas",
                "predominantly " + main + " with " + others,
                main + " background and " + others + " parts");
    }

    /** Of this view: what stands out comes first. */
    List<String> striking() {
        List<String> facts = new ArrayList<>();
        for (Structure structure : attributes.structures()) {
            if (dermoscopic || structure == Structure.SCALE || structure == Structure.ULCER) {
                facts.add(structure(structure));
            }
        }
        if (dermoscopic && attributes.network() != Network.ABSENT) {
            String kind = attributes.network().word();
            facts.add(wording.one(kind + " pigment network", kind + " network"));
        }
        if (dermoscopic && attributes.vessels() != Vessels.ABSENT) {
            String kind = attributes.vessels().word();
            facts.add(wording.one(kind + " vessels", kind + " vascular pattern"));
        }
        return facts;
    }

    private String structure(Structure structure) {
        return switch (structure) {
            case GLOBULES -> wording.one("dots and globules", "brown globules and dots");
            case BLUE_WHITISH_VEIL -> wording.one("blue-whitish veil", "a blue-whitish veil");
            case LACUNAE -> wording.one("red lacunae", "lacunae", "red-purple lacunae");
            case SCALE -> wording.one("white scale", "adherent scale", "surface scale");
            case ULCER -> wording.one("ulceration", "central ulcer", "ulcer with crust");
            case MILIA -> wording.one("milia-like cysts", "multiple milia-like cysts");
        };
    }

    /** Shape, border, size, elevation. */
    List<String> shape() {
        List<String> facts = new ArrayList<>();
        facts.add(
                attributes.asymmetric()
                        ? wording.one("asymmetric outline", "asymmetry", "asymmetric shape")
                        : wording.one("symmetric outline", "symmetry", "symmetric shape"));
        facts.add(wording.one("%s border", "%s margin", "%s borders")
                .replace("%s", attributes.border().word()));
        facts.add(attributes.diameter().word() + wording.one(" diameter", " size"));
        if (!dermoscopic) {
            facts.add(
                    attributes.raised()
                            ? wording.one("raised", "elevated surface")
                            : wording.one("flat", "flat surface"));
        }
        return facts;
    }

    /** A papule or a patch, as its elevation and diameter have it. */
    String noun() {
        if (dermoscopic) {
            return wording.one("lesion", "skin lesion");
        }
        return attributes.raised()
                ? wording.one("papule", "nodule", "raised lesion")
                : wording.one("macule", "flat lesion");
    }

    /** What lies over the skin. */
    List<String> artefacts() {
        List<String> facts = new ArrayList<>();
        for (Artefact artefact : attributes.artefacts()) {
            facts.add(
                    switch (artefact) {
                        case HAIR -> wording.one("hair", "overlying hair", "dark hairs");
                        case INK -> wording.one("ink marking", "surgical marker ink", "purple ink");
                        case RULER -> wording.one("ruler", "a ruler", "measuring scale");
                    });
        }
        return facts;
    }
}
