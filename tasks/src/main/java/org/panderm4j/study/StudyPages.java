package org.panderm4j.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.panderm4j.report.ConceptPage;
import org.panderm4j.report.Fact;
import org.panderm4j.report.Headline;
import org.panderm4j.report.PlainTable;
import org.panderm4j.report.SaePage;
import org.panderm4j.sae.SaeStats;

/** From the parts of a study to its page. */
final class StudyPages {
    private static final int SHOWN = 30;

    private final StudyFolders folders;
    private final SaeStats stats;
    private final NamedNeurons names;

    StudyPages(StudyFolders folders, SaeStats stats, NamedNeurons names) {
        this.folders = folders;
        this.stats = stats;
        this.names = names;
    }

    ConceptPage of(String title) throws IOException {
        List<ConceptPage.Section> sections = new ArrayList<>(List.of(dictionary()));
        if (folders.names().isPresent()) {
            sections.add(named());
        }
        for (Path folder : folders.pictures()) {
            sections.add(new PictureSection(folder).read());
        }
        ClassifierSections classifier = new ClassifierSections(names);
        if (folders.classifier().isPresent()) {
            sections.add(classifier.weights(folders.classifier().get()));
        }
        for (Path folder : folders.interventions()) {
            sections.add(classifier.intervention(folder));
        }
        return new ConceptPage(
                "Concept study",
                title,
                "Features that a sparse autoencoder has learned without labels, what they stand for, how a classifier"
                        + " decides by them, and what becomes of its decisions when some are silenced.",
                List.of(),
                sections,
                facts(),
                List.of());
    }

    private ConceptPage.Section dictionary() {
        SaePage page = stats.page(List.of());
        List<Headline> figures = page.headline().stream()
                .map(fact -> new Headline(fact.name(), fact.value(), ""))
                .toList();
        List<List<String>> rows = stats.lines().stream()
                .map(fact -> List.of(fact.name(), fact.value()))
                .toList();
        return new ConceptPage.Section(
                "The dictionary",
                "",
                figures,
                List.of(),
                List.of(new PlainTable(
                        "Health",
                        "How it was trained, and how far its vectors differ.",
                        List.of("What", "Value"),
                        1,
                        rows)),
                List.of());
    }

    private ConceptPage.Section named() {
        List<List<String>> rows = names.rows().stream()
                .sorted(Comparator.comparingDouble(row -> -row.score()))
                .limit(SHOWN)
                .map(row -> List.of(row.name(), row.kind(), Integer.toString(row.neuron()), Cells.share(row.score())))
                .toList();
        long distinct =
                names.rows().stream().map(NamedNeurons.Row::name).distinct().count();
        return new ConceptPage.Section(
                "What features are called",
                "Each feature has the nearest of a vocabulary's terms, if one is near enough. A name is a guess by the text"
                        + " tower; the pictures tell whether it is right.",
                List.of(
                        new Headline("Named", names.rows().size() + " of " + names.total(), "features"),
                        new Headline("Names", Long.toString(distinct), "different ones")),
                List.of(),
                List.of(new PlainTable(
                        "Surest names",
                        "By falling score, " + rows.size() + " of "
                                + names.rows().size() + ".",
                        List.of("Name", "Kind", "Neuron", "Score"),
                        2,
                        rows)),
                List.of());
    }

    private List<Fact> facts() throws IOException {
        List<Fact> facts = new ArrayList<>();
        for (Path file : folders.files()) {
            facts.add(new Fact(String.valueOf(file.getFileName()), file.toString()));
        }
        return facts;
    }
}
