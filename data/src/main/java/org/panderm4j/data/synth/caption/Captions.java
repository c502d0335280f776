package org.panderm4j.data.synth.caption;

import java.util.ArrayList;
import java.util.List;
import org.panderm4j.data.random.RandomStreams;
import org.panderm4j.data.synth.lesion.Diagnosis;
import org.panderm4j.data.synth.lesion.Lesion;
import org.panderm4j.data.synth.lesion.View;
import org.panderm4j.data.text.PromptTemplates;

/** Writes captions: each names what the picture of its view shows, so that it picks that picture out of many. */
public final class Captions {
    /** How many a picture has. */
    public static final int COUNT = 5;

    /** Those that classification asks with. */
    private static final PromptTemplates PROMPTS = PromptTemplates.named("skin");

    private final RandomStreams streams;

    /**
     * @param streams of the world; the names used begin with {@code caption}
     */
    public Captions(RandomStreams streams) {
        this.streams = streams;
    }

    /** Report, report, lay, short, what lies over the skin; the same lesion and view give the same texts. */
    public List<String> of(Lesion lesion, View view) {
        List<String> captions = new ArrayList<>(COUNT);
        for (int i = 0; i < COUNT; i++) {
            Wording wording = new Wording(streams.stream("caption " + view.token(), lesion.number(), i));
            captions.add(
                    switch (i) {
                        case 0, 1 -> report(lesion, view, wording);
                        case 2 -> lay(lesion, view, wording);
                        case 3 -> brief(lesion, view, wording);
                        default -> overlay(lesion, view, wording);
                    });
        }
        return captions;
    }

    private static String report(Lesion lesion, View view, Wording wording) {
        ReportFacts facts = new ReportFacts(lesion, view, wording);
        List<String> shown = new ArrayList<>(List.of(facts.colours()));
        List<String> striking = facts.striking();
        shown.addAll(wording.some(striking, 4));
        shown.addAll(wording.some(facts.shape(), Math.max(2, 5 - shown.size())));
        String all = Wording.list(shown);
        String picture = view == View.CLINICAL
                ? wording.one("clinical photograph", "clinical image", "macroscopic image")
                : wording.one("dermoscopic image", "dermoscopy", "dermatoscopic image");
        String diagnosis = wording.chance(0.7)
                ? lesion.diagnosis().word()
                : wording.one(lesion.diagnosis().synonyms());
        String text = wording.chance(0.88)
                ? named(facts.noun(), picture, diagnosis, all, wording)
                : Wording.sentence(picture) + " of " + Wording.a(facts.noun()) + ": " + all;
        return text + "." + around(lesion, view, facts.artefacts(), wording);
    }

    private static String named(String noun, String picture, String diagnosis, String all, Wording wording) {
        return wording.one(
                Wording.sentence(picture) + " of " + diagnosis + " showing " + all,
                Wording.sentence(diagnosis) + ", " + picture + ": " + all,
                Wording.sentence(picture) + ": " + noun + " with " + all + ", consistent with " + diagnosis,
                Wording.sentence(Wording.a(noun)) + " with " + all + ". Diagnosis: " + diagnosis + ", " + picture,
                Wording.sentence(diagnosis) + " with " + all + " on " + picture,
                Wording.sentence(picture) + ". Findings: " + all + ". Impression: " + diagnosis);
    }

    /** Skin, person, artefacts, focus: what the lesion itself does not tell. */
    private static String around(Lesion lesion, View view, List<String> artefacts, Wording wording) {
        StringBuilder text = new StringBuilder();
        if (wording.chance(0.8)) {
            String step = lesion.patient().skin().name();
            String look = lesion.patient().skin().look();
            text.append(wording.one(
                    " Fitzpatrick skin type " + step + ".",
                    " Skin type " + step + ", " + look + " skin.",
                    " " + Wording.sentence(look) + " skin."));
        }
        if (!artefacts.isEmpty() && wording.chance(0.9)) {
            text.append(' ').append(Wording.sentence(Wording.list(artefacts))).append(" visible.");
        }
        if (lesion.blurred().contains(view) && wording.chance(0.7)) {
            text.append(wording.one(" Out of focus.", " Poor image quality."));
        }
        if (wording.chance(0.45)) {
            text.append(" Site: ").append(lesion.site().word()).append('.');
        }
        if (wording.chance(0.3)) {
            text.append(' ').append(person(lesion, wording)).append('.');
        }
        return text.toString();
    }

    private static String person(Lesion lesion, Wording wording) {
        int age = lesion.patient().age();
        String sex = lesion.patient().sex().word();
        return wording.one(age + "-year-old " + sex + " patient", Wording.sentence(sex) + ", " + age + " years");
    }

    private static String lay(Lesion lesion, View view, Wording wording) {
        LayFacts facts = new LayFacts(lesion, view, wording);
        Diagnosis diagnosis = lesion.diagnosis();
        String name = wording.chance(0.5) ? diagnosis.word() : wording.one(diagnosis.layNames());
        String skin = lesion.patient().skin().look() + " skin";
        String thing = facts.colours() + " " + facts.noun();
        String has = Wording.list(wording.some(facts.facts(), 4));
        String picture =
                view == View.CLINICAL ? wording.one("photo", "picture") : wording.one("close-up", "magnified picture");
        String text = wording.one(
                Wording.sentence(Wording.a(picture)) + " of " + Wording.a(name) + ": " + Wording.a(thing) + " on "
                        + skin + " with " + has,
                Wording.sentence(Wording.a(thing)) + " on " + skin + " that has " + has + ", probably "
                        + Wording.a(name) + ", " + picture,
                "My " + lesion.site().word() + " has " + Wording.a(thing) + " with " + has + ". The doctor calls it "
                        + name + ". This is a " + picture + " of my " + skin);
        String extra = facts.artefacts().isEmpty() ? "" : " You can also see " + Wording.list(facts.artefacts()) + ".";
        return text + "." + extra;
    }

    /** As a prompt for zero-shot classification would say it. */
    private static String brief(Lesion lesion, View view, Wording wording) {
        String name = lesion.diagnosis().word();
        if (wording.chance(0.3)) {
            return Wording.sentence(view.word()) + " image of " + name + ".";
        }
        return wording.one(PROMPTS.prompts(name).stream()
                .filter(prompt -> lesion.diagnosis().malignant() || !prompt.contains("cancer"))
                .toList());
    }

    /**
     * Artefacts and little else. Among other captions this one did not make the demo model see thin hairs; stages of
     * training on it for at least half of the time, with hair over half of the pictures, did (data/demo/README.md).
     * A concept that cannot be found in embeddings cannot be switched off either.
     */
    private static String overlay(Lesion lesion, View view, Wording wording) {
        List<String> artefacts = wording.chance(0.5)
                ? new ReportFacts(lesion, view, wording).artefacts()
                : new LayFacts(lesion, view, wording).artefacts();
        String all = artefacts.isEmpty()
                ? wording.one("no artefacts", "nothing over the skin", "a clear view of the lesion")
                : Wording.list(artefacts);
        String seen = artefacts.isEmpty()
                ? Wording.sentence(all)
                : wording.one(Wording.sentence(all) + " visible", Wording.sentence(all), "A picture with " + all);
        if (wording.chance(0.5)) {
            return seen + ".";
        }
        return Wording.sentence(lesion.diagnosis().word()) + ". " + seen + ".";
    }
}
