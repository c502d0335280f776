package org.panderm4j.cbm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.panderm4j.concepts.ConceptMatch;
import org.panderm4j.concepts.MatchSummary;
import org.panderm4j.report.ExplanationPage;
import org.panderm4j.report.Fact;
import org.panderm4j.report.PlainTable;
import org.panderm4j.report.ShortNumber;
import org.panderm4j.report.WeightChart;

/** From an explanation to the page that shows it. */
final class ExplanationPages {
    static final int SHOWN = 20;

    private ExplanationPages() {}

    static ExplanationPage of(Explanation explanation) {
        List<String> notes = new ArrayList<>();
        if (!explanation.unmatched().isEmpty()) {
            notes.add("concepts without a neuron, since there are more of them than neurons with a weight: "
                    + String.join(", ", explanation.unmatched()));
        }
        List<WeightChart> charts = new ArrayList<>();
        List<PlainTable> tables = new ArrayList<>();
        if (!explanation.concepts().isEmpty()) {
            charts.add(concepts(explanation.concepts()));
            tables.add(table(explanation.concepts()));
        }
        charts.add(neurons(explanation));
        return new ExplanationPage(
                explanation.cbm().folder().toString(),
                "What a classifier with " + explanation.cbm().classifier().live()
                        + " weights goes by. A neuron's name is the text nearest to it, not a proof that it sees just that.",
                notes,
                charts,
                tables,
                explanation.rows().stream().map(row -> row(explanation, row)).toList(),
                facts(explanation));
    }

    private static WeightChart concepts(List<ConceptMatch> matches) {
        return new WeightChart(
                "Weights of the concepts",
                "Each text has a neuron of its own, chosen so that all similarities together are as large as can be. To the"
                        + " right: speaks for class 1.",
                matches.stream()
                        .map(match -> new WeightChart.Bar(
                                match.text().strip(),
                                match.importance(),
                                String.format(
                                        Locale.ROOT,
                                        "neuron %d, rank %d, similarity %.3f",
                                        match.neuron(),
                                        match.rank(),
                                        match.similarity())))
                        .toList());
    }

    private static PlainTable table(List<ConceptMatch> matches) {
        return new PlainTable(
                "Concepts and their neurons",
                "By weight, from what speaks for class 1 most. Rank by size of weight, 0 for the largest.",
                List.of("Concept", "Neuron", "Weight", "Rank", "Similarity"),
                1,
                ConceptMatch.byWeight(matches).stream()
                        .map(match -> List.of(
                                match.text().strip(),
                                Integer.toString(match.neuron()),
                                ShortNumber.of(match.importance()),
                                Integer.toString(match.rank()),
                                CbmPages.share(match.similarity())))
                        .toList());
    }

    private static WeightChart neurons(Explanation explanation) {
        NeuronTable table = NeuronTable.of(explanation.cbm().classifier());
        return new WeightChart(
                "Largest weights",
                "The " + Math.min(CbmPages.SHOWN, table.rows().size()) + " largest of "
                        + table.rows().size() + " neurons with a weight.",
                table.rows().stream()
                        .limit(CbmPages.SHOWN)
                        .map(row ->
                                new WeightChart.Bar(explanation.name(row.neuron()), row.weight(), "rank " + row.rank()))
                        .toList());
    }

    private static WeightChart row(Explanation explanation, LocalExplanation row) {
        List<WeightChart.Bar> bars = new ArrayList<>();
        bars.add(new WeightChart.Bar("intercept", row.intercept(), ""));
        row.contributions().stream()
                .limit(SHOWN)
                .forEach(one -> bars.add(new WeightChart.Bar(
                        explanation.name(one.neuron()),
                        one.value(),
                        "activation " + ShortNumber.of(one.activation()) + " x weight "
                                + ShortNumber.of(one.weight()))));
        double rest = row.contributions().stream()
                .skip(SHOWN)
                .mapToDouble(Contribution::value)
                .sum();
        if (row.contributions().size() > SHOWN) {
            bars.add(new WeightChart.Bar("all " + (row.contributions().size() - SHOWN) + " others", rest, ""));
        }
        return new WeightChart(
                row.name(),
                String.format(
                        Locale.ROOT,
                        "Probability of class 1: %.3f. Intercept %.4g and contributions %.4g (activation x weight of %d"
                                + " neurons) add up to the logit %.4g.",
                        row.probability(),
                        row.intercept(),
                        row.sum(),
                        row.contributions().size(),
                        row.logit()),
                bars);
    }

    private static List<Fact> facts(Explanation explanation) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Classifier", explanation.cbm().folder().toString()));
        facts.add(new Fact(
                "Intercept", ShortNumber.of(explanation.cbm().classifier().intercept())));
        if (!explanation.concepts().isEmpty()) {
            MatchSummary summary = MatchSummary.of(explanation.concepts());
            facts.add(new Fact(
                    "Rank of the concepts' neurons",
                    "mean " + ShortNumber.of(summary.meanRank()) + ", best " + ShortNumber.of(summary.bestRank())
                            + ", worst " + ShortNumber.of(summary.worstRank())));
            facts.add(new Fact(
                    "Similarity", ShortNumber.of(summary.totalSimilarity()) + " in all, of " + summary.matched()));
            facts.add(new Fact("Mean weight of the concepts", ShortNumber.of(summary.meanWeight())));
        }
        explanation
                .names()
                .ifPresent(names -> facts.add(new Fact("Names", names.file().toString())));
        return facts;
    }
}
