package org.panderm4j.concepts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.panderm4j.report.ConceptPage;
import org.panderm4j.report.Fact;
import org.panderm4j.report.Headline;
import org.panderm4j.report.PlainTable;
import org.panderm4j.run.RunPlan;

/** From names of features to the page that shows them. */
final class NamingPages {
    private static final int SHOWN = 100;

    private final RunPlan plan;

    NamingPages(RunPlan plan) {
        this.plan = plan;
    }

    static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "none";
    }

    ConceptPage of(NamingInputs inputs, NamingResult result) {
        return new ConceptPage(
                "Concept names",
                inputs.sae().file().getFileName().toString(),
                "Each feature of the dictionary beside the nearest of "
                        + inputs.vocabulary().terms().size()
                        + " terms, by the cosine of the term's embedding"
                        + (inputs.centred() ? ", less what all terms have in common," : "")
                        + " and the dictionary vector.",
                notes(result),
                List.of(figures(result), names(result), kinds(result)),
                facts(inputs, result),
                List.of(
                        new Fact(
                                "See the pictures behind a name",
                                "panderm concepts top --concept-names names.csv --activations FILE.npy --csv TABLE.csv --out DIR")));
    }

    private static List<String> notes(NamingResult result) {
        return result.named() == 0
                ? List.of("No feature has a name: the best score is " + number(best(result))
                        + ". Lower --threshold or --margin, or give another --vocabulary.")
                : List.of();
    }

    private static double best(NamingResult result) {
        return result.names().stream().mapToDouble(NeuronName::score).max().orElse(Double.NaN);
    }

    private static ConceptPage.Section figures(NamingResult result) {
        List<Headline> figures = new ArrayList<>();
        figures.add(
                new Headline("Named", result.named() + " of " + result.names().size(), "features with a name"));
        figures.add(new Headline("Names", Integer.toString(result.distinct()), "different ones among them"));
        if (result.activity().isPresent()) {
            figures.add(new Headline(
                    "Named and alive",
                    result.namedAlive() + " of " + result.alive(),
                    "features active in any of " + result.activity().get().rows() + " rows"));
        }
        return new ConceptPage.Section("How many have a name", "", figures, List.of(), List.of(), List.of());
    }

    private static ConceptPage.Section names(NamingResult result) {
        List<List<String>> rows = result.names().stream()
                .filter(NeuronName::isNamed)
                .sorted(Comparator.comparingDouble(name -> -name.score()))
                .limit(SHOWN)
                .map(name -> row(name, result))
                .toList();
        List<String> header = new ArrayList<>(List.of("Name", "Kind", "Runner-up", "Neuron", "Score", "Margin"));
        result.activity().ifPresent(activity -> header.add("Active in"));
        return new ConceptPage.Section(
                "Names",
                "By falling score, " + rows.size() + " of " + result.named() + "; all are in names.csv.",
                List.of(),
                List.of(),
                List.of(new PlainTable("Surest names", "", header, 3, rows)),
                List.of());
    }

    private static List<String> row(NeuronName name, NamingResult result) {
        List<String> row = new ArrayList<>(List.of(
                name.name(),
                name.best().kind(),
                name.runnerUp().text(),
                Integer.toString(name.neuron()),
                number(name.score()),
                number(name.margin())));
        result.activity()
                .ifPresent(
                        activity -> row.add(String.format(Locale.ROOT, "%.1f %%", 100 * activity.rate(name.neuron()))));
        return List.copyOf(row);
    }

    private static ConceptPage.Section kinds(NamingResult result) {
        Map<String, Integer> counts = new TreeMap<>();
        result.names().stream()
                .filter(NeuronName::isNamed)
                .forEach(name -> counts.merge(name.best().kind(), 1, Integer::sum));
        List<List<String>> rows = counts.entrySet().stream()
                .map(one -> List.of(
                        one.getKey().isEmpty() ? "not told" : one.getKey(),
                        one.getValue().toString()))
                .toList();
        return new ConceptPage.Section(
                "Kinds",
                "What sort of thing the named features stand for.",
                List.of(),
                List.of(),
                List.of(new PlainTable("Features by kind of name", "", List.of("Kind", "Features"), 1, rows)),
                List.of());
    }

    private List<Fact> facts(NamingInputs inputs, NamingResult result) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Dictionary", inputs.sae().file().toString()));
        facts.add(new Fact("Vocabulary", inputs.vocabulary().origin()));
        facts.add(new Fact("Least score of a name", number(result.naming().threshold())));
        facts.add(new Fact("Least margin", number(result.naming().margin())));
        inputs.activations()
                .ifPresent(rows -> facts.add(new Fact("Activations", rows.file().toString())));
        plan.options().forEach((name, value) -> {
            if (name.equals("--model")) {
                facts.add(new Fact("Model", value));
            }
        });
        return facts;
    }
}
